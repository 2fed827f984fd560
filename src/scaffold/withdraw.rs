//! Withdraw: texts that readers are not to see any more. Either they become drafts, or their addresses are gone for good.
//!
//! A host that answers 410 for an address names it in a file that anybody can read. So an address can only be gone where its
//! text is no longer part of the site: its files go to `withdrawn/`, beside `content/`, or are deleted.

use super::archive::{Archive, State, UNPUBLISHED, was_unpublished};
use super::changes::{Changes, NewText, Removal, WITHDRAWN, fingerprint};
use super::edits::{self, with_items, with_value};
use super::named::{below_base, find, kind_of, story_of};
use super::rename::{Change, Moves, mentions};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::config;
use crate::input::content::{Document, DocumentKind, StoryId, parse_document};
use crate::input::media::Origin;
use crate::input::old_address::OldAddress;
use crate::language::LanguageId;
use crate::plan;
use crate::site::Article;
use crate::yaml::Block;
use std::collections::{BTreeMap, HashSet};
use std::io;
use std::sync::Arc;

/// Where the files of what is gone are kept.
pub const FOLDER: &str = WITHDRAWN;

/// What becomes of the files of what is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// They are kept in [`FOLDER`].
    Kept,
    /// They are deleted.
    Deleted,
}

/// Whether a text goes, or comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draft {
    /// It becomes a draft.
    Set,
    /// It is one no longer.
    Lifted,
}

/// A withdrawal that is ready to be made.
pub struct Plan {
    /// What is done to the files.
    pub changes: Changes,
    /// Addresses that readers will not find any more, or find again.
    pub addresses: Vec<String>,
    /// Where other texts name them.
    pub mentions: Vec<Change>,
    /// What was left as it is, and why.
    pub notes: Vec<String>,
}

/// A story, or one of its languages, that is meant.
struct Meant {
    id: StoryId,
    language: Option<LanguageId>,
}

impl Meant {
    fn read(archive: &Archive, written: &str, tag: Option<&str>) -> Result<Meant, Diagnostic> {
        let named = find(archive, written)?;
        let language =
            match tag {
                Some(tag) => Some(archive.site.locales.find(tag).ok_or_else(|| {
                    Diagnostic::error(Code::BadUsage, format!("`{tag}` is not a language of this site"))
                })?),
                None => named.language,
            };
        if let Some(kind) = kind_of(&named.id) {
            let message = format!("`{}` is a {}: only stories and pages can be withdrawn", named.id, kind.word());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name a story: news/treaty"));
        }
        // A file with a name of its own belongs to its story.
        let own = archive.documents.iter().find(|document| document.name.story == named.id);
        let id = own.map_or(named.id, |document| story_of(document));
        let meant = Meant { id, language };
        if meant.articles(archive).next().is_none() {
            let problem =
                Diagnostic::error(Code::BadUsage, format!("there is no text of `{}` that can be read", meant.id));
            return Err(
                problem.hint("`dateline check` says what is wrong with it; or it is not there in this language")
            );
        }
        Ok(meant)
    }

    /// All texts of the story.
    fn story<'a>(&'a self, archive: &'a Archive) -> impl Iterator<Item = &'a Article> + 'a {
        let story = archive.site.story_index.get(&self.id);
        let articles = story.map(|story| &archive.site.stories[*story].articles).into_iter().flatten().flatten();
        articles.map(|id| archive.site.article(*id))
    }

    /// Those that are meant.
    fn articles<'a>(&'a self, archive: &'a Archive) -> impl Iterator<Item = &'a Article> + 'a {
        self.story(archive)
            .filter(|article| self.language.is_none_or(|language| article.placement.language == language))
    }

    fn rest<'a>(&'a self, archive: &'a Archive) -> impl Iterator<Item = &'a Article> + 'a {
        self.story(archive)
            .filter(|article| self.language.is_some_and(|language| article.placement.language != language))
    }

    fn in_words(&self, archive: &Archive) -> String {
        let tag = self.language.map(|language| format!(" ({})", archive.site.locales.get(language).tag));
        format!("`{}`{}", self.id, tag.unwrap_or_default())
    }
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
                plan.changes.texts.push(NewText { path: path.to_owned(), was: Some(document.text.clone()), text });
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
    let text = edits::applied(&document.text, &[edit]);
    // The value takes the mark with it.
    let text = if draft { text } else { text.replacen(&format!("false {UNPUBLISHED}"), "false", 1) };
    let names = Arc::clone(&document.names);
    let (read, _) = parse_document(document.path.clone(), document.name.clone(), text.clone(), names);
    match read.as_ref().and_then(said) == Some(draft) {
        true => Ok(text),
        false => Err(problem("it would not be read")),
    }
}

