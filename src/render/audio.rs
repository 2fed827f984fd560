//! The sound of an article, as its page, feeds and lists for programs name it.

use super::cards::file_size;
use super::media;
use super::players::head;
use super::press::Press;
use crate::html::player::{Element, Player};
use crate::input::content::Seconds;
use crate::input::recording::{Recording, recording_named, recording_type};
use crate::language::LanguageId;
use crate::site::{Article, Audio, ImageSource};
use crate::templates::{Value, none, object, optional, safe, text};

/// Sound with all that others must know of it.
#[derive(Debug, Clone)]
pub(super) struct Sound<'a> {
    /// What front matter says.
    pub said: &'a Audio,
    /// Its address as pages of the site have it.
    pub href: String,
    /// Its full address.
    pub url: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes, where known.
    pub length: Option<u64>,
    /// How long it lasts, where known: what front matter says, else what the file does.
    pub seconds: Option<u64>,
    /// Whether it has pictures.
    pub kind: Recording,
    /// Width and height of the pictures.
    pub size: Option<(u32, u32)>,
}

/// The sound of an article, if it has any.
pub(super) fn of<'a>(press: &Press, article: &'a Article) -> Option<Sound<'a>> {
    let said = article.audio.as_ref()?;
    let site = &*press.site;
    Some(match &said.source {
        ImageSource::Remote(remote) => {
            let media_type = said.media_type.clone().unwrap_or_default();
            let is_film = media_type.starts_with("video/");
            Sound {
                said,
                href: remote.url.clone(),
                url: remote.url.clone(),
                media_type,
                length: said.length,
                seconds: said.duration,
                kind: if is_film { Recording::Film } else { Recording::Sound },
                size: None,
            }
        }
        ImageSource::File(file) => {
            let source = &site.media.get(*file).source;
            let head = head(press, *file).as_ref().ok();
            let href = media::Source::of(press).original(*file);
            let named = recording_named(&source.below).unwrap_or(Recording::Sound);
            let kind = match head {
                Some(head) if !head.is_film() => Recording::Sound,
                _ => named,
            };
            let media_type = recording_type(&source.below).unwrap_or("audio/mpeg");
            let media_type = match kind {
                Recording::Sound => media_type.replace("video/", "audio/"),
                Recording::Film => media_type.to_owned(),
            };
            Sound {
                said,
                url: format!("{}{}", site.config.base_url, href.strip_prefix(site.base_path()).unwrap_or(&href)),
                href,
                media_type,
                length: Some(source.size()),
                seconds: said.duration.or_else(|| Some(head?.duration?.as_secs_f64().round() as u64)),
                kind,
                size: head.and_then(|head| head.size),
            }
        }
    })
}

impl Sound<'_> {
    /// How long it lasts by ISO 8601, as structured data and HTML have it.
    pub fn iso_duration(&self) -> Option<String> {
        let seconds = self.seconds?;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let part = |number: u64, unit: &str| if number > 0 { format!("{number}{unit}") } else { String::new() };
        let text = format!("{}{}{}", part(hours, "H"), part(minutes, "M"), part(seconds, "S"));
        Some(format!("PT{}", if text.is_empty() { "0S" } else { &text }))
    }
}

/// The sound of an article for templates, on a page for readers of a language.
pub(super) fn value(press: &Press, article: &Article, reader: LanguageId) -> Value {
    let Some(sound) = of(press, article) else { return none() };
    let site = &*press.site;
    let said = sound.said;
    let heard = site.locales.get(said.language);
    let title = said.title.as_deref();
    let element = if sound.kind == Recording::Film { Element::Video } else { Element::Audio };
    let name = title.unwrap_or(&article.title);
    let player = Player { element, src: &sound.href, name, size: sound.size, poster: None, tracks: &[] };
    let foreign = (said.language != reader).then(|| site.locales.language_name(reader, heard.tag.as_str()));
    let (width, height) = file_size(sound.size);
    let number = |number: Option<u64>| number.map_or_else(none, Value::from);
    object([
        ("player", safe(&player.html())),
        ("film", Value::from(sound.kind == Recording::Film)),
        ("url", text(&sound.href)),
        ("type", text(&sound.media_type)),
        ("length", number(sound.length)),
        ("seconds", number(sound.seconds)),
        ("duration", optional(sound.seconds.map(|seconds| Seconds(seconds).to_string()).as_deref())),
        ("iso_duration", optional(sound.iso_duration().as_deref())),
        ("width", width),
        ("height", height),
        ("title", optional(title)),
        ("caption", optional(said.caption.as_deref())),
        ("credit", optional(said.credit.as_deref())),
        ("lang", text(heard.tag.as_str())),
        ("foreign", optional(foreign.as_deref())),
        ("episode", number(said.episode.map(u64::from))),
        ("season", number(said.season.map(u64::from))),
    ])
}
