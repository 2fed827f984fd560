//! The place of one value of a list in front matter.

use super::document::Document;
use crate::diagnostic::Place;

/// The place of the value at an index of the list that is the value of a top-level key, or of the key.
pub fn place_of_value(document: &Document, key: &str, _index: usize, text: &str) -> Place {
    document.block().place_in(key, text)
}
