//! What is left to translate: every story, page and note, in every language.

use super::behind::{Commit, Past, blocks, dossier_text, why};
use crate::input::content::{Document, Status, pieces_of, status_of, words};
use crate::language::locale::is_marked;
use crate::language::{LanguageId, Moment};
use crate::site::{Article, Hidden, Note, Outdated, Site, Story, Why};
use rayon::prelude::*;

pub use super::behind::Kind;

/// How a translation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is there and, as far as is known, up to date.
    Present,
    /// There is none; or a file holds its place, in another language's words or none.
    Missing,
    /// The original has changed since.
    Outdated,
}

/// A text and its translations.
#[derive(Debug)]
pub struct Work<'a> {
    /// What it is.
    pub kind: Kind,
    /// The story's id, or `dossiers/` or `authors/` and the dossier's or author's.
    pub id: String,
    /// The section's id; none for all but articles.
    pub section: Option<&'a str>,
    /// The original's title, or the author's name.
    pub title: &'a str,
    /// Publication; none for pages without a date and for authors.
    pub date: Option<Moment>,
    /// Why the original is not public, if it is not.
    pub hidden: Option<Hidden>,
    /// The language of the original.
    pub original: LanguageId,
    /// The original's file.
    pub path: &'a str,
    /// The words of the original.
    pub words: usize,
    /// The other languages of the site, in its order; its own too, where the original is in borrowed words.
    pub entries: Vec<Entry<'a>>,
}

/// One language of a text.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The language.
    pub language: LanguageId,
    /// How it stands.
    pub state: State,
    /// The words to do: of the original, or of its pieces that are new.
    pub words: usize,
    /// The translation, if there is one.
    pub file: Option<File<'a>>,
}

/// A translation that exists.
#[derive(Debug)]
pub struct File<'a> {
    /// Its path.
    pub path: &'a str,
    /// Whether it says of itself that it is still to be translated.
    pub marked: bool,
    /// Whether it says what it was translated from.
    pub recorded: bool,
    /// How far it has come, if it says so.
    pub status: Option<Status>,
    /// Why it is not public, if it is not.
    pub hidden: Option<Hidden>,
    /// What it lacks: by its record, by the dates, or by git.
    pub behind: Option<Why>,
    /// The commit that it was last changed in, where git says what it lacks and no record does.
    pub since: Option<Commit>,
}

/// Everything there is to translate in a site, the newest first, then pages, dossiers and authors by id.
///
/// The site should be loaded with drafts and with what is to come. What has expired is left out; so is an author
/// without an article, whom no page shows. `past` is what git says.
pub fn survey<'a>(site: &'a Site, past: &Past) -> Vec<Work<'a>> {
    let stories: Vec<Work> = site.stories.par_iter().filter_map(|story| of_story(site, past, story)).collect();
    let authors: Vec<Work> = (0..site.profiles.len()).filter_map(|i| of_author(site, past, i)).collect();
    let dossiers = (0..site.dossiers.terms.len()).filter_map(|i| of_dossier(site, past, i));
    let mut all: Vec<Work> = stories.into_iter().chain(dossiers).chain(authors).collect();
    all.sort_by(|a, b| {
        (a.kind as u8)
            .cmp(&(b.kind as u8))
            .then_with(|| b.date.map(|d| d.timestamp).cmp(&a.date.map(|d| d.timestamp)))
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}

fn of_story<'a>(site: &'a Site, past: &Past, story: &'a Story) -> Option<Work<'a>> {
    let article = |language: LanguageId| story.articles[language.0].map(|id| site.article(id));
    let original = article(story.original)?;
    let file = |article: &'a Article| {
        let status = article.translation_status;
        let told = (article.recorded, status, hidden(site, article), article.outdated.as_ref());
        file(past, &original.document, &article.document, told)
    };
    let words = pieces_of(&original.document, words);
    Some(Work {
        kind: if original.section.is_some() { Kind::Article } else { Kind::Page },
        id: story.id.to_string(),
        section: original.section.map(|i| site.sections.terms[i].id.as_str()),
        title: &original.title,
        date: original.placement.date,
        hidden: hidden(site, original),
        original: story.original,
        path: &original.document.path,
        words,
        entries: entries(site, story.original, words, |language| article(language).map(file)),
    })
}

