//! Writing: each encoding in a file of its own. Only these know the crates that encode.

mod jpeg;
mod png;
mod webp;
mod xmp;

pub(super) use jpeg::of_quality as jpeg_of_quality;

use super::credits::Credits;
use super::facts::Encoding;

/// Finished pixels of three or four bytes, and what goes with them.
pub(super) struct Finished<'a> {
    pub bytes: &'a [u8],
    pub width: u32,
    pub height: u32,
    pub alpha: bool,
    /// Whether it is a drawing, whose flat areas and sharp edges must stay.
    pub drawing: bool,
    /// The profile of its colours, if they are not sRGB.
    pub profile: Option<&'a [u8]>,
    /// Whom the file shall name.
    pub credits: &'a Credits,
}

/// The bytes of a file, or nothing if the encoding has no room for so many pixels.
pub(super) fn written(finished: &Finished, encoding: Encoding) -> Option<Vec<u8>> {
    let xmp = xmp::packet(finished.credits);
    match encoding {
        Encoding::WebP => webp::written(finished, xmp.as_deref()),
        Encoding::Jpeg => jpeg::written(finished, xmp.as_deref()),
        Encoding::Png => png::written(finished, xmp.as_deref()),
    }
}
