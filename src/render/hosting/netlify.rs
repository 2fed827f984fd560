//! `_redirects`, for Netlify and Cloudflare Pages: `from to 301`.
//!
//! Both compare encoded paths; what is reserved in their patterns (`*`, `:name`) is encoded, so that an alias is
//! never a pattern. Cloudflare takes `/a` and `/a/` for two addresses.

use super::Move;
use crate::path::encode_path;

pub(super) fn write(moves: &[Move]) -> String {
    let mut text = String::new();
    for moved in moves {
        for from in moved.sources() {
            let from = encode_path(from).replace('*', "%2A").replace(':', "%3A");
            text.push_str(&format!("{from} {} 301\n", moved.target()));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::moves;
    use super::*;

    #[test]
    fn an_alias_is_one_word_and_no_pattern() {
        let text = write(&moves(&[("/post/*:x #1/", "/en/a:b/"), ("/старое.html", "/ru/a/")]));
        assert_eq!(
            text,
            "/post/%2A%3Ax%20%231 /en/a%3Ab/ 301\n/post/%2A%3Ax%20%231/ /en/a%3Ab/ 301\n\
             /%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5.html /ru/a/ 301\n"
        );
    }
}
