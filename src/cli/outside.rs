//! Where files may be written that people keep.

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::MARKER;
use std::path::Path;

/// What is inside an output folder is gone with the next build.
pub(super) fn inside_an_output(folder: &Path) -> Option<Diagnostic> {
    let folder = std::path::absolute(folder).ok()?;
    let out = folder.ancestors().find(|folder| folder.join(MARKER).is_file())?;
    let message = format!("{} is inside {}, which a build replaces as a whole", folder.display(), out.display());
    Some(Diagnostic::error(Code::BadUsage, message).hint("choose another folder with --to"))
}
