//! Pages read for what a policy could block.

use crate::html::parts::{Holds, holds, inline, pictures};
use crate::html::tags::{self, Token};
use crate::markdown::Body;
use memchr::memmem::{self, Finder};
use std::ops::Range;
use std::sync::LazyLock;

/// Something that a policy decides about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// Something that is loaded, or sent to.
    Part { directive: &'static str, address: String },
    /// A script or a style on the page itself.
    Inline { directive: &'static str, what: String },
}

/// Reads a page, and calls `each` with what a policy decides about and where its element begins.
pub(super) fn read(page: &[u8], each: &mut dyn FnMut(Found, usize)) {
    let (mut element, mut attributes, mut at) = (String::new(), Vec::<(String, String)>::new(), 0);
    tags::read(page, &mut |token, span| match token {
        Token::Open(name) => {
            element = String::from_utf8_lossy(name).into_owned();
            attributes.clear();
            at = span.start;
        }
        Token::Name(name) => attributes.push((String::from_utf8_lossy(name).into_owned(), String::new())),
        Token::Value(value) => {
            if let Some((_, last)) = attributes.last_mut() {
                *last = String::from_utf8_lossy(value).into_owned();
            }
        }
        Token::Close { .. } => of_tag(&element, &attributes, &mut |found| each(found, at)),
        Token::End(_) => attributes.clear(),
        _ => {}
    });
}

fn of_tag(element: &str, attributes: &[(String, String)], each: &mut dyn FnMut(Found)) {
    let rel = attributes.iter().find(|(name, _)| name == "rel").map(|(_, value)| value.as_str());
    for (name, value) in attributes {
        let Some(held) = holds(element, name, rel) else { continue };
        let Some(directive) = held.directive() else { continue };
        let mut add = |address: &str| each(Found::Part { directive, address: address.trim().to_owned() });
        match held {
            Holds::Pictures => pictures(value).into_iter().for_each(|(address, _)| add(address)),
            _ => add(value),
        }
    }
    for (directive, what) in inline(element, attributes) {
        each(Found::Inline { directive, what });
    }
}

/// Whether something on a page may be blocked. Each tag that could load something from elsewhere is read by itself: few do.
pub(super) fn any(page: &[u8], is_blocked: impl Fn(Found) -> bool) -> bool {
    let mut styles = STYLE.find_iter(page);
    if styles.any(|at| at > 0 && page[at - 1].is_ascii_whitespace()) || has_handler(page) {
        return true;
    }
    memchr::memchr_iter(b'<', page).any(|at| {
        let rest = &page[at + 1..];
        let Some(kind) = tag_of(rest) else { return false };
        let tag = &page[at..at + 1 + memchr::memchr(b'>', rest).map_or(rest.len(), |end| end + 1)];
        let is_suspicious = match kind {
            Kind::Always => true,
            Kind::FromElsewhere => memchr::memchr(b':', tag).is_some() || SLASHES.find(tag).is_some(),
            Kind::Link => SLASHES.find(tag).is_some() && LOADS.iter().any(|rel| rel.find(tag).is_some()),
            Kind::Script => JSON.find(tag).is_none(),
        };
        let mut blocked = false;
        if is_suspicious {
            read(tag, &mut |found, _| blocked |= is_blocked(found));
        }
        blocked
    })
}

// What is looked for on each page, and in many of its tags.
static STYLE: LazyLock<Finder> = LazyLock::new(|| Finder::new("style="));
static HANDLER: LazyLock<Finder> = LazyLock::new(|| Finder::new(" on"));
static SLASHES: LazyLock<Finder> = LazyLock::new(|| Finder::new("//"));
static JSON: LazyLock<Finder> = LazyLock::new(|| Finder::new("json"));
/// What a link is to that a browser loads by itself.
static LOADS: LazyLock<[Finder; 4]> =
    LazyLock::new(|| ["stylesheet", "icon", "manifest", "modulepreload"].map(Finder::new));

/// What must be looked for in a tag.
#[derive(Clone, Copy)]
enum Kind {
    /// It may be blocked wherever it comes from.
    Always,
    FromElsewhere,
    Link,
    Script,
}

const TAGS: [(&[u8], Kind); 16] = [
    (b"img", Kind::FromElsewhere),
    (b"link", Kind::Link),
    (b"script", Kind::Script),
    (b"source", Kind::FromElsewhere),
    (b"iframe", Kind::Always),
    (b"frame", Kind::Always),
    (b"object", Kind::Always),
    (b"embed", Kind::Always),
    (b"form", Kind::Always),
    (b"base", Kind::Always),
    (b"style", Kind::Always),
    (b"video", Kind::FromElsewhere),
    (b"audio", Kind::FromElsewhere),
    (b"input", Kind::FromElsewhere),
    (b"image", Kind::FromElsewhere),
    (b"use", Kind::FromElsewhere),
];

fn tag_of(rest: &[u8]) -> Option<Kind> {
    // Most tags are of elements with other first letters, or with shorter names.
    let first = rest.first()?.to_ascii_lowercase();
    if !matches!(first, b'a' | b'b' | b'e' | b'f' | b'i' | b'l' | b'o' | b's' | b'u' | b'v') || !is_letter(rest.get(2)?)
    {
        return None;
    }
    let length = rest.iter().take(7).position(|byte| !is_letter(byte))?;
    let name = &rest[..length];
    TAGS.iter().find(|(known, _)| known.len() == length && known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Whether something like `onclick=` stands on a page.
fn has_handler(page: &[u8]) -> bool {
    HANDLER.find_iter(page).any(|at| {
        let rest = &page[at + 3..];
        let end = rest.iter().take(24).position(|byte| !byte.is_ascii_alphabetic());
        end.is_some_and(|end| end > 0 && rest[end] == b'=')
    })
}

/// Where a text stands on a page: as a whole, or cut where a theme puts something between.
pub(super) fn places_of(page: &[u8], body: &Body) -> Vec<Range<usize>> {
    let find = |html: &str| {
        let at = (!html.is_empty()).then(|| memmem::find(page, html.as_bytes())).flatten()?;
        Some(at..at + html.len())
    };
    match find(&body.html) {
        Some(whole) => vec![whole],
        None => [&body.html[..body.fold], &body.html[body.fold..]].into_iter().filter_map(find).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<String> {
        let mut all = Vec::new();
        read(page.as_bytes(), &mut |found, _| {
            all.push(match found {
                Found::Part { directive, address } => format!("{directive} {address}"),
                Found::Inline { directive, what } => format!("{directive} {what}"),
            });
        });
        all
    }

    #[test]
    fn what_a_policy_decides_about_is_found_and_nothing_else() {
        assert_eq!(
            found(
                "<link rel=canonical href=/c><link rel='stylesheet' href=//s.example/s.css><script type=application/ld+json>{}</script>\
                 <script>x</script><a href=/x onclick=y style='z'>a</a><img src=/i srcset='/j 1x, /k 2x'><!-- <img src=/n> --><form>"
            ),
            [
                "style-src //s.example/s.css",
                "script-src the script",
                "script-src `onclick`",
                "style-src the `style` of `<a>`",
                "img-src /i",
                "img-src /j",
                "img-src /k"
            ]
        );
    }

    #[test]
    fn a_page_is_read_only_where_something_could_be_blocked() {
        let is_elsewhere = |found: Found| match found {
            Found::Part { address, .. } => address.contains("//"),
            Found::Inline { .. } => true,
        };
        for page in [
            "<img src=/a><script type=\"application/ld+json\">{\"a\":\"https://b\"}</script><script src=/s defer></script>",
            "<link rel=\"canonical\" href=\"https://a.example/\"><p>on fire</p>",
            "<p>this is on, and that on=off</p>",
        ] {
            assert!(!any(page.as_bytes(), is_elsewhere), "{page}");
        }
        for page in [
            "<img src=//a.example/b>",
            "<IMG SRC=https://a.example/b>",
            "<iframe src=https://a.example>",
            "<p style=\"x\">",
            "<p\nstyle=x>",
            "<p onclick=\"x\">",
            "<script>x</script>",
            "<style>x</style>",
            "<link rel=\"stylesheet\" href=\"https://a.example/s.css\">",
            "<source srcset=\"/a 1x, https://a.example/b 2x\">",
        ] {
            assert!(any(page.as_bytes(), is_elsewhere), "{page}");
        }
    }
}
