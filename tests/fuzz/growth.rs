//! Whether the time that an input takes grows with its length alone: what is repeated eight times as often takes some eight
//! times as long.

use crate::inputs::Chance;
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Bytes of the shorter input; the longer one has [`TIMES`] as many.
const SHORT: usize = 12 * 1024;
const TIMES: usize = 8;

/// Nothing is said of what takes less than this.
const SOON: Duration = Duration::from_millis(400);

/// What takes the square of its length takes 64 times as long; what must not be blamed for a slow moment of the machine
/// has room up to here.
const MOST_TIMES: u32 = 30;

/// The time that this thread has worked.
pub fn worked() -> Duration {
    of_clock(ClockId::ThreadCPUTime)
}

/// The time that all threads of the program have worked.
pub fn all_worked() -> Duration {
    of_clock(ClockId::ProcessCPUTime)
}

fn of_clock(clock: ClockId) -> Duration {
    let now = clock_gettime(clock);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// A shape: what is repeated, with what stands before and behind it.
#[derive(Debug, Clone)]
pub struct Shape {
    before: Vec<u8>,
    piece: Vec<u8>,
    /// What is repeated as often behind that.
    close: Vec<u8>,
    behind: Vec<u8>,
}

impl Shape {
    /// A shape by chance.
    pub fn another(chance: &mut Chance, pool: &[Vec<u8>], words: &[Vec<u8>]) -> Shape {
        let of_pool = |chance: &mut Chance, longest: usize| {
            let whole = chance.one_of(pool);
            let from = chance.below(whole.len());
            whole[from..(from + chance.below(longest)).min(whole.len())].to_vec()
        };
        let part = |chance: &mut Chance| match chance.below(3) {
            0 => of_pool(chance, 40),
            _ if words.is_empty() => vec![chance.below(256) as u8],
            _ => (0..1 + chance.below(3)).flat_map(|_| chance.one_of(words).clone()).collect(),
        };
        let whole = chance.one_of(pool).clone();
        let at = chance.below(whole.len() + 1);
        let (before, behind) = if chance.below(2) == 0 { (&whole[..at], &whole[at..]) } else { (&[][..], &[][..]) };
        let close = if chance.below(3) == 0 { part(chance) } else { Vec::new() };
        Shape { before: before.to_vec(), piece: part(chance), close, behind: behind.to_vec() }
    }

    fn input(&self, length: usize) -> Vec<u8> {
        let count = length / (self.piece.len() + self.close.len()).max(1);
        let all = [&self.before, &self.piece.repeat(count), &self.close.repeat(count), &self.behind];
        all.into_iter().flatten().copied().collect()
    }

    /// The input of this shape that takes much longer than its length says, and how much.
    pub fn grows(&self, read: &mut dyn FnMut(&[u8])) -> Option<(Vec<u8>, String)> {
        let (short, long) = (self.input(SHORT), self.input(SHORT * TIMES));
        let mut time = |input: &[u8]| {
            let before = worked();
            read(input);
            worked() - before
        };
        let mut of_long = time(&long);
        if of_long < SOON {
            return None;
        }
        // The shortest of some: the machine may have been busy with something else.
        let mut of_short = time(&short).min(time(&short));
        if of_long < of_short * MOST_TIMES {
            return None;
        }
        of_short = of_short.min(time(&short));
        of_long = of_long.min(time(&long));
        let grows = of_long >= of_short * MOST_TIMES && of_long >= SOON;
        grows.then(|| {
            let said = format!("{} bytes take {of_short:?}, and {} take {of_long:?}", short.len(), long.len());
            (long, said)
        })
    }
}
