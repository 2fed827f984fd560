//! Scaffold: new files of a site, and changes of many of its files at once. It writes what people would write by hand, and
//! nothing over what is there unless it was asked to change it.

pub mod archive;
pub mod changes;
pub mod cms;
pub mod docs;
mod files;
pub mod init;
mod messages;
pub mod named;
pub mod new;
pub mod rename;
pub mod schema;
pub mod theme;
pub mod withdraw;

pub use files::{NewFile, in_the_way, write_all};
