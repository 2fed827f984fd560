//! Publish: the only module that writes the output folder.
//!
//! Pages are written into a folder beside the output; when all are there the two folders change places in one step of
//! the file system (`renameat2` with `RENAME_EXCHANGE` on Linux, its twin on macOS), and the old one is removed. A build
//! that is killed at any moment leaves the old site or the new one. A file that has not changed is not written again but
//! linked, so that it keeps its bytes, its modification time and its place on the disk.

mod copy;
mod folder;
mod lock;
mod purpose;
mod trust;

pub use purpose::{MARKER, Purpose};
pub use trust::{Kept, Look, Trust};

use crate::diagnostic::{Code, Diagnostic};
use crate::input::discover::{Opened, SourceFile};
use crate::path::OutputPath;
use crate::reading::in_words;
use crate::timings::{Work, begin};
use crate::trace::{self, Made};
use folder::{Owner, exchange, owner};
use lock::Lock;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many files a build touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// New or changed files.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that are no longer there.
    pub removed: usize,
}

/// A new state of the output folder in the making. Dropped before [`Staging::commit`], it leaves no trace.
pub struct Staging {
    out: PathBuf,
    stage: PathBuf,
    /// Whether there is an earlier state to compare with.
    earlier: bool,
    folders: Mutex<HashSet<PathBuf>>,
    /// Files that stand as the last build left them. They are linked when it is known that anything has changed.
    kept: Mutex<Vec<OutputPath>>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    committed: bool,
    _lock: Lock,
}

impl Staging {
    /// Takes the lock of an output folder and prepares a place beside it.
    ///
    /// # Errors
    /// Another build is at work; the folder holds files that Dateline did not write, or that it wrote for another purpose;
    /// the disk cannot be written.
    pub fn open(out: &Path, purpose: Purpose) -> Result<Staging, Diagnostic> {
        let out = std::path::absolute(out).map_err(|error| unwritable(out, &error))?;
        // A link is followed once, now: what changes places is the folder and not the link.
        let out = fs::canonicalize(&out).unwrap_or(out);
        let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
            return Err(Diagnostic::error(Code::BadUsage, "the root of the disk cannot be the output folder")
                .hint("choose a folder with --out"));
        };
        fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        let beside = |suffix: &str| parent.join(format!(".{}.dateline-{suffix}", name.to_string_lossy()));
        let lock = Lock::take(&beside("lock"), &out)?;
        let earlier = match owner(&out).map_err(|error| unwritable(&out, &error))? {
            Owner::Nobody => false,
            Owner::Dateline(other) if other != purpose => return Err(wrong_folder(&out, purpose)),
            Owner::Dateline(_) => true,
            Owner::Somebody(example) => {
                return Err(Diagnostic::error(
                    Code::ForeignOutput,
                    format!("{} holds files that Dateline did not write, `{example}` for one", out.display()),
                )
                .hint("choose another folder with --out, or empty this one: a build replaces the folder as a whole"));
            }
        };
        let stage = beside("new");
        // Left behind by a build that was killed.
        if stage.exists() {
            fs::remove_dir_all(&stage).map_err(|error| unwritable(&stage, &error))?;
        }
        fs::create_dir(&stage).map_err(|error| unwritable(&stage, &error))?;
        let staging = Staging {
            out,
            stage,
            earlier,
            folders: Mutex::default(),
            kept: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            committed: false,
            _lock: lock,
        };
        fs::write(staging.stage.join(MARKER), purpose.marker()).map_err(|error| unwritable(&staging.stage, &error))?;
        Ok(staging)
    }

    /// Adds a file.
    ///
    /// # Errors
    /// The disk is full or cannot be written.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Diagnostic> {
        let work = begin(Work::Step, "write");
        let target = self.stage.join(path.as_str());
        let failed = |error: io::Error| unwritable(&self.out.join(path.as_str()), &error);
        self.ensure_folder(&target).map_err(failed)?;
        let old = self.out.join(path.as_str());
        if self.earlier && is_same(&old, bytes) && fs::hard_link(&old, &target).is_ok() {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            fs::write(&target, bytes).map_err(failed)?;
            self.written.fetch_add(1, Ordering::Relaxed);
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
        let old = self.out.join(path.as_str());
        let is_same = |size: u64| fs::symlink_metadata(&old).is_ok_and(|m| m.is_file() && m.len() == size);
        if !self.earlier || !size.is_some_and(is_same) {
            return self.write(path, &bytes()?);
        }
        let target = self.stage.join(path.as_str());
        self.ensure_folder(&target).map_err(|error| unwritable(&old, &error))?;
        if fs::hard_link(&old, &target).is_err() {
            return self.write(path, &bytes()?);
        }
        self.unchanged.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Adds a file that is published as it is. It is never in memory as a whole. What is published already is linked as it
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
        let (old, target) = (self.out.join(path.as_str()), self.stage.join(path.as_str()));
        let failed = |error: io::Error| unwritable(&old, &error);
        self.ensure_folder(&target).map_err(failed)?;
        if self.earlier && copy::is_published(&mut file, &old) && fs::hard_link(&old, &target).is_ok() {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            copy::copy(&mut file, &target).map_err(failed)?;
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        work.done(|| source.size());
        Ok(())
    }

    /// Keeps a file that is published as `made` says. None where it is not, or cannot be read: then it has to be written.
    pub fn keep(&self, path: &OutputPath, made: &Made, trust: Trust, look: Look) -> Option<Kept> {
        let old = self.out.join(path.as_str());
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
        self.kept.lock().ok()?.push(path.clone());
        self.unchanged.fetch_add(1, Ordering::Relaxed);
        Some(Kept { bytes: bytes.filter(|_| look == Look::Inside) })
    }

    /// The file at a path once all is published.
    ///
    /// # Errors
    /// There is none.
    pub fn metadata(out: &Path, path: &OutputPath) -> io::Result<fs::Metadata> {
        fs::symlink_metadata(out.join(path.as_str()))
    }

    /// The folder in which the new state is made.
    pub fn folder(&self) -> &Path {
        &self.stage
    }

    /// Links the files that were kept into the new state.
    fn link_kept(&self, kept: &[OutputPath]) -> Result<(), Diagnostic> {
        kept.par_iter().try_for_each(|path| {
            let (old, target) = (self.out.join(path.as_str()), self.stage.join(path.as_str()));
            let link = || {
                self.ensure_folder(&target)?;
                // Not every file system has links.
                fs::hard_link(&old, &target).or_else(|_| fs::copy(&old, &target).map(drop))
            };
            link().map_err(|error| unwritable(&old, &error))
        })
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

    /// Puts the new state in the place of the old one.
    ///
    /// # Errors
    /// The folders cannot change places; the old state is then still there.
    pub fn commit(mut self) -> Result<Counts, Diagnostic> {
        let (written, unchanged) = (*self.written.get_mut(), *self.unchanged.get_mut());
        let kept = self.kept.get_mut().map(std::mem::take).unwrap_or_default();
        let mut removed = 0;
        if self.earlier {
            let common = folder::count_common(&self.out, &self.stage) + kept.len();
            removed = folder::count_files(&self.out).saturating_sub(1 + common);
            if written == 0 && removed == 0 {
                // Nothing has changed: not even the folder's own time.
                return Ok(Counts { written, unchanged, removed });
            }
        }
        self.link_kept(&kept)?;
        if self.out.exists() {
            exchange(&self.out, &self.stage).map_err(|error| unwritable(&self.out, &error))?;
        } else {
            fs::rename(&self.stage, &self.out).map_err(|error| unwritable(&self.out, &error))?;
        }
        self.committed = true;
        // The site is published; an old state that cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.stage);
        Ok(Counts { written, unchanged, removed })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.committed {
            let _ = fs::remove_dir_all(&self.stage);
        }
    }
}

fn is_same(old: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64)
        && fs::read(old).is_ok_and(|old| old == bytes)
}

