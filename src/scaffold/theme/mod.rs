//! Copies of a theme that is part of the program: written into a site, remembered, and held against the program's newer ones.

mod diff;
mod export;
mod record;

pub use diff::{Compared, State, compare};
pub use export::{Done, Export, Overwrite, export, select};
pub use record::FILE as RECORD;

use crate::input::discover::SourceFile;
use crate::input::theme;
use std::borrow::Cow;

/// The files of a theme that is part of the program; none where there is no such theme. Their `below` is the path in the
/// theme.
pub fn originals(theme: &str) -> Option<Vec<SourceFile>> {
    let mut files = theme::embedded_files(theme)?;
    // The first texts of new sites are no part of a site's theme.
    files.retain(|file| !file.below.contains("/beginning/"));
    files.sort_by(|a, b| a.below.cmp(&b.below));
    Some(files)
}

/// Where a site's own copy of a theme's file stands over it; none for a file that has no such place.
fn own_place(file: &str) -> Option<&str> {
    ["templates/", "static/", "locales/", "fonts/"].iter().any(|folder| file.starts_with(folder)).then_some(file)
}

/// What a file is, in a sentence: its own first comment, or what the docs say of a template of its name.
pub fn what_it_is(file: &SourceFile) -> Option<String> {
    let docs = include_str!("../../../docs/templates.md");
    let of_docs = || {
        let name = file.below.strip_prefix("templates/")?;
        Some(super::docs::plain(&super::docs::row(docs, "The templates of a theme", name)?))
    };
    let comment = || {
        let bytes = file.bytes().ok()?;
        first_comment(std::str::from_utf8(&bytes).ok()?)
    };
    of_docs().or_else(comment)
}

/// The first sentence of the comment that a text begins with.
fn first_comment(text: &str) -> Option<String> {
    let text = text.trim_start();
    let (opens, closes) = [("{#", "#}"), ("/*", "*/"), ("//", "\n"), ("<!--", "-->"), ("# ", "\n")]
        .into_iter()
        .find(|(opens, _)| text.starts_with(opens))?;
    let comment = text[opens.len()..].split(closes).next()?.trim_matches(['-', ' ', '\n']);
    let line = comment.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = line.find(". ").unwrap_or(line.len());
    Some(line[..end].trim_end_matches('.').to_owned())
}

/// The same text at any line ending: Git may write a copy with those of the machine.
fn as_written(bytes: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\r') => Cow::Owned(text.replace("\r\n", "\n").into_bytes()),
        _ => Cow::Borrowed(bytes),
    }
}

/// What tells two texts apart, whatever their line endings.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut print = blake3::hash(&as_written(bytes)).to_hex().to_string();
    print.truncate(32);
    print
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_theme_says_what_it_is_or_is_a_picture_or_a_font() {
        for file in originals("gazette").unwrap() {
            let is_known = what_it_is(&file).is_some_and(|words| words.len() > 4 && !words.contains('`'));
            let needs_none =
                file.below.starts_with("fonts/") || file.below.ends_with(".svg") || file.below == "theme.yaml";
            assert!(is_known || needs_none, "{}: {:?}", file.below, what_it_is(&file));
        }
    }

    #[test]
    fn line_endings_are_no_change() {
        assert_eq!(fingerprint(b"a\r\nb\r\n"), fingerprint(b"a\nb\n"));
        assert_ne!(fingerprint(b"a\nb"), fingerprint(b"a\nb\n"));
    }
}
