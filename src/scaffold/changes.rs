//! Changes: files that are moved, written anew and taken away, all of them or none.
//!
//! Before anything is touched, all of it stands in a journal (`.dateline/changes.json`), which is removed when it is done.
//! What fails is put back at once. Where the machine stops in between, the next command of this kind finds the journal and
//! completes it: each step can be taken twice. A file is taken away by moving it to `.dateline/removed/`, which is emptied
//! at the end.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::discover;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder of what the program keeps for itself.
const FOLDER: &str = ".dateline";
const JOURNAL: &str = "changes.json";
const LOCK: &str = "changes.lock";
const REMOVED: &str = "removed";

/// Changes of a site's files. Paths are seen from the site's root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The command that wants them.
    pub what: String,
    /// Files that get another path: from, to.
    pub moves: Vec<(String, String)>,
    /// Files that get another text, or come to be, at the paths that they have when all have been moved.
    pub texts: Vec<NewText>,
    /// Files that are taken away.
    pub removals: Vec<String>,
}

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewText {
    /// The file.
    pub path: String,
    /// What was read there; none for a new file.
    pub was: Option<String>,
    /// What will be there.
    pub text: String,
}

/// A command that was stopped, and has been completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// The command.
    pub what: String,
    /// Files that somebody has edited since: they are as they were edited.
    pub edited: Vec<String>,
}

/// The right to change a site's files: it ends with the process, however that ends.
pub struct Turn {
    root: PathBuf,
    _lock: File,
}

/// Waits for nobody: takes the right to change a site's files, or says that somebody else has it.
///
/// # Errors
/// Another command is at it, or the folder cannot be written.
pub fn turn(root: &Path) -> Result<Turn, Diagnostic> {
    let folder = root.join(FOLDER);
    let unusable = |error: io::Error| {
        Diagnostic::error(Code::Unwritable, format!("{} cannot be written: {error}", folder.display()))
            .hint("give permission to write in the site's folder; nothing was changed")
    };
    fs::create_dir_all(&folder).map_err(unusable)?;
    let lock = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)).map_err(unusable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Turn { root: root.to_owned(), _lock: lock }),
        Err(TryLockError::WouldBlock) => {
            Err(Diagnostic::error(Code::Locked, "another command is changing files of this site")
                .hint("wait until it has finished, then run this one again; nothing was changed"))
        }
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

impl Turn {
    /// Completes what a command that was stopped has left. What somebody has edited since stays as it is.
    ///
    /// # Errors
    /// It cannot be completed now.
    pub fn complete_last(&self) -> Result<Option<Completed>, Diagnostic> {
        let journal = self.journal();
        let Ok(text) = fs::read_to_string(&journal) else { return Ok(None) };
        let Ok(changes) = serde_json::from_str::<Changes>(&text) else {
            // It is written beside and renamed: one that cannot be read is none of ours.
            return Err(Diagnostic::error(Code::Unwritable, "the journal of a change cannot be understood")
                .at(Place::file(format!("{FOLDER}/{JOURNAL}")))
                .hint("look at the state of your files (`git status`), then delete it"));
        };
        let edited = self.make(&changes).map_err(|(error, path)| {
            unmade(&error, &path)
                .hint(format!("`{}` was stopped half-way, and has to be completed first", changes.what))
        })?;
        self.end();
        Ok(Some(Completed { what: changes.what, edited }))
    }

    /// Makes changes: all of them, or none.
    ///
    /// # Errors
    /// Something is in the way, or cannot be written; all is as it was then.
    pub fn apply(&self, changes: &Changes) -> Result<(), Diagnostic> {
        self.check(changes)?;
        let folder = self.root.join(FOLDER);
        let write = || -> io::Result<()> {
            let draft = folder.join(format!("{JOURNAL}.new"));
            let mut file = File::create(&draft)?;
            file.write_all(&serde_json::to_vec(changes)?)?;
            file.sync_all()?;
            fs::rename(&draft, self.journal())
        };
        write().map_err(|error| unmade(&error, &format!("{FOLDER}/{JOURNAL}")).hint("nothing was changed"))?;
        match self.make(changes) {
            Ok(_) => {
                self.end();
                Ok(())
            }
            Err((error, path)) => {
                let left = self.undo(changes);
                let problem = unmade(&error, &path);
                if left.is_empty() {
                    self.end();
                    return Err(problem.hint("all files are as they were"));
                }
                Err(problem.hint(format!("these could not be put back: {}", left.join(", "))))
            }
        }
    }

    fn journal(&self) -> PathBuf {
        self.root.join(FOLDER).join(JOURNAL)
    }

