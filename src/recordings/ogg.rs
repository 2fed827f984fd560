//! Ogg (RFC 3533): which films and which sound are in it, and how long the sound lasts.

use super::codec::{Codec, Played};
use super::{Container, Fault, Head, read_at, side, span};
use std::io::{Read, Seek};
use std::time::Duration;

/// The first pages each begin one of the streams.
const MOST_STREAMS: usize = 8;

/// Bytes at the end of a file in which its last page begins: no page is longer.
const LAST: u64 = 27 + 255 + 255 * 255;

/// How a stream of sound counts: units of a second, and those before it begins.
#[derive(Clone, Copy, Default)]
struct Clock {
    rate: u64,
    skip: u64,
}

pub(super) fn head<F: Read + Seek>(file: &mut F, length: u64) -> Result<Head, Fault> {
    let (mut head, mut clock) = (Head::of(Container::Ogg), Clock::default());
    let mut at = 0;
    for _ in 0..MOST_STREAMS {
        let mut page = [0; 27 + 255 + 64];
        let read = read_at(file, at, &mut page)?;
        let page = &page[..read];
        // The pages that begin a stream say so.
        if !page.starts_with(b"OggS") || page.get(5).is_none_or(|flags| flags & 2 == 0) {
            break;
        }
        let parts = usize::from(*page.get(26).ok_or(Fault::Cut)?);
        let sizes = page.get(27..27 + parts).ok_or(Fault::Cut)?;
        take(page.get(27 + parts..).unwrap_or_default(), &mut head, &mut clock);
        at += (27 + parts + sizes.iter().map(|size| usize::from(*size)).sum::<usize>()) as u64;
    }
    match (&head.picture, &head.sound) {
        (None, None) => Err(Fault::Nothing),
        (None, Some(_)) => {
            head.duration = duration(file, length, clock)?;
            Ok(head)
        }
        (Some(_), _) => Ok(head),
    }
}

/// What the first bytes of a stream say that it is.
fn take(body: &[u8], head: &mut Head, clock: &mut Clock) {
    const SOUND: [(&[u8], &str, Played); 4] = [
        (b"\x01vorbis", "Vorbis", Played::Everywhere),
        (b"OpusHead", "Opus", Played::Everywhere),
        (b"\x7fFLAC", "FLAC", Played::Everywhere),
        (b"Speex   ", "Speex", Played::Nowhere),
    ];
    let little = |at: usize, length: usize| {
        body.get(at..at + length).map_or(0, |b| b.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    };
    let big = |at: usize| body.get(at..at + 3).map_or(0, |b| b.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)));
    if body.starts_with(b"\x80theora") {
        head.picture = Some(Codec::new("Theora", Played::Nowhere));
        head.size = side(f64::from(big(14))).zip(side(f64::from(big(17))));
    } else if let Some((_, name, played)) = SOUND.iter().find(|(start, ..)| body.starts_with(start)) {
        if head.sound.is_some() {
            return;
        }
        head.sound = Some(Codec::new(name, *played));
        *clock = match *name {
            "Vorbis" => Clock { rate: little(12, 4), skip: 0 },
            "Opus" => Clock { rate: 48_000, skip: little(10, 2) },
            "Speex" => Clock { rate: little(36, 4), skip: 0 },
            _ => Clock { rate: u64::from(big(27) >> 4), skip: 0 },
        };
    }
}

/// How long sound lasts: the last page says where it ends.
fn duration<F: Read + Seek>(file: &mut F, length: u64, clock: Clock) -> Result<Option<Duration>, Fault> {
    let mut last = vec![0; LAST.min(length) as usize];
    let read = read_at(file, length - last.len() as u64, &mut last)?;
    let last = &last[..read];
    let ends = memchr::memmem::rfind_iter(last, b"OggS").filter_map(|at| {
        let bytes: [u8; 8] = last.get(at + 6..at + 14)?.try_into().ok()?;
        Some(u64::from_le_bytes(bytes)).filter(|end| *end != u64::MAX)
    });
    let end = ends.into_iter().next().map(|end| end.saturating_sub(clock.skip));
    Ok(end.filter(|_| clock.rate > 0).and_then(|end| span(end as f64 / clock.rate as f64)))
}
