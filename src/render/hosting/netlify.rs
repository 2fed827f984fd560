//! `_redirects`, for Netlify and Cloudflare Pages: `from to 301`.
//!
//! Both compare encoded paths; what is reserved in their patterns (`*`, `:name`) is encoded, so that an alias is
//! never a pattern. Cloudflare takes `/a` and `/a/` for two addresses, and passes over what only Netlify knows: rules with
//! a query (`/ p=123 /new/ 301!`, in force also where there is a page at the path) and the status 410.

use super::{Gone, Move};
use crate::input::config::RedirectForm;
use crate::path::encode_path;
use crate::plan::aliases::can_express;

/// `page` is what is shown instead of what is gone.
pub(super) fn write(moves: &[Move], gone: &[Gone], page: &str) -> String {
    let mut text = String::new();
    for moved in moves {
        let Some((query, force)) = parameters(moved.query.as_deref()) else { continue };
        for from in moved.sources() {
            text.push_str(&format!("{}{query} {} 301{force}\n", source(from), moved.target()));
        }
    }
    for gone in gone {
        let Some((query, force)) = parameters(gone.query.as_deref()) else { continue };
        for from in gone.sources() {
            text.push_str(&format!("{}{query} {} 410{force}\n", source(from), encode_path(page)));
        }
    }
    text
}

fn source(from: &str) -> String {
    encode_path(from).replace('*', "%2A").replace(':', "%3A")
}

/// The words that stand for a query, and what lets the rule stand over a page; none where there are no such words.
fn parameters(query: Option<&str>) -> Option<(String, &'static str)> {
    let Some(query) = query else { return Some((String::new(), "")) };
    let words = query.split('&').map(|part| format!(" {}", part.replace(':', "%3A").replace('*', "%2A")));
    can_express(RedirectForm::Netlify, query).then(|| (words.collect(), "!"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{gone, moves};
    use super::*;

    #[test]
    fn an_alias_is_one_word_and_no_pattern() {
        let text = write(&moves(&[("/post/*:x #1/", "/en/a:b/"), ("/старое.html", "/ru/a/")]), &[], "/404.html");
        assert_eq!(
            text,
            "/post/%2A%3Ax%20%231 /en/a%3Ab/ 301\n/post/%2A%3Ax%20%231/ /en/a%3Ab/ 301\n\
             /%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5.html /ru/a/ 301\n"
        );
    }

    #[test]
    fn a_query_stands_beside_the_path_and_over_a_page() {
        let text = write(&moves(&[("/?p=1&x=:y", "/en/a/"), ("/?123", "/en/b/")]), &[], "/404.html");
        assert_eq!(text, "/ p=1 x=%3Ay /en/a/ 301!\n", "a query without a name cannot be said");
    }

    #[test]
    fn what_is_gone_is_answered_with_the_page_for_that() {
        let text = write(&[], &gone(&["/en/a b/", "/?p=7"]), "/daily/404.html");
        let page = "/daily/404.html";
        assert_eq!(text, format!("/en/a%20b {page} 410\n/en/a%20b/ {page} 410\n/ p=7 {page} 410!\n"));
    }
}
