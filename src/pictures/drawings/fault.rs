//! Why a file is no drawing that anybody could show.

use crate::path::beginning;
use roxmltree::Error;

/// A drawing that cannot be read, in the words of the person who can fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as line and column from 1; none for the file as a whole.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

/// What to do about a file that is broken.
const SAVE_AGAIN: &str = "export it again from the drawing program, as plain SVG";

impl Fault {
    pub(super) fn of_file(message: impl Into<String>, hint: &'static str) -> Fault {
        Fault { place: None, message: message.into(), hint }
    }

    /// At a byte of a text.
    pub(super) fn at(text: &str, offset: usize, message: impl Into<String>, hint: &'static str) -> Fault {
        Fault { place: Some(line_and_column(text, offset)), message: message.into(), hint }
    }

    /// What the parser says, at a byte of the text that the file has.
    pub(super) fn of_xml(error: &Error, text: &str, offset: usize) -> Fault {
        let message = match error {
            Error::UnexpectedCloseTag(open, closing, _) => {
                format!("`</{closing}>` closes what `<{open}>` has opened: the drawing is broken XML")
            }
            Error::UnknownNamespace(prefix, _) => {
                format!(
                    "the prefix `{prefix}:` is not declared (`xmlns:{prefix}=\"…\"`): browsers show an error instead"
                )
            }
            Error::UnknownEntityReference(name, _) => {
                let message = format!("`&{name};` stands for nothing here: browsers show an error instead");
                return Fault::at(text, offset, message, "write the character itself, or its number: `&#160;`");
            }
            Error::MalformedEntityReference(_) => {
                let message = "a `&` that begins no character reference: browsers show an error instead";
                return Fault::at(text, offset, message, "write `&amp;`");
            }
            Error::InvalidAttributeValue(_) => {
                return Fault::at(text, offset, "a `<` in the value of an attribute", "write `&lt;`");
            }
            Error::DuplicatedAttribute(name, _) => {
                format!("the attribute `{name}` stands twice in one tag: browsers show an error instead")
            }
            Error::NoRootNode => return Fault::of_file("the file has no drawing in it", SAVE_AGAIN),
            Error::UnclosedRootNode | Error::UnexpectedEndOfStream => {
                return Fault::of_file("the drawing ends in the middle", SAVE_AGAIN);
            }
            Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
                return Fault::of_file("the drawing has more than two million parts", SIMPLIFY);
            }
            Error::NonXmlChar(c, _) => format!("a character that XML does not have ({})", c.escape_unicode()),
            _ => "the drawing is broken XML: browsers show an error instead".to_owned(),
        };
        Fault::at(text, offset, message, SAVE_AGAIN)
    }
}

/// What to do about a drawing that is too much for a phone.
pub(super) const SIMPLIFY: &str = "simplify it in the drawing program, or publish it as a PNG or WebP picture";

/// The beginning of the character at a byte of a text.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    beginning(text, offset).len()
}

/// Line and column, from 1, of a byte of a text.
pub(super) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..boundary(text, offset)];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[start..].chars().count() + 1)
}
