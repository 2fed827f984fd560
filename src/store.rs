//! Store: what is kept between builds, checksummed, by name. It knows bytes alone.
//!
//! Each entry is a file of its own, so that a cache of CI can be restored in any way, and a list of them, which holds their
//! sizes, checksums and the day on which they were last of use. All of it can be deleted at any time.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};

/// The list of the entries: a line each of name, size, checksum and day.
const LIST: &str = "list";

/// An entry that no build has used for so many days is removed.
pub const DAYS_KEPT: i64 = 30;

/// Tells programs for backups that the folder can be made again (the Cache Directory Tagging Specification).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by Dateline. It can be deleted at any time.\n",
);

/// Entries that are kept below one folder.
pub struct Store {
    folder: PathBuf,
    today: i64,
    entries: RwLock<HashMap<String, Entry>>,
    has_changed: AtomicBool,
    /// Numbers the files that are not complete yet.
    parts: AtomicUsize,
    /// Why something could not be kept: the first time.
    fault: Mutex<Option<io::Error>>,
}

struct Entry {
    size: u64,
    sum: u64,
    /// The day on which it was last of use, counted from 1970.
    used: AtomicI64,
}

impl Store {
    /// The entries of a folder, which need not be there yet. `today` is counted in days from 1970. A list that cannot be
    /// read is an empty one.
    pub fn open(folder: &Path, today: i64) -> Store {
        let list = fs::read_to_string(folder.join(LIST)).unwrap_or_default();
        Store {
            folder: folder.to_owned(),
            today,
            entries: RwLock::new(list.lines().filter_map(entry).collect()),
            has_changed: AtomicBool::new(false),
            parts: AtomicUsize::new(0),
            fault: Mutex::new(None),
        }
    }

    /// The size of an entry in bytes, which counts as used from now on; none where there is no such entry. Its file is not
    /// looked at.
    pub fn size(&self, name: &str) -> Option<u64> {
        let entries = self.entries.read().ok()?;
        let entry = entries.get(name)?;
        if entry.used.swap(self.today, Ordering::Relaxed) != self.today {
            self.has_changed.store(true, Ordering::Relaxed);
        }
        Some(entry.size)
    }

