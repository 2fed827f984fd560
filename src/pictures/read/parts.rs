//! What a file of any format holds: the facts of its header, what it carries beside its pixels, and the pixels.

use std::borrow::Cow;

/// What stands in a file before its pixels, which are not looked at for it.
#[derive(Debug, Default)]
pub(in crate::pictures) struct Parts<'a> {
    /// Width in pixels, as they are stored.
    pub width: u32,
    /// Height in pixels, as they are stored.
    pub height: u32,
    /// Whether there are several frames.
    pub animated: bool,
    /// Bytes of memory that decoding takes for each pixel, at most.
    pub per_pixel: u64,
    /// How the numbers of the pixels stand for colours.
    pub profile: Profile<'a>,
    /// EXIF, from the byte order on.
    pub exif: Option<Cow<'a, [u8]>>,
    /// XMP, a text of XML.
    pub xmp: Option<Cow<'a, [u8]>>,
    /// IPTC-IIM, from its first record on.
    pub iptc: Option<Cow<'a, [u8]>>,
    /// Texts of PNG: a keyword, and what it says.
    pub texts: Vec<(String, String)>,
}

/// How the numbers of the pixels stand for colours.
#[derive(Debug, Default)]
pub(in crate::pictures) enum Profile<'a> {
    /// Nothing is said, or sRGB by name.
    #[default]
    Srgb,
    /// An ICC profile.
    Icc(Cow<'a, [u8]>),
    /// PNG's own: the encoding gamma, and x and y of white, red, green and blue, where it gives them.
    Primaries {
        /// The exponent by which light became numbers: about 0.45.
        gamma: Option<f64>,
        /// x and y of white, red, green and blue.
        chromaticities: Option<[(f64, f64); 4]>,
    },
    /// The code points of video, ITU-T H.273: primaries and transfer function.
    Codes {
        /// Which primaries.
        primaries: u8,
        /// Which transfer function.
        transfer: u8,
    },
}

/// What the numbers of a pixel are, one byte for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pictures) enum Channels {
    /// Grey.
    Grey,
    /// Grey, and how opaque it is.
    GreyAlpha,
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue, and how opaque they are.
    Rgba,
    /// Cyan, magenta, yellow, black: 255 is full ink.
    Cmyk,
}

impl Channels {
    /// Bytes of a pixel.
    pub fn count(self) -> usize {
        match self {
            Channels::Grey => 1,
            Channels::GreyAlpha => 2,
            Channels::Rgb => 3,
            Channels::Rgba | Channels::Cmyk => 4,
        }
    }

    /// Whether the last byte of a pixel says how opaque it is.
    pub fn has_alpha(self) -> bool {
        matches!(self, Channels::GreyAlpha | Channels::Rgba)
    }
}

/// The pixels of a picture, row by row from the top, without gaps.
#[derive(Debug)]
pub(in crate::pictures) struct Pixels {
    pub width: u32,
    pub height: u32,
    pub channels: Channels,
    pub bytes: Vec<u8>,
}

impl Pixels {
    /// Pixels, if there are as many bytes as their size needs.
    pub fn new(width: u32, height: u32, channels: Channels, bytes: Vec<u8>) -> Option<Pixels> {
        let needed = (width as usize).checked_mul(height as usize)?.checked_mul(channels.count())?;
        (needed == bytes.len() && needed > 0).then_some(Pixels { width, height, channels, bytes })
    }
}

/// A number of sixteen bits as one of eight, to the nearest.
pub(in crate::pictures) fn to_eight(value: u16) -> u8 {
    ((u32::from(value) * 255 + 32_767) / 65_535) as u8
}
