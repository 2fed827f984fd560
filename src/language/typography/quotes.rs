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
    let begins = begins_word(s, at) || opens_after_colon(s, at);
    // Between letters that have no blanks around them only the order tells.
    let without_blanks = is_east_asian(s.before(at)) || is_east_asian(s.after(end));
    let opens = match (begins, ends_word(s, end)) {
        _ if without_blanks => s.open.is_empty(),
        (true, false) => true,
        (false, true) => false,
        // Alone between spaces or brackets it is the sign that is spoken of.
        (true, true) if s.open.is_empty() && !s.text[end..].contains('"') => {
            s.reads_again = true;
            return end;
        }
        // Spaces or words on both sides: whatever is missing.
        _ => s.open.is_empty(),
    };
    if opens {
        if opens_after_colon(s, at) {
            s.replace(at..at, " ");
        }
        // Inside of single marks the double ones are the inner ones, whatever the depth.
        let count = s.rules.quotes.len();
        let pair = s.open.len() % count;
        let pair = if s.open.last().is_some_and(|open| open.pair == pair) { (pair + 1) % count } else { pair };
        open(s, at, pair, false)
    } else if s.open.is_empty() && s.before(at).is_some_and(|c| c.is_ascii_digit()) {
        // Inches, or seconds of an arc: no business of ours.
        s.reads_again = true;
        end
    } else {
        close(s, at)
    }
}

/// Whether the `"` at an offset closes a quotation, where a sign stands before it.
pub(super) fn closes_after_sign(s: &Setter, at: usize) -> bool {
    !s.open.is_empty() || ends_word(s, at + 1)
}

/// Whether the `"` at an offset opens what is quoted right behind the colon of a sentence.
pub(super) fn opens_after_colon(s: &Setter, at: usize) -> bool {
    let Some(before) = s.text[..at].strip_suffix(':') else { return false };
    let ends_clause = before.ends_with(|c: char| is_space(c) || c.is_alphabetic());
    ends_clause && s.open.is_empty() && s.after(at + 1).is_some_and(is_word)
}

/// At `'`: an apostrophe, or a quotation mark.
pub(super) fn at_single(s: &mut Setter, at: usize) -> usize {
    let end = at + 1;
    let (before, after) = (s.before(at), s.after(end));
    let in_word = before.is_some_and(is_joined) && after.is_some_and(is_joined);
    if !in_word && !s.rules.quotes.is_empty() {
        if single_closes(s, at) && (!begins_word(s, at) || is_east_asian(before)) && !is_possessive(s, at) {
            return close(s, at);
        }
        let begins = begins_word(s, at) || is_east_asian(before);
        if begins && after.is_some_and(char::is_alphabetic) && !elides(s, end) && has_partner(s, end) {
            return open(s, at, pair_of_single(s), true);
        }
    }
    if let Some(apostrophe) = &s.rules.apostrophe {
        // In front of a bracket it is the mark of a derivative.
        let elides = (before.is_some_and(char::is_alphabetic) && after != Some('(')) || after.is_some_and(is_word);
        // Feet and minutes: a digit before, no letter after.
        let measures = before.is_some_and(char::is_numeric) && !after.is_some_and(char::is_alphabetic);
        if elides && !measures {
            s.replace(at..end, apostrophe);
            return end;
        }
    }
    s.reads_again |= !in_word;
    end
}

/// Whether the `'` at an offset ends a word as *the workers'* does: the quotation that is open is closed later.
fn is_possessive(s: &Setter, at: usize) -> bool {
    let can_be = s.before(at).is_some_and(|c| s.rules.possessives.contains(&c));
    can_be && s.after(at + 1) == Some(' ') && closes_before_another_opens(s, at + 1)
}

/// Whether a quotation is open that the `'` at an offset can close.
pub(super) fn single_closes(s: &Setter, at: usize) -> bool {
    s.open.last().is_some_and(|open| open.single) && !s.after(at + 1).is_some_and(is_joined)
}

/// Whether a character is part of a word that blanks or signs part from others.
fn is_joined(c: char) -> bool {
    is_word(c) && !is_east_asian(Some(c))
}

/// Whether a character is one of Chinese or Japanese, its punctuation included: there are no blanks between words.
fn is_east_asian(c: Option<char>) -> bool {
    matches!(
        c,
        Some(
            '\u{3000}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}',
        )
    )
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
    } else if s.rules.typed_quotes.contains(&mark) {
        set_typed(s, at, mark);
    } else if let Some(pair) = pairs.iter().position(|pair| pair.open.0 == mark)
        && (begins_word(s, at) || is_east_asian(s.before(at)))
    {
        s.open.push(Open { pair, single: false });
    }
}

