//! MP4 and QuickTime (ISO/IEC 14496-12; Apple's "QuickTime File Format").

use super::boxes::{At, Boxes};
use super::codec::Codec;
use super::{Container, Fault, Head, side, span};
use std::io::{Read, Seek};

/// Boxes at the top of a file that are looked at behind its head: whether it has come as a whole shows there.
const MOST_BEHIND: usize = 64;

pub(super) fn head<F: Read + Seek>(file: &mut F, length: u64, container: Container) -> Result<Head, Fault> {
    let mut boxes = Boxes::of(file);
    let (mut at, mut movie, mut has_samples, mut behind) = (0, None, false, 0);
    let mut head = Head::of(container);
    while let Some(found) = boxes.next(at, length)? {
        match &found.kind {
            b"moov" if movie.is_none() => {
                movie = Some(found);
                head.starts_late = has_samples;
            }
            b"mdat" => has_samples = true,
            _ => {}
        }
        head.is_cut |= found.is_cut;
        at = found.end;
        behind += usize::from(movie.is_some());
        if behind > MOST_BEHIND {
            break;
        }
    }
    let movie = match movie {
        Some(movie) => movie,
        // The head was to come at the end.
        None => return Err(if has_samples || head.is_cut { Fault::Cut } else { Fault::Nothing }),
    };
    inside(&mut boxes, movie, &mut head)?;
    match head.picture.is_some() || head.sound.is_some() {
        true => Ok(head),
        false => Err(if head.is_cut { Fault::Cut } else { Fault::Nothing }),
    }
}

fn inside<F: Read + Seek>(boxes: &mut Boxes<F>, movie: At, head: &mut Head) -> Result<(), Fault> {
    let (mut at, mut scale) = (movie.start, 0);
    while let Some(found) = boxes.next(at, movie.end)? {
        match &found.kind {
            b"mvhd" => {
                let (of_movie, duration) = timing(boxes, found)?;
                scale = of_movie;
                head.duration = duration.and_then(|units| in_seconds(units, scale)).or(head.duration);
            }
            // A film in pieces says here how long they are together.
            b"mvex" => {
                if let Some(found) = boxes.find(found, b"mehd")? {
                    let bytes = boxes.bytes::<12>(found)?;
                    let units = if bytes.number(0, 1)? == 1 { bytes.number(4, 8)? } else { bytes.number(4, 4)? };
                    head.duration = head.duration.or_else(|| in_seconds(units, scale));
                }
            }
            b"trak" => track(boxes, found, head)?,
            _ => {}
        }
        at = found.end;
    }
    Ok(())
}

/// The units of a second, and how many the film has: none where it does not say.
fn timing<F: Read + Seek>(boxes: &mut Boxes<F>, of: At) -> Result<(u64, Option<u64>), Fault> {
    let bytes = boxes.bytes::<32>(of)?;
    let (scale, duration, none) = match bytes.number(0, 1)? {
        1 => (bytes.number(20, 4)?, bytes.number(24, 8)?, u64::MAX),
        _ => (bytes.number(12, 4)?, bytes.number(16, 4)?, u64::from(u32::MAX)),
    };
    Ok((scale, Some(duration).filter(|units| *units != 0 && *units != none)))
}

fn in_seconds(units: u64, scale: u64) -> Option<std::time::Duration> {
    (scale > 0).then(|| span(units as f64 / scale as f64)).flatten()
}

/// A track, if it is the first of pictures or the first of sound.
fn track<F: Read + Seek>(boxes: &mut Boxes<F>, track: At, head: &mut Head) -> Result<(), Fault> {
    let Some(media) = boxes.find(track, b"mdia")? else { return Ok(()) };
    let Some(handler) = boxes.find(media, b"hdlr")? else { return Ok(()) };
    let kind = boxes.bytes::<12>(handler)?.letters(8)?;
    let (is_picture, is_sound) = (kind == *b"vide", kind == *b"soun");
    if !(is_picture && head.picture.is_none() || is_sound && head.sound.is_none()) {
        return Ok(());
    }
    let Some(samples) = descend(boxes, media, [b"minf", b"stbl", b"stsd"])? else { return Ok(()) };
    // Version, flags and a number stand before the first description.
    let first = boxes.next(samples.start.saturating_add(8), samples.end)?.ok_or(Fault::Cut)?;
    let codec = Codec::of_four(first.kind);
    if is_sound {
        head.sound = Some(codec);
        return Ok(());
    }
    let shown = match boxes.find(track, b"tkhd")? {
        Some(found) => shown(boxes, found)?,
        None => None,
    };
    // A cover that stands beside the sound is a track of pictures, too, in QuickTime: it is a film all the same.
    head.picture = Some(codec);
    head.size = match shown {
        Some(size) => Some(size),
        None => coded(boxes, first)?,
    };
    Ok(())
}

fn descend<F: Read + Seek>(boxes: &mut Boxes<F>, from: At, way: [&[u8; 4]; 3]) -> Result<Option<At>, Fault> {
    let mut at = from;
    for kind in way {
        let Some(found) = boxes.find(at, kind)? else { return Ok(None) };
        at = found;
    }
    Ok(Some(at))
}

/// Width and height as a track is shown: its head has them with square pixels, and the matrix by which it is turned.
fn shown<F: Read + Seek>(boxes: &mut Boxes<F>, of: At) -> Result<Option<(u32, u32)>, Fault> {
    let bytes = boxes.bytes::<96>(of)?;
    let of_times = if bytes.number(0, 1)? == 1 { 32 } else { 20 };
    let matrix = 4 + of_times + 16;
    let fixed = |at: usize| Ok::<f64, Fault>(bytes.number(at, 4)? as f64 / 65_536.0);
    let (Some(width), Some(height)) = (side(fixed(matrix + 36)?), side(fixed(matrix + 40)?)) else { return Ok(None) };
    // Turned by a quarter: the diagonal is empty, and the other one is not.
    let [a, b, c, d] = [0, 4, 12, 16].map(|at| bytes.number(matrix + at, 4));
    let is_turned = a? == 0 && d? == 0 && b? != 0 && c? != 0;
    Ok(Some(if is_turned { (height, width) } else { (width, height) }))
}

/// Width and height as the pictures are coded, with the shape of their pixels.
fn coded<F: Read + Seek>(boxes: &mut Boxes<F>, description: At) -> Result<Option<(u32, u32)>, Fault> {
    let bytes = boxes.bytes::<28>(description)?;
    let (width, height) = (bytes.number(24, 2)? as f64, bytes.number(26, 2)? as f64);
    let rest = At { start: (description.start + 78).min(description.end), ..description };
    let mut wider = 1.0;
    if let Some(found) = boxes.find(rest, b"pasp")? {
        let bytes = boxes.bytes::<8>(found)?;
        let (across, down) = (bytes.number(0, 4)?, bytes.number(4, 4)?);
        if across > 0 && down > 0 {
            wider = across as f64 / down as f64;
        }
    }
    Ok(side(width * wider).zip(side(height)))
}
