//! A text as translators get it: units of segments, words and codes. Both formats are written from this.

use crate::language::LanguageTag;
use crate::markdown::runs::Sort;
use std::collections::HashMap;

/// What one file of a site has to translate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The file of the original, seen from the site's root.
    pub original: String,
    /// The file of the translation.
    pub target: String,
    /// The language of the original.
    pub source: LanguageTag,
    /// The language of the translation.
    pub language: LanguageTag,
    /// A fingerprint of the translation's file as it is now; none where there is no such file.
    pub stamp: Option<String>,
    /// What its translator should know.
    pub notes: Vec<String>,
    /// What is translated as a whole, in the order of the original.
    pub units: Vec<Unit>,
}

/// What is translated as a whole: a paragraph, a title, a form of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name, the same as long as the original says the same.
    pub id: String,
    /// What it is: `heading`.
    pub what: String,
    /// The line of the original.
    pub line: u32,
    /// What its translator should know.
    pub notes: Vec<String>,
    /// The codes of the original.
    pub codes: Vec<Code>,
    /// The codes that the translation writes in another way, or has besides.
    pub own_codes: Vec<Code>,
    /// Its sentences.
    pub segments: Vec<Segment>,
    /// Whether breaks of lines mean something.
    pub keeps_lines: bool,
}

/// Codes by their numbers.
pub type ById<'a> = HashMap<u32, &'a Code>;

impl Unit {
    /// The codes of the original.
    pub fn of_source(&self) -> ById<'_> {
        self.codes.iter().rev().map(|code| (code.id, code)).collect()
    }

    /// The codes of the translation: its own before the original's.
    pub fn of_target(&self) -> ById<'_> {
        self.own_codes.iter().chain(&self.codes).rev().map(|code| (code.id, code)).collect()
    }
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its name: another as soon as the sentence is another.
    pub id: String,
    /// What the original says.
    pub source: Vec<Inline>,
    /// What the translation says.
    pub target: Option<Vec<Inline>>,
    /// How the translation stands.
    pub state: State,
}

/// A part of a segment. Codes are named by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Words(String),
    /// A code begins.
    Open(u32),
    /// It ends.
    Close(u32),
    /// A code that encloses nothing.
    Alone(u32),
}

impl Inline {
    /// Its words, if it is some.
    pub fn words(&self) -> Option<&str> {
        if let Inline::Words(words) = self { Some(words) } else { None }
    }
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its number in the unit, from 1.
    pub id: u32,
    /// What it is.
    pub sort: Sort,
    /// How it is written, or how it begins.
    pub opens: String,
    /// How it ends, if it encloses something.
    pub closes: Option<String>,
    /// Units with words that stand inside the code: the description of a picture.
    pub inside: Vec<String>,
    /// Whether a sentence may do without it: a number in one of several plural forms.
    pub is_optional: bool,
}

/// How a translation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// There is none, or it is one of something else.
    Initial,
    /// A machine has made it.
    Machine,
    /// The original has changed since.
    Outdated,
    /// Somebody has translated it.
    Translated,
    /// Somebody else has read it.
    Reviewed,
    /// It is to be published.
    Final,
}

/// A short name for a text, made of what it says.
pub fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..10].to_owned()
}

/// Names that are given once each: a second text of the same name gets a number.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, usize>);

impl Names {
    /// A name, with a number from the second on.
    pub fn once(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name}-{count}") }
    }
}

/// Words and codes as one text that tells them apart; for fingerprints and comparisons.
pub fn flat(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Words(words) => words.clone(),
        Inline::Open(id) => format!("\u{1}{id}\u{2}"),
        Inline::Close(id) => format!("\u{3}{id}\u{2}"),
        Inline::Alone(id) => format!("\u{4}{id}\u{2}"),
    };
    inlines.iter().map(one).collect()
}

/// The same with blanks and breaks of lines as single blanks, none at the ends, and no words without letters between two
/// parts of the text.
pub fn tidied(inlines: Vec<Inline>, keeps_lines: bool) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (inline, out.last_mut()) {
            (Inline::Words(words), Some(Inline::Words(before))) => before.push_str(&words),
            (inline, _) => out.push(inline),
        }
    }
    for inline in &mut out {
        if let Inline::Words(words) = inline {
            *words = if keeps_lines { lines(words) } else { single_blanks(words) };
        }
    }
    let blank = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r');
    if let Some(Inline::Words(words)) = out.first_mut() {
        *words = words.trim_start_matches(blank).to_owned();
    }
    if let Some(Inline::Words(words)) = out.last_mut() {
        *words = words.trim_end_matches(blank).to_owned();
    }
    out.retain(|inline| !matches!(inline, Inline::Words(words) if words.is_empty()));
    out
}

/// Blanks of all kinds that a program may have put there become one; those that do not break mean something.
fn single_blanks(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            ' ' | '\n' | '\t' | '\r' if out.ends_with(' ') => {}
            '\n' | '\t' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Lines without the blanks that a program may have indented them with.
fn lines(words: &str) -> String {
    let words = words.replace("\r\n", "\n");
    let mut lines = words.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| text + "\n" + line.trim_start_matches([' ', '\t']))
}

/// Whether there are words or codes.
pub fn is_empty(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| matches!(inline, Inline::Words(words) if words.trim().is_empty()))
}
