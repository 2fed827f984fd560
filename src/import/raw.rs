//! Raw: pieces of HTML that Markdown cannot say, set aside before a text is converted and put back after it.

use crate::html::OpenElements;
use crate::html::tags::{self, Token};
use std::ops::Range;

/// Elements that are set aside whole.
const ALWAYS: [&str; 5] = ["iframe", "details", "dl", "svg", "math"];

/// Elements that are set aside where they hold what Markdown has no sign for.
const PERHAPS: [&str; 2] = ["table", "figure"];

/// Elements that no article can hold: they are left out, and told.
const LEFT_OUT: [&str; 7] = ["script", "style", "form", "object", "embed", "applet", "noembed"];

/// What stands for the name of a comment.
const COMMENT: &str = "!";

/// An element as it stands in a text.
struct Found {
    name: String,
    at: Range<usize>,
}

/// The outermost elements of some names, in order.
fn elements(html: &str) -> Vec<Found> {
    let is_one = |name: &str| ALWAYS.contains(&name) || PERHAPS.contains(&name) || LEFT_OUT.contains(&name);
    let mut found: Vec<Found> = Vec::new();
    // The element that is open, where it began, and how many of its name are open inside.
    let mut open: Option<(String, usize, usize)> = None;
    tags::read(html.as_bytes(), &mut |token, span| match token {
        Token::Open(name) => {
            let name = String::from_utf8_lossy(name);
            match &mut open {
                Some((outer, _, depth)) if *outer == name => *depth += 1,
                Some(_) => {}
                None if is_one(&name) => open = Some((name.into_owned(), start_of(html, span.start), 1)),
                None => {}
            }
        }
        // It has no end of its own.
        Token::Close { .. } => {
            if let Some((name, start, _)) = &open
                && name == "embed"
            {
                found.push(Found { name: name.clone(), at: *start..span.end });
                open = None;
            }
        }
        Token::End(name) => {
            if let Some((outer, start, depth)) = &mut open
                && outer.as_bytes() == name
            {
                *depth -= 1;
                if *depth == 0 {
                    found.push(Found { name: outer.clone(), at: *start..span.end });
                    open = None;
                }
            }
        }
        // What an import has left stays where it is.
        Token::Comment if open.is_none() && html.get(span.clone()).is_some_and(is_left) => {
            found.push(Found { name: COMMENT.to_owned(), at: span });
        }
        _ => {}
    });
    found
}

/// Whether a comment is one of an import: the program's name, a colon, and mark-up.
fn is_left(comment: &str) -> bool {
    let name = comment.strip_prefix("<!-- ").and_then(|rest| rest.split_once(": "));
    name.is_some_and(|(name, rest)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase()) && rest.starts_with(['[', '{', '<', '!'])
    })
}

/// Where the tag begins whose name begins at, or after, a place.
fn start_of(html: &str, at: usize) -> usize {
    html.get(..at + 1).and_then(|before| before.rfind('<')).unwrap_or(at)
}

/// Whether an element says what Markdown can say, too.
fn is_simple(name: &str, html: &str) -> bool {
    let small = html.to_ascii_lowercase();
    let has = |tags: &[&str]| tags.iter().any(|tag| small.contains(tag));
    match name {
        "table" => {
            !has(&[
                "colspan",
                "rowspan",
                "<ul",
                "<ol",
                "<blockquote",
                "<pre",
                "<h1",
                "<h2",
                "<h3",
                "<h4",
                "<img",
                "<figure",
                "<iframe",
            ]) && small.matches("<table").count() == 1
                // A table has a head in Markdown.
                && small.contains("<th")
        }
        "figure" => {
            let caption = small.find("<figcaption").map_or("", |at| &small[at..]);
            let is_of_table = small.contains("<table") && !is_simple("table", &html.replace("<figure", ""));
            !caption.contains("<a ") && !is_of_table && !has(&["<iframe", "<dl", "<details"])
        }
        _ => false,
    }
}

/// Whether more than so many elements may stand in each other: one that nobody ends counts to the last.
pub fn is_deeper(html: &str, most: usize) -> bool {
    is_deeper_in(html, most, tags::read)
        || tags::reader_of_most(html).is_some_and(|read| is_deeper_in(html, most, read))
}

