//! References to characters that no page may have: `&#1;`, `&#x1b;`, `&#0;`.

use super::Spanned;
use super::amend::With;
use crate::diagnostic::{Code, Diagnostic};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// A reference that means no character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// Where it stands.
    pub at: Range<usize>,
    number: u32,
}

/// What the numbers from 0x80 mean in windows-1252, and on pages that were written with it (HTML, section 13.2.5.80).
const WINDOWS: [&str; 2] = ["€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž ", " ‘’“”•–—˜™š›œ žŸ"];

impl Reference {
    /// What stands for it on the page: what browsers make of it, where that is a character.
    pub fn with(&self) -> With {
        self.meant().map_or(With::Nothing, With::Character)
    }

    fn meant(&self) -> Option<char> {
        let index = self.number.checked_sub(0x80)?;
        let row = WINDOWS.get(index as usize / 16)?;
        row.chars().nth(index as usize % 16).filter(|c| *c != ' ')
    }

    /// What to tell the writer of it.
    pub fn problem(&self, written: &str) -> Diagnostic {
        let problem = |words: &str| Diagnostic::warning(Code::ControlCharacter, format!("`{written}` {words}"));
        match self.meant() {
            Some(c) => problem(&format!("is an old way to write `{c}`")).hint(format!("write `{c}`")),
            None => problem("is a character that no page may have: it was left out").hint("remove it"),
        }
    }
}

/// The references of a text outside of code that mean no character.
pub(super) fn references(markdown: &str, events: &[Spanned]) -> Vec<Reference> {
    let bytes = markdown.as_bytes();
    let is_escaped = |at: usize| bytes[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1;
    let mut found: Vec<Reference> = memchr::memmem::find_iter(bytes, b"&#")
        .filter(|at| !is_escaped(*at))
        .filter_map(|at| {
            let (length, number) = read(&markdown[at..])?;
            (!is_character(number)).then(|| Reference { at: at..at + length, number })
        })
        .collect();
    if !found.is_empty() {
        let is_code = |event: &Event| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
        let code: Vec<&Range<usize>> =
            events.iter().filter(|(event, _)| is_code(event)).map(|(_, range)| range).collect();
        found.retain(|reference| {
            let next = code.partition_point(|range| range.end <= reference.at.start);
            code.get(next).is_none_or(|range| reference.at.start < range.start)
        });
    }
    found
}

/// The length of the reference that a text begins with, and its number.
fn read(text: &str) -> Option<(usize, u32)> {
    let rest = text.strip_prefix("&#")?;
    let (digits, radix) = match rest.strip_prefix(['x', 'X']) {
        Some(rest) => (rest, 16),
        None => (rest, 10),
    };
    let length = digits.find(|c: char| !c.is_digit(radix))?;
    let number = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    digits[length..].starts_with(';').then(|| (text.len() - digits.len() + length + 1, number))
}

fn is_character(number: u32) -> bool {
    let is_noncharacter = number & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&number);
    match char::from_u32(number) {
        Some('\t' | '\n' | '\r') => true,
        Some(c) => !c.is_control() && !is_noncharacter,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::markdown::tests::rendered;

    #[test]
    fn a_reference_to_a_control_character_is_told_and_not_on_the_page() {
        let body = rendered("a&#1;b&#x1b;c&#0;d&#150;e\n\n[f](other.md \"g&#7;h\") `&#1;` \\&#1; &#233;\n\n    &#1;\n");
        let code = |p: &crate::diagnostic::Diagnostic| p.code == Code::ControlCharacter;
        assert!(body.problems.0.iter().all(code), "{:?}", body.problems);
        let places: Vec<(u32, u32)> =
            body.problems.0.iter().map(|p| p.place.as_ref().map(|place| (place.line, place.column)).unwrap()).collect();
        assert_eq!(places, [(1, 2), (1, 7), (1, 14), (1, 19), (3, 16)]);
        assert!(body.html.contains("<p>abcd–e</p>") && body.html.contains("title=\"gh\""), "{}", body.html);
        assert!(body.html.contains("<code>&amp;#1;</code> &amp;#1; é"), "{}", body.html);
        assert!(!body.html.chars().any(|c| c.is_control() && c != '\n'));
    }
}
