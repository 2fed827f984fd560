//! Power: what was written is on the disk, and not only on its way there, before readers get it.

use rayon::prelude::*;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// What a power failure may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: all is on the disk before the new state is published, and the step itself soon after.
    Power,
    /// What the system has not written yet may be lost.
    System,
}

/// From so many files on the whole file system is asked for at once: one by one takes longer.
#[cfg(target_os = "linux")]
const MANY: usize = 256;

impl Durability {
    /// Waits until files and folders are on the disk, all of which are below `root`.
    ///
    /// # Errors
    /// The disk could not take them.
    pub(super) fn settle(self, root: &Path, all: &[PathBuf]) -> io::Result<()> {
        if self == Durability::System {
            return Ok(());
        }
        #[cfg(target_os = "linux")]
        if all.len() >= MANY {
            return Ok(rustix::fs::syncfs(File::open(root)?)?);
        }
        let _ = root;
        all.par_iter().try_for_each(|path| settle_one(path))
    }
}

#[cfg(unix)]
fn settle_one(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some network file systems cannot be asked for a folder.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        settled => settled,
    }
}

#[cfg(not(unix))]
fn settle_one(path: &Path) -> io::Result<()> {
    // Folders cannot be opened there, and files only by those who may write them.
    if path.is_dir() { Ok(()) } else { File::options().write(true).open(path)?.sync_all() }
}
