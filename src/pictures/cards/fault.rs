//! What can be wrong with the drawing of a card.

use super::{HEIGHT, WIDTH};
use std::fmt;

/// Why a drawing is no card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardFault {
    /// It is no well-formed XML: the parser's words, and the line of the drawing.
    NoXml {
        /// What the parser says.
        reason: String,
        /// The line on which it stumbled, if there is one.
        line: String,
    },
    /// Its first element is not `svg`.
    NoDrawing,
    /// It has another size.
    OtherSize,
    /// It shows a picture that is not one of the site's.
    UnknownPicture(String),
    /// It cannot be drawn: resvg's words.
    NotDrawn(String),
    /// No encoding makes it small enough.
    TooHeavy,
}

impl fmt::Display for CardFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CardFault::NoXml { reason, line } if line.is_empty() => write!(f, "it is no XML: {reason}"),
            CardFault::NoXml { reason, line } => write!(f, "it is no XML: {reason}, in `{line}`"),
            CardFault::NoDrawing => f.write_str("its first element is not `<svg>`"),
            CardFault::OtherSize => write!(f, "it is not {WIDTH} wide and {HEIGHT} high"),
            CardFault::UnknownPicture(href) => write!(f, "there is no picture `{href}`"),
            CardFault::NotDrawn(reason) => write!(f, "it cannot be drawn: {reason}"),
            CardFault::TooHeavy => f.write_str("it is too heavy, however it is encoded"),
        }
    }
}

impl CardFault {
    /// What a theme's author can do.
    pub fn way_out(&self) -> &'static str {
        match self {
            CardFault::NoXml { .. } => "close every element, and put attributes into quotation marks",
            CardFault::NoDrawing => "begin with `<svg xmlns=\"http://www.w3.org/2000/svg\" …>`",
            CardFault::OtherSize => "write `width=\"1200\" height=\"630\"` into its first element",
            CardFault::UnknownPicture(_) => {
                "name a file of static/ by `asset(path=…)`, or use `card.lead.href` and `card.logo.href`"
            }
            CardFault::NotDrawn(_) => "keep to SVG 1.1: shapes, texts, pictures, gradients",
            CardFault::TooHeavy => "leave out noise and patterns, or put a picture behind",
        }
    }
}
