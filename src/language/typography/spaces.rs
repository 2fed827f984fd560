//! Spaces: which do not break, how wide they are, where one is missing.

use super::rules::{Initials, Rules};
use super::setter::{Setter, is_letter, is_word};
use super::words::Words;
use super::{dashes, is_space, is_start, quotes};

/// The longest (bytes) Roman numeral with its ending that is looked at: `LXXXVIIIème`.
const LONGEST_NUMERAL: usize = 16;

/// At one or more spaces.
pub(super) fn at_space(s: &mut Setter, at: usize) -> usize {
    let end = if parts_plain_words(s, at) {
        at + 1
    } else {
        let end = s.skip_spaces(at);
        set_spaces(s, at, end).unwrap_or(end)
    };
    s.word_start = end;
    end
}

/// Whether one space stands between two small letters of words that no rule knows, which most spaces of a text do.
/// That is seen from a few bytes; whatever looks like anything else is looked at in earnest.
fn parts_plain_words(s: &Setter, at: usize) -> bool {
    let rules = s.rules;
    let (before, after) = (&s.text.as_bytes()[..at], &s.text.as_bytes()[at + 1..]);
    let ends_small = match before {
        [.., last] if last.is_ascii_lowercase() => true,
        [.., lead, last] => is_small(*lead, *last),
        _ => false,
    };
    let begins_small = match after {
        [first, ..] if first.is_ascii_lowercase() => true,
        [lead, next, ..] => is_small(*lead, *next),
        _ => false,
    };
    let no_short_word = rules.keep_with_next.is_empty() || at - s.word_start > rules.keep_with_next.longest();
    ends_small
        && begins_small
        && s.text.as_bytes()[at] == b' '
        && before.get(s.word_start).is_some_and(|first| begins_with_letter(*first))
        && no_short_word
        && !rules.keep_with_previous.may_begin(after)
        && !rules.after_roman_numerals.may_begin(after)
}

/// Whether a byte is, or begins, a letter of the common alphabets.
fn begins_with_letter(first: u8) -> bool {
    first.is_ascii_alphabetic() || matches!(first, 0xc3..=0xdf)
}

/// Whether two bytes are a small letter with an accent, or a small Cyrillic one.
fn is_small(lead: u8, next: u8) -> bool {
    matches!((lead, next), (0xc3, 0xa0..=0xb6 | 0xb8..=0xbf) | (0xd0, 0xb0..=0xbf) | (0xd1, 0x80..=0x9f))
}

/// Sets the spaces of a range; gives the end where a rule took more than them.
fn set_spaces(s: &mut Setter, at: usize, end: usize) -> Option<usize> {
    let (before, after) = (s.before(at)?, s.after(end)?);
    if before == super::LINE_END || after == super::LINE_END {
        return None;
    }
    if after == '-' {
        // Between two numbers it may be a minus.
        let number_follows = || s.text[end..].trim_start_matches(['-', ' ']).starts_with(|c: char| c.is_ascii_digit());
        let minus = before.is_ascii_digit() && number_follows();
        if let Some((end, with)) = dashes::spaced(s, end).filter(|_| !minus && can_end(s, at, before)) {
            s.replace(at..end, with);
            return Some(end);
        }
    }
    if let Some(space) = space_between(s, at, end, before, after) {
        s.replace(at..end, space);
    }
    None
}

/// The space that belongs between two characters, where a rule says so.
fn space_between<'r>(s: &Setter<'_, 'r>, at: usize, end: usize, before: char, after: char) -> Option<&'r str> {
    let rules = s.rules;
    let (word_before, word_after) = (is_letter(before), is_letter(after));
    if !word_after
        && !after.is_ascii_digit()
        && let Some(space) = space_before_sign(s, at, end, before, after)
    {
        return Some(space);
    }
    if !word_before {
        if let Some(pair) = rules.opening_with_space(before) {
            return Some(&pair.space);
        }
        let beginning = &s.text[..at];
        if matches!(beginning, "—" | "–") || rules.dashes.contains_key(beginning) {
            return rules.after_opening_dash.as_deref();
        }
        if before.is_ascii_digit() && after.is_ascii_digit() && is_group_of_three(s.text, at, end) {
            return rules.thousands.as_deref();
        }
    }
    // A number may have an ending.
    if (before.is_ascii_digit() || (word_before && begins_with_digit(s, at))) && has(s, end, &rules.units) {
        return Some(&rules.no_break);
    }
    let no_break = (word_before || before == '.') && keeps_with_next(s, at, end, before, after)
        || word_after && is_word(before) && keeps_with_previous(s, at, end)
        || after.is_ascii_digit() && ends_with(s, at, &rules.before_numbers);
    no_break.then_some(&rules.no_break)
}

/// Whether a number stands before the last word: then an abbreviation is that of a unit or a year, not of a title.
fn follows_number(s: &Setter) -> bool {
    s.text[..s.word_start].trim_end_matches(is_space).ends_with(|c: char| c.is_ascii_digit())
}

