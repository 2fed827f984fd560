//! Publish: the only module that writes the output folder.
//!
//! Pages that are new are written into a folder of their own; when all are there, the new state takes the place of the old one.
//! Where the file system can do it, two folders change places in one step ([`exchange`]): a build that is killed at any moment
//! leaves the old site or the new one. Elsewhere files are replaced one by one ([`by_file`]), with a journal by which the next
//! build completes what was begun. A file that has not changed is not written again: it keeps its bytes, its modification time
//! and its place on the disk.

mod ahead;
mod by_file;
mod change;
mod copy;
mod exchange;
mod faults;
mod known;
mod listing;
mod lock;
mod places;
mod power;
mod purpose;
mod rollback;
mod trust;
mod way;

pub use ahead::prepare;
pub use exchange::LastState;
pub use known::Known;
pub use power::Durability;
pub use purpose::{MARKER, Purpose};
pub use rollback::rollback;
pub use trust::{Kept, Look, Trust};
pub use way::Way;

use crate::diagnostic::{Code, Diagnostic};
use crate::input::discover::{Opened, SourceFile};
use crate::path::OutputPath;
use crate::pattern::PathPattern;
use crate::timings::{Work, begin};
use crate::trace::{self, Made};
use change::Change;
use exchange::Exchange;
use faults::{foreign_files, foreign_folder, unwritable};
use known::look_through;
use lock::Lock;
use places::{Places, clear};
use purpose::Record;
use serde::Serialize;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

/// How many files a build touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// New or changed files.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that are no longer there.
    pub removed: usize,
    /// How they came there.
    pub way: Way,
}

/// What somebody wants of a publication.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// How long another build is waited for.
    pub wait: Duration,
    /// What becomes of the state that was published before.
    pub last: LastState,
    /// What a power failure may do.
    pub durability: Durability,
    /// What the program has seen of the folders before.
    pub known: Option<&'a Known>,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms { wait: Duration::ZERO, last: LastState::IsRemoved, durability: Durability::Power, known: None }
    }
}

/// A new state of the output folder in the making. Dropped before [`Staging::commit`], it leaves no trace.
pub struct Staging<'a> {
    places: Places,
    /// The folder that gets the new files.
    new: PathBuf,
    way: Way,
    purpose: Purpose,
    terms: Terms<'a>,
    /// Whether there is an earlier state to compare with.
    earlier: bool,
    /// Which files are of that state.
    record: Record,
    folders: Mutex<HashSet<PathBuf>>,
    written: Mutex<Vec<OutputPath>>,
    /// Files that stay as they are.
    unchanged: Mutex<Vec<OutputPath>>,
    _lock: Lock,
}

