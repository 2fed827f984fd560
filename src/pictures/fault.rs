//! Why a picture cannot be used, in a writer's words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::format::Format;
use super::seems::Seems;

/// Why a picture cannot be used. Its `Display` is the sentence, without the file's name; [`Fault::way_out`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The file has no bytes.
    Empty,
    /// The file is no picture.
    NoPicture(Seems),
    /// The file ends before the picture does.
    Truncated(Format),
    /// The file begins like a picture and cannot be read.
    Unreadable(Format),
    /// A kind of picture that is not read here.
    Unsupported(Format),
    /// A picture of a kind that is read, in a way of writing it that is not.
    UnsupportedKind(Format),
    /// More pixels than are decoded.
    TooManyPixels {
        /// The width that the file gives, in pixels.
        width: u32,
        /// The height that the file gives, in pixels.
        height: u32,
        /// The most pixels that a picture may have.
        limit: u64,
    },
    /// More bytes than are read.
    TooManyBytes {
        /// The length of the file.
        bytes: u64,
        /// The longest that it may be.
        limit: u64,
    },
    /// A derivative was asked for that is larger than the picture.
    LargerThanSource {
        /// What was asked for, in pixels.
        asked: (u32, u32),
        /// The most that there is of that shape.
        most: (u32, u32),
    },
    /// A derivative was asked for that its format cannot hold, or of no pixels.
    NotWritten {
        /// What was asked for, in pixels.
        asked: (u32, u32),
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Empty => write!(out, "the file is empty"),
            Fault::NoPicture(seems) => write!(out, "the file is no picture: it seems to be {}", seems.words()),
            Fault::Truncated(format) => write!(out, "the {} breaks off: a part of the file is missing", format.name()),
            Fault::Unreadable(format) => write!(out, "the file begins like a {} and is damaged", format.name()),
            Fault::Unsupported(format) => write!(out, "{}, a kind of picture that is not read here", format.name()),
            Fault::UnsupportedKind(format) => {
                write!(out, "the file is a {} of a rare kind, which is not read here", format.name())
            }
            Fault::TooManyPixels { width, height, limit } => write!(
                out,
                "the picture is {width} × {height} pixels, which is {} million; at most {} million are read",
                millions(u64::from(*width) * u64::from(*height)),
                millions(*limit)
            ),
            Fault::TooManyBytes { bytes, limit } => {
                write!(out, "the file has {} MB; at most {} MB are read", millions(*bytes), millions(*limit))
            }
            Fault::LargerThanSource { asked, most } => write!(
                out,
                "a picture of {} × {} pixels cannot be made: there are only {} × {} of that shape",
                asked.0, asked.1, most.0, most.1
            ),
            Fault::NotWritten { asked } => {
                write!(out, "a picture of {} × {} pixels cannot be written in that format", asked.0, asked.1)
            }
        }
    }
}

impl std::error::Error for Fault {}

/// Millions, rounded up: what is over a limit shall not read like the limit.
fn millions(number: u64) -> u64 {
    number.div_ceil(1_000_000)
}

impl Fault {
    /// What a writer can do about it.
    pub fn way_out(&self) -> &'static str {
        match self {
            Fault::Empty => "copy the picture again from where it came from",
            Fault::NoPicture(Seems::Html) => {
                "an error page was saved in place of the picture: download it again, and look at it before you add it"
            }
            Fault::NoPicture(Seems::LfsPointer) => "fetch the files themselves with `git lfs pull`",
            Fault::NoPicture(Seems::Archive) => "unpack it, and add the picture that is inside",
            Fault::NoPicture(Seems::Pdf | Seems::PostScript) => {
                "export the page as PNG, or as SVG if it is a drawing; or link to the document"
            }
            Fault::NoPicture(Seems::Film) => "show it as a film, with a still of it as the picture",
            Fault::NoPicture(Seems::Zeros) => "the copy was never finished: copy the picture again",
            Fault::NoPicture(_) => "put the picture itself in its place, as JPEG, PNG or WebP",
            Fault::Truncated(_) => "copy or download the picture again, as the transfer was cut short",
            Fault::Unreadable(_) => {
                "copy the picture again; if it opens in an editor of pictures, save it anew as JPEG"
            }
            Fault::Unsupported(Format::Heic) => {
                "export it as JPEG. iPhone: Settings, Camera, Formats, Most Compatible; Mac: open it in Preview, \
                 File, Export; Lightroom: File, Export, Image Format JPEG"
            }
            Fault::Unsupported(Format::Raw) => "develop it, and export it as JPEG (Lightroom: File, Export)",
            Fault::Unsupported(Format::Svg) => "use it as a drawing, or export it as PNG",
            Fault::Unsupported(_) | Fault::UnsupportedKind(_) => {
                "open it in an editor of pictures, and export it as JPEG (photographs) or PNG (drawings), 8 bits, RGB"
            }
            Fault::TooManyPixels { .. } => {
                "scale it down: 4,000 pixels on the longer side are more than any screen shows"
            }
            Fault::TooManyBytes { .. } => "export it as JPEG, 4,000 pixels on the longer side",
            Fault::LargerThanSource { .. } => "ask for a smaller one",
            Fault::NotWritten { .. } => "ask for another size or another format",
        }
    }
}
