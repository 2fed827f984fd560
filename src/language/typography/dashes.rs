//! Dashes that were typed as hyphens, and ranges of numbers.

use super::is_space;
use super::setter::{Setter, is_word};

/// At `-` that has no space before it.
pub(super) fn at_hyphen(s: &mut Setter, at: usize) -> usize {
    let rules = s.rules;
    let end = end_of_hyphens(s, at);
    let typed = &s.text[at..end];
    if typed.len() == 1 {
        if let Some(range) = rules.range.as_deref().filter(|_| is_range(s.text, at)) {
            s.replace(at..end, range);
        }
        return end;
    }
    // `--watch` is the name of an option.
    let option =
        s.before(at).is_none_or(|c| is_space(c) || matches!(c, '(' | '[')) && s.after(end).is_some_and(is_word);
    if let Some(dash) = rules.dashes.get(typed).filter(|_| !option) {
        s.replace(at..end, dash);
    }
    end
}

/// The end of the hyphens that begin at an offset.
pub(super) fn end_of_hyphens(s: &Setter, at: usize) -> usize {
    at + s.text[at..].bytes().take_while(|b| *b == b'-').count()
}

/// A dash between spaces, typed as one, two or three hyphens: the end of the space after it, and what is set for all
/// of it, the space before included.
pub(super) fn spaced<'r>(s: &Setter<'_, 'r>, hyphens: usize) -> Option<(usize, &'r str)> {
    let end = end_of_hyphens(s, hyphens);
    let key = match end - hyphens {
        1 => " - ",
        2 => " -- ",
        3 => " --- ",
        _ => return None,
    };
    let with = s.rules.dashes.get(key)?;
    stands_free(s, end).then(|| (s.skip_spaces(end), with.as_str()))
}

/// Whether an ordinary space follows; one that does not break was put there for what comes after it.
pub(super) fn stands_free(s: &Setter, end: usize) -> bool {
    matches!(s.after(end), Some(' ' | '\n'))
}

/// Whether the hyphen stands between two numbers that rise: years, pages, days. Telephone numbers, scores and dates
/// (`2025-01-20`) are none.
fn is_range(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let left = bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let right = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
    if !(1..=4).contains(&left) || !(1..=4).contains(&right) {
        return false;
    }
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ',' | '/' | ':' | '+');
    if text[..at - left].chars().next_back().is_some_and(joined) || is_a_model(&text[..at - left], left) {
        return false;
    }
    let mut rest = text[at + 1 + right..].chars();
    let next = rest.next();
    if next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/'))
        || (next.is_some_and(|c| matches!(c, '.' | ',' | ':')) && rest.next().is_some_and(|c| c.is_ascii_digit()))
    {
        return false;
    }
    let number = |digits: &str| digits.parse::<u32>().unwrap_or_default();
    let (from, to) = (number(&text[at - left..at]), number(&text[at + 1..at + 1 + right]));
    match (left, right) {
        (4, 2) => from % 100 < to,
        (4, 4) => from < to,
        (4, _) | (_, 4) => false,
        _ => from < to,
    }
}

/// Whether the word before a number of so many digits says that it is the name of something: *Boeing 737-800*, *ISO
/// 9001-9002*. A sentence may begin before a year.
fn is_a_model(before: &str, digits: usize) -> bool {
    let word = before.trim_end_matches(is_space).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 || (digits == 3 && word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rising_numbers_are_a_range() {
        let range = |text: &str| is_range(text, text.find('-').unwrap());
        for yes in ["1914-1918", "1914-18", "pages 5-12.", "10-15 km", "(20-22)", "2014-2020, x", "In 1914-1918"] {
            assert!(range(yes), "{yes}");
        }
        for no in [
            "2025-01-20",
            "555-1234",
            "3-2",
            "COVID-19",
            "F-16",
            "5-1",
            "1.5-2",
            "5-a",
            "12-13-14",
            "+7-495",
            "Boeing 737-800",
            "ISO 9001-9002",
        ] {
            assert!(!range(no), "{no}");
        }
    }
}
