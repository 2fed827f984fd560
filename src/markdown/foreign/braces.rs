//! Mark-up in braces: `{{< … >}}`, `{% … %}`, `{{ … }}`, `{# … #}`, `{: … }`, `{.class}`, `{/name}`.

use super::kind::Kind;
use super::{Found, Part};
use crate::path::beginning;
use std::ops::Range;

/// Bytes in which a piece of mark-up has to end.
const LONGEST: usize = 2000;

/// Finds what may be mark-up in braces.
pub(super) fn find<'t>(markdown: &'t str, found: &mut Vec<Found<'t>>) {
    let bytes = markdown.as_bytes();
    for at in memchr::memchr_iter(b'{', bytes) {
        let is_second = at > 0 && bytes[at - 1] == b'{';
        let piece = match bytes.get(at + 1) {
            _ if is_second => None,
            Some(b'{') => double(markdown, at),
            Some(b'%') => tag(markdown, at),
            Some(b'#') => comment(markdown, at).or_else(|| attributes(markdown, at)),
            Some(b':') => kramdown(markdown, at),
            Some(b'/') => closing(markdown, at),
            Some(b'.' | b' ' | b'a'..=b'z' | b'A'..=b'Z') => attributes(markdown, at).or_else(|| role(markdown, at)),
            _ => None,
        };
        found.extend(piece);
    }
}

/// As much of a text from `at` on as a piece of mark-up may have.
fn ahead(markdown: &str, at: usize) -> &str {
    beginning(&markdown[at..], LONGEST)
}

/// The text of a block from `at` on.
pub(super) fn block(markdown: &str, at: usize) -> &str {
    let rest = ahead(markdown, at);
    let blank_line = rest.find("\n\n").or_else(|| rest.find("\n\r\n"));
    blank_line.map_or(rest, |end| &rest[..end])
}

/// What stands between `at` (with `open` bytes of opening signs) and a closing sign.
fn between<'t>(markdown: &'t str, at: usize, open: usize, close: &str) -> Option<(Range<usize>, &'t str)> {
    let inside = block(markdown, at).get(open..)?;
    let length = inside.find(close)?;
    Some((at..at + open + length + close.len(), &inside[..length]))
}

fn double(markdown: &str, at: usize) -> Option<Found<'_>> {
    match markdown.as_bytes().get(at + 2) {
        Some(b'<') => shortcode(markdown, at, ">}}"),
        Some(b'%') => shortcode(markdown, at, "%}}"),
        Some(b'!') => hidden(markdown, at, 3, "}}"),
        Some(b'/') if markdown[at + 3..].starts_with('*') => hidden(markdown, at, 3, "}}"),
        _ => variable(markdown, at),
    }
}

fn hidden<'t>(markdown: &'t str, at: usize, open: usize, close: &str) -> Option<Found<'t>> {
    let (at, _) = between(markdown, at, open, close)?;
    Some(Found { at, kind: Kind::Comment, part: Part::Alone })
}

fn comment(markdown: &str, at: usize) -> Option<Found<'_>> {
    let (range, inside) = between(markdown, at, 2, "#}")?;
    inside.starts_with([' ', '\n', '-']).then_some(Found { at: range, kind: Kind::Comment, part: Part::Alone })
}

/// What was a shortcode even where its end is missing: no other text has these signs.
fn shortcode<'t>(markdown: &'t str, at: usize, close: &str) -> Option<Found<'t>> {
    let (range, inside) = between(markdown, at, 3, close).or_else(|| {
        let line = ahead(markdown, at).lines().next()?.trim_end();
        line.get(3..)
            .filter(|inside| name(inside.trim_start_matches([' ', '/'])).is_some())
            .map(|inside| (at..at + line.len(), inside))
    })?;
    let inside = inside.trim();
    let part = match inside.strip_prefix('/') {
        Some(rest) => Part::Closes(name(rest.trim_start()).unwrap_or_default()),
        None => opening(name(inside)?),
    };
    Some(Found { at: range, kind: Kind::Shortcode, part })
}

/// What belongs to some pieces is not looked at.
fn opening(name: &str) -> Part<'_> {
    match name {
        "raw" | "verbatim" | "comment" | "highlight" | "code" => Part::Encloses(name),
        name => Part::Opens(name),
    }
}

fn tag(markdown: &str, at: usize) -> Option<Found<'_>> {
    let (range, inside) = between(markdown, at, 2, "%}")?;
    let word = name(inside.trim_start_matches(['-', '+', '~']).trim_start())?;
    let part = match word {
        "else" | "elsif" | "elif" | "elseif" => Part::Closes("if"),
        "when" => Part::Closes("case"),
        "end" => Part::Closes("block"),
        _ => match word.strip_prefix("end") {
            Some(name) if !name.is_empty() => Part::Closes(name),
            _ => opening(word),
        },
    };
    Some(Found { at: range, kind: Kind::Tag, part })
}

/// `{{ … }}` where it reads like a variable, a filter or a call, and not like words.
fn variable(markdown: &str, at: usize) -> Option<Found<'_>> {
    let open = if markdown[at..].starts_with("{{{") { 3 } else { 2 };
    let close = &"}}}"[..open];
    let (range, inside) = between(markdown, at, open, close)?;
    let inside = inside.trim_matches(['-', '~', '&']).trim();
    let part = match inside.chars().next()? {
        '#' | '^' => Part::Opens(name(inside[1..].trim_start())?),
        '/' => Part::Closes(name(inside[1..].trim_start())?),
        '>' => {
            name(inside[1..].trim_start())?;
            Part::Alone
        }
        _ if inside == "else" => Part::Closes("if"),
        _ => is_expression(inside).then_some(Part::Alone)?,
    };
    Some(Found { at: range, kind: Kind::Variable, part })
}