impl<'a> Staging<'a> {
    /// Takes the lock of an output folder and prepares a place for the new files. What a build has begun that was killed is
    /// completed. Another build is waited for until `is_over`, and not longer than the terms say.
    ///
    /// # Errors
    /// Another build is at work; the folder holds files that Dateline did not write, or that it wrote for another purpose;
    /// the disk cannot be written.
    pub fn open(
        out: &Path,
        purpose: Purpose,
        terms: Terms<'a>,
        is_over: &dyn Fn() -> bool,
    ) -> Result<Staging<'a>, Diagnostic> {
        let Some(places) = Places::of(out) else {
            return Err(Diagnostic::error(Code::BadUsage, "the root of the disk cannot be the output folder")
                .hint("choose a folder with --out"));
        };
        fs::create_dir_all(&places.parent).map_err(|error| unwritable(&places.parent, &error))?;
        let lock = Lock::take(&places, terms.wait, is_over)?;
        by_file::complete(&places, terms.durability)?;
        let failed = |error: io::Error| unwritable(&places.out, &error);
        let (earlier, record) = match owner(&places.out).map_err(failed)? {
            Owner::Nobody => (false, Record::empty()),
            Owner::Dateline(other, _) if other != purpose => return Err(purpose.wrong_folder(&places.out)),
            Owner::Dateline(_, record) => (true, record),
            Owner::Somebody(example) => return Err(foreign_folder(&places.out, &example)),
        };
        places.tidy().map_err(failed)?;
        let (way, new) = way::find(&places).map_err(failed)?;
        Ok(Staging {
            places,
            new,
            way,
            purpose,
            terms,
            earlier,
            record,
            folders: Mutex::default(),
            written: Mutex::default(),
            unchanged: Mutex::default(),
            _lock: lock,
        })
    }

    /// Adds a file.
    ///
    /// # Errors
    /// The disk is full or cannot be written.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Diagnostic> {
        self.put(path, bytes, false)
    }

    /// Adds a file; `is_other` says that it is known not to be what is published at its path.
    ///
    /// # Errors
    /// Those of [`Staging::write`].
    pub fn put(&self, path: &OutputPath, bytes: &[u8], is_other: bool) -> Result<(), Diagnostic> {
        let work = begin(Work::Step, "write");
        let old = self.old(path);
        if self.earlier && !is_other && is_same(&old, bytes) {
            note(&self.unchanged, path);
        } else {
            let target = self.new.join(path.as_str());
            let written = self.ensure_folder(&target).and_then(|()| fs::write(&target, bytes));
            written.map_err(|error| unwritable(&old, &error))?;
            note(&self.written, path);
        }
        work.done(|| bytes.len() as u64);
        Ok(())
    }

    /// Adds a file whose name tells what is in it: a published one of that name and size is the same, and is not read. Only
    /// where there is none, `bytes` are asked for.
    ///
    /// # Errors
    /// Those of `bytes`; the disk is full or cannot be written.
    pub fn write_named(
        &self,
        path: &OutputPath,
        size: Option<u64>,
        bytes: impl FnOnce() -> Result<Vec<u8>, Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let old = self.old(path);
        let is_same = |size: u64| fs::symlink_metadata(&old).is_ok_and(|m| m.is_file() && m.len() == size);
        if !self.earlier || !size.is_some_and(is_same) {
            return self.write(path, &bytes()?);
        }
        note(&self.unchanged, path);
        Ok(())
    }

    /// Adds a file that is published as it is. It is never in memory as a whole. What is published already stays as it
    /// stands; see [`copy`] for how that is known.
    ///
    /// # Errors
    /// The file cannot be read; the disk is full or cannot be written.
    pub fn copy(&self, path: &OutputPath, source: &SourceFile) -> Result<(), Diagnostic> {
        let mut file = match source.open_inside()? {
            Opened::Disk(file) => file,
            Opened::Embedded(bytes) => return self.write(path, bytes.get_ref()),
        };
        let work = begin(Work::Step, "copy");
        let old = self.old(path);
        if self.earlier && copy::is_published(&mut file, &old) {
            note(&self.unchanged, path);
        } else {
            let target = self.new.join(path.as_str());
            let copied = self.ensure_folder(&target).and_then(|()| copy::copy(&mut file, &target));
            copied.map_err(|error| unwritable(&old, &error))?;
            note(&self.written, path);
        }
        work.done(|| source.size());
        Ok(())
    }

    /// Keeps a file that is published as `made` says. None where it is not, or cannot be read: then it has to be written.
    pub fn keep(&self, path: &OutputPath, made: &Made, trust: Trust, look: Look) -> Option<Kept> {
        let old = self.old(path);
        let is_left = || fs::symlink_metadata(&old).is_ok_and(|metadata| made.is_left(&metadata));
        if !self.earlier || trust == Trust::Nothing || trust == Trust::SizeAndTime && !is_left() {
            return None;
        }
        let is_read = trust == Trust::Content || look == Look::Inside;
        let bytes = if is_read { Some(fs::read(&old).ok()?) } else { None };
        let is_same = |bytes: &Vec<u8>| trace::hash(&bytes[..]) == made.content;
        if trust == Trust::Content && !bytes.as_ref().is_some_and(is_same) {
            return None;
        }
        note(&self.unchanged, path);
        Some(Kept { bytes: bytes.filter(|_| look == Look::Inside) })
    }

    /// The file at a path once all is published.
    ///
    /// # Errors
    /// There is none.
    pub fn metadata(out: &Path, path: &OutputPath) -> io::Result<fs::Metadata> {
        fs::symlink_metadata(out.join(path.as_str()))
    }

    /// The folder that gets the new files.
    pub fn folder(&self) -> &Path {
        &self.new
    }

    /// Where a file is published.
    fn old(&self, path: &OutputPath) -> PathBuf {
        self.places.out.join(path.as_str())
    }

    fn ensure_folder(&self, target: &Path) -> io::Result<()> {
        let Some(folder) = target.parent() else { return Ok(()) };
        let known = |folders: &Mutex<HashSet<PathBuf>>| folders.lock().is_ok_and(|folders| folders.contains(folder));
        if !known(&self.folders) {
            fs::create_dir_all(folder)?;
            if let Ok(mut folders) = self.folders.lock() {
                folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    /// Puts the new state in the place of the old one. Files of others stay; those that no pattern of `keep` names are told.
    ///
    /// # Errors
    /// It cannot be written: the old state is still there, or, where files are replaced one by one, the next build goes on.
    pub fn commit(self, keep: &[PathPattern]) -> Result<(Counts, Option<Diagnostic>), Diagnostic> {
        let Staging { places, new, way, terms, .. } = &self;
        let known = terms.known;
        let there = look_through(&places.out, known.map(|known| &known.out));
        let there = there.map_err(|error| unwritable(&places.out, &error))?;
        let files = (taken(&self.written), taken(&self.unchanged));
        let change = Change::of(&places.out, files, there, &self.record, keep)?;
        let (written, unchanged) = (change.written.len(), change.unchanged.len());
        let counts = Counts { written, unchanged, removed: change.removed.len(), way: *way };
        let told = foreign_files(&places.out, &change.unnamed);
        if self.earlier && counts.written == 0 && counts.removed == 0 {
            // Nothing has changed: not even the folder's own time.
            known.inspect(|known| known.out.keep(change.there));
            return Ok((counts, told));
        }
        let marker = self.purpose.marker(change.published());
        match way {
            Way::InOneStep => Exchange { places, new, change: &change, marker, terms: *terms }.publish()?,
            Way::FileByFile(_) => {
                by_file::publish(places, new, &change, &marker, terms.durability)?;
                known.inspect(|known| known.out.keep(change.there));
            }
        }
        Ok((counts, told))
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // What a journal speaks of is needed by whoever goes on.
        if !self.places.inside("journal").exists() {
            let _ = clear(&self.new);
        }
    }
}

fn note(paths: &Mutex<Vec<OutputPath>>, path: &OutputPath) {
    if let Ok(mut paths) = paths.lock() {
        paths.push(path.clone());
    }
}

fn taken(paths: &Mutex<Vec<OutputPath>>) -> Vec<OutputPath> {
    let mut paths = paths.lock().map(|mut paths| std::mem::take(&mut *paths)).unwrap_or_default();
    paths.sort_unstable();
    paths.dedup();
    paths
}

fn is_same(old: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64)
        && fs::read(old).is_ok_and(|old| old == bytes)
}

/// Whose files are in a folder.
enum Owner {
    /// It is empty or does not exist.
    Nobody,
    /// An earlier build's, and what it wrote.
    Dateline(Purpose, Record),
    /// Somebody else's; the name of one.
    Somebody(String),
}

fn owner(folder: &Path) -> io::Result<Owner> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Owner::Nobody),
        Err(error) => return Err(error),
    };
    let mut example = None;
    let mut ours = false;
    for entry in entries {
        let name = entry?.file_name();
        match name.to_string_lossy().as_ref() {
            MARKER => ours = true,
            // A work tree of its own would be lost with the folder.
            ".git" => return Ok(Owner::Somebody(".git".to_owned())),
            _ if Places::is_nobodys(&name) => {}
            other => {
                example.get_or_insert(other.to_owned());
            }
        }
    }
    Ok(match (ours, example) {
        (true, _) => {
            let marker = fs::read_to_string(folder.join(MARKER))?;
            Owner::Dateline(Purpose::of_marker(&marker), Record::of_marker(&marker))
        }
        (false, None) => Owner::Nobody,
        (false, Some(example)) => Owner::Somebody(example),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(out: &Path, purpose: Purpose) -> Result<Staging<'static>, Diagnostic> {
        Staging::open(out, purpose, Terms::default(), &|| false)
    }

    fn build(out: &Path, files: &[(&str, &str)]) -> Result<Counts, Diagnostic> {
        let staging = open(out, Purpose::Site)?;
        for (path, text) in files {
            staging.write(&OutputPath::new(path).unwrap(), text.as_bytes())?;
        }
        Ok(staging.commit(&[])?.0)
    }

    #[test]
    fn only_what_changed_is_touched_and_what_is_gone_disappears() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        build(&out, &[("a/index.html", "A"), ("b.txt", "B"), ("c.txt", "C")]).unwrap();
        let time = |path: &str| fs::metadata(out.join(path)).unwrap().modified().unwrap();
        let before = time("a/index.html");
        std::thread::sleep(std::time::Duration::from_millis(20));
        let counts = build(&out, &[("a/index.html", "A"), ("b.txt", "B2")]).unwrap();
        assert_eq!(counts, Counts { written: 1, unchanged: 1, removed: 1, way: Way::InOneStep });
        assert_eq!(time("a/index.html"), before);
        assert_eq!(fs::read_to_string(out.join("b.txt")).unwrap(), "B2");
        assert!(!out.join("c.txt").exists());
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["public"], "nothing is left beside the output");
    }

    #[test]
    fn a_file_that_is_named_for_what_is_in_it_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let path = OutputPath::new("a.1f2e.webp").unwrap();
        for (bytes, expected) in [(Some("A"), (1, 0)), (None, (0, 1))] {
            let staging = open(&out, Purpose::Site).unwrap();
            let asked = || bytes.map(|bytes| bytes.as_bytes().to_vec()).ok_or_else(|| panic!("is there"));
            staging.write_named(&path, Some(1), asked).unwrap();
            let counts = staging.commit(&[]).unwrap().0;
            assert_eq!((counts.written, counts.unchanged), expected);
        }
        let staging = open(&out, Purpose::Site).unwrap();
        staging.write_named(&path, Some(2), || Ok(b"AB".to_vec())).unwrap();
        assert_eq!(staging.commit(&[]).unwrap().0.written, 1);
        assert_eq!(fs::read_to_string(out.join("a.1f2e.webp")).unwrap(), "AB");
    }

    #[test]
    fn a_build_that_is_given_up_leaves_the_old_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        build(&out, &[("a.txt", "A")]).unwrap();
        let staging = open(&out, Purpose::Site).unwrap();
        staging.write(&OutputPath::new("a.txt").unwrap(), b"B").unwrap();
        drop(staging);
        assert_eq!(fs::read_to_string(out.join("a.txt")).unwrap(), "A");
    }

    #[test]
    fn what_comes_during_a_build_and_is_not_ours_stays() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        build(&out, &[("a.txt", "A")]).unwrap();
        let staging = open(&out, Purpose::Site).unwrap();
        staging.write(&OutputPath::new("a.txt").unwrap(), b"B").unwrap();
        fs::create_dir_all(out.join("uploads/empty")).unwrap();
        fs::write(out.join("uploads/b.txt"), "b").unwrap();
        let (_, told) = staging.commit(&[]).unwrap();
        assert!(told.unwrap().message.contains("`uploads/b.txt`"));
        assert!(out.join("uploads/empty").is_dir() && out.join("uploads/b.txt").is_file());
        let staging = open(&out, Purpose::Site).unwrap();
        staging.write(&OutputPath::new("a.txt").unwrap(), b"C").unwrap();
        fs::create_dir(out.join(".git")).unwrap();
        assert_eq!(staging.commit(&[]).err().unwrap().code, Code::ForeignOutput);
        assert_eq!(fs::read_to_string(out.join("a.txt")).unwrap(), "B");
        assert!(out.join(".git").is_dir());
    }

    #[test]
    fn two_builds_at_once_are_one_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let first = open(&out, Purpose::Site).unwrap();
        assert_eq!(open(&out, Purpose::Site).err().unwrap().code, Code::Locked);
        drop(first);
        assert!(open(&out, Purpose::Site).is_ok());
    }

    #[test]
    fn somebody_elses_files_are_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("thesis");
        fs::create_dir(&out).unwrap();
        assert!(build(&out, &[("a.txt", "A")]).is_ok(), "an empty folder is nobody's");
        let out = folder.path().join("photos");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("holiday.jpg"), "x").unwrap();
        assert_eq!(build(&out, &[("a.txt", "A")]).unwrap_err().code, Code::ForeignOutput);
        assert!(out.join("holiday.jpg").exists());
    }

    #[test]
    fn a_proof_and_a_site_never_take_each_others_place() {
        let folder = tempfile::tempdir().unwrap();
        let (site, proof) = (folder.path().join("public"), folder.path().join("proof"));
        open(&site, Purpose::Site).unwrap().commit(&[]).unwrap();
        open(&proof, Purpose::Proof).unwrap().commit(&[]).unwrap();
        assert_eq!(open(&site, Purpose::Proof).err().unwrap().code, Code::WrongFolder);
        assert_eq!(open(&proof, Purpose::Site).err().unwrap().code, Code::WrongFolder);
        assert!(open(&site, Purpose::Site).is_ok() && open(&proof, Purpose::Proof).is_ok());
    }
}
