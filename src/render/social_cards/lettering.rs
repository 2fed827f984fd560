//! What templates of cards set their texts with.

use crate::pictures::cards::{Fonts, Frame};
use crate::templates::{Lettering, Lines, LinesAsked};
use std::sync::Arc;

/// Sets texts in the fonts of a site.
pub struct ForCards {
    fonts: Arc<Fonts>,
}

impl ForCards {
    /// One for these fonts.
    pub fn new(fonts: Arc<Fonts>) -> ForCards {
        ForCards { fonts }
    }
}

impl Lettering for ForCards {
    fn lines(&self, text: &str, asked: &LinesAsked) -> Lines {
        let LinesAsked { width, height, size, min_size, line_height, lines, weight, font, from_right } = *asked;
        let frame = Frame { width, height, size, min_size, line_height, lines, weight, font, from_right };
        let set = self.fonts.set(text, &frame);
        Lines {
            lines: set.lines.into_iter().zip(set.widths).collect(),
            size: set.size,
            step: set.step,
            font: set.font,
            weight: set.weight,
            is_cut: set.is_cut,
        }
    }
}
