//! The journal: what a command is about to change, so that the next one can complete it.

use super::Changes;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::reading::in_words;
use crate::sources::JOURNAL;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The journal of a site.
pub(super) struct Journal {
    file: PathBuf,
}

impl Journal {
    pub(super) fn new(root: &Path) -> Journal {
        Journal { file: root.join(JOURNAL) }
    }

    /// What was begun and not ended. Only where there is no file, there is none: whatever else keeps it from being read, a
    /// new one may not take its place.
    pub(super) fn read(&self) -> Result<Option<Changes>, Diagnostic> {
        let wrong = |message: String| Diagnostic::error(Code::Unwritable, message).at(Place::file(JOURNAL));
        let text = match fs::read(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(wrong(format!("the journal of a change cannot be read: {}", in_words(&error)))
                    .hint("a command was stopped half-way: make the file readable, then run this one again"));
            }
        };
        // It is written beside and renamed: one that cannot be understood is none of ours.
        serde_json::from_slice(&text).map(Some).map_err(|_| {
            wrong("the journal of a change cannot be understood".to_owned())
                .hint("look at the state of your files (`git status`), then delete it")
        })
    }

    /// Writes it, whole or not at all.
    pub(super) fn write(&self, changes: &Changes) -> io::Result<()> {
        let draft = self.file.with_extension("json.new");
        // One may be left of a machine that has stopped; or it is a link, which came with somebody else's files.
        let _ = fs::remove_file(&draft);
        let write = || -> io::Result<()> {
            let mut file = File::options().write(true).create_new(true).open(&draft)?;
            file.write_all(&serde_json::to_vec(changes)?)?;
            file.sync_all()?;
            fs::rename(&draft, &self.file)
        };
        let result = write();
        if result.is_err() {
            // A full disk has no room for what nobody reads.
            let _ = fs::remove_file(&draft);
        }
        result
    }

    /// All is done, or all is as it was.
    pub(super) fn remove(&self) {
        // If it stays, the next command finds that nothing is left to do.
        let _ = fs::remove_file(&self.file);
    }
}
