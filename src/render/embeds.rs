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

/// The shapes that style sheets know.
const SHAPES: [(u32, u32); 4] = [(16, 9), (4, 3), (1, 1), (9, 16)];

/// The room that a frame takes: what an embed code says of itself comes before what is usual.
fn room(shape: Shape, asked: &EmbedAsked) -> (&'static str, String) {
    let said = match asked.origin {
        Origin::Frame => asked.size,
        Origin::Text => (None, None),
    };
    match (shape, said) {
        (Shape::Ratio(width, height), (Some(own_width), Some(own_height))) => {
            let (width, height) = near(own_width, own_height).unwrap_or((width, height));
            ("ratio", format!("{width}/{height}"))
        }
        (Shape::Ratio(width, height), _) => ("ratio", format!("{width}/{height}")),
        (Shape::Height(_), (_, Some(height))) if (50..=5000).contains(&height) => ("height", height.to_string()),
        (Shape::Height(height), _) => ("height", height.to_string()),
    }
}

/// The shape of a size: one that style sheets know, if it is nearly that; none of what is no shape of a frame.
fn near(width: u32, height: u32) -> Option<(u32, u32)> {
    let ratio = f64::from(width) / f64::from(height.max(1));
    if width == 0 || height == 0 || !(1.0 / 3.0..=4.0).contains(&ratio) {
        return None;
    }
    // Nobody sees two hundredths.
    let is_near = |(width, height): &(u32, u32)| (ratio * f64::from(*height) / f64::from(*width) - 1.0).abs() < 0.02;
    Some(SHAPES.into_iter().find(is_near).unwrap_or((width, height)))
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn an_embed_code_has_one_of_few_shapes() {
        for size in [(560, 315), (200, 113), (500, 281), (853, 480), (1920, 1080)] {
            assert_eq!(near(size.0, size.1), Some((16, 9)), "{size:?}");
        }
        assert_eq!(near(400, 300), Some((4, 3)));
        assert_eq!(near(315, 560), Some((9, 16)));
        assert_eq!(near(500, 200), Some((500, 200)));
        for odd in [(0, 5), (5, 0), (1, 99_999), (99_999, 1)] {
            assert_eq!(near(odd.0, odd.1), None, "{odd:?}");
        }
    }
}
