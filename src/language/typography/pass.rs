//! One pass over a text: stops where a rule may apply, and lets the rule decide.

use super::rules::Rules;
use super::setter::Setter;
use super::{Edit, dashes, is_space, quotes, spaces};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// What has to be changed, in the order of the text.
pub(super) fn edits<'r>(text: &str, rules: &'r Rules) -> Vec<Edit<'r>> {
    let mut s = Setter::new(text, rules);
    let bytes = text.as_bytes();
    let mut addresses = addresses(text).into_iter();
    let mut address = addresses.next();
    let mut at = 0;
    while at < bytes.len() {
        if !rules.triggers.has(bytes[at]) {
            at += 1;
            continue;
        }
        while let Some(range) = address.as_ref().filter(|range| range.start <= at) {
            let end = range.end;
            address = addresses.next();
            at = at.max(end);
        }
        if at >= bytes.len() || !rules.triggers.has(bytes[at]) {
            continue;
        }
        at = match bytes[at] {
            b' ' | b'\n' => spaces::at_space(&mut s, at),
            b'"' => quotes::at_double(&mut s, at),
            b'\'' => quotes::at_single(&mut s, at),
            b'-' => dashes::at_hyphen(&mut s, at),
            b'.' => spaces::at_full_stop(&mut s, at),
            _ => match s.after(at) {
                Some(c) if is_space(c) => spaces::at_space(&mut s, at),
                Some(c) => {
                    spaces::at_sign(&mut s, at, c);
                    at + c.len_utf8()
                }
                None => at + 1,
            },
        };
    }
    s.edits
}

static HOST: LazyLock<Finder> = LazyLock::new(|| Finder::new("www."));

/// The addresses in a text, which no rule may touch: what has `://` or `www.` or an `@` inside, up to the next space.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'@', b'/', &bytes[from..]).map(|n| from + n) {
        from = at + 1;
        let is_address = bytes[at] == b'@' || (at > 0 && bytes[at - 1] == b':' && bytes.get(at + 1) == Some(&b'/'));
        if is_address {
            let range = word_around(text, at);
            from = from.max(range.end);
            found.push(range);
        }
    }
    let mut hosts: Vec<Range<usize>> = Vec::new();
    for at in HOST.find_iter(bytes) {
        if hosts.last().is_none_or(|host| host.end <= at) {
            hosts.push(word_around(text, at));
        }
    }
    if !hosts.is_empty() {
        found.append(&mut hosts);
        found.sort_by_key(|range| range.start);
        found.dedup_by(|next, before| next.start < before.end);
    }
    found
}

fn word_around(text: &str, at: usize) -> Range<usize> {
    let ends =
        |c: char| is_space(c) || matches!(c, '"' | '<' | '>' | '«' | '»' | '“' | '”' | '(' | ')' | super::LINE_END);
    let start = text[..at].rfind(ends).map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(ends).map_or(text.len(), |n| at + n);
    let word = &text[start..end];
    let trimmed = word.trim_end_matches([',', ';', ':', '.', '!', '?', '…']);
    start..start + trimmed.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_without_the_punctuation_around_them() {
        let text = "See https://a.b/c--d?e, www.f.org: (http://g/h) or i@j.k! But 3/4.";
        let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://a.b/c--d?e", "www.f.org", "http://g/h", "i@j.k"]);
    }
}
