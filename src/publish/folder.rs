//! What an output folder is, and how two folders change places.

use super::{MARKER, Purpose};
use std::fs;
use std::io;
use std::path::Path;
use walkdir::WalkDir;

/// Whose files are in a folder.
pub(super) enum Owner {
    /// It is empty or does not exist.
    Nobody,
    /// An earlier build's, and what it wrote.
    Dateline(Purpose),
    /// Somebody else's; the name of one.
    Somebody(String),
}

pub(super) fn owner(folder: &Path) -> io::Result<Owner> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Owner::Nobody),
        Err(error) => return Err(error),
    };
    let mut example = None;
    let mut ours = false;
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        match name.as_str() {
            MARKER => ours = true,
            // A work tree of its own would be lost with the folder.
            ".git" => return Ok(Owner::Somebody(name)),
            _ => {
                example.get_or_insert(name);
            }
        }
    }
    Ok(match (ours, example) {
        (true, _) => Owner::Dateline(Purpose::of_marker(&fs::read_to_string(folder.join(MARKER))?)),
        (false, None) => Owner::Nobody,
        (false, Some(example)) => Owner::Somebody(example),
    })
}

/// Lets two folders change places in one step where the system can, else in two.
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Some network file systems do not know the operation.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = b.with_extension("dateline-old");
    fs::rename(a, &aside)?;
    if let Err(error) = fs::rename(b, a) {
        fs::rename(&aside, a)?;
        return Err(error);
    }
    fs::rename(&aside, b)
}

/// The number of files in a folder, at any depth.
pub(super) fn count_files(folder: &Path) -> usize {
    WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| !e.file_type().is_dir()).count()
}

/// The number of files, the marker apart, that two folders both have.
pub(super) fn count_common(old: &Path, new: &Path) -> usize {
    let files = WalkDir::new(old).into_iter().filter_map(Result::ok).filter(|e| !e.file_type().is_dir());
    let below = files.filter_map(|e| e.path().strip_prefix(old).map(Path::to_owned).ok());
    below.filter(|path| path.as_os_str() != MARKER && fs::symlink_metadata(new.join(path)).is_ok()).count()
}
