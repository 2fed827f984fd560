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
mod returned;
mod segments;
mod written;
mod xliff;

#[cfg(test)]
mod tests;

pub use choice::{Choice, Standing};
pub use export::{Format, Sheet, export};
pub use import::{Arrival, Arrived, Fate, Request, import};
