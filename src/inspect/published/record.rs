//! The record of the last published site, as it is found.

use super::memory::Memory;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::version::{Version, now};
use crate::plan::addresses::{Addresses, FILE};
use crate::reading::in_words;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The record that an earlier build has left in an output folder; none where there is none. One that is still what it was is not
/// read again.
///
/// # Errors
/// The file is no such record: a warning, for the next build writes it anew.
pub fn left_in(out: &Path, memory: Option<&Memory>) -> Result<Option<Arc<Addresses>>, Diagnostic> {
    let file = out.join(FILE);
    // Asked before it is read: what is written meanwhile is another version.
    let version = Version::of_file(&file).filter(|version| version.is_settled(now()));
    if let Some(record) = memory.zip(version).and_then(|(memory, version)| memory.record(version)) {
        return Ok(Some(record));
    }
    let Ok(bytes) = fs::read(&file) else { return Ok(None) };
    let record = Arc::new(parse(&file, &bytes).map_err(Diagnostic::as_warning)?);
    if let Some((memory, version)) = memory.zip(version) {
        memory.keep_record(version, &record);
    }
    Ok(Some(record))
}

/// The record that somebody has named: the file, or the folder that it is in.
///
/// # Errors
/// There is no such file, or it is no record.
pub fn read(path: &Path) -> Result<Addresses, Diagnostic> {
    let file = if path.is_dir() { path.join(FILE) } else { path.to_owned() };
    match fs::read(&file) {
        Ok(bytes) => parse(&file, &bytes),
        Err(error) => {
            Err(Diagnostic::error(Code::BadRecord, format!("{} cannot be read: {}", file.display(), in_words(&error)))
                .hint(format!("name the `{FILE}` of the published site, or the folder that it is in")))
        }
    }
}

fn parse(file: &Path, bytes: &[u8]) -> Result<Addresses, Diagnostic> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message =
            format!("{} is not a record of published addresses: line {line}, column {column}", file.display());
        Diagnostic::error(Code::BadRecord, message)
            .hint("fetch it again from the published site: what was published and is gone is known to it alone")
    })
}
