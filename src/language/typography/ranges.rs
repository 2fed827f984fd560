//! Ranges of numbers: which hyphens between two numbers stand for "to", and which for a score, a vote or a telephone.
//!
//! Two numbers with a hyphen mean many things, and only people know which. Years that rise are a range by themselves;
//! so are times of the day, decimals and dates. Of all else, what stands beside it must say so: a unit, a word that is
//! counted, a word such as *pages*. Where a word near says that it is a score, or nothing says anything, the hyphen stays.

use super::is_space;
use super::number::{Kind, Number};
use super::rules::Rules;
use super::setter::Setter;
use std::ops::Range;

/// How far (bytes) from the numbers a word that says what they are is looked for.
const REACH: usize = 60;

/// The longest ending (bytes) of a number: `-х`, `-ми`.
const LONGEST_ENDING: usize = 4;

/// Whether the hyphen at an offset stands between the beginning and the end of a range.
pub(super) fn is_range(s: &Setter, at: usize) -> bool {
    let text = s.text;
    let (before, after) = (&text[..at], &text[at + 1..]);
    let numeral = before.trim_end_matches(char::is_lowercase);
    if numeral.ends_with(is_roman) {
        return is_range_of_centuries(s, numeral, after);
    }
    let Some(from) = Number::ending(before) else { return false };
    let outside = &before[..before.len() - from.text.len()];
    // `$10-$15`
    let after =
        outside.chars().next_back().filter(|c| is_currency(*c)).and_then(|c| after.strip_prefix(c)).unwrap_or(after);
    let Some(to) = Number::beginning(after) else { return false };
    let outside = outside.trim_end_matches(is_currency);
    let rest = &after[to.text.len()..];
    let rest = if from.is_year() && to.is_year() { without_ending(rest) } else { rest };
    let mut next = rest.chars();
    let first = next.next();
    let is_named = is_named(s.rules, outside);
    let mut back = outside.chars().rev();
    let is_part = !is_named
        && back.next().is_some_and(|c| match c {
            '.' | ',' => back.next().is_some_and(|c| c.is_ascii_digit()),
            '-' => !outside.ends_with("--"),
            c => c.is_alphanumeric() || matches!(c, '/' | ':' | '+' | '#' | '_'),
        });
    // Two hyphens are a dash.
    let goes_on = first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '+' | '='))
        && !rest.starts_with("--");
    let has_decimals =
        first.is_some_and(|c| matches!(c, '.' | ',' | ':')) && next.next().is_some_and(|c| c.is_ascii_digit());
    if is_part || goes_on || has_decimals {
        return false;
    }
    let numbers = before.len() - from.text.len()..at + 1 + to.text.len();
    match (from.kind, to.kind) {
        (Kind::Date, Kind::Date) => true,
        (Kind::Time, Kind::Time) => from.value < to.value && !is_score(s, &numbers),
        (Kind::Decimal, Kind::Decimal | Kind::Whole) | (Kind::Whole, Kind::Decimal) => {
            from.value < to.value && !is_model(outside, 0) && !is_score(s, &numbers)
        }
        (Kind::Whole, Kind::Whole) => {
            if is_model(outside, from.digits()) || !from.rises_to(&to) {
                return false;
            }
            let years = from.is_year() && (to.is_year() || to.digits() == 2);
            let is_money = outside.len() < numbers.start;
            years || is_money || is_counted(s.rules, rest) || (is_named && !is_score(s, &numbers))
        }
        _ => false,
    }
}

