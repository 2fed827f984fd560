//! JPEG, by jpeg-encoder.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::Finished;

/// Chosen by measurement: docs/decisions/0006-pictures.md.
const QUALITY: u8 = 76;

/// What a transparent picture stands on where it cannot be transparent: paper.
const PAPER: u32 = 255;

pub(super) fn written(finished: &Finished, xmp: Option<&str>) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(finished.width).ok()?, u16::try_from(finished.height).ok()?);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, QUALITY);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_sampling_factor(if finished.drawing { SamplingFactor::F_1_1 } else { SamplingFactor::F_2_2 });
    if let Some(xmp) = xmp {
        let mut segment = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
        segment.extend(xmp.as_bytes());
        encoder.add_app_segment(1, segment).ok()?;
    }
    if let Some(profile) = finished.profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    if finished.alpha {
        encoder.encode(&on_paper(finished.bytes), width, height, ColorType::Rgb).ok()?;
    } else {
        encoder.encode(finished.bytes, width, height, ColorType::Rgb).ok()?;
    }
    Some(file)
}

/// Pixels without transparency, on white.
fn on_paper(bytes: &[u8]) -> Vec<u8> {
    let mixed = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        ((part * alpha + PAPER * (255 - alpha) + 127) / 255) as u8
    };
    bytes.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, a]| [mixed(r, a), mixed(g, a), mixed(b, a)]).collect()
}

/// An opaque picture in a quality that is given (1 to 100), as quickly as can be: what takes time for a few percent of its
/// size is left out.
pub(in crate::pictures) fn of_quality(pixels: &[u8], (width, height): (u16, u16), quality: u8) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(pixels, width, height, ColorType::Rgb).ok()?;
    Some(file)
}
