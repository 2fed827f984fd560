//! Whole: files that have their old bytes or their new ones, at every moment.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file, and its folder where that is not there.
///
/// # Errors
/// Where it cannot be written. It is as it was then.
pub fn put(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    drafted(target, bytes, |draft| fs::rename(draft, target))
}

/// Puts bytes in the place of those of a file that is there. A link stays a link: the file that it leads to is replaced.
///
/// # Errors
/// Where it cannot be written. It is as it was then.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    drafted(&path, bytes, |draft| {
        fs::set_permissions(draft, fs::metadata(&path)?.permissions())?;
        fs::rename(draft, &path)
    })
}

/// Writes bytes to a draft beside `path` and hands it on: `then` brings it to where it belongs.
///
/// # Errors
/// The draft cannot be written, or what `then` says. The draft is gone then.
pub fn drafted(path: &Path, bytes: &[u8], then: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    // A name with a dot in front is no content, should it ever stay behind; of a machine that has stopped, one may be left.
    let draft = path.with_file_name(format!(".dateline-{}", std::process::id()));
    let _ = fs::remove_file(&draft);
    let write = || {
        let mut file = File::options().write(true).create_new(true).open(&draft)?;
        file.write_all(bytes)?;
        drop(file);
        then(&draft)
    };
    let result = write();
    if result.is_err() {
        // What could not be written may not be there to be removed.
        let _ = fs::remove_file(&draft);
    }
    result
}
