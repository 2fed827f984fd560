//! Attributes as they stand in a text. roxmltree 0.21 tells where an attribute stands as a whole, however long it is; of names of
//! more than 65,535 bytes, and of more than 255 blanks round the equals sign, it tells wrong ends.

use roxmltree::Attribute;
use std::ops::Range;

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The name of an attribute with its prefix, and where its value stands, without quotation marks. `text` is what the attribute has
/// been read from.
pub(super) fn as_written<'t>(attribute: &Attribute, text: &'t str) -> (&'t str, Range<usize>) {
    let Range { start, end } = attribute.range();
    let whole = &text[start..end];
    let name = &whole[..whole.find(|c| BLANKS.contains(&c) || c == '=').unwrap_or(whole.len())];
    let value = whole[name.len()..].trim_start_matches(|c| BLANKS.contains(&c) || c == '=');
    // A quotation mark on both sides.
    (name, end - value.len().saturating_sub(1)..end.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_value_may_be_of_any_length() {
        for (name, blanks) in [("a:b".to_owned(), 1), ("é".repeat(40_000), 1), ("b".to_owned(), 300)] {
            let text = format!("<a xmlns:a=\"x\" {name}{0}=\n{0}' v='/>", " ".repeat(blanks));
            let document = roxmltree::Document::parse(&text).unwrap();
            let attribute = document.root_element().attributes().next().unwrap();
            let (written, value) = as_written(&attribute, &text);
            assert_eq!((written, &text[value]), (&*name, " v="));
        }
    }
}