fn is_deeper_in(html: &str, most: usize, read: tags::ReadAs) -> bool {
    let (mut open, mut is_deeper) = (OpenElements::up_to(most), false);
    read(html.as_bytes(), &mut |token, _| match token {
        Token::Open(name) => is_deeper |= open.begin(name),
        Token::Close { alone } => open.end_of_tag(alone),
        Token::End(name) => _ = open.end(name),
        _ => {}
    });
    is_deeper
}

/// What begins and ends the number of a piece that was set aside: signs that no text has (private use).
const MARKS: [char; 2] = ['\u{e010}', '\u{e011}'];

/// What stands in the place of a piece that was set aside.
fn mark(i: usize) -> String {
    format!("{}{i}{}", MARKS[0], MARKS[1])
}

/// A text in which marks stand for its pieces, with these; of what is left out `tell` is told.
pub fn set_aside(html: &str, mut tell: impl FnMut(&str)) -> (String, Vec<String>) {
    let mut kept = Vec::new();
    let mut out = String::with_capacity(html.len());
    let mut copied = 0;
    for Found { name, at } in elements(html) {
        let Some(piece) = html.get(at.clone()) else { continue };
        if LEFT_OUT.contains(&name.as_str()) {
            out.push_str(&html[copied..at.start]);
            copied = at.end;
            // The script of an embed is of no use, and readers never saw it.
            if !(name == "script" && ["twitter", "instagram", "tiktok"].iter().any(|host| piece.contains(host))) {
                tell(&name);
            }
            continue;
        }
        if PERHAPS.contains(&name.as_str()) && is_simple(&name, piece) {
            continue;
        }
        out.push_str(&html[copied..at.start]);
        copied = at.end;
        match name.as_str() {
            COMMENT => out.push_str(&mark(kept.len())),
            _ => out.push_str(&format!("<p>{}</p>", mark(kept.len()))),
        }
        // A blank line would end the HTML in Markdown.
        let lines: Vec<&str> = piece.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        kept.push(lines.join("\n"));
    }
    out.push_str(&html[copied..]);
    (out, kept)
}

/// The text with its pieces in their places, in one go: there may be thousands. Each is put back once, whoever writes its mark.
pub fn put_back(markdown: &str, mut kept: Vec<String>) -> String {
    let mut parts = markdown.split(MARKS[0]);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(MARKS[1]).unwrap_or(("", part));
        match number.parse::<usize>().ok().and_then(|i| kept.get_mut(i)) {
            Some(piece) => out.push_str(&std::mem::take(piece)),
            None => out.push_str(number),
        }
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_stands_in_all_that_nobody_has_ended() {
        for (html, depth) in [
            ("<div><b>a</b></div><div></div>".to_owned(), 2),
            ("<cite></td>".repeat(400), 400),
            (format!("<ul>{}</ul>", "<li><p>a".repeat(400)), 3),
            (format!("<title>{}", "<b>".repeat(400)), 1),
            ("<noscript>".repeat(400), 400),
            (format!("<SVG><title>{}", "<b>".repeat(400)), 402),
            ("<span><div></span></div>".repeat(400), 401),
            (format!("<svg>{}</svg>", "<path d=''/>".repeat(400)), 2),
            (format!("<math>{}", "<a><td>".repeat(400)), 801),
        ] {
            assert!(is_deeper(&html, depth - 1) && !is_deeper(&html, depth), "{depth}: {html}");
        }
    }

    #[test]
    fn pieces_are_put_back_once() {
        let html = "<p>\u{e010}0\u{e011}\u{e010}x</p>".to_owned() + &"<dl><dt>a</dt></dl>".repeat(20_000);
        let (text, kept) = set_aside(&html, |_| {});
        assert_eq!((kept.len(), text.matches(MARKS[0]).count()), (20_000, 20_002));
        let put = put_back(&text, kept);
        assert_eq!((put.matches("<dl><dt>a</dt></dl>").count(), put.contains(MARKS)), (20_000, false));
        assert!(put.starts_with("<p><dl><dt>a</dt></dl>x</p><p></p><p><dl>"), "{}", &put[..60]);
    }
}
