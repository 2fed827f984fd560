//! Lines: where a text is broken, and how large its letters can be, so that it fits into a frame.
//!
//! Lines are as long as each other as far as can be: no word stands alone on the last one. What does not fit in the largest
//! letters is set in smaller ones; a word that is wider than the frame is broken; and only what does not fit in the smallest
//! letters is cut.

use super::size::Sizes;
use std::ops::Range;

/// What stands for the rest of a text.
pub(super) const ELLIPSIS: &str = "…";

/// Where the lines go.
pub(super) struct Room {
    pub width: f64,
    pub height: f64,
    /// From line to line, in sizes.
    pub line_height: f64,
    /// How many lines at most.
    pub lines: usize,
    pub sizes: Sizes,
    /// The width of the ellipsis, in em.
    pub ellipsis: f64,
}

impl Room {
    /// How many lines of a size there is room for: one in any case.
    fn lines_of(&self, size: f64) -> usize {
        let fit = (self.height / (size * self.line_height.max(0.1))).floor().max(1.0) as usize;
        fit.min(self.lines.max(1))
    }

    /// The width in em.
    fn em(&self, size: f64) -> f64 {
        // What is drawn may be wider by what two letters do to each other at a joint.
        self.width / size - 0.02
    }
}

/// A line: a part of the text, and whether something was left out after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub part: Range<usize>,
    pub is_cut: bool,
}

/// Lines of one size.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub size: f64,
    pub lines: Vec<Line>,
}

/// A part of a text that is not broken, without the space that ends it.
type Piece = Range<usize>;

/// Breaks a text at some of `breaks`, where the language allows it, and at some of `graphemes` within what is too wide for a
/// line. `em` gives the width of a part.
pub(super) fn fit(
    text: &str,
    breaks: &[usize],
    graphemes: impl Fn() -> Vec<usize>,
    em: impl Fn(Range<usize>) -> f64,
    room: &Room,
) -> Fitted {
    if text.is_empty() {
        let size = room.sizes.all().next().unwrap_or(room.sizes.smallest());
        return Fitted { size, lines: Vec::new() };
    }
    let mut pieces = pieces(text, breaks.iter().copied());
    let smallest = room.sizes.smallest();
    if pieces.iter().any(|piece| em(piece.clone()) > room.em(smallest)) {
        // Where it is broken is nobody's rule: it is broken into as few parts as can be.
        let graphemes = graphemes();
        let within = |piece: &Piece| em(piece.clone()) > room.em(smallest);
        let broken = pieces.iter().flat_map(|piece| {
            let inside = |at: &&usize| within(piece) && **at > piece.start && **at < piece.end;
            let ends: Vec<usize> = graphemes.iter().filter(inside).copied().chain([piece.end]).collect();
            let mut start = piece.start;
            ends.into_iter().map(move |end| std::mem::replace(&mut start, end)..end)
        });
        pieces = broken.collect();
    }
    for size in room.sizes.all() {
        if let Some(lines) = greedy(&pieces, room.em(size), &em)
            && lines.len() <= room.lines_of(size)
        {
            let part = |part: Range<usize>| Line { part, is_cut: false };
            let lines = balanced(&pieces, lines, room.em(size), &em);
            return Fitted { size, lines: lines.into_iter().map(part).collect() };
        }
    }
    Fitted { size: smallest, lines: cut(text, &pieces, &graphemes(), &em, room) }
}

/// The parts of a text between places where it may be broken.
fn pieces(text: &str, breaks: impl Iterator<Item = usize>) -> Vec<Piece> {
    let mut start = 0;
    let ends = breaks.filter(|at| *at > 0 && *at < text.len()).collect::<Vec<_>>();
    let mut pieces = Vec::with_capacity(ends.len() + 1);
    for end in ends.into_iter().chain([text.len()]) {
        let trimmed = text[start..end].trim_end().len();
        if trimmed > 0 {
            pieces.push(start..start + trimmed);
        }
        start = end;
    }
    pieces
}

/// Lines that are filled one after the other; none if a piece is wider than a line.
fn greedy(pieces: &[Piece], limit: f64, em: &impl Fn(Range<usize>) -> f64) -> Option<Vec<Range<usize>>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        if em(piece.clone()) > limit {
            return None;
        }
        match lines.last_mut() {
            Some(line) if em(line.start..piece.end) <= limit => line.end = piece.end,
            _ => lines.push(piece.clone()),
        }
    }
    Some(lines)
}

/// As many lines, and the longest as short as can be.
fn balanced(
    pieces: &[Piece],
    lines: Vec<Range<usize>>,
    limit: f64,
    em: &impl Fn(Range<usize>) -> f64,
) -> Vec<Range<usize>> {
    if lines.len() < 2 {
        return lines;
    }
    let (mut too_narrow, mut enough, mut best) = (0.0, limit, lines);
    for _ in 0..12 {
        let middle = (too_narrow + enough) / 2.0;
        match greedy(pieces, middle, em).filter(|lines| lines.len() <= best.len()) {
            Some(lines) => (enough, best) = (middle, lines),
            None => too_narrow = middle,
        }
    }
    best
}

