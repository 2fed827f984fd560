//! The source that a broken address comes from.

use super::writings;
use crate::diagnostic::Place;
use crate::input::config::FILE;
use crate::input::content::Document;
use crate::language::LanguageId;
use crate::plan::{Route, Subject};
use crate::site::{Article, Site, Term};

/// Where an address that a page has stands in the texts that the page shows, or in `site.yaml`.
pub(super) fn place_of(site: &Site, route: &Route, address: &str) -> Option<Place> {
    let writings = writings(site, address);
    let in_text = |path: &str, text: &str| {
        let at = writings.iter().find_map(|writing| position(text, writing))?;
        Some(Place::at_offset(path, text, at))
    };
    let in_document = |document: &Document| in_text(&document.path, &document.text);
    documents(site, route).into_iter().find_map(in_document).or_else(|| in_text(FILE, &site.config.places.text))
}

/// Where an address stands in a text as a whole, and not as the beginning of another.
fn position(text: &str, address: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let next = text[at + address.len()..].chars().next();
        next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/' | '%'))
    };
    let begins = |at: &usize| {
        let before = text[..*at].chars().next_back();
        address.starts_with('#') || before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '-'))
    };
    text.match_indices(address).map(|(at, _)| at).find(|at| ends(at) && begins(at))
}

/// The files whose texts are on a page.
fn documents<'a>(site: &'a Site, route: &Route) -> Vec<&'a Document> {
    let notes = |author: usize, language: usize| {
        let profile = &site.profiles[author];
        profile.notes[language].map(|id| &*site.note(id).document)
    };
    let of_article = |article: &'a Article| {
        let authors = article.authors.iter().filter_map(move |author| notes(*author, article.placement.language.0));
        std::iter::once(&*article.document).chain(authors)
    };
    let language = route.language.map_or(0, |language| language.0);
    let of_term = |term: &'a Term| -> Vec<&'a Document> {
        term.text(LanguageId(language)).map(|text| &*text.document).into_iter().collect()
    };
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) | Subject::Redirect(id) => of_article(site.article(id)).collect(),
        Subject::Author(i, _) => notes(i, language).into_iter().collect(),
        Subject::Dossier(i, _) => site.dossier_texts[i][language].iter().map(|text| &*text.document).collect(),
        Subject::Section(i, _) => of_term(&site.sections.terms[i]),
        Subject::Tag(i, _) => of_term(&site.tags.terms[i]),
        Subject::Feed(of, _) => {
            let articles = route.language.map(|language| crate::plan::feeds::articles(site, of, language));
            articles.into_iter().flatten().flat_map(|id| of_article(site.article(*id))).collect()
        }
        _ => Vec::new(),
    }
}
