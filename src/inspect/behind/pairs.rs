//! The translations of a site, each with its original.

use crate::input::content::Document;
use crate::language::LanguageId;
use crate::language::locale::is_marked;
use crate::site::{Hidden, Outdated, Site};

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article of a section.
    Article,
    /// A plain page.
    Page,
    /// The introduction of a dossier.
    Dossier,
    /// The note about an author.
    Author,
}

/// What a translation says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What it was translated from.
    Recorded,
    /// Nothing.
    Unrecorded,
    /// Nothing, and it cannot: the introduction of a dossier.
    WithoutRecords,
}

/// A translation with its original.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    /// What it is.
    pub kind: Kind,
    /// The story's id, or `dossiers/` or `authors/` and the dossier's or author's.
    pub id: String,
    /// The language of the original.
    pub from: LanguageId,
    /// The language of the translation.
    pub to: LanguageId,
    /// The original.
    pub original: &'a Document,
    /// The translation.
    pub translation: &'a Document,
    /// What it says of itself.
    pub standing: Standing,
    /// Whether it is a draft.
    pub is_draft: bool,
    /// Whether it holds the place of a translation, in borrowed words.
    pub is_marked: bool,
    /// Why it is out of date by its record or by the dates, if it is.
    pub outdated: Option<&'a Outdated>,
}

/// The translations of a site, in the order of their paths.
pub fn pairs(site: &Site) -> Vec<Pair<'_>> {
    let mut pairs: Vec<Pair> = Vec::new();
    for story in site.stories.iter() {
        let Some(original) = story.articles[story.original.0].map(|id| site.article(id)) else { continue };
        let kind = if original.section.is_some() { Kind::Article } else { Kind::Page };
        let others = story.articles.iter().flatten().map(|id| site.article(*id)).filter(|a| a.id != original.id);
        pairs.extend(others.map(|article| Pair {
            kind,
            id: story.id.to_string(),
            from: story.original,
            to: article.placement.language,
            original: &original.document,
            translation: &article.document,
            standing: if article.recorded { Standing::Recorded } else { Standing::Unrecorded },
            is_draft: article.placement.draft,
            is_marked: is_marked(article.document.block().yaml),
            outdated: article.outdated.as_ref(),
        }));
    }
    for author in 0..site.profiles.len() {
        let mut notes = site.locales.ids().filter_map(|language: LanguageId| site.own_note(author, language));
        let Some(original) = notes.next() else { continue };
        pairs.extend(notes.map(|note| Pair {
            kind: Kind::Author,
            id: format!("authors/{}", site.authors.terms[author].id),
            from: original.language,
            to: note.language,
            original: &original.document,
            translation: &note.document,
            standing: if note.recorded { Standing::Recorded } else { Standing::Unrecorded },
            is_draft: false,
            is_marked: is_marked(note.document.block().yaml),
            outdated: note.outdated.as_ref(),
        }));
    }
    for (i, term) in site.dossiers.terms.iter().enumerate() {
        let mut texts = site.locales.ids().filter_map(|language| Some((language, dossier_text(site, i, language)?)));
        let Some((from, (original, _))) = texts.next() else { continue };
        pairs.extend(texts.map(|(to, (translation, hidden))| Pair {
            kind: Kind::Dossier,
            id: format!("dossiers/{}", term.id),
            from,
            to,
            original,
            translation,
            standing: Standing::WithoutRecords,
            is_draft: hidden == Some(Hidden::Draft),
            is_marked: is_marked(translation.block().yaml),
            outdated: None,
        }));
    }
    pairs.sort_by(|a, b| a.translation.path.cmp(&b.translation.path));
    pairs
}

/// What a dossier says in a language, and why it is not public, if it is not.
pub fn dossier_text(site: &Site, dossier: usize, language: LanguageId) -> Option<(&Document, Option<Hidden>)> {
    let shown = site.dossier_texts[dossier][language.0].as_ref();
    let shown = shown.map(|text| (&*text.document, text.draft.then_some(Hidden::Draft)));
    let waits = || {
        let text = site.waiting_dossiers.iter().find(|text| text.dossier == dossier && text.language == language)?;
        Some((&*text.document, None))
    };
    shown.or_else(waits)
}
