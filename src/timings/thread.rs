//! What one thread has done so far. Nobody else looks at it before the end, so that no core waits for another.

use super::table::Tally;
use super::tree::Tree;
use super::work::Work;
use std::collections::HashMap;
use std::time::Instant;

/// The pieces of work of one thread.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// All names, in the order in which they came.
    names: Vec<(Work, String)>,
    by_name: HashMap<(Work, String), usize>,
    tallies: Vec<Tally>,
    /// What is running, the innermost last.
    running: Vec<Open>,
    places: Places,
    /// The stage of another thread that it worked for last, with the number of its name here.
    stage: Option<(usize, usize)>,
}

/// A piece of work that is running.
#[derive(Debug)]
struct Open {
    name: usize,
    place: usize,
    start: Instant,
    bytes: Option<u64>,
}

/// The places in the tree, numbered: the first is the root. A place is found again without a look at its names.
#[derive(Debug, Default)]
struct Places {
    by_step: HashMap<(usize, usize), usize>,
    /// The place around each, its name, and the time that was spent there; of those after the root.
    all: Vec<(usize, usize, u64)>,
}

impl Places {
    fn inside(&mut self, around: usize, name: usize) -> usize {
        *self.by_step.entry((around, name)).or_insert_with(|| {
            self.all.push((around, name, 0));
            self.all.len()
        })
    }
}

impl Thread {
    /// The number of a name.
    pub fn number(&mut self, work: Work, of: String) -> usize {
        *self.by_name.entry((work, of)).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.tallies.push(Tally::default());
            self.names.len() - 1
        })
    }

    /// The name with a number, if it is that of a stage.
    pub fn stage_name(&self, number: usize) -> Option<String> {
        self.names.get(number).filter(|(work, _)| *work == Work::Stage).map(|(_, name)| name.clone())
    }

    /// The number of the name of a stage that another thread has begun.
    pub fn stage(&mut self, stage: usize, name: impl FnOnce() -> Option<String>) -> Option<usize> {
        if let Some((_, number)) = self.stage.filter(|(last, _)| *last == stage) {
            return Some(number);
        }
        let number = self.number(Work::Stage, name()?);
        self.stage = Some((stage, number));
        Some(number)
    }

    /// Whether it does nothing so far.
    pub fn is_idle(&self) -> bool {
        self.running.is_empty()
    }

    /// Begins a piece of work, inside the one that is running, or else inside the stage that another thread has begun.
    pub fn enter(&mut self, name: usize, stage: Option<usize>) {
        let around = match self.running.last() {
            Some(open) => open.place,
            None => stage.map_or(0, |stage| self.places.inside(0, stage)),
        };
        let place = self.places.inside(around, name);
        self.running.push(Open { name, place, start: Instant::now(), bytes: None });
    }

    /// What is running came out, as so many bytes.
    pub fn came_out(&mut self, bytes: u64) {
        if let Some(open) = self.running.last_mut() {
            open.bytes = Some(bytes);
        }
    }

    /// Ends what was begun last.
    pub fn exit(&mut self) {
        let Some(open) = self.running.pop() else { return };
        let nanoseconds = u64::try_from(open.start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        if let Some((.., time)) = self.places.all.get_mut(open.place.wrapping_sub(1)) {
            *time += nanoseconds;
        }
        if let (Some(bytes), Some(tally)) = (open.bytes, self.tallies.get_mut(open.name)) {
            tally.note(nanoseconds, bytes);
        }
    }

    /// Adds what was counted to that of other threads.
    pub fn add_to(&self, all: &mut HashMap<(Work, String), Tally>) {
        for (name, tally) in self.names.iter().zip(&self.tallies).filter(|(_, tally)| tally.count > 0) {
            all.entry(name.clone()).or_default().append(tally);
        }
    }

    /// Adds what was done inside what to that of other threads.
    pub fn grow(&self, tree: &mut Tree) {
        for (around, name, nanoseconds) in &self.places.all {
            let mut names = vec![*name];
            let mut place = *around;
            while let Some((around, name, _)) = place.checked_sub(1).and_then(|place| self.places.all.get(place)) {
                names.push(*name);
                place = *around;
            }
            tree.add(names.into_iter().rev().map(|name| self.names[name].1.as_str()), *nanoseconds);
        }
    }
}
