//! Serve: the preview. A site in memory that follows its files, and a server that renders what is asked for.

mod desk;
mod edition;

pub use desk::Desk;
pub use edition::Edition;