fn begins_with_digit(s: &Setter, at: usize) -> bool {
    let word = s.text.get(s.word_start..at).unwrap_or_default();
    word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the word before a space is one that does not end a line.
fn keeps_with_next(s: &Setter, at: usize, end: usize, before: char, after: char) -> bool {
    let rules = s.rules;
    let short = || (is_word(after) || is_opening(after)) && ends_with(s, at, &rules.keep_with_next);
    short()
        || (ends_with(s, at, &rules.before_names) && after.is_uppercase() && !follows_number(s))
        || (before == '.' && after.is_uppercase() && is_initial_with_name(s, at, end))
}

/// Whether the word after a space is one that does not begin a line.
fn keeps_with_previous(s: &Setter, at: usize, end: usize) -> bool {
    let rules = s.rules;
    has(s, end, &rules.keep_with_previous)
        || (has(s, end, &rules.after_roman_numerals) && ends_with_roman_numeral(s, at))
}

/// Whether the word that ends at an offset is one of some.
fn ends_with(s: &Setter, at: usize, words: &Words) -> bool {
    if words.is_empty() || at <= s.word_start {
        return false;
    }
    let since_space = &s.text[s.word_start..at];
    let first = since_space.as_bytes()[0];
    if begins_with_letter(first) || first.is_ascii_digit() {
        return words.may_begin(since_space.as_bytes()) && words.has(since_space);
    }
    // A bracket or a mark stands in front of the word.
    s.word_before(at, words.longest()).is_some_and(|word| words.has(word))
}

fn is_opening(c: char) -> bool {
    matches!(c, '«' | '„' | '“' | '‘' | '"' | '(' | '№' | '§')
}

/// Whether the word at an offset is one of some, with or without the full stop after it.
fn has(s: &Setter, at: usize, words: &Words) -> bool {
    if !words.may_begin(&s.text.as_bytes()[at..]) {
        return false;
    }
    s.word_after(at, words.longest()).is_some_and(|word| {
        // An abbreviation may run into the next one: `т.е.` begins as `т. е.` does.
        let first = word.split('.').next().unwrap_or(word);
        words.has(word) || words.has(word.trim_end_matches('.')) || words.has(first)
    })
}

fn space_before_sign<'r>(s: &Setter<'_, 'r>, at: usize, sign: usize, before: char, after: char) -> Option<&'r str> {
    let rules = s.rules;
    if let Some(pair) = rules.closing_with_space(after) {
        return can_end(s, at, before).then_some(&pair.space);
    }
    if is_dash(s, sign, after) {
        return rules.before_dash.as_deref().filter(|_| can_end(s, at, before));
    }
    let space = rules.space_before(after)?;
    (can_end(s, at, before) && ends_something(s, sign, before, after)).then_some(space)
}

/// Whether what ends with a character at an offset can be followed by a closing mark, a dash or a sign. A straight
/// mark can, unless it opened a quotation.
fn can_end(s: &Setter, at: usize, c: char) -> bool {
    !is_start(c) && c != '-' && s.last_mark != Some((at, true))
}

/// A dash with a space after it, or hyphens that will be one.
fn is_dash(s: &Setter, at: usize, c: char) -> bool {
    let end = match c {
        '—' | '–' => at + c.len_utf8(),
        '-' => {
            let end = dashes::end_of_hyphens(s, at);
            if !s.rules.dashes.contains_key(&s.text[at..end]) {
                return false;
            }
            end
        }
        _ => return false,
    };
    dashes::stands_free(s, end)
}

/// Whether a sign ends what stands before it: the end of a sentence or clause, or the percent of a number. The colon
/// of `10:30`, of an address or of a smile does not.
fn ends_something(s: &Setter, sign: usize, before: char, c: char) -> bool {
    if matches!(c, '%' | '‰' | '°') {
        // Before a hyphen it is part of a word.
        let rest = &s.text[sign + c.len_utf8()..];
        return before.is_ascii_digit() && (!rest.starts_with('-') || rest.starts_with("--"));
    }
    let rest = s.text[sign..].trim_start_matches([';', ':', '!', '?', '.', '…']);
    match rest.chars().next() {
        None | Some(super::LINE_END | super::OBJECT | '\t' | ',' | '/' | '}') => true,
        Some(')' | '(' | ']' | '[') if matches!(c, ':' | ';') => false,
        Some(')' | ']') => true,
        Some('"') => quotes::closes_after_sign(s, s.text.len() - rest.len()),
        Some('\'') => quotes::single_closes(s, s.text.len() - rest.len()),
        Some(next) => is_space(next) || is_closing_mark(s.rules, next),
    }
}

fn is_closing_mark(rules: &Rules, c: char) -> bool {
    rules.quotes.iter().any(|pair| pair.close.0 == c)
}

/// At a sign that has no space before it.
pub(super) fn at_sign(s: &mut Setter, at: usize, c: char) {
    let rules = s.rules;
    let end = at + c.len_utf8();
    let (before, after) = (s.before(at), s.after(end));
    let spaced = before.is_some_and(is_space);
    let mark = rules.quotes.iter().any(|pair| pair.open.0 == c || pair.close.0 == c);
    if !spaced && let Some(before) = before {
        if let Some(pair) = rules.closing_with_space(c).filter(|_| can_end(s, at, before)) {
            s.replace(at..at, &pair.space);
        } else if let Some(space) = rules.space_before(c)
            && (is_word(before)
                || before == '%'
                || matches!(before, ')' | ']' | '”' | '’' | '\'')
                || is_closing_mark(rules, before)
                || before == '"')
            && can_end(s, at, before)
            && ends_something(s, at, before, c)
        {
            s.replace(at..at, space);
        }
    }
    if let Some(pair) = rules.opening_with_space(c)
        && after.is_some_and(|after| !is_space(after) && after != super::LINE_END)
    {
        s.replace(end..end, &pair.space);
    }
    if after.is_some_and(|after| after.is_ascii_digit()) && rules.before_numbers.has(&s.text[at..end]) {
        s.replace(end..end, &rules.no_break);
    }
    if mark {
        quotes::at_mark(s, at, c);
    }
}

/// At a full stop: an ellipsis, an abbreviation of two parts, initials without a space.
pub(super) fn at_full_stop(s: &mut Setter, at: usize) -> usize {
    let rules = s.rules;
    let dots = s.text[at..].bytes().take_while(|b| *b == b'.').count();
    let end = at + dots;
    if dots > 1 {
        if let Some(ellipsis) = rules.ellipsis.as_deref().filter(|_| dots == 3) {
            s.replace(at..end, ellipsis);
        }
        return end;
    }
    if !s.before(at).is_some_and(char::is_alphabetic) {
        return end;
    }
    let next = s.skip_spaces(end);
    for (first, second) in &rules.abbreviations {
        if s.text[..end].ends_with(first.as_str())
            && quotes::begins_word(s, end - first.len())
            && s.text[next..].starts_with(second.as_str())
        {
            s.replace(end..next, &rules.no_break);
            return next;
        }
    }
    if rules.initials == Some(Initials::Space) && next == end && is_chain_to_a_surname(s, end) {
        s.replace(end..end, &rules.no_break);
    }
    end
}

/// Whether a space parts two groups of digits of one number: `1 234 567`.
fn is_group_of_three(text: &str, at: usize, end: usize) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let left = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits(&text[end..]) != 3 || !(1..=3).contains(&left) {
        return false;
    }
    // A telephone number goes on in other groups.
    let mut rest = &text[end + 3..];
    while rest.starts_with(is_space) {
        rest = rest.trim_start_matches(is_space);
        match digits(rest) {
            0 => break,
            3 => rest = &rest[3..],
            _ => return false,
        }
    }
    let outside = text[..at - left].trim_end_matches("--").chars().next_back();
    let next = text[end + 3..].trim_start_matches("--").chars().next();
    !next.is_some_and(|c| c.is_alphabetic() || matches!(c, '-' | '/' | ':'))
        && !outside.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '-' | '/' | ':'))
}

