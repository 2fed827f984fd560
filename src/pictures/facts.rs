//! What is to know about a picture without its pixels: small, and kept between builds.

use serde::{Deserialize, Serialize};

use super::credits::Credits;
use super::fault::Fault;
use super::format::Format;
use super::glance::{Glance, glance};
use super::read::parts::Channels;
use super::resize::{Area, scaled};

/// How a derivative is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// WebP: small, and read by every browser since 2020.
    WebP,
    /// JPEG, for photographs.
    Jpeg,
    /// PNG, for drawings and what is transparent.
    Png,
}

impl Encoding {
    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Encoding::WebP => "webp",
            Encoding::Jpeg => "jpg",
            Encoding::Png => "png",
        }
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Encoding::WebP => "image/webp",
            Encoding::Jpeg => "image/jpeg",
            Encoding::Png => "image/png",
        }
    }

    /// The longest side that it has room for, in pixels.
    pub fn longest_side(self) -> u32 {
        match self {
            Encoding::WebP => 16_383,
            Encoding::Jpeg => 65_535,
            Encoding::Png => i32::MAX as u32,
        }
    }
}

/// What is to know about a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// What kind of file it is.
    pub format: Format,
    /// Whether it has several frames.
    pub animated: bool,
    /// Whether some of it is transparent.
    pub transparent: bool,
    /// Whether it is a drawing: a chart, a map, a picture of a screen, with few colours and flat areas.
    pub drawing: bool,
    /// The encoding that suits its contents and that all programs read.
    pub safe: Encoding,
    /// Its main colour, in sRGB.
    pub colour: [u8; 3],
    /// Where a crop should look, in percent from the left and from the top.
    pub interest: (u8, u8),
    /// Whom it names.
    #[serde(default, skip_serializing_if = "Credits::is_empty")]
    pub credits: Credits,
}

/// Pixels of three or four bytes.
pub(super) struct Seen<'a> {
    pub bytes: &'a [u8],
    pub width: u32,
    pub height: u32,
    pub alpha: bool,
}

/// The longer side of the picture that is looked at for its colour and its interest.
const GLANCE: u32 = 64;

/// What is to know about these pixels, whose file had these facts.
pub(super) fn facts(
    seen: &Seen,
    format: Format,
    (width, height): (u32, u32),
    animated: bool,
    credits: Credits,
) -> Result<Facts, Fault> {
    let drawing = format != Format::Jpeg && is_drawing(seen);
    let longer = seen.width.max(seen.height);
    let small = |side: u32| (u64::from(side) * u64::from(GLANCE.min(longer)) / u64::from(longer)).max(1) as u32;
    let size = (small(seen.width), small(seen.height));
    let channels = if seen.alpha { Channels::Rgba } else { Channels::Rgb };
    let whole = Area { left: 0, top: 0, width: seen.width, height: seen.height };
    let reduced = scaled(seen.bytes, (seen.width, seen.height), channels, whole, size)?;
    let Glance { colour, interest } = glance(&reduced, size.0 as usize, size.1 as usize, seen.alpha);
    let safe = if seen.alpha || drawing { Encoding::Png } else { Encoding::Jpeg };
    let transparent = seen.alpha;
    Ok(Facts { width, height, format, animated, transparent, drawing, safe, colour, interest, credits })
}

/// Of a hundred pixels, so many are like their right neighbour in a drawing.
const FLAT: usize = 50;

/// Neighbours that differ by no more than this, and do differ, are a shade of light or the noise of a sensor.
const SHADE: u8 = 4;

/// Whether a picture is a drawing: its neighbours are the same, or differ sharply. In a photograph, a dark or overexposed
/// one too, most differ a little. Of what is transparent nothing is counted.
fn is_drawing(seen: &Seen) -> bool {
    let count = if seen.alpha { 4 } else { 3 };
    let (mut pairs, mut same, mut shades) = (0usize, 0usize, 0usize);
    for row in seen.bytes.chunks_exact(seen.width as usize * count) {
        for (a, b) in row.chunks_exact(count).zip(row.chunks_exact(count).skip(1)) {
            if seen.alpha && (a[3] == 0 || b[3] == 0) {
                continue;
            }
            pairs += 1;
            if a == b {
                same += 1;
            } else if a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= SHADE) {
                shades += 1;
            }
        }
    }
    same * 100 >= pairs * FLAT && shades * 4 <= same
}
