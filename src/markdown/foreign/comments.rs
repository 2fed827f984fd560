//! Comments that an import has left where nobody knew what a piece of mark-up means: `<!-- hugo: {{< map >}} -->`.

use super::{Found, Kind, Part};
use crate::markdown::Spanned;
use pulldown_cmark::Event;

/// What the mark-up in such a comment begins with.
const BEGINNINGS: [&str; 6] = ["{{", "{%", "{:", "[", "![", "<"];

/// What begins the second end of something, which is told with the first.
const ENDS: [&str; 5] = ["{{< /", "{{% /", "{% end", "[/", "</"];

pub(super) fn find<'t>(markdown: &'t str, events: &[Spanned], found: &mut Vec<Found<'t>>) {
    // Comments are rare, and such ones more so.
    if !markdown.contains("<!-- ") {
        return;
    }
    for (event, range) in events {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        let Some(html) = markdown.get(range.clone()) else { continue };
        for (start, _) in html.match_indices("<!-- ") {
            let Some(length) = html[start..].find("-->") else { break };
            let at = range.start + start..range.start + start + length + 3;
            if is_left(&markdown[at.start + 5..at.end - 3]) {
                found.push(Found { at, kind: Kind::Left, part: Part::Alone });
            }
        }
    }
}

/// Whether a comment is one of an import: the program's name, a colon, and the mark-up.
fn is_left(comment: &str) -> bool {
    let Some((program, markup)) = comment.split_once(": ") else { return false };
    let is_name = !program.is_empty() && program.bytes().all(|b| b.is_ascii_lowercase());
    let is_end = ENDS.iter().any(|end| markup.starts_with(end));
    is_name && !is_end && BEGINNINGS.iter().any(|beginning| markup.starts_with(beginning))
}
