//! A text with small changes for the parser, and the way back from places in it to places in what was written.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// What stands for a range of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// The range of what was written.
    pub at: Range<usize>,
    pub with: With,
}

/// What an edit puts into a text. In this order, where several stand at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum With {
    /// Nothing: what was written there is left out.
    Nothing,
    /// The end of an address.
    AddressEnd,
    /// A sign that is neither a blank nor punctuation to the parser, and is taken out of what it reads.
    Mark,
    /// The beginning of an address.
    AddressStart,
    /// Another character.
    Character(char),
}

/// A text with its edits made.
pub(super) struct Amended<'t> {
    pub text: Cow<'t, str>,
    /// The sign that stands for [`With::Mark`].
    mark: char,
    /// Where each edit came to stand, and what it replaced.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl<'t> Amended<'t> {
    /// Makes edits, which do not overlap.
    pub fn new(written: &'t str, mut edits: Vec<Edit>) -> Amended<'t> {
        let mark = mark_for(written);
        if edits.is_empty() {
            return Amended { text: Cow::Borrowed(written), mark, edits: Vec::new() };
        }
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end, edit.with));
        let mut text = String::with_capacity(written.len() + 4 * edits.len());
        let mut made = Vec::with_capacity(edits.len());
        let mut copied = 0;
        for Edit { at, with } in edits {
            if at.start < copied {
                continue;
            }
            text.push_str(&written[copied..at.start]);
            let start = text.len();
            match with {
                With::Nothing => {}
                // Stars beside an address see a letter, as they would without the brackets.
                With::AddressEnd => text.extend(['>', mark]),
                With::AddressStart => text.extend([mark, '<']),
                With::Mark => text.push(mark),
                With::Character(c) => text.push(c),
            }
            copied = at.end;
            made.push((start..text.len(), at));
        }
        text.push_str(&written[copied..]);
        Amended { text: Cow::Owned(text), mark, edits: made }
    }

    /// The place in what was written.
    pub fn written(&self, offset: usize) -> usize {
        let before = self.edits.partition_point(|(here, _)| here.start <= offset);
        match before.checked_sub(1).map(|i| &self.edits[i]) {
            None => offset,
            Some((here, there)) if offset >= here.end => there.end + (offset - here.end),
            Some((_, there)) => there.start,
        }
    }

    /// Takes the marks out of what the parser has read, and says whether anything is left of it.
    pub fn without_marks(&self, event: &mut Event<'_>) -> bool {
        if self.edits.is_empty() {
            return true;
        }
        let clean = |text: &mut CowStr<'_>| {
            if text.contains(self.mark) {
                *text = CowStr::from(text.replace(self.mark, ""));
            }
        };
        match event {
            Event::Text(text) => {
                clean(text);
                return !text.is_empty();
            }
            Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::FootnoteReference(text)
            | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text)) => clean(text),
            Event::Start(Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. }) => {
                [dest_url, title, id].into_iter().for_each(clean);
            }
            _ => {}
        }
        true
    }
}

/// A noncharacter, which Unicode keeps for uses inside a program, that is not in a text.
fn mark_for(text: &str) -> char {
    const FIRST: char = '\u{fdd0}';
    // All of them begin with these two bytes.
    if memchr::memmem::find(text.as_bytes(), b"\xef\xb7").is_none() {
        return FIRST;
    }
    (FIRST..='\u{fdef}').find(|c| !text.contains(*c)).unwrap_or(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_what_was_written() {
        let edits = vec![
            Edit { at: 9..9, with: With::AddressEnd },
            Edit { at: 2..2, with: With::AddressStart },
            Edit { at: 4..6, with: With::Nothing },
        ];
        let amended = Amended::new("a bcdefgh i", edits);
        assert_eq!(amended.text, "a \u{fdd0}<bcfgh>\u{fdd0} i");
        assert_eq!([0, 2, 5, 6, 7, 8, 9, 11, 16].map(|at| amended.written(at)), [0, 2, 2, 2, 3, 6, 7, 9, 10]);
        assert_eq!(Amended::new("abc", Vec::new()).written(2), 2);
    }

    #[test]
    fn the_mark_is_no_character_of_the_text() {
        assert_eq!(mark_for("a"), '\u{fdd0}');
        assert_eq!(mark_for("a\u{fdd0}"), '\u{fdd1}');
    }
}
