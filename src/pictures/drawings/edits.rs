//! Changes of a text at places that do not overlap.

use crate::html::escape;
use std::ops::Range;

/// Other text in the place of a part.
#[derive(Debug)]
pub(super) struct Edit {
    pub range: Range<usize>,
    pub with: String,
}

/// The text with all its changes.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits.iter().filter(|edit| !edit.range.is_empty() || !edit.with.is_empty()) {
        // A part that lies in one that has gone already is gone.
        if edit.range.start < from {
            continue;
        }
        out.push_str(&text[from..edit.range.start]);
        out.push_str(&edit.with);
        from = edit.range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// A value as it stands between quotation marks, or a text between tags.
pub(super) fn escaped(text: &str) -> String {
    // What HTML lets stand between quotation marks, XML does not, or reads as a blank.
    let text = escape(text).replace('\'', "&#39;");
    text.replace('\n', "&#10;").replace('\r', "&#13;").replace('\t', "&#9;")
}

/// The text of a style sheet between its tags: its lines stay lines.
pub(super) fn escaped_lines(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace("]]>", "]]&gt;").replace('\r', "&#13;")
}
