//! The structure of a text: its headings, pictures, links and whatever else a translation has, too.

use super::events::{end_of, plain_text};
use super::{Spanned, parse};
use crate::input::recording::recording_named;
use pulldown_cmark::{Event, LinkType, Tag};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: ElementKind,
    /// What people know it by: the words of a heading, an address, the name of a footnote.
    pub name: String,
    /// The byte of the Markdown that it begins at.
    pub offset: usize,
}

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ElementKind {
    /// A heading of a level from 1.
    Heading(u8),
    /// A picture.
    Picture,
    /// A film or a sound.
    Player,
    /// An address alone in its paragraph, of which something may be shown.
    Embed,
    /// A table.
    Table,
    /// A sentence lifted out of the text.
    PullQuote,
    /// A footnote's text.
    Footnote,
    /// A link.
    Link,
}

/// The parts of a text, in their order. What stands in raw HTML is not among them.
pub fn structure(markdown: &str) -> Vec<Element> {
    parse::parse(markdown, |events, _| {
        let mut found = Vec::new();
        let mut i = 0;
        while i < events.len() {
            let mut add = |kind, name: &str| {
                found.push(Element { kind, name: name.to_owned(), offset: events[i].1.start });
            };
            match &events[i].0 {
                Event::Start(Tag::Heading { level, .. }) => {
                    add(ElementKind::Heading(*level as u8), &plain_text(&events[i + 1..end_of(&events, i)]));
                }
                Event::Start(Tag::Paragraph) => {
                    let end = end_of(&events, i);
                    if let Some(address) = address_alone(&events[i + 1..end]) {
                        add(ElementKind::Embed, &address);
                        i = end;
                    }
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let is_played = recording_named(dest_url).is_some();
                    add(if is_played { ElementKind::Player } else { ElementKind::Picture }, dest_url);
                }
                Event::Start(Tag::Link { dest_url, .. }) => add(ElementKind::Link, dest_url),
                Event::Start(Tag::Table(_)) => add(ElementKind::Table, ""),
                Event::Start(Tag::FootnoteDefinition(name)) => add(ElementKind::Footnote, name),
                Event::Start(Tag::BlockQuote(None)) if is_pull_quote(&events[i + 1..end_of(&events, i)]) => {
                    add(ElementKind::PullQuote, "");
                }
                _ => {}
            }
            i += 1;
        }
        found
    })
}

/// The address that a paragraph is, if it is nothing else.
fn address_alone(inner: &[Spanned]) -> Option<String> {
    match inner.first()? {
        (Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }), _)
            if end_of(inner, 0) == inner.len() - 1 =>
        {
            Some(dest_url.to_string())
        }
        _ => None,
    }
}

/// Whether the first paragraph of a quotation is bold as a whole.
fn is_pull_quote(inner: &[Spanned]) -> bool {
    let Some((Event::Start(Tag::Paragraph), _)) = inner.first() else { return false };
    let quote = &inner[1..end_of(inner, 0)];
    matches!(quote.first(), Some((Event::Start(Tag::Strong), _))) && end_of(quote, 0) == quote.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_parts_in_order() {
        let text = "See [x](a.md).[^1]\n\n## Why\n\n![A](a.jpg)\n\n![B](b.mp4)\n\n> **Said.**\n\n> Quoted.\n\n\
                    https://example.org/film\n\n| a |\n| - |\n| b |\n\n### *How*\n\n[^1]: Note.\n";
        let found: Vec<(ElementKind, String)> = structure(text).into_iter().map(|e| (e.kind, e.name)).collect();
        use ElementKind::*;
        let expected = [
            (Link, "a.md"),
            (Heading(2), "Why"),
            (Picture, "a.jpg"),
            (Player, "b.mp4"),
            (PullQuote, ""),
            (Embed, "https://example.org/film"),
            (Table, ""),
            (Heading(3), "How"),
            (Footnote, "1"),
        ];
        assert_eq!(found, expected.map(|(kind, name)| (kind, name.to_owned())));
        assert_eq!(&text[structure(text)[1].offset..][..6], "## Why");
    }
}
