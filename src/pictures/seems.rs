//! What bytes are that are no picture, so that a writer learns what was put in its place.

use serde::{Deserialize, Serialize};

/// What a file seems to be that is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seems {
    /// A page of the web: often the error page that a download brought in place of the picture.
    Html,
    /// A pointer of Git LFS in place of the file.
    LfsPointer,
    /// Other text.
    Text,
    /// A program.
    Program,
    /// An archive (zip, gzip, 7z, rar), or a document of an office program, which is one.
    Archive,
    /// PDF.
    Pdf,
    /// PostScript, or a drawing of Illustrator.
    PostScript,
    /// A film.
    Film,
    /// A recording.
    Sound,
    /// A font.
    Font,
    /// Nothing but zeros: a copy that was never finished.
    Zeros,
    /// Nothing that is known.
    Unknown,
}

impl Seems {
    /// What it is, behind "seems to be".
    pub fn words(self) -> &'static str {
        match self {
            Seems::Html => "a page of HTML",
            Seems::LfsPointer => "a pointer of Git LFS",
            Seems::Text => "a text",
            Seems::Program => "a program",
            Seems::Archive => "an archive or an office document",
            Seems::Pdf => "a PDF",
            Seems::PostScript => "PostScript",
            Seems::Film => "a film",
            Seems::Sound => "a sound recording",
            Seems::Font => "a font",
            Seems::Zeros => "nothing but zeros",
            Seems::Unknown => "of no kind that is known here",
        }
    }
}

/// Marks at the start of files, and what each stands for.
const MARKS: &[(&[u8], Seems)] = &[
    (b"version https://git-lfs.github.com/spec/", Seems::LfsPointer),
    (b"%PDF-", Seems::Pdf),
    (b"%!PS", Seems::PostScript),
    (b"\xc5\xd0\xd3\xc6", Seems::PostScript),
    (b"PK\x03\x04", Seems::Archive),
    (b"PK\x05\x06", Seems::Archive),
    (b"\x1f\x8b", Seems::Archive),
    (b"7z\xbc\xaf\x27\x1c", Seems::Archive),
    (b"Rar!\x1a\x07", Seems::Archive),
    (b"\x28\xb5\x2f\xfd", Seems::Archive),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Seems::Archive),
    (b"MZ", Seems::Program),
    (b"\x7fELF", Seems::Program),
    (b"\xcf\xfa\xed\xfe", Seems::Program),
    (b"\xca\xfe\xba\xbe", Seems::Program),
    (b"#!", Seems::Program),
    (b"\x1a\x45\xdf\xa3", Seems::Film),
    (b"\0\0\x01\xba", Seems::Film),
    (b"FLV\x01", Seems::Film),
    (b"ID3", Seems::Sound),
    (b"\xff\xfb", Seems::Sound),
    (b"\xff\xf3", Seems::Sound),
    (b"fLaC", Seems::Sound),
    (b"OggS", Seems::Sound),
    (b"wOFF", Seems::Font),
    (b"wOF2", Seems::Font),
    (b"OTTO", Seems::Font),
    (b"\0\x01\0\0\0", Seems::Font),
];

/// How much of a file is looked at.
const LOOKED_AT: usize = 4096;

/// What bytes seem to be that no picture was recognised in.
pub(super) fn seems(bytes: &[u8]) -> Seems {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    if let Some(&(_, seems)) = MARKS.iter().find(|(mark, _)| start.starts_with(mark)) {
        return seems;
    }
    match (start.get(..4), start.get(4..8), start.get(8..12)) {
        (_, Some(b"ftyp"), Some(b"M4A " | b"M4B ")) => return Seems::Sound,
        (_, Some(b"ftyp" | b"moov" | b"mdat" | b"wide"), _) | (Some(b"RIFF"), _, Some(b"AVI ")) => return Seems::Film,
        (Some(b"RIFF"), _, Some(b"WAVE")) => return Seems::Sound,
        _ => {}
    }
    if start.iter().all(|&byte| byte == 0) {
        return Seems::Zeros;
    }
    if !is_text(start) {
        return Seems::Unknown;
    }
    let text = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|mark| text.starts_with(mark)) {
        Seems::Html
    } else {
        Seems::Text
    }
}

/// Whether these bytes are a text in UTF-8, UTF-16 or an eight-bit alphabet: no control characters but those of lines.
fn is_text(start: &[u8]) -> bool {
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return true;
    }
    let is_control = |byte: u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)) || byte == 0x7f;
    !start.iter().any(|&byte| is_control(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_picture_is_called_by_its_name() {
        assert_eq!(seems(b"MZ\x90\0"), Seems::Program);
        assert_eq!(seems("Ein Brief über Bäume".as_bytes()), Seems::Text);
        assert_eq!(seems(b"caf\xe9 noir"), Seems::Text);
        assert_eq!(seems(b"  <!DOCTYPE HTML>\n<title>404</title>"), Seems::Html);
        assert_eq!(seems(b"version https://git-lfs.github.com/spec/v1\noid sha256:12"), Seems::LfsPointer);
        assert_eq!(seems(b"\0\0\0\x20ftypisom"), Seems::Film);
        assert_eq!(seems(b"RIFF\0\0\0\0WAVEfmt "), Seems::Sound);
        assert_eq!(seems(&[0; 300]), Seems::Zeros);
        assert_eq!(seems(b"\x01\x02\x03"), Seems::Unknown);
    }
}
