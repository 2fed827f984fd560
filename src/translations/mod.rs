//! Translations and their originals: what is there, what is missing, what has fallen behind.
//!
//! A translation falls behind when its original changes. It can carry a record of what was translated
//! ([`Record`](crate::content::Record)): then the pieces of the original that are not in it are what is to do. Without a
//! record the dates decide. [`outdated`] is the one rule, for `check`, for pages and for `dateline translations`.

mod pieces;
mod recording;
mod state;
mod survey;

pub use pieces::{Piece, author_pieces, pieces, pieces_of, words};
pub use recording::{Outcome, Recording, record_all, record_files};
pub use state::{Change, Outdated, Side, Why, outdated, report};
pub use survey::{Entry, File, Kind, State, Work, survey};
