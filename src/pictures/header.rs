//! What is known of a picture before any of its pixels is decoded.

use super::credits::orientation;
use super::fault::Fault;
use super::format::Format;
use super::raster::canonical_size;
use super::read;

/// What the first bytes of a picture say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// What kind of picture it is.
    pub format: Format,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// Whether it has several frames.
    pub animated: bool,
    /// Bytes of memory that decoding takes for each pixel, at most.
    per_pixel: u64,
}

/// Reads the header of a picture. No pixel is decoded; metadata is read to know which side is up.
///
/// # Errors
///
/// What is wrong with the file, as far as that shows without decoding: see [`Fault`].
pub fn header(bytes: &[u8]) -> Result<Header, Fault> {
    let format = read::readable(bytes)?;
    let parts = read::parts(format, bytes)?;
    let (width, height) = orientation(&parts).upright(parts.width, parts.height);
    Ok(Header { format, width, height, animated: parts.animated, per_pixel: parts.per_pixel })
}

/// The most memory, in bytes, that decoding the picture and making derivatives of it takes beside the file itself:
/// as many may be worked on at once as this allows.
pub fn cost(header: &Header) -> u64 {
    let pixels = |width: u32, height: u32| u64::from(width) * u64::from(height);
    let (width, height) = canonical_size(header.width, header.height);
    // The reduced picture, its colours converted, a derivative of the same size, and what an encoder needs for that.
    let reduced = pixels(width, height).saturating_mul(20);
    // Pixels are scaled in four channels.
    let per_pixel = header.per_pixel.saturating_add(4);
    pixels(header.width, header.height).saturating_mul(per_pixel).saturating_add(reduced).saturating_add(4 << 20)
}
