//! Sound outside of the containers of films: how long it lasts. WAVE (Microsoft's RIFF), FLAC (RFC 9639), MPEG audio (ISO/IEC
//! 11172-3 and 13818-3, with the tables that encoders write into the first frame) and AAC without a container (ADTS, ISO/IEC
//! 14496-3).

use super::codec::{Codec, Played};
use super::{Container, Fault, Head, read_at, span};
use std::io::{Read, Seek};

/// Bytes in which the first frame is looked for.
const WINDOW: usize = 64 * 1024;

/// Frames that are read where no table says how many there are: their average stands for all.
const FRAMES: usize = 64;

/// Parts of a WAVE file, and tags before sound, that are passed over.
const MOST_PARTS: usize = 64;

pub(super) fn head<F: Read + Seek>(file: &mut F, length: u64, container: Container) -> Result<Head, Fault> {
    let mut head = Head::of(container);
    let start = behind_tags(file, length)?;
    let seconds = match container {
        Container::Wav => wave(file, length, &mut head)?,
        Container::Flac => flac(file, start)?,
        _ => frames(file, start, length, &mut head)?,
    };
    // What begins like MPEG audio may be anything: two bytes are no proof.
    head.duration = Some(seconds.and_then(span).ok_or(Fault::Damaged)?);
    head.sound = Some(Codec::new(head.container.name(), Played::Everywhere));
    Ok(head)
}

