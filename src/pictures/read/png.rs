//! PNG and APNG, by png.

use std::borrow::Cow;
use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};

use super::parts::{Channels, Parts, Pixels, Profile, to_eight};
use crate::pictures::fault::Fault;
use crate::pictures::format::Format;

/// The most memory for what stands before the pixels: profiles, texts.
const ROOM_FOR_HEADER: usize = 32 << 20;

fn fault(error: DecodingError) -> Fault {
    match error {
        DecodingError::IoError(_) => Fault::Truncated(Format::Png),
        _ => Fault::Unreadable(Format::Png),
    }
}

fn decoder(bytes: &[u8], room: usize) -> Decoder<Cursor<&[u8]>> {
    Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: room.saturating_add(ROOM_FOR_HEADER) })
}

/// More pixels than anything can hold: the crate does not go on reading such a header, and need not.
const ABSURD: u64 = 1 << 32;

/// Width and height, where the format has them in every file.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?.strip_prefix(b"IHDR")?;
    let (width, height) = header.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height.first_chunk()?)))
}

pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Fault> {
    if let Some((width, height)) = size(bytes)
        && u64::from(width) * u64::from(height) >= ABSURD
    {
        return Ok(Parts { width, height, per_pixel: 8, ..Parts::default() });
    }
    let mut decoder = decoder(bytes, 0);
    // The size is known before anything else is: what follows it may be cut off.
    let info = decoder.read_header_info().map_err(fault)?;
    let (width, height) = (info.width, info.height);
    let stored = (info.color_type.samples() as u64).max(1) * if info.bit_depth == BitDepth::Sixteen { 2 } else { 1 };
    // A palette becomes four bytes; sixteen bits are made eight beside the original.
    let per_pixel = if info.color_type == ColorType::Indexed { 4 } else { 2 * stored + 1 };
    let reader = decoder.read_info().map_err(fault)?;
    let info = reader.info();
    let owned = |bytes: &Cow<[u8]>| Cow::Owned(bytes.to_vec());
    let mut parts = Parts {
        width,
        height,
        per_pixel,
        animated: info.animation_control.is_some_and(|control| control.num_frames > 1),
        profile: profile(info),
        exif: info.exif_metadata.as_ref().map(owned),
        ..Parts::default()
    };
    for text in &info.utf8_text {
        let Ok(said) = text.get_text() else { continue };
        if text.keyword == "XML:com.adobe.xmp" {
            parts.xmp = Some(Cow::Owned(said.into_bytes()));
        } else {
            parts.texts.push((text.keyword.clone(), said));
        }
    }
    for text in &info.compressed_latin1_text {
        if let Ok(said) = text.get_text() {
            parts.texts.push((text.keyword.clone(), said));
        }
    }
    parts.texts.extend(info.uncompressed_latin1_text.iter().map(|text| (text.keyword.clone(), text.text.clone())));
    Ok(parts)
}

/// The strongest word on colours, in the order that PNG's third edition gives.
fn profile(info: &png::Info) -> Profile<'static> {
    if let Some(codes) = info.coding_independent_code_points {
        return Profile::Codes { primaries: codes.color_primaries, transfer: codes.transfer_function };
    }
    if let Some(icc) = &info.icc_profile {
        return Profile::Icc(Cow::Owned(icc.to_vec()));
    }
    if info.srgb.is_some() || (info.gama_chunk.is_none() && info.chrm_chunk.is_none()) {
        return Profile::Srgb;
    }
    let gamma = info.gama_chunk.map(|gamma| f64::from(gamma.into_scaled()) / 100_000.0);
    let chromaticities = info.chrm_chunk.map(|of| {
        let number = |value: png::ScaledFloat| f64::from(value.into_scaled()) / 100_000.0;
        [of.white, of.red, of.green, of.blue].map(|(x, y)| (number(x), number(y)))
    });
    Profile::Primaries { gamma, chromaticities }
}

pub(super) fn pixels(bytes: &[u8], room: usize) -> Result<Pixels, Fault> {
    let mut decoder = decoder(bytes, room);
    decoder.set_transformations(Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(fault)?;
    let size = reader.output_buffer_size().filter(|&size| size <= room).ok_or(Fault::Unreadable(Format::Png))?;
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).map_err(fault)?;
    bytes.truncate(frame.buffer_size());
    if frame.bit_depth == BitDepth::Sixteen {
        bytes = bytes.as_chunks::<2>().0.iter().map(|&pair| to_eight(u16::from_be_bytes(pair))).collect();
    }
    let channels = match frame.color_type {
        ColorType::Grayscale => Channels::Grey,
        ColorType::GrayscaleAlpha => Channels::GreyAlpha,
        ColorType::Rgb => Channels::Rgb,
        ColorType::Rgba => Channels::Rgba,
        ColorType::Indexed => return Err(Fault::Unreadable(Format::Png)),
    };
    Pixels::new(frame.width, frame.height, channels, bytes).ok_or(Fault::Unreadable(Format::Png))
}
