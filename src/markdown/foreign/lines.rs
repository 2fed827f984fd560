//! Mark-up by lines and by double signs: `:::note`, `!!! note`, `.. image::`, `:ref:` before code, `==marked==`.

use super::braces::{block, name};
use super::kind::Kind;
use super::{Found, Part};
use memchr::memmem;

/// Bytes that keys between two lines may have.
const LONGEST: usize = 4000;

/// Finds what may be mark-up of a line.
pub(super) fn find<'t>(markdown: &'t str, found: &mut Vec<Found<'t>>) {
    let bytes = markdown.as_bytes();
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    let mut start = 0;
    for end in ends {
        let begins = bytes[start..end].iter().position(|b| !matches!(b, b' ' | b'\t' | b'>'));
        if let Some(at) = begins.map(|n| start + n)
            && matches!(bytes[at], b':' | b'!' | b'?' | b'.' | b'+' | b'*' | b'i')
        {
            found.extend(line(markdown, at, end));
        }
        start = end + 1;
    }
    for start in memmem::find_iter(bytes, b"<%") {
        found.extend(embedded(markdown, start));
    }
    for (sign, kind) in [("==", Kind::Highlight), ("%%", Kind::Comment)] {
        found.extend(pairs(markdown, sign, kind));
    }
    for end in memmem::find_iter(bytes, b":`") {
        found.extend(role(markdown, end));
    }
}

fn line(markdown: &str, at: usize, end: usize) -> Option<Found<'_>> {
    let text = markdown[at..end].trim_end();
    let whole = at..at + text.len();
    let block = |part| Some(Found { at: whole.clone(), kind: Kind::Block, part });
    if text.starts_with("::") {
        let rest = text.trim_start_matches(':');
        let is_named = name(rest.trim_start_matches([' ', '{', '.'])).is_some();
        return match text.len() - rest.len() {
            2 => (name(rest)?.len() < rest.len() && rest.contains(['{', '['])).then(|| block(Part::Alone))?,
            _ if rest.trim().is_empty() && text.len() < 20 => block(Part::Closes(":::")),
            _ if is_named => block(Part::Opens(":::")),
            _ => None,
        };
    }
    for sign in ["!!!", "???+", "???"] {
        if let Some(rest) = text.strip_prefix(sign).and_then(|rest| rest.strip_prefix(' ')) {
            let title = rest[name(rest)?.len()..].trim();
            return (title.is_empty() || title.starts_with('"') && title.ends_with('"')).then(|| block(Part::Alone))?;
        }
    }
    if let Some(rest) = text.strip_prefix(".. ") {
        return rest[name(rest)?.len()..].starts_with("::").then(|| block(Part::Alone))?;
    }
    if let Some(rest) = text.strip_prefix("*[") {
        let (words, meaning) = rest.split_once("]: ")?;
        let is_word = !words.contains(['[', ']', '*']) && !meaning.is_empty();
        return is_word.then_some(Found { at: whole, kind: Kind::Abbreviation, part: Part::Alone });
    }
    if text == "+++" {
        return toml(markdown, at, end);
    }
    let is_import = text.starts_with("import ")
        && [" from '", " from \""].iter().any(|from| text.contains(from))
        && text.trim_end_matches(';').ends_with(['\'', '"'])
        && !text.contains(". ");
    let module = text.trim_end_matches(';').rsplit(" from ").next().unwrap_or_default();
    (is_import && module.starts_with(['\'', '"']) && module.contains(['.', '/', '@', ':'])).then_some(Found {
        at: whole,
        kind: Kind::Import,
        part: Part::Alone,
    })
}

/// Keys between two lines `+++`.
fn toml(markdown: &str, at: usize, end: usize) -> Option<Found<'_>> {
    let rest = markdown[end..].strip_prefix('\n')?;
    let length = memmem::find(&rest.as_bytes()[..rest.len().min(LONGEST)], b"+++")?;
    let mut lines = rest[..length].lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek()?;
    let is_key =
        |line: &str| line.starts_with('[') || line.split_once('=').is_some_and(|(key, _)| name(key.trim()).is_some());
    lines.all(is_key).then_some(Found { at: at..end + 1 + length + 3, kind: Kind::FrontMatter, part: Part::Alone })
}

/// `<% … %>`.
fn embedded(markdown: &str, start: usize) -> Option<Found<'_>> {
    let inside = block(markdown, start);
    let end = inside.find("%>")?;
    let is_code = inside.get(2..end)?.trim_start_matches(['=', '-']).starts_with([' ', '\n', '@']);
    (is_code && end > 2).then_some(Found { at: start..start + end + 2, kind: Kind::Tag, part: Part::Alone })
}

/// Words between two double signs that touch them, `==marked==`, or stand apart from them on both sides, `%% hidden %%`.
fn pairs(markdown: &str, sign: &'static str, kind: Kind) -> Vec<Found<'static>> {
    let bytes = markdown.as_bytes();
    let may_stand_apart = kind == Kind::Comment;
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for at in memmem::find_iter(bytes, sign) {
        let (before, after) = (byte(at.checked_sub(1)), byte(Some(at + 2)));
        if [before, after].contains(&sign.as_bytes()[0]) {
            open = None;
            continue;
        }
        let stands_apart = |start: usize| byte(Some(start + 2)).is_ascii_whitespace();
        let closes = |start: usize| {
            before.is_ascii_whitespace() == stands_apart(start)
                && !after.is_ascii_alphanumeric()
                && !markdown[start..at].contains('\n')
        };
        open = match open {
            Some(start) if closes(start) => {
                found.push(Found { at: start..at + 2, kind, part: Part::Alone });
                None
            }
            _ => {
                let may_open = !before.is_ascii_alphanumeric() && before != b'\\';
                (may_open && (may_stand_apart || !after.is_ascii_whitespace())).then_some(at)
            }
        };
    }
    found
}

/// `:name:` right before code, which begins after the colon at `end`.
fn role(markdown: &str, end: usize) -> Option<Found<'_>> {
    let before = &markdown[..end];
    let start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))?;
    let is_role = before[start..].starts_with(':')
        && name(&before[start + 1..]).is_some_and(|name| name.len() == end - start - 1);
    is_role.then_some(Found { at: start..end + 1, kind: Kind::Role, part: Part::Alone })
}
