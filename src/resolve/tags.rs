//! Tags: from the texts of a front matter to ids. Spellings that differ only by case, form of Unicode or spaces are one tag.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::content::{Document, place_of_value};
use crate::language::{NoTerm, shown, term_id};
use crate::site::Spelling;

/// The tags of a file.
#[derive(Default)]
pub(super) struct Tags {
    /// Each id once, in the order of the file.
    pub ids: Vec<String>,
    /// How the file writes them, where it writes one in another way than as its id.
    pub spellings: Vec<Spelling>,
}

/// Reads the tags of a file; texts that are none are left out.
pub(super) fn read(texts: Vec<String>) -> Tags {
    let mut tags = Tags { ids: Vec::with_capacity(texts.len()), spellings: Vec::new() };
    let all_are_ids = texts.iter().all(|text| term_id(text).is_ok_and(|id| *id == **text));
    for (index, text) in texts.into_iter().enumerate() {
        let Ok(id) = term_id(&text) else { continue };
        let tag = tags.ids.iter().position(|known| *known == *id).unwrap_or(tags.ids.len());
        if tag == tags.ids.len() {
            tags.ids.push(id.into_owned());
        }
        if !all_are_ids {
            tags.spellings.push(Spelling { tag, index, text });
        }
    }
    tags
}

/// The ids of some tags, each once.
pub(super) fn ids(texts: &[String]) -> Vec<String> {
    let mut ids = Vec::with_capacity(texts.len());
    for id in texts.iter().filter_map(|text| term_id(text).ok()) {
        if !ids.iter().any(|known: &String| *known == *id) {
            ids.push(id.into_owned());
        }
    }
    ids
}

/// Whether two files have the same tags.
pub(super) fn are_same(a: &[String], b: &[String]) -> bool {
    let sorted = |texts| {
        let mut ids = ids(texts);
        ids.sort_unstable();
        ids
    };
    sorted(a) == sorted(b)
}

/// Reports the texts of a file that cannot be tags.
pub(super) fn report(document: &Document, texts: &[String], problems: &mut Diagnostics) {
    for (index, text) in texts.iter().enumerate() {
        let Err(why) = term_id(text) else { continue };
        let shown = shown(text);
        let (message, hint) = match why {
            NoTerm::Empty if text.trim().is_empty() => {
                ("an empty text is no tag".to_owned(), "write a word, or take it out of the list")
            }
            NoTerm::Empty => (
                format!("{shown} is no tag: there is no letter, digit or sign in it to make an address of"),
                "write a word, or take it out of the list",
            ),
            NoTerm::TooLong => ("the tag is too long for an address".to_owned(), "a tag is a word or two; shorten it"),
        };
        let place = place_of_value(document, "tags", index, text);
        problems.push(Diagnostic::error(Code::BadValue, message).at(place).hint(hint));
    }
}
