//! Scaffold: new files of a site, and changes of many of its files at once. It writes what people would write by hand.

pub mod archive;
pub mod changes;
mod edits;
pub mod named;
pub mod rename;
pub mod withdraw;
