//! The ladder: the widths that pictures are made in.
//!
//! Each step is at most 1.3 times the one before, so that no browser has to fetch much more than it shows; a step more would
//! be a file more of each picture.

use super::Encoding;

/// The widths, in pixels.
pub const LADDER: [u32; 10] = [320, 400, 512, 640, 800, 1024, 1280, 1600, 2000, 2400];

/// The widest of them.
pub const LARGEST: u32 = LADDER[LADDER.len() - 1];

/// The widths for browsers that know only the older formats: few readers have one.
const SAFE: [u32; 2] = [640, 1280];

/// The width for readers of feeds, and for whoever takes one picture and no choice.
pub const MIDDLE: u32 = 1280;

/// Pixels of a screen for each pixel of a page: beyond that nobody sees a difference.
const DENSEST: u32 = 2;

/// The widths in which a picture of `own` pixels is made for a place that is between `narrowest` and `widest` wide, in pixels
/// of the page: every step from the first that fills the place at its narrowest to the first that fills it at its widest on
/// a dense screen, and nothing larger than the picture itself.
pub fn widths(narrowest: u32, widest: u32, own: u32, encoding: Encoding) -> Vec<u32> {
    let most = step(widest.saturating_mul(DENSEST)).min(own).max(1);
    let least = step(narrowest).min(most);
    let steps: &[u32] = if encoding == Encoding::WebP { &LADDER } else { &SAFE };
    let mut widths: Vec<u32> = steps.iter().copied().filter(|width| (least..most).contains(width)).collect();
    let is_needed = encoding == Encoding::WebP || widths.last().is_none_or(|last| most < MIDDLE && *last < most);
    // A step that is hardly smaller than the last would be a file for nothing.
    if widths.len() > 1 && widths.last().is_some_and(|last| is_needed && most * 10 < last * 11) {
        widths.pop();
    }
    if is_needed {
        widths.push(most);
    }
    widths
}

/// The width for whoever takes one picture.
pub fn middle(own: u32) -> u32 {
    own.clamp(1, MIDDLE)
}

/// The first step that is as wide as something, or the last.
fn step(width: u32) -> u32 {
    LADDER.into_iter().find(|step| *step >= width).unwrap_or(LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_step_is_much_wider_than_the_one_before() {
        assert!(LADDER.windows(2).all(|pair| f64::from(pair[1]) / f64::from(pair[0]) <= 1.3));
    }

    #[test]
    fn a_place_gets_the_widths_that_it_can_use() {
        let of = |narrowest, widest, own| widths(narrowest, widest, own, Encoding::WebP);
        assert_eq!(of(288, 992, 6000), [320, 400, 512, 640, 800, 1024, 1280, 1600, 2000]);
        assert_eq!(of(96, 240, 6000), [320, 400, 512]);
        assert_eq!(of(300, 300, 6000), [320, 400, 512, 640]);
        assert_eq!(of(700, 700, 6000), [800, 1024, 1280, 1600]);
        assert_eq!(of(288, 5000, 6000).last(), Some(&2400));
    }

    #[test]
    fn nothing_is_larger_than_the_picture() {
        let of = |own| widths(288, 992, own, Encoding::WebP);
        assert_eq!(of(900), [320, 400, 512, 640, 800, 900]);
        assert_eq!(of(830), [320, 400, 512, 640, 830]);
        assert_eq!(of(800), [320, 400, 512, 640, 800]);
        assert_eq!(of(200), [200]);
        assert_eq!(of(1), [1]);
    }

    #[test]
    fn the_older_format_is_made_in_few_widths() {
        let of = |widest, own| widths(96, widest, own, Encoding::Jpeg);
        assert_eq!(of(992, 6000), [640, 1280]);
        assert_eq!(of(240, 6000), [512]);
        assert_eq!(of(992, 1000), [640, 1000]);
        assert_eq!(of(992, 300), [300]);
        assert_eq!(middle(6000), 1280);
        assert_eq!(middle(300), 300);
    }
}
