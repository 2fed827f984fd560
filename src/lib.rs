//! Dateline: a static site generator for multilingual newsrooms.
//!
//! The library is a pipeline of stages, each a function from plain data to plain data:
//! [`discover`] → [`content`] (parse) → [`resolve`] → [`routes`] → [`render`] → [`publish`].
//! [`pipeline`] puts them in a row; `ARCHITECTURE.md` tells the whole story.

pub mod addresses;
pub mod audit;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod discover;
pub mod fallback;
pub mod feeds;
pub mod hosting;
pub mod links;
pub mod locale;
pub mod markdown;
pub mod media;
pub mod path;
pub mod permalinks;
pub mod pipeline;
pub mod publish;
pub mod related;
pub mod render;
pub mod resolve;
pub mod routes;
pub mod schedule;
pub mod serve;
pub mod site;
pub mod sitemaps;
pub mod slugs;
pub mod sources;
pub mod templates;
pub mod text;
pub mod theme;
pub mod translations;
pub mod typography;
pub mod words;
pub mod yaml;
