//! JPEG: its segments, read here; its pixels, by zune-jpeg.

use std::borrow::Cow;

use memchr::memchr;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::parts::{Channels, Parts, Pixels, Profile};
use crate::pictures::fault::Fault;
use crate::pictures::format::Format;

/// The most segments before the pixels: a profile of 16 MB has 256.
const MOST_SEGMENTS: usize = 4096;

/// Marks of segments.
const START_OF_SCAN: u8 = 0xda;
const END: u8 = 0xd9;

/// A segment, its contents without mark and length.
struct Segment<'a> {
    mark: u8,
    data: &'a [u8],
    /// Where it begins.
    start: usize,
    /// Where the next one begins.
    end: usize,
    /// Whether it follows the last one without a gap.
    close: bool,
}

/// The segment at or after a place. Bytes that belong to no segment are passed over, as every reader does.
fn segment(bytes: &[u8], from: usize) -> Option<Segment<'_>> {
    let mut at = from;
    loop {
        at += memchr(0xff, bytes.get(at..)?)?;
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            // A stuffed byte, or a mark that stands alone.
            0 | 0x01 | 0xd0..=0xd8 => at += 2,
            END => return Some(Segment { mark: END, data: &[], start: at, end: at + 2, close: at == from }),
            mark => {
                let length = usize::from(u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?));
                let data = bytes.get(at + 4..at + 2 + length.max(2))?;
                return Some(Segment { mark, data, start: at, end: at + 2 + length.max(2), close: at == from });
            }
        }
    }
}

/// What the segments before the first scan say.
#[derive(Default)]
struct Head<'a> {
    parts: Parts<'a>,
    components: u8,
    /// Whether an Adobe segment says that inks are stored as their opposite.
    adobe: bool,
    /// Whether there is nothing between the segments.
    close: bool,
    /// Where the first scan begins.
    scan: usize,
    /// How many marks there are at least in the first scan, if it holds all of the picture: one after each stretch.
    restarts: usize,
    /// Blocks of pixels in the picture, as it is coded.
    blocks: usize,
}

fn head(bytes: &[u8]) -> Result<Head<'_>, Fault> {
    let mut head = Head { close: true, ..Head::default() };
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    let mut interval = 0;
    let mut at = 2;
    for _ in 0..MOST_SEGMENTS {
        let Some(Segment { mark, data, end, close, .. }) = segment(bytes, at) else {
            return Err(Fault::Truncated(Format::Jpeg));
        };
        head.close &= close;
        at = end;
        match mark {
            0xc0..=0xcf if !matches!(mark, 0xc4 | 0xc8 | 0xcc) => size(&mut head, mark, data)?,
            0xe1 => {
                if let Some(exif) = data.strip_prefix(b"Exif\0\0").or_else(|| data.strip_prefix(b"Exif\0\xff")) {
                    head.parts.exif.get_or_insert(Cow::Borrowed(exif));
                } else if let Some(xmp) = data.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
                    head.parts.xmp.get_or_insert(Cow::Borrowed(xmp));
                }
            }
            0xe2 => {
                if let Some([number, _, part @ ..]) = data.strip_prefix(b"ICC_PROFILE\0") {
                    profile.push((*number, part));
                }
            }
            0xed => {
                if let Some(resources) = data.strip_prefix(b"Photoshop 3.0\0")
                    && let Some(iptc) = iptc_of(resources)
                {
                    head.parts.iptc.get_or_insert(Cow::Borrowed(iptc));
                }
            }
            0xdd => interval = data.first_chunk().map_or(0, |interval| usize::from(u16::from_be_bytes(*interval))),
            0xee => head.adobe |= data.starts_with(b"Adobe"),
            START_OF_SCAN => {
                head.scan = end;
                let holds_all = data.first() == Some(&head.components) && head.components > 1;
                if holds_all && interval > 0 {
                    head.restarts = head.blocks.div_ceil(interval).saturating_sub(1);
                }
                profile.sort_by_key(|(number, _)| *number);
                head.parts.profile = match &*profile {
                    [] => Profile::Srgb,
                    [(_, whole)] => Profile::Icc(Cow::Borrowed(whole)),
                    several => Profile::Icc(several.iter().flat_map(|(_, part)| part.iter().copied()).collect()),
                };
                return match head.parts.width {
                    0 => Err(Fault::Unreadable(Format::Jpeg)),
                    _ => Ok(head),
                };
            }
            END => break,
            _ => {}
        }
    }
    Err(Fault::Unreadable(Format::Jpeg))
}

/// Reads the size from the start of a frame.
fn size(head: &mut Head, mark: u8, data: &[u8]) -> Result<(), Fault> {
    let &[depth, h1, h2, w1, w2, components, ..] = data else { return Err(Fault::Unreadable(Format::Jpeg)) };
    // Baseline, extended and progressive, by Huffman's codes; lossless and arithmetic ones are next to unknown.
    if !matches!(mark, 0xc0..=0xc2) || depth != 8 {
        return Err(Fault::UnsupportedKind(Format::Jpeg));
    }
    head.parts.width = u32::from(u16::from_be_bytes([w1, w2]));
    head.parts.height = u32::from(u16::from_be_bytes([h1, h2]));
    head.components = components;
    // A block is of eight pixels squared for each of the finest component's samples in it.
    let finest =
        |shift: u8| data[6..].chunks_exact(3).map(|of| usize::from(of[1] >> shift & 15)).max().unwrap_or(1).max(1);
    let across = |side: u32, finest: usize| (side as usize).div_ceil(8 * finest);
    head.blocks = across(head.parts.width, finest(4)) * across(head.parts.height, finest(0));
    // A progressive picture is kept whole as coefficients of two bytes until its last scan.
    let stored = if mark == 0xc2 { 3 * u64::from(components) } else { u64::from(components) };
    head.parts.per_pixel = stored + 1;
    Ok(())
}

