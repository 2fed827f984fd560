//! Make: changes, step by step; and back.

use super::disk::{Disk, Way, fingerprint_of, is_there, move_new, write_new};
use super::{Changes, FOLDER, NewText, Removal};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::whole::replace;
use std::collections::HashMap;
use std::fs;
use std::io;

/// Whether some of the steps may have been taken already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    /// None has been.
    First,
    /// Some may have been, by a command that was stopped; and people may have been at the files since.
    Again,
}

/// A step that could not be taken.
#[derive(Debug)]
pub(super) struct Unmade {
    pub(super) error: io::Error,
    pub(super) path: String,
}

impl Unmade {
    pub(super) fn told(&self) -> Diagnostic {
        let message = match self.error.kind() {
            io::ErrorKind::AlreadyExists => "somebody else has just made a file of this name".to_owned(),
            _ => format!("the file cannot be written: {}", self.error),
        };
        Diagnostic::error(Code::Unwritable, message).at(Place::file(&self.path))
    }
}

/// Where a file is kept until all is done.
pub(super) fn removed(path: &str) -> String {
    format!("{FOLDER}/removed/{path}")
}

/// Where a file waits that only changes capitals: where these do not tell files apart, the folder of the old name must be
/// gone before the new one can come to be.
pub(super) fn aside(path: &str) -> String {
    format!("{FOLDER}/moving/{path}")
}

/// Takes every step that has not been taken yet; gives the files that somebody has edited since: they stay as they are.
pub(super) fn make(disk: &Disk, changes: &Changes, attempt: Attempt) -> Result<Vec<String>, Unmade> {
    let mut edited = Vec::new();
    let texts: HashMap<&str, &NewText> = changes.texts.iter().map(|text| (text.path.as_str(), text)).collect();
    for (from, to) in &changes.moves {
        put_aside(disk, from, to).map_err(at(to))?;
    }
    for (from, to) in &changes.moves {
        let text = texts.get(to.as_str()).copied();
        if take_move(disk, (from, to), text, attempt).map_err(at(to))? == Step::Edited {
            // Both stay, and people must know of both.
            edited.extend([to.clone(), from.clone()]);
        }
    }
    for text in &changes.texts {
        if write_text(disk, text, attempt).map_err(at(&text.path))? == Step::Edited && !edited.contains(&text.path) {
            edited.push(text.path.clone());
        }
    }
    for removal in &changes.removals {
        if take_away(disk, removal).map_err(at(&removal.path))? == Step::Edited {
            edited.push(removal.path.clone());
        }
    }
    let left = changes.moves.iter().map(|(from, _)| from).chain(changes.removals.iter().map(|removal| &removal.path));
    left.for_each(|path| disk.without_empty_folders(path));
    Ok(edited)
}

fn at(path: &str) -> impl FnOnce(io::Error) -> Unmade {
    let path = path.to_owned();
    |error| Unmade { error, path }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It is as it is to be.
    Taken,
    /// Somebody has edited a file, which is left as it is.
    Edited,
}

/// A folder may have become a link since it was looked at, by a move of this very command.
fn inside(way: Way) -> io::Result<()> {
    match way {
        Way::Inside => Ok(()),
        Way::Outside => Err(io::Error::other("a link leads from here out of the site")),
    }
}

/// The first half of a move that only changes capitals, where these do not tell files apart.
fn put_aside(disk: &Disk, from: &str, to: &str) -> io::Result<()> {
    if from != to && disk.is_one_file(from, to) && !disk.is_spelt_so(to) {
        inside(disk.way_to(from))?;
        move_new(&disk.place(from), &disk.place(&aside(to)))?;
        disk.without_empty_folders(from);
    }
    Ok(())
}

