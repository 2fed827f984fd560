//! Tags: from the texts of a front matter to ids. Spellings that differ only by case, form of Unicode or spaces are one tag.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::Document;
use crate::language::{NoTerm, shown, term_id};
use crate::site::Spelling;

/// The tags of a file.
#[derive(Default)]
pub(super) struct Tags {
    /// Each id once, in the order of the file.
    pub ids: Vec<String>,
    /// How the file writes them, where it writes one in another way than as its id.
    pub spellings: Vec<Spelling>,
    /// Texts that are no tags, by their indices.
    pub refused: Vec<(usize, NoTerm)>,
}

/// Reads the tags of a file.
pub(super) fn read(texts: &[String]) -> Tags {
    let mut tags = Tags { ids: Vec::with_capacity(texts.len()), ..Tags::default() };
    let mut all_are_ids = true;
    let mut places = Vec::with_capacity(texts.len());
    for (index, text) in texts.iter().enumerate() {
        let id = match term_id(text) {
            Ok(id) => id,
            Err(why) => {
                tags.refused.push((index, why));
                continue;
            }
        };
        all_are_ids &= *id == **text;
        let tag = tags.ids.iter().position(|known| *known == *id).unwrap_or(tags.ids.len());
        if tag == tags.ids.len() {
            tags.ids.push(id.into_owned());
        }
        places.push((tag, index));
    }
    if !all_are_ids {
        let spelling = |(tag, index): (usize, usize)| Spelling { tag, index, text: texts[index].clone() };
        tags.spellings = places.into_iter().map(spelling).collect();
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

/// Reports the texts of a file that are no tags.
pub(super) fn report(document: &Document, texts: &[String], refused: &[(usize, NoTerm)], problems: &mut Diagnostics) {
    for (index, why) in refused {
        let text = &texts[*index];
        let (message, hint) = match why {
            NoTerm::Empty if text.trim().is_empty() => {
                ("an empty text is no tag".to_owned(), "write a word, or take it out of the list")
            }
            NoTerm::Empty => (
                format!("{} is no tag: there is no letter, digit or sign in it to make an address of", shown(text)),
                "write a word, or take it out of the list",
            ),
            NoTerm::TooLong => ("the tag is too long for an address".to_owned(), "a tag is a word or two; shorten it"),
        };
        let place = document.block().place_of(KeyPath::from("tags").item(*index));
        problems.push(Diagnostic::error(Code::BadValue, message).at(place).hint(hint));
    }
}
