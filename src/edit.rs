//! Edits: other bytes in the place of some of a text. All else stays as it was written.

use std::ops::Range;

/// Other bytes in the place of some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the text.
    pub at: Range<usize>,
    /// What takes their place.
    pub with: String,
}

/// A text with its edits made. Of two that overlap the first counts.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut copied = 0;
    for edit in edits.into_iter().filter(|edit| text.get(edit.at.clone()).is_some()) {
        if edit.at.start >= copied {
            out.push_str(&text[copied..edit.at.start]);
            out.push_str(&edit.with);
            copied = edit.at.end;
        }
    }
    out.push_str(&text[copied..]);
    out
}
