//! Segments: a run cut into its sentences. A sentence that ends inside a code goes on to where the code ends.

use super::model::{Inline, tidied};
use crate::language::breaks::sentences;
use crate::language::typography::Typography;
use crate::markdown::runs::{Code, Run, Sort, Token};
use std::ops::Range;

/// A code of a run, with both its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Its number in the unit.
    pub id: u32,
    /// The code; an end that has words inside it gives them to this one.
    pub code: Code,
    /// Where its end stands, if it encloses something.
    pub closes: Option<Range<usize>>,
}

/// The codes of a run, numbered from 1.
pub fn coded(run: &Run) -> Vec<Coded> {
    let mut all: Vec<Coded> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in &run.tokens {
        match token {
            Token::Words(_) => {}
            Token::Open(code) | Token::Alone(code) => {
                if matches!(token, Token::Open(_)) {
                    open.push(all.len());
                }
                all.push(Coded { id: all.len() as u32 + 1, code: code.clone(), closes: None });
            }
            Token::Close(code) => {
                if let Some(coded) = open.pop().and_then(|i| all.get_mut(i)) {
                    coded.closes = Some(code.range.clone());
                    coded.code.title = code.title.clone();
                }
            }
        }
    }
    all
}

/// The code with a number. Most stand where their numbers say.
pub fn with_id(codes: &[Coded], id: u32) -> Option<&Coded> {
    let there = (id as usize).checked_sub(1).and_then(|at| codes.get(at)).filter(|code| code.id == id);
    there.or_else(|| codes.iter().find(|code| code.id == id))
}

/// A sentence of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Its words and codes.
    pub inlines: Vec<Inline>,
    /// Where it is written.
    pub written: Range<usize>,
}

/// A part of a run, on the way to a sentence.
struct Part {
    inline: Inline,
    written: Range<usize>,
}

/// The sentences of a run whose codes are numbered so.
pub fn cut(run: &Run, ids: &[u32], typography: &Typography) -> Vec<Cut> {
    let (plain, starts) = plain(run);
    let ends = sentences(&plain, typography);
    let mut pieces: Vec<Vec<Part>> = vec![Vec::new()];
    let mut ids = ids.iter().copied();
    let mut open: Vec<u32> = Vec::new();
    for (token, start) in run.tokens.iter().zip(starts) {
        let is_end = ends.binary_search(&start).is_ok() && start < plain.len() && start > 0;
        let belongs_before = match token {
            Token::Close(_) => true,
            Token::Alone(code) => code.sort == Sort::Footnote,
            _ => false,
        };
        if is_end && open.is_empty() && !belongs_before {
            pieces.push(Vec::new());
        }
        let mut push = |inline: Inline, written: Range<usize>| {
            if let Some(piece) = pieces.last_mut() {
                piece.push(Part { inline, written });
            }
        };
        match token {
            Token::Open(code) => {
                let id = ids.next().unwrap_or_default();
                open.push(id);
                push(Inline::Open(id), code.range.clone());
            }
            Token::Close(code) => push(Inline::Close(open.pop().unwrap_or_default()), code.range.clone()),
            Token::Alone(code) => push(Inline::Alone(ids.next().unwrap_or_default()), code.range.clone()),
            Token::Words(words) => {
                let mut from = 0;
                let below = |most: usize| ends.partition_point(|end| *end < most);
                let inside = ends.get(below(start + 1)..below(start + words.text.len())).unwrap_or_default();
                let cuts: Vec<usize> =
                    if open.is_empty() { inside.iter().map(|end| end - start).collect() } else { vec![] };
                for to in cuts.into_iter().chain([words.text.len()]) {
                    let text = &words.text[from..to];
                    let blanks = text.len() - text.trim_start_matches(' ').len();
                    let end = from + text.trim_end_matches(' ').len();
                    let inner = (from + blanks).min(end)..end;
                    let piece = Part { inline: Inline::Words(text.to_owned()), written: words.written(inner) };
                    if from > 0 {
                        pieces.push(Vec::new());
                    }
                    if let Some(last) = pieces.last_mut() {
                        last.push(piece);
                    }
                    from = to;
                }
            }
        }
    }
    joined(pieces)
}

/// What has no words of its own belongs to a neighbour.
fn joined(pieces: Vec<Vec<Part>>) -> Vec<Cut> {
    let mut out: Vec<Vec<Part>> = Vec::new();
    let has_words = |piece: &[Part]| {
        piece.iter().any(|part| matches!(&part.inline, Inline::Words(words) if words.contains(char::is_alphanumeric)))
    };
    let mut is_open = false;
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        let has = has_words(&piece);
        match out.last_mut() {
            Some(last) if !has || is_open => {
                last.extend(piece);
                is_open = !has && is_open;
            }
            _ => {
                is_open = !has;
                out.push(piece);
            }
        }
    }
    let cut = |piece: Vec<Part>| {
        let written: Vec<&Range<usize>> =
            piece.iter().map(|part| &part.written).filter(|written| !written.is_empty()).collect();
        let start = written.first().map_or(0, |written| written.start);
        let end = written.last().map_or(start, |written| written.end);
        Cut { inlines: tidied(piece.into_iter().map(|part| part.inline).collect(), false), written: start..end }
    };
    out.into_iter().map(cut).filter(|cut| !cut.inlines.is_empty()).collect()
}

/// The words of a run for who looks for sentences in them, and where each token begins there.
fn plain(run: &Run) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(run.tokens.len());
    for token in &run.tokens {
        starts.push(text.len());
        match token {
            Token::Words(words) => text.push_str(&words.text),
            Token::Alone(code) => match code.sort {
                // It is a word to readers, and may begin a sentence.
                Sort::Code | Sort::Address | Sort::Picture | Sort::Placeable => text.push('X'),
                Sort::Break => text.push('\u{2029}'),
                _ => {}
            },
            Token::Open(_) | Token::Close(_) => {}
        }
    }
    (text, starts)
}
