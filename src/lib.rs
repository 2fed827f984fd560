//! Dateline: a static site generator for multilingual newsrooms.
//!
//! The library is a pipeline of stages, each a function from plain data to plain data; [`pipeline`] puts them in a row.
//! A module knows only those that are listed below it; `ARCHITECTURE.md` tells the whole story.

pub mod cli;
#[doc(hidden)]
pub mod fuzzing;

mod exchange;
mod import;
mod republish;
mod scaffold;
pub mod serve;

pub mod pipeline;

mod rebuild;
mod watch;

pub mod sources;

mod inspect;
mod publish;

pub mod render;

pub mod plan;

mod resolve;

pub mod site;

pub mod markdown;
pub mod pictures;
pub mod recordings;
mod templates;

pub mod input;

pub mod language;

mod yaml;

mod edge;

mod compare;
pub mod diagnostic;
mod edit;
mod history;
mod html;
mod memory;
pub mod path;
mod pattern;
mod reading;
mod store;
pub mod timings;
mod trace;
mod whole;