/// What follows the ending of a year: ` годы` in `2010-2020-е годы`.
fn without_ending(rest: &str) -> &str {
    let Some(ending) = rest.strip_prefix('-') else { return rest };
    let behind = ending.trim_start_matches(char::is_lowercase);
    if (1..=LONGEST_ENDING).contains(&(ending.len() - behind.len())) { behind } else { rest }
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// Whether what follows two numbers says how much or how many of something they are.
fn is_counted(rules: &Rules, rest: &str) -> bool {
    let spaces = rest.len() - rest.trim_start_matches(is_space).len();
    let rest = &rest[spaces..];
    if rest.starts_with(|c: char| matches!(c, '%' | '‰' | '°') || is_currency(c)) {
        return true;
    }
    if spaces == 0 {
        return false;
    }
    let word = rest
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '²' | '³' | '·' | '/')))
        .next()
        .unwrap_or_default();
    let word = word.split("..").next().unwrap_or(word);
    let known = |word: &str| rules.units.has(word) || rules.range_words.has(word);
    let stop = word.find('.').unwrap_or(word.len());
    let with_stop = &word[..word.len().min(stop + 1)];
    !word.is_empty() && (known(word) || known(with_stop) || known(&word[..stop]))
}

/// Whether the word before two numbers says that a range follows: *pages*, *aged*, the name of a month. What ends in a
/// sign or a full stop may touch the number.
fn is_named(rules: &Rules, outside: &str) -> bool {
    let near = last_space(outside.trim_end_matches(is_space));
    let word = outside[near..]
        .trim_matches(|c: char| is_space(c) || matches!(c, '(' | '[' | '"' | '«' | '“' | super::LINE_END));
    if outside.ends_with(is_space) {
        // Abbreviations may run into each other.
        let last = word.trim_end_matches('.').rsplit_once('.').map_or(word, |(first, _)| &word[first.len() + 1..]);
        return [word, last].iter().any(|word| rules.before_numbers.has(word) || rules.range_words.has(word));
    }
    let sign = word.char_indices().next_back().map_or("", |(n, _)| &word[n..]);
    !word.ends_with(char::is_alphanumeric) && (rules.before_numbers.has(word) || rules.before_numbers.has(sign))
}

/// Characters of a word that is looked at as a whole: a text may be one word of a million.
const LONGEST_WORD: usize = 100;

/// Where the last word of a text begins; where it is longer than any, its end alone.
fn last_space(text: &str) -> usize {
    let mut start = 0;
    for (n, c) in text.char_indices().rev().take(LONGEST_WORD) {
        start = n;
        if is_space(c) || c == super::LINE_END {
            return n + c.len_utf8();
        }
    }
    start
}

/// Whether the word before a number of so many digits says that it is the name of something: *Boeing 737-800*, *ISO
/// 9001-9002*, *Windows 3.1-11*. A sentence may begin before a year.
fn is_model(before: &str, digits: usize) -> bool {
    let word = before.trim_end_matches(is_space).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 || (matches!(digits, 0 | 3) && word.starts_with(char::is_uppercase))
}

/// Whether words near two numbers, or other numbers beside them, say that they are a score, a vote or odds.
fn is_score(s: &Setter, numbers: &Range<usize>) -> bool {
    let mut from = numbers.start.saturating_sub(REACH);
    let mut to = (numbers.end + REACH).min(s.text.len());
    while !s.text.is_char_boundary(from) {
        from += 1;
    }
    while !s.text.is_char_boundary(to) {
        to -= 1;
    }
    let ends_sentence = |text: &str| text.find(". ").into_iter().chain(text.find(super::LINE_END)).min();
    let before = &s.text[from..numbers.start];
    let before = before.rfind(". ").map_or(before, |n| &before[n + 2..]);
    let after = &s.text[numbers.end..to];
    let after = ends_sentence(after).map_or(after, |n| &after[..n]);
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && s.rules.score_words.has(word))
    };
    words(before) || words(after) || has_falling_pair(before) || has_falling_pair(after)
}

/// Whether a text has two small numbers with a hyphen of which the second is not more: `won 3-2`.
fn has_falling_pair(text: &str) -> bool {
    text.match_indices('-').any(|(n, _)| {
        let digits = |text: &str| -> Option<u32> { (1..=3).contains(&text.len()).then(|| text.parse().ok()).flatten() };
        let left = text[..n].rsplit(|c: char| !c.is_ascii_digit()).next().and_then(digits);
        let right = text[n + 1..].split(|c: char| !c.is_ascii_digit()).next().and_then(digits);
        matches!((left, right), (Some(left), Some(right)) if left >= right)
    })
}

