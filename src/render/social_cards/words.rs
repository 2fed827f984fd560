//! Words on their way to a card: what no font has letters for is seen here.

use crate::language::breaks::{graphemes, script_of};
use crate::pictures::cards::Fonts;
use crate::templates::{Value, none, text};
use std::collections::BTreeMap;

/// What signs are called that belong to no script.
const SIGNS: &str = "emoji and other signs";

/// The words of one card.
pub(super) struct Words<'a> {
    fonts: &'a Fonts,
    /// Scripts that no font has all letters of, each with the first that is missing.
    missing: BTreeMap<&'static str, String>,
}

impl<'a> Words<'a> {
    pub fn new(fonts: &'a Fonts) -> Words<'a> {
        Words { fonts, missing: BTreeMap::new() }
    }

    /// A text as it goes to the template. A sign that no font has is left out, and what is left has its meaning; a letter is
    /// not, and there is no card.
    pub fn take(&mut self, words: &str) -> String {
        let missing = self.fonts.without_glyph(words);
        let missing: Vec<char> = missing.into_iter().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        if missing.is_empty() {
            return words.to_owned();
        }
        let mut kept = String::with_capacity(words.len());
        let mut start = 0;
        for end in graphemes(words) {
            let grapheme = &words[std::mem::replace(&mut start, end)..end];
            match grapheme.chars().find(|c| missing.contains(c)) {
                None => kept.push_str(grapheme),
                Some(c) => {
                    let name = grapheme.chars().find_map(script_of).unwrap_or(SIGNS);
                    self.missing
                        .entry(name)
                        .or_insert_with(|| if name == SIGNS { grapheme.to_owned() } else { c.into() });
                }
            }
        }
        kept
    }

    /// The same for templates.
    pub fn value(&mut self, words: &str) -> Value {
        text(&self.take(words))
    }

    /// The same where there may be none.
    pub fn optional(&mut self, words: Option<&str>) -> Value {
        words.map_or_else(none, |words| self.value(words))
    }

    /// Whether every letter can be drawn.
    pub fn can_be_read(&self) -> bool {
        self.missing.keys().all(|name| *name == SIGNS)
    }

    /// The scripts that no font has all letters of, and a letter of each. Nobody misses an emoji on a card.
    pub fn missing(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.missing.iter().filter(|(name, _)| **name != SIGNS).map(|(name, letter)| (*name, letter.as_str()))
    }
}

/// A drawing without the characters that XML has no place for (XML 1.0, section 2.2).
pub(super) fn without_forbidden(svg: String) -> String {
    let is_forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if svg.contains(is_forbidden) { svg.replace(is_forbidden, "") } else { svg }
}
