//! Recordings: films and sound, as far as their heads tell of them.
//!
//! An engine like `pictures`: it knows no site. Nothing is decoded. Of a file of some gigabytes a few kilobytes are read,
//! wherever in it they stand: what is between is stepped over. So a head can claim what it likes: it costs neither time nor
//! memory.
//!
//! Heads are read by hand ([`boxes`], [`elements`], [`sound`]): what matters here (how a telephone was held, what the pictures
//! are coded with, whether the head comes first) is what crates leave out, and none of them keeps its promise on a damaged
//! file (`docs/dependencies.md`).

mod boxes;
mod captions;
mod codec;
mod container;
mod elements;
mod fault;
mod mp4;
mod ogg;
mod sound;
mod webm;

pub use captions::{CaptionsFault, LONGEST_CAPTIONS, read_captions};
pub use codec::{Codec, Played};
pub use container::{Container, container_named};
pub use fault::Fault;

use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;

/// What the head of a film or a sound says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How the file is written.
    pub container: Container,
    /// Width and height in pixels as it is shown: turned upright, with pixels that are square. None for sound.
    pub size: Option<(u32, u32)>,
    /// How long it lasts, where that is said.
    pub duration: Option<Duration>,
    /// What the pictures are coded with; none for sound.
    pub picture: Option<Codec>,
    /// What the sound is coded with, where there is any.
    pub sound: Option<Codec>,
    /// Whether what a player must know first stands at the end of the file.
    pub starts_late: bool,
    /// Whether the file ends before it says that it does.
    pub is_cut: bool,
}

impl Head {
    fn of(container: Container) -> Head {
        let (size, duration, picture, sound) = (None, None, None, None);
        Head { container, size, duration, picture, sound, starts_late: false, is_cut: false }
    }

    /// Whether it has pictures that move.
    pub fn is_film(&self) -> bool {
        self.picture.is_some()
    }
}

/// Bytes by which a file is recognised.
const FIRST: usize = 64;

/// Reads the head of a film or a sound.
///
/// # Errors
/// Why nothing can be said of it.
pub fn look(file: &mut (impl Read + Seek)) -> Result<Head, Fault> {
    let length = file.seek(SeekFrom::End(0))?;
    if length == 0 {
        return Err(Fault::Empty);
    }
    let mut first = [0; FIRST];
    file.rewind()?;
    let read = fill(file, &mut first)?;
    let container = container::recognise(&first[..read]).ok_or_else(|| Fault::of_unknown(&first[..read]))?;
    match container {
        Container::Mp4 | Container::QuickTime => mp4::head(file, length, container),
        Container::WebM | Container::Matroska => webm::head(file, length),
        Container::Ogg => ogg::head(file, length),
        Container::Mp3 | Container::Flac | Container::Wav | Container::Aac => sound::head(file, length, container),
        other => Ok(Head::of(other)),
    }
}

/// Reads as much as there is.
fn fill(file: &mut impl Read, into: &mut [u8]) -> std::io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match file.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Reads at a place; fewer bytes than asked for where the file ends.
fn read_at(file: &mut (impl Read + Seek), at: u64, into: &mut [u8]) -> std::io::Result<usize> {
    file.seek(SeekFrom::Start(at))?;
    fill(file, into)
}

/// A side of a picture in pixels, where it may be one.
fn side(pixels: f64) -> Option<u32> {
    const LONGEST: f64 = 65_535.0;
    let pixels = pixels.round();
    (1.0..=LONGEST).contains(&pixels).then_some(pixels as u32)
}

/// A span of time, where it may be one of a recording: some claim to last for centuries.
fn span(seconds: f64) -> Option<Duration> {
    const LONGEST: f64 = 30.0 * 24.0 * 3600.0;
    (seconds > 0.0 && seconds <= LONGEST).then(|| Duration::from_millis((seconds * 1000.0).round() as u64))
}

#[cfg(test)]
mod tests;
