//! Runs: the words of a text as a translator gets them, and the mark-up between them as codes that stay what they are. For
//! who has a text translated.

mod collect;
mod titles;
mod write;

pub use collect::entries;
pub use write::{Escapes, escaped};

use std::ops::Range;

/// A block of a text that holds no other block: a paragraph, a heading, a cell of a table, a block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is and what it stands in, so that two texts can be held against each other.
    pub signature: String,
    /// What it is, for people: `heading`.
    pub what: &'static str,
    /// Where it stands.
    pub range: Range<usize>,
    /// What is written in it; none where it is no prose, or empty.
    pub run: Option<Run>,
}

/// Words and codes in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// Where they stand.
    pub range: Range<usize>,
    /// The words and the codes.
    pub tokens: Vec<Token>,
}

/// A part of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// Words, as readers see them.
    Words(Words),
    /// A code that encloses what follows, up to its `Close`.
    Open(Code),
    /// The end of what the last open code encloses.
    Close(Code),
    /// A code that stands by itself.
    Alone(Code),
}

/// Mark-up that a translator leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// What it is.
    pub sort: Sort,
    /// Where it stands.
    pub range: Range<usize>,
    /// Words inside it that readers see or hear: the description of a picture.
    pub alt: Option<Run>,
    /// Words inside it that stand in quotation marks behind its address.
    pub title: Option<Run>,
}

/// What a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// `*emphasis*`
    Emphasis,
    /// `**strong**`
    Strong,
    /// `~~struck out~~`
    Struck,
    /// `[a link](…)`
    Link,
    /// `![a picture](…)`
    Picture,
    /// `` `code` ``
    Code,
    /// An address that is its own text.
    Address,
    /// `[^1]`
    Footnote,
    /// The end of a line that is meant.
    Break,
    /// A tag or a comment of HTML.
    Html,
    /// What another program, or a component, would put there: `{{< figure >}}`.
    Shortcode,
    /// A placeable of a message: `{ $count }`.
    Placeable,
}

/// Words with the way back to where they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The words, without escapes, references and breaks of lines.
    pub text: String,
    /// Parts of the text with the bytes that they were written in. Where both are of one length, they are the same.
    chunks: Vec<(Range<usize>, Range<usize>)>,
}

impl Words {
    /// Adds words that were written in `written`.
    fn push(&mut self, text: &str, written: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.chunks.push((start..self.text.len(), written));
    }

    /// The bytes in which a part of the text was written.
    pub fn written(&self, part: Range<usize>) -> Range<usize> {
        let chunk = |at: usize| {
            let next = self.chunks.partition_point(|(text, _)| text.end <= at);
            self.chunks.get(next).filter(|(text, _)| text.start <= at)
        };
        let start = chunk(part.start).map(|(text, written)| match text.len() == written.len() {
            true => written.start + (part.start - text.start),
            false => written.start,
        });
        let end = part.end.checked_sub(1).and_then(chunk).map(|(text, written)| match text.len() == written.len() {
            true => written.start + (part.end - text.start),
            false => written.end,
        });
        let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
        start..end.max(start)
    }

    /// A part of the words.
    fn part(&self, part: Range<usize>) -> Words {
        let mut words = Words::default();
        let first = self.chunks.partition_point(|(text, _)| text.end <= part.start);
        for (text, _) in self.chunks[first..].iter().take_while(|(text, _)| text.start < part.end) {
            let range = text.start.max(part.start)..text.end.min(part.end);
            if !range.is_empty() {
                words.push(&self.text[range.clone()], self.written(range));
            }
        }
        words
    }
}

impl Run {
    /// A run of words alone.
    pub fn of_words(text: &str) -> Run {
        let mut words = Words::default();
        words.push(text, 0..text.len());
        Run { range: 0..text.len(), tokens: vec![Token::Words(words)] }
    }

    /// Whether there is anything to translate in it, apart from its codes.
    pub fn has_words(&self) -> bool {
        let has = |token: &Token| matches!(token, Token::Words(words) if words.text.contains(char::is_alphanumeric));
        self.tokens.iter().any(has)
    }

    /// Its codes: each that encloses something once, with its end.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.tokens.iter().filter_map(|token| match token {
            Token::Open(code) | Token::Alone(code) => Some(code),
            Token::Words(_) | Token::Close(_) => None,
        })
    }
}

#[cfg(test)]
mod tests;