/// Lets addresses be gone for good.
///
/// # Errors
/// One of them is not there, is not public, or cannot be taken away.
pub fn gone(archive: &Archive, written: &[String], tag: Option<&str>, files: Files) -> Result<Plan, Diagnostics> {
    let mut plan = Plan::new("gone");
    let mut problems = Diagnostics::default();
    let mut stories = Vec::new();
    for text in written {
        match Meant::read(archive, text, tag) {
            Ok(meant) => stories.push(meant),
            Err(problem) => match address(archive, text) {
                Some(Ok(address)) => plan.addresses.push(address),
                Some(Err(problem)) => problems.push(problem),
                None => problems.push(problem),
            },
        }
    }
    for meant in &stories {
        match meant.gone(archive, &mut plan) {
            Ok(taken) => match files {
                Files::Kept => plan.keep(taken),
                Files::Deleted => plan.delete(archive, taken).unwrap_or_else(|problem| problems.push(problem)),
            },
            Err(problem) => problems.push(problem),
        }
    }
    let known: HashSet<&OldAddress> = archive.site.config.gone.iter().map(|gone| &gone.address).collect();
    let base_url = &archive.site.config.base_url;
    plan.addresses.sort();
    plan.addresses.dedup();
    let is_new = |text: &&String| OldAddress::read(text, base_url).is_ok_and(|read| !known.contains(&read.address));
    let new: Vec<String> = plan.addresses.iter().filter(is_new).cloned().collect();
    if !new.is_empty() {
        match with_gone(archive, &new) {
            Ok(text) => plan.changes.texts.push(text),
            Err(problem) => problems.push(problem),
        }
    }
    plan.mentions = named_by_others(archive, &stories, &plan.addresses);
    if problems.0.is_empty() { Ok(plan) } else { Err(problems) }
}

/// An address that is no text's: of one that was deleted before, perhaps.
fn address(archive: &Archive, text: &str) -> Option<Result<String, Diagnostic>> {
    // A slip in an id may not become an address that nobody has ever had.
    let bare = |text: &str| text.split("://").last().unwrap_or_default().trim_start_matches("www.").to_owned();
    let host = bare(&archive.site.config.base_url);
    let is_address = text.starts_with('/') || text.contains("://") || bare(text).starts_with(&host);
    if !is_address {
        return None;
    }
    let read = OldAddress::read(below_base(&archive.site, text), &archive.site.config.base_url).ok()?;
    let (routes, _) = plan::plan(&archive.site);
    let wrong = |message: String, hint: &str| Some(Err(Diagnostic::error(Code::BadUsage, message).hint(hint)));
    if let Some(id) = routes.redirect_of(&read.address) {
        let path = &archive.site.article(id).document.path;
        let message = format!("`{text}` leads on: it is an alias in {path}");
        return wrong(message, "remove it there first, if it is to lead nowhere; nothing was changed");
    }
    if routes.has_page(&read.address) {
        let message = format!("`{text}` is the page of a list or a file, which is made of others");
        return wrong(message, "it is gone when nothing is in it any more; nothing was changed");
    }
    let page = format!("{}.html", read.address.path.address().trim_end_matches('/'));
    if read.address.query.is_none() && routes.at(&page).is_some() {
        let message = format!("there is no page at `{text}`, but one at `{page}`");
        return wrong(message, "name that one, or the story; nothing was changed");
    }
    Some(Ok(read.address.text()))
}

impl Meant {
    /// The addresses that go, and the files that are taken away, below `content/`.
    fn gone(&self, archive: &Archive, plan: &mut Plan) -> Result<Vec<String>, Diagnostic> {
        let wrong = |message: String| Diagnostic::error(Code::BadUsage, message);
        let base_url = &archive.site.config.base_url;
        let original = self.articles(archive).any(|article| article.placement.language == article.placement.original);
        if original && let Some(other) = self.rest(archive).next() {
            let message = format!(
                "{} is the original, of which {} has its date and authors",
                self.in_words(archive),
                other.document.path
            );
            return Err(wrong(message)
                .hint(
                    "say `original:` with another language in the files that stay, with their own `date` and `author`",
                )
                .hint("or use `dateline unpublish` for this language, or `gone` for all; nothing was changed"));
        }
        let mut addresses = Vec::new();
        for article in self.articles(archive) {
            let state = archive.state(article);
            if state != State::Published {
                plan.notes.push(format!(
                    "{} {}: hosts are not told of its address",
                    article.document.path,
                    state.in_words()
                ));
                continue;
            }
            addresses.push(OldAddress::of(article.placement.path.clone()).text());
            let aliases = article.placement.aliases.iter();
            addresses.extend(aliases.filter_map(|alias| Some(OldAddress::read(alias, base_url).ok()?.address.text())));
        }
        if addresses.is_empty() {
            return Err(wrong(format!("{} is not public: no address of it can be gone", self.in_words(archive)))
                .hint("name the address itself, if readers knew it once: `dateline gone /en/news/treaty/`, without its file")
                .hint("nothing was changed"));
        }
        plan.addresses.extend(addresses);
        Ok(self.files(archive))
    }

