//! Sections and tags as templates see them.

use crate::language::LanguageId;
use crate::plan::feeds::{self, FeedOf};
use crate::render::cards::image;
use crate::render::press::Press;
use crate::render::texts::term_body;
use crate::site::{Site, TaxonomyKind, Term};
use crate::templates::{Value, from_yaml, none, object, optional, safe, text};

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

/// A section or a tag on its own page: with its introduction.
pub(super) fn of_page(press: &Press, kind: TaxonomyKind, i: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let introduction = site.taxonomy(kind).terms[i].text(language);
    let mut fields = term(site, kind, i, language).into_map().unwrap_or_default();
    let body = term_body(press, kind, i, language).map(|body| body.html.as_str()).filter(|html| !html.trim().is_empty());
    let picture = introduction.and_then(|text| text.image.as_ref());
    fields.insert("body".into(), body.map_or_else(none, safe));
    fields.insert("image".into(), picture.map_or_else(none, |picture| image(press, picture)));
    fields.insert("extra".into(), introduction.map_or_else(none, |text| from_yaml(&text.extra.clone().into())));
    Value::from(fields)
}

fn term(site: &Site, kind: TaxonomyKind, i: usize, language: LanguageId) -> Value {
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
    exists.then(|| format!("{}{}", site.base_path(), term.addresses[language.0]))
}