    /// What would be in the way.
    fn check(&self, changes: &Changes) -> Result<(), Diagnostic> {
        let in_the_way = |path: &str, message: &str| {
            Err(Diagnostic::error(Code::BadUsage, message.to_owned()).at(Place::file(path)).hint("nothing was changed"))
        };
        for (from, to) in &changes.moves {
            let is_itself = changes.moves.iter().any(|(other, _)| is_one_file(&self.root, other, to));
            if self.root.join(to).symlink_metadata().is_ok() && !is_itself {
                return in_the_way(to, "a file of this name is there already");
            }
            self.inside(from)?;
            self.inside(to)?;
        }
        for NewText { path, was, .. } in &changes.texts {
            let before = changes.moves.iter().find(|(_, to)| to == path).map_or(path, |(from, _)| from);
            self.inside(before)?;
            let there = fs::read(self.on_disk(before)).ok();
            match (was, there) {
                (Some(was), Some(there)) if was.as_bytes() != there => {
                    return in_the_way(before, "somebody else has just changed this file: run the command again");
                }
                (None, Some(_)) => return in_the_way(path, "a file of this name is there already"),
                (Some(_), None) => return in_the_way(before, "this file is gone since it was read"),
                _ => {}
            }
        }
        Ok(())
    }

    /// Nothing outside the site is written: no folder on the way may be a link that leads out of it.
    fn inside(&self, path: &str) -> Result<(), Diagnostic> {
        let target = self.root.join(path);
        let folder = target.ancestors().skip(1).find(|folder| folder.exists());
        let is_inside = folder.is_none_or(|folder| match (fs::canonicalize(&self.root), fs::canonicalize(folder)) {
            (Ok(root), Ok(folder)) => folder.starts_with(root),
            _ => false,
        });
        if is_inside {
            return Ok(());
        }
        let problem = Diagnostic::error(Code::OutsideSite, "its folder is a link that leads out of the site");
        Err(problem.at(Place::file(path)).hint("nothing was changed"))
    }

    /// Where a file is; some file systems keep a name in another form of Unicode than the one that we use.
    fn on_disk(&self, path: &str) -> PathBuf {
        let plain = self.root.join(path);
        if path.is_ascii() || plain.symlink_metadata().is_ok() {
            return plain;
        }
        discover::locate(&self.root, path).unwrap_or(plain)
    }

    /// Takes every step that has not been taken yet; gives the files that somebody has edited since: they stay as they are.
    fn make(&self, changes: &Changes) -> Result<Vec<String>, (io::Error, String)> {
        let mut edited = Vec::new();
        for (from, to) in &changes.moves {
            let (source, target) = (self.on_disk(from), self.root.join(to));
            if source.symlink_metadata().is_ok() {
                move_file(&source, &target).map_err(|error| (error, to.clone()))?;
            }
        }
        for NewText { path, was, text } in &changes.texts {
            let target = self.on_disk(path);
            let there = fs::read(&target).ok();
            match (&there, was) {
                (Some(there), Some(was)) if there != was.as_bytes() && there != text.as_bytes() => {
                    edited.push(path.clone());
                }
                (Some(there), None) if there != text.as_bytes() => edited.push(path.clone()),
                _ => replace(&target, text).map_err(|error| (error, path.clone()))?,
            }
        }
        for path in &changes.removals {
            let source = self.on_disk(path);
            if source.symlink_metadata().is_ok() {
                move_file(&source, &self.removed(path)).map_err(|error| (error, path.clone()))?;
            }
        }
        let left = changes.moves.iter().map(|(from, _)| from).chain(&changes.removals);
        left.for_each(|path| self.without_empty_folders(path));
        Ok(edited)
    }

    /// Puts everything back; gives what could not be.
    fn undo(&self, changes: &Changes) -> Vec<String> {
        let mut left = Vec::new();
        for path in &changes.removals {
            let removed = self.removed(path);
            if removed.symlink_metadata().is_ok() && move_file(&removed, &self.root.join(path)).is_err() {
                left.push(path.clone());
            }
        }
        for NewText { path, was, text } in &changes.texts {
            let target = self.on_disk(path);
            if fs::read(&target).is_ok_and(|there| there == text.as_bytes()) {
                let result = match was {
                    Some(was) => replace(&target, was),
                    None => fs::remove_file(&target),
                };
                left.extend(result.err().map(|_| path.clone()));
            }
        }
        for (from, to) in changes.moves.iter().rev() {
            let (source, target) = (self.root.join(from), self.root.join(to));
            if source.symlink_metadata().is_err() && target.symlink_metadata().is_ok() {
                left.extend(move_file(&target, &source).err().map(|_| to.clone()));
                self.without_empty_folders(to);
            }
        }
        left
    }

    fn removed(&self, path: &str) -> PathBuf {
        self.root.join(FOLDER).join(REMOVED).join(path)
    }

    /// Removes the folders above a file that nothing is in any more, but none of the site's own.
    fn without_empty_folders(&self, path: &str) {
        let target = self.root.join(path);
        for folder in target.ancestors().skip(1).take(path.split('/').count().saturating_sub(2)) {
            // Only an empty folder can be removed so.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }

    fn end(&self) {
        // Without the journal, all is done; what is left of it harms nobody.
        let _ = fs::remove_file(self.journal());
        let _ = fs::remove_dir_all(self.root.join(FOLDER).join(REMOVED));
    }
}

fn unmade(error: &io::Error, path: &str) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, format!("the file cannot be written: {error}")).at(Place::file(path))
}

