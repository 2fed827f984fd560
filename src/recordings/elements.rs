//! The elements that Matroska and WebM are made of (EBML, RFC 8794), read one head at a time.

use super::{Fault, read_at};
use std::io::{Read, Seek};

/// An element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    /// Its id, with the bits that tell its length.
    pub id: u64,
    /// Where what is in it begins.
    pub start: u64,
    /// Where it ends: never behind what it is in.
    pub end: u64,
    /// Whether it says that it goes on behind the end of what it is in.
    pub is_cut: bool,
}

/// A file of elements. Each head that is read is counted.
pub(super) struct Elements<'f, F> {
    pub file: &'f mut F,
    left: usize,
}

/// Heads of elements that are read of a file.
const MOST: usize = 4096;

impl<'f, F: Read + Seek> Elements<'f, F> {
    pub fn of(file: &'f mut F) -> Elements<'f, F> {
        Elements { file, left: MOST }
    }

    /// The element that begins at a place, in what ends at another; none at the end.
    pub fn next(&mut self, at: u64, end: u64) -> Result<Option<Element>, Fault> {
        if at >= end {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or(Fault::Damaged)?;
        let mut head = [0; 12];
        let read = read_at(self.file, at, &mut head)?;
        let head = &head[..read];
        let (id, of_id) = number(head, 4, Marker::Kept).ok_or(Fault::Damaged)?;
        let (size, of_size) = number(&head[of_id..], 8, Marker::Taken).ok_or(Fault::Damaged)?;
        let start = at + (of_id + of_size) as u64;
        // What is written while it is recorded does not know its size: it ends with what it is in.
        let is_open = size == (1 << (7 * of_size)) - 1;
        let claimed = start.checked_add(size).filter(|_| !is_open);
        let is_cut = !is_open && claimed.is_none_or(|claimed| claimed > end);
        Ok(Some(Element { id, start, end: claimed.map_or(end, |claimed| claimed.min(end)).max(start), is_cut }))
    }

    /// A whole number.
    pub fn whole(&mut self, of: Element) -> Result<u64, Fault> {
        Ok(self.bytes::<8>(of)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    /// A number with a point.
    pub fn float(&mut self, of: Element) -> Result<Option<f64>, Fault> {
        let bytes = self.bytes::<8>(of)?;
        Ok(match bytes[..] {
            [a, b, c, d] => Some(f64::from(f32::from_be_bytes([a, b, c, d]))),
            [a, b, c, d, e, f, g, h] => Some(f64::from_be_bytes([a, b, c, d, e, f, g, h])),
            _ => None,
        })
    }

    /// The first bytes in an element.
    pub fn bytes<const N: usize>(&mut self, of: Element) -> Result<Vec<u8>, Fault> {
        let mut bytes = [0; N];
        let most = usize::try_from(of.end - of.start).unwrap_or(N).min(N);
        let read = read_at(self.file, of.start, &mut bytes[..most])?;
        Ok(bytes[..read].to_vec())
    }
}

/// Whether the bits that tell the length of a number belong to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Kept,
    Taken,
}

/// A number whose first byte says how many there are, and their count.
fn number(bytes: &[u8], longest: usize, marker: Marker) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    let rest = bytes.get(1..length).filter(|_| length <= longest)?;
    let first = match marker {
        Marker::Kept => first,
        Marker::Taken => (u16::from(first) & ((1 << (8 - length)) - 1)) as u8,
    };
    Some((rest.iter().fold(u64::from(first), |sum, byte| sum << 8 | u64::from(*byte)), length))
}
