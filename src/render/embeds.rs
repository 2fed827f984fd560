//! What pages show of others, with the words of their language.

use super::press::Press;
use crate::html::embed::Embed;
use crate::input::config::embeds::{Origin, Shape};
use crate::language::LanguageId;
use crate::language::locale::Arguments;
use crate::markdown::EmbedAsked;

/// What is shown of an address in a text of a language; none where no provider knows it.
pub(super) fn embed(press: &Press, asked: &EmbedAsked, language: LanguageId) -> Option<Embed> {
    let site = &*press.site;
    let tag = site.locales.get(language).tag.to_string();
    let found = site.embeds.find(asked.address, asked.origin, &tag)?;
    let name = |language| found.provider.name.get(site.locales.get(language).tag.as_str());
    let name = site.locales.fallbacks(language).into_iter().find_map(name);
    let name = name.or_else(|| found.provider.name.any()).unwrap_or(&found.provider.id);
    let word = |key: &str, what: Option<&str>| {
        let mut arguments = Arguments::new();
        arguments.set("provider", name);
        arguments.set("kind", found.provider.kind.as_str());
        if let Some(what) = what {
            arguments.set("what", what);
        }
        site.locales.message(language, key, Some(&arguments)).map_or_else(|| key.to_owned(), |text| text.into_owned())
    };
    let title = match asked.title {
        Some(what) => word("embed-title", Some(what)),
        None => word("embed-untitled", None),
    };
    Some(Embed {
        title,
        link: word("embed-link", None),
        show: word("embed-show", None),
        note: word("embed-note", None),
        kind: found.provider.kind.clone(),
        provider: name.to_owned(),
        room: room(found.provider.shape, asked),
        allow: found.provider.allow.clone(),
        sources: found.provider.sources.clone(),
        frame: found.frame,
        page: found.page,
    })
}

/// The room that a frame takes: what an embed code says of itself comes before what is usual.
fn room(shape: Shape, asked: &EmbedAsked) -> (&'static str, String) {
    let said = match asked.origin {
        Origin::Frame => asked.size,
        Origin::Text => (None, None),
    };
    match (shape, said) {
        (Shape::Ratio(..), (Some(width), Some(height))) if width > 0 && height > 0 => {
            let common = common_divisor(width, height);
            ("ratio", format!("{}/{}", width / common, height / common))
        }
        (Shape::Ratio(width, height), _) => ("ratio", format!("{width}/{height}")),
        (Shape::Height(_), (_, Some(height))) if (50..=5000).contains(&height) => ("height", height.to_string()),
        (Shape::Height(height), _) => ("height", height.to_string()),
    }
}

fn common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}
