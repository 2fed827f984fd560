//! The ids that raw HTML in a text has.

use super::enclosing::{is_named, tag_end};
use std::ops::Range;

/// The values of `id`, and of `name` on links, in the tags of a piece of HTML, with where each stands.
pub(super) fn ids(html: &str) -> Vec<(&str, usize)> {
    let mut found: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(tag) = html[at..].find('<').map(|n| at + n) {
        let rest = &html[tag + 1..];
        if rest.starts_with("!--") {
            at = html[tag..].find("-->").map_or(html.len(), |n| tag + n + 3);
            continue;
        }
        let end = tag_end(html, tag);
        at = end;
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let names: &[&str] = if is_named(rest, "a") { &["id", "name"] } else { &["id"] };
        let mut of_tag: Vec<(&str, usize)> = Vec::new();
        for (name, value, place) in attributes(html, tag..end) {
            let is_new = !of_tag.iter().any(|(known, _)| *known == value);
            if names.iter().any(|known| name.eq_ignore_ascii_case(known)) && !value.is_empty() && is_new {
                of_tag.push((value, place));
            }
        }
        found.extend(of_tag);
    }
    found
}

/// The attributes of a tag that have a value: name, value and where the name stands.
fn attributes(html: &str, tag: Range<usize>) -> Vec<(&str, &str, usize)> {
    let inside = html[..tag.end].trim_end_matches('>').len();
    let blank = |c: char| c.is_ascii_whitespace() || c == '/';
    let mut found = Vec::new();
    let mut at = html[tag.start..inside].find(blank).map_or(inside, |n| tag.start + n);
    while at < inside {
        let start = html[at..inside].find(|c: char| !blank(c)).map_or(inside, |n| at + n);
        let name_end = html[start..inside].find(|c: char| blank(c) || c == '=').map_or(inside, |n| start + n);
        let rest = html[name_end..inside].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
            at = name_end.max(start + 1).min(inside);
            while !html.is_char_boundary(at) {
                at += 1;
            }
            continue;
        };
        let from = inside - value.len();
        let (value, end) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let length = value[1..].find(quote).unwrap_or(value.len() - 1);
                (&value[1..=length], (from + length + 2).min(inside))
            }
            _ => {
                let length = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
                (&value[..length], from + length)
            }
        };
        found.push((&html[start..name_end], value, start));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_tags_and_nowhere_else() {
        let html = "<p id=a class='x'>id=\"no\" <!-- <i id=no> --><a NAME=\"b\" id='b'></a><a\nid = c>\n<img data-id=no name=no id=\"d\"/> <e id>";
        let found: Vec<&str> = ids(html).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, ["a", "b", "c", "d"]);
        assert_eq!(ids("<a id=\"x\">")[0].1, 3);
        assert!(ids("< id=a <é id= <a é").is_empty());
    }
}
