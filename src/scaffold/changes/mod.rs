//! Changes: files that are moved, written anew and taken away, all of them or none.
//!
//! Before anything is touched, all of it stands in a journal (`.dateline/changes.json`), which is removed when it is done.
//! What fails is put back at once. Where the machine stops in between, the next command of this kind finds the journal and
//! completes it: each step can be taken twice. A file is taken away by moving it to `.dateline/removed/`, which is emptied
//! at the end. Nothing is ever written over a file that somebody else has put there.

mod check;
mod disk;
mod journal;
mod make;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::reading::in_words;
use crate::sources::JOURNAL;
use disk::Disk;
use journal::Journal;
use make::{Attempt, Unmade};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// The folder of what the program keeps for itself.
const FOLDER: &str = ".dateline";
const LOCK: &str = "changes.lock";

/// The folder of a site where the files of what is gone are kept.
pub const WITHDRAWN: &str = "withdrawn";

/// Changes of a site's files. Paths are seen from the site's root.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// The command that wants them, for people.
    pub what: String,
    /// What a rename was asked for: the old name and the new one, in each way in which they can be asked for.
    #[serde(default)]
    pub renamed: Vec<(String, String)>,
    /// Files that get another path: from, to.
    pub moves: Vec<(String, String)>,
    /// Files that get another text, or come to be, at the paths that they have when all have been moved.
    pub texts: Vec<NewText>,
    /// Files that are taken away.
    pub removals: Vec<Removal>,
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

/// A file that is taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// The file.
    pub path: String,
    /// The [`fingerprint`] of what is to go: what has been edited since is kept.
    pub was: String,
}

/// A command that was stopped, and has been completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// The command, for people.
    pub what: String,
    /// What a rename was asked for.
    pub renamed: Vec<(String, String)>,
    /// Files that somebody has edited since: they are as they were edited.
    pub edited: Vec<String>,
}

/// The right to change a site's files: it ends with the process, however that ends.
pub struct Turn {
    disk: Disk,
    journal: Journal,
    _lock: File,
}

/// Waits for nobody: takes the right to change a site's files, or says that somebody else has it.
///
/// # Errors
/// Another command is at it, or the folder cannot be written.
pub fn turn(root: &Path) -> Result<Turn, Diagnostic> {
    let folder = root.join(FOLDER);
    let unusable = |error: io::Error| {
        Diagnostic::error(Code::Unwritable, format!("{} cannot be written: {}", folder.display(), in_words(&error)))
            .hint("give permission to write in the site's folder; nothing was changed")
    };
    // The folder may have come with somebody else's files.
    let own = [FOLDER.to_owned(), format!("{FOLDER}/{LOCK}"), JOURNAL.to_owned(), make::removed(""), make::aside("")];
    if let Some(link) = own.iter().find(|path| root.join(path.trim_end_matches('/')).is_symlink()) {
        return Err(Diagnostic::error(Code::OutsideSite, "this is a link, and what commands keep here is never one")
            .at(Place::file(link.trim_end_matches('/')))
            .hint("remove the link; nothing was changed"));
    }
    fs::create_dir_all(&folder).map_err(unusable)?;
    let lock = File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)).map_err(unusable)?;
    let disk = Disk::new(root).map_err(unusable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Turn { disk, journal: Journal::new(root), _lock: lock }),
        Err(TryLockError::WouldBlock) => {
            Err(Diagnostic::error(Code::Locked, "another command is changing files of this site")
                .hint("wait until it has finished, then run this one again; nothing was changed"))
        }
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

/// Looks whether changes could be made now, and makes none.
///
/// # Errors
/// Something is in the way.
pub fn check(root: &Path, changes: &Changes) -> Result<(), Diagnostic> {
    let disk = Disk::new(root).map_err(|error| {
        Diagnostic::error(Code::Unreadable, format!("{} cannot be read: {}", root.display(), in_words(&error)))
    })?;
    check::changes(&disk, changes)
}

impl Turn {
    /// Completes what a command that was stopped has left. What somebody has edited since stays as it is.
    ///
    /// # Errors
    /// It cannot be completed now.
    pub fn complete_last(&self) -> Result<Option<Completed>, Diagnostic> {
        let Some(changes) = self.journal.read()? else { return Ok(None) };
        // A journal that came with somebody else's files may say anything.
        check::places(&self.disk, &changes).map_err(|problem| {
            problem.hint(format!("`{JOURNAL}` names it: look at your files (`git status`), then delete `{JOURNAL}`"))
        })?;
        let edited = make::make(&self.disk, &changes, Attempt::Again).map_err(|unmade| {
            unmade.told().hint(format!("`{}` was stopped half-way, and has to be completed first", changes.what))
        })?;
        self.end();
        Ok(Some(Completed { what: changes.what, renamed: changes.renamed, edited }))
    }

    /// Makes changes: all of them, or none. Gives the files that somebody has edited while it was at it: they stay as they
    /// were edited.
    ///
    /// # Errors
    /// Something is in the way, or cannot be written; all is as it was then.
    pub fn apply(&self, changes: &Changes) -> Result<Vec<String>, Diagnostic> {
        check::changes(&self.disk, changes)?;
        self.journal
            .write(changes)
            .map_err(|error| Unmade { error, path: JOURNAL.to_owned() }.told().hint("nothing was changed"))?;
        self.make(changes)
    }

    fn make(&self, changes: &Changes) -> Result<Vec<String>, Diagnostic> {
        let unmade = match make::make(&self.disk, changes, Attempt::First) {
            Ok(edited) => {
                self.end();
                return Ok(edited);
            }
            Err(unmade) => unmade,
        };
        let left = make::undo(&self.disk, changes);
        if left.is_empty() {
            self.end();
            return Err(unmade.told().hint("all files are as they were"));
        }
        Err(unmade.told().hint(format!("these could not be put back: {}", left.join(", "))))
    }

    fn end(&self) {
        // Without the journal, all is done; what is left of it harms nobody.
        self.journal.remove();
        make::clear(&self.disk);
    }
}
