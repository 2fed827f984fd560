//! Pieces of work as they are begun and done: spans of `tracing`, which only this room knows.

use tracing::field::{Empty, Field, Visit};
use tracing::span::{Attributes, EnteredSpan};
use tracing::{Metadata, Value, info_span};

/// What a piece of work belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Work {
    /// A stage of the run. One at a time; what other threads do meanwhile belongs to it.
    Stage,
    /// A file of the site, by its kind.
    File,
    /// A page or a drawing that a template makes, by the template.
    Template,
    /// A text that is set, by what it is of.
    Text,
    /// A step that files of many kinds have in common, by its name.
    Step,
}

impl Work {
    /// All of them.
    const ALL: [Work; 5] = [Work::Stage, Work::File, Work::Template, Work::Text, Work::Step];

    fn name(self) -> &'static str {
        match self {
            Work::Stage => "stage",
            Work::File => "file",
            Work::Template => "template",
            Work::Text => "text",
            Work::Step => "step",
        }
    }
}

/// The fields of a span: what it is of, and the size of what came out.
const OF: &str = "of";
pub(super) const BYTES: &str = "bytes";

/// A piece of work that has begun. It ends where this is dropped, and counts only where it was [`Running::done`].
#[must_use]
pub struct Running(EnteredSpan);

/// Begins a piece of work. It belongs to the one around it on the same thread; where there is none, to the stage.
pub fn begin(work: Work, of: &str) -> Running {
    // A span has its name where it stands in the program.
    let span = match work {
        Work::Stage => info_span!("stage", of, bytes = Empty),
        Work::File => info_span!("file", of, bytes = Empty),
        Work::Template => info_span!("template", of, bytes = Empty),
        Work::Text => info_span!("text", of, bytes = Empty),
        Work::Step => info_span!("step", of, bytes = Empty),
    };
    Running(span.entered())
}

impl Running {
    /// It came out, as so many bytes, which are asked for only where somebody records.
    pub fn done(self, bytes: impl FnOnce() -> u64) {
        if !self.0.is_disabled() {
            self.0.record(BYTES, &bytes() as &dyn Value);
        }
    }
}

/// Whether a span is one of ours.
pub(super) fn is_own(span: &Metadata) -> bool {
    span.is_span() && span.target() == module_path!()
}

/// What a span is.
pub(super) fn of_span(span: &Attributes) -> Option<(Work, String)> {
    struct Of(Option<String>);
    impl Visit for Of {
        fn record_str(&mut self, field: &Field, value: &str) {
            if field.name() == OF {
                self.0 = Some(value.to_owned());
            }
        }
        fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
    }
    let work = Work::ALL.into_iter().find(|work| work.name() == span.metadata().name())?;
    let mut of = Of(None);
    span.record(&mut of);
    Some((work, of.0?))
}
