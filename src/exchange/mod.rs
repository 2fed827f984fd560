//! Exchange: texts on their way to translators and back, as XLIFF 2.1 or PO.
//!
//! `choice` says which texts, `prepare` makes units of them, `xliff` and `po` write and read files, `receive` lays what has
//! come back on the units of the site as it is then, `written` and `messages` make the site's files of it. Nothing is written
//! here: who calls gets the files.

mod align;
mod body;
mod choice;
mod compose;
mod export;
mod import;
mod matter;
mod messages;
mod model;
mod po;
mod prepare;
mod receive;
mod rehearsal;
mod returned;
mod segments;
mod written;
mod xliff;

#[cfg(test)]
mod tests;

pub use choice::{Choice, Standing};
pub use export::{Format, Sheet, export};
pub use import::{Arrival, Arrived, Fate, Request, import};
pub use rehearsal::rehearse;

use crate::diagnostic::Diagnostic;

/// How many sentences a file has that comes back, in whichever format it is.
///
/// # Errors
/// It is of none.
pub fn sentences(path: &str, content: &str) -> Result<usize, Diagnostic> {
    let returned = match content.trim_start().starts_with('<') {
        true => xliff::read(path, content.to_owned()),
        false => po::read(path, content.to_owned()),
    };
    returned.map(|returned| returned.segments.len())
}
