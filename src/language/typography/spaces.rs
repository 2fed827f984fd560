//! Spaces: which do not break, how wide they are, where one is missing.

use super::near::{ends_with, follows_number, has};
use super::setter::{Setter, is_letter, is_word, last_word};
use super::words::Words;
use super::{abbreviations, dashes, is_space, names, quotes, ranges, signs};

/// The longest (bytes) Roman numeral with its ending that is looked at: `LXXXVIIIème`.
const LONGEST_NUMERAL: usize = 16;

/// The longest dash (bytes) that a text can begin with.
const LONGEST_DASH: usize = 3;

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
    let stays_at_end = || rules.keep_with_next.is_empty() || is_other_word(s, at, &rules.keep_with_next);
    ends_small
        && begins_small
        && s.text.as_bytes()[at] == b' '
        && before.get(s.word_start).is_some_and(|first| begins_with_letter(*first))
        && stays_at_end()
        && (!rules.joining.may_begin(after) || parts_words(s, before, after))
}

/// The same of words of which the second looks as if a rule might know it.
fn parts_words(s: &Setter, before: &[u8], after: &[u8]) -> bool {
    let rules = s.rules;
    let sets = [&rules.keep_with_previous, &rules.after_roman_numerals, &rules.after_names];
    let begins_name = || rules.name_particles.may_begin(after) && rules.before_names.may_begin(&before[s.word_start..]);
    let is_joined = sets.iter().any(|set| set.may_begin(after)) || begins_name();
    !is_joined && !abbreviations::may_join(rules, before, after)
}