    /// An entry; none where there is none, or it is no longer what was kept.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let size = self.size(name)?;
        let bytes = fs::read(self.file(name)).ok().filter(|bytes| bytes.len() as u64 == size);
        let sum = self.entries.read().ok()?.get(name)?.sum;
        match bytes.filter(|bytes| checksum(bytes) == sum) {
            Some(bytes) => Some(bytes),
            None => {
                self.entries.write().ok()?.remove(name);
                self.has_changed.store(true, Ordering::Relaxed);
                None
            }
        }
    }

    /// Keeps an entry. Where that cannot be done, [`Store::close`] says so: the work goes on without.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        match self.write(name, bytes) {
            Ok(()) => {
                let entry = Entry { size: bytes.len() as u64, sum: checksum(bytes), used: AtomicI64::new(self.today) };
                if let Ok(mut entries) = self.entries.write() {
                    entries.insert(name.to_owned(), entry);
                }
                self.has_changed.store(true, Ordering::Relaxed);
            }
            Err(error) => self.note(error),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.file(name);
        let folder = file.parent().unwrap_or(&self.folder);
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            label(&self.folder)?;
        }
        // Whoever reads it sees all of it or nothing; of two who write it, both write the same.
        let part =
            self.folder.join(format!("part-{}-{}", std::process::id(), self.parts.fetch_add(1, Ordering::Relaxed)));
        let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, &file));
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        written
    }

    fn note(&self, error: io::Error) {
        if let Ok(mut fault) = self.fault.lock() {
            fault.get_or_insert(error);
        }
    }

    /// Writes the list, and removes what was of no use for a while.
    ///
    /// # Errors
    /// Why something could not be kept, by now or at any time before. What was read from the store is right all the same.
    pub fn close(&self) -> io::Result<()> {
        if self.has_changed.swap(false, Ordering::Relaxed) {
            let (list, old) = self.list();
            for name in old {
                // One that is gone already, or cannot be removed, is in nobody's way.
                let _ = fs::remove_file(self.file(&name));
            }
            if let Err(error) = self.write(LIST, list.as_bytes()) {
                self.note(error);
            }
            self.sweep();
        }
        match self.fault.lock().ok().and_then(|mut fault| fault.take()) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// The list as it is written, and the names of what is removed.
    fn list(&self) -> (String, Vec<String>) {
        let Ok(mut entries) = self.entries.write() else { return Default::default() };
        let mut old = Vec::new();
        entries.retain(|name, entry| {
            let is_kept = self.today - entry.used.load(Ordering::Relaxed) <= DAYS_KEPT;
            if !is_kept {
                old.push(name.clone());
            }
            is_kept
        });
        let mut names: Vec<&String> = entries.keys().collect();
        names.sort_unstable();
        let line = |name: &String| {
            let entry = &entries[name];
            format!("{name} {} {:016x} {}\n", entry.size, entry.sum, entry.used.load(Ordering::Relaxed))
        };
        (names.into_iter().map(line).collect(), old)
    }

    /// Removes the files of runs that were killed, and those that another run has kept and this one does not know, once
    /// they are old.
    fn sweep(&self) {
        let Ok(files) = fs::read_dir(&self.folder) else { return };
        let is_old = |file: &fs::DirEntry| {
            let modified = file.metadata().and_then(|metadata| metadata.modified()).ok();
            modified.and_then(|time| time.elapsed().ok()).is_some_and(|age| age.as_secs() > 24 * 60 * 60)
        };
        for file in files.filter_map(Result::ok) {
            if file.file_name().to_string_lossy().starts_with("part-") && is_old(&file) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Says to others what a folder of things that are kept is: to git that it is nothing for it, to backups that it can be made
/// again.
///
/// # Errors
/// It cannot be written.
pub fn label(folder: &Path) -> io::Result<()> {
    for (name, text) in [TAG, (".gitignore", "*\n")] {
        let file = folder.join(name);
        if !file.exists() {
            fs::write(file, text)?;
        }
    }
    Ok(())
}

fn entry(line: &str) -> Option<(String, Entry)> {
    let mut parts = line.rsplitn(4, ' ');
    let used = AtomicI64::new(parts.next()?.parse().ok()?);
    let sum = u64::from_str_radix(parts.next()?, 16).ok()?;
    let size = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    // The list may be anybody's: no name leads out of the folder.
    let is_inside = name.split('/').all(|part| !part.is_empty() && !part.starts_with('.')) && !name.contains('\\');
    is_inside.then(|| (name.to_owned(), Entry { size, sum, used }))
}

fn checksum(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    let [a, b, c, d, e, f, g, h, ..] = *hash.as_bytes();
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_there_in_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), 100);
        store.put("ab/one.bin", b"one");
        assert_eq!(store.get("ab/one.bin").as_deref(), Some(&b"one"[..]));
        store.close().unwrap();
        let store = Store::open(folder.path(), 101);
        assert_eq!(store.size("ab/one.bin"), Some(3));
        assert_eq!(store.get("ab/one.bin").as_deref(), Some(&b"one"[..]));
        assert_eq!(store.get("ab/two.bin"), None);
    }

    #[test]
    fn what_was_damaged_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), 100);
        store.put("one.bin", b"one");
        store.put("two.bin", b"two");
        fs::write(folder.path().join("one.bin"), b"eno").unwrap();
        fs::remove_file(folder.path().join("two.bin")).unwrap();
        assert_eq!((store.get("one.bin"), store.get("two.bin")), (None, None));
        store.close().unwrap();
        fs::write(folder.path().join(LIST), b"\xff\x00nonsense").unwrap();
        assert_eq!(Store::open(folder.path(), 100).size("one.bin"), None);
        fs::write(folder.path().join(LIST), "../x 1 1 1\n/etc/passwd 1 1 1\na/../../b 1 1 1\nok 1 1 1\n").unwrap();
        assert_eq!(Store::open(folder.path(), 100).entries.into_inner().unwrap().len(), 1);
    }

    #[test]
    fn what_no_build_used_for_a_month_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), 100);
        store.put("used.bin", b"1");
        store.put("unused.bin", b"2");
        store.close().unwrap();
        for today in [120, 140] {
            let store = Store::open(folder.path(), today);
            store.size("used.bin").unwrap();
            store.close().unwrap();
        }
        assert!(folder.path().join("used.bin").exists() && !folder.path().join("unused.bin").exists());
        assert_eq!(Store::open(folder.path(), 140).size("unused.bin"), None);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "no folder").unwrap();
        let store = Store::open(&file, 100);
        store.put("one.bin", b"one");
        assert!(store.close().is_err());
        assert!(store.close().is_ok());
    }
}
