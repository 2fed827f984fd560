//! GIF, by gif: the first frame.

use std::borrow::Cow;
use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, Decoder, DecodingError};

use super::parts::{Channels, Parts, Pixels, Profile};
use crate::pictures::fault::Fault;
use crate::pictures::format::Format;

fn fault(error: DecodingError) -> Fault {
    match error {
        DecodingError::Io(_) => Fault::Truncated(Format::Gif),
        _ => Fault::Unreadable(Format::Gif),
    }
}

fn decoder(bytes: &[u8], skip_pixels: bool) -> Result<Decoder<Cursor<&[u8]>>, Fault> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    options.skip_frame_decoding(skip_pixels);
    options.read_info(Cursor::new(bytes)).map_err(fault)
}

pub(super) fn parts(bytes: &[u8]) -> Result<Parts<'_>, Fault> {
    let mut decoder = decoder(bytes, true)?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    // What lies behind the first frame may be broken: the picture is shown all the same.
    let animated = matches!(decoder.next_frame_info(), Ok(Some(_))) && matches!(decoder.next_frame_info(), Ok(Some(_)));
    let owned = |bytes: &[u8]| Cow::Owned(bytes.to_vec());
    Ok(Parts {
        width,
        height,
        animated,
        per_pixel: 9,
        profile: decoder.icc_profile().map_or(Profile::Srgb, |icc| Profile::Icc(owned(icc))),
        xmp: decoder.xmp_metadata().map(owned),
        ..Parts::default()
    })
}

pub(super) fn pixels(bytes: &[u8]) -> Result<Pixels, Fault> {
    let mut decoder = decoder(bytes, false)?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    let mut canvas = vec![0; width * height * 4];
    let Some(frame) = decoder.read_next_frame().map_err(fault)? else {
        return Err(Fault::Truncated(Format::Gif));
    };
    // A frame may be smaller than the picture, and reach out of it.
    let (left, frame_width) = (usize::from(frame.left).min(width), usize::from(frame.width));
    let shown = frame_width.min(width - left) * 4;
    let rows = frame.buffer.chunks_exact((frame_width * 4).max(4));
    for (row, y) in rows.zip(usize::from(frame.top)..height) {
        let start = (y * width + left) * 4;
        canvas[start..start + shown].copy_from_slice(&row[..shown]);
    }
    Pixels::new(width as u32, height as u32, Channels::Rgba, canvas).ok_or(Fault::Unreadable(Format::Gif))
}
