//! The overseer ends a command that would never end by itself.

use super::{exit_number, told};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::edge::{self, Endless};
use crate::memory;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, Scope};
use std::time::Duration;

/// How often it looks. It counts looks, and not seconds, so that a machine that sleeps does not count.
const EACH: Duration = Duration::from_millis(50);

/// One file or one page: sixty seconds. The slowest of real sites takes less than one.
const MOST_LOOKS: u32 = 60 * 20;

/// One page makes the memory grow by so many bytes, and by no more than half of what the machine has.
const MOST_MEMORY: u64 = 4 << 30;

/// Looks after a command, on a thread of its own, until what it returns is dropped. `give_up` ends the process.
pub(super) fn oversee<'s>(scope: &'s Scope<'s, '_>, give_up: impl FnOnce(Diagnostic) + Send + 's) -> Sender<()> {
    let (over, is_over) = mpsc::channel();
    scope.spawn(move || watch(MOST_LOOKS, &is_over).map(give_up));
    over
}

/// The same for a command that never ends: the preview gives up pages, but cannot give memory back.
pub(super) fn oversee_memory(give_up: impl FnOnce(Diagnostic) + Send + 'static) {
    thread::spawn(move || {
        let (_for_ever, is_over) = mpsc::channel();
        watch(u32::MAX, &is_over).map(give_up)
    });
}

/// Looks until it is over, or something is found that is at work for more than `most_looks` or fills the memory.
fn watch(most_looks: u32, is_over: &Receiver<()>) -> Option<Diagnostic> {
    let most_memory = memory::left().map_or(MOST_MEMORY, |left| MOST_MEMORY.min(left / 2));
    while is_over.recv_timeout(EACH) == Err(RecvTimeoutError::Timeout) {
        if let Some(endless) = edge::look(memory::taken().unwrap_or_default(), most_looks, most_memory) {
            return Some(problem(&endless));
        }
    }
    None
}

/// Tells the problem and ends the process.
pub(super) fn end(problem: Diagnostic) {
    let problems = Diagnostics::from(problem);
    told(&problems);
    std::process::exit(exit_number(problems.outcome(false)).into());
}

fn problem(endless: &Endless) -> Diagnostic {
    let what = if endless.fills_memory {
        "what is made here fills the memory, and was given up"
    } else {
        "the work at this file takes longer than a minute, and was given up"
    };
    Diagnostic::error(Code::TooMuchWork, what)
        .at(Place::file(&*endless.path))
        .hint("look at what was changed last: a loop inside a loop, a text that is put to itself, a drawing with large filters")
        .hint("nothing was published; other problems show when this one is gone")
}
