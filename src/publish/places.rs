//! Places: where a build keeps what belongs to an output folder and is not published.

use super::MARKER;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What file systems put into a folder that is the root of one of them.
const OF_THE_FILE_SYSTEM: &str = "lost+found";

/// As many names are tried for what somebody else's left-overs stand in the way of.
const MOST_NAMES: usize = 10;

/// The places of an output folder.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The output folder, in full.
    pub out: PathBuf,
    /// The folder that it is in.
    pub parent: PathBuf,
    name: String,
}

impl Places {
    /// The places of an output folder; none where it is the root of the disk.
    pub fn of(out: &Path) -> Option<Places> {
        let out = crate::whole::full(out);
        let (parent, name) = (out.parent()?.to_owned(), out.file_name()?.to_string_lossy().into_owned());
        Some(Places { out, parent, name })
    }

    /// A place beside the output folder.
    pub fn beside(&self, what: &str) -> PathBuf {
        self.parent.join(format!(".{}.dateline-{what}", self.name))
    }

    /// A place in the output folder, which is not published: its name says so.
    pub fn inside(&self, what: &str) -> PathBuf {
        self.out.join(format!("{MARKER}-{what}"))
    }

    /// Removes from the output folder what builds have left that were killed, without what is locked. For the one who has the
    /// lock.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn tidy(&self) -> io::Result<()> {
        let entries = match fs::read_dir(&self.out) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default();
            let is_left = name.to_string_lossy().strip_prefix(MARKER).is_some_and(|rest| rest.starts_with('-'));
            if is_left && path != self.inside("lock") {
                // What is another user's is in nobody's way.
                let _ = clear(&path);
            }
        }
        Ok(())
    }

    /// Whether the output folder is there.
    pub fn is_there(&self) -> bool {
        fs::symlink_metadata(&self.out).is_ok()
    }

    /// Whether what has this name in the output folder is neither published nor somebody's.
    pub fn is_nobodys(name: &OsStr) -> bool {
        let name = name.to_string_lossy();
        name == OF_THE_FILE_SYSTEM || name == MARKER || name.strip_prefix(MARKER).is_some_and(|n| n.starts_with('-'))
    }
}

/// Removes what is at a place: a folder with all that is in it, a file, a link and not what it leads to.
///
/// # Errors
/// It cannot be removed.
pub(super) fn clear(place: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(place) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(place),
        Ok(_) => fs::remove_file(place),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes an empty folder at a place, or at the next that is free, where what somebody else has left there cannot be
/// removed.
///
/// # Errors
/// No folder can be made.
pub(super) fn make_folder(place: &Path) -> io::Result<PathBuf> {
    let others = (2..=MOST_NAMES).map(|n| PathBuf::from(format!("{}-{n}", place.display())));
    let mut free = std::iter::once(place.to_owned()).chain(others).filter(|place| clear(place).is_ok());
    let place = free.next().ok_or_else(|| {
        io::Error::other(format!("what is at {} cannot be removed; remove it by hand", place.display()))
    })?;
    fs::create_dir(&place)?;
    Ok(place)
}

/// The same, for what may never be published: nobody else can look into it.
///
/// # Errors
/// No folder can be made.
pub(super) fn make_private_folder(place: &Path) -> io::Result<PathBuf> {
    let place = make_folder(place)?;
    set_private(&place, None)?;
    Ok(place)
}

/// Lets nobody else look into a folder, or everybody again who could look into that at `as_in`.
pub(super) fn set_private(folder: &Path, as_in: Option<&Path>) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        let Some(other) = as_in else { return fs::set_permissions(folder, fs::Permissions::from_mode(0o700)) };
        let other = fs::metadata(other)?;
        // Where the group may not be given, as by somebody who is not in it, that of the builder stays.
        let _ = chown(folder, None, Some(other.gid()));
        let without_marks = fs::Permissions::from_mode(other.mode() & 0o777);
        // Services are often not allowed to let files in a folder have its group.
        fs::set_permissions(folder, other.permissions()).or_else(|_| fs::set_permissions(folder, without_marks))?;
    }
    let _ = (folder, as_in);
    Ok(())
}
