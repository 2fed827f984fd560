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

/// The preview of a page.
pub(super) fn preview(press: &Press, route: &Route, language: LanguageId) -> Value {
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
        ("image", picture(press, route, language)),
        ("audio", sound(press, route)),
    ])
}

/// The sound of a page's preview.
fn sound(press: &Press, route: &Route) -> Value {
    let (Subject::Article(id) | Subject::Fallback(id)) = route.subject else { return none() };
    let sound = audio::of(press, press.site.article(id)).filter(|sound| sound.kind == Recording::Sound);
    sound.map_or_else(none, |sound| object([("url", text(&sound.url)), ("type", text(&sound.media_type))]))
}

/// The picture of a page's preview. Networks show no SVG.
fn picture(press: &Press, route: &Route, language: LanguageId) -> Value {
    let site = &*press.site;
    let photo = match route.subject {
        Subject::Author(i, _) => site.photo(i, language),
        _ => None,
    };
    let (social, lead): (Option<&ImageSource>, Option<&Image>) = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            (site.article(id).placement.social_image.as_ref(), site.article(id).image.as_ref())
        }
        Subject::Dossier(i, _) => {
            let dossier = site.dossier_texts[i][language.0].as_ref();
            (dossier.and_then(|d| d.social_image.as_ref()), dossier.and_then(|d| d.image.as_ref()))
        }
        Subject::Section(i, _) => of_term(site.sections.terms[i].text(language)),
        Subject::Tag(i, _) => of_term(site.tags.terms[i].text(language)),
        Subject::Author(..) => (photo.as_ref().map(|photo| &photo.source), None),
        _ => (None, None),
    };
    // What a picture elsewhere is, its name need not say.
    let with_kind = |(source, picture): (&ImageSource, Named)| match (picture.media_type, source) {
        (Some(kind), _) => RASTER.contains(&kind).then_some((picture, kind)),
        (None, ImageSource::Remote(_)) => Some((picture, "")),
        (None, ImageSource::File(_)) => None,
    };
    let social = social.map(|source| (source, of_image::middle(press, source))).and_then(with_kind);
    let of_lead = || lead.map(|image| (&image.source, of_image::preview(press, image))).and_then(with_kind);
    let alt = lead.and_then(|image| image.alt.as_deref());
    if let Some((picture, kind)) = social.or_else(of_lead) {
        return described(&picture.url, picture.size, kind, alt);
    }
    let Some(card) = &site.publisher.card else { return none() };
    described(&site.absolute(&card.path), card.size, card.media_type.unwrap_or_default(), None)
}

fn of_term(text: Option<&TermText>) -> (Option<&ImageSource>, Option<&Image>) {
    (text.and_then(|text| text.social_image.as_ref()), text.and_then(|text| text.image.as_ref()))
}

fn described(url: &str, size: Option<(u32, u32)>, kind: &str, alt: Option<&str>) -> Value {
    let (width, height) = file_size(size);
    object([("url", text(url)), ("width", width), ("height", height), ("type", text(kind)), ("alt", optional(alt))])
}
