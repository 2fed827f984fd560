//! Code in a text: what stands in it is no mark-up.

use std::ops::Range;

/// What of a text is no code.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outside {
    /// Its lines, with their ends.
    pub lines: Vec<Range<usize>>,
    /// Its parts, which may go over lines.
    pub parts: Vec<Range<usize>>,
}

/// Finds out what stands outside of fences and of spans of code.
pub(super) fn outside(text: &str) -> Outside {
    let mut found = Outside::default();
    let mut fence: Option<(u8, usize)> = None;
    let mut at = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let mark = bare.bytes().next().filter(|mark| [b'`', b'~'].contains(mark));
        let length = mark.map_or(0, |mark| bare.bytes().take_while(|b| *b == mark).count());
        match (fence, mark) {
            (None, Some(mark)) if length >= 3 && !(mark == b'`' && bare[length..].contains('`')) => {
                fence = Some((mark, length));
                spans(text, start..at, &mut found.parts);
            }
            (Some((open, least)), Some(mark))
                if mark == open && length >= least && bare[length..].trim().is_empty() =>
            {
                fence = None;
                start = at + line.len();
            }
            (None, _) => found.lines.push(at..at + line.len()),
            _ => {}
        }
        at += line.len();
    }
    if fence.is_none() {
        spans(text, start..at, &mut found.parts);
    }
    found
}

/// The parts between spans of code: as many backticks as have begun one end it.
fn spans(text: &str, within: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let (mut start, mut at) = (within.start, within.start);
    while let Some(found) = text[at..within.end].find('`') {
        let open = at + found;
        let length = text[open..within.end].bytes().take_while(|b| *b == b'`').count();
        let mut next = open + length;
        let mut end = None;
        while let Some(found) = text[next..within.end].find('`') {
            let close = next + found;
            let ticks = text[close..within.end].bytes().take_while(|b| *b == b'`').count();
            next = close + ticks;
            if ticks == length {
                end = Some(next);
                break;
            }
        }
        match end {
            Some(end) => {
                parts.push(start..open);
                (start, at) = (end, end);
            }
            None => at = open + length,
        }
    }
    parts.push(start..within.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_left_alone() {
        let text = "a `b` c\n```\nd\n```\ne ``f ` g`` h ` i\n~~~\nj\n";
        let outside = outside(text);
        let parts: Vec<&str> = outside.parts.iter().map(|part| &text[part.clone()]).collect();
        assert_eq!(parts, ["a ", " c\n", "e ", " h ` i\n"]);
        let lines: Vec<&str> = outside.lines.iter().map(|line| &text[line.clone()]).collect();
        assert_eq!(lines, ["a `b` c\n", "e ``f ` g`` h ` i\n"]);
    }
}
