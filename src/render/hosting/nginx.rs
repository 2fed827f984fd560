//! Maps for nginx, to be included on the level of `http`: `$uri` to `$dateline_redirect` and to `$dateline_gone`.
//!
//! `$uri` is decoded, so old addresses are written in their own letters. A map ignores the case of ASCII letters: where
//! two old addresses differ in nothing else, and lead to different articles, or where one differs in nothing else from the
//! address of a page, they become regular expressions, which do not. An address with a query is looked up in a map of its
//! own, which is asked first, and whose default is the other's answer: `$args` is as the browser sent it, encoded.

use super::{Gone, Move, pattern_of};
use std::collections::{BTreeMap, HashSet};

/// What leads somewhere: an address, the query with it, and what the map answers.
struct Entry<'a> {
    from: &'a str,
    query: Option<&'a str>,
    answer: String,
}

/// `pages` are the addresses of the site's pages as [`Move`] has them, in small letters.
pub(super) fn write(moves: &[Move], gone: &[Gone], pages: &HashSet<String>) -> String {
    let moves = moves.iter().flat_map(|moved| {
        let query = moved.query.as_deref();
        moved.sources().map(move |from| Entry { from, query, answer: moved.target() })
    });
    let gone = gone.iter().flat_map(|gone| {
        let query = gone.query.as_deref();
        gone.sources().map(move |from| Entry { from, query, answer: "1".to_owned() })
    });
    format!("{}{}", maps("dateline_redirect", moves, pages), maps("dateline_gone", gone, pages))
}

/// The map that answers with a variable, and one before it where some addresses have a query.
fn maps<'a>(variable: &str, entries: impl Iterator<Item = Entry<'a>>, pages: &HashSet<String>) -> String {
    let (with_query, of_paths): (Vec<Entry>, Vec<Entry>) = entries.partition(|entry| entry.query.is_some());
    if with_query.is_empty() {
        return map("$uri", variable, "\"\"", &lines(&of_paths, pages));
    }
    let of_path = format!("{variable}_of_path");
    let queries = with_query.iter().map(|Entry { from, query, answer }| {
        let key = quoted(&format!("~^{}$", pattern_of(&format!("{from}?{}", query.unwrap_or_default()))));
        format!("    {key} {};\n", quoted(answer))
    });
    let queries: String = queries.collect();
    map("$uri", &of_path, "\"\"", &lines(&of_paths, pages))
        + &map("\"$uri?$args\"", variable, &format!("${of_path}"), &queries)
}

fn map(from: &str, to: &str, default: &str, lines: &str) -> String {
    format!("map {from} ${to} {{\n    default {default};\n{lines}}}\n")
}

fn lines(entries: &[Entry], pages: &HashSet<String>) -> String {
    let mut by_key: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_key.entry(entry.from.to_ascii_lowercase()).or_default().push(entry);
    }
    let mut text = String::new();
    for (key, same) in &by_key {
        let one_target = same.windows(2).all(|pair| pair[0].answer == pair[1].answer);
        let is_exact = !one_target || pages.contains(key) || pages.contains(&format!("{key}/"));
        let shown = if !is_exact { &same[..1] } else { &same[..] };
        for Entry { from, answer, .. } in shown {
            let key = if !is_exact { quoted(from) } else { quoted(&format!("~^{}$", pattern_of(from))) };
            text.push_str(&format!("    {key} {};\n", quoted(answer)));
        }
    }
    text
}

/// A string of nginx's configuration.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{gone, moves};
    use super::*;

    #[test]
    fn an_alias_cannot_end_its_string_or_name_a_variable() {
        let text = write(&moves(&[("/a \"b\" $uri; #/", "/en/\"x$y\"/")]), &[], &HashSet::new());
        assert_eq!(
            text,
            "map $uri $dateline_redirect {\n    default \"\";\n    \"/a \\\"b\\\" $uri; #\" \"/en/%22x%24y%22/\";\n    \
             \"/a \\\"b\\\" $uri; #/\" \"/en/%22x%24y%22/\";\n}\nmap $uri $dateline_gone {\n    default \"\";\n}\n"
        );
    }

    #[test]
    fn aliases_that_differ_in_case_alone_keep_their_articles() {
        let text =
            write(&moves(&[("/A.html", "/en/a/"), ("/a.html", "/en/b/"), ("/С.html", "/en/c/")]), &[], &HashSet::new());
        assert!(text.contains("    \"~^/A\\\\.html$\" \"/en/a/\";\n    \"~^/a\\\\.html$\" \"/en/b/\";\n"), "{text}");
        assert!(text.contains("    \"/С.html\" \"/en/c/\";\n"), "{text}");
        let text = write(&moves(&[("/A.html", "/en/a/"), ("/a.html", "/en/a/")]), &[], &HashSet::new());
        assert_eq!(text.matches(".html").count(), 1, "{text}");
    }

    #[test]
    fn an_alias_that_differs_from_a_page_in_case_alone_does_not_lead_in_circles() {
        let text = write(&moves(&[("/en/News/A/", "/en/news/a/")]), &[], &HashSet::from(["/en/news/a/".to_owned()]));
        assert!(text.contains("\"~^/en/News/A/$\" \"/en/news/a/\";"), "{text}");
        assert!(!text.contains("\"/en/News/A"), "{text}");
    }

    #[test]
    fn an_address_with_a_query_is_asked_for_before_its_path() {
        let text = write(&moves(&[("/?p=12.3", "/en/a/"), ("/old.html", "/en/b/")]), &[], &HashSet::new());
        let start = "map $uri $dateline_redirect_of_path {\n    default \"\";\n    \"/old.html\" \"/en/b/\";\n}\n\
                     map \"$uri?$args\" $dateline_redirect {\n    default $dateline_redirect_of_path;\n    \
                     \"~^/\\\\?p=12\\\\.3$\" \"/en/a/\";\n}\n";
        assert!(text.starts_with(start), "{text}");
    }

    #[test]
    fn what_is_gone_has_a_map_of_its_own() {
        let text = write(&[], &gone(&["/en/ст/"]), &HashSet::new());
        let end = "map $uri $dateline_gone {\n    default \"\";\n    \"/en/ст\" \"1\";\n    \"/en/ст/\" \"1\";\n}\n";
        assert!(text.ends_with(end), "{text}");
    }
}
