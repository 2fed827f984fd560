//! New files: a whole site, and one text of it. Nothing that is there is ever written over.

mod files;
pub mod init;
mod messages;
pub mod new;

pub use files::{NewFile, in_the_way, write_all};