    /// The files that go with what is meant, below `content/`.
    fn files(&self, archive: &Archive) -> Vec<String> {
        let own: Vec<&Document> = self.articles(archive).map(|article| &*article.document).collect();
        let mut files: Vec<String> = own.iter().map(|document| below(&document.path).to_owned()).collect();
        let is_whole = self.rest(archive).next().is_none();
        for id in own.iter().map(|document| &document.name.story).filter(|_| is_whole) {
            let folder = format!("{id}/");
            let is_shared = archive.documents.iter().any(|other| {
                below(&other.path).starts_with(&folder) && !own.iter().any(|document| document.path == other.path)
            });
            let media = archive.site.media.files.iter().filter(|file| file.origin == Origin::Content && !is_shared);
            files.extend(media.map(|file| file.source.below.clone()).filter(|below| below.starts_with(&folder)));
        }
        files.sort();
        files.dedup();
        files
    }
}

fn below(path: &str) -> &str {
    path.strip_prefix("content/").unwrap_or(path)
}

/// `site.yaml` with further addresses under `gone`.
fn with_gone(archive: &Archive, addresses: &[String]) -> Result<NewText, Diagnostic> {
    let was = &archive.site.config.places.text;
    let block = Block::whole(config::FILE, was);
    let problem = |why: &str| {
        Diagnostic::error(Code::BadConfig, format!("`gone` cannot be written into site.yaml: {why}"))
            .at(block.place_of("gone"))
            .hint(format!("write it yourself: `gone: [{}]`; nothing was changed", addresses.join(", ")))
    };
    let edits = with_items(&block, "gone", addresses, &[]).map_err(problem)?;
    let text = edits::applied(was, &edits);
    let (read, _) = config::parse(&text, None);
    let is_there = |address: &String| {
        let all = read.iter().flat_map(|config| &config.gone);
        all.into_iter().any(|gone| gone.address.text() == *address)
    };
    match addresses.iter().all(is_there) {
        true => Ok(NewText { path: config::FILE.to_owned(), was: Some(was.clone()), text }),
        false => Err(problem("it would not be read")),
    }
}

/// Where texts that stay name what goes.
fn named_by_others(archive: &Archive, all: &[Meant], addresses: &[String]) -> Vec<Change> {
    let mut found = Vec::new();
    for meant in all {
        let own: HashSet<&str> = meant.articles(archive).map(|article| article.document.path.as_str()).collect();
        let is_whole = meant.rest(archive).next().is_none();
        let mut going = Moves::of(meant.id.clone());
        if is_whole {
            let ids = meant.articles(archive).map(|article| article.document.name.story.0.clone());
            going.ids.extend(ids.chain([meant.id.0.clone()]).map(|id| (id.clone(), format!("{id}-"))));
        }
        going.files.extend(meant.files(archive).into_iter().map(|file| (file.clone(), format!("{file}-"))));
        found.extend(mentions(archive, going, addresses, |document| !own.contains(document.path.as_str())));
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found.dedup_by(|a, b| a.place == b.place);
    found
}

impl Plan {
    fn new(what: &str) -> Plan {
        let changes = Changes { what: what.to_owned(), ..Changes::default() };
        Plan { changes, addresses: Vec::new(), mentions: Vec::new(), notes: Vec::new() }
    }

    fn keep(&mut self, taken: Vec<String>) {
        let from = taken.into_iter().map(|below| (format!("content/{below}"), format!("{FOLDER}/{below}")));
        self.changes.moves.extend(from);
    }

    /// Who is asked may take minutes to answer: what is deleted is what was read, and nothing else.
    fn delete(&mut self, archive: &Archive, taken: Vec<String>) -> Result<(), Diagnostic> {
        let unread = |path: &str, error: io::Error| {
            Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {error}")).at(Place::file(path))
        };
        for below in taken {
            let path = format!("content/{below}");
            let text = archive.documents.iter().find(|document| document.path == path);
            let file = || archive.site.media.files.iter().find(|file| file.source.path == path);
            let was = match (text, file()) {
                (Some(document), _) => fingerprint(document.text.as_bytes()),
                (None, Some(file)) => fingerprint(file.source.open_inside()?),
                (None, None) => continue,
            };
            self.changes.removals.push(Removal { was: was.map_err(|error| unread(&path, error))?, path });
        }
        Ok(())
    }
}
