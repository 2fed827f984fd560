//! The text of a drawing: in one encoding, and without a document type and the abbreviations that it declares.

use super::fault::{Fault, SIMPLIFY};
use super::prolog::{self, Prolog};
use std::borrow::Cow;

/// No drawing is larger than this (bytes): a phone would take seconds to draw it.
pub const LARGEST: usize = 32 << 20;

/// A text that has no document type any more, and where its parts stand in the file.
pub(super) struct Source<'a> {
    /// The file's text.
    pub file: &'a str,
    /// The same without its document type, its abbreviations written out.
    pub text: Cow<'a, str>,
    /// From where in `text` its bytes stand how much later in the file.
    shifts: Vec<(usize, isize)>,
    /// What the document type declares that would load something or change the drawing: where in the file, and what.
    pub declared: Vec<(usize, String)>,
}

impl<'a> Source<'a> {
    /// Reads the text of a file.
    pub fn read(bytes: &'a [u8]) -> Result<Source<'a>, Fault> {
        let file = decode(bytes)?;
        let prolog = Prolog::read(file)?;
        let Some(doctype) = prolog.doctype else {
            return Ok(Source { file, text: Cow::Borrowed(file), shifts: Vec::new(), declared: Vec::new() });
        };
        let mut text = file[..doctype.range.start].to_owned();
        let mut shifts = vec![(text.len(), signed(doctype.range.len()))];
        let mut from = doctype.range.end;
        for reference in prolog::references(file, from) {
            let name = &file[reference.start + 1..reference.end - 1];
            let Some(value) = doctype.abbreviations.get(name) else {
                if doctype.others.contains(name) {
                    let message = format!("`&{name};` stands for more than plain text, which is not read");
                    return Err(Fault::at(file, reference.start, message, "save the drawing as plain SVG"));
                }
                continue;
            };
            text.push_str(&file[from..reference.start]);
            text.push_str(value);
            from = reference.end;
            shifts.push((text.len(), signed(from) - signed(text.len())));
            if text.len() > LARGEST {
                return Err(Fault::of_file(
                    "written out, the abbreviations of the drawing are longer than any",
                    SIMPLIFY,
                ));
            }
        }
        text.push_str(&file[from..]);
        Ok(Source { file, text: Cow::Owned(text), shifts, declared: doctype.declared })
    }

    /// Where a byte of `text` stands in the file.
    pub fn in_file(&self, offset: usize) -> usize {
        let before = self.shifts.partition_point(|(from, _)| *from <= offset);
        let shift = before.checked_sub(1).map_or(0, |i| self.shifts[i].1);
        offset.saturating_add_signed(shift).min(self.file.len())
    }
}

/// What is wrong with a file of so many bytes, before it is read.
pub fn too_large(bytes: u64) -> Option<Fault> {
    let message = || format!("the drawing has {} MB; {} MB is the most", bytes >> 20, LARGEST >> 20);
    (bytes > LARGEST as u64).then(|| Fault::of_file(message(), SIMPLIFY))
}

fn signed(n: usize) -> isize {
    isize::try_from(n).unwrap_or(isize::MAX)
}

/// The text of a file, which is UTF-8: in another encoding a browser could read in it what we do not.
fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    const SAVE: &str = "save the drawing as plain SVG in UTF-8";
    if let Some(fault) = too_large(bytes.len() as u64) {
        return Err(fault);
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let message = "the drawing is compressed (SVGZ): browsers show nothing";
        return Err(Fault::of_file(message, "save it as plain SVG; hosts compress what they send"));
    }
    let pairs = [[0xff, 0xfe], [0xfe, 0xff], [0, b'<'], [b'<', 0]];
    if pairs.iter().any(|pair| bytes.starts_with(pair)) {
        return Err(Fault::of_file("the drawing is written in UTF-16", SAVE));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        Fault::at(valid, valid.len(), "the file is not UTF-8 text", SAVE)
    })?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Fault::of_file("the file is empty", "export the drawing again"));
    }
    match prolog::encoding(text) {
        Some((encoding, at)) if !is_as_written(encoding, text) => {
            let message = format!("the drawing says that it is written in `{encoding}`, and is in UTF-8");
            Err(Fault::at(text, at, message, "write `encoding=\"UTF-8\"` in its first line"))
        }
        _ => Ok(text),
    }
}

/// Whether a text of UTF-8 is the same one in an encoding: those that have the signs of ASCII at their places.
fn is_as_written(encoding: &str, text: &str) -> bool {
    let name = encoding.to_ascii_lowercase();
    let has_ascii = ["iso-8859-", "windows-125", "us-ascii", "ascii", "macintosh", "koi8-"];
    matches!(name.as_str(), "utf-8" | "utf8")
        || text.trim_start_matches('\u{feff}').is_ascii() && has_ascii.iter().any(|prefix| name.starts_with(prefix))
}
