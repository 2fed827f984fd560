//! WebP, by image-webp: in Rust throughout, since these bytes come from strangers.

use std::borrow::Cow;
use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use super::parts::{Channels, Parts, Pixels, Profile};
use crate::pictures::fault::Fault;
use crate::pictures::format::Format;

/// The most memory for profiles and metadata.
const ROOM_FOR_HEADER: usize = 32 << 20;

fn fault(error: DecodingError) -> Fault {
    match error {
        DecodingError::IoError(_) => Fault::Truncated(Format::WebP),
        DecodingError::UnsupportedFeature(_) => Fault::UnsupportedKind(Format::WebP),
        _ => Fault::Unreadable(Format::WebP),
    }
}

fn decoder(bytes: &[u8], room: usize) -> Result<WebPDecoder<Cursor<&[u8]>>, Fault> {
    // The length that the container gives, without its own first eight bytes.
    let length = bytes.get(4..).and_then(|rest| rest.first_chunk()).map_or(0, |length| u32::from_le_bytes(*length));
    if (bytes.len() as u64) < u64::from(length) + 8 {
        return Err(Fault::Truncated(Format::WebP));
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(fault)?;
    decoder.set_memory_limit(room.saturating_add(ROOM_FOR_HEADER));
    Ok(decoder)
}

pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Fault> {
    let mut decoder = decoder(bytes, 0)?;
    let (width, height) = decoder.dimensions();
    let profile = match decoder.icc_profile() {
        Ok(Some(icc)) => Profile::Icc(Cow::Owned(icc)),
        _ => Profile::Srgb,
    };
    let exif = decoder.exif_metadata().ok().flatten();
    // Some writers leave the mark of JPEG's segment in front.
    let exif = exif.map(|exif| exif.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec).unwrap_or(exif));
    Ok(Parts {
        width,
        height,
        animated: decoder.is_animated() && decoder.num_frames() > 1,
        per_pixel: 10,
        profile,
        exif: exif.map(Cow::Owned),
        xmp: decoder.xmp_metadata().ok().flatten().map(Cow::Owned),
        ..Parts::default()
    })
}

pub(super) fn pixels(bytes: &[u8], room: usize) -> Result<Pixels, Fault> {
    let mut decoder = decoder(bytes, room)?;
    let size = decoder.output_buffer_size().filter(|&size| size <= room).ok_or(Fault::Unreadable(Format::WebP))?;
    let mut pixels = vec![0; size];
    if decoder.is_animated() {
        decoder.read_frame(&mut pixels).map_err(fault)?;
    } else {
        decoder.read_image(&mut pixels).map_err(fault)?;
    }
    let (width, height) = decoder.dimensions();
    let channels = if decoder.has_alpha() { Channels::Rgba } else { Channels::Rgb };
    Pixels::new(width, height, channels, pixels).ok_or(Fault::Unreadable(Format::WebP))
}
