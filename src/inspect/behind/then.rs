//! What an original said when a translation of it was made.

use crate::input::content::{Document, Fingerprint, Piece, Record, pieces_of};
use std::collections::BTreeMap;

/// What an original said then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    /// Its pieces, in their order.
    pub pieces: Vec<Old>,
    /// The commit that says so; none where the translation's record does.
    pub commit: Option<Commit>,
}

/// A piece of what an original said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Old {
    /// What it is known by.
    pub fingerprint: Fingerprint,
    /// The key of the front matter that it was the value of; none for a block, and where nobody knows.
    pub key: Option<String>,
    /// What it said, where that is known: a record alone does not tell.
    pub text: Option<String>,
}

/// A commit in which a translation was made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// Its day, `2025-01-20`.
    pub day: String,
}

impl Commit {
    /// What people call it by.
    pub fn short(&self) -> &str {
        self.id.get(..10).unwrap_or(&self.id)
    }
}

impl Old {
    fn of(piece: &Piece) -> Old {
        Old {
            fingerprint: piece.fingerprint,
            key: piece.key().map(ToString::to_string),
            text: Some(piece.text.to_owned()),
        }
    }
}

/// The pieces of a document, with their texts.
pub(super) fn texts(document: &Document) -> Vec<Old> {
    pieces_of(document, |pieces| pieces.iter().map(Old::of).collect())
}

/// The pieces that a record names, with the texts that are known of them.
pub(super) fn of_record(record: &Record, known: &BTreeMap<Fingerprint, Old>) -> Then {
    let nothing = |fingerprint| Old { fingerprint, key: None, text: None };
    let pieces = record.0.iter().map(|print| known.get(print).cloned().unwrap_or_else(|| nothing(*print)));
    Then { pieces: pieces.collect(), commit: None }
}
