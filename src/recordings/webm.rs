//! WebM and Matroska (RFC 9559).

use super::codec::Codec;
use super::elements::{Element, Elements};
use super::{Container, Fault, Head, side, span};
use std::io::{Read, Seek};

const HEADER: u64 = 0x1a45_dfa3;
const DOC_TYPE: u64 = 0x4282;
const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_a966;
const SCALE: u64 = 0x2a_d7b1;
const DURATION: u64 = 0x4489;
const TRACKS: u64 = 0x1654_ae6b;
const TRACK: u64 = 0xae;
const TYPE: u64 = 0x83;
const CODEC: u64 = 0x86;
const VIDEO: u64 = 0xe0;
const WIDTH: u64 = 0xb0;
const HEIGHT: u64 = 0xba;
const SHOWN_WIDTH: u64 = 0x54b0;
const SHOWN_HEIGHT: u64 = 0x54ba;
const CLUSTER: u64 = 0x1f43_b675;

pub(super) fn head<F: Read + Seek>(file: &mut F, length: u64) -> Result<Head, Fault> {
    let mut elements = Elements::of(file);
    let header = elements.next(0, length)?.filter(|header| header.id == HEADER).ok_or(Fault::Damaged)?;
    let mut is_webm = false;
    each(&mut elements, header, |elements, found| {
        is_webm |= found.id == DOC_TYPE && elements.bytes::<4>(found)? == b"webm";
        Ok(true)
    })?;
    let mut head = Head::of(if is_webm { Container::WebM } else { Container::Matroska });
    let segment = elements.next(header.end, length)?.filter(|segment| segment.id == SEGMENT).ok_or(Fault::Cut)?;
    head.is_cut = segment.is_cut;
    each(&mut elements, segment, |elements, found| {
        match found.id {
            INFO => info(elements, found, &mut head)?,
            TRACKS => each(elements, found, |elements, track| {
                if track.id == TRACK {
                    one(elements, track, &mut head)?;
                }
                Ok(true)
            })?,
            _ => {}
        }
        // Samples follow, and all that a player must know has come.
        Ok(found.id != CLUSTER)
    })?;
    match head.picture.is_some() || head.sound.is_some() {
        true => Ok(head),
        false => Err(if head.is_cut { Fault::Cut } else { Fault::Nothing }),
    }
}

/// Calls `with` with what is in an element, until that has enough.
fn each<F: Read + Seek>(
    elements: &mut Elements<F>,
    inside: Element,
    mut with: impl FnMut(&mut Elements<F>, Element) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let mut at = inside.start;
    while let Some(found) = elements.next(at, inside.end)? {
        if !with(elements, found)? {
            break;
        }
        at = found.end;
    }
    Ok(())
}

fn info<F: Read + Seek>(elements: &mut Elements<F>, info: Element, head: &mut Head) -> Result<(), Fault> {
    // Nanoseconds of a unit.
    let (mut scale, mut units) = (1_000_000, None);
    each(elements, info, |elements, found| {
        match found.id {
            SCALE => scale = elements.whole(found)?,
            DURATION => units = elements.float(found)?,
            _ => {}
        }
        Ok(true)
    })?;
    head.duration = units.and_then(|units| span(units * scale as f64 / 1e9));
    Ok(())
}

/// A track, if it is the first of pictures or the first of sound.
fn one<F: Read + Seek>(elements: &mut Elements<F>, track: Element, head: &mut Head) -> Result<(), Fault> {
    let (mut kind, mut codec, mut coded, mut shown) = (0, None, [0; 2], [0; 2]);
    each(elements, track, |elements, found| {
        match found.id {
            TYPE => kind = elements.whole(found)?,
            CODEC => codec = Some(Codec::of_id(&elements.bytes::<32>(found)?)),
            VIDEO => each(elements, found, |elements, found| {
                match found.id {
                    WIDTH => coded[0] = elements.whole(found)?,
                    HEIGHT => coded[1] = elements.whole(found)?,
                    SHOWN_WIDTH => shown[0] = elements.whole(found)?,
                    SHOWN_HEIGHT => shown[1] = elements.whole(found)?,
                    _ => {}
                }
                Ok(true)
            })?,
            _ => {}
        }
        Ok(true)
    })?;
    match kind {
        1 if head.picture.is_none() => {
            head.picture = codec;
            let size = if shown.contains(&0) { coded } else { shown };
            head.size = side(size[0] as f64).zip(side(size[1] as f64));
        }
        2 if head.sound.is_none() => head.sound = codec,
        _ => {}
    }
    Ok(())
}
