//! One pass over a text: stops where a rule may apply, and lets the rule decide.

use super::rules::Rules;
use super::setter::Setter;
use super::{Edit, abbreviations, dashes, is_space, literal, quotes, signs, spaces};

/// What has to be changed, in the order of the text, and whether there will be nothing more to change then.
pub(super) fn edits<'r>(text: &str, rules: &'r Rules) -> (Vec<Edit<'r>>, bool) {
    let mut s = Setter::new(text, rules);
    let bytes = text.as_bytes();
    let mut literals = literal::literals(text).into_iter();
    let mut next = literals.next();
    let mut at = 0;
    while let Some(next_trigger) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|byte| rules.triggers.has(*byte)))
    {
        at += next_trigger;
        while let Some(range) = next.as_ref().filter(|range| range.start <= at) {
            let end = range.end;
            next = literals.next();
            at = at.max(end);
        }
        if !bytes.get(at).is_some_and(|byte| rules.triggers.has(*byte)) {
            continue;
        }
        at = match bytes[at] {
            b' ' | b'\n' => spaces::at_space(&mut s, at),
            b'"' => quotes::at_double(&mut s, at),
            b'\'' => quotes::at_single(&mut s, at),
            b'-' => dashes::at_hyphen(&mut s, at),
            b'.' => abbreviations::at_full_stop(&mut s, at),
            _ => match s.after(at) {
                Some(c) if is_space(c) => spaces::at_space(&mut s, at),
                Some(c) => {
                    signs::at_sign(&mut s, at, c);
                    at + c.len_utf8()
                }
                None => at + 1,
            },
        };
    }
    s.end()
}
