//! Two versions of a text, held against each other. Only this module knows the crate `similar`.

use similar::{Algorithm, DiffTag, TextDiff, capture_diff_slices};
use std::ops::Range;

/// A stretch of two lists: what they share, or what one has in the place of what the other has. Either side of what was
/// changed may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// In both.
    Same(Range<usize>, Range<usize>),
    /// Before and after.
    Changed(Range<usize>, Range<usize>),
}

/// What two lists share and what not, in their order, by a shortest edit (Myers).
pub fn stretches<T: Eq + std::hash::Hash>(old: &[T], new: &[T]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        let (tag, old, new) = operation.as_tag_tuple();
        match (tag, found.last_mut()) {
            (DiffTag::Equal, _) => found.push(Stretch::Same(old, new)),
            (_, Some(Stretch::Changed(before, after))) => (before.end, after.end) = (old.end, new.end),
            _ => found.push(Stretch::Changed(old, new)),
        }
    }
    found
}

/// What has to be done to one text to make the other of it, line by line, as `diff -u` writes it.
pub fn unified(old: &str, new: &str, names: [&str; 2]) -> String {
    TextDiff::from_lines(old, new).unified_diff().context_radius(3).header(names[0], names[1]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_and_what_is_new_at_one_place_is_one_change() {
        let of = |old: &str, new: &str| stretches(&old.chars().collect::<Vec<_>>(), &new.chars().collect::<Vec<_>>());
        assert_eq!(
            of("abcd", "axyd"),
            [Stretch::Same(0..1, 0..1), Stretch::Changed(1..3, 1..3), Stretch::Same(3..4, 3..4)]
        );
        assert_eq!(of("", "a"), [Stretch::Changed(0..0, 0..1)]);
        assert_eq!(of("ab", "ab"), [Stretch::Same(0..2, 0..2)]);
    }
}
