//! The lines of a text, found once: a file in which a hundred thousand things are wrong has as many places.

use super::{LONGEST_EXCERPT, Place, excerpt_of, saturate};
use crate::path::beginning;
use std::borrow::Cow;
use std::cell::LazyCell;

/// Bytes between two places of a text of which it is known how many characters stand before them.
const STEP: usize = 1024;

/// Where the lines of a text begin, and how many characters stand before each part of it: a text may be one line.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Lines {
        let characters = text.as_bytes().chunks(STEP).scan(0, |before, part| {
            let found = *before;
            *before += count(part);
            Some(found)
        });
        Lines {
            characters: characters.collect(),
            starts: std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect(),
        }
    }

    /// The number of the line that the byte `offset` is in, from 1.
    pub fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The place of the byte `offset` of that text, as [`Place::at_offset`] would find it.
    pub fn place(&self, path: &str, text: &str, offset: usize) -> Place {
        let at = beginning(text, offset).len();
        let line = self.number(at);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = self.characters_before(text, at).saturating_sub(self.characters_before(text, start)) + 1;
        let rest = text.get(start..).filter(|_| column <= LONGEST_EXCERPT);
        let excerpt = rest.and_then(|rest| rest.lines().next()).map(excerpt_of);
        Place { path: path.to_owned(), line: saturate(line), column: saturate(column), excerpt }
    }

    fn characters_before(&self, text: &str, at: usize) -> usize {
        let known = (at / STEP).min(self.characters.len().saturating_sub(1));
        let rest = text.as_bytes().get(known * STEP..at).unwrap_or_default();
        self.characters.get(known).copied().unwrap_or_default() + count(rest)
    }
}

/// Finds places in a text that is read, and whose lines are found, when the first is asked for.
pub fn places<'a>(path: &'a str, read: impl FnOnce() -> Cow<'a, str>) -> impl Fn(usize) -> Place {
    let text = LazyCell::new(|| {
        let text = read();
        (Lines::of(&text), text)
    });
    move |offset| {
        let (lines, text) = &*text;
        lines.place(path, text, offset)
    }
}

/// The characters that begin in a part of a text.
fn count(part: &[u8]) -> usize {
    part.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_has_the_number_of_those_that_end_before_it_and_one(text in "[a\n]{0,20}", offset in 0_usize..20) {
            let offset = offset.min(text.len());
            prop_assert_eq!(Lines::of(&text).number(offset), text[..offset].matches('\n').count() + 1);
        }

        #[test]
        fn a_place_is_the_same_by_its_lines(
            text in "[aé\\n\\r]{0,40}|[aé]{900,1200}\\n?[aé]{900,1200}",
            offset in prop_oneof![0_usize..90, 900_usize..4000],
        ) {
            let lines = Lines::of(&text);
            prop_assert_eq!(lines.place("a.md", &text, offset), Place::at_offset("a.md", &text, offset));
        }
    }
}
