//! `.htaccess` for Apache (`mod_alias`).
//!
//! `RedirectMatch` compares the decoded path with a regular expression and encodes the target itself, so both are written
//! in their own letters. It would take a question mark or a hash sign in a target for the end of the path; only
//! `Redirect` leaves an encoded target as it is, and since that takes in all that is below the old address, it comes last.

use super::{Move, pattern_of};

pub(super) fn write(moves: &[Move]) -> String {
    let is_plain = |moved: &&Move| !moved.to.contains(['?', '#']);
    let mut text = String::new();
    for moved in moves.iter().filter(is_plain) {
        let (from, slash) = match moved.from.strip_suffix('/') {
            Some(bare) if !bare.is_empty() => (bare, "/?"),
            _ => (moved.from.as_str(), ""),
        };
        // `$1` would be a group of the expression.
        let target = moved.to.replace('$', "\\$");
        text.push_str(&format!(
            "RedirectMatch 301 {} {}\n",
            quoted(&format!("^{}{slash}$", pattern_of(from))),
            quoted(&target)
        ));
    }
    for moved in moves.iter().filter(|moved| !is_plain(moved)) {
        let from = moved.from.trim_end_matches('/');
        text.push_str(&format!("Redirect 301 {} {}\n", quoted(from), quoted(&moved.target())));
    }
    text
}

/// A quoted word of Apache's configuration: only the quotation mark needs a backslash, and a single one before any other
/// character stays.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::super::tests::moves;
    use super::*;

    #[test]
    fn an_alias_matches_itself_alone() {
        let text = write(&moves(&[("/old (1).html", "/en/a/"), ("/старое \"x\" ${HOME}/", "/ru/цена$1/")]));
        assert_eq!(
            text,
            "RedirectMatch 301 \"^/old \\(1\\)\\.html$\" \"/en/a/\"\n\
             RedirectMatch 301 \"^/старое \\\"x\\\" \\$\\{HOME\\}/?$\" \"/ru/цена\\$1/\"\n"
        );
    }

    #[test]
    fn a_target_with_a_question_mark_is_written_encoded_and_last() {
        let text = write(&moves(&[("/a/", "/en/why?/"), ("/b/", "/en/b/")]));
        assert_eq!(text, "RedirectMatch 301 \"^/b/?$\" \"/en/b/\"\nRedirect 301 \"/a\" \"/en/why%3F/\"\n");
    }
}
