//! A text while it is set: what stands around a place in it, and what has been decided so far.

use super::rules::Rules;
use super::{Edit, OBJECT, is_end, is_space, is_start};
pub(super) use crate::language::text::is_letter;
use std::cell::Cell;
use std::ops::Range;

/// A quotation that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    /// The index of its marks.
    pub pair: usize,
    /// Whether it was opened by `'`.
    pub single: bool,
}

/// A text while it is set.
pub(super) struct Setter<'t, 'r> {
    pub text: &'t str,
    pub rules: &'r Rules,
    /// The quotations that are open, by the index of their pair of marks.
    pub open: Vec<Open>,
    /// Where the dash ended that a later one of the sentence closes.
    pub open_dash: Option<usize>,
    /// How far the text behind that dash has been looked through, for the end of its line and of its clause: each part of a
    /// text once.
    pub line_read: usize,
    pub clause_read: usize,
    /// Where groups of three digits were read, and where the number ends that they make, if they do.
    pub groups: Cell<(usize, usize, Option<usize>)>,
    /// Where the last spaces ended: the word before the next ones begins here or, after a bracket or mark, later.
    pub word_start: usize,
    /// Where the last straight mark ended, and whether it opened a quotation.
    pub last_mark: Option<(usize, bool)>,
    pub edits: Vec<Edit<'r>>,
    /// Whether what is set must be read once more: a mark closes what none has opened or stays as it is, or one rule has taken
    /// back what another had decided.
    pub reads_again: bool,
}

impl<'t, 'r> Setter<'t, 'r> {
    pub fn new(text: &'t str, rules: &'r Rules) -> Setter<'t, 'r> {
        Setter {
            text,
            rules,
            open: Vec::new(),
            open_dash: None,
            line_read: 0,
            clause_read: 0,
            groups: Cell::new((0, 0, None)),
            word_start: 0,
            last_mark: None,
            edits: Vec::new(),
            reads_again: false,
        }
    }

    /// Closes the quotation that was opened last, if there is one.
    pub fn close(&mut self) -> Option<Open> {
        let open = self.open.pop();
        self.reads_again |= open.is_none();
        open
    }

    /// What has to be changed, and whether that is all: each quotation was opened and closed, and the rules agreed.
    pub fn end(self) -> (Vec<Edit<'r>>, bool) {
        (self.edits, self.open.is_empty() && !self.reads_again)
    }

    /// Replaces a range, unless it is right already.
    pub fn replace(&mut self, range: Range<usize>, with: &'r str) {
        if self.text[range.clone()] == *with {
            return;
        }
        // A mark that takes the space before it stands over what was decided for that space.
        while self.edits.last().is_some_and(|(start, end, _)| *end > range.start || *start > range.start) {
            self.edits.pop();
            self.reads_again = true;
        }
        if with.ends_with(is_space) {
            self.word_start = range.end;
        }
        // A space that goes may have told where a sentence ends.
        self.reads_again |= with.is_empty();
        self.edits.push((range.start, range.end, with));
    }

    /// The character that begins at an offset.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The character that ends at an offset.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The end of the spaces that begin at an offset.
    pub fn skip_spaces(&self, at: usize) -> usize {
        // One space and a letter: nearly always.
        match self.text.as_bytes()[at..] {
            [b' ', next, ..] if next.is_ascii_alphanumeric() || matches!(next, 0xc3..=0xdf) => at + 1,
            _ => self.text[at..].find(|c| !is_space(c)).map_or(self.text.len(), |n| at + n),
        }
    }

    /// The start of the spaces that end at an offset.
    pub fn back_over_spaces(&self, at: usize) -> usize {
        self.text[..at].trim_end_matches(is_space).len()
    }

    /// The word that ends at an offset, if it has at most `longest` bytes.
    pub fn word_before(&self, at: usize, longest: usize) -> Option<&'t str> {
        let mut start = at;
        for c in self.text[..at].chars().rev() {
            if is_start(c) || matches!(c, '"' | '\'') || self.text[..start].ends_with("--") {
                break;
            }
            start -= c.len_utf8();
            if at - start > longest {
                return None;
            }
        }
        (start < at).then(|| &self.text[start..at])
    }

    /// The word that begins at an offset, without the punctuation at its end but with a full stop, if it has at most
    /// `longest` bytes.
    pub fn word_after(&self, at: usize, longest: usize) -> Option<&'t str> {
        let ends = |c: char| is_end(c) && !matches!(c, '.' | '’') || matches!(c, '"' | '“' | '«');
        let mut end = at;
        for c in self.text[at..].chars() {
            if ends(c) || self.text[end..].starts_with("--") || self.text[end..].starts_with("..") {
                break;
            }
            end += c.len_utf8();
            if end - at > longest + 1 {
                return None;
            }
        }
        (end > at).then(|| &self.text[at..end])
    }
}

/// The last word of a text, whatever marks, brackets or dashes stand in front of it, with the full stop behind it.
pub(super) fn last_word(text: &str) -> &str {
    let ends = |c: char| is_start(c) || matches!(c, '"' | '\'' | '»' | '”' | '’' | '›' | '§' | '№' | OBJECT);
    let word = text.rsplit(ends).next().unwrap_or(text);
    if word.contains('-') { word.rsplit("--").next().unwrap_or(word) } else { word }
}

/// Whether a character is part of a word, or stands for something that is like one.
pub(super) fn is_word(c: char) -> bool {
    is_letter(c) || c.is_numeric() || c == OBJECT
}
