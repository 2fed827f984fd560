//! What kind of picture some bytes are, by what they begin with and never by a file's name.

use serde::{Deserialize, Serialize};

/// A kind of picture that is recognised; [`Format::is_read`] tells whether it is also read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JPEG, of any number of inks.
    Jpeg,
    /// PNG and APNG.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// TIFF.
    Tiff,
    /// SVG: recognised, and read elsewhere.
    Svg,
    /// HEIC, as iPhones write it.
    Heic,
    /// AVIF.
    Avif,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// A Windows bitmap.
    Bmp,
    /// A Windows icon.
    Ico,
    /// A Photoshop document.
    Photoshop,
    /// What a camera's sensor saw: DNG, CR2, CR3, NEF, ARW, RAF, ORF, RW2.
    Raw,
}

impl Format {
    /// Whether pictures of this kind are read here, so that others can be made from them.
    pub fn is_read(self) -> bool {
        matches!(self, Format::Jpeg | Format::Png | Format::WebP | Format::Gif | Format::Tiff)
    }

    /// The ending that names of its files usually have, without a dot.
    pub fn ending(self) -> &'static str {
        ENDINGS.iter().find(|(_, format)| *format == self).map_or("", |(ending, _)| ending)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "JPEG",
            Format::Png => "PNG",
            Format::WebP => "WebP",
            Format::Gif => "GIF",
            Format::Tiff => "TIFF",
            Format::Svg => "SVG",
            Format::Heic => "HEIC",
            Format::Avif => "AVIF",
            Format::JpegXl => "JPEG XL",
            Format::Jpeg2000 => "JPEG 2000",
            Format::Bmp => "Windows bitmap",
            Format::Ico => "Windows icon",
            Format::Photoshop => "Photoshop document",
            Format::Raw => "raw file of a camera",
        }
    }
}

/// The endings of file names, and what each promises.
const ENDINGS: &[(&str, Format)] = &[
    ("jpg", Format::Jpeg),
    ("jpeg", Format::Jpeg),
    ("jpe", Format::Jpeg),
    ("jfif", Format::Jpeg),
    ("pjpeg", Format::Jpeg),
    ("png", Format::Png),
    ("apng", Format::Png),
    ("webp", Format::WebP),
    ("gif", Format::Gif),
    ("tif", Format::Tiff),
    ("tiff", Format::Tiff),
    ("svg", Format::Svg),
    ("heic", Format::Heic),
    ("heif", Format::Heic),
    ("hif", Format::Heic),
    ("avif", Format::Avif),
    ("jxl", Format::JpegXl),
    ("jp2", Format::Jpeg2000),
    ("jpx", Format::Jpeg2000),
    ("bmp", Format::Bmp),
    ("ico", Format::Ico),
    ("psd", Format::Photoshop),
    ("psb", Format::Photoshop),
    ("dng", Format::Raw),
    ("cr2", Format::Raw),
    ("cr3", Format::Raw),
    ("nef", Format::Raw),
    ("arw", Format::Raw),
    ("raf", Format::Raw),
    ("orf", Format::Raw),
    ("rw2", Format::Raw),
];

/// What the ending of a file's name promises, if it is one of a picture.
///
/// ```
/// use dateline::pictures::{Format, format_named};
/// assert_eq!(format_named("Treaty.JPG"), Some(Format::Jpeg));
/// assert_eq!(format_named("treaty.md"), None);
/// ```
pub fn format_named(file_name: &str) -> Option<Format> {
    let (_, ending) = file_name.rsplit_once('.')?;
    ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|&(_, format)| format)
}

/// How far into a text the `<svg` of a drawing is looked for: licences and comments stand before it.
const SVG_WITHIN: usize = 4096;

