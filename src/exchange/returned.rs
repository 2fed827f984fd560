//! What comes back from translators, whatever format it is in.

use super::model::{Inline, State};
use crate::diagnostic::{Lines, Place};
use std::sync::OnceLock;

/// A file that has come back.
#[derive(Debug, Clone, Default)]
pub struct Returned {
    /// Its path, as it was named.
    pub path: String,
    /// What is in it, for places.
    pub content: String,
    /// The language that it was translated into, if it says so.
    pub language: Option<String>,
    /// For each text, the fingerprint that its translation had when it went out.
    pub stamps: Vec<(String, String)>,
    /// Whether it says of a sentence that it is unfinished, as PO does by `fuzzy`.
    pub marks_unfinished: bool,
    /// Its sentences.
    pub segments: Vec<Sent>,
    /// The lines of the content, when a place in it has been asked for.
    pub lines: OnceLock<Lines>,
}

/// A sentence that has come back.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The file of the original.
    pub original: String,
    /// The unit's name.
    pub unit: String,
    /// Its own.
    pub segment: String,
    /// The translation.
    pub target: Words,
    /// How it stands.
    pub state: State,
    /// Its place among those of the unit, where the translator has put it in another.
    pub order: usize,
    /// Where it stands in the file.
    pub offset: usize,
}

/// The words of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// With their codes.
    Inlines(Vec<Inline>),
    /// With placeholders that only the unit can tell from words.
    Plain(String),
}

impl Returned {
    /// Where something of it stands.
    pub fn place(&self, offset: usize) -> Place {
        self.lines.get_or_init(|| Lines::of(&self.content)).place(&self.path, &self.content, offset)
    }
}
