//! One pass over a text: stops where a rule may apply, decides by what stands around.

use super::rules::Rules;
use super::{Edit, OBJECT, dashes, is_end, is_space, is_start, quotes, spaces};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// A text while it is set.
pub(super) struct Setter<'t, 'r> {
    pub text: &'t str,
    pub rules: &'r Rules,
    /// The quotations that are open, by the index of their pair of marks.
    pub open: Vec<quotes::Open>,
    /// Where the last spaces ended: the word before the next ones begins here or, after a bracket or mark, later.
    pub word_start: usize,
    /// Where the last straight mark ended, and whether it opened a quotation.
    pub last_mark: Option<(usize, bool)>,
    edits: Vec<Edit<'r>>,
}

impl<'t, 'r> Setter<'t, 'r> {
    pub fn new(text: &'t str, rules: &'r Rules) -> Setter<'t, 'r> {
        Setter { text, rules, open: Vec::new(), word_start: 0, last_mark: None, edits: Vec::new() }
    }

    /// What has to be changed, in the order of the text.
    pub fn edits(mut self) -> Vec<Edit<'r>> {
        let bytes = self.text.as_bytes();
        let mut addresses = addresses(self.text).into_iter();
        let mut address = addresses.next();
        let mut at = 0;
        while at < bytes.len() {
            if !self.rules.triggers.has(bytes[at]) {
                at += 1;
                continue;
            }
            while let Some(range) = address.as_ref().filter(|range| range.start <= at) {
                let end = range.end;
                address = addresses.next();
                at = at.max(end);
            }
            if at >= bytes.len() || !self.rules.triggers.has(bytes[at]) {
                continue;
            }
            at = match bytes[at] {
                b' ' | b'\n' => spaces::at_space(&mut self, at),
                b'"' => quotes::at_double(&mut self, at),
                b'\'' => quotes::at_single(&mut self, at),
                b'-' => dashes::at_hyphen(&mut self, at),
                b'.' => spaces::at_full_stop(&mut self, at),
                _ => match self.after(at) {
                    Some(c) if is_space(c) => spaces::at_space(&mut self, at),
                    Some(c) => {
                        spaces::at_sign(&mut self, at, c);
                        at + c.len_utf8()
                    }
                    None => at + 1,
                },
            };
        }
        self.edits
    }

    /// Replaces a range, unless it is right already.
    pub fn replace(&mut self, range: Range<usize>, with: &'r str) {
        if self.text[range.clone()] == *with {
            return;
        }
        // A mark that takes the space before it stands over what was decided for that space.
        while self.edits.last().is_some_and(|(start, end, _)| *end > range.start || *start > range.start) {
            self.edits.pop();
        }
        self.edits.push((range.start, range.end, with));
    }

    /// The character that begins at an offset.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The character that ends at an offset.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The end of the spaces that begin at an offset.
    pub fn skip_spaces(&self, at: usize) -> usize {
        // One space and a letter: nearly always.
        match self.text.as_bytes()[at..] {
            [b' ', next, ..] if next.is_ascii_alphanumeric() || matches!(next, 0xc3..=0xdf) => at + 1,
            _ => self.text[at..].find(|c| !is_space(c)).map_or(self.text.len(), |n| at + n),
        }
    }

    /// The start of the spaces that end at an offset.
    pub fn back_over_spaces(&self, at: usize) -> usize {
        self.text[..at].trim_end_matches(is_space).len()
    }

    /// The word that ends at an offset, if it has at most `longest` bytes.
    pub fn word_before(&self, at: usize, longest: usize) -> Option<&'t str> {
        let mut start = at;
        for c in self.text[..at].chars().rev() {
            if is_start(c) || matches!(c, '"' | '\'') || self.text[..start].ends_with("--") {
                break;
            }
            start -= c.len_utf8();
            if at - start > longest {
                return None;
            }
        }
        (start < at).then(|| &self.text[start..at])
    }

    /// The word that begins at an offset, without the punctuation at its end but with a full stop, if it has at most
    /// `longest` bytes.
    pub fn word_after(&self, at: usize, longest: usize) -> Option<&'t str> {
        let ends = |c: char| is_end(c) && !matches!(c, '.' | '’') || matches!(c, '"' | '“' | '«');
        let mut end = at;
        for c in self.text[at..].chars() {
            if ends(c) || self.text[end..].starts_with("--") || self.text[end..].starts_with("..") {
                break;
            }
            end += c.len_utf8();
            if end - at > longest + 1 {
                return None;
            }
        }
        (end > at).then(|| &self.text[at..end])
    }
}

/// Whether a character is part of a word, or stands for something that is like one.
pub(super) fn is_word(c: char) -> bool {
    is_letter(c) || c.is_numeric() || c == OBJECT
}

/// Whether a character is a letter. The common ones are known without a look at Unicode's tables: this is asked twice
/// for every word of every text.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{bf}' => c.is_ascii_alphabetic() || (c > '\u{7f}' && c.is_alphabetic()),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{52f}' => !matches!(c, '\u{482}'..='\u{489}'),
        _ => c.is_alphabetic(),
    }
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
