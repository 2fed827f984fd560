//! Sections and tags as templates see them.

use crate::language::LanguageId;
use crate::plan::feeds::{self, FeedOf};
use crate::render::press::Press;
use crate::site::{Site, TaxonomyKind, Term};
use crate::templates::{Value, object, optional, text};

/// The path of the feed that pages show to readers, or none.
pub(super) fn feed(site: &Site, of: FeedOf, language: LanguageId) -> Value {
    let address = feeds::shown_address(site, of, language);
    optional(address.map(|address| format!("{}{address}", site.base_path())).as_deref())
}

/// A section, made on first use.
pub(super) fn section(press: &Press, i: usize, language: LanguageId) -> Value {
    let slot = &press.values().sections[i][language.0];
    slot.get_or_init(|| term(&press.site, TaxonomyKind::Section, i, language)).clone()
}

/// A tag, made on first use.
pub(super) fn tag(press: &Press, i: usize, language: LanguageId) -> Value {
    let slot = &press.values().tags[i][language.0];
    slot.get_or_init(|| term(&press.site, TaxonomyKind::Tag, i, language)).clone()
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
    ])
}

/// The same with the number of its articles, for its own page and for lists of terms: beside an article it would make another page
/// of it with each new one.
pub(super) fn counted(site: &Site, of: Value, (kind, i): (TaxonomyKind, usize), language: LanguageId) -> Value {
    let mut fields = of.into_map().unwrap_or_default();
    fields.insert("count".into(), Value::from(site.taxonomy(kind).terms[i].articles[language.0].len()));
    Value::from(fields)
}

/// The path of the page of a term; none where the language has no article of it.
pub(super) fn page_of(site: &Site, term: &Term, language: LanguageId) -> Option<String> {
    let exists = !term.articles[language.0].is_empty();
    exists.then(|| site.href(&term.pages[language.0]))
}
