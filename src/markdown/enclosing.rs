//! Raw HTML between the words of a text: which element the text that follows stands in, and which ids there are.

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

/// The raw HTML of a text, piece by piece in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Raw {
    open: Option<&'static str>,
    /// Inside a comment that goes on.
    comment: bool,
}

impl Raw {
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
                    self.open = ELEMENTS.into_iter().find(|name| is_named(rest, name) && !is_void);
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

/// The values of `id`, and of `name` on links, in the tags of a piece of HTML, with where each stands.
pub(super) fn ids(html: &str) -> Vec<(&str, usize)> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(tag) = html[at..].find('<').map(|n| at + n) {
        let rest = &html[tag + 1..];
        if rest.starts_with("!--") {
            at = html[tag..].find("-->").map_or(html.len(), |n| tag + n + 3);
            continue;
        }
        let end = tag_end(html, tag);
        at = end;
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let names: &[&str] = if is_named(rest, "a") { &["id", "name"] } else { &["id"] };
        let mut of_tag: Vec<(&str, usize)> = Vec::new();
        for (name, value, place) in attributes(html, tag..end) {
            let is_new = !of_tag.iter().any(|(known, _)| *known == value);
            if names.iter().any(|known| name.eq_ignore_ascii_case(known)) && !value.is_empty() && is_new {
                of_tag.push((value, place));
            }
        }
        found.extend(of_tag);
    }
    found
}

/// The attributes of a tag that have a value: name, value and where the name stands.
fn attributes(html: &str, tag: Range<usize>) -> Vec<(&str, &str, usize)> {
    let inside = html[..tag.end].trim_end_matches('>').len();
    let blank = |c: char| c.is_ascii_whitespace() || c == '/';
    let mut found = Vec::new();
    let mut at = html[tag.start..inside].find(blank).map_or(inside, |n| tag.start + n);
    while at < inside {
        let start = html[at..inside].find(|c: char| !blank(c)).map_or(inside, |n| at + n);
        let name_end = html[start..inside].find(|c: char| blank(c) || c == '=').map_or(inside, |n| start + n);
        let rest = html[name_end..inside].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            at = name_end.max(start + 1).min(inside);
            while !html.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        let from = inside - value.len();
        let (value, end) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let length = value[1..].find(quote).unwrap_or(value.len() - 1);
                (&value[1..=length], (from + length + 2).min(inside))
            }
            _ => {
                let length = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
                (&value[..length], from + length)
            }
        };
        found.push((&html[start..name_end], value, start));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_tags_and_nowhere_else() {
        let html = "<p id=a class='x'>id=\"no\" <!-- <i id=no> --><a NAME=\"b\" id='b'></a><a\nid = c>\n<img data-id=no name=no id=\"d\"/> <e id>";
        let found: Vec<&str> = ids(html).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, ["a", "b", "c", "d"]);
        assert_eq!(ids("<a id=\"x\">")[0].1, 3);
        assert!(ids("< id=a <é id= <a é").is_empty());
    }
}
