//! What readers see of a text as it was written: every byte at its place, blanks for code, comments and what the parser
//! understood.

use super::Spanned;
use super::enclosing::{Element, Enclosing};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Bytes that the words of a link may have.
const LONGEST: usize = 4000;

/// A text with blanks for all that readers do not see as it stands there.
pub(super) struct Visible<'t> {
    written: &'t [u8],
    seen: Vec<u8>,
}

impl<'t> Visible<'t> {
    /// What is seen of a text that has these events.
    pub fn of(markdown: &'t str, events: &[Spanned]) -> Visible<'t> {
        let written = markdown.as_bytes();
        let mut seen = vec![b' '; written.len()];
        let mut code = false;
        let mut raw = Enclosing::default();
        for (event, range) in events {
            match event {
                Event::Start(tag) => {
                    code |= matches!(tag, Tag::CodeBlock(_));
                    raw.begin_block(tag);
                }
                Event::End(TagEnd::CodeBlock) => code = false,
                Event::Text(_) if !code && raw.inside() != Element::Code => {
                    seen[range.clone()].copy_from_slice(&written[range.clone()]);
                }
                Event::Html(_) | Event::InlineHtml(_) => {
                    raw.read_seen(&markdown[range.clone()], |part: Range<usize>| {
                        let part = range.start + part.start..range.start + part.end;
                        seen[part.clone()].copy_from_slice(&written[part]);
                    });
                }
                _ => {}
            }
        }
        Visible { written, seen }
    }

    /// The text with its blanks.
    pub fn into_bytes(self) -> Vec<u8> {
        self.seen
    }

    /// Whether the sign at a place is seen as it stands there.
    pub fn has(&self, at: usize) -> bool {
        self.seen.get(at).is_some_and(|b| *b != b' ')
    }

    /// Whether the writer put a backslash before the sign at a place, so that it is seen.
    pub fn is_escaped(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.written[before] == b'\\' && !self.has(before))
    }

    /// The bracket that the one at `end` closes, in the same paragraph and not far from it.
    pub fn opening_bracket(&self, end: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in (end.saturating_sub(LONGEST)..end).rev() {
            match self.seen[at] {
                b']' if !self.is_escaped(at) => depth += 1,
                b'[' if self.is_escaped(at) => {}
                b'[' if depth == 0 => return Some(at),
                b'[' => depth -= 1,
                _ if self.written[at] == b'\n'
                    && (self.written[..at].ends_with(b"\n") || self.written[..at].ends_with(b"\n\r")) =>
                {
                    return None;
                }
                _ => {}
            }
        }
        None
    }
}
