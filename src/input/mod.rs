//! Input: what is written on the disk, one file at a time.

pub mod companions;
pub mod config;
pub mod content;
pub mod discover;
pub mod framing;
pub mod media;
pub mod old_address;
pub mod recording;
pub mod sizes;
pub mod slug;
pub mod statics;
pub mod theme;
mod variants;
pub mod version;