/// As many lines of the smallest size as there is room for, the last one with an ellipsis.
fn cut(text: &str, pieces: &[Piece], graphemes: &[usize], em: &impl Fn(Range<usize>) -> f64, room: &Room) -> Vec<Line> {
    let size = room.sizes.smallest();
    let limit = room.em(size);
    let lines = greedy(pieces, limit, em).unwrap_or_default();
    let shown = room.lines_of(size);
    let mut lines: Vec<Line> = lines.into_iter().take(shown).map(|part| Line { part, is_cut: false }).collect();
    let Some(last) = lines.last_mut() else { return lines };
    let start = last.part.start;
    let fits = |end: usize| em(start..end) + room.ellipsis <= limit;
    let ends = pieces.iter().map(|piece| piece.end).filter(|end| *end > start && *end <= last.part.end);
    let end = ends.filter(|end| fits(*end)).max();
    let within = || graphemes.iter().copied().filter(|at| *at > start && *at <= last.part.end && fits(*at)).max();
    let end = end.or_else(within).unwrap_or(start);
    // `word, …` says no more than `word…`.
    let trimmed = text[start..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-،؛、".contains(c)).len();
    *last = Line { part: start..start + trimmed, is_cut: true };
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letters that are half as wide as high.
    fn fit_plain(text: &str, room: &Room) -> Fitted {
        let breaks: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
        let graphemes = || text.char_indices().map(|(at, _)| at).collect();
        fit(text, &breaks, graphemes, |part| text[part].chars().count() as f64 * 0.5, room)
    }

    fn room(width: f64, height: f64, lines: usize) -> Room {
        Room { width, height, line_height: 1.2, lines, sizes: Sizes::between(40.0, 20.0), ellipsis: 0.5 }
    }

    fn words<'a>(text: &'a str, fitted: &Fitted) -> Vec<&'a str> {
        fitted.lines.iter().map(|line| &text[line.part.clone()]).collect()
    }

    #[test]
    fn no_word_stands_alone_on_the_last_line() {
        let text = "the minister said it would not";
        let fitted = fit_plain(text, &room(540.0, 200.0, 9));
        assert_eq!(words(text, &fitted), ["the minister said", "it would not"]);
        assert_eq!(fitted.size, 40.0);
    }

    #[test]
    fn letters_shrink_before_anything_is_cut() {
        let text = "one two three four five six seven eight nine ten";
        let fitted = fit_plain(text, &room(260.0, 100.0, 9));
        assert!(fitted.size < 40.0 && fitted.lines.iter().all(|line| !line.is_cut), "{fitted:?}");
        let fitted = fit_plain(text, &room(200.0, 50.0, 9));
        assert_eq!(fitted.size, 20.0);
        assert!(fitted.lines.last().unwrap().is_cut);
        assert_eq!(words(text, &fitted), ["one two three four", "five six seven"]);
    }

    #[test]
    fn a_word_that_is_too_wide_is_broken_and_an_empty_text_has_no_lines() {
        let text = "a".repeat(80);
        let fitted = fit_plain(&text, &room(300.0, 400.0, 9));
        assert_eq!(words(&text, &fitted).concat(), text);
        assert!(fitted.lines.len() > 1 && fitted.lines.iter().all(|line| line.part.len() < 16), "{fitted:?}");
        assert!(fit_plain("", &room(300.0, 400.0, 9)).lines.is_empty());
    }

    proptest! {
        #[test]
        fn lines_hold_the_text_and_none_is_wider_than_the_frame(
            text in "[a-zа-я一-三 ]{0,200}",
            width in 60.0..900.0_f64,
            height in 20.0..500.0_f64,
            lines in 1..8_usize,
        ) {
            let text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            let room = room(width, height, lines);
            let fitted = fit_plain(&text, &room);
            prop_assert!(fitted.lines.len() <= lines);
            prop_assert!(fitted.lines.len() <= 1 || fitted.lines.len() as f64 * fitted.size * 1.2 <= height + 0.001);
            for line in &fitted.lines {
                let ellipsis = if line.is_cut { 0.5 } else { 0.0 };
                let wide = (text[line.part.clone()].chars().count() as f64 * 0.5 + ellipsis) * fitted.size;
                prop_assert!(wide <= width, "{wide} {width} {fitted:?}");
            }
            let squeezed = |text: &str| text.replace(' ', "");
            let shown: String = fitted.lines.iter().map(|line| &text[line.part.clone()]).collect();
            if fitted.lines.iter().any(|line| line.is_cut) {
                prop_assert!(squeezed(&text).starts_with(&squeezed(&shown)));
            } else {
                prop_assert_eq!(squeezed(&text), squeezed(&shown));
            }
        }
    }
}
