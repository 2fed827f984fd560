//! A map for nginx, to be included on the level of `http`: `$uri` to `$dateline_redirect`.
//!
//! `$uri` is decoded, so old addresses are written in their own letters. A map ignores the case of ASCII letters: where
//! two old addresses differ in nothing else, and lead to different articles, or where one differs in nothing else from the
//! address of a page, they become regular expressions, which do not.

use super::{Move, pattern_of};
use std::collections::{BTreeMap, HashSet};

/// `pages` are the addresses of the site's pages as [`Move`] has them, in small letters.
pub(super) fn write(moves: &[Move], pages: &HashSet<String>) -> String {
    let mut by_key: BTreeMap<String, Vec<(&str, &Move)>> = BTreeMap::new();
    for moved in moves {
        for from in moved.sources() {
            by_key.entry(from.to_ascii_lowercase()).or_default().push((from, moved));
        }
    }
    let mut text = "map $uri $dateline_redirect {\n".to_owned();
    text.push_str("    default \"\";\n");
    for (key, same) in &by_key {
        let one_target = same.windows(2).all(|pair| pair[0].1.to == pair[1].1.to);
        let is_exact = !one_target || pages.contains(key) || pages.contains(&format!("{key}/"));
        let shown = if !is_exact { &same[..1] } else { &same[..] };
        for (from, moved) in shown {
            let key = if !is_exact { quoted(from) } else { quoted(&format!("~^{}$", pattern_of(from))) };
            text.push_str(&format!("    {key} {};\n", quoted(&moved.target())));
        }
    }
    text.push_str("}\n");
    text
}

/// A string of nginx's configuration.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::super::tests::moves;
    use super::*;

    #[test]
    fn an_alias_cannot_end_its_string_or_name_a_variable() {
        let text = write(&moves(&[("/a \"b\" $uri; #/", "/en/\"x$y\"/")]), &HashSet::new());
        assert_eq!(
            text,
            "map $uri $dateline_redirect {\n    default \"\";\n    \"/a \\\"b\\\" $uri; #\" \"/en/%22x%24y%22/\";\n    \
             \"/a \\\"b\\\" $uri; #/\" \"/en/%22x%24y%22/\";\n}\n"
        );
    }

    #[test]
    fn aliases_that_differ_in_case_alone_keep_their_articles() {
        let text =
            write(&moves(&[("/A.html", "/en/a/"), ("/a.html", "/en/b/"), ("/С.html", "/en/c/")]), &HashSet::new());
        assert!(text.contains("    \"~^/A\\\\.html$\" \"/en/a/\";\n    \"~^/a\\\\.html$\" \"/en/b/\";\n"), "{text}");
        assert!(text.contains("    \"/С.html\" \"/en/c/\";\n"), "{text}");
        let text = write(&moves(&[("/A.html", "/en/a/"), ("/a.html", "/en/a/")]), &HashSet::new());
        assert_eq!(text.matches(".html").count(), 1, "{text}");
    }

    #[test]
    fn an_alias_that_differs_from_a_page_in_case_alone_does_not_lead_in_circles() {
        let text = write(&moves(&[("/en/News/A/", "/en/news/a/")]), &HashSet::from(["/en/news/a/".to_owned()]));
        assert!(text.contains("\"~^/en/News/A/$\" \"/en/news/a/\";"), "{text}");
        assert!(!text.contains("\"/en/News/A"), "{text}");
    }
}
