//! Files that are one story for a person, or for another computer, and two for this one: `Treaty.md` beside `treaty.md`.
//! Where names differ by case alone, Windows and macOS keep one of the two, and addresses have no case.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::content::Document;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is wrong with files whose stories differ by the case of letters alone, and whether any has a capital letter.
pub(super) fn by_case(documents: &[Arc<Document>]) -> (Diagnostics, bool) {
    let mut problems = Diagnostics::default();
    // Authors with one address are told of as such.
    let documents: Vec<&Arc<Document>> =
        documents.iter().filter(|document| document.name.story.section() != Some("authors")).collect();
    let id = |document: &Arc<Document>| Arc::clone(&document.name.story.0);
    // Names are in small letters almost everywhere: where none has another, none is in another's way.
    let suspects: BTreeSet<String> =
        documents.par_iter().filter(|document| has_capitals(document)).map(|d| id(d).to_lowercase()).collect();
    if suspects.is_empty() {
        return (problems, false);
    }
    let mut spellings: BTreeMap<String, BTreeMap<Arc<str>, &Arc<Document>>> = BTreeMap::new();
    for document in documents {
        let folded = id(document).to_lowercase();
        if suspects.contains(&folded) {
            spellings.entry(folded).or_default().entry(id(document)).or_insert(document);
        }
    }
    for files in spellings.into_values().filter(|files| files.len() > 1) {
        let mut files = files.into_values();
        let Some(first) = files.next() else { continue };
        for other in files {
            let message =
                format!("{} and {} are one story: their names differ by capital letters alone", other.path, first.path);
            problems.push(
                Diagnostic::error(Code::DuplicateArticle, message)
                    .at(Place::file(&other.path))
                    .hint("give files of one story one spelling, and other stories another name"),
            );
        }
    }
    (problems, true)
}

/// Whether the story of a file has a capital letter in its name.
pub(super) fn has_capitals(document: &Document) -> bool {
    let text = &document.name.story.0;
    match text.is_ascii() {
        true => text.bytes().any(|byte| byte.is_ascii_uppercase()),
        false => text.chars().any(char::is_uppercase),
    }
}
