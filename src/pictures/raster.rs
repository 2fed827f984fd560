//! A picture in memory: upright, in colours that browsers know, and no larger than derivatives need it.

use super::colour::{Coloured, Space, coloured};
use super::credits::{Orientation, of_parts, orientation};
use super::facts::{Facts, Seen, facts};
use super::fault::Fault;
use super::limits::Limits;
use super::read::{self, parts::Channels, parts::Pixels};
use super::resize::{Area, scaled};
use crate::edge::{At, caught};

/// A picture that is kept for making derivatives of it. Larger ones have been scaled down once, so that they are
/// [`WIDEST`] pixels wide and at least [`HIGHEST_SQUARE`] high, or the other way round.
#[derive(Debug)]
pub struct Raster {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Three bytes for each pixel, or four where some are transparent.
    pub(super) bytes: Vec<u8>,
    pub(super) alpha: bool,
    pub(super) space: Space,
    pub(super) facts: Facts,
}

/// The widest derivative that is made, in pixels.
pub const WIDEST: u32 = 2400;

/// The height that is kept at least, where the picture has it: crops of [`HIGHEST_SQUARE`] squared can be made.
pub const HIGHEST_SQUARE: u32 = 1600;

/// The size, upright, to which a picture is scaled when it is read.
pub(super) fn canonical_size(width: u32, height: u32) -> (u32, u32) {
    if width <= WIDEST || height <= HIGHEST_SQUARE {
        return (width, height);
    }
    let (long_width, long_height) = (u64::from(width), u64::from(height));
    let of = |side: u64, to: u32, by: u64| ((side * u64::from(to) + by / 2) / by).max(1) as u32;
    if u64::from(WIDEST) * long_height >= u64::from(HIGHEST_SQUARE) * long_width {
        (WIDEST, of(long_height, WIDEST, long_width))
    } else {
        (of(long_width, HIGHEST_SQUARE, long_height), HIGHEST_SQUARE)
    }
}

/// Decodes a picture.
///
/// # Errors
///
/// What is wrong with the file: see [`Fault`]. No memory is asked for before the header is within the limits.
pub fn decode(bytes: &[u8], limits: Limits) -> Result<Raster, Fault> {
    let format = read::readable(bytes)?;
    limits.allow_bytes(bytes.len() as u64)?;
    // A decoder that fails at a file says no more than one that refuses it.
    let read = caught(At::Within, || {
        let parts = read::parts(format, bytes)?;
        let pixels = read::pixels(format, bytes, &parts, limits)?;
        Ok((parts, pixels))
    });
    let (parts, pixels) = read.unwrap_or(Err(Fault::Unreadable(format)))?;
    let turn = orientation(&parts);
    let (full_width, full_height) = turn.upright(pixels.width, pixels.height);
    let (width, height) = canonical_size(full_width, full_height);
    let pixels = reduced(pixels, turn.upright(width, height))?;
    let stored = (pixels.width as usize, pixels.height as usize);
    let Coloured { bytes, alpha, space } = coloured(pixels, &parts.profile);
    let bytes = if turn.is_upright() { bytes } else { turned(&bytes, stored, alpha, turn) };
    let (bytes, alpha) = if alpha && is_opaque(&bytes) { (without_alpha(&bytes), false) } else { (bytes, alpha) };
    let seen = Seen { bytes: &bytes, width, height, alpha };
    let facts = facts(&seen, format, (full_width, full_height), parts.animated, of_parts(&parts))?;
    Ok(Raster { width, height, bytes, alpha, space, facts })
}

impl Raster {
    /// What is to know about the picture.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What a pixel of it is made of.
    pub(super) fn channels(&self) -> Channels {
        if self.alpha { Channels::Rgba } else { Channels::Rgb }
    }
}

/// Pixels scaled down to a size, as they are stored.
fn reduced(pixels: Pixels, (width, height): (u32, u32)) -> Result<Pixels, Fault> {
    if (pixels.width, pixels.height) == (width, height) {
        return Ok(pixels);
    }
    let whole = Area { left: 0, top: 0, width: pixels.width, height: pixels.height };
    let size = (pixels.width, pixels.height);
    let bytes = scaled(&pixels.bytes, size, pixels.channels, whole, (width, height))?;
    Ok(Pixels { width, height, channels: pixels.channels, bytes })
}

/// Pixels turned upright.
fn turned(bytes: &[u8], (width, height): (usize, usize), alpha: bool, turn: Orientation) -> Vec<u8> {
    let count = if alpha { 4 } else { 3 };
    let (new_width, new_height) = if turn.is_sideways() { (height, width) } else { (width, height) };
    let mut out = Vec::with_capacity(bytes.len());
    for y in 0..new_height {
        for x in 0..new_width {
            let (from_x, from_y) = turn.stored(x, y, width, height);
            let at = (from_y * width + from_x) * count;
            out.extend_from_slice(&bytes[at..at + count]);
        }
    }
    out
}

fn is_opaque(bytes: &[u8]) -> bool {
    bytes.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255)
}

fn without_alpha(bytes: &[u8]) -> Vec<u8> {
    bytes.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_is_kept_as_large_as_its_crops_need_it() {
        assert_eq!(canonical_size(6000, 4000), (2400, 1600));
        assert_eq!(canonical_size(4000, 3000), (2400, 1800));
        assert_eq!(canonical_size(4000, 6000), (2400, 3600));
        assert_eq!(canonical_size(12_000, 2000), (9600, 1600));
        assert_eq!(canonical_size(1000, 20_000), (1000, 20_000));
        assert_eq!(canonical_size(2400, 9), (2400, 9));
    }
}
