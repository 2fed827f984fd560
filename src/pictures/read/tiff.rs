//! TIFF, by tiff: the first page, if it is a picture that is meant to be seen.

use std::borrow::Cow;
use std::io::Cursor;

use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::jpeg::from_ycc;
use super::parts::{Channels, Parts, Pixels, Profile, to_eight};
use crate::pictures::fault::Fault;
use crate::pictures::format::Format;

/// The most memory for a value of a tag: a profile, or places of strips.
const ROOM_FOR_TAGS: usize = 32 << 20;

/// Tags that only raw files of cameras have: the version of DNG, and the pattern of a sensor.
const RAW_TAGS: [u16; 2] = [50_706, 33_421];
const IPTC: u16 = 33_723;
const XMP: u16 = 700;

fn fault(error: TiffError) -> Fault {
    match error {
        TiffError::IoError(_) => Fault::Truncated(Format::Tiff),
        TiffError::UnsupportedError(_) => Fault::UnsupportedKind(Format::Tiff),
        _ => Fault::Unreadable(Format::Tiff),
    }
}

fn decoder(bytes: &[u8], room: usize) -> Result<Decoder<Cursor<&[u8]>>, Fault> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = room;
    limits.intermediate_buffer_size = room.saturating_add(1 << 20);
    limits.ifd_value_size = ROOM_FOR_TAGS.min(bytes.len().saturating_mul(8)).max(1 << 20);
    let mut decoder = Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits);
    let raw = RAW_TAGS.iter().any(|&tag| matches!(decoder.find_tag(Tag::Unknown(tag)), Ok(Some(_))));
    // The first page of a camera's raw file is a thumbnail, and says so.
    let thumbnail = matches!(decoder.find_tag_unsigned::<u32>(Tag::NewSubfileType), Ok(Some(kind)) if kind & 1 == 1);
    if raw || thumbnail {
        return Err(Fault::Unsupported(Format::Raw));
    }
    Ok(decoder)
}

pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Fault> {
    let mut decoder = decoder(bytes, 0)?;
    let (width, height) = decoder.dimensions().map_err(fault)?;
    let mut bytes_of = |tag: Tag| decoder.find_tag(tag).ok().flatten().and_then(|value| value.into_u8_vec().ok());
    let profile = bytes_of(Tag::IccProfile).map_or(Profile::Srgb, |icc| Profile::Icc(Cow::Owned(icc)));
    let xmp = bytes_of(Tag::Unknown(XMP)).map(Cow::Owned);
    // Old versions of Photoshop write it as numbers of four bytes, which are no numbers.
    let iptc = bytes_of(Tag::Unknown(IPTC)).map(Cow::Owned);
    let samples = match decoder.colortype() {
        Ok(ColorType::Gray(depth) | ColorType::Palette(depth)) => u64::from(depth.div_ceil(8)),
        Ok(ColorType::GrayA(depth)) => 2 * u64::from(depth.div_ceil(8)),
        Ok(ColorType::RGBA(depth) | ColorType::CMYK(depth)) => 4 * u64::from(depth.div_ceil(8)),
        Ok(ColorType::CMYKA(depth)) => 5 * u64::from(depth.div_ceil(8)),
        Ok(ColorType::RGB(depth) | ColorType::YCbCr(depth) | ColorType::Lab(depth)) => 3 * u64::from(depth.div_ceil(8)),
        _ => 16,
    };
    Ok(Parts {
        width,
        height,
        per_pixel: 2 * samples + 4,
        profile,
        // A TIFF is its own EXIF.
        exif: Some(Cow::Borrowed(bytes)),
        xmp,
        iptc,
        ..Parts::default()
    })
}

