//! Declarations of namespaces (`xmlns:…="…"`). Of those that drawing programs write, nothing is left that uses them: some name
//! the author's machine, and a reader that knows no namespaces takes each for an attribute, with any address as its value.

use super::allowed::{SVG, XLINK, XML};
use roxmltree::Node;
use std::ops::Range;

/// Where the declarations in the tag of an element stand, with the blanks before each, that nothing in a drawing needs. `text`
/// is what the element has been read from.
pub(super) fn of_nobody(node: Node, text: &str) -> Vec<Range<usize>> {
    let start = node.range().start;
    // Only what stands before the first thing in the element can be its tag.
    let end = node.first_child().map_or(node.range().end, |child| child.range().start);
    if memchr::memmem::find(&text.as_bytes()[start..end], b"xmlns").is_none() {
        return Vec::new();
    }
    let is_needed = |prefix: &str| {
        let address = node.lookup_namespace_uri(Some(prefix).filter(|prefix| !prefix.is_empty()));
        address.is_some_and(|address| [SVG, XLINK, XML].contains(&address))
    };
    let unneeded = declarations(&text[start..end]).into_iter().filter(|(prefix, _)| !is_needed(prefix));
    unneeded.map(|(_, at)| start + at.start..start + at.end).collect()
}

/// The declarations in a tag that a parser has found to be well-formed: the prefix, empty for names without one, and where it
/// stands with the blanks before it.
fn declarations(tag: &str) -> Vec<(&str, Range<usize>)> {
    const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];
    let mut found = Vec::new();
    let ends_name = |c: char| BLANKS.contains(&c) || matches!(c, '=' | '/' | '>');
    let mut at = tag.find(ends_name).unwrap_or(tag.len());
    loop {
        let name = tag[at..].trim_start_matches(BLANKS);
        let Some(length) = name.find(ends_name).filter(|length| *length > 0) else { return found };
        let (name, rest) = name.split_at(length);
        let Some(value) = rest.trim_start_matches(BLANKS).strip_prefix('=') else { return found };
        let value = value.trim_start_matches(BLANKS);
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return found };
        let Some(closes) = value[1..].find(quote) else { return found };
        let end = tag.len() - value.len() + closes + 2;
        if let Some(prefix) = name.strip_prefix("xmlns:").or_else(|| Some("").filter(|_| name == "xmlns")) {
            found.push((prefix, at..end));
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_among_attributes() {
        let tag = "<a:svg xmlns = 'x>y' b=\"xmlns:c='d'\"\n xmlns:e=\"'\"f='g'/><h xmlns:i='j'>";
        let found: Vec<_> = declarations(tag).into_iter().map(|(prefix, at)| (prefix, &tag[at])).collect();
        assert_eq!(found, [("", " xmlns = 'x>y'"), ("e", "\n xmlns:e=\"'\"")]);
        assert_eq!(declarations("<svg>"), []);
    }
}
