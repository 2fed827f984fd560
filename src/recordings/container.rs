//! How films and sound are written: kinds of files, by what they begin with and by their names.

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// MP4, for films and for sound.
    Mp4,
    /// QuickTime, from which MP4 comes.
    QuickTime,
    /// WebM.
    WebM,
    /// Matroska, from which WebM comes.
    Matroska,
    /// Ogg.
    Ogg,
    /// MPEG audio, layer III (and its forerunners).
    Mp3,
    /// FLAC.
    Flac,
    /// WAVE.
    Wav,
    /// AAC without a container (ADTS).
    Aac,
    /// Audio Video Interleave.
    Avi,
    /// AIFF.
    Aiff,
    /// Windows Media.
    WindowsMedia,
    /// Flash video.
    Flash,
    /// MPEG programme or transport stream.
    Mpeg,
}

impl Container {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Container::Mp4 => "MP4",
            Container::QuickTime => "QuickTime",
            Container::WebM => "WebM",
            Container::Matroska => "Matroska",
            Container::Ogg => "Ogg",
            Container::Mp3 => "MP3",
            Container::Flac => "FLAC",
            Container::Wav => "WAVE",
            Container::Aac => "AAC",
            Container::Avi => "AVI",
            Container::Aiff => "AIFF",
            Container::WindowsMedia => "Windows Media",
            Container::Flash => "Flash",
            Container::Mpeg => "MPEG",
        }
    }

    /// How the name of such a file ends, of a film or of sound.
    pub fn ending(self, is_film: bool) -> &'static str {
        match self {
            Container::Mp4 if is_film => "mp4",
            Container::Mp4 => "m4a",
            Container::QuickTime => "mov",
            Container::WebM if is_film => "webm",
            Container::WebM => "weba",
            Container::Matroska => "mkv",
            Container::Ogg if is_film => "ogv",
            Container::Ogg => "ogg",
            Container::Mp3 => "mp3",
            Container::Flac => "flac",
            Container::Wav => "wav",
            Container::Aac => "aac",
            Container::Avi => "avi",
            Container::Aiff => "aiff",
            Container::WindowsMedia => "wmv",
            Container::Flash => "flv",
            Container::Mpeg => "mpg",
        }
    }

    /// Whether browsers read such files at all.
    pub fn is_of_browsers(self) -> bool {
        !matches!(
            self,
            Container::Matroska
                | Container::Avi
                | Container::Aiff
                | Container::WindowsMedia
                | Container::Flash
                | Container::Mpeg
        )
    }

    /// Whether a browser that is told the one plays the other: what it looks at is the file.
    pub fn is_as_good_as(self, other: Container) -> bool {
        let family = |container| match container {
            Container::QuickTime => Container::Mp4,
            Container::Matroska => Container::WebM,
            other => other,
        };
        family(self) == family(other)
    }
}

/// The kind of file that begins so.
pub(super) fn recognise(first: &[u8]) -> Option<Container> {
    let at = |offset: usize, wanted: &[u8]| first.get(offset..).is_some_and(|rest| rest.starts_with(wanted));
    let sync = || Some((*first.first()?, *first.get(1)?));
    Some(match first {
        _ if at(4, b"ftypqt  ") => Container::QuickTime,
        _ if at(4, b"ftyp") || at(4, b"styp") => Container::Mp4,
        // Before there was `ftyp`.
        _ if [&b"moov"[..], b"mdat", b"wide", b"free", b"skip", b"pnot"].iter().any(|kind| at(4, kind)) => {
            Container::QuickTime
        }
        _ if at(0, b"\x1a\x45\xdf\xa3") => Container::WebM,
        _ if at(0, b"OggS") => Container::Ogg,
        _ if at(0, b"fLaC") => Container::Flac,
        _ if (at(0, b"RIFF") || at(0, b"RF64")) && at(8, b"WAVE") => Container::Wav,
        _ if at(0, b"RIFF") && at(8, b"AVI ") => Container::Avi,
        _ if at(0, b"FORM") && (at(8, b"AIFF") || at(8, b"AIFC")) => Container::Aiff,
        _ if at(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11") => Container::WindowsMedia,
        _ if at(0, b"FLV\x01") => Container::Flash,
        _ if at(0, b"\0\0\x01\xba") || at(0, b"\0\0\x01\xb3") => Container::Mpeg,
        // The tag says nothing of what follows, and in practice it is this.
        _ if at(0, b"ID3") => Container::Mp3,
        _ => match sync()? {
            // ADTS: twelve bits, and no layer.
            (0xff, second) if second & 0xf6 == 0xf0 => Container::Aac,
            (0xff, second) if second & 0xe0 == 0xe0 && second & 0x06 != 0 => Container::Mp3,
            _ => return None,
        },
    })
}

/// The kind of file that a name means.
pub fn container_named(name: &str) -> Option<Container> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "mp4" | "m4v" | "m4a" | "m4b" | "f4v" | "3gp" => Container::Mp4,
        "mov" | "qt" => Container::QuickTime,
        "webm" | "weba" => Container::WebM,
        "mkv" | "mka" => Container::Matroska,
        "ogg" | "oga" | "ogv" | "opus" | "spx" => Container::Ogg,
        "mp3" => Container::Mp3,
        "flac" => Container::Flac,
        "wav" => Container::Wav,
        "aac" => Container::Aac,
        "avi" => Container::Avi,
        "aif" | "aiff" => Container::Aiff,
        "wmv" | "wma" | "asf" => Container::WindowsMedia,
        "flv" => Container::Flash,
        "mpg" | "mpeg" | "m2v" | "vob" => Container::Mpeg,
        _ => return None,
    })
}