/// What kind of picture these bytes are.
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    if starts(b"\xff\xd8\xff") {
        Some(Format::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some(Format::Png)
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::WebP)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some(Format::Gif)
    } else if let Some(format) = tiff_or_raw(bytes) {
        Some(format)
    } else if bytes.get(4..8) == Some(b"ftyp") {
        of_brand(bytes)
    } else if starts(b"\xff\x0a") || starts(b"\0\0\0\x0cJXL \r\n\x87\n") {
        Some(Format::JpegXl)
    } else if starts(b"\0\0\0\x0cjP  \r\n\x87\n") || starts(b"\xff\x4f\xff\x51") {
        Some(Format::Jpeg2000)
    } else if starts(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        Some(Format::Bmp)
    } else if starts(b"\0\0\x01\0") && bytes.get(4).is_some_and(|&count| count > 0) && bytes.get(5) == Some(&0) {
        Some(Format::Ico)
    } else if starts(b"8BPS") {
        Some(Format::Photoshop)
    } else if starts(b"FUJIFILMCCD-RAW") {
        Some(Format::Raw)
    } else {
        is_svg(bytes).then_some(Format::Svg)
    }
}

/// TIFF, or what cameras write on its frame. Nikon's and Sony's raw files are told later, by the tags of their first
/// page (`read/tiff.rs`).
fn tiff_or_raw(bytes: &[u8]) -> Option<Format> {
    match bytes.get(..4)? {
        b"II*\0" | b"MM\0*" if bytes.get(8..10) == Some(b"CR") => Some(Format::Raw),
        b"II*\0" | b"MM\0*" | b"II+\0" | b"MM\0+" => Some(Format::Tiff),
        b"IIRO" | b"IIRS" | b"MMOR" | b"IIU\0" => Some(Format::Raw),
        _ => None,
    }
}

/// What a file of ISO's container is, by its brands: the first one, then those it is compatible with.
fn of_brand(bytes: &[u8]) -> Option<Format> {
    let length = bytes.first_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = bytes.get(8..length.min(bytes.len()).min(256))?;
    brands.chunks_exact(4).find_map(|brand| match brand {
        b"avif" | b"avis" => Some(Format::Avif),
        b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"hevm" | b"hevx" => Some(Format::Heic),
        b"crx " => Some(Format::Raw),
        _ => None,
    })
}

/// Whether a text is a drawing: its first element is `<svg`, behind declarations and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(SVG_WITHIN)];
    let text = String::from_utf8_lossy(start);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let (open, close) = match rest {
            _ if rest.starts_with("<!--") => ("<!--", "-->"),
            _ if rest.starts_with("<?") => ("<?", "?>"),
            _ if rest.starts_with("<!DOCTYPE svg") && rest.split('>').next().is_some_and(|head| head.contains('[')) => {
                ("<!", "]>")
            }
            _ if rest.starts_with("<!DOCTYPE svg") => ("<!", ">"),
            _ => break,
        };
        match rest[open.len()..].split_once(close) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
    let Some(name) = rest.strip_prefix('<') else { return false };
    let name = name.split(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/').next().unwrap_or_default();
    name == "svg" || name.ends_with(":svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(recognise(b"\xff\xd8\xff\xe0"), Some(Format::Jpeg));
        assert_eq!(recognise(b"RIFF\0\0\0\0WEBPVP8 "), Some(Format::WebP));
        assert_eq!(recognise(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), Some(Format::Heic));
        assert_eq!(recognise(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"), Some(Format::Avif));
        assert_eq!(recognise(b"\0\0\0\x14ftypisom\0\0\0\0mp42"), None, "a film");
        assert_eq!(recognise(b"II*\0\x10\0\0\0CR\x02\0"), Some(Format::Raw));
        assert_eq!(recognise(b"BM is a company"), None);
        assert_eq!(recognise(b""), None);
    }

    #[test]
    fn a_drawing_is_known_behind_its_declarations() {
        for text in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u{feff}<?xml version='1.0'?>\n<!-- made by hand -->\n<svg>",
            "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'>\n<svg\n width='3'>",
            "<!DOCTYPE svg [ <!ENTITY a \"b>\"> ]><svg:svg>",
        ] {
            assert_eq!(recognise(text.as_bytes()), Some(Format::Svg), "{text}");
        }
        for text in ["<svgs>", "<html><svg>", "<!-- <svg> ", "svg", "<!DOCTYPE html><svg>"] {
            assert_eq!(recognise(text.as_bytes()), None, "{text}");
        }
    }
}
