//! At work: where the program is among what others wrote, so that somebody can say what never ends.
//!
//! Work inside a parser, a template or a drawing cannot be interrupted. Who has to end it, `build` or the preview, learns here
//! which it is.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What is at work, by the order in which it was begun.
static PIECES: Mutex<Pieces> = Mutex::new(Pieces::none());

struct Pieces {
    next: u64,
    open: BTreeMap<u64, Piece>,
}

struct Piece {
    path: String,
    is_page: bool,
    /// How often somebody has looked since it was begun.
    looks: u32,
    /// Bytes of memory that the program had when somebody first looked.
    first: u64,
}

/// What the program does at an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At<'a> {
    /// It reads or draws a file of the site.
    File(&'a str),
    /// It makes a page, or does so with a template.
    Page(&'a str),
    /// It does a part of something that is known.
    Within,
}

/// The work that was found to be without end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endless {
    /// The file that is read, the template that a page is made with, or the page.
    pub path: String,
    /// Whether it fills the memory, and is not only slow.
    pub fills_memory: bool,
}

/// A piece of work that is being done.
pub struct Open(Option<u64>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.inspect(|piece| drop(pieces(|pieces| pieces.open.remove(piece))));
    }
}

fn pieces<T>(with: impl FnOnce(&mut Pieces) -> T) -> T {
    // Nobody leaves it half-changed.
    with(&mut PIECES.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Begins a piece of work, which lasts until what is returned is dropped.
pub fn begin(at: At) -> Open {
    Open(pieces(|pieces| pieces.begin(at)))
}

/// Looks at all that is at work, `memory` being the bytes that the program has now: what has been at it for `most_looks`, or what
/// makes a page and has been there while the memory grew by `most_memory` bytes. Of pieces inside each other, the innermost.
pub fn look(memory: u64, most_looks: u32, most_memory: u64) -> Option<Endless> {
    pieces(|pieces| pieces.look(memory, most_looks, most_memory))
}

impl Pieces {
    const fn none() -> Pieces {
        Pieces { next: 0, open: BTreeMap::new() }
    }

    fn begin(&mut self, at: At) -> Option<u64> {
        let (path, is_page) = match at {
            At::File(path) => (path, false),
            At::Page(path) => (path, true),
            At::Within => return None,
        };
        self.next += 1;
        self.open.insert(self.next, Piece { path: path.to_owned(), is_page, looks: 0, first: 0 });
        Some(self.next)
    }

    fn look(&mut self, memory: u64, most_looks: u32, most_memory: u64) -> Option<Endless> {
        for piece in self.open.values_mut() {
            if piece.looks == 0 {
                piece.first = memory;
            }
            piece.looks = piece.looks.saturating_add(1);
        }
        let fills = |piece: &Piece| piece.is_page && memory.saturating_sub(piece.first) > most_memory;
        let found = self.open.values().rev().find(|piece| fills(piece) || piece.looks > most_looks)?;
        Some(Endless { path: found.path.clone(), fills_memory: fills(found) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_known_by_what_is_innermost() {
        let mut pieces = Pieces::none();
        let path = |endless: Option<Endless>| endless.map(|endless| endless.path);
        let page = pieces.begin(At::Page("page")).unwrap();
        assert_eq!(pieces.look(100, 2, 50), None);
        pieces.look(100, 2, 50);
        pieces.begin(At::File("file")).unwrap();
        assert_eq!(pieces.begin(At::Within), None);
        assert_eq!(path(pieces.look(100, 2, 50)).as_deref(), Some("page"));
        pieces.look(100, 2, 50);
        assert_eq!(path(pieces.look(100, 2, 50)).as_deref(), Some("file"));
        // What only reads a file is not to blame for memory.
        assert_eq!(pieces.look(151, 100, 50), Some(Endless { path: "page".to_owned(), fills_memory: true }));
        pieces.open.remove(&page);
        assert_eq!(pieces.look(500, 100, 50), None);
    }

    #[test]
    fn what_has_ended_is_forgotten() {
        let is_open = || pieces(|pieces| pieces.open.values().any(|piece| piece.path == "at_work/own"));
        let open = begin(At::File("at_work/own"));
        assert!(is_open());
        drop(open);
        assert!(!is_open());
    }
}