/// The block of IPTC among Photoshop's resources.
pub(super) fn iptc_of(mut resources: &[u8]) -> Option<&[u8]> {
    while let Some(rest) = resources.strip_prefix(b"8BIM") {
        let id = u16::from_be_bytes(*rest.first_chunk()?);
        let name = usize::from(*rest.get(2)?) + 1;
        let rest = rest.get(2 + name + name % 2..)?;
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let data = rest.get(4..)?.get(..length)?;
        if id == 0x0404 {
            return Some(data);
        }
        resources = rest.get(4 + length + length % 2..)?;
    }
    None
}

pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Fault> {
    head(bytes).map(|head| head.parts)
}

/// Whether the picture ends where its scans do, and not with the file; and whether its first scan has all the restart
/// marks that it must: behind a mark a decoder begins anew, and does not see that something is missing.
fn is_whole(bytes: &[u8], scan: usize, restarts: usize) -> bool {
    let mut at = scan;
    if restarts > 0 {
        let end = segment(bytes, scan).map_or(bytes.len(), |next| next.start);
        let marks =
            bytes[scan..end].windows(2).filter(|pair| pair[0] == 0xff && matches!(pair[1], 0xd0..=0xd7)).count();
        if marks < restarts {
            return false;
        }
    }
    loop {
        match segment(bytes, at) {
            Some(Segment { mark: END, .. }) => return true,
            Some(segment) => at = segment.end,
            None => return false,
        }
    }
}

pub(super) fn pixels(bytes: &[u8]) -> Result<Pixels, Fault> {
    let head = head(bytes)?;
    if !is_whole(bytes, head.scan, head.restarts) {
        return Err(Fault::Truncated(Format::Jpeg));
    }
    let stored = match head.components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        4 => ColorSpace::CMYK,
        _ => return Err(Fault::UnsupportedKind(Format::Jpeg)),
    };
    let decoded = |space: ColorSpace| decode(bytes, space, head.close);
    let damaged = |_| Fault::Unreadable(Format::Jpeg);
    let (decoded, channels) = match stored {
        ColorSpace::Luma => (decoded(ColorSpace::Luma).map_err(damaged)?, Channels::Grey),
        ColorSpace::RGB => (decoded(ColorSpace::RGB).map_err(damaged)?, Channels::Rgb),
        _ => (inks(bytes, &head).map_err(damaged)?, Channels::Cmyk),
    };
    Pixels::new(head.parts.width, head.parts.height, channels, decoded).ok_or(Fault::Unreadable(Format::Jpeg))
}

/// What zune-jpeg makes of it. It is asked to be strict, so that damage is an error and not a grey area; but what it
/// calls strict forbids bytes between the segments, too, which are harmless and not rare.
fn decode(bytes: &[u8], space: ColorSpace, strict: bool) -> Result<Vec<u8>, zune_jpeg::errors::DecodeErrors> {
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(space);
    JpegDecoder::new_with_options(ZCursor::new(bytes), options).decode()
}

/// Four inks, 255 for full ink. Adobe stores them as their opposite, and maybe the first three as brightness and colour.
fn inks(bytes: &[u8], head: &Head) -> Result<Vec<u8>, zune_jpeg::errors::DecodeErrors> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), DecoderOptions::default());
    decoder.decode_headers()?;
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::CMYK);
    let mut decoded = decode(bytes, stored, head.close)?;
    if stored == ColorSpace::YCCK {
        for pixel in decoded.chunks_exact_mut(4) {
            let [r, g, b] = from_ycc(pixel[0], pixel[1], pixel[2]);
            (pixel[0], pixel[1], pixel[2]) = (255 - r, 255 - g, 255 - b);
        }
    }
    if head.adobe {
        decoded.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    Ok(decoded)
}

/// Red, green and blue of brightness and colour, as JFIF defines them, in fractions of 65,536.
pub(super) fn from_ycc(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = ((i32::from(y) << 16) + 32_768, i32::from(cb) - 128, i32::from(cr) - 128);
    let eight = |value: i32| (value >> 16).clamp(0, 255) as u8;
    [eight(y + 91_881 * cr), eight(y - 22_554 * cb - 46_802 * cr), eight(y + 116_130 * cb)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iptc_is_found_behind_another_resource() {
        let mut resources = b"8BIM\x03\xed\0\0\0\0\0\x03abc\0".to_vec();
        resources.extend(b"8BIM\x04\x04\x03pad\0\0\0\x02\x1c\x02");
        assert_eq!(iptc_of(&resources), Some(&b"\x1c\x02"[..]));
        assert_eq!(iptc_of(b"8BIM\x04\x04\0\0\xff\xff\xff\xff"), None);
    }

    #[test]
    fn a_frame_that_is_cut_is_not_whole() {
        assert!(is_whole(b"\x01\xff\0\x02\xff\xd3\x05\xff\xd9trailer", 0, 1));
        assert!(!is_whole(b"\x01\xff\0\x02\xff\xd3\x05\xff\xd9", 0, 2));
        assert!(!is_whole(b"\x01\xff\0\x02\xff\xd3\x05\xff", 0, 0));
    }
}
