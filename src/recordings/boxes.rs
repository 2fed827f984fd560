//! The boxes that MP4 and QuickTime are made of (ISO/IEC 14496-12, section 4.2), read one head at a time.

use super::{Fault, read_at};
use std::io::{Read, Seek};

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    /// Its four letters.
    pub kind: [u8; 4],
    /// Where what is in it begins.
    pub start: u64,
    /// Where it ends: never behind what it is in.
    pub end: u64,
    /// Whether it says that it goes on behind the end of what it is in.
    pub is_cut: bool,
}

/// A file of boxes. Each head that is read is counted: a file may be nothing but heads.
pub(super) struct Boxes<'f, F> {
    pub file: &'f mut F,
    left: usize,
}

/// Heads of boxes that are read of a file. A film has some fifty before its samples.
const MOST: usize = 4096;

impl<'f, F: Read + Seek> Boxes<'f, F> {
    pub fn of(file: &'f mut F) -> Boxes<'f, F> {
        Boxes { file, left: MOST }
    }

    /// The box that begins at a place, in what ends at another; none at the end.
    pub fn next(&mut self, at: u64, end: u64) -> Result<Option<At>, Fault> {
        // Some end a list of boxes with four zeros.
        if end.saturating_sub(at) < 8 {
            return Ok(None);
        }
        self.left = self.left.checked_sub(1).ok_or(Fault::Damaged)?;
        let mut head = [0; 16];
        let read = read_at(self.file, at, &mut head)?;
        if read < 8 {
            return Err(Fault::Cut);
        }
        let number = |bytes: &[u8]| bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let kind = [head[4], head[5], head[6], head[7]];
        let (of_head, size) = match number(&head[..4]) {
            0 => (8, end - at),
            1 if read == 16 => (16, number(&head[8..])),
            1 => return Err(Fault::Cut),
            size => (8, size),
        };
        if size < of_head {
            return Err(Fault::Damaged);
        }
        let claimed = at.checked_add(size);
        let is_cut = claimed.is_none_or(|claimed| claimed > end);
        let start = at + of_head;
        let end = claimed.map_or(end, |claimed| claimed.min(end)).max(start);
        Ok(Some(At { kind, start, end, is_cut }))
    }

    /// The first box of a kind in another.
    pub fn find(&mut self, inside: At, kind: &[u8; 4]) -> Result<Option<At>, Fault> {
        let mut at = inside.start;
        while let Some(found) = self.next(at, inside.end)? {
            if found.kind == *kind {
                return Ok(Some(found));
            }
            at = found.end;
        }
        Ok(None)
    }

    /// The first bytes in a box.
    pub fn bytes<const N: usize>(&mut self, of: At) -> Result<Bytes<N>, Fault> {
        let mut bytes = [0; N];
        let most = usize::try_from(of.end - of.start).unwrap_or(N).min(N);
        let read = read_at(self.file, of.start, &mut bytes[..most])?;
        Ok(Bytes { bytes, length: read })
    }
}

/// Bytes from which numbers are read.
pub(super) struct Bytes<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Bytes<N> {
    /// A number of some bytes, the most significant first.
    pub fn number(&self, at: usize, length: usize) -> Result<u64, Fault> {
        let bytes = self.bytes[..self.length].get(at..at + length).ok_or(Fault::Cut)?;
        Ok(bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    /// Four letters.
    pub fn letters(&self, at: usize) -> Result<[u8; 4], Fault> {
        let bytes = self.bytes[..self.length].get(at..at + 4).ok_or(Fault::Cut)?;
        Ok([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}
