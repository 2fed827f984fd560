//! The lines of a text, found once: a file in which a hundred thousand things are wrong has as many places.

use super::{LONGEST_EXCERPT, Place, excerpt_of, saturate};
use crate::path::beginning;

/// Where the lines of a text begin.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Lines {
        Lines {
            starts: std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect(),
        }
    }

    /// The place of the byte `offset` of that text, as [`Place::at_offset`] would find it.
    pub fn place(&self, path: &str, text: &str, offset: usize) -> Place {
        let before = beginning(text, offset);
        let line = self.starts.partition_point(|start| *start <= before.len());
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        let rest = text.get(start..).unwrap_or_default();
        let excerpt = rest.lines().next().filter(|_| column <= LONGEST_EXCERPT).map(excerpt_of);
        Place { path: path.to_owned(), line: saturate(line), column: saturate(column), excerpt }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_is_the_same_by_its_lines(text in "[aé\\n\\r]{0,40}", offset in 0_usize..90) {
            let lines = Lines::of(&text);
            prop_assert_eq!(lines.place("a.md", &text, offset), Place::at_offset("a.md", &text, offset));
        }
    }
}
