//! Drawings (SVG) made harmless: without what runs code, loads something from elsewhere or is no drawing, and without what
//! drawing programs note for themselves: names, paths and dates of the author's machine.
//!
//! What may be in a drawing is a list of SVG's own elements and attributes ([`allowed`]). What is not on it is cut out of the
//! file's text, and the declarations of namespaces that nothing is left of go with it; all else keeps its bytes. What a reader
//! could miss is told.

mod address;
mod allowed;
mod clean;
mod css;
mod escapes;
mod fault;
mod namespaces;
mod prolog;
mod report;
mod source;
mod weight;
mod written;

pub use fault::Fault;
pub use report::{fault_told, told};
pub use source::{LARGEST, too_large};

use crate::edit::applied;
use std::borrow::Cow;

/// A drawing that can do no harm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The drawing: the file's own bytes where nothing had to go.
    pub bytes: Cow<'a, [u8]>,
    /// What was taken out that was not only a program's note, in the order of places.
    pub taken: Vec<Taken>,
}

/// Something that was taken out of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Why.
    pub kind: Kind,
    /// The element or attribute, as the file names it.
    pub name: String,
    /// The address that it has, if it has one.
    pub address: Option<String>,
}

/// Why something was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An element that runs code.
    Script,
    /// An attribute that runs code when something happens.
    Handler,
    /// A link whose address runs code, or opens something that is no page.
    Link,
    /// An address of another file, of the same host or another, that the drawing would load.
    Outside,
    /// A part of a web page.
    Page,
    /// An animation that changes addresses or code.
    Animation,
    /// A declaration of the document type.
    Declaration,
    /// An element that SVG does not know.
    Unknown,
}

/// Whether a file is a drawing, by its name.
pub fn is_drawing(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("svg") || end.eq_ignore_ascii_case("svgz"))
}

/// Takes out of a drawing what could do harm or is nobody's business.
///
/// # Errors
/// Where the file is no drawing that browsers could show, or one that is too large for any reader.
pub fn clean(bytes: &[u8]) -> Result<Cleaned<'_>, Fault> {
    let source = source::Source::read(bytes)?;
    let first = clean::pass(&source)?;
    let is_same = first.edits.is_empty() && matches!(source.text, Cow::Borrowed(_));
    if is_same {
        return Ok(Cleaned { bytes: Cow::Borrowed(bytes), taken: first.taken });
    }
    let mut text = applied(&source.text, &first.edits);
    // What is left is read once more, as if it came from somebody else: there must be nothing more to take out.
    for _ in 0..MOST_PASSES {
        let again = clean::pass(&source::Source::read(text.as_bytes())?)?;
        if again.edits.is_empty() {
            return Ok(Cleaned { bytes: Cow::Owned(text.into_bytes()), taken: first.taken });
        }
        text = applied(&text, &again.edits);
    }
    Err(Fault::of_file("the drawing cannot be made harmless", "export it again from the drawing program, as plain SVG"))
}

/// How often a drawing is read again, at most. Once is enough for all that are known.
const MOST_PASSES: usize = 4;

#[cfg(test)]
mod tests;
