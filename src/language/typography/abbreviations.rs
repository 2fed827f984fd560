//! Abbreviations and initials at their full stops.

use super::rules::Rules;
use super::setter::Setter;
use super::written::Initials;
use super::{is_space, names, quotes, signs};

/// At a full stop: an ellipsis, an abbreviation of several parts, a number, initials without a space.
pub(super) fn at_full_stop(s: &mut Setter, at: usize) -> usize {
    let rules = s.rules;
    let dots = s.text[at..].bytes().take_while(|b| *b == b'.').count();
    let end = at + dots;
    if dots > 1 {
        let after_sign = rules.ellipsis_after_sign.as_deref().filter(|_| matches!(s.before(at), Some('?' | '!')));
        if let Some(ellipsis) = after_sign.or(rules.ellipsis.as_deref()).filter(|_| dots == 3) {
            s.replace(at..end, ellipsis);
        }
        return end;
    }
    if !s.before(at).is_some_and(char::is_alphabetic) {
        return end;
    }
    let next = s.skip_spaces(end);
    if joins(s, end, next) {
        s.replace(end..next, &rules.no_break);
        return next;
    }
    if s.after(end).is_some_and(|c| c.is_ascii_digit()) {
        signs::before_number(s, end);
    }
    if rules.initials == Some(Initials::Space) && next == end && names::is_chain(s, end) {
        s.replace(end..end, &rules.no_break);
    }
    end
}

/// Whether an abbreviation that the language has is parted between two offsets, by a space or nothing.
pub(super) fn joins(s: &Setter, at: usize, next: usize) -> bool {
    let text = &s.text[next..];
    s.rules.abbreviations.before(text.as_bytes()).iter().any(|joint| {
        follows(text, &joint.after) && {
            // Without a full stop only a space tells where a part ends.
            let parted = at < next || joint.before.last().is_some_and(|part| part.ends_with('.'));
            parted
                && start_of(&s.text[..at], &joint.before).is_some_and(|start| {
                    // A space may just have been put in.
                    let parted = s.edits.last().is_some_and(|(_, end, with)| *end == start && with.ends_with(is_space));
                    parted || quotes::begins_word(s, start)
                })
        }
    })
}

/// Whether a space between small letters may stand inside an abbreviation: asked at nearly every space of a text.
pub(super) fn may_join(rules: &Rules, before: &[u8], after: &[u8]) -> bool {
    let begins = |part: Option<&String>| part.is_some_and(|part| after.starts_with(part.as_bytes()));
    let ends = |part: Option<&String>| part.is_some_and(|part| before.ends_with(part.as_bytes()));
    rules.abbreviations.before(after).iter().any(|joint| begins(joint.after.first()) && ends(joint.before.last()))
}

/// Whether a text begins with some parts, with or without spaces between them.
fn follows(text: &str, parts: &[String]) -> bool {
    let mut rest = text;
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            rest = rest.trim_start_matches(is_space);
        }
        match rest.strip_prefix(part.as_str()) {
            Some(left) => rest = left,
            None => return false,
        }
    }
    let complete = parts.last().is_some_and(|part| part.ends_with('.'));
    complete || !rest.starts_with(char::is_alphanumeric)
}

/// Where the parts that a text ends with begin.
fn start_of(text: &str, parts: &[String]) -> Option<usize> {
    let mut rest = text;
    for (n, part) in parts.iter().rev().enumerate() {
        if n > 0 {
            rest = rest.trim_end_matches(is_space);
        }
        rest = rest.strip_suffix(part.as_str())?;
    }
    Some(rest.len())
}