/// Whether two names are one file: `Treaty.md` and `treaty.md` are on many machines.
fn is_one_file(root: &Path, a: &str, b: &str) -> bool {
    let full = |path: &str| fs::canonicalize(root.join(path)).ok();
    a == b || (a.to_lowercase() == b.to_lowercase() && full(a).is_some() && full(a) == full(b))
}

fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::rename(from, to)
}

/// Puts a text in the place of a file, which has the one or the other at every moment.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays a link: the file that it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(&path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A name with a dot in front is no content, should it ever stay behind.
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let result = fs::write(&draft, text)
        .and_then(|()| match fs::metadata(&path) {
            Ok(metadata) => fs::set_permissions(&draft, metadata.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&draft, &path));
    if result.is_err() {
        // What could not be written may not be there to be removed.
        let _ = fs::remove_file(&draft);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [("content/a/index.md", "one"), ("content/a/map.svg", "map"), ("content/b.md", "two")] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn changes() -> Changes {
        let moved = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let text = |path: &str, was: Option<&str>, text: &str| NewText {
            path: path.to_owned(),
            was: was.map(str::to_owned),
            text: text.to_owned(),
        };
        Changes {
            what: "test".to_owned(),
            moves: vec![
                moved("content/a/index.md", "content/c/index.md"),
                moved("content/a/map.svg", "content/c/map.svg"),
            ],
            texts: vec![text("content/c/index.md", Some("one"), "ONE"), text("content/new.md", None, "new")],
            removals: vec!["content/b.md".to_owned()],
        }
    }

    fn files(root: &Path) -> Vec<(String, String)> {
        let (files, _) = discover::files_below(root, "content");
        files
            .into_iter()
            .map(|f| (f.below.clone(), String::from_utf8(f.bytes().unwrap().into_owned()).unwrap()))
            .collect()
    }

    fn done() -> Vec<(String, String)> {
        [("c/index.md", "ONE"), ("c/map.svg", "map"), ("new.md", "new")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .into()
    }

    #[test]
    fn all_changes_are_made() {
        let folder = site();
        turn(folder.path()).unwrap().apply(&changes()).unwrap();
        assert_eq!(files(folder.path()), done());
        assert!(!folder.path().join("content/a").exists(), "no empty folder stays behind");
        assert!(!folder.path().join(".dateline/changes.json").exists());
        assert!(!folder.path().join(".dateline/removed").exists());
    }

    #[test]
    fn a_change_that_was_stopped_anywhere_is_completed() {
        let all = changes();
        for steps in 0..=5 {
            let folder = site();
            let turn = turn(folder.path()).unwrap();
            // As if the machine had stopped after some steps.
            let some = Changes {
                moves: all.moves.iter().take(steps).cloned().collect(),
                texts: all.texts.iter().take(steps.saturating_sub(2)).cloned().collect(),
                removals: all.removals.iter().take(steps.saturating_sub(4)).cloned().collect(),
                what: String::new(),
            };
            turn.make(&some).unwrap();
            fs::write(folder.path().join(".dateline/changes.json"), serde_json::to_vec(&all).unwrap()).unwrap();
            let completed = turn.complete_last().unwrap();
            assert_eq!(completed, Some(Completed { what: "test".to_owned(), edited: Vec::new() }));
            assert_eq!(files(folder.path()), done(), "after {steps} steps");
            assert_eq!(turn.complete_last().unwrap(), None);
        }
    }

    #[test]
    fn what_fails_is_put_back() {
        let folder = site();
        let before = files(folder.path());
        let mut changes = changes();
        // A file cannot be below a file.
        let bad = NewText { path: "content/c/map.svg/x.md".to_owned(), was: None, text: "x".to_owned() };
        changes.texts.push(bad);
        let problem = turn(folder.path()).unwrap().apply(&changes).unwrap_err();
        assert!(problem.hints.iter().any(|hint| hint.contains("as they were")), "{problem:?}");
        assert_eq!(files(folder.path()), before);
    }

    #[test]
    fn what_is_in_the_way_stops_it_before_anything_is_changed() {
        let folder = site();
        fs::create_dir_all(folder.path().join("content/c")).unwrap();
        fs::write(folder.path().join("content/c/map.svg"), "mine").unwrap();
        let before = files(folder.path());
        let turn = turn(folder.path()).unwrap();
        assert!(turn.apply(&changes()).is_err());
        assert_eq!(files(folder.path()), before);
        fs::remove_file(folder.path().join("content/c/map.svg")).unwrap();
        fs::write(folder.path().join("content/a/index.md"), "edited").unwrap();
        assert!(turn.apply(&changes()).unwrap_err().message.contains("changed"));
        assert!(super::turn(folder.path()).is_err_and(|problem| problem.code == Code::Locked));
    }
}
