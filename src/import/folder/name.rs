//! What the names of files and folders say: a language, a day, that a text is not for readers.

use crate::import::links::folder;
use crate::language::LanguageTag;
use jiff::civil::Date;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Endings of texts.
const TEXTS: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

/// How many texts must say a language in one way before it is believed: `notes.it.md` alone is about computers.
const SURE: usize = 2;

/// A path of a text without its ending; none of a file that is no text.
pub(super) fn stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    let is_text = TEXTS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    (is_text && !stem.is_empty() && !stem.ends_with('/')).then_some(stem)
}

/// A word as the tag of a language that there is.
fn language(word: &str) -> Option<String> {
    let is_short = word.split(['-', '_']).next().is_some_and(|first| (2..=3).contains(&first.len()));
    let tag = LanguageTag::parse(&word.replace('_', "-")).filter(|_| is_short)?;
    (!tag.letters().is_empty()).then(|| tag.as_str().to_owned())
}

/// The languages that names say.
#[derive(Debug, Default)]
pub(super) struct Languages {
    /// By what stands before the ending, and by the first folder: as it is written, and its tag.
    endings: BTreeMap<String, String>,
    folders: BTreeMap<String, String>,
}

impl Languages {
    /// The languages of some texts, by their paths without endings.
    pub fn of<'a>(stems: impl Iterator<Item = &'a str>) -> Languages {
        let mut endings: BTreeMap<&str, usize> = BTreeMap::new();
        let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
        for stem in stems {
            let name = stem.rsplit('/').next().unwrap_or_default();
            if let Some((_, ending)) = name.rsplit_once('.') {
                *endings.entry(ending).or_default() += 1;
            }
            if let Some((first, _)) = stem.split_once('/') {
                *folders.entry(first).or_default() += 1;
            }
        }
        let sure = |counts: BTreeMap<&str, usize>| {
            let sure = counts.into_iter().filter(|(_, count)| *count >= SURE);
            sure.filter_map(|(word, _)| Some((word.to_owned(), language(word)?))).collect()
        };
        Languages { endings: sure(endings), folders: sure(folders) }
    }

    /// A path without its language, and that language's tag.
    pub fn split(&self, stem: &str) -> (String, Option<&str>) {
        let of_folder = stem.split_once('/').and_then(|(first, rest)| Some((rest, self.folders.get(first)?.as_str())));
        let (rest, of_folder) = of_folder.map_or((stem, None), |(rest, tag)| (rest, Some(tag)));
        match rest.rsplit_once('.').and_then(|(bare, ending)| Some((bare, self.endings.get(ending)?.as_str()))) {
            Some((bare, tag)) => (bare.to_owned(), Some(tag)),
            None => (rest.to_owned(), of_folder),
        }
    }

    /// What was read as a language, as it is written.
    pub fn said(&self) -> BTreeSet<String> {
        let endings = self.endings.keys().map(|ending| format!("*.{ending}.md"));
        endings.chain(self.folders.keys().map(|folder| format!("{folder}/"))).collect()
    }
}

/// A day at the beginning of a name, and what stands behind it.
static DATED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?:[-_. ]+(.+))?$").ok());

/// A name without the day that it begins with, and this day. A name that is a day is its own.
pub(super) fn dated(name: &str) -> (Option<String>, &str) {
    let found = DATED.as_ref().and_then(|dated| dated.captures(name)).and_then(|found| {
        let number = |i: usize| found.get(i)?.as_str().parse::<i16>().ok();
        let small = |i: usize| i8::try_from(number(i)?).ok();
        let date = Date::new(number(1)?, small(2)?, small(3)?).ok()?;
        let is_likely = (1900..2200).contains(&date.year());
        is_likely.then(|| (Some(date.to_string()), found.get(4).map_or(name, |rest| rest.as_str())))
    });
    found.unwrap_or((None, name))
}

/// Whether a path says that a text is not for readers: a folder of drafts, or a name with an underscore before it.
pub(super) fn is_draft(path: &str) -> bool {
    let is_folder_of_drafts = |name: &str| name.eq_ignore_ascii_case("drafts");
    path.split('/').any(|name| name.starts_with('_')) || folder(path).split('/').any(is_folder_of_drafts)
}

/// Whether a name is that of the text of its folder.
pub(super) fn is_index(name: &str) -> bool {
    ["index", "readme"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_believed_where_two_texts_say_it() {
        let stems = ["a.fr", "b/c.fr", "notes.it", "v.old", "w.old", "ru/x", "ru/y", "tv/x", "tv/y", "de/z", "x"];
        let languages = Languages::of(stems.into_iter());
        for (stem, expected) in [
            ("b/c.fr", ("b/c", Some("fr"))),
            ("notes.it", ("notes.it", None)),
            ("v.old", ("v.old", None)),
            ("ru/x", ("x", Some("ru"))),
            ("ru/x.fr", ("x", Some("fr"))),
            ("tv/x", ("tv/x", None)),
            ("de/z", ("de/z", None)),
        ] {
            let (path, tag) = languages.split(stem);
            assert_eq!((path.as_str(), tag), expected, "{stem}");
        }
        assert_eq!(languages.said().into_iter().collect::<Vec<_>>(), ["*.fr.md", "ru/"]);
    }

    #[test]
    fn names_say_days_and_drafts() {
        assert_eq!(dated("2018-10-10-hello"), (Some("2018-10-10".to_owned()), "hello"));
        assert_eq!(dated("20181010 Hello there"), (Some("2018-10-10".to_owned()), "Hello there"));
        assert_eq!(dated("2018-10-10"), (Some("2018-10-10".to_owned()), "2018-10-10"));
        assert_eq!(dated("2018-13-10-hello").0, None);
        assert_eq!(dated("12345678").0, None);
        assert!(is_draft("news/_drafts/a") && is_draft("Drafts/a") && is_draft("news/_a") && !is_draft("news/drafts"));
        assert_eq!(stem("a/b.c.MD"), Some("a/b.c"));
        assert_eq!(stem("a/b.jpg"), None);
    }
}
