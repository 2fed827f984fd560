//! Behind: which translations no longer say what their originals say, and in what. By the record that a translation has, by
//! its dates, or by git.
//!
//! Only `check`, `translations` and the preview's own pages ask git. What readers see does not depend on it: the same files
//! give the same pages, with a repository around them or without.

mod beside;
mod blocks;
mod notes;
mod pairs;
mod past;
mod then;
mod words;

pub use beside::{Basis, Comparison, Row, compare};
pub use blocks::{blocks, why};
pub use notes::notes;
pub use pairs::{Kind, Pair, Standing, dossier_text, pairs};
pub use past::Past;
pub use then::{Commit, Then};
pub use words::{Part, parts};
