//! References: where in a Markdown text addresses stand, byte by byte, so that one can be exchanged and nothing else.

use super::parse;
use crate::html::escape;
use crate::html::parts::{Holds, holds, pictures};
use crate::html::tags::{self, Token};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The bytes of the text that are the address, without brackets and quotation marks.
    pub at: Range<usize>,
    /// The address that is meant.
    pub target: String,
    /// How it is written.
    pub form: Form,
}

/// How an address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In Markdown: a link, a picture, a definition.
    Markdown,
    /// In an attribute of raw HTML.
    Attribute,
}

impl Reference {
    /// An address as it is written in the place of this one. What could end it too early is percent-encoded already.
    pub fn written(&self, target: &str) -> String {
        match self.form {
            Form::Markdown => target.to_owned(),
            Form::Attribute => escape(target),
        }
    }
}

/// All addresses in a Markdown text, in their order.
pub fn references(markdown: &str) -> Vec<Reference> {
    let mut found = parse::parse(markdown, |events, findings| {
        let mut found: Vec<Reference> = Vec::new();
        let mut i = 0;
        while i < events.len() {
            let (event, range) = &events[i];
            match event {
                Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                    let is_end = |event: &Event| matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
                    let inside = events[i + 1..].iter().take_while(|(event, inner)| !(is_end(event) && inner == range));
                    let content = inside.map(|(_, inner)| inner.end).max().unwrap_or(range.start);
                    let at = match link_type {
                        LinkType::Inline => of_link(markdown, content.max(range.start)..range.end),
                        LinkType::Autolink => Some(without_brackets(markdown, range.clone())),
                        _ => None,
                    };
                    let target = dest_url.to_string();
                    found.extend(at.map(|at| Reference { at, target, form: Form::Markdown }));
                }
                Event::Start(Tag::HtmlBlock) => {
                    let is_end = |event: &Event| matches!(event, Event::End(TagEnd::HtmlBlock));
                    let length = events[i..].iter().position(|(event, _)| is_end(event)).unwrap_or(events.len() - i);
                    let lines = events[i..i + length].iter().skip(1).map(|(_, range)| range.clone());
                    of_html(markdown, lines, &mut found);
                    i += length.max(1) - 1;
                }
                Event::InlineHtml(_) => of_html(markdown, [range.clone()], &mut found),
                _ => {}
            }
            i += 1;
        }
        let definitions = findings.definitions.into_iter().filter_map(|(span, target)| {
            let label = markdown.get(span.clone())?.find("]:")?;
            let at = destination(markdown, span.start + label + 2..span.end)?;
            Some(Reference { at, target, form: Form::Markdown })
        });
        found.extend(definitions);
        found
    });
    found.sort_by_key(|reference| reference.at.start);
    found.dedup_by_key(|reference| reference.at.clone());
    found
}

/// The address of a link whose text ends where `rest` begins.
fn of_link(markdown: &str, rest: Range<usize>) -> Option<Range<usize>> {
    let begin = markdown.get(rest.clone())?.find("](")?;
    destination(markdown, rest.start + begin + 2..rest.end)
}

/// A link destination (CommonMark, section 6.3) at the beginning of a part of a text, blanks apart.
fn destination(markdown: &str, part: Range<usize>) -> Option<Range<usize>> {
    let text = markdown.get(part.clone())?;
    let begin = text.len() - text.trim_start().len();
    let is_in_brackets = text[begin..].starts_with('<');
    let begin = begin + usize::from(is_in_brackets);
    let (mut depth, mut is_escaped) = (0_usize, false);
    let mut end = text.len();
    for (at, c) in text[begin..].char_indices() {
        let is_end = match c {
            _ if is_escaped => false,
            '>' => is_in_brackets,
            '(' => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            ')' => !is_in_brackets,
            c => !is_in_brackets && c.is_ascii_whitespace(),
        };
        is_escaped = c == '\\' && !is_escaped;
        if is_end {
            end = begin + at;
            break;
        }
    }
    (begin < end).then(|| part.start + begin..part.start + end)
}

/// An address that stands for itself, with or without brackets.
fn without_brackets(markdown: &str, range: Range<usize>) -> Range<usize> {
    let text = markdown.get(range.clone()).unwrap_or_default();
    let (start, end) = (usize::from(text.starts_with('<')), usize::from(text.ends_with('>')));
    if end < text.len() { range.start + start..range.end - end } else { range }
}

