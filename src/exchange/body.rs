//! The Markdown of a text: its pieces between blank lines, as records of translations know them, and the blocks in each.

use crate::diagnostic::Lines;
use crate::input::content::{Document, Fingerprint, pieces_of};
use crate::markdown::runs::{Entry, Sort, entries};
use std::ops::Range;

/// The Markdown of a text.
#[derive(Debug, Clone)]
pub struct Body<'a> {
    /// The Markdown; all ranges are of its bytes.
    pub markdown: &'a str,
    /// What stands between blank lines, together with what a block goes over.
    pub groups: Vec<Group>,
    /// The blocks.
    pub entries: Vec<Entry>,
    /// The line of the file that the Markdown begins in.
    pub first_line: u32,
    /// The lines of the Markdown.
    lines: Lines,
}

/// Pieces that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they stand.
    pub range: Range<usize>,
    /// Their blocks.
    pub entries: Range<usize>,
    /// What each piece is known by.
    pub fingerprints: Vec<Fingerprint>,
}

impl<'a> Body<'a> {
    /// The Markdown of a document.
    pub fn of(document: &'a Document) -> Body<'a> {
        let markdown = document.kept_markdown();
        let entries = entries(markdown);
        let pieces: Vec<(Range<usize>, Fingerprint)> = pieces_of(document, |pieces| {
            let of_block = pieces.iter().filter_map(|piece| Some((piece.range()?, piece.fingerprint)));
            of_block.map(|(at, known_by)| (at.start - document.body..at.end - document.body, known_by)).collect()
        });
        let mut groups: Vec<Group> = Vec::new();
        let words_end = |entry: &Entry| markdown[..entry.range.end.min(markdown.len())].trim_end().len();
        let mut blocks: Vec<(usize, usize)> =
            entries.iter().map(|entry| (entry.range.start, words_end(entry))).collect();
        blocks.sort_unstable();
        let mut blocks = blocks.into_iter().peekable();
        // Where the blocks end that have begun before a piece.
        let mut begun_to = 0;
        for (range, fingerprint) in pieces {
            while let Some((_, end)) = blocks.next_if(|(start, _)| *start < range.start) {
                begun_to = begun_to.max(end);
            }
            match groups.last_mut() {
                Some(last) if range.start < begun_to => {
                    last.range.end = range.end;
                    last.fingerprints.push(fingerprint);
                }
                _ => groups.push(Group { range, entries: 0..0, fingerprints: vec![fingerprint] }),
            }
        }
        let mut next = 0;
        let count = groups.len();
        for (i, group) in groups.iter_mut().enumerate() {
            let start = next;
            while entries.get(next).is_some_and(|entry| i + 1 == count || entry.range.start < group.range.end) {
                next += 1;
            }
            group.entries = start..next;
            // A space that only some take for one may stand before its first word, or behind its last.
            let first = entries.get(start).filter(|_| next > start).map(|entry| entry.range.start);
            group.range.start = group.range.start.min(first.unwrap_or(group.range.start));
        }
        let starts: Vec<usize> = groups.iter().map(|group| group.range.start).skip(1).chain([markdown.len()]).collect();
        for (group, next) in groups.iter_mut().zip(starts) {
            let last = entries
                .get(group.entries.clone())
                .unwrap_or_default()
                .iter()
                .rev()
                .find_map(|entry| entry.run.as_ref());
            let end = last.map_or(0, |run| run.range.end);
            group.range.end = group.range.end.max(end.min(next));
        }
        let first_line = document.text()[..document.body].matches('\n').count() as u32 + 1;
        Body { markdown, groups, entries, first_line, lines: Lines::of(markdown) }
    }

    /// The line of the file that a byte of the Markdown is in.
    pub fn line(&self, offset: usize) -> u32 {
        self.first_line + self.lines.number(offset) as u32 - 1
    }

    /// The blocks of a group.
    pub fn of_group(&self, group: &Group) -> &[Entry] {
        self.entries.get(group.entries.clone()).unwrap_or_default()
    }

    /// Whether a group holds the place of words that are still to come: comments, and blocks without words.
    pub fn is_gap(&self, group: &Group) -> bool {
        let entries = self.of_group(group);
        let is_empty = |entry: &Entry| match (&entry.run, entry.what) {
            (_, "comment") => true,
            (Some(run), _) => !run.has_words() && run.codes().all(|code| is_no_word(code.sort)),
            (None, what) => !matches!(what, "code" | "HTML" | "rule" | "component"),
        };
        let has_comment = self.markdown[group.range.clone()].contains("<!--");
        has_comment && !entries.is_empty() && entries.iter().all(is_empty)
    }
}

/// Codes that stand in a gap, too: the comment with what is to be translated, and a picture without its words.
fn is_no_word(sort: Sort) -> bool {
    matches!(sort, Sort::Html | Sort::Picture)
}
