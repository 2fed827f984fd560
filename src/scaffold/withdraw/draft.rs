//! Draft: texts that become drafts, and are published again.

use super::{Meant, Plan, named_by_others};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit;
use crate::input::content::{Document, DocumentKind, parse_document};
use crate::scaffold::archive::{Archive, UNPUBLISHED, was_unpublished};
use crate::scaffold::changes::NewText;
use crate::yaml::edits::with_value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether a text goes, or comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// It becomes a draft.
    Set,
    /// It is one no longer.
    Lifted,
}

/// Makes drafts of stories, or lifts that again.
///
/// # Errors
/// One of them is not there, or cannot be changed.
pub fn unpublish(archive: &Archive, stories: &[String], tag: Option<&str>, draft: Draft) -> Result<Plan, Diagnostics> {
    let mut plan = Plan::new(match draft {
        Draft::Set => "unpublish",
        Draft::Lifted => "unpublish --undo",
    });
    let mut values: BTreeMap<&str, (&Document, bool)> = BTreeMap::new();
    let all: Vec<Meant> = stories.iter().map(|story| Meant::read(archive, story, tag)).collect::<Result<_, _>>()?;
    for meant in &all {
        let value = draft == Draft::Set;
        for article in meant.articles(archive) {
            let is_draft = article.placement.draft;
            let said = said(&article.document);
            if said == Some(draft == Draft::Set) && is_draft == (draft == Draft::Set) {
                plan.notes.push(format!("{} says so already", article.document.path));
                continue;
            }
            // What was a draft before stays one: nobody has said that it is ready.
            if draft == Draft::Lifted && said == Some(true) && !was_unpublished(&article.document) {
                plan.notes
                    .push(format!("{} was a draft before; delete `draft: true` to publish it", article.document.path));
                continue;
            }
            let changes = match draft {
                Draft::Set => archive.state(article).has_page(),
                Draft::Lifted => is_draft && archive.state_without_draft(article).has_page(),
            };
            if changes {
                plan.addresses.push(article.placement.path.address());
            } else if draft == Draft::Lifted && is_draft {
                let why = archive.state_without_draft(article).in_words();
                plan.notes.push(format!("{} is a draft no longer, but {why}", article.document.path));
            }
            if is_draft || draft == Draft::Set {
                values.insert(&article.document.path, (&article.document, value));
            }
        }
        // What others inherit of their original they must say themselves, so that nothing becomes of them.
        for other in meant.rest(archive).filter(|other| said(&other.document).is_none()) {
            let is_draft = other.placement.draft;
            let original =
                meant.articles(archive).any(|article| article.placement.language == other.placement.original);
            if original && is_draft != (draft == Draft::Set) {
                values.insert(&other.document.path, (&other.document, is_draft));
                plan.notes
                    .push(format!("{} gets `draft: {is_draft}`: it would inherit it otherwise", other.document.path));
            }
        }
    }
    let mut problems = Diagnostics::default();
    for (path, (document, value)) in values {
        match with_draft(document, value) {
            Ok(text) => {
                plan.changes.texts.push(NewText {
                    path: path.to_owned(),
                    was: Some(document.text().into_owned()),
                    text,
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    if draft == Draft::Set {
        plan.mentions = named_by_others(archive, &all, &plan.addresses);
    }
    if problems.0.is_empty() { Ok(plan) } else { Err(problems) }
}

/// What a file itself says under `draft`.
fn said(document: &Document) -> Option<bool> {
    match &document.kind {
        DocumentKind::Article(matter) => matter.draft,
        _ => None,
    }
}

fn with_draft(document: &Document, draft: bool) -> Result<String, Diagnostic> {
    let block = document.block();
    let problem = |why: &str| {
        Diagnostic::error(Code::BadYaml, format!("`draft` cannot be written into this front matter: {why}"))
            .at(block.place_of("draft"))
            .hint(format!("write the line `draft: {draft}` yourself; nothing was changed"))
    };
    let value = if draft { format!("true {UNPUBLISHED}") } else { "false".to_owned() };
    let edit = with_value(&block, "draft", &value, &["title"]).map_err(problem)?;
    let text = edit::applied(&document.text(), &[edit]);
    // The value takes the mark with it.
    let text = if draft { text } else { text.replacen(&format!("false {UNPUBLISHED}"), "false", 1) };
    let names = Arc::clone(&document.names);
    let (read, _) = parse_document(document.path.clone(), document.name.clone(), text.clone(), names);
    match read.as_ref().and_then(said) == Some(draft) {
        true => Ok(text),
        false => Err(problem("it would not be read")),
    }
}
