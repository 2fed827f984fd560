//! Social cards: a drawing with text (SVG) as the picture that networks show of a page.
//!
//! It knows fonts and files, and no site. Fonts are those that are given, never the machine's: the same drawing with the same
//! fonts gives the same bytes everywhere.
//!
//! The way of a card: [`Fonts`] are read once; [`Fonts::set`] breaks a text into lines that fit, for whoever writes the
//! drawing; [`examine`] says what is wrong with it before anything is drawn; [`draw`] makes the file.

mod draw;
mod examine;
mod faces;
mod fault;
mod fonts;
mod format;
mod kept;
mod lines;
mod measure;
mod set;
mod size;

pub use draw::{Drawn, draw};
pub use examine::{Examined, examine};
pub use fault::CardFault;
pub use fonts::Fonts;
pub use format::CardFormat;
pub use set::{Frame, Lettered};

/// The width of every card in pixels: what networks ask for (the Open Graph protocol).
pub const WIDTH: u32 = 1200;

/// The height.
pub const HEIGHT: u32 = 630;

/// Part of the name of every card: raised whenever other bytes come out of the same drawing.
pub const VERSION: u32 = 1;
