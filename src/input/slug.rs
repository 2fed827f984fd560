//! Slugs that somebody wrote: kept to the letter, or refused.

use crate::diagnostic::{About, Code, Diagnostic, KeyPath, Place};
use crate::path::{composed, is_invisible, slugify};

/// Bytes of a part of an address: file systems take 255 for a name, and `.html` may follow.
const LONGEST: usize = 250;

/// What begins another part of an address (`?`, `#`), would be decoded or encoded on the way (`%`, spaces, control
/// characters), or is no letter of a path anywhere (RFC 3986, section 3.3, and the URL Standard's path percent-encode set).
pub fn is_no_part_of_a_path(c: char) -> bool {
    // Persian and the scripts of India join letters, or keep them apart, with signs that nobody sees.
    let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
    c.is_whitespace() || c.is_control() || (is_invisible(c) && !is_joiner) || r#"?#%\"<>{}|^`*"#.contains(c)
}

/// Why a text cannot be a part of an address, or several of them; none where it can.
pub fn fault(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("it is empty".to_owned());
    }
    if let Some(wrong) = text.chars().find(|c| is_no_part_of_a_path(*c)) {
        return Some(match wrong {
            ' ' => "it has a space".to_owned(),
            wrong if is_invisible(wrong) || wrong.is_whitespace() || wrong.is_control() => {
                format!("it has a character that nobody sees (U+{:04X})", u32::from(wrong))
            }
            wrong => format!("it has `{wrong}`, which no part of an address can hold"),
        });
    }
    if text.starts_with('/') || text.ends_with('/') {
        return Some("it begins or ends with a slash".to_owned());
    }
    let mut parts = text.split('/');
    if parts.clone().any(|part| part.is_empty() || matches!(part, "." | "..")) {
        return Some("one of its parts is empty, `.` or `..`".to_owned());
    }
    parts.any(|part| composed(part).len() > LONGEST).then(|| format!("it is longer than {LONGEST} bytes"))
}

/// The slug of a text, if somebody wrote one: to the letter, with its letters composed. One that cannot be an address is
/// reported where its file is read, and what is left of it stands for it.
pub fn written(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    Some(if fault(text).is_none() { composed(text).into_owned() } else { slugify(text) })
}

/// What is wrong with the slug of a text, and what could be written.
pub fn problem(text: &str, place: impl FnOnce() -> Place) -> Option<Diagnostic> {
    let text = text.trim();
    let what = fault(text).filter(|_| !text.is_empty())?;
    let message = format!("the slug `{text}` cannot be a part of an address: {what}");
    let about = About::Key(KeyPath::from("slug"));
    let problem = Diagnostic::error(Code::BadValue, message).at(place()).about(about);
    let near = text.split('/').map(slugify).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    Some(if near.is_empty() || near.len() > LONGEST {
        problem.hint("write letters, digits and hyphens, or leave it out: the name of the file is the slug then")
    } else {
        problem.hint(format!("write `slug: {near}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_stays_as_it_is() {
        for slug in ["Treaty_2025", "v1.2", "C++", "Что-дальше", "2014/12/a", "it's", "a--b", "-", "100", "نص"]
        {
            assert_eq!(written(Some(slug)).as_deref(), Some(slug));
        }
        assert_eq!(written(Some(" e\u{301}t\u{e9} ")).as_deref(), Some("\u{e9}t\u{e9}"));
        assert_eq!(written(Some(" ")), None, "an empty one is none");
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        let long = "x".repeat(251);
        for (slug, word) in [
            ("", "empty"),
            ("a b", "space"),
            ("a?b", "`?`"),
            ("50%", "`%`"),
            ("a#b", "`#`"),
            ("a\u{ad}b", "U+00AD"),
            ("a\tb", "U+0009"),
            ("/a", "slash"),
            ("a/", "slash"),
            ("a//b", "empty"),
            ("a/../b", "`..`"),
            ("..", "`..`"),
            (&long, "bytes"),
        ] {
            assert!(fault(slug).is_some_and(|what| what.contains(word)), "{slug}: {:?}", fault(slug));
        }
    }
}
