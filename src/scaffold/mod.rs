//! Scaffold: new files of a site, and changes of many of its files at once. It writes what people would write by hand.

pub mod cms;
pub mod docs;
mod put;
pub mod schema;
pub mod theme;

pub use put::put;
