//! Articles: `NewsArticle` and its kinds (schema.org; Google's "Article" says what search engines read of it).

use super::Described;
use crate::input::content::Kind;
use crate::input::recording::Recording;
use crate::language::LanguageId;
use crate::render::audio::{self, Sound};
use crate::render::media::of_image::{self, Named};
use crate::render::structured_data::shared::person_of;
use crate::site::{Article, Image, Site};
use serde::Serialize;
use serde_json::value::RawValue;

/// An article. The order of the fields is that of the JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewsArticle<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: &'a str,
    main_entity_of_page: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    image: Vec<Picture<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audio: Option<Recorded<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<&'a RawValue>,
    publisher: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<&'a str>,
    is_accessible_for_free: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakable: Option<Speakable<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation_of_work: Option<OtherLanguage<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    work_translation: Vec<OtherLanguage<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Picture<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_text: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Recorded<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    content_url: String,
    encoding_format: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    upload_date: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Speakable<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    css_selector: &'a [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Correction<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    date_published: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OtherLanguage<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: String,
    in_language: &'a str,
}

/// The type of an article by its genre. An interview has no type of its own.
pub(super) fn kind(article: &Article) -> &'static str {
    match article.kind {
        Some(Kind::Analysis) => "AnalysisNewsArticle",
        Some(Kind::Opinion) => "OpinionNewsArticle",
        Some(Kind::Reportage) => "ReportageNewsArticle",
        Some(Kind::News | Kind::Interview) | None => "NewsArticle",
    }
}

pub(super) fn news_article<'a>(page: &'a Described, article: &'a Article) -> NewsArticle<'a> {
    let (press, site, shared, language) = (page.press, page.site(), page.shared(), page.language);
    let of_lead = |image: &'a Image| {
        let shapes = of_image::for_search(press, image).into_iter();
        shapes.map(|shape| picture(shape, image.caption.as_deref(), of_image::credit(press, image)))
    };
    let pictures = article.image.iter().flat_map(of_lead);
    let for_previews = article.placement.social_image.as_ref();
    let for_previews = for_previews.map(|source| picture(of_image::middle(press, source), None, None));
    let story = &site.stories[article.story];
    let translations: Vec<Option<&Article>> = site.translations_seen_from(article).collect();
    let is_original = article.placement.language == story.original;
    let other = |l: LanguageId| {
        let other = translations[l.0].filter(|other| other.id != article.id)?;
        Some(other_language(site, other))
    };
    NewsArticle {
        kind: kind(article),
        id: format!("{}#article", page.url),
        url: page.url,
        main_entity_of_page: page.url,
        headline: &article.title,
        description: page.description,
        in_language: page.tag(),
        image: pictures.chain(for_previews).collect(),
        audio: audio::of(press, article)
            .filter(|sound| sound.kind == Recording::Sound)
            .map(|sound| recorded(site, article, sound)),
        date_published: article.placement.date.map(|date| date.rfc3339()),
        date_modified: article.changed().map(|date| date.rfc3339()),
        expires: article.placement.expires.map(|date| date.rfc3339()),
        author: article.authors.iter().map(|i| person_of(press, *i, language)).collect(),
        publisher: &shared.publishers[language.0],
        article_section: article.section.map(|i| site.sections.terms[i].labels[language.0].name.as_str()),
        keywords: article.tags.iter().map(|i| site.tags.terms[*i].labels[language.0].name.as_str()).collect(),
        dateline: article.dateline.as_deref(),
        is_accessible_for_free: true,
        speakable: (!site.config.speakable.is_empty())
            .then(|| Speakable { kind: "SpeakableSpecification", css_selector: &site.config.speakable }),
        correction: article
            .corrections
            .iter()
            .map(|(at, text)| Correction { kind: "CorrectionComment", text, date_published: at.rfc3339() })
            .collect(),
        is_based_on: article.placement.canonical.as_deref(),
        translation_of_work: if is_original { None } else { other(story.original) },
        work_translation: if is_original { site.locales.ids().filter_map(other).collect() } else { Vec::new() },
    }
}

fn recorded<'a>(site: &'a Site, article: &'a Article, sound: Sound<'a>) -> Recorded<'a> {
    Recorded {
        kind: "AudioObject",
        name: sound.said.title.as_deref().unwrap_or(&article.title),
        duration: sound.iso_duration(),
        content_size: sound.length.map(|bytes| bytes.to_string()),
        description: sound.said.caption.as_deref(),
        in_language: site.locales.get(sound.said.language).tag.as_str(),
        upload_date: article.placement.date.map(|date| date.rfc3339()),
        content_url: sound.url,
        encoding_format: sound.media_type,
    }
}

fn picture<'a>(picture: Named, caption: Option<&'a str>, credit_text: Option<&'a str>) -> Picture<'a> {
    let (width, height) = picture.size.unzip();
    Picture { kind: "ImageObject", url: picture.url, width, height, caption, credit_text }
}

fn other_language<'a>(site: &'a Site, article: &Article) -> OtherLanguage<'a> {
    let url = site.absolute(&article.placement.path);
    OtherLanguage {
        kind: kind(article),
        id: format!("{url}#article"),
        url,
        in_language: site.locales.get(article.placement.language).tag.as_str(),
    }
}
