//! Identity: whether a folder is the one that it was.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// What tells a folder from another that stands in its place later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    /// The disk, and the number of the folder there. Numbers are used again: the time says whose it is.
    number: (u64, u64),
    created: Option<SystemTime>,
}

impl Identity {
    /// That of the folder at a path; none where there is none.
    pub fn of(path: &Path) -> Option<Identity> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_dir)?;
        #[cfg(unix)]
        let number = {
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        };
        #[cfg(not(unix))]
        let number = (0, 0);
        Some(Identity { number, created: metadata.created().ok() })
    }
}
