//! Films, sound and captions, by their names: what is a player in a text.

/// What a player plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recording {
    /// Pictures that move.
    Film,
    /// Sound alone.
    Sound,
}

impl Recording {
    /// The noun in messages.
    pub fn noun(self) -> &'static str {
        match self {
            Recording::Film => "film",
            Recording::Sound => "sound file",
        }
    }
}

use Recording::{Film, Sound};

/// Endings of names of what browsers may play, with the media types that hosts and feeds say (IANA's registry, and WHATWG's "MIME Sniffing").
const ENDINGS: [(&str, Recording, &str); 14] = [
    ("mp4", Film, "video/mp4"),
    ("m4v", Film, "video/mp4"),
    ("mov", Film, "video/quicktime"),
    ("webm", Film, "video/webm"),
    ("ogv", Film, "video/ogg"),
    ("mp3", Sound, "audio/mpeg"),
    ("m4a", Sound, "audio/mp4"),
    ("aac", Sound, "audio/aac"),
    ("ogg", Sound, "audio/ogg"),
    ("oga", Sound, "audio/ogg"),
    ("opus", Sound, "audio/ogg"),
    ("flac", Sound, "audio/flac"),
    ("wav", Sound, "audio/wav"),
    ("weba", Sound, "audio/webm"),
];

/// What a file is played as, by its name or its address; none for what no player shows.
pub fn recording_named(name: &str) -> Option<Recording> {
    row(name).map(|(_, recording, _)| *recording)
}

/// The media type of a film or a sound, by its name or its address.
pub fn recording_type(name: &str) -> Option<&'static str> {
    row(name).map(|(.., media_type)| *media_type)
}

fn row(name: &str) -> Option<&'static (&'static str, Recording, &'static str)> {
    let path = name.split(['?', '#']).next().unwrap_or_default();
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    ENDINGS.iter().find(|(known, ..)| ending.eq_ignore_ascii_case(known))
}

/// Whether a file holds captions, by its name.
pub fn is_captions(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("vtt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_is_known_by_the_end_of_a_name_or_an_address() {
        for (name, expected) in [
            ("a.MP4", Some(Film)),
            ("https://cdn.example/v.webm?t=1.mp3#a", Some(Film)),
            ("речь.m4a", Some(Sound)),
            ("a.pdf", None),
            ("https://mp4.example/", None),
            ("a.mp4/b", None),
            ("mp3", None),
        ] {
            assert_eq!(recording_named(name), expected, "{name}");
        }
        assert_eq!(recording_type("a.Opus"), Some("audio/ogg"));
    }
}
