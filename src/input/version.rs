//! Which version of a file was read: what tells, without reading it again, that nobody has written to it since.

use crate::trace::modified;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Which version of a file is there: whoever has seen the same version has seen the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Bytes.
    pub size: u64,
    /// When it was last written, in nanoseconds from 1970. It can be set to anything.
    pub modified: i64,
    /// When anything of it last changed, in nanoseconds from 1970; 0 where the system does not say.
    pub changed: i64,
    /// Its number on its disk; 0 where it has none.
    pub number: u64,
}

impl Version {
    /// That of a file of which the system says this; none where it does not say when it was written.
    pub fn of(metadata: &fs::Metadata) -> Option<Version> {
        #[cfg(unix)]
        let (changed, number) = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ctime().saturating_mul(NANOSECONDS).saturating_add(metadata.ctime_nsec()), metadata.ino())
        };
        #[cfg(not(unix))]
        let (changed, number) = (0, 0);
        Some(Version { size: metadata.len(), modified: modified(metadata)?, changed, number })
    }

    /// That of the file at a path; none where that cannot be known.
    pub fn of_file(path: &Path) -> Option<Version> {
        Version::of(&fs::metadata(path).ok()?)
    }

    /// Whether a file that is written from `now` on (nanoseconds from 1970) gets another version. A clock of files ticks, on some
    /// disks only every two seconds.
    pub fn is_settled(&self, now: i64) -> bool {
        const TICK: i64 = NANOSECONDS / 20;
        let last = self.modified.max(self.changed);
        let is_fine = self.modified % NANOSECONDS != 0;
        last < now.saturating_sub(if is_fine { TICK } else { 2 * NANOSECONDS + TICK })
    }
}

/// The time by the clock of the machine, in nanoseconds from 1970.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

/// Nanoseconds of a second.
const NANOSECONDS: i64 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_settled_when_the_clock_of_its_disk_has_ticked() {
        let version = |modified, changed| Version { size: 1, modified, changed, number: 1 };
        let at = 10 * NANOSECONDS;
        assert!(!version(at + 1, 1).is_settled(at + NANOSECONDS / 50));
        assert!(version(at + 1, 1).is_settled(at + NANOSECONDS / 10));
        assert!(!version(at + 1, at + NANOSECONDS).is_settled(at + NANOSECONDS / 10));
        // A disk that knows no parts of a second.
        assert!(!version(at, 1).is_settled(at + 2 * NANOSECONDS));
        assert!(version(at, 1).is_settled(at + 3 * NANOSECONDS));
    }
}