fn take_move(disk: &Disk, (from, to): (&str, &str), text: Option<&NewText>, attempt: Attempt) -> io::Result<Step> {
    inside(disk.way_to(from))?;
    inside(disk.way_to(to))?;
    let (source, target, waits) = (disk.place(from), disk.place(to), disk.place(&aside(to)));
    if source.is_symlink() || waits.is_symlink() {
        disk.forget_ways();
    }
    if is_there(&waits) {
        move_new(&waits, &target)?;
        return Ok(Step::Taken);
    }
    if attempt == Attempt::First {
        if !(is_there(&target) && disk.is_one_file(from, to)) {
            move_new(&source, &target)?;
        }
        return Ok(Step::Taken);
    }
    match (is_there(&source), is_there(&target)) {
        (true, false) => move_new(&source, &target).map(|()| Step::Taken),
        (true, true) if !disk.is_one_file(from, to) => {
            // Somebody has brought the old file back. Only where nothing of the two is anybody's work, one is enough.
            let is_ours = match text {
                Some(NewText { was: Some(was), text, .. }) => {
                    fs::read(&source)? == was.as_bytes() && fs::read(&target)? == text.as_bytes()
                }
                _ => false,
            };
            if !is_ours && fingerprint_of(&source)? != fingerprint_of(&target)? {
                return Ok(Step::Edited);
            }
            fs::remove_file(&source).map(|()| Step::Taken)
        }
        _ => Ok(Step::Taken),
    }
}

fn write_text(disk: &Disk, NewText { path, was, text }: &NewText, attempt: Attempt) -> io::Result<Step> {
    inside(disk.way_to(path))?;
    inside(disk.way_of(path))?;
    let target = disk.place(path);
    let there = match fs::read(&target) {
        Ok(there) => Some(there),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match (there, was) {
        (Some(there), _) if there == text.as_bytes() => Ok(Step::Taken),
        (Some(there), Some(was)) if there == was.as_bytes() => replace(&target, text.as_bytes()).map(|()| Step::Taken),
        (None, None) => write_new(&target, text).map(|()| Step::Taken),
        (Some(_), None) if attempt == Attempt::First => Err(io::ErrorKind::AlreadyExists.into()),
        // Who has edited it or deleted it has meant it.
        _ => Ok(Step::Edited),
    }
}

fn take_away(disk: &Disk, Removal { path, was }: &Removal) -> io::Result<Step> {
    let kept = removed(path);
    inside(disk.way_to(path))?;
    inside(disk.way_to(&kept))?;
    let (source, kept) = (disk.place(path), disk.place(&kept));
    if !is_there(&source) {
        return Ok(Step::Taken);
    }
    if fingerprint_of(&source)? != *was {
        return Ok(Step::Edited);
    }
    if is_there(&kept) {
        // It was taken away already, and somebody has brought it back.
        fs::remove_file(&kept)?;
    }
    move_new(&source, &kept).map(|()| Step::Taken)
}

/// Puts everything back; gives what could not be.
pub(super) fn undo(disk: &Disk, changes: &Changes) -> Vec<String> {
    let mut left = Vec::new();
    let mut note = |path: &str, result: io::Result<()>| left.extend(result.err().map(|_| path.to_owned()));
    for Removal { path, .. } in &changes.removals {
        let kept = disk.place(&removed(path));
        if is_there(&kept) {
            note(path, move_new(&kept, &disk.place(path)));
        }
    }
    for NewText { path, was, text } in &changes.texts {
        let target = disk.place(path);
        if fs::read(&target).is_ok_and(|there| there == text.as_bytes()) {
            note(
                path,
                match was {
                    Some(was) => replace(&target, was.as_bytes()),
                    None => fs::remove_file(&target),
                },
            );
            disk.without_empty_folders(path);
        }
    }
    // What only changes capitals goes back as it came: all of it aside, then each to its place.
    for (from, to) in &changes.moves {
        if from != to && disk.is_one_file(from, to) && !disk.is_spelt_so(from) {
            note(to, move_new(&disk.place(to), &disk.place(&aside(to))));
            disk.without_empty_folders(to);
        }
    }
    for (from, to) in changes.moves.iter().rev() {
        let (source, target, waits) = (disk.place(from), disk.place(to), disk.place(&aside(to)));
        let is_back = is_there(&source);
        if is_there(&waits) {
            note(to, move_new(&waits, &source));
        } else if !is_back && is_there(&target) {
            note(to, move_new(&target, &source));
        }
        disk.without_empty_folders(to);
    }
    left
}

/// Removes what was kept until all was done.
pub(super) fn clear(disk: &Disk) {
    for folder in [removed(""), aside("")] {
        let _ = fs::remove_dir_all(disk.place(folder.trim_end_matches('/')));
    }
}
