//! Sections and tags as templates see them.

use crate::language::LanguageId;
use crate::plan::feeds::{self, FeedOf};
use crate::site::{Site, TaxonomyKind, Term};
use crate::templates::{Value, object, optional, text};

/// The path of the feed that pages show to readers, or none.
pub(super) fn feed(site: &Site, of: FeedOf, language: LanguageId) -> Value {
    let address = feeds::shown_address(site, of, language);
    optional(address.map(|address| format!("{}{address}", site.base_path())).as_deref())
}

/// A section.
pub(super) fn section(site: &Site, i: usize, language: LanguageId) -> Value {
    term(site, TaxonomyKind::Section, i, language)
}

/// A tag.
pub(super) fn tag(site: &Site, i: usize, language: LanguageId) -> Value {
    term(site, TaxonomyKind::Tag, i, language)
}

/// A section or a tag in a list or beside an article.
pub(super) fn term(site: &Site, kind: TaxonomyKind, i: usize, language: LanguageId) -> Value {
    let term = &site.taxonomy(kind).terms[i];
    let label = &term.labels[language.0];
    object([
        ("id", text(&term.id)),
        ("name", text(&label.name)),
        ("description", optional(label.description.as_deref())),
        ("url", optional(page_of(site, term, language).as_deref())),
        ("feed", feed(site, FeedOf::Term(kind, i), language)),
        ("count", Value::from(term.articles[language.0].len())),
    ])
}

/// The path of the page of a term; none where the language has no article of it.
pub(super) fn page_of(site: &Site, term: &Term, language: LanguageId) -> Option<String> {
    let exists = !term.articles[language.0].is_empty();
    exists.then(|| site.href(&term.pages[language.0]))
}
