//! Fields: what front matter says in many programs, in each of the forms that their themes know.

use super::archive::LeadPicture;
use super::matter::{self, Matter, text, texts};
use super::report::{Notes, Sort};
use crate::input::theme;
use crate::language::LanguageTag;
use serde_yaml::Value;

/// Takes a date. One that cannot be read is told.
pub fn date(matter: &mut Matter, key: &str, place: &str, notes: &mut Notes) -> Option<String> {
    match matter::date(&matter.take(key)?) {
        Ok(date) => date,
        Err(written) => {
            notes.add(
                Sort::Decide,
                "Dates that cannot be read: the texts are drafts",
                place,
                format!("{key}: {written}"),
            );
            matter.withhold();
            None
        }
    }
}

/// A language as BCP 47 tags it: `pt_br` is `pt-BR`.
pub fn tag(key: &str) -> String {
    let key = key.replace('_', "-");
    LanguageTag::parse(&key).map_or(key, |tag| tag.as_str().to_owned())
}

/// Authors, in each of the forms that themes know.
pub fn authors(matter: &mut Matter) -> Vec<String> {
    let mut found = Vec::new();
    for key in ["author", "authors"] {
        match matter.take(key) {
            Some(Value::Mapping(map)) => found.extend(Matter::new(map).take_text(&["name", "display_name"])),
            Some(Value::Sequence(items)) => {
                for item in items {
                    match item {
                        Value::Mapping(map) => found.extend(Matter::new(map).take_text(&["name", "display_name"])),
                        other => found.extend(text(&other)),
                    }
                }
            }
            Some(other) => found.extend(text(&other)),
            None => {}
        }
    }
    found
}

/// The lead picture, in each of the forms that themes know.
pub fn picture(matter: &mut Matter) -> Option<LeadPicture> {
    for key in [
        "image",
        "featured_image",
        "featuredImage",
        "cover",
        "thumbnail",
        "banner",
        "images",
        "header",
        "feature-img",
        "featured-img",
        "teaser",
    ] {
        let picture = match matter.get(key) {
            Some(Value::Mapping(map)) => {
                let mut map = Matter::new(map.clone());
                map.take_text(&["src", "path", "image", "url", "filename", "overlay_image", "feature", "teaser"]).map(
                    |src| LeadPicture {
                        src,
                        alt: map.take_text(&["alt", "image_description"]),
                        caption: map.take_text(&["caption", "title"]),
                        credit: map.take_text(&["credit", "attr"]),
                    },
                )
            }
            Some(other) => texts(other).into_iter().next().map(|src| LeadPicture { src, ..LeadPicture::default() }),
            None => None,
        };
        if let Some(mut picture) = picture {
            matter.take(key);
            let said = |matter: &mut Matter, names: &[&str]| matter.take_text(names);
            picture.alt = picture.alt.or_else(|| said(matter, &["image_alt", "imageAlt", "featuredImageAlt"]));
            picture.caption =
                picture.caption.or_else(|| said(matter, &["image_caption", "imageCaption", "featuredImageCaption"]));
            return Some(picture);
        }
    }
    None
}

/// The language of what says none: that of the program's own theme.
pub fn usual_language() -> String {
    theme::default_theme().language.unwrap_or_default()
}
