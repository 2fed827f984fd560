//! A histogram of durations: what 95 of 100 stay below, without keeping each.

use std::time::Duration;

/// Parts of each octave, as a power of two: 8.
const PARTS: u32 = 3;

/// The buckets of all durations that 64 bits of nanoseconds can say.
const BUCKETS: usize = (u64::BITS - PARTS + 1) as usize * (1 << PARTS);

/// Counts of durations in buckets that grow with what is in them: each octave has eight, so that what is said of a
/// duration is at most a sixteenth off. Up to 16 ns each number has its own.
#[derive(Debug, Clone)]
pub struct Histogram {
    counts: Vec<u32>,
    longest: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Histogram { counts: vec![0; BUCKETS], longest: 0 }
    }
}

impl Histogram {
    /// Counts a duration in nanoseconds.
    pub fn note(&mut self, nanoseconds: u64) {
        let count = &mut self.counts[bucket(nanoseconds)];
        *count = count.saturating_add(1);
        self.longest = self.longest.max(nanoseconds);
    }

    /// Takes in what another has counted.
    pub fn append(&mut self, other: &Histogram) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count = count.saturating_add(*more);
        }
        self.longest = self.longest.max(other.longest);
    }

    /// What this share of the durations does not exceed; zero where there is none.
    pub fn quantile(&self, share: f64) -> Duration {
        let all: u64 = self.counts.iter().map(|count| u64::from(*count)).sum();
        let wanted = (all as f64 * share).ceil() as u64;
        let mut below = 0;
        for (i, count) in self.counts.iter().enumerate() {
            below += u64::from(*count);
            if *count > 0 && below >= wanted {
                return Duration::from_nanos(middle(i).min(self.longest));
            }
        }
        Duration::ZERO
    }
}

fn bucket(value: u64) -> usize {
    let octave = (u64::BITS - value.leading_zeros()).saturating_sub(PARTS + 1);
    // The leading bit and the three after it say where in which octave.
    (octave as usize * (1 << PARTS)) + (value >> octave) as usize
}

/// The middle of a bucket.
fn middle(bucket: usize) -> u64 {
    let parts = 1 << PARTS;
    let octave = (bucket / parts).saturating_sub(1);
    let first = ((bucket - octave * parts) as u64) << octave;
    first + (1_u64 << octave) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ops::Range;

    /// The least of the durations that at least 95 of 100 do not exceed.
    fn by_definition(mut all: Vec<u64>) -> u64 {
        all.sort_unstable();
        all[(all.len() * 95).div_ceil(100) - 1]
    }

    fn of(all: &[u64]) -> Histogram {
        let mut histogram = Histogram::default();
        all.iter().for_each(|value| histogram.note(*value));
        histogram
    }

    fn durations(of: Range<u64>) -> impl Strategy<Value = Vec<u64>> {
        prop::collection::vec(of, 1..300)
    }

    proptest! {
        #[test]
        fn what_95_of_100_stay_below_is_at_most_a_sixteenth_off(all in durations(0..u64::MAX >> 1)) {
            let (said, exact) = (of(&all).quantile(0.95).as_nanos() as u64, by_definition(all));
            prop_assert!(said.abs_diff(exact) <= exact / 16, "{said} for {exact}");
        }

        #[test]
        fn short_durations_are_exact(all in durations(0..16)) {
            prop_assert_eq!(of(&all).quantile(0.95).as_nanos() as u64, by_definition(all));
        }

        #[test]
        fn two_histograms_are_one_of_both(a in durations(0..1 << 40), b in durations(0..1 << 40)) {
            let mut sum = of(&a);
            sum.append(&of(&b));
            prop_assert_eq!(sum.quantile(0.95), of(&[a, b].concat()).quantile(0.95));
        }
    }

    #[test]
    fn every_number_has_a_bucket_and_none_has_no_quantile() {
        assert_eq!(bucket(u64::MAX), BUCKETS - 1);
        assert_eq!((bucket(7), bucket(8), bucket(15), bucket(16), bucket(17), bucket(18)), (7, 8, 15, 16, 16, 17));
        assert_eq!(Histogram::default().quantile(0.95), Duration::ZERO);
    }
}
