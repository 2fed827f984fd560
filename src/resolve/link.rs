//! Link: the entries that an author puts on top of "More on this topic". An article's own, they are no part of its
//! placement; what they need of others is which stories there are.

use super::addresses;
use super::tell::ToldArticle;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Severity, nearest};
use crate::input::content::{Related, StoryId, WebLink};
use crate::language::locale::Locales;
use crate::site::{Hidden, Pinned, StoryIndex, Telling};
use std::collections::{HashMap, HashSet};

/// The stories of a site by their ids.
#[derive(Clone, Copy)]
pub(super) struct Stories<'a> {
    /// Indices of those that are public.
    pub index: &'a StoryIndex,
    /// Those that exist and are not.
    pub hidden: &'a HashMap<StoryId, Hidden>,
    /// Those of which a file has mistakes.
    pub incomplete: &'a HashSet<StoryId>,
}

/// Turns what an article of a story names into its pinned entries.
pub(super) fn link(
    told: &ToldArticle,
    own: usize,
    stories: Stories,
    locales: &Locales,
    problems: &mut Diagnostics,
) -> Vec<Pinned> {
    let ToldArticle { article, related } = told;
    let entry = |(i, related): (usize, &Related)| match related {
        Related::External(link) => external(link.clone(), i, article, locales, problems),
        Related::Story(text) => match stories.index.get(&StoryId::read(text)) {
            Some(story) => (*story != own).then_some(Pinned::Story(*story)),
            None => {
                problems.extend(unknown(text, i, article, stories));
                None
            }
        },
    };
    related.iter().enumerate().filter_map(entry).collect()
}

fn external(
    link: WebLink,
    i: usize,
    article: &Telling,
    locales: &Locales,
    problems: &mut Diagnostics,
) -> Option<Pinned> {
    let place = || article.document.block().place_of(KeyPath::from("related").item(i).key("url"));
    if let Some(problem) = addresses::problem(&link.url, place) {
        let is_safe = problem.severity == Severity::Warning;
        problems.push(problem);
        is_safe.then_some(())?;
    }
    let typography = locales.typography(article.placement.language, article.typography);
    let title = typography.set(&link.title).into_owned();
    Some(Pinned::External(WebLink { title, ..link }))
}

/// A story that does not exist, where this file is the one that names it. One that is not public yet may be pinned: it
/// shows when it is.
fn unknown(text: &str, i: usize, article: &Telling, stories: Stories) -> Option<Diagnostic> {
    let (id, block) = (StoryId::read(text), article.document.block());
    if stories.hidden.contains_key(&id) || stories.incomplete.contains(&id) || !block.has_key("related") {
        return None;
    }
    let near = nearest(&id.0, stories.index.keys().map(|k| &*k.0));
    let hint = near.map_or_else(
        || "a story's id is its path below content/ without language and extension".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let problem = Diagnostic::error(Code::UnknownStory, format!("there is no story `{text}`"));
    Some(problem.at(block.place_of(KeyPath::from("related").item(i))).hint(hint))
}
