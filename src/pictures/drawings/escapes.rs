//! Text as it is written into a drawing.

use crate::html::escape;

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
