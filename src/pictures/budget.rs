//! A budget of memory: how many pictures are in memory at once.

use crate::memory;
use std::sync::{Condvar, Mutex, PoisonError};

/// What is taken where the system does not say how much memory there is.
const USUAL: u64 = 1 << 30;

/// More than this is of no use: there are never more pictures at once than cores.
const MOST: u64 = 4 << 30;

/// Memory that several threads share. A thread that holds a part of it must not ask for another.
#[derive(Debug)]
pub struct Budget {
    total: u64,
    free: Mutex<u64>,
    freed: Condvar,
}

/// A part of a budget, which is given back when it is dropped.
pub struct Share<'a> {
    budget: &'a Budget,
    bytes: u64,
}

impl Budget {
    /// So many bytes.
    pub fn new(total: u64) -> Budget {
        Budget { total, free: Mutex::new(total), freed: Condvar::new() }
    }

    /// Half of the memory that the system has left for this process.
    pub fn of_machine() -> Budget {
        Budget::new(memory::left().map_or(USUAL, |left| left / 2).clamp(USUAL / 8, MOST))
    }

    /// Waits until so many bytes are free. Who needs more than there is gets all of it.
    pub fn take(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(self.total);
        // A thread that ended in disorder has given back what it had: the number is right.
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < bytes {
            free = self.freed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        Share { budget: self, bytes }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn threads_never_hold_more_than_there_is() {
        let budget = Budget::new(100);
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for i in 0..8_u64 {
                let (budget, held, most) = (&budget, &held, &most);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let bytes = (i * 17 + 10).min(100);
                        let share = budget.take(bytes * 3 / 2);
                        most.fetch_max(held.fetch_add(share.bytes, Ordering::SeqCst) + share.bytes, Ordering::SeqCst);
                        held.fetch_sub(share.bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= 100);
        assert_eq!(*budget.free.lock().unwrap(), 100);
    }
}
