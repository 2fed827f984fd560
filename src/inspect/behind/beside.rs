//! What has changed in an original, beside what the translation says there.

use super::blocks::{Block, blocks};
use super::pairs::{Pair, Standing};
use super::past::{Past, Says};
use super::then::{Commit, Old, Then};
use crate::compare::{Stretch, stretches};
use crate::input::content::{Piece, pieces_of, record, recorded};
use std::collections::BTreeMap;

/// An original as it is now, held against what it said when a translation was made.
#[derive(Debug)]
pub struct Comparison {
    /// How it is known what it said.
    pub basis: Basis,
    /// What is not what it was.
    pub rows: Vec<Row>,
    /// The words to translate.
    pub words: usize,
}

/// How it is known what an original said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// By the translation's record; and, of the texts, what git has of them.
    Record,
    /// By the commit that the translation was last changed in.
    Commit(Commit),
    /// The translation has words that are not committed: it counts as up to date.
    Uncommitted,
    /// It is not known: there is no record, and git does not say.
    Nothing,
}

/// A block that is not what it was.
#[derive(Debug)]
pub struct Row {
    /// It.
    pub block: Block,
    /// What the translation says of it.
    pub translation: Option<Passage>,
    /// The line of the translation after which it goes, where it is new.
    pub after_line: Option<u32>,
}

/// A passage of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The line that it begins in.
    pub line: u32,
    /// What it says.
    pub text: String,
}

/// Holds an original against what it said when a translation was made.
pub fn compare(pair: &Pair, past: &Past) -> Comparison {
    let own = || {
        let record = recorded(pair.translation)?;
        Some(super::then::of_record(&record, &known_by_now(pair)))
    };
    let (then, basis) = match past.says(&pair.translation.path) {
        Says::Then(then) => {
            let basis = then.commit.clone().map_or(Basis::Record, Basis::Commit);
            (Some(then.clone()), basis)
        }
        Says::Unchanged(commit) => (None, Basis::Commit(commit.clone())),
        Says::Uncommitted => (None, Basis::Uncommitted),
        Says::Nothing => match own().filter(|_| pair.standing == Standing::Recorded) {
            Some(then) => (Some(then), Basis::Record),
            None => (None, Basis::Nothing),
        },
    };
    let rows = then.map_or_else(Vec::new, |then| {
        let found = pieces_of(pair.original, |now| blocks(now, &then));
        pieces_of(pair.translation, |translated| {
            let places = Places::of(&then, translated);
            found.into_iter().map(|block| places.row(block)).collect()
        })
    });
    let words = rows.iter().map(|row: &Row| row.block.words).sum();
    Comparison { basis, rows, words }
}

/// What of a record is still there.
fn known_by_now(pair: &Pair) -> BTreeMap<crate::input::content::Fingerprint, Old> {
    let prints = pieces_of(pair.original, record);
    super::then::texts(pair.original).into_iter().zip(prints.0).map(|(old, print)| (print, old)).collect()
}

/// Which piece of a translation says what which piece of the original said.
struct Places<'a> {
    then: &'a Then,
    translated: &'a [Piece<'a>],
    /// By the place among the pieces of then.
    of: BTreeMap<usize, usize>,
}

impl<'a> Places<'a> {
    /// Values of keys belong to each other by their keys; blocks by their order, where what they are (a heading, a list) is the
    /// same in both, or their number is.
    fn of(then: &'a Then, translated: &'a [Piece<'a>]) -> Places<'a> {
        let mut of = BTreeMap::new();
        let keys: BTreeMap<String, usize> =
            translated.iter().enumerate().filter_map(|(i, piece)| Some((piece.key()?.to_string(), i))).collect();
        for (at, old) in then.pieces.iter().enumerate() {
            of.extend(old.key.as_ref().and_then(|key| keys.get(key)).map(|i| (at, *i)));
        }
        let right: Vec<usize> =
            translated.iter().enumerate().filter(|(_, piece)| piece.key().is_none()).map(|(i, _)| i).collect();
        let mut left: Vec<usize> =
            then.pieces.iter().enumerate().filter(|(_, old)| old.key.is_none()).map(|(at, _)| at).collect();
        // Keys that a record names and nobody knows any more stand first.
        let first = left.iter().rposition(|at| of.keys().next_back().is_some_and(|key| at < key));
        left.drain(..first.map_or(0, |at| at + 1));
        let kinds = |texts: Vec<&str>| texts.into_iter().map(kind).collect::<Vec<_>>();
        let before = kinds(left.iter().map(|at| then.pieces[*at].text.as_deref().unwrap_or_default()).collect());
        let after = kinds(right.iter().map(|i| translated[*i].text).collect());
        if left.len() == right.len() {
            of.extend(left.iter().copied().zip(right.iter().copied()));
        } else {
            for stretch in stretches(&before, &after) {
                let (was, is) = match stretch {
                    Stretch::Same(was, is) => (was, is),
                    Stretch::Changed(was, is) if was.len() == is.len() => (was, is),
                    Stretch::Changed(..) => continue,
                };
                of.extend(was.zip(is).map(|(a, b)| (left[a], right[b])));
            }
        }
        Places { then, translated, of }
    }

    fn row(&self, block: Block) -> Row {
        let passage = |i: usize| {
            let piece = &self.translated[i];
            Passage { line: piece.line(), text: piece.text.trim_end().to_owned() }
        };
        let of_key = |key: &String| {
            self.translated.iter().position(|piece| piece.key().is_some_and(|of_piece| of_piece.to_string() == *key))
        };
        let is_new = block.line.is_some() && block.before.is_none();
        // A record does not tell a new block from one that was edited: where one is gone, that is its place.
        let is_gone = |old: &Old| old.text.is_none();
        let is_known = !is_new || self.then.pieces.get(block.at).is_some_and(is_gone);
        let found = match &block.key {
            Some(key) => of_key(key),
            None => self.of.get(&block.at).copied().filter(|_| is_known),
        };
        let before = (0..block.at).rev().find_map(|at| self.of.get(&at));
        let after_line = before.filter(|_| found.is_none()).map(|i| self.translated[*i].line());
        Row { translation: found.map(passage), after_line, block }
    }
}

/// What a block is, by what it begins with.
fn kind(text: &str) -> (char, usize) {
    let text = text.trim_start();
    let first = text.chars().next().unwrap_or(' ');
    let run = text.chars().take_while(|c| *c == first).count();
    match first {
        '#' => ('#', run),
        '!' if text.starts_with("![") => ('!', 0),
        '[' if text.starts_with("[^") => ('^', 0),
        '>' | '|' | '`' | '~' | '<' => (first, 0),
        '-' | '+' if text[1..].starts_with(' ') => ('-', 0),
        '*' if text[1..].starts_with(' ') => ('-', 0),
        '0'..='9' if text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']) => ('1', 0),
        _ if text.starts_with("http") && !text.contains(char::is_whitespace) => (':', 0),
        _ => (' ', 0),
    }
}