fn little(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn big(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Where sound begins: behind the tags (ID3v2) that say who made it.
fn behind_tags<F: Read + Seek>(file: &mut F, length: u64) -> Result<u64, Fault> {
    let mut start = 0;
    for _ in 0..MOST_PARTS {
        let mut tag = [0; 10];
        if read_at(file, start, &mut tag)? < 10 || !tag.starts_with(b"ID3") {
            break;
        }
        // Seven bits of each byte; a footer is as long as the head.
        let size = tag[6..].iter().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
        let footer = if tag[5] & 0x10 != 0 { 10 } else { 0 };
        start += 10 + size + footer;
    }
    if start >= length { Err(Fault::Cut) } else { Ok(start) }
}

fn wave<F: Read + Seek>(file: &mut F, length: u64, head: &mut Head) -> Result<Option<f64>, Fault> {
    let (mut at, mut rate, mut long) = (12, 0, None);
    for _ in 0..MOST_PARTS {
        let mut part = [0; 24];
        let read = read_at(file, at, &mut part)?;
        if read < 8 {
            return Err(Fault::Cut);
        }
        let size = little(&part[4..8]);
        match &part[..4] {
            b"fmt " if read >= 20 => rate = little(&part[16..20]),
            // Longer than four bytes can say (RF64).
            b"ds64" if read == 24 => long = Some(little(&part[16..24])),
            b"data" => {
                let left = length.saturating_sub(at + 8);
                // What is written while it is recorded does not know its size.
                let size = match (size, long) {
                    (0xffff_ffff, Some(long)) => long,
                    (0 | 0xffff_ffff, None) => left,
                    (size, _) => size,
                };
                head.is_cut = size > left;
                return Ok((rate > 0).then(|| size as f64 / rate as f64));
            }
            _ => {}
        }
        // Parts begin at even places.
        at = at.saturating_add(8 + size + size % 2);
    }
    Err(Fault::Damaged)
}

fn flac<F: Read + Seek>(file: &mut F, start: u64) -> Result<Option<f64>, Fault> {
    let mut first = [0; 26];
    if read_at(file, start, &mut first)? < 26 {
        return Err(Fault::Cut);
    }
    Ok(stream_info(&first[18..26]))
}

/// Seconds, by the eight bytes in which FLAC has its rate (20 bits) and its samples (36 bits).
fn stream_info(bytes: &[u8]) -> Option<f64> {
    let bits = big(bytes);
    let (rate, samples) = (bits >> 44, bits & 0xf_ffff_ffff);
    (rate > 0 && samples > 0).then(|| samples as f64 / rate as f64)
}

/// A frame of MPEG audio or AAC.
struct Frame {
    container: Container,
    /// Bytes, with its head.
    length: usize,
    /// Samples in it.
    samples: f64,
    /// Samples of a second.
    rate: f64,
    /// Where a table may stand in it.
    table: usize,
}

/// The frame that begins so.
fn frame(bytes: &[u8]) -> Option<Frame> {
    let head: [u8; 6] = bytes.get(..6)?.try_into().ok()?;
    if head[0] != 0xff || head[1] & 0xe0 != 0xe0 {
        return None;
    }
    if head[1] & 0xf6 == 0xf0 {
        return adts(head);
    }
    const RATES: [f64; 3] = [44_100.0, 48_000.0, 32_000.0];
    const KILOBITS: [[u16; 14]; 3] = [
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    // Half of MPEG-1 in MPEG-2, a quarter in MPEG-2.5.
    let (divisor, is_first) = match head[1] >> 3 & 3 {
        3 => (1.0, true),
        2 => (2.0, false),
        0 => (4.0, false),
        _ => return None,
    };
    let layer = match head[1] >> 1 & 3 {
        1 => 3,
        2 => 2,
        _ => return None,
    };
    let row = if !is_first { 2 } else { usize::from(layer == 2) };
    let kilobits = *KILOBITS[row].get(usize::from(head[2] >> 4).checked_sub(1)?)?;
    let rate = RATES.get(usize::from(head[2] >> 2 & 3))? / divisor;
    let samples = if layer == 3 && !is_first { 576.0 } else { 1152.0 };
    let padding = usize::from(head[2] >> 1 & 1);
    let length = (samples / 8.0 * f64::from(kilobits) * 1000.0 / rate) as usize + padding;
    let is_mono = head[3] >> 6 == 3;
    let table = 4 + match (is_first, is_mono) {
        (true, true) => 17,
        (true, false) => 32,
        (false, true) => 9,
        (false, false) => 17,
    };
    Some(Frame { container: Container::Mp3, length, samples, rate, table })
}

fn adts(head: [u8; 6]) -> Option<Frame> {
    const RATES: [u32; 13] =
        [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];
    let rate = *RATES.get(usize::from(head[2] >> 2 & 0xf))?;
    let length = usize::from(head[3] & 3) << 11 | usize::from(head[4]) << 3 | usize::from(head[5] >> 5);
    (length > 7).then(|| Frame { container: Container::Aac, length, samples: 1024.0, rate: f64::from(rate), table: 0 })
}

fn frames<F: Read + Seek>(file: &mut F, start: u64, length: u64, head: &mut Head) -> Result<Option<f64>, Fault> {
    let mut window = vec![0; WINDOW];
    let read = read_at(file, start, &mut window)?;
    let window = &window[..read];
    let is_all = start + read as u64 == length;
    // A frame is followed by another, or by nothing.
    let follows = |at: usize, first: &Frame| {
        let next = window.get(at + first.length..).unwrap_or_default();
        frame(next).is_some_and(|next| next.container == first.container && next.rate == first.rate)
            || is_all && next.len() < 6 && at + first.length <= window.len()
    };
    let begins = memchr::memchr_iter(0xff, window);
    let Some((at, first)) =
        begins.filter_map(|at| Some((at, frame(&window[at..])?))).find(|(at, one)| follows(*at, one))
    else {
        return Ok(None);
    };
    head.container = first.container;
    if let Some(frames) = table(&window[at..], &first) {
        return Ok(Some(frames as f64 * first.samples / first.rate));
    }
    let (mut bytes, mut count, mut next) = (0, 0, at);
    while count < FRAMES
        && let Some(one) = frame(&window[next.min(window.len())..])
    {
        bytes += one.length;
        next += one.length;
        count += 1;
    }
    let of_all = (length - start - at as u64) as f64 / bytes as f64 * count as f64;
    Ok(Some(of_all * first.samples / first.rate))
}

/// How many frames there are, where the first one has a table of them instead of sound.
fn table(bytes: &[u8], first: &Frame) -> Option<u64> {
    let at = |offset: usize, length: usize| bytes.get(offset..offset + length);
    if first.container == Container::Mp3 {
        if matches!(at(first.table, 4)?, b"Xing" | b"Info") && at(first.table + 4, 4)?[3] & 1 != 0 {
            return Some(big(at(first.table + 8, 4)?)).filter(|frames| *frames > 0);
        }
        if at(36, 4)? == b"VBRI" {
            return Some(big(at(50, 4)?)).filter(|frames| *frames > 0);
        }
    }
    None
}
