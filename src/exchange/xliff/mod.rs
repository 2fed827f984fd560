//! XLIFF 2.1 (OASIS): written so that it is valid, read as other programs save it.

mod read;
mod write;

pub use read::read;
pub use write::write;

/// The namespace of the core, which is that of 2.0 in 2.1 too.
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// The category of the note that says which translation a file was made of.
const STAMP: &str = "dateline-stamp";

/// What `subState` says where a machine has translated.
const MACHINE: &str = "dateline:machine";

/// What `subState` says where the original has changed since.
const OUTDATED: &str = "dateline:outdated";