pub(super) fn pixels(bytes: &[u8], room: usize) -> Result<Pixels, Fault> {
    let mut decoder = decoder(bytes, room)?;
    let (width, height) = decoder.dimensions().map_err(fault)?;
    let kind = decoder.colortype().map_err(fault)?;
    if decoder.image_buffer_layout().map_err(fault)?.planes > 1 {
        return Err(Fault::UnsupportedKind(Format::Tiff));
    }
    let samples = eight_bits(decoder.read_image().map_err(fault)?).ok_or(Fault::UnsupportedKind(Format::Tiff))?;
    let (channels, bytes) = match kind {
        ColorType::Gray(depth @ (1 | 2 | 4)) => {
            (Channels::Grey, unpacked(&samples, width, depth, 255 / ((1 << depth) - 1)))
        }
        ColorType::Gray(_) => (Channels::Grey, samples),
        ColorType::GrayA(_) => (Channels::GreyAlpha, samples),
        ColorType::RGB(_) => (Channels::Rgb, samples),
        ColorType::RGBA(_) => (Channels::Rgba, samples),
        ColorType::CMYK(_) => (Channels::Cmyk, samples),
        ColorType::CMYKA(_) => {
            (Channels::Cmyk, samples.chunks_exact(5).flat_map(|pixel| pixel[..4].iter().copied()).collect())
        }
        ColorType::YCbCr(_) => {
            (Channels::Rgb, samples.as_chunks::<3>().0.iter().flat_map(|&[y, cb, cr]| from_ycc(y, cb, cr)).collect())
        }
        ColorType::Palette(depth @ (1 | 2 | 4 | 8)) => {
            let colours = decoder.get_tag_u16_vec(Tag::ColorMap).map_err(fault)?;
            let indices = if depth == 8 { samples } else { unpacked(&samples, width, depth, 1) };
            (Channels::Rgb, coloured(&indices, &colours))
        }
        _ => return Err(Fault::UnsupportedKind(Format::Tiff)),
    };
    Pixels::new(width, height, channels, bytes).ok_or(Fault::Unreadable(Format::Tiff))
}

/// Numbers of any depth as numbers of eight bits.
fn eight_bits(decoded: DecodingResult) -> Option<Vec<u8>> {
    let of_share = |share: f64| (share.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
    match decoded {
        DecodingResult::U8(values) => Some(values),
        DecodingResult::U16(values) => Some(values.into_iter().map(to_eight).collect()),
        DecodingResult::U32(values) => Some(values.into_iter().map(|value| (value >> 24) as u8).collect()),
        DecodingResult::F32(values) => Some(values.into_iter().map(|value| of_share(f64::from(value))).collect()),
        DecodingResult::F64(values) => Some(values.into_iter().map(of_share).collect()),
        _ => None,
    }
}

/// Several pixels of a byte, each in a byte of its own; rows begin with a byte.
fn unpacked(packed: &[u8], width: u32, depth: u8, times: u8) -> Vec<u8> {
    let in_a_byte = 8 / usize::from(depth);
    let row = (width as usize).div_ceil(in_a_byte).max(1);
    let mask = (1u16 << depth) as u8 - 1;
    packed
        .chunks_exact(row)
        .flat_map(|row| {
            (0..width as usize).map(move |x| {
                let shift = 8 - usize::from(depth) * (x % in_a_byte + 1);
                (row[x / in_a_byte] >> shift & mask) * times
            })
        })
        .collect()
}

/// The colours of a palette, which lists all reds, then all greens, then all blues.
fn coloured(indices: &[u8], colours: &[u16]) -> Vec<u8> {
    let third = colours.len() / 3;
    let of = |index: u8, part: usize| {
        let at = usize::from(index).min(third.saturating_sub(1)) + part * third;
        colours.get(at).map_or(0, |&value| to_eight(value))
    };
    indices.iter().flat_map(|&index| [of(index, 0), of(index, 1), of(index, 2)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_of_one_bit_are_spread_row_by_row() {
        assert_eq!(unpacked(&[0b1010_0000, 0b0110_0000], 3, 1, 255), [255, 0, 255, 0, 255, 255]);
        assert_eq!(unpacked(&[0x5f], 2, 4, 17), [0x55, 0xff]);
    }
}
