//! What is looked at in a Fluent file before its parser sees it.
//!
//! fluent-syntax reads nested braces by calling itself, without a bound, and fails at an escape that a letter outside ASCII
//! breaks off (`"\\u20é"`). A message with either is told and left out: spaces stand in its place, so that everything else
//! keeps its own.

use std::borrow::Cow;

/// Braces and calls one in another: no sentence chooses by so many things.
const DEEPEST: usize = 24;

/// What is wrong with a message that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// An escape of a character breaks off.
    BrokenEscape,
    /// Choices stand inside each other too often.
    TooDeep,
}

impl Wrong {
    /// What it is, and what to do, in words.
    pub fn words(self) -> (String, &'static str) {
        match self {
            Wrong::BrokenEscape => (
                "the number of a character breaks off here".to_owned(),
                "`\\u` takes four digits and `\\U` six, of 0-9 and a-f: \"\\u2009\"; or type the character itself",
            ),
            Wrong::TooDeep => (
                format!("more than {DEEPEST} braces stand inside each other"),
                "close each `{` with a `}`; make a message of its own of what is inside",
            ),
        }
    }
}

/// The file with spaces for the messages that its parser cannot bear, and where what is wrong with them stands.
pub(super) fn guarded(text: &str) -> (Cow<'_, str>, Vec<(usize, Wrong)>) {
    let mut wrong = Vec::new();
    let mut kept = Cow::Borrowed(text);
    // What is inside braces may go on where another message could begin: the parser may be inside of either.
    let (mut start, mut begun, mut carried) = (0, 0, Inside::default());
    while start < text.len() {
        let end = next_entry(text, start);
        if text[start..end].starts_with('#') {
            (begun, carried) = (end, Inside::default());
        } else {
            let mut fresh = Inside::default();
            let found = fresh.read(&text[start..end]);
            let found = found.into_iter().chain(carried.read(&text[start..end])).min_by_key(|(at, _)| *at);
            if let Some((at, what)) = found {
                wrong.push((start + at, what));
                let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
                let blanks: String = text[begun..end].bytes().map(blank).collect();
                kept.to_mut().replace_range(begun..end, &blanks);
                carried = Inside::default();
            }
            if carried.depth == 0 {
                begun = end;
            }
        }
        start = end;
    }
    (kept, wrong)
}

/// Where the entry that begins at `start` ends: before the next line with which another could begin. A parser that has lost
/// its way goes on there.
fn next_entry(text: &str, start: usize) -> usize {
    let begins = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'#');
    let mut lines = memchr::memchr_iter(b'\n', &text.as_bytes()[start..]).map(|at| start + at + 1);
    lines.find(|at| text.as_bytes().get(*at).is_some_and(begins)).unwrap_or(text.len())
}

/// What a place in a file is inside of.
#[derive(Default)]
struct Inside {
    /// Each open brace, with the calls that are open in it. What the text of a variant has in brackets counts as one, and
    /// ends with its brace.
    braces: Vec<usize>,
    /// All of them.
    depth: usize,
    in_string: bool,
}

impl Inside {
    /// Reads on, to the first thing that the parser cannot bear.
    fn read(&mut self, entry: &str) -> Option<(usize, Wrong)> {
        let bytes = entry.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' if self.in_string => {
                    let digits = match bytes.get(at + 1) {
                        Some(b'u') => 4,
                        Some(b'U') => 6,
                        _ => 0,
                    };
                    let broken = bytes.iter().skip(at + 2).take(digits).find(|digit| !digit.is_ascii_hexdigit());
                    if broken.is_some_and(|byte| !byte.is_ascii()) {
                        return Some((at, Wrong::BrokenEscape));
                    }
                    at += usize::from(matches!(bytes.get(at + 1), Some(b'\\' | b'"' | b'{')));
                }
                b'"' if self.depth > 0 => self.in_string = !self.in_string,
                b'\n' => self.in_string = false,
                _ if self.in_string => {}
                b'{' => {
                    self.braces.push(0);
                    self.depth += 1;
                }
                b'}' => self.depth -= self.braces.pop().map_or(0, |calls| calls + 1),
                b'(' => {
                    if let Some(calls) = self.braces.last_mut() {
                        (*calls, self.depth) = (*calls + 1, self.depth + 1);
                    }
                }
                b')' => {
                    if let Some(calls) = self.braces.last_mut().filter(|calls| **calls > 0) {
                        (*calls, self.depth) = (*calls - 1, self.depth - 1);
                    }
                }
                _ => {}
            }
            if self.depth > DEEPEST {
                return Some((at, Wrong::TooDeep));
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_syntax::ast::Entry;
    use fluent_syntax::parser;
    use proptest::prelude::*;

    #[test]
    fn a_message_that_its_parser_cannot_bear_is_left_out_and_the_others_stay() {
        let deep = format!("deep = {}x{}\n", "{ $n ->\n   *[other] ".repeat(3000), "\n }".repeat(3000));
        let calls = format!("calls = {{ {}1{} }}\n", "NUMBER(".repeat(20_000), ")".repeat(20_000));
        let open = format!("open = {}\n", "{".repeat(20_000));
        let lines = format!("lines = {{\n{}1\n", "NUMBER(\n".repeat(20_000));
        for (wrong, what) in [
            ("a = {\"\\u200Е\"}\n", Wrong::BrokenEscape),
            ("a = {\"\\U01F6é\"}\n", Wrong::BrokenEscape),
            (&deep, Wrong::TooDeep),
            (&calls, Wrong::TooDeep),
            (&open, Wrong::TooDeep),
            (&lines, Wrong::TooDeep),
        ] {
            let text = format!("before = x\n{wrong}after = {{ $n }}\n");
            let (kept, found) = guarded(&text);
            assert!(found.iter().all(|(_, found)| *found == what) && !found.is_empty(), "{found:?}");
            assert_eq!((kept.len(), kept.find("after")), (text.len(), text.find("after")));
            let read = parser::parse(kept.as_ref()).unwrap_or_else(|(read, _)| read);
            let is_message = |entry: &&Entry<&str>| matches!(entry, Entry::Message(_));
            assert_eq!(read.body.iter().filter(is_message).count(), 2, "{kept}");
        }
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        let text = "# {{{ a comment\na = {\"{\"} and {\"}\"} (see below) \\u200é \"quoted\"\n    .b = {\"\\u2009\"}{\"\\\\u\"}\n\
                    c = { NUMBER($n, type: \"ordinal\") ->\n    [one] { $n }st :)\n   *[other] { $n }th\n }\n";
        assert_eq!(guarded(text), (Cow::Borrowed(text), Vec::new()));
    }

    proptest! {
        /// Pieces that Fluent gives a meaning to, in any order.
        #[test]
        fn the_parser_never_fails_behind_the_guard(pieces in prop::collection::vec(prop::sample::select(vec![
            "a = ", "-b = ", "\n", "\n    ", "{", "}", "{ $n ->\n", "*[other] ", "[one] ", "\"", "\\", "\\u", "\\U", "00e9",
            "é", "Е", "NUMBER(", ")", "$n", "-b", "a", ".c", ":", ",", "1", "-", "#", "\r\n", "->", "=", "🙂",
        ]), 0..60)) {
            let text: String = pieces.concat();
            let (kept, _) = guarded(&text);
            prop_assert_eq!(kept.len(), text.len());
            let _ = parser::parse(kept.as_ref());
            let _ = parser::parse_runtime(kept.as_ref());
        }
    }
}
