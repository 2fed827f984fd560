//! Writing into `content/`: the one way in which the program changes a file of the site.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::content::Document;
use crate::input::discover;
use std::fs;
use std::io;
use std::path::Path;

/// Puts a new text in the place of a document's own: the file has one or the other at every moment.
///
/// # Errors
/// Where the file cannot be written, or is no longer what was read; it is as it was then.
pub fn rewrite(root: &Path, document: &Document, text: &str) -> Result<(), Diagnostic> {
    replace(&root.join(&document.path), &document.text, text)
        .or_else(|error| match (error.kind(), discover::locate(root, &document.path)) {
            // Some file systems keep a name in another form of Unicode than the one that we use.
            (io::ErrorKind::NotFound, Some(path)) => replace(&path, &document.text, text),
            _ => Err(error),
        })
        .map_err(|error| {
            Diagnostic::error(Code::Unwritable, format!("the file cannot be changed: {error}"))
                .at(Place::file(&document.path))
                .hint("it is as it was")
        })
}

fn replace(path: &Path, read: &str, text: &str) -> io::Result<()> {
    // A link stays a link: the file that it leads to is replaced.
    let path = fs::canonicalize(path)?;
    if fs::read(&path)? != read.as_bytes() {
        return Err(io::Error::other("somebody else has just changed it; run the command again"));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A name with a dot in front is no content, should it ever stay behind.
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let result = fs::write(&draft, text)
        .and_then(|()| fs::set_permissions(&draft, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&draft, &path));
    if result.is_err() {
        // What could not be written may not be there to be removed.
        let _ = fs::remove_file(&draft);
    }
    result
}