/// Words of template languages that name nothing: `{{ and }}` is prose about braces.
const KEYWORDS: &str = "and or not in is contains with";

/// Whether a text is an expression of a template language: a path (`page.url`, `$x`, `.Title`, `items[0]`), a text in
/// quotation marks, a call, or one of these with a filter behind it.
fn is_expression(text: &str) -> bool {
    let first = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => match text[1..].find(quote) {
            Some(end) => end + 2,
            None => return false,
        },
        Some('|' | '(') => 0,
        Some('0'..='9') => text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()),
        Some(':') => 1,
        _ => match path(text) {
            0 => return false,
            length => length,
        },
    };
    let rest = text[first..].trim_start();
    if KEYWORDS.split(' ').any(|keyword| keyword == text) {
        return false;
    }
    let is_bare =
        path(text) == text.len() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    match rest.chars().next() {
        // One word, or several joined by dots.
        None => is_bare || first > 0 && (text.contains(['.', '[', '$', '"', '\''])),
        Some('|') => true,
        Some('(' | '[' | '?' | '=' | '"' | '\'' | '+' | '*') => true,
        // Words in a row are prose, unless something in them is not.
        _ => rest.contains(['"', '|', '$', '=']) || text.starts_with(['.', '$']),
    }
}

/// The length of the path that a text begins with.
fn path(text: &str) -> usize {
    let start = text.trim_start_matches(['.', '$', '@']);
    let signs = text.len() - start.len();
    if start.is_empty() {
        return usize::from(text == ".");
    }
    if !start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return 0;
    }
    let mut length = 0;
    let mut rest = start;
    loop {
        let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
        length += word;
        rest = &rest[word..];
        if let Some(inside) = rest.strip_prefix('[')
            && let Some(end) = inside.find(']')
        {
            length += end + 2;
            rest = &rest[end + 2..];
        }
        match rest.strip_prefix('.') {
            Some(next) if next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') => {
                length += 1;
                rest = next;
            }
            _ => return signs + length,
        }
    }
}

/// The attribute lists and extensions of kramdown: `{: .note}`, `{:toc}`, `{::comment}`, `{:/comment}`.
fn kramdown(markdown: &str, at: usize) -> Option<Found<'_>> {
    let line = ahead(markdown, at).lines().next()?;
    let inside = &line[2..line.find('}')?];
    let range = at..at + inside.len() + 3;
    let (kind, part) = match inside.chars().next()? {
        ':' => match name(&inside[1..])? {
            word @ ("comment" | "nomarkdown") if !inside.ends_with('/') => (Kind::Comment, Part::Encloses(word)),
            _ => (Kind::Attributes, Part::Alone),
        },
        '/' => (Kind::Comment, Part::Closes(name(&inside[1..]).unwrap_or("comment"))),
        _ if inside.trim() == "toc" => (Kind::Contents, Part::Alone),
        _ => {
            let words: Vec<&str> = words(inside).collect();
            let is_reference = |word: &&str| name(word).is_some_and(|name| name.len() == word.len());
            let is_list = !words.is_empty() && words.iter().all(|word| is_attribute(word) || is_reference(word));
            (is_list.then_some(Kind::Attributes)?, Part::Alone)
        }
    };
    Some(Found { at: range, kind, part })
}

/// The attribute lists of other Markdowns: `{.lead #id width=50%}`.
fn attributes(markdown: &str, at: usize) -> Option<Found<'_>> {
    let line = ahead(markdown, at).lines().next()?;
    let inside = &line[1..line.find('}')?];
    let mut words = words(inside).peekable();
    words.peek()?;
    words.all(is_attribute).then(|| Found { at: at..at + inside.len() + 2, kind: Kind::Attributes, part: Part::Alone })
}

/// The words of a list of attributes: a value in quotation marks may have blanks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = None;
    text.split(move |c: char| match quoted {
        Some(quote) => {
            if c == quote {
                quoted = None;
            }
            false
        }
        None => {
            if matches!(c, '"' | '\'') {
                quoted = Some(c);
            }
            c.is_whitespace()
        }
    })
    .filter(|word| !word.is_empty())
}

/// `.class`, `#id`, `key=value`.
fn is_attribute(word: &str) -> bool {
    let is_name = |name: &str| self::name(name).is_some_and(|found| found.len() == name.len());
    match word.strip_prefix(['.', '#']) {
        Some(rest) => is_name(rest) || rest.split('.').all(is_name),
        None => word.split_once('=').is_some_and(|(key, value)| is_name(key) && !value.is_empty()),
    }
}

/// `{/name}` ends what `{name …}` began.
fn closing(markdown: &str, at: usize) -> Option<Found<'_>> {
    if markdown[at + 2..].starts_with('*') {
        return hidden(markdown, at, 3, "*/}");
    }
    let word = name(&markdown[at + 2..])?;
    let end = at + 2 + word.len();
    if !markdown[end..].starts_with('}') {
        return None;
    }
    let mut from = at.saturating_sub(LONGEST);
    while !markdown.is_char_boundary(from) {
        from += 1;
    }
    let opening = markdown[from..at].rfind(&format!("{{{word}")).map_or(at, |found| from + found);
    Some(Found { at: opening..end + 1, kind: Kind::Shortcode, part: Part::Alone })
}

/// `{name}` right before code.
fn role(markdown: &str, at: usize) -> Option<Found<'_>> {
    let word = name(&markdown[at + 1..])?;
    let end = at + 1 + word.len();
    markdown[end..].starts_with("}`").then_some(Found { at: at..end + 1, kind: Kind::Role, part: Part::Alone })
}

/// The name that a text begins with.
pub(super) fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(text.len());
    Some(&text[..end]).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}