/// A folder that holds what a build of the other purpose has written.
fn wrong_folder(out: &Path, purpose: Purpose) -> Diagnostic {
    let out = out.display();
    let (message, hint) = match purpose {
        Purpose::Proof => (
            format!(
                "{out} holds a published site, and what would be written is a proof with texts that are not public"
            ),
            "leave --out away, and the proof goes to the folder `proof`; or name another folder",
        ),
        Purpose::Site => (
            format!("{out} holds a proof, and what would be written is the site for readers"),
            "choose another folder with --out, or remove the proof first",
        ),
    };
    Diagnostic::error(Code::WrongFolder, message).hint(hint)
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let what = in_words(error);
    let way_out = match error.kind() {
        io::ErrorKind::InvalidFilename => "choose a folder with a shorter path with --out, or shorten the name",
        _ => "make room or give permission, or choose another folder with --out",
    };
    Diagnostic::error(Code::Unwritable, format!("{} cannot be written: {what}", path.display()))
        .hint(format!("the published site is as it was; {way_out}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(out: &Path, files: &[(&str, &str)]) -> Result<Counts, Diagnostic> {
        let staging = Staging::open(out, Purpose::Site)?;
        for (path, text) in files {
            staging.write(&OutputPath::new(path).unwrap(), text.as_bytes())?;
        }
        staging.commit()
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
        assert_eq!(counts, Counts { written: 1, unchanged: 1, removed: 1 });
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
            let staging = Staging::open(&out, Purpose::Site).unwrap();
            let asked = || bytes.map(|bytes| bytes.as_bytes().to_vec()).ok_or_else(|| panic!("is there"));
            staging.write_named(&path, Some(1), asked).unwrap();
            let counts = staging.commit().unwrap();
            assert_eq!((counts.written, counts.unchanged), expected);
        }
        let staging = Staging::open(&out, Purpose::Site).unwrap();
        staging.write_named(&path, Some(2), || Ok(b"AB".to_vec())).unwrap();
        assert_eq!(staging.commit().unwrap().written, 1);
        assert_eq!(fs::read_to_string(out.join("a.1f2e.webp")).unwrap(), "AB");
    }

    #[test]
    fn a_build_that_is_given_up_leaves_the_old_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        build(&out, &[("a.txt", "A")]).unwrap();
        let staging = Staging::open(&out, Purpose::Site).unwrap();
        staging.write(&OutputPath::new("a.txt").unwrap(), b"B").unwrap();
        drop(staging);
        assert_eq!(fs::read_to_string(out.join("a.txt")).unwrap(), "A");
    }

    #[test]
    fn two_builds_at_once_are_one_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let first = Staging::open(&out, Purpose::Site).unwrap();
        assert_eq!(Staging::open(&out, Purpose::Site).err().unwrap().code, Code::Locked);
        drop(first);
        assert!(Staging::open(&out, Purpose::Site).is_ok());
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
        Staging::open(&site, Purpose::Site).unwrap().commit().unwrap();
        Staging::open(&proof, Purpose::Proof).unwrap().commit().unwrap();
        assert_eq!(Staging::open(&site, Purpose::Proof).err().unwrap().code, Code::WrongFolder);
        assert_eq!(Staging::open(&proof, Purpose::Site).err().unwrap().code, Code::WrongFolder);
        assert!(Staging::open(&site, Purpose::Site).is_ok() && Staging::open(&proof, Purpose::Proof).is_ok());
    }
}
