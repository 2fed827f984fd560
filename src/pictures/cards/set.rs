//! Setting: a text in a face, in lines that fit into a frame.

use super::fonts::Fonts;
use super::lines::{self, Room};
use super::size::Sizes;
use crate::language::breaks::{graphemes, line_breaks};

/// The left end of a part that is written from the right, and the end of it (Unicode Standard Annex 9): what draws SVG takes
/// every line for one that is written from the left.
const FROM_THE_RIGHT: (char, char) = ('\u{202b}', '\u{202c}');

/// Where a text is to go, in pixels.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    /// How wide it may be.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// The size of its letters where there is room.
    pub size: f64,
    /// The smallest that they may be.
    pub min_size: f64,
    /// From line to line, in sizes.
    pub line_height: f64,
    /// How many lines at most.
    pub lines: usize,
    /// How bold, 100 to 900.
    pub weight: u16,
    /// Families of fonts, parted by commas: the first that has the letters is taken.
    pub font: &'a str,
    /// Whether the language is written from the right.
    pub from_right: bool,
}

/// A text in lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lettered {
    /// The lines, for a drawing: those of a language that is written from the right say so in themselves.
    pub lines: Vec<String>,
    /// How wide each is, in pixels.
    pub widths: Vec<f64>,
    /// The size of the letters.
    pub size: f64,
    /// From line to line, in pixels.
    pub step: f64,
    /// The family of the font.
    pub font: String,
    /// Its weight.
    pub weight: u16,
    /// Whether something was left out.
    pub is_cut: bool,
}

impl Fonts {
    /// Breaks a text into lines that fit into a frame, in letters that are as large as can be.
    pub fn set(&self, text: &str, frame: &Frame) -> Lettered {
        let text = plain(text);
        let families: Vec<&str> =
            frame.font.split(',').map(|name| name.trim().trim_matches(['"', '\''])).filter(|n| !n.is_empty()).collect();
        // The ellipsis is measured with it.
        let probe = format!("{text}{}", lines::ELLIPSIS);
        let Some((face, measured)) = self.choose(&probe, &families, frame.weight) else {
            return Lettered { size: frame.size, ..Lettered::default() };
        };
        let em = |part: std::ops::Range<usize>| measured.em(part);
        let room = Room {
            width: frame.width,
            height: frame.height,
            line_height: frame.line_height,
            lines: frame.lines,
            sizes: Sizes::between(frame.size, frame.min_size),
            ellipsis: measured.em(text.len()..probe.len()),
        };
        let fitted = lines::fit(&text, &line_breaks(&text), || graphemes(&text), em, &room);
        let width = |line: &lines::Line| {
            let ellipsis = if line.is_cut { room.ellipsis } else { 0.0 };
            (measured.em(line.part.clone()) + ellipsis) * fitted.size
        };
        let written = |line: &lines::Line| {
            let words = &text[line.part.clone()];
            let ellipsis = if line.is_cut { lines::ELLIPSIS } else { "" };
            match frame.from_right {
                true => format!("{}{words}{ellipsis}{}", FROM_THE_RIGHT.0, FROM_THE_RIGHT.1),
                false => format!("{words}{ellipsis}"),
            }
        };
        Lettered {
            lines: fitted.lines.iter().map(written).collect(),
            widths: fitted.lines.iter().map(width).collect(),
            size: fitted.size,
            step: fitted.size * frame.line_height,
            font: face.family.clone(),
            weight: face.weight,
            is_cut: fitted.lines.iter().any(|line| line.is_cut),
        }
    }
}

/// A text of one line: white space is a space, and what says how it is to be set is left out.
fn plain(text: &str) -> String {
    let is_order = |c: char| matches!(c, '\u{ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_order(*c)) {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain.trim_matches(' ').to_owned()
}
