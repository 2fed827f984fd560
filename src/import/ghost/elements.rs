//! Elements: where each element of a text begins and ends, so that one can be put in the place of another.

use crate::html::tags::{self, Token};
use std::ops::Range;

/// An element of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    pub class: String,
    attributes: Vec<(String, String)>,
    /// From its first tag to its last.
    pub whole: Range<usize>,
    /// Between them.
    pub inside: Range<usize>,
}

impl Element {
    /// The value of an attribute that is there and not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Elements that have no end.
const VOID: [&str; 11] = ["img", "br", "hr", "input", "source", "wbr", "embed", "link", "meta", "area", "track"];

/// All elements of a text, in the order of their beginnings. One without an end ends with what it stands in.
pub(super) fn elements(html: &str) -> Vec<Element> {
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    tags::read(html.as_bytes(), &mut |token, span| {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match token {
            Token::Open(name) => {
                let end = html.len();
                all.push(Element { name: text(name), whole: span.start..end, inside: end..end, ..Element::default() });
            }
            Token::Name(name) => {
                if let Some(element) = all.last_mut() {
                    element.attributes.push((text(name), String::new()));
                }
            }
            Token::Value(value) => {
                let Some(element) = all.last_mut() else { return };
                let Some((name, is)) = element.attributes.last_mut() else { return };
                *is = text(value);
                if name == "class" {
                    element.class.clone_from(is);
                }
            }
            Token::Close { .. } => {
                let at = all.len().wrapping_sub(1);
                if let Some(element) = all.last_mut() {
                    element.inside.start = span.end;
                    if VOID.contains(&element.name.as_str()) {
                        element.whole.end = span.end;
                        element.inside.end = span.end;
                    } else {
                        open.push(at);
                    }
                }
            }
            Token::End(name) => {
                let Some(at) = open.iter().rposition(|i| all[*i].name.as_bytes() == name) else { return };
                // The first is the one that ends here; what it holds and nobody has ended ends with it.
                for (n, i) in open.drain(at..).enumerate() {
                    all[i].inside.end = span.start;
                    all[i].whole.end = if n == 0 { span.end } else { span.start };
                }
            }
            _ => {}
        }
    });
    all
}
