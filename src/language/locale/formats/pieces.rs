//! A formatted text in pieces that say what they are: the day of a date, the amount of a price.

use std::fmt;
use writeable::{Part, PartsWrite, Writeable};

/// A stretch of text and the parts that it lies in, the outermost first.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    pub parts: Vec<Part>,
    pub text: String,
}

impl Piece {
    pub fn is(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

/// The pieces of what ICU4X is about to write, in order.
pub(super) fn pieces(formatted: &impl Writeable) -> Vec<Piece> {
    let mut sink = Sink { pieces: Vec::new(), inside: Vec::new() };
    // Writing to memory cannot fail.
    let _ = formatted.write_to_parts(&mut sink);
    sink.pieces
}

/// The pieces as one text.
pub(super) fn join(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

struct Sink {
    pieces: Vec<Piece>,
    inside: Vec<Part>,
}

impl fmt::Write for Sink {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.pieces.last_mut() {
            Some(last) if last.parts == self.inside => last.text.push_str(text),
            _ => self.pieces.push(Piece { parts: self.inside.clone(), text: text.to_owned() }),
        }
        Ok(())
    }
}

impl PartsWrite for Sink {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut f: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        self.inside.push(part);
        let result = f(self);
        self.inside.pop();
        result
    }
}
