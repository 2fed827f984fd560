//! Signs that have a space before them, or need one: the end of a clause, a percentage, a unit, marks and dashes.

use super::rules::Rules;
use super::setter::{Setter, is_letter, is_word};
use super::{dashes, is_space, is_start, quotes};

/// The space that belongs before a sign, where it has one or needs one.
pub(super) fn space_before<'r>(
    s: &Setter<'_, 'r>,
    at: usize,
    sign: usize,
    before: char,
    after: char,
) -> Option<&'r str> {
    let rules = s.rules;
    if let Some(pair) = rules.closing_with_space(after) {
        return can_end(s, at, before).then_some(&pair.space);
    }
    if is_dash(s, sign, after) {
        return rules.before_dash.as_deref().filter(|_| can_end(s, at, before));
    }
    let space = rules.space_before(after)?;
    // Behind a comma a sign is a word of its own; a path may end before it.
    let can_stand = before != ',' && (before == '/' || can_end(s, at, before));
    (can_stand && ends_something(s, sign, before, after)).then_some(space)
}

/// Whether what ends with a character at an offset can be followed by a closing mark, a dash or a sign. A straight
/// mark can, unless it opened a quotation.
pub(super) fn can_end(s: &Setter, at: usize, c: char) -> bool {
    s.last_mark == Some((at, false)) || (!is_start(c) && c != '-' && s.last_mark != Some((at, true)))
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

/// Signs behind each other that are looked through: of a thousand it does not matter what comes behind them.
const MOST_SIGNS: usize = 40;

/// Whether a sign ends what stands before it: the end of a sentence or clause, or the percent of a number. The colon
/// of `10:30`, of an address or of a smile does not.
fn ends_something(s: &Setter, sign: usize, before: char, c: char) -> bool {
    if matches!(c, '%' | '‰' | '°') {
        // Before a hyphen or a letter it is part of a word.
        let rest = &s.text[sign + c.len_utf8()..];
        let goes_on = rest.starts_with(is_letter) || rest.starts_with('-') && !rest.starts_with("--");
        return before.is_ascii_digit() && !goes_on;
    }
    let rest = &s.text[sign..];
    let is_sign = |(_, c): &(usize, char)| matches!(c, ';' | ':' | '!' | '?' | '.' | '…');
    let signs = rest.char_indices().take(MOST_SIGNS).take_while(is_sign).last();
    let rest = signs.map_or(rest, |(at, c)| &rest[at + c.len_utf8()..]);
    match rest.chars().next() {
        None | Some(super::LINE_END | super::OBJECT | '\t' | ',' | '}') => true,
        Some(')' | '(' | ']' | '[' | '/') if matches!(c, ':' | ';') => false,
        Some('/') => true,
        // What is quoted begins without a space: `dit :"oui"`.
        Some('"') if c == ':' && quotes::opens_after_colon(s, s.text.len() - rest.len()) => true,
        Some(')' | ']') => true,
        Some('"') => quotes::closes_after_sign(s, s.text.len() - rest.len()),
        Some('\'') => quotes::single_closes(s, s.text.len() - rest.len()),
        Some(next) => is_space(next) || is_closing_mark(s.rules, next),
    }
}

fn is_closing_mark(rules: &Rules, c: char) -> bool {
    rules.quotes.iter().any(|pair| pair.close.0 == c)
}

/// Whether a unit that stands apart from its number begins at an offset.
pub(super) fn begins_unit(s: &Setter, at: usize) -> bool {
    let rest = &s.text[at..];
    s.rules.spaced_units.iter().any(|unit| {
        rest.strip_prefix(unit.as_str())
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') || rest.starts_with("--"))
    })
}

/// Between a word that stands before numbers, and ends in a sign or a full stop, and a number that touches it: `n°5`.
pub(super) fn before_number(s: &mut Setter, at: usize) {
    let words = &s.rules.before_numbers;
    let digits = s.text[at..].find(|c: char| !(c.is_ascii_digit() || c == '.')).map_or(s.text.len(), |n| at + n);
    let number = at + s.text[at..digits].trim_end_matches('.').len();
    let digit_follows = || s.text[number + 1..].starts_with(|c: char| c.is_ascii_digit());
    let is_number = !s.after(number).is_some_and(|c| match c {
        ':' => digit_follows(),
        '/' | '_' => true,
        c => c.is_alphabetic() && !begins_unit(s, number),
    });
    // The sign alone, where the word before it is another.
    let sign = s.before(at).map_or(at, |c| at - c.len_utf8());
    let word = s.word_before(at, words.longest());
    if is_number
        && (word.is_some_and(|word| words.has(word)) || (sign_stands_alone(s, sign) && words.has(&s.text[sign..at])))
    {
        s.replace(at..at, &s.rules.no_break);
    }
}

/// Whether a sign is no part of a word.
fn sign_stands_alone(s: &Setter, at: usize) -> bool {
    s.after(at).is_some_and(|c| !c.is_alphanumeric() && c != '.') && !s.before(at).is_some_and(is_word)
}

/// At a sign that has no space before it.
pub(super) fn at_sign(s: &mut Setter, at: usize, c: char) {
    let rules = s.rules;
    let end = at + c.len_utf8();
    let (before, after) = (s.before(at), s.after(end));
    let spaced = before.is_some_and(is_space);
    let mark = rules.quotes.iter().any(|pair| pair.open.0 == c || pair.close.0 == c) || rules.typed_quotes.contains(&c);
    if !spaced && let Some(before) = before {
        if let Some(pair) = rules.closing_with_space(c).filter(|_| can_end(s, at, before)) {
            s.replace(at..at, &pair.space);
        } else if let Some(space) = rules.space_before(c)
            && (is_word(before)
                || matches!(before, '%' | '…' | ')' | ']' | '”' | '’' | '\'')
                || s.text[..at].ends_with("...")
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
    if !spaced && before.is_some_and(|c| c.is_ascii_digit()) && begins_unit(s, at) {
        s.replace(at..at, &rules.no_break);
    }
    if after.is_some_and(|after| after.is_ascii_digit()) {
        before_number(s, end);
    }
    if mark {
        quotes::at_mark(s, at, c);
    }
}
