//! Records: what translations remember of their originals (`translated`), where a moved address has changed a piece of one.
//! Nothing of the words has changed, so no translation may be out of date by it.

use crate::edit::Edit;
use crate::input::content::{Document, Fingerprint, pieces_of};

/// The fingerprints that an original has other than before.
pub(super) fn changed(before: &Document, after: &Document) -> Vec<(String, String)> {
    let of = |document: &Document| -> Vec<Fingerprint> {
        pieces_of(document, |pieces| pieces.iter().map(|piece| piece.fingerprint).collect())
    };
    let (before, after) = (of(before), of(after));
    if before.len() != after.len() {
        return Vec::new();
    }
    let pairs = before.into_iter().zip(after).filter(|(before, after)| before != after);
    pairs.map(|(before, after)| (before.to_string(), after.to_string())).collect()
}

/// The edits of a translation that remembers them.
pub(super) fn edits(translation: &Document, changed: &[(String, String)]) -> Vec<Edit> {
    let block = translation.block();
    if changed.is_empty() || !block.has_key("translated") {
        return Vec::new();
    }
    let Some(tree) = block.tree() else { return Vec::new() };
    let Some((_, value)) = tree.entry(block.written_name(&tree, "translated")) else { return Vec::new() };
    let range = value.range.clone();
    let text = &block.yaml[range.clone()];
    let start = translation.yaml.start + range.start;
    let of_word = |(at, word): (usize, &str)| {
        let (_, new) = changed.iter().find(|(old, _)| old == word)?;
        Some(Edit { at: start + at..start + at + word.len(), with: new.clone() })
    };
    words(text).filter_map(of_word).collect()
}

/// The words of a text, each with where it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
