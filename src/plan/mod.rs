//! Plan: from a site to the table of its routes.

pub mod addresses;
mod after;
pub mod aliases;
mod cases;
mod collisions;
pub mod fallback;
pub mod feeds;
mod host_file;
pub mod hosting;
mod kind;
mod lengths;
pub mod list_addresses;
mod moved;
pub mod podcast;
pub mod policy;
mod route;
pub mod schedule;
mod shared_address;
pub mod sitemaps;
mod source;
mod table;

pub use host_file::{HostFile, Icon};
pub use route::{Destination, Period, Redirect, Route, RouteTable, Subject};
pub use source::source;
pub use table::{NOT_FOUND, plan};
