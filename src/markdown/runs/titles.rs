//! The words in quotation marks behind an address: `![…](a.jpg "These")`.

use super::{Run, Token, Words};
use pulldown_cmark::CowStr;
use std::ops::Range;

/// The title at the end of `](address "title")`, or of a definition without the closing parenthesis. `said` is what the
/// parser has read it as.
pub(super) fn title(markdown: &str, within: Range<usize>, said: &CowStr) -> Option<Run> {
    if said.trim().is_empty() {
        return None;
    }
    let text = markdown.get(within.clone())?.trim_end();
    let text = text.strip_suffix(')').filter(|_| text.starts_with("](")).unwrap_or(text).trim_end();
    let last = text.chars().next_back()?;
    let first = match last {
        '"' | '\'' => last,
        ')' => '(',
        _ => return None,
    };
    let end = text.len() - 1;
    // The nearest one before it that is no part of the title itself stands behind a blank.
    let is_escaped = |at: usize| text[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    let is_first = |at: &usize| text[..*at].ends_with(char::is_whitespace) && !is_escaped(*at);
    let candidates = text[..end].match_indices(first).map(|(at, _)| at).filter(is_first);
    // Which of them it is shows by what the parser made of it.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let start = candidates.min_by_key(|at| letters(&text[at + 1..end]).abs_diff(letters(said)))?;
    let range = within.start + start + 1..within.start + end;
    let mut words = Words::default();
    words.push(&said.split_whitespace().collect::<Vec<_>>().join(" "), range.clone());
    Some(Run { range, tokens: vec![Token::Words(words)] })
}
