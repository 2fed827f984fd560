//! Listing: what is in a folder, with what tells one file from another.

use super::places::Places;
use crate::input::version::{Version, now};
use rayon::prelude::*;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

/// Folders by their paths, each with its version where that is known: what is in a folder that has the same version is the same.
pub(super) type Folders = foldhash::HashMap<OsString, Option<Version>>;

/// What is in a folder, by paths below it with `/`. What a build keeps for itself is not in it.
#[derive(Debug, Default, Clone)]
pub(super) struct Listing {
    /// Files and links, each with its number in the file system: two names with one number are one file.
    pub files: foldhash::HashMap<OsString, u64>,
    /// Folders, those without files too.
    pub folders: Folders,
    /// Folders that may not be read.
    pub closed: Vec<OsString>,
}

/// Whether the versions of folders are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Versions {
    /// For a listing that is looked through again.
    AreKept,
    AreLeft,
}

impl Listing {
    /// Looks through a folder; one that is not there is empty.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(root: &Path) -> io::Result<Listing> {
        Listing::walked(root, Versions::AreLeft)
    }

    /// The same of a folder that was looked through before: only folders of it that have changed since are read.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn again(root: &Path, earlier: Listing) -> io::Result<Listing> {
        match earlier.brought_up_to_date(root) {
            Some(listing) => Ok(listing),
            None => Listing::walked(root, Versions::AreKept),
        }
    }

    fn walked(root: &Path, versions: Versions) -> io::Result<Listing> {
        let mut listing = Listing::default();
        match walk(root, OsStr::new(""), versions) {
            Ok(found) => found.into_iter().for_each(|found| listing.take(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(listing)
    }

    fn take(&mut self, found: Found) {
        match found {
            Found::File(path, number) => drop(self.files.insert(path, number)),
            Found::Folder(path, version) => drop(self.folders.insert(path, version)),
            Found::Closed(path) => self.closed.push(path),
        }
    }

    /// None where it takes as long to look through all: most has changed, or a folder is not where it was.
    fn brought_up_to_date(mut self, root: &Path) -> Option<Listing> {
        if !self.closed.is_empty() {
            return None;
        }
        let is_same = |(path, version): &(&OsString, &Option<Version>)| {
            version.is_some() && **version == version_of(&root.join(path))
        };
        let changed = self.folders.par_iter().filter(|folder| !is_same(folder)).map(|(path, _)| path.clone());
        // What is put into the folder itself is what matters most: it is always read.
        let changed: foldhash::HashSet<OsString> = changed.chain([OsString::new()]).collect();
        if changed.len() * MOST_CHANGED > self.folders.len() {
            return None;
        }
        let is_inside_changed = |path: &OsString| changed.contains(folder_of(path));
        let expected = self.folders.keys().filter(|folder| is_inside_changed(folder)).count();
        let looks = changed.par_iter().map(|folder| Look::into(root, folder, &self.folders));
        let looks = looks.collect::<io::Result<Vec<Look>>>().ok()?;
        // One that has gone has left what was in it to no folder.
        if looks.iter().map(|look| look.known).sum::<usize>() != expected {
            return None;
        }
        self.files.retain(|path, _| !is_inside_changed(path));
        looks.into_iter().flat_map(|look| look.found).for_each(|found| self.take(found));
        Some(self)
    }
}

/// Where more than one folder of so many has changed, all are looked through.
const MOST_CHANGED: usize = 4;

/// What is in one folder that has changed.
struct Look {
    found: Vec<Found>,
    /// How many folders in it were known.
    known: usize,
}

impl Look {
    /// Those of the folders in it that are known are not looked into.
    fn into(root: &Path, folder: &OsStr, known: &Folders) -> io::Result<Look> {
        let mut look = Look { found: Vec::new(), known: 0 };
        if !folder.is_empty() {
            look.found.push(Found::Folder(folder.to_owned(), settled_version_of(&root.join(folder))));
        }
        let (files, folders) = entries(root, folder)?;
        look.found.extend(files);
        for folder in folders {
            if known.contains_key(&folder) {
                look.known += 1;
            } else {
                look.found.extend(walk_into(root, folder, Versions::AreKept)?);
            }
        }
        Ok(look)
    }
}

enum Found {
    File(OsString, u64),
    Folder(OsString, Option<Version>),
    Closed(OsString),
}

fn walk(root: &Path, folder: &OsStr, versions: Versions) -> io::Result<Vec<Found>> {
    let (mut all, folders) = entries(root, folder)?;
    let inner = folders.into_par_iter().map(|folder| walk_into(root, folder, versions));
    let inner: Vec<Vec<Found>> = inner.collect::<io::Result<_>>()?;
    all.extend(inner.into_iter().flatten());
    Ok(all)
}

/// The folder itself is part of it.
fn walk_into(root: &Path, folder: OsString, versions: Versions) -> io::Result<Vec<Found>> {
    // What comes while it is read gives it another version than that from before.
    let version = if versions == Versions::AreKept { settled_version_of(&root.join(&folder)) } else { None };
    match walk(root, &folder, versions) {
        Ok(mut found) => {
            found.push(Found::Folder(folder, version));
            Ok(found)
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(vec![Found::Closed(folder)]),
        // It was there a moment ago.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The files in a folder, and the folders.
fn entries(root: &Path, folder: &OsStr) -> io::Result<(Vec<Found>, Vec<OsString>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
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
            files.push(Found::File(path, number(&entry)));
        }
    }
    Ok((files, folders))
}

/// The folder that a file or a folder is in; the empty name where that is the one that was looked through.
fn folder_of(path: &OsStr) -> &OsStr {
    // A path takes itself apart from its beginning on: that is ten times as slow.
    match path.to_str() {
        Some(path) => OsStr::new(path.rsplit_once('/').map_or("", |(folder, _)| folder)),
        None => Path::new(path).parent().map_or(OsStr::new(""), Path::as_os_str),
    }
}

/// The version of a folder, not of one that a link leads to; none where there is none, or it tells nothing.
fn version_of(folder: &Path) -> Option<Version> {
    let metadata = fs::symlink_metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Version::of(&metadata).filter(|version| version.number != 0)
}

/// The same where whatever comes into the folder from now on gives it another.
fn settled_version_of(folder: &Path) -> Option<Version> {
    let now = now();
    version_of(folder).filter(|version| version.is_settled(now))
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
        let mut folder = folder_of(file);
        while !folder.is_empty() && folders.insert(folder) {
            folder = folder_of(folder);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    /// A folder whose folders were all changed long ago, as far as their times say.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..20 {
            fs::create_dir_all(folder.path().join(format!("en/a{n}/b"))).unwrap();
            fs::write(folder.path().join(format!("en/a{n}/b/index.html")), "a").unwrap();
        }
        std::thread::sleep(Duration::from_millis(120));
        folder
    }

    type Told = (Vec<OsString>, Vec<OsString>);

    fn told(listing: &Listing) -> Told {
        let mut told: Told = (listing.files.keys().cloned().collect(), listing.folders.keys().cloned().collect());
        told.0.sort();
        told.1.sort();
        told
    }

    /// After each change, what is looked through again is what is looked through for the first time.
    #[test]
    fn what_is_looked_through_again_is_as_it_is() {
        type Step = fn(&Path);
        let steps: [(&str, Step); 10] = [
            ("nothing", |_| {}),
            ("a file comes", |root| fs::write(root.join("en/a3/b/new.html"), "n").unwrap()),
            ("a file goes", |root| fs::remove_file(root.join("en/a3/b/index.html")).unwrap()),
            ("a file takes the place of another", |root| {
                fs::write(root.join("x"), "x").unwrap();
                fs::rename(root.join("x"), root.join("en/a4/b/index.html")).unwrap();
            }),
            ("folders come", |root| {
                fs::create_dir_all(root.join("en/a5/new/inner")).unwrap();
                fs::write(root.join("en/a5/new/inner/index.html"), "n").unwrap();
            }),
            ("a folder goes", |root| fs::remove_dir_all(root.join("en/a6")).unwrap()),
            ("a folder has another name", |root| fs::rename(root.join("en/a7"), root.join("en/z7")).unwrap()),
            ("a file stands where a folder was", |root| {
                fs::remove_dir_all(root.join("en/a8/b")).unwrap();
                fs::write(root.join("en/a8/b"), "f").unwrap();
            }),
            ("two folders change places", |root| {
                fs::rename(root.join("en/a9"), root.join("en/x")).unwrap();
                fs::rename(root.join("en/a10"), root.join("en/a9")).unwrap();
                fs::rename(root.join("en/x"), root.join("en/a10")).unwrap();
                fs::write(root.join("en/a10/b/of9.html"), "9").unwrap();
            }),
            #[cfg(unix)]
            ("a link leads to where a folder has gone", |root| {
                fs::rename(root.join("en/a11"), root.join("en/y11")).unwrap();
                std::os::unix::fs::symlink("y11", root.join("en/a11")).unwrap();
            }),
            #[cfg(not(unix))]
            ("nothing", |_| {}),
        ];
        let folder = folder();
        let root = folder.path();
        let mut listing = Listing::again(root, Listing::default()).unwrap();
        for (name, step) in steps {
            step(root);
            listing = Listing::again(root, listing).unwrap();
            let fresh = Listing::of(root).unwrap();
            assert_eq!(told(&listing), told(&fresh), "{name}");
            assert_eq!(listing.files, fresh.files, "{name}");
            // Twice: what has just come is looked at again.
            std::thread::sleep(Duration::from_millis(120));
            listing = Listing::again(root, listing).unwrap();
            assert_eq!(told(&listing), told(&fresh), "{name}, again");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_nothing_has_come_into_is_not_read_again() {
        let folder = folder();
        let root = folder.path();
        let mut listing = Listing::again(root, Listing::default()).unwrap();
        assert!(listing.folders.values().all(Option::is_some));
        // What is in a folder is believed, as long as its version is the same.
        listing.files.insert("en/a1/b/believed.html".into(), 1);
        let listing = Listing::again(root, listing).unwrap();
        assert!(listing.files.contains_key(OsStr::new("en/a1/b/believed.html")));
        fs::write(root.join("en/a1/b/new.html"), "n").unwrap();
        let listing = Listing::again(root, listing).unwrap();
        assert!(!listing.files.contains_key(OsStr::new("en/a1/b/believed.html")));
        assert!(listing.files.contains_key(OsStr::new("en/a1/b/new.html")));
    }

    #[cfg(unix)]
    #[test]
    fn a_time_that_was_set_back_hides_no_change() {
        let folder = folder();
        let root = folder.path();
        let listing = Listing::again(root, Listing::default()).unwrap();
        let inner = root.join("en/a2/b");
        let time: SystemTime = fs::metadata(&inner).unwrap().modified().unwrap();
        fs::write(inner.join("new.html"), "n").unwrap();
        fs::File::open(&inner).unwrap().set_modified(time).unwrap();
        let listing = Listing::again(root, listing).unwrap();
        assert!(listing.files.contains_key(OsStr::new("en/a2/b/new.html")));
    }
}
