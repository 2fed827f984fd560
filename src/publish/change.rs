//! Change: what a new state has that the old one has not, and what becomes of files that are nobody's of the two.

use super::faults::{foreign_folder, in_the_way};
use super::listing::{Listing, Paths, folders_of, is_in_the_way};
use super::purpose::Record;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::pattern::PathPattern;
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// What is inside the work tree of a repository.
const REPOSITORY: &str = ".git";

/// The new state, held against the folder as it is now.
pub(super) struct Change {
    /// New and changed files, which are in the folder of the new ones.
    pub written: Vec<OutputPath>,
    /// Files that are as they were.
    pub unchanged: Vec<OutputPath>,
    /// Files that go.
    pub removed: Vec<OsString>,
    /// Files of others, which stay.
    pub foreign: Vec<OsString>,
    /// Those of them that nobody has said should stay.
    pub unnamed: Vec<OsString>,
    /// Folders without a file in them, which no build makes: they stay.
    pub bare: Vec<OsString>,
    /// All that is there now.
    pub there: Listing,
}

impl Change {
    /// Holds what was written and what is unchanged against what is there. `record` says what of it is ours, `keep` what
    /// somebody wants to stay.
    ///
    /// # Errors
    /// What is not ours is in the way.
    pub fn of(
        out: &Path,
        (written, unchanged): (Vec<OutputPath>, Vec<OutputPath>),
        there: Listing,
        record: &Record,
        keep: &[PathPattern],
    ) -> Result<Change, Diagnostic> {
        let new = || -> Paths { written.iter().chain(&unchanged).map(|path| OsStr::new(path.as_str())).collect() };
        let bare = || -> Vec<&OsString> {
            let filled = folders_of(there.files.keys().map(OsString::as_os_str));
            there.folders.keys().filter(|folder| !filled.contains(folder.as_os_str())).collect()
        };
        let (new, bare) = rayon::join(new, bare);
        let (mut removed, mut foreign, mut unnamed) = (Vec::new(), Vec::new(), Vec::new());
        let wanted = |path: &OsStr| path.to_str().is_some_and(|path| keep.iter().any(|pattern| pattern.fits(path)));
        for path in there.files.keys().filter(|path| !new.contains(path.as_os_str())) {
            // No build writes a name that is no text.
            let is_ours = path.to_str().is_some() && record.has(path);
            if is_ours && !(record.is_silent() && wanted(path)) {
                removed.push(path.clone());
            } else {
                foreign.push(path.clone());
                if !wanted(path) {
                    unnamed.push(path.clone());
                }
            }
        }
        unnamed.extend(there.closed.iter().filter(|folder| !wanted(folder)).cloned());
        let repository = Path::new(REPOSITORY);
        if there.folders.contains_key(repository.as_os_str()) || there.files.contains_key(repository.as_os_str()) {
            return Err(foreign_folder(out, REPOSITORY));
        }
        let is_new = |path: &OsStr| new.contains(path);
        let of_others = || foreign.iter().chain(&there.closed);
        if of_others().next().is_some() {
            let folders = folders_of(new.iter().copied());
            if let Some(file) = of_others().find(|path| is_in_the_way(path, &folders, is_new)) {
                return Err(in_the_way(out, &file.to_string_lossy()));
            }
        }
        let is_free = |folder: &&OsString| !Path::new(folder).ancestors().any(|folder| is_new(folder.as_os_str()));
        let bare = bare.into_iter().filter(is_free).cloned().collect();
        Ok(Change { written, unchanged, removed, foreign, unnamed, bare, there })
    }

    /// The files of the new state that a build has written, now or before.
    pub fn published(&self) -> impl Iterator<Item = &OsStr> {
        self.written.iter().chain(&self.unchanged).map(|path| OsStr::new(path.as_str()))
    }

    /// The files that stay as they are, whoever has written them.
    pub fn staying(&self) -> impl Iterator<Item = &OsStr> {
        let unchanged = self.unchanged.iter().map(|path| OsStr::new(path.as_str()));
        unchanged.chain(self.foreign.iter().map(OsString::as_os_str))
    }
}
