//! Measuring: how wide a text is in a face, as resvg will set it.

use super::faces::Face;
use harfrust::{Direction, ShapeOptions, UnicodeBuffer};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

/// The widths of a text in a face.
pub(super) struct Measured {
    /// For each byte of the text, and for its end: the width of all that begins before it, in units of the face.
    before: Vec<i64>,
    /// How many glyphs the face does not have.
    pub missing: usize,
    units: i32,
}

impl Measured {
    /// The width of a part of the text, in em.
    pub fn em(&self, part: Range<usize>) -> f64 {
        let at = |byte: usize| self.before.get(byte).copied().unwrap_or_default();
        (at(part.end) - at(part.start)) as f64 / f64::from(self.units)
    }
}

/// Measures a text. Runs of one direction are shaped by themselves, since that is how they are drawn.
pub(super) fn measure(face: &Face, text: &str) -> Measured {
    let mut advances = vec![0_i64; text.len() + 1];
    let mut missing = 0;
    if let Some(font) = face.font() {
        let shaper = face.shaper.shaper(&font).build();
        for (run, is_rtl) in runs(text) {
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(&text[run.clone()]);
            buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
            buffer.guess_segment_properties();
            let glyphs = shaper.shape(buffer, ShapeOptions::new());
            for (glyph, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
                missing += usize::from(glyph.glyph_id == 0);
                if let Some(advance) = advances.get_mut(run.start + glyph.cluster as usize) {
                    *advance += i64::from(position.x_advance);
                }
            }
        }
    }
    let before = advances.into_iter().scan(0, |sum, advance| {
        *sum += advance;
        Some(*sum - advance)
    });
    let before = before.collect();
    Measured { before, missing, units: face.units }
}

/// The runs of one direction, and whether that is from the right. A text of one line is one paragraph.
fn runs(text: &str) -> Vec<(Range<usize>, bool)> {
    // Most texts are of one direction, and that is seen at once.
    if text.chars().all(|c| c < '\u{590}') {
        return std::iter::once((0..text.len(), false)).filter(|(run, _)| !run.is_empty()).collect();
    }
    let bidi = BidiInfo::new(text, Some(Level::ltr()));
    let of_paragraph = |paragraph: &unicode_bidi::ParagraphInfo| {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        runs.into_iter().map(|run| (run.clone(), levels[run.start].is_rtl())).collect::<Vec<_>>()
    };
    bidi.paragraphs.iter().flat_map(of_paragraph).collect()
}
