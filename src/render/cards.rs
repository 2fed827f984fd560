//! Articles in lists, and pictures, as templates see them.

use super::kinds;
use super::media::{self, of_image};
use super::press::Press;
use super::terms::{page_of, section};
use crate::language::{LanguageId, Moment};
use crate::site::{Article, ArticleId, Image};
use crate::templates::{FILE, FOCUS, Value, WHOLE, list, none, object, optional, text};

/// Articles, the newest, whose cards are kept once they are made: a card takes more than 4 KB, and in an archive of hundreds of
/// thousands to make one anew costs less than to keep all.
const KEPT: usize = 20_000;

/// An article in a list. A list page shows twenty, and the same articles are in many lists.
pub(super) fn card(press: &Press, article: &Article) -> Value {
    if article.id.0 >= KEPT {
        return make_card(press, article, article.placement.language);
    }
    press.kept_of(article).card.get_or_init(|| make_card(press, article, article.placement.language)).clone()
}

/// Several cards.
pub(super) fn cards<'a>(press: &Press, ids: impl IntoIterator<Item = &'a ArticleId>) -> Value {
    let site = &*press.site;
    list(ids.into_iter().map(|id| card(press, site.article(*id))).collect())
}

/// A card for readers of `language`: names of authors and the section are in theirs.
pub(super) fn make_card(press: &Press, article: &Article, language: LanguageId) -> Value {
    let site = &*press.site;
    let locale = site.locales.get(article.placement.language);
    let authors = article.authors.iter().map(|i| {
        let term = &site.authors.terms[*i];
        let url = page_of(site, term, language);
        object([
            ("id", text(&term.id)),
            ("name", text(&term.labels[language.0].name)),
            ("url", optional(url.as_deref())),
        ])
    });
    object([
        ("title", text(&article.title)),
        ("url", text(&site.href(&article.placement.path))),
        ("summary", optional(article.summary.as_deref())),
        ("date", date(article.placement.date)),
        ("updated", date(article.updated)),
        ("date_has_time", Value::from(article.placement.date.is_some_and(|at| at.has_time()))),
        ("updated_has_time", Value::from(article.updated.is_some_and(|at| at.has_time()))),
        ("dateline", optional(article.dateline.as_deref())),
        ("kind", optional(article.kind.map(|k| k.as_str()))),
        ("kind_name", optional(kinds::name(site, article, language).as_deref())),
        ("featured", Value::from(article.featured)),
        ("draft", Value::from(article.placement.draft)),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("authors", list(authors.collect())),
        ("section", article.section.map_or_else(none, |i| section(press, i, language))),
        ("image", article.image.as_ref().map_or_else(none, |i| image(press, i))),
    ])
}

/// A card, or none.
pub(super) fn optional_card(press: &Press, id: Option<ArticleId>) -> Value {
    let site = &*press.site;
    id.map_or_else(none, |id| card(press, site.article(id)))
}

/// A moment, or none.
pub(super) fn date(moment: Option<Moment>) -> Value {
    moment.map_or_else(none, |m| text(&m.rfc3339()))
}

/// A picture with what is said of it.
pub(super) fn image(press: &Press, image: &Image) -> Value {
    picture(press, image, image.alt.as_deref())
}

/// A picture with another description.
pub(super) fn picture(press: &Press, image: &Image, alt: Option<&str>) -> Value {
    let middle = of_image::middle(press, &image.source);
    let asked = of_image::asked(image);
    let source = media::Source::of(press);
    let looked = asked.and_then(|asked| source.derived(asked.file));
    let (width, height) = file_size(asked.map_or(middle.size, |asked| source.own_size(asked.file)));
    let focus = |(x, y): (u8, u8)| list(vec![Value::from(u32::from(x)), Value::from(u32::from(y))]);
    object([
        ("url", text(&middle.href)),
        ("alt", text(alt.unwrap_or_default())),
        ("caption", optional(image.caption.as_deref())),
        ("credit", optional(of_image::credit(press, image))),
        ("width", width),
        ("height", height),
        ("colour", optional(looked.and_then(|looked| looked.colour).map(hex).as_deref())),
        (FILE, asked.map_or_else(none, |asked| Value::from(asked.file.0))),
        (FOCUS, asked.and_then(|asked| asked.focus).map_or_else(none, focus)),
        (WHOLE, Value::from(asked.is_some_and(|asked| asked.is_whole))),
    ])
}

/// A colour as CSS writes it.
fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Width and height, each or none.
pub(super) fn file_size(size: Option<(u32, u32)>) -> (Value, Value) {
    let side = |n: Option<u32>| n.map_or_else(none, Value::from);
    (side(size.map(|s| s.0)), side(size.map(|s| s.1)))
}
