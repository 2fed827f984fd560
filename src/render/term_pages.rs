//! Sections and tags as the templates of their own pages see them.

use crate::language::LanguageId;
use crate::render::cards::image;
use crate::render::press::Press;
use crate::render::terms::{counted, term};
use crate::render::texts::term_body;
use crate::site::TaxonomyKind;
use crate::templates::{Value, from_yaml, none, safe};

/// A section or a tag with its introduction.
pub(super) fn of_page(press: &Press, kind: TaxonomyKind, i: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let introduction = site.taxonomy(kind).terms[i].text(language);
    let mut fields = counted(site, term(site, kind, i, language), (kind, i), language).into_map().unwrap_or_default();
    let body =
        term_body(press, kind, i, language).map(|body| body.html.as_str()).filter(|html| !html.trim().is_empty());
    let picture = introduction.and_then(|text| text.image.as_ref());
    fields.insert("body".into(), body.map_or_else(none, safe));
    fields.insert("image".into(), picture.map_or_else(none, |picture| image(press, picture)));
    fields.insert("extra".into(), introduction.map_or_else(none, |text| from_yaml(&text.extra.clone().into())));
    Value::from(fields)
}