/// A mark of another language round a quotation: the language's own in its place.
fn set_typed(s: &mut Setter, at: usize, mark: char) {
    let end = at + mark.len_utf8();
    let rules = s.rules;
    let depth = s.open.len() % rules.quotes.len().max(1);
    // They stand in pairs.
    let opens = rules.typed_quotes.iter().position(|typed| *typed == mark).is_some_and(|n| n % 2 == 0);
    if opens && begins_word(s, at) && s.after(end).is_some_and(|c| !is_space(c)) {
        let Some(pair) = rules.quotes.get(depth) else { return };
        s.replace(at..end, &pair.open.1);
        s.reads_again |= !s.open.is_empty();
        s.open.push(Open { pair: depth, single: false });
        s.last_mark = Some((end, true));
    } else if let Some(open) = s.close()
        && let Some(pair) = rules.quotes.get(open.pair)
    {
        s.replace(at..end, &pair.close.1);
        s.last_mark = Some((end, false));
    }
}

fn open(s: &mut Setter, at: usize, pair: usize, single: bool) -> usize {
    let rules = s.rules;
    let marks = &rules.quotes[pair];
    let end = if marks.space.is_empty() { at + 1 } else { s.skip_spaces(at + 1) };
    s.replace(at..end, &marks.open.1);
    // Of those that stand in each other, and of a mark that is an apostrophe elsewhere, what is set may be read in another way.
    s.reads_again |= single || !s.open.is_empty();
    s.open.push(Open { pair, single });
    s.last_mark = Some((end, true));
    end
}

fn close(s: &mut Setter, at: usize) -> usize {
    let rules = s.rules;
    let level = s.close().map_or(0, |open| open.pair);
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
        Some(_) if s.last_mark == Some((at, true)) => true,
        Some('"' | '\'') => false,
        Some(c) => is_start(c) && !only_closes(s, c),
    }
}

/// Whether a mark only ever closes a quotation in this language: `“` does in some, and opens in others.
fn only_closes(s: &Setter, mark: char) -> bool {
    let pairs = &s.rules.quotes;
    pairs.iter().any(|pair| pair.close.0 == mark) && !pairs.iter().any(|pair| pair.open.0 == mark)
}

/// Whether a mark at an offset may open a quotation in this language, also one of another language.
pub(super) fn can_open(s: &Setter, at: usize, mark: char) -> bool {
    let is_typed =
        || s.rules.typed_quotes.contains(&mark) && s.after(at + mark.len_utf8()).is_some_and(|c| !is_space(c));
    !only_closes(s, mark) || is_typed()
}

/// Whether a word can have ended before what stands after a mark.
fn ends_word(s: &Setter, end: usize) -> bool {
    // Marks follow each other two or three at a time; of a thousand it does not matter what they are.
    let next = s.text[end..].chars().take(LONGEST_RUN).find(|c| !matches!(c, '"' | '\''));
    next.is_none_or(|c| c == '-' || is_end(c) || only_closes(s, c))
}

/// The marks of a quotation in single quotes: the language's own single ones, if it has any, or the next inner ones.
fn pair_of_single(s: &Setter) -> usize {
    let pairs = &s.rules.quotes;
    let nested = s.open.len() % pairs.len();
    let single = pairs.iter().position(|pair| matches!(pair.open.0, '‘' | '‚' | '‹')).unwrap_or(nested);
    // Where single marks are the outer ones, they are not used again right inside.
    if s.open.last().is_some_and(|open| open.pair == single) { (single + 1) % pairs.len() } else { single }
}

/// Whether the word at an offset is one that has lost its beginning: *'tis*, *'n'*.
fn elides(s: &Setter, at: usize) -> bool {
    let words = &s.rules.elisions;
    let end = s.text[at..].find(|c: char| !c.is_alphabetic()).map_or(s.text.len(), |n| at + n);
    !words.is_empty() && end - at <= words.longest() && words.has(&s.text[at..end])
}

/// Whether a `'` follows that can close a quotation, and none before it that opens one.
fn closes_before_another_opens(s: &Setter, from: usize) -> bool {
    let mut before = ' ';
    for (n, c) in s.text[from..].char_indices().take(REACH) {
        if c == super::LINE_END {
            return false;
        }
        if c == '\'' {
            let word_follows = s.after(from + n + 1).is_some_and(is_word);
            if (is_start(before) || is_space(before)) && word_follows {
                return false;
            }
            if !is_space(before) && !word_follows {
                return true;
            }
        }
        before = c;
    }
    false
}

/// Whether a `'` follows that can close a quotation.
fn has_partner(s: &Setter, from: usize) -> bool {
    let mut before = ' ';
    let mut chars = s.text[from..].char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        if n > REACH {
            return false;
        }
        if c == '\'' && !is_space(before) && !chars.peek().is_some_and(|(_, next)| is_joined(*next)) {
            return true;
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::language::typography::{Typography, Written};

    #[test]
    fn marks_that_are_set_are_read_as_those_that_were_typed() {
        let file = "quotes: [\"«\", \"»\", \"„\", \"“\"]\ntyped_quotes: [\"“\", \"”\"]\ndashes:\n  \" -- \": \" — \"\n";
        let typography = Typography::new(Written::parse("x.yaml", file).0);
        for text in ["\"a 'b' - c -- \" d", "\"字's 'a', b' -- \" c", "\"字'a'\"", "\"「'a' b\" c"] {
            let once = typography.set(text).into_owned();
            assert_eq!(typography.set(&once), once, "{text}");
        }
    }
}
