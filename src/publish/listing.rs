//! Listing: what is in a folder, with what tells one file from another.

use super::places::Places;
use rayon::prelude::*;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

/// What is in a folder, by paths below it with `/`. What a build keeps for itself is not in it.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Files and links, each with its number in the file system: two names with one number are one file.
    pub files: foldhash::HashMap<OsString, u64>,
    /// Folders, those without files too.
    pub folders: foldhash::HashSet<OsString>,
    /// Folders that may not be read.
    pub closed: Vec<OsString>,
}

impl Listing {
    /// Looks through a folder; one that is not there is empty.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(root: &Path) -> io::Result<Listing> {
        let mut listing = Listing::default();
        match walk(root, OsStr::new("")) {
            Ok(found) => found.into_iter().for_each(|found| listing.take(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(listing)
    }

    fn take(&mut self, found: Found) {
        match found {
            Found::File(path, number) => drop(self.files.insert(path, number)),
            Found::Folder(path) => drop(self.folders.insert(path)),
            Found::Closed(path) => self.closed.push(path),
        }
    }
}

enum Found {
    File(OsString, u64),
    Folder(OsString),
    Closed(OsString),
}

fn walk(root: &Path, folder: &OsStr) -> io::Result<Vec<Found>> {
    let (mut all, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name();
        if folder.is_empty() && Places::is_nobodys(&name) {
            continue;
        }
        let path = join(folder, &name);
        if entry.file_type()?.is_dir() {
            folders.push(path);
        } else {
            all.push(Found::File(path, number(&entry)));
        }
    }
    let inner: Vec<Vec<Found>> = folders
        .into_par_iter()
        .map(|folder| match walk(root, &folder) {
            Ok(mut found) => {
                found.push(Found::Folder(folder));
                Ok(found)
            }
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(vec![Found::Closed(folder)]),
            // It was there a moment ago.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        })
        .collect::<io::Result<_>>()?;
    all.extend(inner.into_iter().flatten());
    Ok(all)
}

fn join(folder: &OsStr, name: &OsStr) -> OsString {
    if folder.is_empty() {
        return name.to_owned();
    }
    let mut path = OsString::with_capacity(folder.len() + 1 + name.len());
    path.push(folder);
    path.push("/");
    path.push(name);
    path
}

#[cfg(unix)]
fn number(entry: &DirEntry) -> u64 {
    std::os::unix::fs::DirEntryExt::ino(entry)
}

#[cfg(not(unix))]
fn number(_: &DirEntry) -> u64 {
    0
}

/// Paths below a folder, with `/`.
pub(super) type Paths<'a> = foldhash::HashSet<&'a OsStr>;

/// The folders that some files are in, with all that these are in.
pub(super) fn folders_of<'a>(files: impl IntoIterator<Item = &'a OsStr>) -> Paths<'a> {
    let mut folders = Paths::default();
    for file in files {
        for folder in Path::new(file).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty()) {
            if !folders.insert(folder.as_os_str()) {
                break;
            }
        }
    }
    folders
}

/// Whether a file stands where one of some folders is to be, or in a folder where a new file is to be.
pub(super) fn is_in_the_way(path: &OsStr, folders: &Paths, is_new: impl Fn(&OsStr) -> bool) -> bool {
    folders.contains(path) || Path::new(path).ancestors().skip(1).any(|folder| is_new(folder.as_os_str()))
}

/// Removes those of some folders below `root` that are empty, the innermost first.
pub(super) fn remove_empty<'a>(root: &Path, folders: impl IntoIterator<Item = &'a OsStr>) {
    let mut folders: Vec<&OsStr> = folders.into_iter().collect();
    // The path of what is inside is the longer one.
    folders.sort_unstable_by_key(|folder| std::cmp::Reverse(folder.len()));
    for folder in folders {
        // One with somebody else's files in it stays.
        let _ = fs::remove_dir(root.join(folder));
    }
}
