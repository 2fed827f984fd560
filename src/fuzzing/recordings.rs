//! Films, sound and captions.

use super::{Outcome, number_of, size_of};
use crate::recordings::{look, read_captions};
use std::io::Cursor;

/// The head of a film or a sound, or the captions of one.
pub fn recordings(input: &[u8]) -> Outcome {
    let captions = read_captions(input).is_ok();
    let head = match look(&mut Cursor::new(input)) {
        Ok(head) => head,
        Err(fault) => {
            let fault = format!("{fault:?}");
            return Ok(number_of((captions, fault.split(['(', ' ']).next())));
        }
    };
    if head.size.is_some_and(|(width, height)| width == 0 || height == 0) {
        return Err(format!("a film without a side: {head:?}"));
    }
    let seconds = head.duration.map(|duration| size_of(duration.as_secs() as usize));
    Ok(number_of((
        captions,
        format!("{:?}{:?}{:?}", head.container, head.picture, head.sound),
        (head.size.is_some(), seconds, head.starts_late, head.is_cut),
    )))
}
