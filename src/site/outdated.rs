//! A translation that is out of date, and how that shows.

/// A translation that is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Path of the original.
    pub original: String,
    /// How it shows.
    pub why: Why,
}

/// How it shows that a translation is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The original has pieces that the record does not have, or the record has pieces that the original no longer has.
    Text {
        /// The original's new pieces, in its order.
        changes: Vec<Change>,
        /// The number of pieces that were taken out of the original and not replaced.
        removed: usize,
    },
    /// There is no record, and the original was updated later.
    Date,
}

/// A piece of an original that its translation does not know yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The line of the original that it begins in, from 1.
    pub line: u32,
    /// The words in it.
    pub words: usize,
}
