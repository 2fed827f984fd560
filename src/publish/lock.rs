//! One build at a time for one output folder.

use crate::diagnostic::{Code, Diagnostic};
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A lock that ends with the process, however that ends.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, or says that another build has it.
    pub fn take(path: &Path, out: &Path) -> Result<Lock, Diagnostic> {
        let unusable = |error: io::Error| {
            Diagnostic::error(Code::Unwritable, format!("{} cannot be written: {error}", path.display()))
                .hint("give permission, or choose another folder with --out")
        };
        loop {
            let file = File::options().create(true).truncate(false).write(true).open(path).map_err(unusable)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(Diagnostic::error(Code::Locked, format!("another build is writing {}", out.display()))
                        .hint("wait until it has finished, or choose another folder with --out"));
                }
                Err(TryLockError::Error(error)) => return Err(unusable(error)),
            }
            // Whoever had the lock before may have removed the file after we opened it: then it locks nothing.
            if is_still_there(&file, path) {
                return Ok(Lock { path: path.to_owned(), _file: file });
            }
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held; see `is_still_there`.
        let _ = fs::remove_file(&self.path);
    }
}
