//! Two texts on a terminal: side by side where it is wide enough, else below each other.

use anstream::{AutoStream, ColorChoice, println};
use std::io::{self, IsTerminal};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const GONE: &str = "\x1b[31;9m";
const NEW: &str = "\x1b[32;4m";
const PLAIN: &str = "\x1b[0m";

/// What stands between two columns.
const BETWEEN: &str = " │ ";

/// A text in a column: where it stands, and its parts.
pub(super) struct Side {
    pub head: String,
    /// Each with whether it is in both versions, gone or new.
    pub parts: Vec<(Mark, String)>,
}

/// What is so of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Same,
    Gone,
    New,
    /// It is said of the text, and not in it.
    Aside,
}

/// Whether what was changed is shown by colours, or by signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Colours,
    Signs,
}

impl Ink {
    /// Signs where nothing shows colours: in a file, in another program, and where nobody wants them.
    pub fn of_terminal() -> Ink {
        if AutoStream::choice(&io::stdout()) == ColorChoice::Never { Ink::Signs } else { Ink::Colours }
    }

    pub fn bold(self, text: &str) -> String {
        self.dressed(BOLD, text)
    }

    fn dressed(self, style: &str, text: &str) -> String {
        match self {
            Ink::Colours => format!("{style}{text}{PLAIN}"),
            Ink::Signs => text.to_owned(),
        }
    }

    /// The words of a part with what shows the mark: of a part in signs, the first and the last word have them.
    fn words(self, mark: Mark, text: &str) -> Vec<(Mark, String)> {
        let text = match (self, mark) {
            (Ink::Signs, Mark::Gone) => format!("[-{text}-]"),
            (Ink::Signs, Mark::New) => format!("{{+{text}+}}"),
            _ => text.to_owned(),
        };
        // A word with the blank behind it.
        let mut words: Vec<(Mark, String)> = Vec::new();
        for c in text.chars() {
            let is_new = words.last().is_none_or(|(_, last)| last.ends_with(char::is_whitespace) && !c.is_whitespace());
            if is_new {
                words.push((mark, String::new()));
            }
            if let Some((_, last)) = words.last_mut() {
                last.push(c);
            }
        }
        words
    }

    fn show(self, mark: Mark, text: &str) -> String {
        let style = match mark {
            Mark::Same => return text.to_owned(),
            Mark::Gone => GONE,
            Mark::New => NEW,
            Mark::Aside => DIM,
        };
        self.dressed(style, text)
    }

    /// The lines of a text, each in at most `width` cells, and the cells of each.
    fn lines(self, side: &Side, width: Option<usize>) -> Vec<(String, usize)> {
        let width = width.unwrap_or(usize::MAX);
        let mut lines: Vec<(String, usize)> = vec![(String::new(), 0)];
        let words = side.parts.iter().flat_map(|(mark, text)| self.words(*mark, text));
        for (mark, word) in words {
            let word = word.replace('\t', " ");
            let (text, breaks) = (word.trim_end(), word.matches('\n').count());
            let cells = text.width();
            if lines.last().is_some_and(|(_, used)| *used > 0 && used + cells > width) {
                lines.push((String::new(), 0));
            }
            for piece in pieces(text, width) {
                let is_full = lines.last().is_some_and(|(_, used)| *used > 0 && used + piece.width() > width);
                if is_full {
                    lines.push((String::new(), 0));
                }
                if let Some((line, used)) = lines.last_mut() {
                    line.push_str(&self.show(mark, piece));
                    *used += piece.width();
                }
            }
            if breaks > 0 {
                lines.push((String::new(), 0));
            } else if let Some((line, used)) = lines.last_mut().filter(|_| word.len() > text.len()) {
                line.push_str(&self.show(mark, " "));
                *used += 1;
            }
        }
        lines
    }
}

/// A word in pieces that fit: an address may be longer than a line.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut cells) = (0, 0);
    for (at, c) in word.char_indices() {
        let more = c.width().unwrap_or(0);
        if cells + more > width && at > start {
            pieces.push(&word[start..at]);
            (start, cells) = (at, 0);
        }
        cells += more;
    }
    pieces.push(&word[start..]);
    pieces
}

/// Columns of the terminal; none where the text goes into a file or another program.
pub(super) fn width() -> Option<usize> {
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    if io::stdout().is_terminal() { of_terminal() } else { None }
}

/// Two texts side by side.
pub(super) fn beside(ink: &Ink, left: &Side, right: &Side, width: usize) {
    let column = (width - BETWEEN.width()) / 2;
    let of = |side: &Side| {
        let head: Vec<(String, usize)> = pieces(&side.head, column).iter().map(|p| (ink.bold(p), p.width())).collect();
        [head, ink.lines(side, Some(column))].concat()
    };
    let (left, right) = (of(left), of(right));
    for i in 0..left.len().max(right.len()) {
        let (text, cells) = left.get(i).map_or(("", 0), |(text, cells)| (text.as_str(), *cells));
        let other = right.get(i).map_or("", |(text, _)| text.as_str());
        let line = format!("{text}{}{BETWEEN}{other}", " ".repeat(column.saturating_sub(cells)));
        println!("{}", line.trim_end());
    }
}

/// Two texts below each other.
pub(super) fn below(ink: &Ink, left: &Side, right: &Side, width: Option<usize>) {
    for side in [left, right] {
        println!("{}", ink.bold(&side.head));
        for (line, _) in ink.lines(side, width.map(|width| width.saturating_sub(2).max(20))) {
            println!("{}", format!("  {line}").trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(parts: &[(Mark, &str)]) -> Side {
        let parts = parts.iter().map(|(mark, text)| (*mark, (*text).to_owned())).collect();
        Side { head: String::new(), parts }
    }

    fn lines(parts: &[(Mark, &str)], width: usize) -> Vec<String> {
        Ink::Signs.lines(&side(parts), Some(width)).into_iter().map(|(line, _)| line.trim_end().to_owned()).collect()
    }

    #[test]
    fn lines_fit_their_column_in_any_script() {
        let parts = [(Mark::Same, "One "), (Mark::Gone, "two"), (Mark::New, "2"), (Mark::Same, " three")];
        assert_eq!(lines(&parts, 80), ["One [-two-]{+2+} three"]);
        assert_eq!(lines(&parts, 12), ["One [-two-]", "{+2+} three"]);
        assert_eq!(lines(&[(Mark::Same, "a\nb")], 80), ["a", "b"]);
        for text in ["我们喜欢读书我们喜欢读书", "https://example.org/a/very/long/address", "Договор о мире"]
        {
            let all = Ink::Signs.lines(&side(&[(Mark::New, text)]), Some(10));
            assert!(all.iter().all(|(line, cells)| line.width() == *cells && line.trim_end().width() <= 10), "{all:?}");
        }
    }

    #[test]
    fn colours_take_no_room() {
        let [(line, cells)] = &Ink::Colours.lines(&side(&[(Mark::New, "new")]), None)[..] else { panic!() };
        assert!(line.contains("\x1b[32") && *cells == 3, "{line:?}");
    }
}
