//! What must hold, whatever is read.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::html::address;
use crate::html::tags::{Token, read};
use std::collections::BTreeSet;

/// Each problem has a way out and, in the file that was read, a place that is there. The codes are what was said.
pub fn told(problems: &Diagnostics, path: &str, text: &str) -> Result<BTreeSet<Code>, String> {
    let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
    for problem in &problems.0 {
        // What Tera says of a template is all that is known of it.
        let is_of_others = matches!(problem.code, Code::BadTemplate | Code::RenderFailed);
        if problem.hints.is_empty() && problem.severity == Severity::Error && !is_of_others {
            return Err(format!("no way out: {problem:?}"));
        }
        let Some(place) = &problem.place else { return Err(format!("no place: {problem:?}")) };
        let of_line = lines.get((place.line as usize).saturating_sub(1));
        if place.path == path && of_line.is_none_or(|length| place.column as usize > length + 1) {
            return Err(format!("no such place: {problem:?}"));
        }
    }
    Ok(problems.0.iter().map(|problem| problem.code).collect())
}

/// Elements that have no end.
const WITHOUT_END: [&[u8]; 9] = [b"area", b"br", b"col", b"hr", b"img", b"input", b"source", b"track", b"wbr"];

/// Elements that no paragraph holds.
const BLOCKS: [&[u8]; 16] = [
    b"blockquote",
    b"div",
    b"dl",
    b"dt",
    b"dd",
    b"figure",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"ol",
    b"p",
    b"table",
    b"ul",
];

/// HTML that we have written: each element ends where it should, no link stands in a link, and no block in a paragraph.
pub fn well_formed(html: &str) -> Result<(), String> {
    let mut open: Vec<Vec<u8>> = Vec::new();
    let (mut paragraphs, mut links) = (0_usize, 0_usize);
    let mut wrong = None;
    read(html.as_bytes(), &mut |token, span| {
        let found = match token {
            Token::Open(name) => {
                let is_misplaced = paragraphs > 0 && BLOCKS.contains(&name) || links > 0 && name == b"a";
                if !WITHOUT_END.contains(&name) {
                    open.push(name.to_vec());
                    paragraphs += usize::from(name == b"p");
                    links += usize::from(name == b"a");
                }
                is_misplaced.then_some("an element where it may not stand")
            }
            Token::End(name) => {
                paragraphs = paragraphs.saturating_sub(usize::from(name == b"p"));
                links = links.saturating_sub(usize::from(name == b"a"));
                (open.pop().as_deref() != Some(name)).then_some("an end of another element")
            }
            Token::Unfinished => Some("a tag or a comment without an end"),
            _ => None,
        };
        if let Some(found) = found.filter(|_| wrong.is_none()) {
            wrong = Some((found, span.start));
        }
    });
    match wrong.or_else(|| open.last().map(|_| ("an element without an end", html.len()))) {
        None => Ok(()),
        Some((wrong, at)) => Err(format!("{wrong}, at {at}: {html}")),
    }
}

/// Elements that no text of a guest brings onto a page.
const HARMFUL: [&str; 13] = [
    "base", "embed", "form", "iframe", "link", "meta", "noscript", "object", "script", "style", "svg", "template",
    "title",
];

/// HTML that can do no harm: without scripts, handlers and addresses that run code.
pub fn harmless(html: &str) -> Result<(), String> {
    let mut wrong = None;
    let mut name_of_value = String::new();
    read(html.as_bytes(), &mut |token, _| match token {
        Token::Open(name) if HARMFUL.iter().any(|harmful| harmful.as_bytes() == name) => {
            wrong = Some(String::from_utf8_lossy(name).into_owned());
        }
        Token::Name(name) => {
            name_of_value = String::from_utf8_lossy(name).into_owned();
            if name_of_value.starts_with("on") || ["srcdoc", "style"].contains(&&*name_of_value) {
                wrong = Some(name_of_value.clone());
            }
        }
        Token::Value(value) if ["href", "src", "poster", "cite", "action"].contains(&&*name_of_value) => {
            let value = String::from_utf8_lossy(value);
            // As browsers read it: a sign that nobody sees, inside the name of a scheme, makes it part of a path to them.
            let read = address(&value, "https://news.example/xx/a/");
            if read.is_some_and(|read| ["javascript", "vbscript"].contains(&&*read.scheme)) {
                wrong = Some(value.into_owned());
            }
        }
        _ => {}
    });
    wrong.map_or(Ok(()), |wrong| Err(format!("`{wrong}` is on the page: {html}")))
}
