//! WebP, by libwebp: lossy for photographs; for drawings whichever is smaller of lossy and lossless.

use webp::{Encoder, WebPConfig};

use super::Finished;

/// Chosen by measurement: docs/decisions/0006-pictures.md.
const QUALITY: f32 = 78.0;

/// The quality at which a drawing would be lossy: its edges must not ring.
const DRAWING_QUALITY: f32 = 90.0;

/// How hard libwebp tries, 0 to 6: docs/decisions/0006-pictures.md.
const METHOD: i32 = 4;

/// How hard it tries for what is lossless, 0 to 100 (its `quality` then).
const EFFORT: f32 = 60.0;

pub(super) fn written(finished: &Finished, xmp: Option<&str>) -> Option<Vec<u8>> {
    let file = if finished.drawing {
        let lossless = encoded(finished, true, EFFORT)?;
        let lossy = encoded(finished, false, DRAWING_QUALITY)?;
        if lossless.len() <= lossy.len() { lossless } else { lossy }
    } else {
        encoded(finished, false, QUALITY)?
    };
    if xmp.is_none() && finished.profile.is_none() { Some(file) } else { with_more(&file, finished, xmp) }
}

fn encoded(finished: &Finished, lossless: bool, quality: f32) -> Option<Vec<u8>> {
    let (width, height) = (finished.width, finished.height);
    let encoder = if finished.alpha {
        Encoder::from_rgba(finished.bytes, width, height)
    } else {
        Encoder::from_rgb(finished.bytes, width, height)
    };
    let mut config = WebPConfig::new().ok()?;
    config.lossless = i32::from(lossless);
    config.quality = quality;
    config.method = METHOD;
    // Pictures are worked on in parallel, not parts of one.
    config.thread_level = 0;
    encoder.encode_advanced(&config).ok().map(|memory| memory.to_vec())
}

/// Flags of the extended header.
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;
const HAS_XMP: u8 = 0x04;

/// The file again, in WebP's extended form, which has room for a profile and for XMP.
fn with_more(file: &[u8], finished: &Finished, xmp: Option<&str>) -> Option<Vec<u8>> {
    let mut flags = if finished.alpha { HAS_ALPHA } else { 0 };
    let mut body = b"WEBP".to_vec();
    if finished.profile.is_some() {
        flags |= HAS_PROFILE;
    }
    if xmp.is_some() {
        flags |= HAS_XMP;
    }
    let mut header = vec![flags, 0, 0, 0];
    for side in [finished.width, finished.height] {
        header.extend(&side.checked_sub(1)?.to_le_bytes()[..3]);
    }
    chunk(&mut body, b"VP8X", &header);
    if let Some(profile) = finished.profile {
        chunk(&mut body, b"ICCP", profile);
    }
    let mut rest = file.get(12..)?;
    while let Some((head, behind)) = rest.split_first_chunk::<8>() {
        let [name @ .., a, b, c, d] = *head;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        if &name != b"VP8X" {
            chunk(&mut body, &name, behind.get(..length)?);
        }
        rest = behind.get(length + length % 2..).unwrap_or_default();
    }
    if let Some(xmp) = xmp {
        chunk(&mut body, b"XMP ", xmp.as_bytes());
    }
    let mut out = b"RIFF".to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    Some(out)
}

/// Adds a chunk, padded to an even length.
fn chunk(to: &mut Vec<u8>, name: &[u8; 4], contents: &[u8]) {
    to.extend(name);
    to.extend((contents.len() as u32).to_le_bytes());
    to.extend(contents);
    if contents.len() % 2 == 1 {
        to.push(0);
    }
}
