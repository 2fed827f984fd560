//! Sizes of letters that are tried, the largest first.

/// The steps between two sizes, in pixels: finer ones nobody sees.
const STEP: f64 = 2.0;

/// Sizes from the largest to the smallest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    largest: f64,
    smallest: f64,
}

impl Sizes {
    /// The sizes between two. What makes no sense is no size.
    pub fn between(largest: f64, smallest: f64) -> Sizes {
        let largest = if largest.is_finite() { largest.clamp(4.0, 630.0) } else { 4.0 };
        let smallest = if smallest.is_finite() { smallest.clamp(4.0, largest) } else { largest };
        Sizes { largest, smallest }
    }

    /// All of them, the largest first.
    pub fn all(self) -> impl Iterator<Item = f64> {
        let steps = ((self.largest - self.smallest) / STEP).floor() as u32;
        let on_the_way = (0..=steps).map(move |step| self.largest - f64::from(step) * STEP);
        on_the_way.chain([self.smallest])
    }

    /// The smallest.
    pub fn smallest(self) -> f64 {
        self.smallest
    }
}