/// A letter of Roman numerals; Cyrillic texts are often typed with `Х` and `І` of their own.
pub(super) fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M' | 'Х' | 'І')
}

/// What a Roman numeral is worth, where it is written as it should be.
pub(super) fn roman(text: &str) -> Option<u32> {
    const VALUES: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let text = text.replace('Х', "X").replace('І', "I");
    let (mut rest, mut value) = (text.as_str(), 0);
    for (sign, worth) in VALUES {
        let longest = if sign.len() == 1 && !matches!(sign, "D" | "L" | "V") { 3 } else { 1 };
        for _ in 0..longest {
            match rest.strip_prefix(sign) {
                Some(left) => (rest, value) = (left, value + worth),
                None => break,
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// `XIX-XX вв.`: two Roman numerals that rise, and a word that follows such numerals. `before` ends with the first, whose
/// ending stands apart.
fn is_range_of_centuries(s: &Setter, before: &str, after: &str) -> bool {
    let start = before.trim_end_matches(is_roman).len();
    let end = after.find(|c: char| !is_roman(c)).unwrap_or(after.len());
    let starts_a_word = !before[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-');
    let (Some(from), Some(to)) = (roman(&before[start..]), roman(&after[..end])) else { return false };
    let rest = after[end..].trim_start_matches(|c: char| c.is_lowercase() || matches!(c, '-' | 'ᵉ'));
    let word = rest.trim_start_matches(is_space);
    let word = word.split(|c: char| !(c.is_alphabetic() || c == '.')).next().unwrap_or_default();
    let words = &s.rules.after_roman_numerals;
    starts_a_word
        && from < to
        && rest.starts_with(is_space)
        && (words.has(word) || words.has(word.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::typography::written::Written;

    fn found(text: &str) -> bool {
        let file = "range: \"–\"\nunits: [km, \"p.m.\"]\nbefore_numbers: [pages]\nrange_words: [aged, people, June]\n\
                    score_words: [won, lost, \"vote*\"]\nafter_roman_numerals: [вв., centuries]\n";
        let rules = Rules::new(Written::parse("x.yaml", file).0);
        is_range(&Setter::new(text, &rules), text.find('-').unwrap())
    }

    #[test]
    fn rising_numbers_are_a_range_where_they_are_years_or_something_says_so() {
        for yes in [
            "1914-1918",
            "1914-18",
            "pages 5-12.",
            "10-15 km",
            "2014-2020, x",
            "In 1914-1918",
            "5:30-6:30",
            "3.5-4",
            "aged 18-25",
            "10-15%",
            "$10-15 million",
            "10 000-15 000 people",
            "01.02.2024-03.04.2024",
            "XIX-XX вв.",
            "XIXe-XXe centuries",
            "on June 5-7, 2025",
            "2010-2020-х",
            "$10-$15",
            "lost 2-3 km",
        ] {
            assert!(found(yes), "{yes}");
        }
    }

    #[test]
    fn scores_votes_telephones_and_names_keep_their_hyphen() {
        for no in [
            "2025-01-20",
            "555-1234",
            "1-800",
            "3-2",
            "49-51",
            "lost 2-3",
            "won 6-4, lost 2-3",
            "a vote of 5.1-6.2",
            "COVID-19",
            "F-16",
            "5-1",
            "5-a",
            "12-13-14",
            "2010-2020-12",
            "€10-$15",
            "+7-495",
            "Boeing 737-800",
            "ISO 9001-9002",
            "Windows 3.1-11",
            "XL-XXL",
            "I-V",
            "1.2.3-4",
            "20-22",
            "2-3 on Monday",
            "555-123-4567",
        ] {
            assert!(!found(no), "{no}");
        }
    }
}
