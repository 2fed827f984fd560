//! Drawing: from an SVG to the bytes of a file. Text is drawn with the fonts that are given, pictures are those that are
//! handed in, and nothing else is looked at.

use super::fault::CardFault;
use super::fonts::Fonts;
use super::format::CardFormat;
use super::{HEIGHT, WIDTH};
use crate::pictures::credits::Credits;
use crate::pictures::facts::Encoding;
use crate::pictures::format::{Format, recognise};
use crate::pictures::write::{Finished, jpeg_of_quality, written};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, FontResolver, ImageHrefResolver, ImageKind, Options, Tree};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// No card is heavier than this (bytes): messengers pass over what is.
const HEAVIEST: usize = 200_000;

/// Qualities of JPEG, the best first: noise needs a low one, and nobody sees it in noise.
const QUALITIES: [u8; 5] = [82, 64, 44, 26, 12];

/// A palette has no more colours.
const MOST_COLOURS: usize = 256;

/// A share of the pixels from which on a colour is kept as it is: the paper's, the ink's.
const MUCH: usize = (WIDTH * HEIGHT) as usize / 400;

/// A card, drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters of which there is nothing to see, since two fonts would have to share a line that cannot.
    pub without_glyph: Vec<char>,
}

/// Draws a card. `picture` gives the bytes of a picture by its address.
///
/// # Errors
/// Why it cannot be drawn.
pub fn draw(
    svg: &str,
    format: CardFormat,
    fonts: &Fonts,
    picture: &(dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync),
) -> Result<Drawn, CardFault> {
    let tree = Tree::from_str(svg, &options(fonts, picture)).map_err(|error| CardFault::NotDrawn(error.to_string()))?;
    let without_glyph = without_glyph(tree.root());
    let mut pixmap = Pixmap::new(WIDTH, HEIGHT).ok_or_else(|| CardFault::NotDrawn("no memory".to_owned()))?;
    pixmap.fill(Color::WHITE);
    let (width, height) = (tree.size().width(), tree.size().height());
    let whole = Transform::from_scale(WIDTH as f32 / width, HEIGHT as f32 / height);
    resvg::render(&tree, whole, &mut pixmap.as_mut());
    // On white everything is opaque.
    let pixels: Vec<[u8; 3]> = pixmap.data().as_chunks::<4>().0.iter().map(|&[r, g, b, _]| [r, g, b]).collect();
    let bytes = match format {
        CardFormat::Png => png(&pixels),
        CardFormat::Jpeg => jpeg(pixels.as_flattened()),
    };
    Ok(Drawn { bytes: bytes.ok_or(CardFault::TooHeavy)?, without_glyph })
}

fn options<'a>(fonts: &'a Fonts, picture: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync)) -> Options<'a> {
    let kind = |bytes: Vec<u8>| {
        let shared = Arc::new(bytes);
        match recognise(&shared) {
            Some(Format::Jpeg) => Some(ImageKind::JPEG(shared)),
            Some(Format::Png) => Some(ImageKind::PNG(shared)),
            Some(Format::WebP) => Some(ImageKind::WEBP(shared)),
            Some(Format::Gif) => Some(ImageKind::GIF(shared)),
            // A drawing within the drawing has no pictures of its own.
            _ => Tree::from_data(&shared, &closed()).ok().map(ImageKind::SVG),
        }
    };
    Options {
        font_resolver: FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: Box::new(|c, used, _| fonts.stand_in(c, used)),
        },
        fontdb: Arc::clone(&fonts.database),
        image_href_resolver: ImageHrefResolver {
            resolve_data: ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(move |href, _| picture(href).and_then(kind)),
        },
        ..closed()
    }
}

/// A drawing that refers to nothing outside itself.
fn closed() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// The characters that were drawn as an empty box.
fn without_glyph(group: &usvg::Group) -> Vec<char> {
    let mut found = BTreeSet::new();
    let mut groups = vec![group];
    while let Some(group) = groups.pop() {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => groups.push(group),
                usvg::Node::Text(text) => {
                    let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                    found.extend(glyphs.filter(|glyph| glyph.id.0 == 0).filter_map(|glyph| glyph.text.chars().next()));
                }
                _ => {}
            }
        }
    }
    found.into_iter().collect()
}

fn finished<'a>(pixels: &'a [u8], credits: &'a Credits) -> Finished<'a> {
    Finished { bytes: pixels, width: WIDTH, height: HEIGHT, alpha: false, drawing: true, profile: None, credits }
}

/// In as few colours as it takes: the edges of letters have more shades than anybody sees.
fn png(pixels: &[[u8; 3]]) -> Option<Vec<u8>> {
    let counts = counts(pixels);
    let credits = Credits::default();
    let encoded = |pixels: &[u8]| written(&finished(pixels, &credits), Encoding::Png);
    let with_dropped = |dropped: u32| match dropped {
        0 => (counts.len() <= MOST_COLOURS).then(|| encoded(pixels.as_flattened()))?,
        _ => encoded(&with_fewer_colours(pixels, &counts, dropped)?),
    };
    [0, 3, 4, 5, 6].into_iter().find_map(|dropped| with_dropped(dropped).filter(|bytes| bytes.len() < HEAVIEST))
}

/// How often each colour is there.
fn counts(pixels: &[[u8; 3]]) -> HashMap<[u8; 3], usize> {
    let mut counts = HashMap::new();
    // Neighbours are alike: a map is asked once for a run of them.
    for run in pixels.chunk_by(|a, b| a == b) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    counts
}

/// The same with so many bits of each colour dropped, but for the colours of large areas. None where it cannot be written with a
/// palette: that is an eighth of the size.
fn with_fewer_colours(pixels: &[[u8; 3]], counts: &HashMap<[u8; 3], usize>, dropped: u32) -> Option<Vec<u8>> {
    let fewer = |part: u8| {
        // The middle of the step, so that nothing becomes darker as a whole.
        let step = 1_u32 << dropped;
        ((u32::from(part) / step * step) + step / 2).min(255) as u8
    };
    let shown = |(colour, count): (&[u8; 3], &usize)| {
        let is_kept = *count > MUCH;
        (*colour, if is_kept { *colour } else { colour.map(fewer) })
    };
    let shown: HashMap<[u8; 3], [u8; 3]> = counts.iter().map(shown).collect();
    if shown.values().collect::<BTreeSet<_>>().len() > MOST_COLOURS {
        return None;
    }
    let mut mapped = Vec::with_capacity(pixels.len() * 3);
    for run in pixels.chunk_by(|a, b| a == b) {
        let colour = shown.get(&run[0]).copied().unwrap_or(run[0]);
        run.iter().for_each(|_| mapped.extend_from_slice(&colour));
    }
    Some(mapped)
}

fn jpeg(pixels: &[u8]) -> Option<Vec<u8>> {
    let of_quality = |quality: u8| jpeg_of_quality(pixels, (WIDTH as u16, HEIGHT as u16), quality);
    QUALITIES.into_iter().find_map(|quality| of_quality(quality).filter(|bytes| bytes.len() < HEAVIEST))
}
