//! The ids that raw HTML in a text has.

use crate::html::tags::{Token, read};

/// The values of `id`, and of `name` on links, in a piece of HTML, with where each attribute stands.
pub(super) fn ids(html: &str) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    // Where the ids of the tag begin that is being read: one element may say the same twice. Of two attributes with one name,
    // the first counts.
    let (mut of_tag, mut is_link, mut seen) = (0, false, [false; 2]);
    let mut at = None;
    read(html.as_bytes(), &mut |token, span| match token {
        Token::Open(name) => (is_link, of_tag, at, seen) = (name == b"a", found.len(), None, [false; 2]),
        Token::Name(name) => {
            let kind = [&b"id"[..], b"name"].iter().position(|known| *known == name);
            let kind = kind.filter(|kind| *kind == 0 || is_link);
            at = kind.filter(|kind| !std::mem::replace(&mut seen[*kind], true)).map(|_| span.start);
        }
        Token::Value(value) => {
            let value = String::from_utf8_lossy(value).into_owned();
            if let Some(at) = at.take().filter(|_| !found[of_tag..].iter().any(|(id, _)| *id == value)) {
                found.push((value, at));
            }
        }
        _ => {}
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_tags_and_nowhere_else() {
        let html = "<p id=a class='x'>id=\"no\" <!-- <i id=no> --><a NAME=\"b\" id='b'></a><a\nid = c>\n<img data-id=no name=no id=\"d\"/> <e id>";
        let found: Vec<String> = ids(html).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, ["a", "b", "c", "d"]);
        assert_eq!(ids("<a id=\"x\">")[0].1, 3);
        assert!(ids("< id=a <é id= <a é").is_empty());
    }
}