/// The addresses in attributes of a piece of raw HTML, which stands in some parts of the text.
fn of_html(markdown: &str, parts: impl IntoIterator<Item = Range<usize>>, found: &mut Vec<Reference>) {
    let mut html = String::new();
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for part in parts {
        lines.push((html.len(), part.start));
        html.push_str(markdown.get(part).unwrap_or_default());
    }
    let place = |at: usize| {
        let line = lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        lines.get(line).map_or(0, |(start, offset)| offset + (at - start))
    };
    let mut element = String::new();
    let mut attributes: Vec<(String, Range<usize>, String)> = Vec::new();
    tags::read(html.as_bytes(), &mut |token, span| match token {
        Token::Open(name) => {
            element = String::from_utf8_lossy(name).into_owned();
            attributes.clear();
        }
        Token::Name(name) => attributes.push((String::from_utf8_lossy(name).into_owned(), 0..0, String::new())),
        Token::Value(value) => {
            if let Some(last) = attributes.last_mut() {
                (last.1, last.2) = (span, String::from_utf8_lossy(value).into_owned());
            }
        }
        Token::Close => {
            let rel = attributes.iter().find(|(name, ..)| name == "rel").map(|(.., value)| value.clone());
            for (name, at, value) in attributes.drain(..).filter(|(_, at, _)| !at.is_empty()) {
                let Some(kind) = holds(&element, &name, rel.as_deref()) else { continue };
                let mut add = |at: Range<usize>, target: &str| {
                    let at = place(at.start)..place(at.end - 1) + 1;
                    // What goes over a line of a quotation has its marks in between.
                    if markdown.get(at.clone()).is_some_and(|text| text.len() == at.len()) {
                        found.push(Reference { at, target: target.to_owned(), form: Form::Attribute });
                    }
                };
                let is_plain = html.get(at.clone()) == Some(value.as_str());
                match kind {
                    Holds::Pictures if is_plain => {
                        for (address, _) in pictures(&value).into_iter().filter(|(address, _)| !address.is_empty()) {
                            let start = at.start + (address.as_ptr() as usize - value.as_ptr() as usize);
                            add(start..start + address.len(), address);
                        }
                    }
                    Holds::Pictures => {}
                    _ => {
                        let start = at.start + (value.len() - value.trim_start().len()) * usize::from(is_plain);
                        let end = at.end - (value.len() - value.trim_end().len()) * usize::from(is_plain);
                        if start < end {
                            add(start..end, value.trim());
                        }
                    }
                }
            }
        }
        _ => {}
    });
}

/// A path with everything percent-encoded that would end an address in Markdown, or begin another part of it.
pub fn encoded(path: &str) -> Cow<'_, str> {
    let is_safe = |c: char| !c.is_whitespace() && !c.is_control() && !"%()<>[]\\\"'`#?*_|{}^".contains(c) || c == '_';
    if path.chars().all(is_safe) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() + 8);
    for c in path.chars() {
        if is_safe(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(markdown: &str) -> Vec<(String, String)> {
        let of = |r: Reference| (markdown[r.at].to_owned(), r.target);
        references(markdown).into_iter().map(of).collect()
    }

    fn same(words: &[&str]) -> Vec<(String, String)> {
        words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect()
    }

    #[test]
    fn every_form_of_a_link_has_its_address_in_place() {
        for (markdown, expected) in [
            ("See [x](a.md) and [*y* `z`](../b.md#c \"t\").", &["a.md", "../b.md#c"][..]),
            ("[x]( <a b.md> 'T')", &["a b.md"]),
            ("![A \\] map](m(1).svg)", &["m(1).svg"]),
            ("[![alt](a.jpg)](b.md)", &["b.md", "a.jpg"]),
            ("[](a.md)", &["a.md"]),
            ("[x][1], [y][two] and [1]\n\n[1]: a.md\n[two]: <b.md> \"T\"", &["a.md", "b.md"]),
            ("> [x](a.md)\n> [1]: b.md\n>\n> [y][1]", &["a.md"]),
            ("A <https://x.example/a/> and https://x.example/b/.", &["https://x.example/a/", "https://x.example/b/"]),
            ("| [x](a.md) |\n|--|\n| ![y](b.svg) |", &["a.md", "b.svg"]),
            ("1. [x](a.md)\n   - [y](b.md)", &["a.md", "b.md"]),
            ("Note[^1].\n\n[^1]: See [x](a.md).", &["a.md"]),
            (
                "Текст [ссылка](../новости/а.md), “quoted” [x](b.md) … and\n\nмноготочие [й](в.md)",
                &["../новости/а.md", "b.md", "в.md"],
            ),
            ("`[x](a.md)`\n\n    [y](b.md)\n\n```\n[z](c.md)\n```\n", &[]),
            ("\\[x](a.md) [y] (b.md)", &[]),
        ] {
            let mut got: Vec<String> = found(markdown).into_iter().map(|(written, _)| written).collect();
            let mut expected: Vec<String> = expected.iter().map(|word| (*word).to_owned()).collect();
            got.sort();
            expected.sort();
            assert_eq!(got, expected, "{markdown}");
        }
        assert_eq!(found("[x](a\\_b.md)"), [("a\\_b.md".to_owned(), "a_b.md".to_owned())]);
    }

    #[test]
    fn raw_html_has_addresses_in_attributes() {
        assert_eq!(found("A <a class=x href=\"a.md\">x</a> b"), same(&["a.md"]));
        assert_eq!(
            found(
                "<figure>\n<img\n  src='a.jpg' srcset=\"a.jpg 1x, b.jpg 2x\">\n</figure>\n\n<a href=/b/ title=c>d</a>"
            ),
            same(&["a.jpg", "a.jpg", "b.jpg", "/b/"])
        );
        assert_eq!(found("<a href=\"/?a=1&amp;b=2\">x</a>"), [("/?a=1&amp;b=2".to_owned(), "/?a=1&b=2".to_owned())]);
        assert_eq!(found("> <div>\n> <a href=\"a.md\">x</a>\n> </div>"), same(&["a.md"]));
        assert_eq!(found("<video src=a.mp4 poster=b.jpg></video>"), same(&["a.mp4", "b.jpg"]));
    }

    #[test]
    fn what_could_end_an_address_is_encoded() {
        assert_eq!(encoded("новости/a_b.md"), "новости/a_b.md");
        assert_eq!(encoded("a b (1).md"), "a%20b%20%281%29.md");
    }

    proptest::proptest! {
        /// An address stands where it is said to stand, and exchanged for itself it leaves the text as it was.
        #[test]
        fn addresses_are_parts_of_the_text(markdown in "[\\[\\]()!<>a.md \n\"'=#-]{0,40}") {
            for reference in references(&markdown) {
                proptest::prop_assert!(markdown.get(reference.at.clone()).is_some());
            }
        }
    }
}
