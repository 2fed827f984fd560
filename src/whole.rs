//! Whole: files that have their old bytes or their new ones, at every moment, and that are where they seem to be.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::reading::in_words;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A path in full, with all links followed as far as it is there; also a link to what is not there yet.
pub fn full(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // With a slash at its end, a link to nothing could not be read.
    let path = led_on(path.components().collect());
    let there = path.ancestors().find_map(|part| Some((part, fs::canonicalize(part).ok()?)));
    match there {
        // What is left of it may be nothing: a slash at the end would make a folder of a file.
        Some((part, full)) if part == path => full,
        Some((part, full)) => full.join(path.strip_prefix(part).unwrap_or(Path::new(""))),
        None => path,
    }
}

/// As many links in a row as systems follow.
const MOST_LINKS: usize = 40;

/// Where a path leads to that may be a link to nothing.
fn led_on(mut path: PathBuf) -> PathBuf {
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(to) => path = path.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => break,
        }
    }
    path
}

/// The problem that a file cannot be written.
pub fn unwritable(path: impl Into<String>, error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::Unwritable, format!("the file cannot be written: {}", in_words(error)))
        .at(Place::file(path))
}

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

/// Whether a file that is to be written is really below the site's root: nothing is written through a link that leads out.
///
/// # Errors
/// It is not, or a folder cannot be read.
pub fn stays_inside(root: &Path, target: &Path) -> io::Result<()> {
    // Folders that are not there yet will be made inside the one that is.
    let there = target.ancestors().skip(1).find(|folder| fs::symlink_metadata(folder).is_ok()).unwrap_or(root);
    if fs::canonicalize(there)?.starts_with(fs::canonicalize(root)?) {
        return Ok(());
    }
    Err(io::Error::other("its folder is a link that leads out of the site"))
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

/// What tells a file's bytes from others.
///
/// # Errors
/// They cannot be read.
pub fn fingerprint(bytes: impl io::Read) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(bytes)?;
    Ok(hasher.finalize().to_hex().to_string())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_full_is_the_same_before_and_after_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let before = full(&link.join("out/a.svg"));
        fs::create_dir(real.join("out")).unwrap();
        fs::write(real.join("out/a.svg"), "").unwrap();
        assert_eq!(full(&link.join("out/a.svg")), before);
        assert_eq!(before, fs::canonicalize(&real).unwrap().join("out/a.svg"));
        let dangling = folder.path().join("dangling");
        std::os::unix::fs::symlink("real/later", &dangling).unwrap();
        for written in [dangling.clone(), dangling.join("")] {
            assert_eq!(full(&written), fs::canonicalize(&real).unwrap().join("later"));
        }
    }
}
