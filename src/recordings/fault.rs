//! Why nothing can be said of a recording, in a writer's words.

use std::fmt;

/// Why a head cannot be read. Its `Display` is the sentence, without the file's name; [`Fault::way_out`] what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file has no bytes.
    Empty,
    /// The file is something else.
    Other(&'static str),
    /// The file is none of the kinds that are known.
    Unknown,
    /// The file ends in its head.
    Cut,
    /// The head says what cannot be.
    Damaged,
    /// There is a head, and it tells of no film and no sound.
    Nothing,
    /// The disk does not give it.
    Unreadable(String),
}

impl Fault {
    /// What a file seems to be that is no recording.
    pub(super) fn of_unknown(first: &[u8]) -> Fault {
        const KNOWN: [(&[u8], &str); 9] = [
            (b"\xff\xd8\xff", "a photograph"),
            (b"\x89PNG", "a picture"),
            (b"%PDF", "a document"),
            (b"PK\x03\x04", "an archive or an office document"),
            (b"<!DO", "a page of a website"),
            (b"<!do", "a page of a website"),
            (b"<htm", "a page of a website"),
            (b"version https://git-lfs", "a placeholder of Git LFS, and the file itself has not been fetched"),
            (b"WEBVTT", "captions"),
        ];
        let known = KNOWN.iter().find(|(start, _)| first.starts_with(start));
        known.map_or(Fault::Unknown, |(_, what)| Fault::Other(what))
    }

    /// What to do.
    pub fn way_out(&self) -> &'static str {
        match self {
            Fault::Empty | Fault::Cut => "copy the file again: it did not arrive as a whole",
            Fault::Other(_) | Fault::Unknown => "put the film or the sound itself there, as MP4 or MP3",
            Fault::Damaged | Fault::Nothing => {
                "export it again from the program that made it, or repair it: `ffmpeg -i old.mp4 -c copy new.mp4`"
            }
            Fault::Unreadable(_) => "give permission to read it",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Empty => write!(out, "the file is empty"),
            Fault::Other(what) => write!(out, "the file is no film and no sound: it seems to be {what}"),
            Fault::Unknown => write!(out, "the file is no film and no sound of a kind that is known"),
            Fault::Cut => write!(out, "the file ends before its head does"),
            Fault::Damaged => write!(out, "the head of the file is damaged"),
            Fault::Nothing => write!(out, "the head of the file tells of no film and no sound"),
            Fault::Unreadable(error) => write!(out, "the file cannot be read: {error}"),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        match error.kind() {
            std::io::ErrorKind::UnexpectedEof => Fault::Cut,
            _ => Fault::Unreadable(error.to_string()),
        }
    }
}
