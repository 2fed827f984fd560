//! Pictures: what a file is, what it shows, and other pictures made of it.
//!
//! An engine like `markdown` and `templates`: it knows no site. The same bytes and the same [`Recipe`] give the same
//! derivative on every machine, whatever else is made. The [`Collection`] alone knows files, and what is kept of them between
//! builds.
//!
//! The way of a picture: [`header()`] for what its first bytes say; [`cost`] for how many may be decoded at once;
//! [`decode()`] for a [`Raster`] with its [`Facts`]; [`derive()`] for each derivative.

mod budget;
pub mod cards;
mod collection;
mod colour;
mod credits;
mod derive;
pub mod drawings;
mod facts;
mod fault;
mod format;
mod glance;
mod header;
mod icon;
mod inks;
pub mod ladder;
mod limits;
mod looked;
mod raster;
mod read;
mod resize;
mod seems;
mod variant;
mod write;

pub use collection::{CACHE, Collection, Effort, Trouble, scaled};
pub use credits::Credits;
pub use derive::{Recipe, Shape, derive, largest};
pub use facts::{Encoding, Facts};
pub use fault::Fault;
pub use format::{Format, format_named, recognise};
pub use header::{Header, cost, header};
pub use icon::IconDrawing;
pub use limits::Limits;
pub use looked::Looked;
pub use raster::{HIGHEST_SQUARE, Raster, WIDEST, decode};
pub use seems::Seems;
pub use variant::{Crop, Variant};

/// Part of every key under which facts and derivatives are kept: raised whenever other bytes come out.
pub const VERSION: u32 = 1;

/// Looks at a picture: decodes it, and forgets its pixels.
///
/// # Errors
///
/// What is wrong with the file: see [`Fault`].
pub fn look(bytes: &[u8], limits: Limits) -> Result<Facts, Fault> {
    decode(bytes, limits).map(|raster| raster.facts().clone())
}

/// Whom a picture's metadata names. Where it was taken is not read.
pub fn credits(bytes: &[u8]) -> Credits {
    let parts = read::readable(bytes).and_then(|format| read::parts(format, bytes));
    parts.map(|parts| credits::of_parts(&parts)).unwrap_or_default()
}
