//! Report: what stops a rename, and what it could not look at.

use super::Note;
use super::moves::Moves;
use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, Severity};
use crate::input::content::below_content;
use crate::scaffold::archive::Archive;
use std::collections::HashMap;

/// A file that cannot be understood cannot be told where it is.
pub(super) fn broken(archive: &Archive, moves: &Moves) -> Result<(), Diagnostics> {
    let is_moved = |problem: &&Diagnostic| {
        let path = problem.place.as_ref().map_or("", |place| place.path.as_str());
        let is_grave =
            matches!(problem.code, Code::BadYaml | Code::NoFrontMatter | Code::NotUtf8 | Code::DuplicateArticle);
        problem.severity == Severity::Error && is_grave && moves.files.contains_key(below_content(path))
    };
    let broken: Vec<Diagnostic> = archive.problems().0.iter().filter(is_moved).cloned().collect();
    match broken.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics(broken.into_iter().map(|problem| problem.hint("nothing was changed")).collect())),
    }
}

/// Texts that could not be read, and so not looked at.
pub(super) fn unread(archive: &Archive) -> Vec<Note> {
    let is_unread = |problem: &&Diagnostic| matches!(problem.code, Code::NotUtf8 | Code::TooLarge | Code::Unreadable);
    let places = archive.problems().0.iter().filter(is_unread).filter_map(|problem| problem.place.clone());
    places.map(|place| Note { place, what: "this file cannot be read, and was not looked at".to_owned() }).collect()
}

/// What a problem is told by: its code, its file, and what it is about. Lines move with what is written anew, and messages
/// name what has another name.
type Mark = (Code, Option<String>, Option<About>);

/// What is wrong afterwards and is not now, as far as it stops a build.
pub(super) fn new_errors(before: &Diagnostics, after: Diagnostics, moves: &Moves) -> Result<(), Diagnostics> {
    let is_error = |problem: &&Diagnostic| problem.severity == Severity::Error;
    let mut known: HashMap<Mark, usize> = HashMap::new();
    for problem in before.0.iter().filter(is_error) {
        let path = problem.place.as_ref().map(|place| moves.place(below_content(&place.path)).to_owned());
        let about = problem.about.as_deref().map(|about| match about {
            About::Story(id) => About::Story(moves.ids.get(id).unwrap_or(id).clone()),
            other => other.clone(),
        });
        *known.entry((problem.code, path, about)).or_default() += 1;
    }
    let mut is_new = |problem: &Diagnostic| {
        let path = problem.place.as_ref().map(|place| below_content(&place.path).to_owned());
        match known.get_mut(&(problem.code, path, problem.about.as_deref().cloned())) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    };
    let new: Vec<Diagnostic> = after.0.iter().filter(is_error).filter(|problem| is_new(problem)).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    let what = format!("with `{}` for `{}` the site would be wrong: nothing was changed", moves.new.0, moves.old.0);
    Err(Diagnostics(new.into_iter().map(|problem| problem.hint(what.clone())).collect()))
}
