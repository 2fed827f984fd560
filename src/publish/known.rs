//! Known: the folders that a program has looked through which publishes again and again.

use super::listing::Listing;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// What was in the output folder, and in the state that was published before, when they were looked through. Of what is known
/// here only that is read which has changed since.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) out: Memory,
    pub(super) last: Memory,
}

impl Known {
    /// Whether somebody has looked through both.
    pub fn is_complete(&self) -> bool {
        [&self.out, &self.last].iter().all(|memory| memory.0.lock().is_ok_and(|listing| !listing.folders.is_empty()))
    }
}

/// What was in one folder; nothing where nobody has looked.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Listing>);

impl Memory {
    /// What is in the folder now. Whoever asks tells what has become of it with [`Memory::keep`].
    ///
    /// # Errors
    /// It cannot be read.
    pub fn look_through(&self, folder: &Path) -> io::Result<Listing> {
        let earlier = self.0.lock().map(|mut listing| std::mem::take(&mut *listing)).unwrap_or_default();
        Listing::again(folder, earlier)
    }

    /// Keeps what was in the folder at some time.
    pub fn keep(&self, listing: Listing) {
        if let Ok(mut kept) = self.0.lock() {
            *kept = listing;
        }
    }
}

/// What is in a folder, from memory as far as there is one.
///
/// # Errors
/// It cannot be read.
pub(super) fn look_through(folder: &Path, memory: Option<&Memory>) -> io::Result<Listing> {
    memory.map_or_else(|| Listing::of(folder), |memory| memory.look_through(folder))
}
