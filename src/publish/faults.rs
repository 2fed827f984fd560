//! What stands in the way of publishing, in words.

use crate::diagnostic::{Code, Diagnostic};
use crate::language::text::and_others;
use crate::reading::in_words;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Names of files that are told at once.
const MOST: usize = 5;

/// Whether somebody may not write, whatever the reason.
pub(super) fn is_denied(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Nothing has been published yet, and cannot be.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let way_out = match error.kind() {
        io::ErrorKind::InvalidFilename => "choose a folder with a shorter path with --out, or shorten the name",
        _ => "make room or give permission, or choose another folder with --out",
    };
    Diagnostic::error(Code::Unwritable, format!("{} cannot be written: {}", path.display(), in_words(error)))
        .hint(format!("the published site is as it was; {way_out}"))
}

/// Some files have been replaced one by one, and others cannot be.
pub(super) fn half_published(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("{} cannot be replaced: {}", path.display(), in_words(error));
    Diagnostic::error(Code::HalfPublished, message)
        .hint("some files are of the new site and some of the old one: make room or give permission, and build again")
        .hint("the next build completes what this one has begun, also if its own pages are not published")
}

/// A folder holds files that no build has written.
pub(super) fn foreign_folder(out: &Path, example: &str) -> Diagnostic {
    let message = format!("{} holds files that Dateline did not write, `{example}` for one", out.display());
    Diagnostic::error(Code::ForeignOutput, message)
        .hint("choose another folder with --out, or empty this one: a build replaces the folder as a whole")
}

/// Somebody's file has the place of a folder that the site needs, or the other way round.
pub(super) fn in_the_way(out: &Path, file: &str) -> Diagnostic {
    let message = format!("{} holds `{file}`, which Dateline did not write and which is in the way", out.display());
    Diagnostic::error(Code::ForeignOutput, message).hint("move it away, or give the page another address")
}

/// Files that others have put into the output folder: they stay, and somebody should know.
pub(super) fn foreign_files(out: &Path, files: &[OsString]) -> Option<Diagnostic> {
    let mut names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    if names.is_empty() {
        return None;
    }
    let shown = &names[..names.len().min(MOST)];
    let named: Vec<String> = shown.iter().map(|name| format!("`{name}`")).collect();
    let (were, stay, the) = if names.len() == 1 { ("was", "stays", "the file") } else { ("were", "stay", "the files") };
    let others = and_others(names.len() - named.len(), "file");
    let message =
        format!("{}{others} in {} {were} not written by Dateline, and {stay} there", named.join(", "), out.display());
    Some(
        Diagnostic::note(Code::ForeignFiles, message)
            .hint(format!("name {the} in site.yaml, `keep: [{}]`, and nothing is said any more", shown.join(", ")))
            .hint(format!("or move {the} to `static/`, which is published with the site; or delete {the}")),
    )
}
