//! Timings: how long the stages of a run took; and, where somebody wants to know, each piece of work in them, for the
//! tables of `--timings` and the flame graph of `--profile`.
//!
//! Whoever does a piece of work says so with [`begin`], a span of `tracing`. Where nobody records, that is the comparison
//! of a number and nothing else.

mod flame;
mod histogram;
mod recording;
mod table;
mod thread;
mod tree;
mod work;

pub use flame::{folded, svg};
pub use recording::Recording;
pub use table::Row;
pub use tree::Tree;
pub use work::{Running, Work, begin};

use std::time::{Duration, Instant};

/// How long the parts of a run took.
#[derive(Default)]
pub struct Timings {
    /// Each stage, in the order in which they were taken.
    pub stages: Vec<(&'static str, Duration)>,
    /// The pieces of work in them, where somebody asks for these.
    pub recording: Option<Recording>,
}

impl Timings {
    /// Does some work and remembers how long it took.
    pub fn take<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let _running = begin(Work::Stage, stage);
        let start = Instant::now();
        let result = work();
        self.stages.push((stage, start.elapsed()));
        result
    }
}
