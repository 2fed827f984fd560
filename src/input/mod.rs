//! Input: what is written on the disk, one file at a time.

pub mod config;
pub mod content;
pub mod discover;
pub mod media;
pub mod old_address;
pub mod statics;
pub mod theme;
