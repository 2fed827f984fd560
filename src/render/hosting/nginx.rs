//! A map for nginx, to be included on the level of `http`: `$uri` to `$dateline_redirect`.
//!
//! `$uri` is decoded, so old addresses are written in their own letters. A map ignores the case of ASCII letters: where
//! two old addresses differ in nothing else, and lead to different articles, they become regular expressions, which do not.

use super::Move;
use std::collections::BTreeMap;

pub(super) fn write(moves: &[Move]) -> String {
    let mut by_key: BTreeMap<String, Vec<(&str, &Move)>> = BTreeMap::new();
    for moved in moves {
        for from in moved.sources() {
            by_key.entry(from.to_ascii_lowercase()).or_default().push((from, moved));
        }
    }
    let mut text = "map $uri $dateline_redirect {\n".to_owned();
    text.push_str("    default \"\";\n");
    for same in by_key.values() {
        let one_target = same.windows(2).all(|pair| pair[0].1.to == pair[1].1.to);
        let shown = if one_target { &same[..1] } else { &same[..] };
        for (from, moved) in shown {
            let key = if one_target { quoted(from) } else { quoted(&format!("~^{}$", escaped(from))) };
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

/// A text as a regular expression (PCRE) that matches it alone.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && c != '/' {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::moves;
    use super::*;

    #[test]
    fn an_alias_cannot_end_its_string_or_name_a_variable() {
        let text = write(&moves(&[("/a \"b\" $uri; #/", "/en/\"x$y\"/")]));
        assert_eq!(
            text,
            "map $uri $dateline_redirect {\n    default \"\";\n    \"/a \\\"b\\\" $uri; #\" \"/en/%22x%24y%22/\";\n    \
             \"/a \\\"b\\\" $uri; #/\" \"/en/%22x%24y%22/\";\n}\n"
        );
    }

    #[test]
    fn aliases_that_differ_in_case_alone_keep_their_articles() {
        let text = write(&moves(&[("/A.html", "/en/a/"), ("/a.html", "/en/b/"), ("/С.html", "/en/c/")]));
        assert!(text.contains("    \"~^/A\\\\.html$\" \"/en/a/\";\n    \"~^/a\\\\.html$\" \"/en/b/\";\n"), "{text}");
        assert!(text.contains("    \"/С.html\" \"/en/c/\";\n"), "{text}");
        let text = write(&moves(&[("/A.html", "/en/a/"), ("/a.html", "/en/a/")]));
        assert_eq!(text.matches(".html").count(), 1, "{text}");
    }
}
