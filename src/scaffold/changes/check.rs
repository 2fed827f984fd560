//! Check: what keeps changes from being made, looked for before anything is touched.

use super::disk::{Disk, Way, fingerprint_of, is_there};
use super::{Changes, NewText, Removal, WITHDRAWN, make};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::config;
use crate::scaffold::files::there_already;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::is_separator;

/// The folders of a site in which files are changed.
const FOLDERS: [&str; 2] = ["content", WITHDRAWN];

/// The folder in which files get other texts, and are neither moved nor taken away.
const WORDS: &str = "locales";

/// Whether all of it stays where commands change files, and no link leads out of there.
pub(super) fn places(disk: &Disk, changes: &Changes) -> Result<(), Diagnostic> {
    let removals = changes.removals.iter().map(|removal| &removal.path);
    let of_moves = changes.moves.iter().flat_map(|(from, to)| [from, to]);
    for path in of_moves.chain(removals.clone()) {
        in_a_folder(path, &FOLDERS)?;
        is_inside(disk.way_to(path), path)?;
    }
    for NewText { path, .. } in &changes.texts {
        if path != config::FILE {
            in_a_folder(path, &[&FOLDERS[..], &[WORDS]].concat())?;
        }
        is_inside(disk.way_to(path), path)?;
        is_inside(disk.way_of(path), path)?;
    }
    let own = removals.map(|path| make::removed(path)).chain(changes.moves.iter().map(|(_, to)| make::aside(to)));
    own.into_iter().try_for_each(|path| is_inside(disk.way_to(&path), &path))
}

fn in_a_folder(path: &str, folders: &[&str]) -> Result<(), Diagnostic> {
    let mut parts = path.split(is_separator);
    let is_in_one = parts.next().is_some_and(|folder| folders.contains(&folder));
    let rest: Vec<&str> = parts.collect();
    // What begins with a dot is hidden, and no content; `..` leads upwards.
    if is_in_one && !rest.is_empty() && rest.iter().all(|part| !part.is_empty() && !part.starts_with('.')) {
        return Ok(());
    }
    Err(Diagnostic::error(Code::OutsideSite, "this is no file that such a command changes")
        .at(Place::file(path))
        .hint("nothing was changed"))
}

fn is_inside(way: Way, path: &str) -> Result<(), Diagnostic> {
    match way {
        Way::Inside => Ok(()),
        Way::Outside => Err(Diagnostic::error(Code::OutsideSite, "a link leads from here out of the site")
            .at(Place::file(path))
            .hint("put the file itself in the place of the link; nothing was changed")),
    }
}

/// Whether changes can be made: nothing is in the way, and all is as it was read.
pub(super) fn changes(disk: &Disk, changes: &Changes) -> Result<(), Diagnostic> {
    places(disk, changes)?;
    let sources: HashSet<&str> = changes.moves.iter().map(|(from, _)| from.as_str()).collect();
    let mut targets = HashMap::new();
    for (from, to) in &changes.moves {
        if !is_there(&disk.place(from)) {
            return Err(changed(from, "this file is gone since it was read"));
        }
        if let Some(other) = targets.insert(to.as_str(), from.as_str()) {
            return Err(there_already(to).hint(format!("{other} and {from} would both be called so")));
        }
        if is_there(&disk.place(to)) && !disk.is_one_file(from, to) {
            let problem = there_already(to);
            if sources.contains(to.as_str()) {
                // One could be moved before the other; but what if the machine stops in between?
                return Err(problem
                    .hint("this command moves it, too: take two steps, by a name that is free; nothing was changed"));
            }
            if to.starts_with(&format!("{WITHDRAWN}/")) {
                let hint = "it is of a text that was gone before: delete it, or use `--delete`, which keeps no files";
                return Err(problem.hint(hint).hint("nothing was changed"));
            }
            return Err(problem.hint("nothing was changed"));
        }
    }
    for NewText { path, was, .. } in &changes.texts {
        let before = targets.get(path.as_str()).copied().unwrap_or(path);
        is_inside(disk.way_of(before), before)?;
        let place = disk.place(before);
        match (was, fs::read(&place)) {
            (None, _) if is_there(&place) => return Err(there_already(path)),
            (None, _) => {}
            (Some(was), Ok(there)) if was.as_bytes() != there => return Err(changed_by_another(before)),
            (Some(_), Ok(_)) => {}
            (Some(_), Err(_)) => return Err(changed(before, "this file is gone since it was read")),
        }
    }
    for Removal { path, was } in &changes.removals {
        match fingerprint_of(&disk.place(path)) {
            Ok(there) if there != *was => return Err(changed_by_another(path)),
            Ok(_) => {}
            Err(_) => return Err(changed(path, "this file is gone since it was read")),
        }
    }
    Ok(())
}

fn changed_by_another(path: &str) -> Diagnostic {
    changed(path, "somebody else has just changed this file")
}

fn changed(path: &str, message: &str) -> Diagnostic {
    Diagnostic::error(Code::BadUsage, message)
        .at(Place::file(path))
        .hint("look at it, then run the command again; nothing was changed")
}
