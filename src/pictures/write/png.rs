//! PNG, by png: with a palette where there are few colours.

use std::borrow::Cow;
use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter, Info};

use super::Finished;

/// How pixels are stored.
struct Stored<'a> {
    colour: ColorType,
    depth: BitDepth,
    bytes: Cow<'a, [u8]>,
    palette: Option<Vec<u8>>,
    opacity: Option<Vec<u8>>,
    filter: Filter,
}

pub(super) fn written(finished: &Finished, xmp: Option<&str>) -> Option<Vec<u8>> {
    let stored = with_palette(finished).or_else(|| in_grey(finished)).unwrap_or_else(|| as_it_is(finished));
    let mut info = Info::with_size(finished.width, finished.height);
    info.color_type = stored.colour;
    info.bit_depth = stored.depth;
    info.palette = stored.palette.map(Cow::Owned);
    info.trns = stored.opacity.map(Cow::Owned);
    info.icc_profile = finished.profile.map(Cow::Borrowed);
    let mut file = Vec::new();
    let mut encoder = Encoder::with_info(&mut file, info).ok()?;
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(stored.filter);
    if let Some(xmp) = xmp {
        encoder.add_itxt_chunk("XML:com.adobe.xmp".to_owned(), xmp.to_owned()).ok()?;
    }
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&stored.bytes).ok()?;
    writer.finish().ok()?;
    Some(file)
}

fn as_it_is<'a>(finished: &Finished<'a>) -> Stored<'a> {
    Stored {
        colour: if finished.alpha { ColorType::Rgba } else { ColorType::Rgb },
        depth: BitDepth::Eight,
        bytes: Cow::Borrowed(finished.bytes),
        palette: None,
        opacity: None,
        filter: Filter::Adaptive,
    }
}

/// One byte for each pixel of a picture without colours.
fn in_grey<'a>(finished: &Finished<'a>) -> Option<Stored<'a>> {
    let pixels = finished.bytes.as_chunks::<3>().0;
    let is_grey = !finished.alpha && finished.profile.is_none() && pixels.iter().all(|&[r, g, b]| r == g && g == b);
    is_grey.then(|| Stored {
        colour: ColorType::Grayscale,
        bytes: pixels.iter().map(|&[grey, ..]| grey).collect(),
        ..as_it_is(finished)
    })
}

/// A number for each pixel, if there are no more than 256 colours: in as few bits as they need, the transparent ones
/// first, in the order of their numbers.
fn with_palette<'a>(finished: &Finished<'a>) -> Option<Stored<'a>> {
    let count = if finished.alpha { 4 } else { 3 };
    let colour = |pixel: &[u8]| [pixel[0], pixel[1], pixel[2], pixel.get(3).copied().unwrap_or(255)];
    let mut known: HashMap<[u8; 4], u8> = HashMap::new();
    let mut last = None;
    for pixel in finished.bytes.chunks_exact(count).map(colour) {
        if last != Some(pixel) {
            last = Some(pixel);
            known.insert(pixel, 0);
            if known.len() > 256 {
                return None;
            }
        }
    }
    let mut colours: Vec<[u8; 4]> = known.keys().copied().collect();
    colours.sort_by_key(|&[r, g, b, a]| (a, r, g, b));
    for (index, colour) in colours.iter().enumerate() {
        known.insert(*colour, index as u8);
    }
    // Neighbours are alike: a map is asked once for a run of them.
    let mut last = None;
    let indices = finished.bytes.chunks_exact(count).map(colour).map(|pixel| match last {
        Some((same, index)) if same == pixel => index,
        _ => {
            let index = known.get(&pixel).copied().unwrap_or_default();
            last = Some((pixel, index));
            index
        }
    });
    let (depth, bits) = match colours.len() {
        0..=2 => (BitDepth::One, 1),
        3..=4 => (BitDepth::Two, 2),
        5..=16 => (BitDepth::Four, 4),
        _ => (BitDepth::Eight, 8),
    };
    let opacity: Vec<u8> = colours.iter().map(|colour| colour[3]).take_while(|&opaque| opaque < 255).collect();
    Some(Stored {
        colour: ColorType::Indexed,
        depth,
        bytes: Cow::Owned(packed(indices, finished.width as usize, bits)),
        palette: Some(colours.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect()),
        opacity: (!opacity.is_empty()).then_some(opacity),
        filter: Filter::NoFilter,
    })
}

/// Numbers of few bits, as many to a byte as it has room for; rows begin with a byte.
fn packed(indices: impl Iterator<Item = u8>, width: usize, bits: usize) -> Vec<u8> {
    if bits == 8 {
        return indices.collect();
    }
    let mut out = Vec::new();
    for (position, index) in indices.enumerate() {
        let shift = 8 - bits - (position % width * bits) % 8;
        if shift == 8 - bits {
            out.push(0);
        }
        if let Some(byte) = out.last_mut() {
            *byte |= index << shift;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_two_bits_share_a_byte_and_rows_do_not() {
        assert_eq!(packed([1, 2, 3, 0, 1].into_iter(), 5, 2), [0b01_10_11_00, 0b01_00_00_00]);
        assert_eq!(packed([1, 0, 1, 1, 1, 0].into_iter(), 3, 1), [0b1010_0000, 0b1100_0000]);
    }
}