/// A translation as its record, the dates and git have it. Git knows the words that changed, where a record knows the block;
/// and where nothing has changed by a record or the dates, it may.
fn file<'a>(
    past: &Past,
    original: &Document,
    translation: &'a Document,
    (recorded, status, hidden, outdated): (bool, Option<Status>, Option<Hidden>, Option<&Outdated>),
) -> File<'a> {
    let then = past.then(&translation.path).filter(|_| !recorded || outdated.is_some());
    let by_git = then.and_then(|then| pieces_of(original, |now| why(&blocks(now, then))));
    let since = then.filter(|_| by_git.is_some()).and_then(|then| then.commit.clone());
    let behind = by_git.or_else(|| outdated.map(|outdated| outdated.why.clone()));
    let marked = is_marked(translation.block().yaml);
    File { path: &translation.path, marked, recorded, status, hidden, behind, since }
}

/// Why an article would not be public now.
fn hidden(site: &Site, article: &Article) -> Option<Hidden> {
    if article.placement.draft {
        Some(Hidden::Draft)
    } else {
        article.placement.date.filter(|date| date.timestamp > site.now.timestamp).map(|_| Hidden::Embargo)
    }
}

fn of_dossier<'a>(site: &'a Site, past: &Past, i: usize) -> Option<Work<'a>> {
    let text = |language: LanguageId| dossier_text(site, i, language);
    let (original, (document, hidden)) = site.locales.ids().find_map(|language| Some((language, text(language)?)))?;
    let file = |(translation, hidden): (&'a Document, _)| {
        file(past, document, translation, (false, status_of(translation), hidden, None))
    };
    let words = pieces_of(document, words);
    Some(Work {
        kind: Kind::Dossier,
        id: format!("dossiers/{}", site.dossiers.terms[i].id),
        section: None,
        title: &site.dossiers.terms[i].labels[original.0].name,
        date: None,
        hidden,
        original,
        path: &document.path,
        words,
        entries: entries(site, original, words, |language| text(language).map(file)),
    })
}

fn of_author<'a>(site: &'a Site, past: &Past, i: usize) -> Option<Work<'a>> {
    let term = &site.authors.terms[i];
    let note = |language: LanguageId| site.own_note(i, language);
    let original = site.locales.ids().find_map(note)?;
    let file = |note: &'a Note| {
        let told = (note.recorded, status_of(&note.document), None, note.outdated.as_ref());
        file(past, &original.document, &note.document, told)
    };
    let words = pieces_of(&original.document, words);
    Some(Work {
        kind: Kind::Author,
        id: format!("authors/{}", term.id),
        section: None,
        title: &term.labels[original.language.0].name,
        date: None,
        hidden: None,
        original: original.language,
        path: &original.document.path,
        words,
        entries: entries(site, original.language, words, |language| note(language).map(file)),
    })
}

/// How a text of `all` words stands in the languages that it was not written in.
fn entries<'a>(
    site: &Site,
    original: LanguageId,
    all: usize,
    file: impl Fn(LanguageId) -> Option<File<'a>>,
) -> Vec<Entry<'a>> {
    let entry = |language: LanguageId| {
        let file = file(language);
        // What only holds the place of a translation is none.
        let (state, words) = match file.as_ref().filter(|file| !file.marked).map(|file| &file.behind) {
            None => (State::Missing, all),
            Some(None) => (State::Present, 0),
            Some(Some(Why::Date)) => (State::Outdated, all),
            Some(Some(Why::Text { changes, .. })) => (State::Outdated, changes.iter().map(|change| change.words).sum()),
        };
        Entry { language, state, words, file }
    };
    let is_to_do = |language: &LanguageId| {
        // An original in borrowed words is no text of its language either.
        *language != original || entry(*language).file.is_some_and(|file| file.marked)
    };
    site.locales.ids().filter(is_to_do).map(entry).collect()
}
