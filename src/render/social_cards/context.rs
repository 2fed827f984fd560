//! What the template of the cards sees, beside what every template of a language does. `docs/social-cards.md` is the contract.

use super::subject::{About, Shown};
use super::words::Words;
use crate::language::locale::ListStyle;
use crate::path::encode_path;
use crate::pictures::cards::{HEIGHT, WIDTH};
use crate::render::cards::date;
use crate::render::media::{Source, of_image};
use crate::render::press::Press;
use crate::render::titles::site_text;
use crate::site::{Image, Site, TaxonomyKind, TermText};
use crate::templates::{Context, Value, from_yaml, list, none, object, optional, text};

/// A picture that is narrower (in pixels) would be blurred behind a card.
const NARROWEST: u32 = 600;

/// The context of a card.
pub(super) fn of(press: &Press, shown: &Shown, words: &mut Words) -> Context {
    let site = &*press.site;
    let locale = site.locales.get(shown.language);
    let article = match shown.about {
        About::Article(id) => Some(site.article(id)),
        _ => None,
    };
    let name = |kind: TaxonomyKind, i: usize| site.taxonomy(kind).terms[i].labels[shown.language.0].name.as_str();
    let authors: Vec<String> = article
        .into_iter()
        .flat_map(|article| article.authors.iter())
        .map(|i| words.take(name(TaxonomyKind::Author, *i)))
        .collect();
    let kind = match shown.about {
        About::Article(_) if article.is_some_and(|article| article.section.is_some()) => "article",
        About::Article(_) => "page",
        About::Term(kind, _) => kind_of(kind),
        About::Site => "home",
    };
    let section = article.and_then(|article| article.section).map(|i| name(TaxonomyKind::Section, i));
    let summary = summary(site, shown);
    let card = object([
        ("kind", text(kind)),
        ("title", words.value(&shown.title(press))),
        ("summary", words.optional(summary.as_deref())),
        ("section", words.optional(section)),
        ("byline", text(&locale.formats.list(&authors, ListStyle::And))),
        ("authors", list(authors.iter().map(|name| text(name)).collect())),
        ("date", article.map_or_else(none, |article| date(article.placement.date))),
        ("updated", article.map_or_else(none, |article| date(article.updated))),
        ("genre", optional(article.and_then(|article| article.kind).map(|kind| kind.as_str()))),
        ("dateline", words.optional(article.and_then(|article| article.dateline.as_deref()))),
        ("outlet", words.value(&shown.outlet(press))),
        ("host", text(host(&site.config.base_url))),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("lead", lead(press, shown).unwrap_or_else(none)),
        ("logo", logo(site).unwrap_or_else(none)),
        ("draft", Value::from(article.is_some_and(|article| article.placement.draft))),
        ("extra", article.map_or_else(none, |article| from_yaml(&article.extra.clone().into()))),
    ]);
    let mut context = Context::new();
    context.insert_value("card", card);
    context
}

fn kind_of(kind: TaxonomyKind) -> &'static str {
    match kind {
        TaxonomyKind::Section => "section",
        TaxonomyKind::Tag => "tag",
        TaxonomyKind::Author => "author",
        TaxonomyKind::Dossier => "dossier",
    }
}

fn summary(site: &Site, shown: &Shown) -> Option<String> {
    match shown.about {
        About::Article(id) => site.article(id).summary.clone(),
        About::Term(kind, i) => site.taxonomy(kind).terms[i].labels[shown.language.0].description.clone(),
        About::Site => site_text(site, shown.language, "site-description"),
    }
}

/// The part of an address that people know a site by.
fn host(base_url: &str) -> &str {
    let host = base_url.split_once("://").map_or(base_url, |(_, rest)| rest).split('/').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The lead picture in the shape of a card, cropped round its focus. None where it may not be cut, is elsewhere, or would be
/// blurred.
fn lead(press: &Press, shown: &Shown) -> Option<Value> {
    let site = &*press.site;
    let of_term = |text: Option<&TermText>| text.and_then(|text| text.image.clone());
    let image: Option<Image> = match shown.about {
        About::Article(id) => site.article(id).image.clone(),
        About::Term(TaxonomyKind::Dossier, i) => {
            site.dossier_texts[i][shown.language.0].as_ref().and_then(|text| text.image.clone())
        }
        About::Term(TaxonomyKind::Author, i) => site.photo(i, shown.language),
        About::Term(kind, i) => of_term(site.taxonomy(kind).terms[i].text(shown.language)),
        About::Site => None,
    };
    let asked = of_image::asked(&image?).filter(|asked| !asked.is_whole)?;
    let source = Source::of(press);
    source.derived(asked.file)?;
    let one = source.in_shape(asked, Some((WIDTH, HEIGHT)), Some(WIDTH));
    let (width, height) = one.size.filter(|(width, _)| *width >= NARROWEST)?;
    Some(object([("href", text(&one.url)), ("width", Value::from(width)), ("height", Value::from(height))]))
}

/// The publisher's logo, if it is a picture that can be drawn.
fn logo(site: &Site) -> Option<Value> {
    let logo = site.publisher.logo.as_ref()?;
    let (width, height) = logo.size?;
    let address = encode_path(&logo.path.address());
    let versioned = site
        .statics
        .assets()
        .map(|(_, asset)| &asset.address)
        .find(|known| known.split('?').next() == Some(address.as_str()));
    let href = format!("{}{}", site.base_path(), versioned.unwrap_or(&address));
    Some(object([("href", text(&href)), ("width", Value::from(width)), ("height", Value::from(height))]))
}
