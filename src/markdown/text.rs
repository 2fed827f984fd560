//! The words of a text: typography over the parser's events, block by block, whatever mark-up runs through them.

use super::Spanned;
use crate::language::typography::{LINE_END, OBJECT, Typography};
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Elements of raw HTML whose text is not language.
const CODE: [&str; 7] = ["code", "kbd", "samp", "pre", "var", "script", "style"];

/// Cuts the texts of a document where ranges of the Markdown begin and end.
pub(super) fn split_at<'a>(events: &mut Vec<Spanned<'a>>, ranges: &[Range<usize>]) {
    if ranges.is_empty() {
        return;
    }
    let mut cuts = ranges.iter().flat_map(|range| [range.start, range.end]).peekable();
    let mut whole = std::mem::take(events).into_iter();
    for (event, range) in &mut whole {
        while cuts.next_if(|cut| *cut <= range.start).is_some() {}
        let Event::Text(text) = &event else {
            events.push((event, range));
            continue;
        };
        // What the writer did not write as it is (`&amp;`) is one character.
        let mut start = range.start;
        while text.len() == range.len()
            && let Some(cut) = cuts.next_if(|cut| *cut < range.end)
        {
            let part = text.get(start - range.start..cut - range.start).unwrap_or_default();
            events.push((Event::Text(CowStr::from(part.to_owned())), start..cut));
            start = cut;
        }
        let rest = match start - range.start {
            0 => text.clone(),
            from => CowStr::from(text.get(from..).unwrap_or_default().to_owned()),
        };
        events.push((Event::Text(rest), start..range.end));
    }
}

/// Sets the texts of a document in place. Code, addresses, descriptions of pictures and raw HTML stay as they are, and
/// what stands in some ranges of the Markdown, in their order.
pub(super) fn typeset(events: &mut [Spanned], typography: &Typography, as_written: &[Range<usize>]) {
    if typography.is_none() {
        return;
    }
    let mut block = Block::default();
    let mut passed_over = PassedOver::default();
    for i in 0..events.len() {
        match &events[i].0 {
            event if passed_over.goes_on(event) => {}
            Event::Text(_) if is_in(&events[i].1, as_written) => block.text.push(OBJECT),
            Event::Text(text) => block.push(i, text),
            Event::SoftBreak => block.push(i, "\n"),
            Event::HardBreak => block.text.push(LINE_END),
            Event::Code(_) => block.text.push(OBJECT),
            Event::Start(Tag::Image { .. } | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                block.text.push(OBJECT);
                passed_over.begin(PassedOver::Element(1));
            }
            Event::InlineHtml(html) => {
                if let Some(name) = CODE.iter().find(|name| opens(html, name)) {
                    block.text.push(OBJECT);
                    passed_over.begin(PassedOver::RawHtml(name));
                }
            }
            event if is_inline(event) => {}
            event => {
                if matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_))) {
                    passed_over.begin(PassedOver::Element(1));
                }
                block.finish(events, typography);
            }
        }
    }
    block.finish(events, typography);
}

fn is_in(range: &Range<usize>, ranges: &[Range<usize>]) -> bool {
    let next = ranges.partition_point(|other| other.end <= range.start);
    ranges.get(next).is_some_and(|other| other.start <= range.start)
}

/// The text of one block with where its pieces come from.
#[derive(Default)]
struct Block {
    text: String,
    pieces: Vec<usize>,
    /// Start and end of each piece.
    cuts: Vec<usize>,
}

impl Block {
    fn push(&mut self, event: usize, text: &str) {
        self.pieces.push(event);
        self.cuts.push(self.text.len());
        self.text.push_str(text);
        self.cuts.push(self.text.len());
    }

    /// Writes the pieces back and begins the next block.
    fn finish(&mut self, events: &mut [Spanned], typography: &Typography) {
        if !self.pieces.is_empty()
            && let Some(set) = typography.set_with(&self.text, &mut self.cuts)
        {
            for (piece, cut) in self.pieces.iter().zip(self.cuts.chunks_exact(2)) {
                let text = &set[cut[0]..cut[1]];
                let event = &mut events[*piece].0;
                match event {
                    Event::Text(old) if **old != *text => *event = Event::Text(CowStr::from(text.to_owned())),
                    Event::SoftBreak if text != "\n" => *event = Event::Text(CowStr::from(text.to_owned())),
                    _ => {}
                }
            }
        }
        self.text.clear();
        self.pieces.clear();
        self.cuts.clear();
    }
}

/// What is not text and goes on over several events.
#[derive(Default)]
enum PassedOver {
    #[default]
    Nothing,
    /// An element of Markdown, with its depth.
    Element(usize),
    /// An element of raw HTML, by its name.
    RawHtml(&'static str),
}

impl PassedOver {
    fn begin(&mut self, what: PassedOver) {
        *self = what;
    }

    fn goes_on(&mut self, event: &Event) -> bool {
        match self {
            PassedOver::Nothing => return false,
            PassedOver::Element(depth) => match event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 1 => *self = PassedOver::Nothing,
                Event::End(_) => *depth -= 1,
                _ => {}
            },
            PassedOver::RawHtml(name) => match event {
                Event::InlineHtml(html) if closes(html, name) => *self = PassedOver::Nothing,
                // Never closed: it ends with its block.
                event if !is_inline(event) => {
                    *self = PassedOver::Nothing;
                    return false;
                }
                _ => {}
            },
        }
        true
    }
}

/// Events that stand inside a line of text and do not end it.
pub(super) fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}

pub(super) fn opens(html: &str, name: &str) -> bool {
    let rest = html.strip_prefix('<').and_then(|rest| rest.get(..name.len()).map(|start| (start, &rest[name.len()..])));
    rest.is_some_and(|(start, rest)| start.eq_ignore_ascii_case(name) && rest.starts_with(['>', ' ', '\n', '\t']))
}

fn closes(html: &str, name: &str) -> bool {
    html.strip_prefix("</").is_some_and(|rest| rest.trim_end_matches('>').trim().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_both_ends_of_a_range() {
        let text = |text: &'static str, start: usize| (Event::Text(CowStr::from(text)), start..start + text.len());
        let mut events = vec![text("abc", 0), text("&", 3), text("def", 4)];
        events[1].1 = 3..8;
        events[2].1 = 8..11;
        split_at(&mut events, &[1..2, 9..20]);
        let parts: Vec<(String, Range<usize>)> = events
            .into_iter()
            .map(|(event, range)| if let Event::Text(text) = event { (text.to_string(), range) } else { panic!() })
            .collect();
        let expected = [("a", 0..1), ("b", 1..2), ("c", 2..3), ("&", 3..8), ("d", 8..9), ("ef", 9..11)];
        assert_eq!(parts, expected.map(|(text, range)| (text.to_owned(), range)));
    }
}
