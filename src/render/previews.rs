//! Link previews: what networks show of a page that somebody shares (the Open Graph protocol, and X's cards).

use crate::input::media::RASTER;
use crate::input::recording::Recording;
use crate::language::LanguageId;
use crate::plan::{Route, Subject};
use crate::render::audio;
use crate::render::cards::file_size;
use crate::render::media::of_image::{self, Named};
use crate::render::press::Press;
use crate::site::{Image, ImageSource, TermText};
use crate::templates::{Value, list, none, object, optional, text};

/// The preview of a page. `card` is drawn for it where nobody has chosen a picture.
pub(super) fn preview(press: &Press, route: &Route, language: LanguageId, card: Option<Value>) -> Value {
    let site = &*press.site;
    let locale = site.locales.get(language);
    let own = locale.tag.open_graph();
    let translations = press.routes.translations(site, route);
    let others = translations.iter().filter(|(l, _)| *l != language);
    let mut alternates: Vec<String> = Vec::new();
    for locale in others.filter_map(|(l, _)| site.locales.get(*l).tag.open_graph()) {
        // Two languages of a site may have one region: a network knows no more than that.
        if Some(&locale) != own.as_ref() && !alternates.contains(&locale) {
            alternates.push(locale);
        }
    }
    let kind = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) if site.article(id).section.is_some() => "article",
        Subject::Author(..) => "profile",
        _ => "website",
    };
    object([
        ("type", text(kind)),
        ("locale", optional(own.as_deref())),
        ("alternates", list(alternates.iter().map(|locale| text(locale)).collect())),
        ("image", picture(press, route, language, card)),
        ("audio", sound(press, route)),
    ])
}

/// The sound of a page's preview.
fn sound(press: &Press, route: &Route) -> Value {
    let (Subject::Article(id) | Subject::Fallback(id)) = route.subject else { return none() };
    let sound = audio::of(press, press.site.article(id)).filter(|sound| sound.kind == Recording::Sound);
    sound.map_or_else(none, |sound| object([("url", text(&sound.url)), ("type", text(&sound.media_type))]))
}

/// Whether an editor has chosen the picture of a page's preview. Networks show no SVG.
pub(super) fn is_given(press: &Press, route: &Route, language: LanguageId) -> bool {
    let of_site = || is_about_the_site(route.subject) && press.site.publisher.card.is_some();
    let (given, _) = chosen(press, route, language);
    given.as_ref().and_then(|source| shown(source, of_image::middle(press, source))).is_some() || of_site()
}

/// Whether a page shows nothing but the site: an editor's picture of the site is the better one there.
fn is_about_the_site(subject: Subject) -> bool {
    !matches!(
        subject,
        Subject::Article(_)
            | Subject::Fallback(_)
            | Subject::Section(..)
            | Subject::Tag(..)
            | Subject::Author(..)
            | Subject::Dossier(..)
    )
}

/// The picture of a page that only previews show, and its lead picture.
fn chosen(press: &Press, route: &Route, language: LanguageId) -> (Option<ImageSource>, Option<Image>) {
    let site = &*press.site;
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            (site.article(id).placement.social_image.clone(), site.article(id).image.clone())
        }
        Subject::Dossier(i, _) => {
            let dossier = site.dossier_texts[i][language.0].as_ref();
            (dossier.and_then(|d| d.social_image.clone()), dossier.and_then(|d| d.image.clone()))
        }
        Subject::Section(i, _) => of_term(site.sections.terms[i].text(language)),
        Subject::Tag(i, _) => of_term(site.tags.terms[i].text(language)),
        Subject::Author(i, _) => (site.photo(i, language).map(|photo| photo.source), None),
        _ => (None, None),
    }
}

/// The picture of a page's preview: the one that an editor has chosen, the card, the lead picture, that of the site.
fn picture(press: &Press, route: &Route, language: LanguageId, card: Option<Value>) -> Value {
    let site = &*press.site;
    if let Some(card) = card {
        return card;
    }
    let (social, lead) = chosen(press, route, language);
    let social = social.as_ref().and_then(|source| shown(source, of_image::middle(press, source)));
    let of_lead = || lead.as_ref().and_then(|image| shown(&image.source, of_image::preview(press, image)));
    let alt = lead.as_ref().and_then(|image| image.alt.as_deref());
    if let Some((picture, kind)) = social.or_else(of_lead) {
        return described(&picture.url, picture.size, kind, alt);
    }
    let Some(card) = &site.publisher.card else { return none() };
    described(&site.absolute(&card.path), card.size, card.media_type.unwrap_or_default(), None)
}

/// A picture with its kind, if networks show it. What a picture elsewhere is, its name need not say.
fn shown(source: &ImageSource, picture: Named) -> Option<(Named, &'static str)> {
    match (picture.media_type, source) {
        (Some(kind), _) => RASTER.contains(&kind).then_some((picture, kind)),
        (None, ImageSource::Remote(_)) => Some((picture, "")),
        (None, ImageSource::File(_)) => None,
    }
}

fn of_term(text: Option<&TermText>) -> (Option<ImageSource>, Option<Image>) {
    (text.and_then(|text| text.social_image.clone()), text.and_then(|text| text.image.clone()))
}

/// A picture as templates of pages see it.
pub(super) fn described(url: &str, size: Option<(u32, u32)>, kind: &str, alt: Option<&str>) -> Value {
    let (width, height) = file_size(size);
    object([("url", text(url)), ("width", width), ("height", height), ("type", text(kind)), ("alt", optional(alt))])
}
