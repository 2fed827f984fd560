//! The pictures of front matter, as pages, feeds and lists for programs name them: derivatives of files of the site, files that
//! are shown as they are, or addresses elsewhere.

use super::{Asked, One, Source};
use crate::input::media::media_type;
use crate::render::press::Press;
use crate::site::{Image, ImageSource, Site};

/// The shape in which networks show the picture of a link (the Open Graph protocol), width to height.
const SHAPE_OF_PREVIEW: (u32, u32) = (16, 9);

/// The width in which they want it.
const WIDTH_OF_PREVIEW: u32 = 1200;

/// A picture in one width, for whoever takes no choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Named {
    /// Its address as pages of the site have it.
    pub href: String,
    /// Its full address.
    pub url: String,
    /// Pixels, where known.
    pub size: Option<(u32, u32)>,
    /// Its media type, where known.
    pub media_type: Option<&'static str>,
}

/// What is asked of a picture of the site's own; none of one elsewhere.
pub(in crate::render) fn asked(image: &Image) -> Option<Asked> {
    Some(Asked::of(image.source.file()?, image.focus, image.crop))
}

/// Who made a picture: what front matter says, else what the file does, where `site.yaml` wants that.
pub(in crate::render) fn credit<'a>(press: &'a Press, image: &'a Image) -> Option<&'a str> {
    let of_file = || Source::of(press).derived(image.source.file()?)?.credit();
    image.credit.as_deref().or_else(of_file)
}

/// A picture in the middle width.
pub(in crate::render) fn middle(press: &Press, source: &ImageSource) -> Named {
    match source {
        ImageSource::File(file) => own(press, Asked::plain(*file), |source, asked| source.middle(asked)),
        ImageSource::Remote(remote) => Named {
            href: remote.url.clone(),
            url: remote.url.clone(),
            size: remote.size,
            // What a host sends is known when it sends it: the name is the best guess, and not always one.
            media_type: media_type(remote.url.split(['?', '#']).next().unwrap_or_default()),
        },
    }
}

/// The lead picture in the shape of link previews.
pub(in crate::render) fn preview(press: &Press, image: &Image) -> Named {
    match asked(image) {
        Some(asked) => {
            own(press, asked, |source, asked| source.in_shape(asked, Some(SHAPE_OF_PREVIEW), Some(WIDTH_OF_PREVIEW)))
        }
        None => middle(press, &image.source),
    }
}

/// The picture in each shape that search engines ask for.
pub(in crate::render) fn for_search(press: &Press, image: &Image) -> Vec<Named> {
    let Some(asked) = asked(image) else { return vec![middle(press, &image.source)] };
    let source = Source::of(press);
    source.for_search(asked).into_iter().map(|one| named(source, asked, one)).collect()
}

fn own(press: &Press, asked: Asked, one: impl FnOnce(Source, Asked) -> One) -> Named {
    let source = Source::of(press);
    named(source, asked, one(source, asked))
}

fn named(source: Source, asked: Asked, one: One) -> Named {
    let media_type = match source.derived(asked.file) {
        Some(looked) => Some(looked.safe.media_type()),
        None => media_type(&source.site.media.get(asked.file).source.below),
    };
    Named { url: full(source.site, &one.url), href: one.url, size: one.size, media_type }
}

/// The full address of what pages of the site name so.
fn full(site: &Site, href: &str) -> String {
    format!("{}{}", site.config.base_url, href.strip_prefix(site.base_path()).unwrap_or(href))
}
