//! Quotation marks with nesting, and apostrophes.

use super::rules::Pair;
use super::setter::{Open, Setter, is_word};
use super::{is_end, is_space, is_start};

/// How far (bytes) the partner of a `'` is looked for.
const REACH: usize = 2000;

/// How many marks that stand together are looked through.
const LONGEST_RUN: usize = 8;

/// At `"`.
pub(super) fn at_double(s: &mut Setter, at: usize) -> usize {
    let end = at + 1;
    if s.rules.quotes.is_empty() {
        return end;
    }
    let opens = match (begins_word(s, at), ends_word(s, end)) {
        (true, false) => true,
        (false, true) => false,
        // Spaces or words on both sides: whatever is missing.
        _ => s.open.is_empty(),
    };
    if opens {
        // Inside of single marks the double ones are the inner ones, whatever the depth.
        let count = s.rules.quotes.len();
        let pair = s.open.len() % count;
        let pair = if s.open.last().is_some_and(|open| open.pair == pair) { (pair + 1) % count } else { pair };
        open(s, at, pair, false)
    } else if s.open.is_empty() && s.before(at).is_some_and(|c| c.is_ascii_digit()) {
        // Inches, or seconds of an arc: no business of ours.
        end
    } else {
        close(s, at)
    }
}

/// Whether the `"` at an offset closes a quotation, where a sign stands before it.
pub(super) fn closes_after_sign(s: &Setter, at: usize) -> bool {
    !s.open.is_empty() || ends_word(s, at + 1)
}

/// At `'`: an apostrophe, or a quotation mark.
pub(super) fn at_single(s: &mut Setter, at: usize) -> usize {
    let end = at + 1;
    let (before, after) = (s.before(at), s.after(end));
    let in_word = before.is_some_and(is_word) && after.is_some_and(is_word);
    if !in_word && !s.rules.quotes.is_empty() {
        if single_closes(s, at) && !begins_word(s, at) {
            return close(s, at);
        }
        if begins_word(s, at) && after.is_some_and(char::is_alphabetic) && !elides(s, end) && has_partner(s, end) {
            return open(s, at, pair_of_single(s), true);
        }
    }
    if let Some(apostrophe) = &s.rules.apostrophe {
        let elides = before.is_some_and(char::is_alphabetic) || after.is_some_and(is_word);
        // Feet and minutes: a digit before, no letter after.
        let measures = before.is_some_and(char::is_numeric) && !after.is_some_and(char::is_alphabetic);
        if elides && !measures {
            s.replace(at..end, apostrophe);
        }
    }
    end
}

/// Whether a quotation is open that the `'` at an offset can close.
pub(super) fn single_closes(s: &Setter, at: usize) -> bool {
    s.open.last().is_some_and(|open| open.single) && !s.after(at + 1).is_some_and(is_word)
}

/// At a mark that is not straight: it may open or close a quotation that has straight marks inside.
pub(super) fn at_mark(s: &mut Setter, at: usize, mark: char) {
    let pairs = &s.rules.quotes;
    let closes = s.open.last().is_some_and(|open| pairs.get(open.pair).is_some_and(|pair| pair.close.0 == mark));
    let end = at + mark.len_utf8();
    // One of them may be an apostrophe.
    let in_word = s.rules.apostrophe.as_ref().is_some_and(|a| a.starts_with(mark)) && s.after(end).is_some_and(is_word);
    if closes && !in_word {
        s.open.pop();
    } else if let Some(pair) = pairs.iter().position(|pair| pair.open.0 == mark)
        && begins_word(s, at)
    {
        s.open.push(Open { pair, single: false });
    }
}

fn open(s: &mut Setter, at: usize, pair: usize, single: bool) -> usize {
    let rules = s.rules;
    let marks = &rules.quotes[pair];
    let end = if marks.space.is_empty() { at + 1 } else { s.skip_spaces(at + 1) };
    s.replace(at..end, &marks.open.1);
    s.open.push(Open { pair, single });
    s.last_mark = Some((end, true));
    end
}

fn close(s: &mut Setter, at: usize) -> usize {
    let rules = s.rules;
    let level = s.open.pop().map_or(0, |open| open.pair);
    let marks: &Pair = &rules.quotes[level];
    if s.last_mark == Some((at, true)) || s.before(at) == Some(marks.open.0) {
        // Nothing is quoted: one space inside is enough.
        s.replace(at..at + 1, &marks.bare_close);
    } else {
        let start = if marks.space.is_empty() { at } else { s.back_over_spaces(at) };
        s.replace(start..at + 1, &marks.close.1);
    }
    s.last_mark = Some((at + 1, false));
    at + 1
}

/// Whether a word can begin after what stands before an offset. A straight mark before it says what it was itself.
pub(super) fn begins_word(s: &Setter, at: usize) -> bool {
    match s.before(at) {
        None | Some('-') => true,
        Some('"' | '\'') => s.last_mark == Some((at, true)),
        Some(c) => is_start(c) && !only_closes(s, c),
    }
}

/// Whether a mark only ever closes a quotation in this language: `“` does in some, and opens in others.
fn only_closes(s: &Setter, mark: char) -> bool {
    let pairs = &s.rules.quotes;
    pairs.iter().any(|pair| pair.close.0 == mark) && !pairs.iter().any(|pair| pair.open.0 == mark)
}

/// Whether a word can have ended before what stands after a mark.
fn ends_word(s: &Setter, end: usize) -> bool {
    // Marks follow each other two or three at a time; of a thousand it does not matter what they are.
    let next = s.text[end..].chars().take(LONGEST_RUN).find(|c| !matches!(c, '"' | '\''));
    next.is_none_or(|c| c == '-' || is_end(c))
}

/// The marks of a quotation in single quotes: the language's own single ones, if it has any, or the next inner ones.
fn pair_of_single(s: &Setter) -> usize {
    let pairs = &s.rules.quotes;
    let nested = s.open.len() % pairs.len();
    pairs.iter().position(|pair| matches!(pair.open.0, '‘' | '‚' | '‹')).unwrap_or(nested)
}

/// Whether the word at an offset is one that has lost its beginning: *'tis*, *'n'*.
fn elides(s: &Setter, at: usize) -> bool {
    let words = &s.rules.elisions;
    let end = s.text[at..].find(|c: char| !c.is_alphabetic()).map_or(s.text.len(), |n| at + n);
    !words.is_empty() && end - at <= words.longest() && words.has(&s.text[at..end])
}

/// Whether a `'` follows that can close a quotation.
fn has_partner(s: &Setter, from: usize) -> bool {
    let mut before = ' ';
    let mut chars = s.text[from..].char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        if n > REACH {
            return false;
        }
        if c == '\'' && !is_space(before) && !chars.peek().is_some_and(|(_, next)| is_word(*next)) {
            return true;
        }
        before = c;
    }
    false
}
