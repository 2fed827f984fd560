//! Edge: where a file of the site meets a program that others wrote.
//!
//! A parser or a decoder that fails at a file must not take the other files with it: what it was doing is given up, and
//! the file gets a diagnostic. A stack that overflows cannot be caught: what nests is bounded before a parser sees it.

mod at_work;

pub use at_work::{At, Endless, begin, look};

use crate::diagnostic::{Code, Diagnostic, Place};
use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// What a program said when it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its own words: for those who look after the program.
    pub said: String,
}

thread_local! {
    /// How many edges this thread is inside of: who catches a failure tells it, and nobody else has to.
    static EDGES: Cell<usize> = const { Cell::new(0) };
    /// Whether they let failures through.
    static ARE_OPEN: Cell<bool> = const { Cell::new(false) };
}

/// Does something with a file or a page, and catches what fails in it. What `work` was changing must not be used afterwards. While
/// it is done, [`look`] knows of it.
///
/// # Errors
/// What the failing part said.
pub fn caught<T>(at: At, work: impl FnOnce() -> T) -> Result<T, Failed> {
    if ARE_OPEN.get() {
        return Ok(work());
    }
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |about| {
            if EDGES.get() == 0 {
                loud(about);
            }
        }));
    });
    let _open = begin(at);
    EDGES.set(EDGES.get() + 1);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    EDGES.set(EDGES.get() - 1);
    done.map_err(|thrown| Failed { said: said(&*thrown) })
}

/// Does something while no edge of this thread catches what fails: for who looks for what fails.
pub fn uncaught<T>(work: impl FnOnce() -> T) -> T {
    struct Close;
    impl Drop for Close {
        fn drop(&mut self) {
            ARE_OPEN.set(false);
        }
    }
    ARE_OPEN.set(true);
    let _close = Close;
    work()
}

fn said(thrown: &(dyn Any + Send)) -> String {
    words_of(thrown).and_then(|text| text.lines().next()).unwrap_or("nothing").to_owned()
}

/// The words with which something has failed.
pub fn words_of(thrown: &(dyn Any + Send)) -> Option<&str> {
    thrown.downcast_ref::<&str>().copied().or_else(|| thrown.downcast_ref::<String>().map(String::as_str))
}

impl Failed {
    /// The failure as a problem of the file that was being read.
    pub fn of_file(&self, path: &str) -> Diagnostic {
        Diagnostic::error(Code::Unreadable, "the file cannot be read: a part of the program fails at something in it")
            .at(Place::file(path))
            .hint("take out what was added last, piece by piece, until it can be read")
            .hint(self.please_send())
    }

    /// The failure as a problem of the page that was being made from `source`, a file or a list in words.
    pub fn of_page(&self, path: &str, source: &str) -> Diagnostic {
        let message = format!("the page `{path}` cannot be made: a part of the program fails at it");
        Diagnostic::error(Code::RenderFailed, message)
            .hint(format!("it is made from {source}: take out what was added last, piece by piece"))
            .hint(self.please_send())
    }

    fn please_send(&self) -> String {
        format!("and please send us the file: what failed said \"{}\"", self.said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_in_a_file_is_told_of_the_file_and_the_next_is_read() {
        let failed = caught(At::File("a"), || -> u8 { panic!("byte 3 is no boundary\nand more") }).unwrap_err();
        assert_eq!(failed.said, "byte 3 is no boundary");
        let problem = failed.of_file("locales/aa/site.ftl");
        assert_eq!(problem.code, Code::Unreadable);
        assert_eq!(problem.place.unwrap().path, "locales/aa/site.ftl");
        assert_eq!(caught(At::File("a"), || 1), Ok(1));
        assert_eq!(EDGES.get(), 0);
    }

    #[test]
    fn who_looks_for_failures_sees_them() {
        let failed = panic::catch_unwind(|| uncaught(|| caught(At::File("a"), || -> u8 { panic!("seen") })));
        assert_eq!(said(&*failed.unwrap_err()), "seen");
        assert!(caught(At::File("a"), || -> u8 { panic!("caught again") }).is_err());
    }

    #[test]
    fn an_edge_inside_an_edge_leaves_the_outer_one() {
        let outer = caught(At::File("a"), || {
            assert!(caught(At::File("a"), || -> u8 { panic!("inner") }).is_err());
            EDGES.get()
        });
        assert_eq!(outer, Ok(1));
    }
}
