//! New files in `content/`: never in the place of one that is there.

use crate::diagnostic::Diagnostic;
use crate::whole;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new file of a site; false where there is a file of that name already.
///
/// # Errors
/// The file cannot be written, or its folder is a link that leads out of the site.
pub fn create(root: &Path, path: &str, text: &str) -> Result<bool, Diagnostic> {
    match write_new(root, path, text) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(whole::unwritable(path, &error)),
    }
}

fn write_new(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let target = root.join(path);
    let folder = target.parent().unwrap_or(root);
    whole::stays_inside(root, &target)?;
    fs::create_dir_all(folder)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&target)?;
    // Half a file would look like one that somebody has written.
    file.write_all(text.as_bytes()).inspect_err(|_| {
        let _ = fs::remove_file(&target);
    })
}
