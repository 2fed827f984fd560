//! PO, the format of GNU gettext: an entry for each sentence, with numbered placeholders in the place of codes.

mod placeholders;
mod plural_forms;
mod read;
mod write;

pub use placeholders::words_of;
pub use read::read;
pub use write::write;

/// The line of the header that says which translations a file was made of.
const STAMP: &str = "X-Dateline-Stamp";

/// The flag of a sentence that a machine has translated, in a comment of the program's own.
const MACHINE: &str = "translated by a machine";
