//! Dashes that were typed as hyphens, and pairs of dashes.

use super::setter::{Setter, is_word};
use super::{is_space, ranges};

/// At `-` that has no space before it.
pub(super) fn at_hyphen(s: &mut Setter, at: usize) -> usize {
    let rules = s.rules;
    let end = end_of_hyphens(s, at);
    let typed = &s.text[at..end];
    if typed.len() == 1 {
        if touches_comma(s, at)
            && let Some((end, with)) = spaced(s, at)
        {
            s.replace(at..end, with);
            return end;
        }
        if let Some(range) = rules.range.as_deref().filter(|_| ranges::is_range(s, at)) {
            s.replace(at..end, range);
        }
        return end;
    }
    // `--watch` is the name of an option.
    let option =
        s.before(at).is_none_or(|c| is_space(c) || matches!(c, '(' | '[')) && s.after(end).is_some_and(is_word);
    if let Some(dash) = rules.dashes.get(typed).filter(|_| !option && !stands_in_marks(s, at, end)) {
        s.replace(at..end, &dash.set);
    }
    end
}

/// Whether hyphens stand alone between quotation marks: they are what is spoken of.
fn stands_in_marks(s: &Setter, at: usize, end: usize) -> bool {
    let pairs = &s.rules.quotes;
    let opened = s.last_mark == Some((at, true))
        || s.before(s.back_over_spaces(at)).is_some_and(|c| pairs.iter().any(|pair| pair.open.0 == c));
    let mark = s.skip_spaces(end);
    opened
        && s.after(mark).is_some_and(|c| match c {
            '"' => !s.after(mark + 1).is_some_and(is_word),
            c => pairs.iter().any(|pair| pair.close.0 == c),
        })
}

/// Whether a hyphen with a space behind it stands right after the comma of a clause, as hurried hands type a dash:
/// `"Да",- сказал он`. After a number it may be a price: `5,-`.
fn touches_comma(s: &Setter, at: usize) -> bool {
    s.after(at + 1) == Some(' ')
        && s.text[..at].strip_suffix(',').is_some_and(|clause| !clause.ends_with(|c: char| c.is_ascii_digit()))
}

/// The end of the hyphens that begin at an offset.
pub(super) fn end_of_hyphens(s: &Setter, at: usize) -> usize {
    at + s.text[at..].bytes().take_while(|b| *b == b'-').count()
}

/// A dash between spaces, as it was typed: the end of the space after it, and what is set for all of it, the space
/// before included; also a dash that is set already, where the language binds pairs of them to the inside.
pub(super) fn spaced<'r>(s: &mut Setter<'_, 'r>, start: usize) -> Option<(usize, &'r str)> {
    let rules = s.rules;
    let (end, key) = match s.after(start)? {
        '–' => (start + '–'.len_utf8(), " – "),
        '—' => (start + '—'.len_utf8(), " — "),
        _ => {
            let end = end_of_hyphens(s, start);
            let keys = [" - ", " -- ", " --- "];
            (end, *keys.get(end - start - 1)?)
        }
    };
    if let Some(open) = s.open_dash {
        // As far as it has been read it ends in the clause and the brackets that it begins in.
        let is_one_clause = s.text.get(open.max(s.clause_read)..start).is_some_and(is_one_clause);
        s.clause_read = start;
        s.open_dash = s.open_dash.filter(|_| is_one_clause);
    }
    let closes_here =
        s.open_dash.is_some() && s.after(end).is_some_and(|c| matches!(c, ',' | ';' | '.' | ')' | '!' | '?'));
    if !stands_free(s, end) && !closes_here {
        return None;
    }
    // One dash behind another is not ours to read.
    if s.after(s.skip_spaces(end)).is_some_and(|c| matches!(c, '-' | '–' | '—')) {
        return None;
    }
    let Some(dash) = rules.dashes.get(key) else { return set_already(s, start, end, closes_here) };
    if rules.inside_dashes.is_none() {
        return Some((s.skip_spaces(end), &dash.set));
    }
    let next = s.skip_spaces(end);
    Some(match (s.open_dash.take(), closes_here) {
        (Some(_), true) => (end, &dash.closing_before_comma),
        (Some(_), false) => (next, &dash.closing),
        (None, _) => {
            s.open_dash = Some(next);
            (next, &dash.opening)
        }
    })
}

/// The space before a dash that is one already, where pairs bind to the inside.
fn set_already<'r>(s: &mut Setter<'_, 'r>, start: usize, end: usize, closes_here: bool) -> Option<(usize, &'r str)> {
    let inside = s.rules.inside_dashes.as_deref()?;
    if end - start == 1 || s.after(start) == Some('-') {
        return None;
    }
    if s.open_dash.take().is_some() || closes_here {
        return Some((start, inside));
    }
    s.open_dash = Some(end);
    Some((start, " "))
}

/// Whether a text ends in the clause and the brackets that it begins in: only then do a dash before it and one behind it
/// make a pair.
fn is_one_clause(text: &str) -> bool {
    let mut depth = 0;
    for c in text.chars() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 || c == ';' {
            return false;
        }
    }
    depth == 0
}

/// Forgets the dash that is open where a sentence ends before a space.
pub(super) fn end_sentence(s: &mut Setter, at: usize, before: char, after: char) {
    let Some(open) = s.open_dash else { return };
    let closes = s.rules.quotes.iter().any(|pair| pair.close.0 == after);
    let ends_line = s.text.get(open.max(s.line_read)..at).is_some_and(|text| text.contains(super::LINE_END));
    s.line_read = at;
    if !closes && matches!(before, '.' | '!' | '?' | '…') || ends_line {
        s.open_dash = None;
    }
}

/// Whether an ordinary space follows, or the one that belongs inside a pair of dashes; another that does not break was
/// put there for what comes after it, as one before a mark that closes is.
pub(super) fn stands_free(s: &Setter, end: usize) -> bool {
    let closes = |c: char| s.rules.quotes.iter().any(|pair| pair.close.0 == c);
    match s.after(end) {
        Some(' ' | '\n') => true,
        Some(space) => {
            s.rules.inside_dashes.as_deref().is_some_and(|inside| inside.starts_with(space))
                && !s.after(end + space.len_utf8()).is_some_and(closes)
        }
        None => false,
    }
}
