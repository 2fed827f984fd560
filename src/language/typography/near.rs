//! The words on both sides of a place, and whether they are some that a rule names.

use super::is_space;
use super::setter::{Setter, is_letter};
use super::words::Words;

/// Whether a number stands before the last word: then an abbreviation is that of a unit or a year, not of a title.
pub(super) fn follows_number(s: &Setter) -> bool {
    s.text[..s.word_start].trim_end_matches(is_space).ends_with(|c: char| c.is_ascii_digit())
}

/// Whether the word that ends at an offset is one of some.
pub(super) fn ends_with(s: &Setter, at: usize, words: &Words) -> bool {
    if words.is_empty() || at <= s.word_start {
        return false;
    }
    let since_space = &s.text[s.word_start..at];
    if words.may_begin(since_space.as_bytes()) && words.has(since_space) {
        return true;
    }
    if since_space.chars().all(is_letter) {
        return false;
    }
    // A bracket or a mark may stand in front of the word, or an article that has lost its vowel: `l’article 5`.
    let elided = || since_space.rsplit_once(['’', '\'']).is_some_and(|(_, word)| words.has(word));
    s.word_before(at, words.longest()).is_some_and(|word| words.has(word)) || elided()
}

/// Whether the word at an offset is one of some, with or without the full stop after it.
pub(super) fn has(s: &Setter, at: usize, words: &Words) -> bool {
    if !words.may_begin(&s.text.as_bytes()[at..]) {
        return false;
    }
    s.word_after(at, words.longest()).is_some_and(|word| {
        // An abbreviation may run into the next one: `т.е.` begins as `т. е.` does.
        let word = word.trim_end_matches(['\'', '’']);
        let first = word.find('.').unwrap_or(word.len());
        let with_stop = &word[..word.len().min(first + 1)];
        words.has(word) || words.has(word.trim_end_matches('.')) || words.has(&word[..first]) || words.has(with_stop)
    })
}
