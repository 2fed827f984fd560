//! Mark-up in brackets: `[gallery ids="1,2"]`, `[b]…[/b]`, `[[page]]`, `[TOC]`.

use super::braces::name;
use super::kind::Kind;
use super::{Found, Part};
use memchr::memmem;
use std::collections::BTreeSet;

/// Shortcodes that say enough without an attribute.
const COMPLETE: [&str; 2] = ["gallery", "playlist"];

/// Finds what may be mark-up in brackets.
pub(super) fn find<'t>(markdown: &'t str, found: &mut Vec<Found<'t>>) {
    let bytes = markdown.as_bytes();
    let mut ends = Ends::default();
    for at in memchr::memchr_iter(b'[', bytes) {
        let piece = match bytes.get(at + 1) {
            _ if at > 0 && bytes[at - 1] == b'[' => None,
            Some(b'[') => wiki(markdown, at),
            Some(b'/') => closing(markdown, at),
            Some(b'!') => callout(markdown, at),
            Some(b'a'..=b'z' | b'A'..=b'Z') => shortcode(markdown, at, &mut ends),
            _ => None,
        };
        found.extend(piece);
    }
}

/// What stands in brackets that begin at `at`, on one line; quotation marks may hold a bracket.
fn inside(markdown: &str, at: usize) -> Option<&str> {
    let rest = &markdown[at + 1..];
    let mut quoted = false;
    for (i, c) in rest.char_indices() {
        match c {
            '\n' => return None,
            '"' => quoted = !quoted,
            ']' if !quoted => return Some(&rest[..i]),
            '[' if !quoted => return None,
            _ => {}
        }
    }
    None
}

fn is_alone_in_line(markdown: &str, start: usize, end: usize) -> bool {
    let before = markdown[..start].trim_end_matches(is_blank);
    let after = markdown[end..].trim_start_matches(is_blank);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Blanks within a line. A line is not looked for in whole: it may have thousands of brackets.
fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

fn wiki(markdown: &str, at: usize) -> Option<Found<'_>> {
    let inside = inside(markdown, at + 1)?;
    let end = at + inside.len() + 4;
    let is_page = inside.chars().any(char::is_alphabetic)
        && !inside.starts_with('^')
        && markdown[at..].get(..end - at)?.ends_with("]]");
    let (start, kind) = match inside.trim().trim_matches('_') {
        _ if !is_page => return None,
        "TOC" | "toc" => (at, Kind::Contents),
        _ if markdown[..at].ends_with('!') => (at - 1, Kind::WikiPicture),
        _ => (at, Kind::WikiLink),
    };
    Some(Found { at: start..end, kind, part: Part::Alone })
}

fn closing(markdown: &str, at: usize) -> Option<Found<'_>> {
    let word = name(&markdown[at + 2..])?;
    let end = at + 3 + word.len();
    markdown.get(at..end)?.ends_with(']').then_some(Found {
        at: at..end,
        kind: Kind::Shortcode,
        part: Part::Closes(word),
    })
}

/// `[!NOTE]` at the beginning of a quotation.
fn callout(markdown: &str, at: usize) -> Option<Found<'_>> {
    let word = name(&markdown[at + 2..])?;
    let end = at + 3 + word.len();
    let is_quoted = markdown[..at].trim_end_matches(is_blank).ends_with('>');
    let is_callout = is_quoted && markdown.get(..end).is_some_and(|text| text.ends_with(']'));
    is_callout.then_some(Found { at: at..end, kind: Kind::Callout, part: Part::Alone })
}

fn shortcode<'t>(markdown: &'t str, at: usize, ends: &mut Ends<'t>) -> Option<Found<'t>> {
    let word = name(&markdown[at + 1..])?;
    let after = at + 1 + word.len();
    let next = markdown[after..].chars().next()?;
    if !matches!(next, ']' | ' ' | '=' | '/') {
        return None;
    }
    let inside = inside(markdown, at)?;
    let range = at..at + inside.len() + 2;
    let rest = inside[word.len()..].trim_end_matches('/').trim();
    let kind = if rest.is_empty() {
        let is_alone = || is_alone_in_line(markdown, range.start, range.end);
        if word.eq_ignore_ascii_case("toc") && is_alone() {
            Kind::Contents
        } else if COMPLETE.contains(&word) && is_alone() || ends.have(markdown, word) {
            Kind::Shortcode
        } else {
            return None;
        }
    } else if let Some(value) = rest.strip_prefix('=') {
        (next == '=' && !value.is_empty() && !value.starts_with([' ', '='])).then_some(Kind::Shortcode)?
    } else {
        (has_attributes(rest) || ends.have(markdown, word)).then_some(Kind::Shortcode)?
    };
    Some(Found { at: range, kind, part: Part::Opens(word) })
}

/// The names that have an end, `[/name]`, found when one is first asked for.
#[derive(Default)]
struct Ends<'t>(Option<BTreeSet<&'t str>>);

impl<'t> Ends<'t> {
    fn have(&mut self, markdown: &'t str, word: &str) -> bool {
        let find = || {
            let ends = memmem::find_iter(markdown.as_bytes(), b"[/").filter_map(|at| {
                let word = name(&markdown[at + 2..])?;
                markdown[at + 2 + word.len()..].starts_with(']').then_some(word)
            });
            ends.collect()
        };
        self.0.get_or_insert_with(find).contains(word)
    }
}

/// Whether what follows a name are attributes, or what only a program reads: an address, an id.
fn has_attributes(rest: &str) -> bool {
    let mut quoted = false;
    let is_end = move |c: char| {
        if c == '"' {
            quoted = !quoted;
        }
        !quoted && c.is_whitespace()
    };
    let mut words = rest.split(is_end).filter(|word| !word.is_empty()).peekable();
    let is_pair = |word: &str| {
        word.split_once('=').is_some_and(|(key, value)| {
            name(key).is_some_and(|name| name.len() == key.len()) && !value.is_empty() && !value.starts_with('=')
        })
    };
    let Some(first) = words.peek().copied() else { return false };
    if first.starts_with("http://") || first.starts_with("https://") {
        return true;
    }
    if is_pair(first) && (first.contains(['"', '\'']) || words.clone().all(is_pair)) {
        return true;
    }
    is_id(first) && words.skip(1).all(is_pair)
}

/// Whether a word is one that no writer would write: a long number, or letters and digits in a jumble.
fn is_id(word: &str) -> bool {
    let word = word.trim_matches(['"', '\'']);
    let is_plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let has_capital_inside =
        word.bytes().skip(1).any(|b| b.is_ascii_uppercase()) && word.bytes().any(|b| b.is_ascii_lowercase());
    is_plain && (digits == word.len() && digits >= 6 || word.len() >= 8 && digits > 0 && has_capital_inside)
}
