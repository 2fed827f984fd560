//! Raw HTML between the words of a text: which element the text that follows stands in.

use pulldown_cmark::Tag;
use std::ops::Range;

/// Elements whose text is not read as language, or may hold no link.
const ELEMENTS: [&str; 9] = ["code", "kbd", "samp", "pre", "var", "script", "style", "textarea", "a"];

/// What kind of element of raw HTML is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    None,
    /// A link.
    Link,
    /// Code, or what no reader sees.
    Code,
}

/// What encloses the words of a text, told by its raw HTML, piece by piece in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Enclosing {
    open: Option<&'static str>,
    /// Inside a comment that goes on.
    comment: bool,
}

impl Enclosing {
    /// What is open between two pieces.
    pub fn inside(&self) -> Element {
        match self.open {
            None => Element::None,
            Some("a") => Element::Link,
            Some(_) => Element::Code,
        }
    }

    /// A block begins: code that was never closed has ended with the last one. A link around blocks goes on.
    pub fn begin_block(&mut self, tag: &Tag) {
        let is_block = matches!(
            tag,
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell | Tag::HtmlBlock | Tag::BlockQuote(_)
        );
        if is_block {
            self.comment = false;
            self.open = self.open.filter(|name| *name == "a" && !matches!(tag, Tag::Heading { .. }));
        }
    }

    /// Reads a piece.
    pub fn read(&mut self, html: &str) {
        self.read_seen(html, |_| {});
    }

    /// Reads a piece and says which parts of it are seen by readers, or are mark-up of what they see: not what stands in
    /// code or comments.
    pub fn read_seen(&mut self, html: &str, mut seen: impl FnMut(Range<usize>)) {
        let mut at = 0;
        while at < html.len() {
            if self.comment {
                match html[at..].find("-->") {
                    Some(n) => (self.comment, at) = (false, at + n + 3),
                    None => return,
                }
                continue;
            }
            let Some(tag) = html[at..].find('<').map(|n| at + n) else {
                if self.inside() != Element::Code {
                    seen(at..html.len());
                }
                return;
            };
            if self.inside() != Element::Code {
                seen(at..tag);
            }
            let rest = &html[tag + 1..];
            if rest.starts_with("!--") {
                (self.comment, at) = (true, tag + 4);
                continue;
            }
            let end = tag_end(html, tag);
            match self.open {
                Some(name) => {
                    let closes = rest.strip_prefix('/').is_some_and(|rest| is_named(rest, name));
                    self.open = self.open.filter(|_| !closes);
                    if name == "a" {
                        seen(tag..end);
                    }
                }
                None => {
                    let is_void = html[..end].ends_with("/>");
                    // An anchor without an address is no link, and old ones are never closed.
                    let is_anchor = is_named(rest, "a") && !html[tag..end].to_ascii_lowercase().contains("href");
                    let name = ELEMENTS.into_iter().find(|name| is_named(rest, name));
                    self.open = name.filter(|_| !is_void && !is_anchor);
                    seen(tag..end);
                }
            }
            at = end;
        }
    }
}

/// Whether what follows `<` begins a tag of a name.
fn is_named(rest: &str, name: &str) -> bool {
    rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && rest[name.len()..].chars().next().is_none_or(|c| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
}

/// Where a tag ends that begins at `start`: values in quotation marks may hold `>`.
fn tag_end(html: &str, start: usize) -> usize {
    let mut quote = None;
    let end = html[start..].bytes().position(|b| match (quote, b) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(b);
            false
        }
        (Some(q), b) if q == b => {
            quote = None;
            false
        }
        _ => false,
    });
    // A mark that is never closed is none.
    end.or_else(|| html[start..].find('>')).map_or(html.len(), |n| start + n + 1)
}
