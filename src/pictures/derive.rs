//! Derivatives: a picture cropped, scaled and written.

use serde::{Deserialize, Serialize};

use super::colour::profile_of;
use super::credits::Credits;
use super::facts::Encoding;
use super::fault::Fault;
use super::raster::{Raster, canonical_size};
use super::resize::{Area, scaled};
use super::write::{Finished, written};

/// Which part of a picture a derivative shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// All of it, scaled to the recipe's size.
    Whole,
    /// As much of it as has the recipe's shape, with this point, in percent from the left and from the top, as near to
    /// its middle as can be.
    Around {
        /// From the left, 0 to 100.
        x: u8,
        /// From the top, 0 to 100.
        y: u8,
    },
}

/// What a derivative is made by: with the bytes of the picture and [`super::VERSION`], all that its bytes depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Recipe {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Which part of the picture it shows.
    pub shape: Shape,
    /// How it is written.
    pub encoding: Encoding,
}

/// The largest derivative of a shape (width to height, in any unit) that can be made of a picture of this size, in
/// pixels; with the picture's own shape, the whole of it.
///
/// ```
/// assert_eq!(dateline::pictures::largest((6000, 4000), (6000, 4000)), (2400, 1600));
/// assert_eq!(dateline::pictures::largest((6000, 4000), (1, 1)), (1600, 1600));
/// assert_eq!(dateline::pictures::largest((800, 600), (16, 9)), (800, 450));
/// ```
pub fn largest((width, height): (u32, u32), shape: (u32, u32)) -> (u32, u32) {
    let (width, height) = canonical_size(width, height);
    fitted((width, height), shape)
}

/// The largest area of a shape within a size.
fn fitted((width, height): (u32, u32), (wide, high): (u32, u32)) -> (u32, u32) {
    let [w, h, wide, high] = [width, height, wide.max(1), high.max(1)].map(u64::from);
    let rounded =
        |dividend: u64, divisor: u64, most: u32| ((dividend + divisor / 2) / divisor).clamp(1, u64::from(most));
    if w * high > h * wide {
        (rounded(h * wide, high, width) as u32, height)
    } else {
        (width, rounded(w * high, wide, height) as u32)
    }
}

/// Makes a derivative. Of the picture's metadata nothing is in it but the `credits` that are given.
///
/// # Errors
///
/// [`Fault::LargerThanSource`] if there are not as many pixels, [`Fault::NotWritten`] if the encoding has no room.
pub fn derive(raster: &Raster, recipe: &Recipe, credits: &Credits) -> Result<Vec<u8>, Fault> {
    let Recipe { width, height, shape, encoding } = *recipe;
    let asked = (width, height);
    if width == 0 || height == 0 || width.max(height) > encoding.longest_side() {
        return Err(Fault::NotWritten { asked });
    }
    let size = (raster.width, raster.height);
    let most = if shape == Shape::Whole { size } else { fitted(size, asked) };
    if width > most.0 || height > most.1 {
        return Err(Fault::LargerThanSource { asked, most });
    }
    let area = match shape {
        Shape::Whole => Area { left: 0, top: 0, width: size.0, height: size.1 },
        Shape::Around { x, y } => {
            Area { left: start(size.0, most.0, x), top: start(size.1, most.1, y), width: most.0, height: most.1 }
        }
    };
    let is_as_it_is = area == Area { left: 0, top: 0, width, height } && asked == size;
    let made;
    let bytes = if is_as_it_is {
        &*raster.bytes
    } else {
        made = scaled(&raster.bytes, size, raster.channels(), area, asked)?;
        &made
    };
    let profile = profile_of(raster.space);
    let (alpha, drawing) = (raster.alpha, raster.facts.drawing);
    let finished = Finished { bytes, width, height, alpha, drawing, profile: profile.as_deref(), credits };
    written(&finished, encoding).ok_or(Fault::NotWritten { asked })
}

/// Where a part of a side begins so that a point is as near to its middle as can be.
fn start(side: u32, part: u32, percent: u8) -> u32 {
    let point = (u64::from(side) * u64::from(percent.min(100)) + 50) / 100;
    point.saturating_sub(u64::from(part) / 2).min(u64::from(side - part)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_follows_the_point_until_the_edge() {
        assert_eq!(start(1000, 400, 50), 300);
        assert_eq!(start(1000, 400, 30), 100);
        assert_eq!(start(1000, 400, 5), 0);
        assert_eq!(start(1000, 400, 100), 600);
        assert_eq!(fitted((1000, 1000), (16, 9)), (1000, 563));
        assert_eq!(fitted((1, 1), (1, 10_000)), (1, 1));
    }
}
