//! Writing into `content/`: a file that is still what was read gets another text.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::content::Document;
use crate::input::discover;
use crate::reading::in_words;
use crate::whole;
use std::fs;
use std::io;
use std::path::Path;

/// Puts a new text in the place of a document's own: the file has one or the other at every moment.
///
/// # Errors
/// Where the file cannot be written, or is no longer what was read; it is as it was then.
pub fn rewrite(root: &Path, document: &Document, text: &str) -> Result<(), Diagnostic> {
    replace(&root.join(&document.path), &document.text(), text)
        .or_else(|error| match (error.kind(), discover::locate(root, &document.path)) {
            // Some file systems keep a name in another form of Unicode than the one that we use.
            (io::ErrorKind::NotFound, Some(path)) => replace(&path, &document.text(), text),
            _ => Err(error),
        })
        .map_err(|error| {
            Diagnostic::error(Code::Unwritable, format!("the file cannot be changed: {}", in_words(&error)))
                .at(Place::file(&document.path))
                .hint("it is as it was")
        })
}

fn replace(path: &Path, read: &str, text: &str) -> io::Result<()> {
    if fs::read(path)? != read.as_bytes() {
        return Err(io::Error::other("somebody else has just changed it; run the command again"));
    }
    whole::replace(path, text.as_bytes())
}
