//! Pieces of raw HTML with the place of every byte, and the tags in them.

use crate::html::tags::{self, Token};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Raw HTML that belongs together, without the marks of quotations and lists that stand before its lines.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub html: String,
    /// Where each line begins: here, and in the Markdown.
    lines: Vec<(usize, usize)>,
}

/// Something in a piece.
#[derive(Debug)]
pub(super) enum Item {
    Tag(Tag),
    /// A comment that goes on to the end.
    OpenComment(Range<usize>),
    /// An instruction for another program, `<?php … ?>`: browsers take it for a comment.
    Instruction(Range<usize>),
}

/// A tag.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// The element's name, in lower case.
    pub name: String,
    /// Its attributes, each once.
    pub attributes: Vec<(String, String)>,
    /// Its bytes.
    pub span: Range<usize>,
    /// Whether it ends its element.
    pub is_end: bool,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, wanted: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }
}

impl Item {
    pub fn as_tag(&self) -> Option<&Tag> {
        match self {
            Item::Tag(tag) => Some(tag),
            Item::OpenComment(_) | Item::Instruction(_) => None,
        }
    }

    pub fn into_tag(self) -> Option<Tag> {
        match self {
            Item::Tag(tag) => Some(tag),
            Item::OpenComment(_) | Item::Instruction(_) => None,
        }
    }

    /// Whether something begins here that readers can look at or follow.
    pub fn is_link(&self) -> bool {
        self.as_tag().is_some_and(|tag| !tag.is_end && matches!(tag.name.as_str(), "a" | "img"))
    }

    pub fn start(&self) -> usize {
        match self {
            Item::Tag(tag) => tag.span.start,
            Item::OpenComment(span) | Item::Instruction(span) => span.start,
        }
    }

    pub fn end(&self) -> usize {
        match self {
            Item::Tag(tag) => tag.span.end,
            Item::OpenComment(span) | Item::Instruction(span) => span.end,
        }
    }
}

impl Piece {
    /// Adds a line, or a part of one, that stands at an offset of the Markdown.
    pub fn push(&mut self, html: &str, offset: usize) {
        self.lines.push((self.html.len(), offset));
        self.html.push_str(html);
    }

    /// The offset in the Markdown of a byte of the piece.
    pub fn offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.lines.get(line).map_or(0, |(start, offset)| offset + (at - start))
    }

    /// The tags in a part of the piece, and where a tag begins that does not end.
    pub fn items(&self, part: Range<usize>) -> (Vec<Item>, Option<usize>) {
        let html = &self.html[part.clone()];
        let (mut items, mut tag, mut is_open) = (Vec::new(), Tag::default(), false);
        let mut unfinished = false;
        let mut names: HashSet<Vec<u8>> = HashSet::new();
        tags::read(html.as_bytes(), &mut |token, span| match token {
            Token::Open(name) => {
                tag = Tag { name: text(name), span: part.start + span.start..0, ..Tag::default() };
                is_open = true;
                names.clear();
            }
            Token::Name(name) if is_open => {
                let is_new = names.insert(name.to_vec());
                is_new.then(|| tag.attributes.push((text(name), String::new())));
            }
            Token::Value(value) if is_open => {
                if let Some((_, last)) = tag.attributes.last_mut().filter(|(_, value)| value.is_empty()) {
                    *last = text(value);
                }
            }
            Token::Close { .. } if is_open => {
                tag.span.end = part.start + span.end;
                items.push(Item::Tag(std::mem::take(&mut tag)));
                is_open = false;
            }
            Token::End(name) => {
                is_open = false;
                let span = part.start + span.start..part.start + span.end;
                items.push(Item::Tag(Tag { name: text(name), span, is_end: true, ..Tag::default() }));
            }
            // The mistake is told before what it is in.
            Token::Comment if unfinished => {
                items.push(Item::OpenComment(part.start + span.start..part.end));
            }
            Token::Comment if html.get(span.start..).is_some_and(|rest| rest.starts_with("<?")) => {
                items.push(Item::Instruction(part.start + span.start..part.start + span.end));
            }
            Token::Unfinished => unfinished = true,
            _ => {}
        });
        // Each is cut out of the text: none may begin before the last has ended, or inside a letter.
        let mut last = part.start;
        items.retain(|item| {
            let (start, end) = (item.start(), item.end());
            let is_whole = last <= start && start <= end && end <= part.end;
            let is_sound = is_whole && self.html.is_char_boundary(start) && self.html.is_char_boundary(end);
            last = if is_sound { end } else { last };
            is_sound
        });
        let begins =
            |at: &usize| self.html[at + 1..part.end].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let is_tag = unfinished && !matches!(items.last(), Some(Item::OpenComment(_)));
        let start = is_tag
            .then(|| self.html[last..part.end].match_indices('<').map(|(at, _)| last + at).find(begins))
            .flatten();
        (items, start)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// For each tag that begins an element, the index of the one that ends it.
pub(super) fn ends(items: &[Item]) -> Vec<Option<usize>> {
    let mut ends = vec![None; items.len()];
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, tag) in items.iter().enumerate().filter_map(|(i, item)| Some((i, item.as_tag()?))) {
        let of_name = open.entry(&tag.name).or_default();
        match tag.is_end {
            false => of_name.push(i),
            true => {
                if let Some(start) = of_name.pop() {
                    ends[start] = Some(i);
                }
            }
        }
    }
    ends
}

/// Whether browsers take what is inside an element for text.
pub(super) fn holds_text(name: &str) -> bool {
    matches!(name, "noscript" | "iframe" | "xmp" | "noembed" | "noframes" | "textarea" | "title" | "plaintext")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_over_several_lines_of_a_quotation_has_its_place() {
        let mut piece = Piece::default();
        piece.push("<p>a</p>\n", 2);
        piece.push("<img\n", 13);
        piece.push("src=b>\n", 20);
        let (items, unfinished) = piece.items(0..piece.html.len());
        let image = items[2].as_tag().unwrap();
        assert_eq!((piece.offset(image.span.start), &piece.html[image.span.clone()]), (13, "<img\nsrc=b>"));
        assert_eq!((piece.offset(image.span.end - 1), unfinished), (25, None));
        assert_eq!(image.attributes, [("src".to_owned(), "b".to_owned())]);
    }

    #[test]
    fn what_does_not_end_is_found() {
        let piece = |html: &str| {
            let mut piece = Piece::default();
            piece.push(html, 0);
            piece.items(0..html.len())
        };
        assert_eq!(piece("<b>x</b> <a href=\"y\n").1, Some(9));
        assert!(matches!(piece("a <!-- b\nc\n").0.last(), Some(Item::OpenComment(span)) if span.start == 2));
        let (items, unfinished) = piece("<!-- b --> a < b <c>");
        assert!(items.len() == 1 && unfinished.is_none(), "{items:?}");
    }
}
