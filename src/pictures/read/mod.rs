//! Reading: the files of each format, each in a file of its own. Only these know the crates that decode.

mod gif;
mod jpeg;
pub(super) mod parts;
mod png;
mod tiff;
mod webp;

use super::fault::Fault;
use super::format::{Format, recognise};
use super::limits::Limits;
use super::seems::seems;
use parts::{Parts, Pixels};

/// What kind of picture this is, if it is one that is read here.
pub(super) fn readable(bytes: &[u8]) -> Result<Format, Fault> {
    match recognise(bytes) {
        Some(format) if format.is_read() => Ok(format),
        Some(format) => Err(Fault::Unsupported(format)),
        None if bytes.is_empty() => Err(Fault::Empty),
        None => Err(Fault::NoPicture(seems(bytes))),
    }
}

/// What stands before the pixels.
pub(super) fn parts(format: Format, bytes: &[u8]) -> Result<Parts<'_>, Fault> {
    let parts = match format {
        Format::Jpeg => jpeg::parts(bytes),
        Format::Png => png::parts(bytes),
        Format::WebP => webp::parts(bytes),
        Format::Gif => gif::parts(bytes),
        Format::Tiff => tiff::parts(bytes),
        _ => Err(Fault::Unsupported(format)),
    }?;
    if parts.width == 0 || parts.height == 0 {
        return Err(Fault::Unreadable(format));
    }
    Ok(parts)
}

/// The pixels of the first frame, as they are stored. The size is checked before any memory is asked for.
pub(super) fn pixels(format: Format, bytes: &[u8], parts: &Parts, limits: Limits) -> Result<Pixels, Fault> {
    limits.allow(parts.width, parts.height)?;
    let room = (u64::from(parts.width) * u64::from(parts.height)).saturating_mul(16).max(1 << 20) as usize;
    let pixels = match format {
        Format::Jpeg => jpeg::pixels(bytes),
        Format::Png => png::pixels(bytes, room),
        Format::WebP => webp::pixels(bytes, room),
        Format::Gif => gif::pixels(bytes),
        Format::Tiff => tiff::pixels(bytes, room),
        _ => Err(Fault::Unsupported(format)),
    }?;
    if (pixels.width, pixels.height) != (parts.width, parts.height) {
        return Err(Fault::Unreadable(format));
    }
    Ok(pixels)
}
