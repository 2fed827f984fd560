//! `.htaccess` for Apache (`mod_alias`; `mod_rewrite` for addresses with a query).
//!
//! `RedirectMatch` compares the decoded path with a regular expression and encodes the target itself, so both are written
//! in their own letters. It would take a question mark or a hash sign in a target for the end of the path; only
//! `Redirect` leaves an encoded target as it is, and since that takes in all that is below the old address, it comes last.
//! `RewriteRule` sees the path below the folder of the file, and the query only through a condition. A percent sign in its
//! target would refer to that condition.

use super::{Gone, Move, pattern_of};

/// What addresses of pages say of their files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pages {
    /// They name them, or the folder that they are in.
    Named,
    /// Some leave out the ending: `/a` is the file `a.html`, and `/a/` leads to `/a`.
    Bare,
}

/// `base` is the site's base path, whose folder the file is in.
pub(super) fn write(moves: &[Move], gone: &[Gone], pages: Pages, base: &str) -> String {
    let (of_queries, of_paths): (Vec<&Move>, Vec<&Move>) = moves.iter().partition(|moved| moved.query.is_some());
    let (gone_queries, gone_paths): (Vec<&Gone>, Vec<&Gone>) = gone.iter().partition(|gone| gone.query.is_some());
    let mut text = String::new();
    let rules: Vec<String> = of_queries
        .iter()
        .map(|moved| {
            let target = quoted(&moved.target().replace('%', "\\%"));
            rule(&moved.from, moved.query.as_deref(), &format!("{target} [R=301,L,NE,QSD]"), base)
        })
        .chain(gone_queries.iter().map(|gone| rule(&gone.from, gone.query.as_deref(), "- [G]", base)))
        .collect();
    if !rules.is_empty() || pages == Pages::Bare {
        text.push_str(&format!("RewriteEngine On\n{}", rules.concat()));
    }
    if pages == Pages::Bare {
        text.push_str(&without_ending(base));
    }
    let is_plain = |moved: &&&Move| !moved.to.contains(['?', '#']);
    for moved in of_paths.iter().filter(is_plain) {
        // `$1` would be a group of the expression.
        let target = moved.to.replace('$', "\\$");
        text.push_str(&format!("RedirectMatch 301 {} {}\n", expression(&moved.from), quoted(&target)));
    }
    for gone in gone_paths {
        text.push_str(&format!("RedirectMatch 410 {}\n", expression(&gone.from)));
    }
    for moved in of_paths.iter().filter(|moved| !is_plain(moved)) {
        let from = moved.from.trim_end_matches('/');
        text.push_str(&format!("Redirect 301 {} {}\n", quoted(from), quoted(&moved.target())));
    }
    text
}

/// Shows `a.html` at `/a`, and leads there from `/a/`. A folder of that name, for the feed of a list, must not stand in the
/// way: `mod_dir` would lead from `/a` to `/a/`, so we do that where a folder has a page of its own.
fn without_ending(base: &str) -> String {
    let (page, folder) = (quoted(&format!("{base}/$1")), quoted(&format!("{base}/$1/")));
    format!(
        "DirectorySlash Off\nRewriteOptions AllowNoSlash\n\
         RewriteCond %{{REQUEST_FILENAME}}.html -f\nRewriteRule \"^(.*[^/])$\" \"$1.html\" [L]\n\
         RewriteCond %{{REQUEST_FILENAME}}/index.html -f\nRewriteRule \"^(.*[^/])$\" {folder} [R=301,L]\n\
         RewriteCond %{{REQUEST_FILENAME}} \"^(.+[^/])/?$\"\nRewriteCond %1.html -f\nRewriteRule \"^(.+)/$\" {page} [R=301,L]\n"
    )
}

/// The expression that an address matches, with and without the slash at its end.
fn expression(from: &str) -> String {
    let (from, slash) = match from.strip_suffix('/') {
        Some(bare) if !bare.is_empty() => (bare, "/?"),
        _ => (from, ""),
    };
    quoted(&format!("^{}{slash}$", pattern_of(from)))
}

/// A rule for an address with a query.
fn rule(from: &str, query: Option<&str>, what: &str, base: &str) -> String {
    let below = from.strip_prefix(base).unwrap_or(from).trim_start_matches('/');
    let condition = quoted(&format!("^{}$", pattern_of(query.unwrap_or_default())));
    format!("RewriteCond %{{QUERY_STRING}} {condition}\nRewriteRule {} {what}\n", expression(below))
}

/// A quoted word of Apache's configuration: only the quotation mark needs a backslash, and a single one before any other
/// character stays.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{gone, moves};
    use super::*;

    #[test]
    fn an_alias_matches_itself_alone() {
        let text = write(
            &moves(&[("/old (1).html", "/en/a/"), ("/старое \"x\" ${HOME}/", "/ru/цена$1/")]),
            &[],
            Pages::Named,
            "",
        );
        assert_eq!(
            text,
            "RedirectMatch 301 \"^/old \\(1\\)\\.html$\" \"/en/a/\"\n\
             RedirectMatch 301 \"^/старое \\\"x\\\" \\$\\{HOME\\}/?$\" \"/ru/цена\\$1/\"\n"
        );
    }

    #[test]
    fn a_target_with_a_question_mark_is_written_encoded_and_last() {
        let text = write(&moves(&[("/a/", "/en/why?/"), ("/b/", "/en/b/")]), &[], Pages::Named, "");
        assert_eq!(text, "RedirectMatch 301 \"^/b/?$\" \"/en/b/\"\nRedirect 301 \"/a\" \"/en/why%3F/\"\n");
    }

    #[test]
    fn a_query_is_a_condition_of_its_path() {
        let text = write(
            &moves(&[("/?p=12.3", "/ru/ст/"), ("/a/?x=1", "/en/b/")]),
            &gone(&["/?p=7", "/en/c/"]),
            Pages::Named,
            "",
        );
        assert_eq!(
            text,
            "RewriteEngine On\nRewriteCond %{QUERY_STRING} \"^p=12\\.3$\"\n\
             RewriteRule \"^$\" \"/ru/\\%D1\\%81\\%D1\\%82/\" [R=301,L,NE,QSD]\n\
             RewriteCond %{QUERY_STRING} \"^x=1$\"\nRewriteRule \"^a/?$\" \"/en/b/\" [R=301,L,NE,QSD]\n\
             RewriteCond %{QUERY_STRING} \"^p=7$\"\nRewriteRule \"^$\" - [G]\nRedirectMatch 410 \"^/en/c/?$\"\n"
        );
    }

    #[test]
    fn a_rule_sees_the_path_below_the_sites_own() {
        let text = write(&moves(&[("/daily/?p=1", "/daily/en/a/")]), &[], Pages::Named, "/daily");
        assert!(text.contains("RewriteRule \"^$\" \"/daily/en/a/\""), "{text}");
    }
}
