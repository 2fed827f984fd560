//! What stands before a drawing: the XML declaration, and a document type with the abbreviations (entities) that it
//! declares. Illustrator writes the addresses of namespaces so; attacks hide in it.

use super::fault::Fault;
use crate::path::beginning;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What stands before the root element.
pub(super) struct Prolog {
    pub doctype: Option<Doctype>,
}

/// A document type.
#[derive(Default)]
pub(super) struct Doctype {
    /// Where it stands.
    pub range: Range<usize>,
    /// Abbreviations of plain text.
    pub abbreviations: HashMap<String, String>,
    /// Names of all others: of files, of mark-up, of other abbreviations.
    pub others: HashSet<String>,
    /// What is no abbreviation of plain text: where it stands, and its first words.
    pub declared: Vec<(usize, String)>,
}

/// No address of a namespace is longer.
const LONGEST_VALUE: usize = 1000;
/// No program writes more abbreviations.
const MOST: usize = 1000;

/// The encoding that the XML declaration names, and where.
pub(super) fn encoding(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let declaration = text[start..].strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let at = declaration.find("encoding")?;
    let rest = &declaration[at + "encoding".len()..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value[1..].split(quote).next()?;
    Some((value.trim(), start + "<?xml".len() + at))
}

impl Prolog {
    /// Reads on to the root element.
    pub fn read(text: &str) -> Result<Prolog, Fault> {
        let mut at = 0;
        loop {
            let rest = &text[at..];
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{feff}');
            at = text.len() - rest.len();
            if rest.starts_with("<!DOCTYPE") {
                return Ok(Prolog { doctype: Some(doctype(text, at)?) });
            }
            let end = match rest {
                _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
                _ if rest.starts_with("<?") => rest.find("?>").map(|end| end + 2),
                _ => None,
            };
            match end {
                Some(end) => at += end,
                None => return Ok(Prolog { doctype: None }),
            }
        }
    }
}

/// Reads a document type that begins at `start`.
fn doctype(text: &str, start: usize) -> Result<Doctype, Fault> {
    let is_page = text[start..]
        .get("<!DOCTYPE".len()..)
        .is_some_and(|rest| rest.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html")));
    if is_page {
        return Err(a_page(text, start));
    }
    let broken =
        || Fault::at(text, start, "the document type (`<!DOCTYPE …`) has no end", "remove it: it is of no use");
    let mut doctype = Doctype::default();
    let mut at = start + "<!DOCTYPE".len();
    let mut is_inside = false;
    loop {
        let rest = &text[at..];
        match rest.bytes().next().ok_or_else(broken)? {
            b'[' if !is_inside => (is_inside, at) = (true, at + 1),
            b']' if is_inside => (is_inside, at) = (false, at + 1),
            b'>' if !is_inside => {
                doctype.range = start..at + 1;
                return Ok(doctype);
            }
            b'"' | b'\'' => at += quoted(rest).ok_or_else(broken)?,
            b'<' if is_inside => {
                let length = declaration(rest).ok_or_else(broken)?;
                read(&rest[..length], at, &mut doctype);
                at += length;
            }
            b'%' if is_inside => {
                doctype.declared.push((at, first_words(rest)));
                at += 1;
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
        if doctype.abbreviations.len() + doctype.others.len() + doctype.declared.len() > MOST {
            let message = format!("the drawing declares more than {MOST} abbreviations (entities)");
            return Err(Fault::at(text, start, message, "save the drawing as plain SVG"));
        }
    }
}

/// What a web page is told that is named like a drawing.
pub(super) fn a_page(text: &str, at: usize) -> Fault {
    Fault::at(
        text,
        at,
        "the file is a web page, and no drawing",
        "perhaps it was saved from a page that shows the drawing",
    )
}

/// The length of a text in quotation marks.
fn quoted(text: &str) -> Option<usize> {
    let quote = &text[..1];
    text[1..].find(quote).map(|end| end + 2)
}

/// The length of a declaration, a comment or a processing instruction.
fn declaration(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    if text.starts_with("<?") {
        return text.find("?>").map(|end| end + 2);
    }
    let mut at = 1;
    loop {
        match text.as_bytes().get(at)? {
            b'>' => return Some(at + 1),
            b'"' | b'\'' => at += quoted(&text[at..])?,
            _ => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// Takes in one declaration.
fn read(text: &str, at: usize, doctype: &mut Doctype) {
    if text.starts_with("<!--") {
        return;
    }
    let entity = text.strip_prefix("<!ENTITY").map(str::trim_start);
    let Some((name, rest)) = entity.and_then(|rest| rest.split_once(|c: char| c.is_ascii_whitespace())) else {
        doctype.declared.push((at, first_words(text)));
        return;
    };
    // Of two that are called alike, the first holds; and those of XML itself mean what they mean.
    let is_of_xml = "amp lt gt quot apos".split(' ').any(|known| known == name);
    if is_of_xml || doctype.abbreviations.contains_key(name) || doctype.others.contains(name) {
        return;
    }
    let value = rest.trim_start();
    let plain = quoted_value(value).filter(|value| {
        value.len() <= LONGEST_VALUE && !value.contains(['<', '>', '&', '%', '"', '\'']) && name != "%"
    });
    match plain {
        Some(value) => {
            doctype.abbreviations.insert(name.to_owned(), value.to_owned());
        }
        None => {
            doctype.others.insert(name.to_owned());
            doctype.declared.push((at, first_words(text)));
        }
    }
}

fn quoted_value(text: &str) -> Option<&str> {
    matches!(text.bytes().next()?, b'"' | b'\'').then(|| quoted(text)).flatten().map(|length| &text[1..length - 1])
}

/// The beginning of a declaration, to be quoted.
fn first_words(text: &str) -> String {
    // More than two words of forty letters and the blanks between them take: the first may be as long as the file.
    beginning(text, 400)
        .split_ascii_whitespace()
        .take(2)
        .map(|word| word.chars().take(40).collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// References to abbreviations from a place on: not in comments, sections of plain characters or processing instructions.
pub(super) fn references(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let next = memchr::memchr2(b'&', b'<', rest.as_bytes())?;
            let (start, rest) = (at + next, &rest[next..]);
            let past = |opens: &str, closes: &str| {
                rest.starts_with(opens).then(|| rest.find(closes).map_or(rest.len(), |end| end + closes.len()))
            };
            let skipped = past("<!--", "-->").or_else(|| past("<![CDATA[", "]]>")).or_else(|| past("<?", "?>"));
            if let Some(length) = skipped {
                at = start + length;
                continue;
            }
            at = start + 1;
            if rest.starts_with('&')
                && let Some(end) =
                    rest[1..].bytes().take(100).position(|byte| matches!(byte, b';' | b'&' | b'<' | b' '))
                && rest.as_bytes()[end + 1] == b';'
            {
                at = start + end + 2;
                return Some(start..at);
            }
        }
    })
}
