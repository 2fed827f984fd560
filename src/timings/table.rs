//! The tables of `--timings`: all pieces of work of one name, as a row.

use super::histogram::Histogram;
use std::time::Duration;

/// The share that `p95` stands for.
const MOST: f64 = 0.95;

/// What is counted of all pieces of work of one name.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub count: u64,
    pub nanoseconds: u64,
    pub bytes: u64,
    pub histogram: Histogram,
}

impl Tally {
    /// Counts a piece of work.
    pub fn note(&mut self, nanoseconds: u64, bytes: u64) {
        self.count += 1;
        self.nanoseconds += nanoseconds;
        self.bytes += bytes;
        self.histogram.note(nanoseconds);
    }

    /// Takes in what another thread has counted.
    pub fn append(&mut self, other: &Tally) {
        self.count += other.count;
        self.nanoseconds += other.nanoseconds;
        self.bytes += other.bytes;
        self.histogram.append(&other.histogram);
    }

    pub fn into_row(self, name: String) -> Row {
        Row {
            name,
            count: self.count,
            total: Duration::from_nanos(self.nanoseconds),
            p95: self.histogram.quantile(MOST),
            bytes: self.bytes,
        }
    }
}

/// All pieces of work of one name that came out.
#[derive(Debug, Clone)]
pub struct Row {
    /// What they are of.
    pub name: String,
    /// How many.
    pub count: u64,
    /// How long they took, one after the other: the sum over all cores, with what they waited for.
    pub total: Duration,
    /// What 95 of 100 of them did not exceed, at most a sixteenth off.
    pub p95: Duration,
    /// The size of what came out, in bytes.
    pub bytes: u64,
}