fn ends_with_roman_numeral(s: &Setter, at: usize) -> bool {
    let Some(word) = s.word_before(at, LONGEST_NUMERAL) else { return false };
    let numeral = word.trim_end_matches(|c: char| c.is_lowercase() || c == 'ᵉ');
    !numeral.is_empty() && word.len() - numeral.len() <= 4 && numeral.chars().all(|c| "IVXLCDMХІ-–".contains(c))
}

/// Whether an initial ends here and a name, or another initial, begins.
fn is_initial_with_name(s: &Setter, at: usize, end: usize) -> bool {
    s.rules.initials.is_some()
        && ends_with_initial(s, at)
        && (begins_initial(&s.text[end..]) || begins_surname(&s.text[end..]))
}

/// Whether an initial ends here: one capital letter and a full stop, at the beginning of a word or after another
/// initial.
fn ends_with_initial(s: &Setter, at: usize) -> bool {
    let mut back = s.text[..at].char_indices().rev();
    let stops = back.next().is_some_and(|(_, c)| c == '.');
    match back.next() {
        Some((start, letter)) if stops && letter.is_uppercase() => {
            matches!(s.before(start), Some('.' | '…')) || quotes::begins_word(s, start)
        }
        _ => false,
    }
}

fn begins_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

fn begins_surname(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|c| c.is_lowercase() || matches!(c, '’' | '\''))
}

/// Whether what ends here is an initial, and after at most two more a surname follows.
fn is_chain_to_a_surname(s: &Setter, at: usize) -> bool {
    if !ends_with_initial(s, at) {
        return false;
    }
    let mut rest = &s.text[at..];
    for _ in 0..3 {
        if begins_surname(rest) {
            return true;
        }
        if !begins_initial(rest) {
            return false;
        }
        let stop = rest.find('.').unwrap_or_default();
        rest = rest[stop + 1..].trim_start_matches(is_space);
    }
    false
}
