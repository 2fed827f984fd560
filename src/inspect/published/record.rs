//! The record of the last published site, as it is found.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::addresses::{Addresses, FILE};
use crate::reading::in_words;
use std::fs;
use std::path::Path;

/// The record that an earlier build has left in an output folder; none where there is none.
///
/// # Errors
/// The file is no such record: a warning, for the next build writes it anew.
pub fn left_in(out: &Path) -> Result<Option<Addresses>, Diagnostic> {
    let file = out.join(FILE);
    match fs::read(&file) {
        Ok(bytes) => parse(&file, &bytes).map(Some).map_err(Diagnostic::as_warning),
        Err(_) => Ok(None),
    }
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
