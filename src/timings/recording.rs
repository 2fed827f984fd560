//! The recording of a run: a subscriber of `tracing` that keeps no spans, only what they add up to.

use super::table::{Row, Tally};
use super::thread::Thread;
use super::tree::Tree;
use super::work::{BYTES, Work, is_own, of_span};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What the threads of a run do, from the moment it begins.
#[derive(Clone)]
pub struct Recording(Arc<Recorder>);

struct Recorder {
    /// Which of the recordings of this process it is: a thread may have worked for another before.
    id: u64,
    threads: Mutex<Vec<Arc<Mutex<Thread>>>>,
    /// The names of all stages so far, and which of them is running, from 1; 0 between them.
    stages: Mutex<Vec<String>>,
    stage: AtomicUsize,
}

thread_local! {
    /// What this thread does, and for which recording. Its lock is free but for the moment at the end in which it is
    /// read.
    static OWN: RefCell<Option<(u64, Arc<Mutex<Thread>>)>> = const { RefCell::new(None) };
}

static RECORDINGS: AtomicU64 = AtomicU64::new(0);

impl Recording {
    /// Records all that this process does from now on; none where another recording runs.
    pub fn start() -> Option<Recording> {
        let recording = Recording::new();
        tracing::subscriber::set_global_default(Arc::clone(&recording.0)).ok()?;
        Some(recording)
    }

    fn new() -> Recording {
        let id = RECORDINGS.fetch_add(1, Ordering::Relaxed);
        let (threads, stages, stage) = (Mutex::default(), Mutex::default(), AtomicUsize::new(0));
        Recording(Arc::new(Recorder { id, threads, stages, stage }))
    }

    /// All work of a sort that came out, by its name: what took longest is first.
    pub fn rows(&self, work: Work) -> Vec<Row> {
        let mut all: HashMap<(Work, String), Tally> = HashMap::new();
        self.each(|thread| thread.add_to(&mut all));
        let of_work = all.into_iter().filter(|((of, _), _)| *of == work);
        let mut rows: Vec<Row> = of_work.map(|((_, name), tally)| tally.into_row(name)).collect();
        rows.sort_by(|a, b| (Reverse(a.total), &a.name).cmp(&(Reverse(b.total), &b.name)));
        rows
    }

    /// Which work was done inside which, on all threads.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::default();
        self.each(|thread| thread.grow(&mut tree));
        tree
    }

    fn each(&self, mut look: impl FnMut(&Thread)) {
        let threads = self.0.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.iter().for_each(|thread| look(&thread.lock().unwrap_or_else(PoisonError::into_inner)));
    }
}

impl Recorder {
    /// What this thread has done.
    fn own<T>(&self, look: impl FnOnce(&mut Thread) -> T) -> Option<T> {
        OWN.with(|own| {
            let mut own = own.try_borrow_mut().ok()?;
            if own.as_ref().is_none_or(|(id, _)| *id != self.id) {
                let thread = Arc::default();
                self.threads.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&thread));
                *own = Some((self.id, thread));
            }
            let (_, thread) = own.as_ref()?;
            Some(look(&mut thread.lock().unwrap_or_else(PoisonError::into_inner)))
        })
    }

    fn begin_stage(&self, name: String) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        stages.push(name);
        self.stage.store(stages.len(), Ordering::Relaxed);
    }

    /// The number of the stage that a thread without work of its own begins to work for. Each thread asks for the name
    /// of a stage once, so that they do not wait for each other.
    fn stage_of(&self, thread: &mut Thread) -> Option<usize> {
        let stage = self.stage.load(Ordering::Relaxed);
        let name = || self.stages.lock().unwrap_or_else(PoisonError::into_inner).get(stage - 1).cloned();
        if stage == 0 { None } else { thread.stage(stage, name) }
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, span: &Metadata<'_>) -> bool {
        is_own(span)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::INFO)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        // The number of a name on this thread: a span is entered where it is made, and nothing is kept of it.
        let number = of_span(span).and_then(|(work, of)| self.own(|thread| thread.number(work, of)));
        Id::from_u64(number.unwrap_or(0) as u64 + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        struct Bytes(Option<u64>);
        impl Visit for Bytes {
            fn record_u64(&mut self, field: &Field, value: u64) {
                if field.name() == BYTES {
                    self.0 = Some(value);
                }
            }
            fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
        }
        let mut bytes = Bytes(None);
        values.record(&mut bytes);
        if let Some(bytes) = bytes.0 {
            self.own(|thread| thread.came_out(bytes));
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, span: &Id) {
        let number = span.into_u64() as usize - 1;
        self.own(|thread| match thread.stage_name(number) {
            Some(name) => {
                self.begin_stage(name);
                thread.enter(number, None);
            }
            None => {
                let stage = if thread.is_idle() { self.stage_of(thread) } else { None };
                thread.enter(number, stage);
            }
        });
    }

    fn exit(&self, span: &Id) {
        let number = span.into_u64() as usize - 1;
        self.own(|thread| {
            thread.exit();
            if thread.stage_name(number).is_some() {
                self.stage.store(0, Ordering::Relaxed);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timings::{Timings, begin};

    fn recorded(run: impl FnOnce()) -> Recording {
        let recording = Recording::new();
        tracing::subscriber::with_default(Arc::clone(&recording.0), run);
        recording
    }

    #[test]
    fn what_came_out_is_counted_and_what_failed_is_not() {
        let recording = recorded(|| {
            for bytes in [10, 20] {
                let file = begin(Work::File, "article");
                begin(Work::Template, "article.html").done(|| 5);
                file.done(|| bytes);
            }
            drop(begin(Work::File, "article"));
        });
        let [files, templates] = [Work::File, Work::Template].map(|work| recording.rows(work));
        let count = |rows: &[Row]| rows.iter().map(|row| (row.name.clone(), row.count, row.bytes)).collect::<Vec<_>>();
        assert_eq!(count(&files), [("article".to_owned(), 2, 30)]);
        assert_eq!(count(&templates), [("article.html".to_owned(), 2, 10)]);
        assert!(recording.rows(Work::Text).is_empty());
        assert!(recording.tree().inside["article"].inside.contains_key("article.html"));
    }

    #[test]
    fn what_other_threads_do_belongs_to_the_stage_that_is_running() {
        let recording = recorded(|| {
            let mut timings = Timings::default();
            let dispatch = tracing::dispatcher::get_default(Clone::clone);
            for stage in ["markdown", "render"] {
                timings.take(stage, || {
                    let work = || begin(Work::File, stage).done(|| 1);
                    std::thread::scope(|scope| {
                        scope.spawn(|| tracing::dispatcher::with_default(&dispatch, work));
                    });
                });
            }
        });
        let tree = recording.tree();
        assert_eq!(tree.inside.keys().collect::<Vec<_>>(), ["markdown", "render"]);
        assert!(tree.inside.iter().all(|(stage, tree)| tree.inside.contains_key(stage)), "{tree:?}");
    }
}