/// Whether what ends at an offset is one word, and none of some.
fn is_other_word(s: &Setter, at: usize, words: &Words) -> bool {
    let word = &s.text[s.word_start..at];
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, 0x80..=0xbf | 0xc3..=0xdf);
    word.bytes().all(is_letter) && (word.len() > words.longest() || !words.has(word))
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
    dashes::end_sentence(s, at, before, after);
    if matches!(after, '-' | '–' | '—') && signs::can_end(s, at, before) {
        // Between two numbers it may be a minus.
        let number_follows =
            || s.text[end..].trim_start_matches(['-', '–', '—', ' ']).starts_with(|c: char| c.is_ascii_digit());
        let minus = before.is_ascii_digit() && number_follows();
        if !minus && let Some((end, with)) = dashes::spaced(s, end) {
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
        && let Some(space) = signs::space_before(s, at, end, before, after)
    {
        return Some(space);
    }
    if !word_before {
        if let Some(pair) = rules.opening_with_space(before) {
            return Some(&pair.space);
        }
        let beginning = &s.text[..at];
        if at <= LONGEST_DASH && (matches!(beginning, "—" | "–") || rules.dashes.contains_key(beginning)) {
            return rules.after_opening_dash.as_deref();
        }
        if matches!(before, '—' | '–') && s.open_dash == Some(at) {
            return rules.inside_dashes.as_deref();
        }
        if before.is_ascii_digit() && after.is_ascii_digit() && is_group_of_three(s, at, end) {
            return rules.thousands.as_deref();
        }
    }
    // A number may have an ending, or a power.
    let may_be_unit = rules.units.may_begin(&s.text.as_bytes()[end..]);
    let has_number = || before.is_ascii_digit() || (word_before && begins_with_digit(s, at));
    if may_be_unit && has_number() && has(s, end, &rules.units) {
        return Some(&rules.no_break);
    }
    let no_break = (word_before || before == '.') && keeps_with_next(s, at, end, before, after)
        || (is_word(before) || matches!(before, '.' | '²' | '³'))
            && is_word(after)
            && keeps_with_previous(s, at, end, after)
        || after.is_ascii_digit() && (ends_with(s, at, &rules.before_numbers) || goes_on(s, at))
        || begins_with_roman_numeral(s, end, after) && ends_with(s, at, &rules.before_numbers)
        || abbreviations::joins(s, at, end);
    no_break.then_some(&rules.no_break)
}

/// Whether the number before a space goes on behind it: `15 h 30`.
fn goes_on(s: &Setter, at: usize) -> bool {
    follows_number(s) && ends_with(s, at, &s.rules.between_numbers)
}

fn begins_with_digit(s: &Setter, at: usize) -> bool {
    let word = s.text.get(s.word_start..at).unwrap_or_default();
    // Most words have none, which is seen at once.
    word.bytes().any(|byte| byte.is_ascii_digit())
        && last_word(word)
            .trim_start_matches(|c: char| !is_letter(c) && !c.is_numeric())
            .starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the word before a space is one that does not end a line.
fn keeps_with_next(s: &Setter, at: usize, end: usize, before: char, after: char) -> bool {
    let opens = || is_opening(after) && quotes::can_open(s, end, after);
    let short = || (is_word(after) || opens()) && ends_with(s, at, &s.rules.keep_with_next);
    short() || names::begins_before(s, at, end, before)
}

/// Whether the word after a space is one that does not begin a line.
fn keeps_with_previous(s: &Setter, at: usize, end: usize, after: char) -> bool {
    let rules = s.rules;
    (is_letter(after) && has(s, end, &rules.keep_with_previous))
        || (has(s, end, &rules.after_roman_numerals) && ends_with_roman_numeral(s, at))
        || names::ends_after(s, at, end)
}

fn is_opening(c: char) -> bool {
    matches!(c, '«' | '„' | '“' | '‘' | '"' | '\'' | '(' | '№' | '§')
}

/// Whether a space parts two groups of digits of one number: `1 234 567`.
fn is_group_of_three(s: &Setter, at: usize, end: usize) -> bool {
    let text = s.text;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let left = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits(&text[end..]) != 3 || !(1..=3).contains(&left) {
        return false;
    }
    let Some(number_end) = end_of_groups(s, end) else { return false };
    // Two hyphens are a dash, one may stand for "to".
    let parts = |hyphen: usize| text[hyphen..].starts_with("--") || ranges::is_range(s, hyphen);
    let outside = &text[..at - left];
    let goes_on = text[number_end..].chars().next().is_some_and(|c| {
        let in_time = || text[number_end + 1..].starts_with(|c: char| c.is_ascii_digit());
        (c.is_alphabetic() && !signs::begins_unit(s, number_end))
            || c == '/'
            || (c == ':' && in_time())
            || (c == '-' && !parts(number_end))
    });
    let mut back = outside.chars().rev();
    let went_on = back.next().is_some_and(|c| match c {
        '-' => !outside.ends_with("--") && !ranges::is_range(s, outside.len() - 1),
        '.' | ',' => back.next().is_some_and(|c| c.is_ascii_digit()),
        'º' => false,
        c => c.is_alphanumeric() || matches!(c, '/' | ':'),
    });
    !goes_on && !went_on
}

/// The end of the number of whose groups one begins at an offset; none where it goes on in groups of another size, as a telephone
/// number does. A number may have thousands: each is read once.
fn end_of_groups(s: &Setter, group: usize) -> Option<usize> {
    let (from, read, number_end) = s.groups.get();
    if (from..read).contains(&group) {
        return number_end;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = group + 3;
    let is_number = loop {
        if !s.text[end..].starts_with(is_space) {
            break true;
        }
        let next = s.skip_spaces(end);
        match digits(&s.text[next..]) {
            0 => break true,
            3 => end = next + 3,
            _ => break false,
        }
    };
    s.groups.set((group, end, is_number.then_some(end)));
    is_number.then_some(end)
}

/// Whether a Roman numeral follows that is no initial: `vol. II`.
fn begins_with_roman_numeral(s: &Setter, at: usize, first: char) -> bool {
    if !ranges::is_roman(first) {
        return false;
    }
    let rest = &s.text[at..];
    let (numeral, behind) = rest.split_at(rest.find(|c| !ranges::is_roman(c)).unwrap_or(rest.len()));
    let is_initial = numeral.chars().count() == 1 && behind.starts_with('.');
    !is_initial
        && !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '’' | '\''))
        && ranges::roman(numeral).is_some()
}

fn ends_with_roman_numeral(s: &Setter, at: usize) -> bool {
    let Some(word) = s.word_before(at, LONGEST_NUMERAL) else { return false };
    let numeral = word.trim_end_matches(|c: char| c.is_lowercase() || c == 'ᵉ');
    !numeral.is_empty() && word.len() - numeral.len() <= 4 && numeral.chars().all(|c| "IVXLCDMХІ-–".contains(c))
}

#[cfg(test)]
mod tests {
    use crate::language::typography::{Typography, Written};

    #[test]
    fn a_number_of_any_length_is_read_once() {
        let typography = Typography::new(Written::parse("x.yaml", "thousands: \"\u{202f}\"\n").0);
        let set = |text: &str| typography.set(text).into_owned();
        assert_eq!(set("1 234 567, 12 34 567 and 1 234 56"), "1\u{202f}234\u{202f}567, 12 34\u{202f}567 and 1 234 56");
        let groups = 300_000;
        let long = format!("1{}", " 234".repeat(groups));
        assert_eq!(set(&long).matches('\u{202f}').count(), groups);
        assert_eq!(set(&format!("{long} 5")), format!("{long} 5"));
    }

    #[test]
    fn a_space_that_goes_takes_no_end_of_a_sentence_with_it() {
        let file = "dashes:\n  \" --- \": \" — \"\ninside_dashes: \"\u{a0}\"\nbefore:\n  \"?\": \"\"\n";
        let typography = Typography::new(Written::parse("x.yaml", file).0);
        for text in ["a --- b.\n? --- c", "« a ? » --- b.\n? » --- c.\n? » --- d"] {
            let once = typography.set(text).into_owned();
            assert!(once.contains('—') && !once.contains('\n'), "{once}");
            assert_eq!(typography.set(&once), once);
        }
    }
}
