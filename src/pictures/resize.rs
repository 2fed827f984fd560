//! Scaling, by fast_image_resize: Lanczos with three lobes, in integers, so that SIMD or none gives the same bytes.
//!
//! It is done on the numbers as they are, and not in linear light: that would take sixteen bits and twice the time,
//! and all viewers and programs that people compare with do without (docs/decisions/0006-pictures.md).

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use std::borrow::Cow;

use super::fault::Fault;
use super::read::parts::Channels;

/// A part of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

/// An area of a picture of this size and these channels, scaled to another size.
pub(super) fn scaled(
    bytes: &[u8],
    (width, height): (u32, u32),
    channels: Channels,
    area: Area,
    (to_width, to_height): (u32, u32),
) -> Result<Vec<u8>, Fault> {
    let failed = || Fault::NotWritten { asked: (to_width, to_height) };
    let four = four_channels(bytes, channels);
    let source = ImageRef::new(width, height, &four, PixelType::U8x4).map_err(|_| failed())?;
    let mut target = Image::new(to_width, to_height, PixelType::U8x4);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .use_alpha(channels.has_alpha())
        .crop(f64::from(area.left), f64::from(area.top), f64::from(area.width), f64::from(area.height));
    {
        let source = source.typed_image::<U8x4>().ok_or_else(failed)?;
        let mut target = target.typed_image_mut::<U8x4>().ok_or_else(failed)?;
        Resizer::new().resize_typed(&source, &mut target, &options).map_err(|_| failed())?;
    }
    Ok(own_channels(target.into_vec(), channels))
}

/// Pixels of four bytes. The crate has code of its own for each kind of pixel, half a minute of compiling for each, and scales
/// each channel by itself: the numbers are the same.
fn four_channels(bytes: &[u8], channels: Channels) -> Cow<'_, [u8]> {
    match channels {
        Channels::Rgba | Channels::Cmyk => Cow::Borrowed(bytes),
        Channels::Rgb => bytes.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect(),
        Channels::Grey => bytes.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect(),
        Channels::GreyAlpha => {
            bytes.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect()
        }
    }
}

/// The same as before [`four_channels`].
fn own_channels(four: Vec<u8>, channels: Channels) -> Vec<u8> {
    let pixels = four.chunks_exact(4);
    match channels {
        Channels::Rgba | Channels::Cmyk => four,
        Channels::Rgb => pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
        Channels::Grey => pixels.map(|pixel| pixel[0]).collect(),
        Channels::GreyAlpha => pixels.flat_map(|pixel| [pixel[0], pixel[3]]).collect(),
    }
}
