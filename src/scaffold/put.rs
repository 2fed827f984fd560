//! Writing a file as a whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file, and its folder where that is not there: at every moment the file is as it was or as it shall be.
///
/// # Errors
/// Where it cannot be written. It is as it was then.
pub fn put(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    // A name with a dot in front is no content, should it ever stay behind.
    let draft = target.with_file_name(format!(".{name}.{}", std::process::id()));
    let result =
        fs::File::create(&draft).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&draft, target));
    if result.is_err() {
        // What could not be written may not be there to be removed.
        let _ = fs::remove_file(&draft);
    }
    result
}
