//! References: where in a Markdown text addresses stand, byte by byte, so that one can be exchanged and nothing else.

use super::parse;
use crate::html::escape;
use crate::html::parts::{Holds, holds, pictures};
use crate::html::tags::{self, Token};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
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
    /// Whether these bytes are the address and nothing else. Where marks of a quotation stand in between, or it is written in
    /// a way that is not known here, it is somewhere among them, and cannot be exchanged.
    pub is_alone: bool,
    /// Of a link or a picture in Markdown, with its words beside it: all its bytes, and those of the words.
    pub whole: Option<(Range<usize>, Range<usize>)>,
    /// Whether it is a picture.
    pub is_picture: bool,
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
    /// An address that is said to stand in some bytes.
    fn new(markdown: &str, at: Range<usize>, target: &str, form: Form) -> Option<Reference> {
        let written = markdown.get(at.clone())?;
        let is_alone = written == target || unescaped(written, form).as_deref() == Some(target);
        Some(Reference { at, target: target.to_owned(), form, is_alone, whole: None, is_picture: false })
    }

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
                        LinkType::Inline if dest_url.is_empty() => None,
                        LinkType::Inline => {
                            let at = of_link(markdown, content.max(range.start)..range.end);
                            Some(at.unwrap_or_else(|| range.clone()))
                        }
                        LinkType::Autolink => Some(without_brackets(markdown, range.clone())),
                        _ => None,
                    };
                    let reference = at.and_then(|at| Reference::new(markdown, at, dest_url, Form::Markdown));
                    let is_picture = matches!(event, Event::Start(Tag::Image { .. }));
                    let first = range.start + 1 + usize::from(is_picture);
                    let words = first..content.max(first);
                    let whole = (*link_type == LinkType::Inline).then(|| (range.clone(), words));
                    found.extend(reference.map(|reference| Reference { whole, is_picture, ..reference }));
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
            Reference::new(markdown, at, &target, Form::Markdown)
        });
        found.extend(definitions);
        found
    });
    found.sort_by(|a, b| (a.at.start, a.at.end, &a.target).cmp(&(b.at.start, b.at.end, &b.target)));
    found.dedup_by(|a, b| a.at == b.at && a.target == b.target);
    found
}

/// The address that some bytes mean where they stand alone.
fn unescaped(written: &str, form: Form) -> Option<String> {
    match form {
        Form::Markdown => [format!("[]({written})"), format!("[](<{written}>)")].iter().find_map(|link| {
            let mut events = Parser::new(link).into_offset_iter();
            events.find_map(|(event, range)| match event {
                Event::Start(Tag::Link { dest_url, title, .. }) if range == (0..link.len()) && title.is_empty() => {
                    Some(dest_url.to_string())
                }
                _ => None,
            })
        }),
        Form::Attribute => {
            let quote = if written.contains('"') { '\'' } else { '"' };
            let mut value = None;
            tags::read(format!("<a href={quote}{written}{quote}>").as_bytes(), &mut |token, _| {
                if let Token::Value(read) = token {
                    value.get_or_insert_with(|| String::from_utf8_lossy(read).trim().to_owned());
                }
            });
            value
        }
    }
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
        Token::Close { .. } => {
            let rel = attributes.iter().find(|(name, ..)| name == "rel").map(|(.., value)| value.clone());
            for (name, at, value) in attributes.drain(..).filter(|(_, at, _)| !at.is_empty()) {
                let Some(kind) = holds(&element, &name, rel.as_deref()) else { continue };
                let mut add = |at: Range<usize>, target: &str| {
                    let at = place(at.start)..place(at.end - 1) + 1;
                    found.extend(Reference::new(markdown, at, target, Form::Attribute));
                };
                let is_plain = html.get(at.clone()) == Some(value.as_str());
                match kind {
                    Holds::Pictures if is_plain => {
                        for (address, _) in pictures(&value).into_iter().filter(|(address, _)| !address.is_empty()) {
                            let start = at.start + (address.as_ptr() as usize - value.as_ptr() as usize);
                            add(start..start + address.len(), address);
                        }
                    }
                    Holds::Pictures => {
                        let addresses = pictures(&value).into_iter().map(|(address, _)| address);
                        addresses.filter(|address| !address.is_empty()).for_each(|address| add(at.clone(), address));
                    }
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
        references(markdown).into_iter().filter(|r| r.is_alone).map(of).collect()
    }

    /// Addresses that stand among other bytes.
    fn scattered(markdown: &str) -> Vec<String> {
        references(markdown).into_iter().filter(|r| !r.is_alone).map(|r| r.target).collect()
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
    fn what_stands_among_marks_is_found_and_not_taken_for_the_address() {
        for (markdown, expected) in [
            ("> See [x](\n> a.md)", &["a.md"][..]),
            ("> See [x](\n> <a b.md>\n> \"t\").", &["a b.md"]),
            ("<img srcset=\"a.jpg?x=1&amp;y=2 1x, b.jpg 2x\">", &["a.jpg?x=1&y=2", "b.jpg"]),
        ] {
            assert_eq!(found(markdown), [], "{markdown}");
            assert_eq!(scattered(markdown), expected, "{markdown}");
        }
        for markdown in
            ["[x](a\\_b.md)", "[x](a&amp;b.md)", "[x](<a b.md>)", "| [x](a\\|b.md) |\n|--|", "<https://x.example/\\_/>"]
        {
            assert_eq!((found(markdown).len(), scattered(markdown).len()), (1, 0), "{markdown}");
        }
    }

    #[test]
    fn what_could_end_an_address_is_encoded() {
        assert_eq!(encoded("новости/a_b.md"), "новости/a_b.md");
        assert_eq!(encoded("a b (1).md"), "a%20b%20%281%29.md");
    }

    proptest::proptest! {
        /// An address stands where it is said to stand, and another in its place is the one that is meant then.
        #[test]
        fn addresses_are_parts_of_the_text(markdown in "[\\[\\]()!<>a.md \n\"'=#-]{0,40}") {
            for reference in references(&markdown) {
                let written = markdown.get(reference.at.clone());
                proptest::prop_assert!(written.is_some());
                if reference.is_alone {
                    // There is nothing to unescape here.
                    proptest::prop_assert_eq!(written, Some(reference.target.as_str()));
                    let mut other = markdown.clone();
                    other.replace_range(reference.at.clone(), &reference.written("zz.md"));
                    let found = references(&other).into_iter().find(|found| found.at.start == reference.at.start);
                    proptest::prop_assert_eq!(found.map(|found| found.target), Some("zz.md".to_owned()));
                }
            }
        }
    }
}
