//! The disk: where the files of a site are, and how they get there without anything being lost.

use crate::input::discover::as_site_path;
use crate::whole::{self, drafted};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The folder of a site on a disk.
pub(super) struct Disk {
    root: PathBuf,
    /// The same without links.
    real: PathBuf,
    /// Names of folders' files that the disk has in another form of Unicode than the one that we use, by ours.
    others: RefCell<HashMap<PathBuf, HashMap<String, OsString>>>,
    /// Where folders are: thousands of files may be in one.
    ways: RefCell<HashMap<PathBuf, Way>>,
}

/// Where a file really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In the site.
    Inside,
    /// A link leads out of the site, or to what is hidden in it: the hooks of Git, for example.
    Outside,
}

impl Disk {
    pub(super) fn new(root: &Path) -> io::Result<Disk> {
        Ok(Disk {
            root: root.to_owned(),
            real: fs::canonicalize(root)?,
            others: RefCell::default(),
            ways: RefCell::default(),
        })
    }

    /// Where a file is, or would be; some file systems keep a name in another form of Unicode than the one that we use.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        let plain = self.root.join(path);
        if path.is_ascii() || is_there(&plain) {
            return plain;
        }
        path.split('/').fold(self.root.clone(), |folder, name| {
            let plain = folder.join(name);
            if name.is_ascii() || is_there(&plain) {
                return plain;
            }
            self.in_other_form(&folder, name).unwrap_or(plain)
        })
    }

    /// Each folder is read once. What comes into it later has our form; what has gone from it is not there.
    fn in_other_form(&self, folder: &Path, name: &str) -> Option<PathBuf> {
        let mut others = self.others.borrow_mut();
        let names = others.entry(folder.to_owned()).or_insert_with(|| {
            let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
            names.map(|name| (as_site_path(Path::new(&name)), name)).filter(|(ours, name)| **ours != **name).collect()
        });
        names.get(name).map(|name| folder.join(name)).filter(|path| is_there(path))
    }

    /// Where a file is whose name is at a path. The file itself may be a link, and is one wherever it is moved.
    pub(super) fn way_to(&self, path: &str) -> Way {
        let target = self.place(path);
        let folder = target.parent().unwrap_or(&self.root);
        if let Some(way) = self.ways.borrow().get(folder) {
            return *way;
        }
        let way = self.way(folder, path);
        self.ways.borrow_mut().insert(folder.to_owned(), way);
        way
    }

    /// Where the bytes are that are read and written at a path.
    pub(super) fn way_of(&self, path: &str) -> Way {
        let target = self.place(path);
        if target.is_symlink() { self.way(&target, path) } else { self.way_to(path) }
    }

    /// A link has been moved: a folder's path may lead elsewhere now.
    pub(super) fn forget_ways(&self) {
        self.ways.borrow_mut().clear();
    }

    fn way(&self, target: &Path, path: &str) -> Way {
        let real = target.ancestors().find_map(|ancestor| fs::canonicalize(ancestor).ok());
        let below = real.as_deref().and_then(|real| real.strip_prefix(&self.real).ok());
        // Only what commands keep for themselves is in their hidden folder.
        let own = if path.starts_with(super::FOLDER) { super::FOLDER } else { "" };
        let is_hidden = |below: &Path| {
            let below = below.strip_prefix(own).unwrap_or(below);
            below.iter().any(|part| part.to_string_lossy().starts_with('.'))
        };
        if below.is_some_and(|below| !is_hidden(below)) { Way::Inside } else { Way::Outside }
    }

    /// Whether two paths are one file: `Treaty.md` and `treaty.md` are on many machines.
    pub(super) fn is_one_file(&self, a: &str, b: &str) -> bool {
        let real = |path: &str| fs::canonicalize(self.place(path)).ok();
        a == b || (a.to_lowercase() == b.to_lowercase() && real(a).is_some() && real(a) == real(b))
    }

    /// Whether a file that is there has its name in just these letters, capitals and all.
    pub(super) fn is_spelt_so(&self, path: &str) -> bool {
        let mut folder = self.root.clone();
        path.split('/').all(|name| {
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
            let found = entries.map(|entry| entry.file_name()).find(|own| as_site_path(Path::new(own)) == name);
            found.is_some_and(|own| {
                folder.push(own);
                true
            })
        })
    }

    /// Removes the folders above a file that nothing is in any more, but none of the site's own.
    pub(super) fn without_empty_folders(&self, path: &str) {
        let target = self.place(path);
        for folder in target.ancestors().skip(1).take(path.split('/').count().saturating_sub(2)) {
            // Only an empty folder can be removed so.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

/// Whether there is anything at a path, a link that leads nowhere included.
pub(super) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The fingerprint of a file.
pub(super) fn fingerprint_of(path: &Path) -> io::Result<String> {
    whole::fingerprint(File::open(path)?)
}

/// Moves a file to where nothing is: another program can make a file there at any moment, and that is kept.
pub(super) fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(()),
            // Some network file systems do not know the operation.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems have no second names.
        Err(_) if is_there(to) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// Writes a new file, whole or not at all, where nothing is.
pub(super) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    drafted(path, text.as_bytes(), |draft| move_new(draft, path))
}
