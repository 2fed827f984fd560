//! Captions (WebVTT, W3C): whether browsers will read a file of them.

/// Bytes of captions that are read: those of a film of ten hours are shorter.
pub const LONGEST_CAPTIONS: u64 = 4 * 1024 * 1024;

/// Why browsers do not read captions, as a sentence without the file's name, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptionsFault {
    /// What is wrong.
    pub wrong: &'static str,
    /// What to do.
    pub way_out: &'static str,
}

/// Looks at the bytes of a file of captions.
///
/// # Errors
/// Why browsers do not read them.
pub fn read_captions(bytes: &[u8]) -> Result<(), CaptionsFault> {
    let fault = |wrong, way_out| Err(CaptionsFault { wrong, way_out });
    if bytes.is_empty() {
        return fault("the file is empty", "export the captions again, or remove the file");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return fault("the file is UTF-16, and captions are UTF-8", "open it in an editor and save it as UTF-8");
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return fault("the file is not UTF-8 text", "open it in an editor and save it as UTF-8");
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_headed =
        text.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
    match is_headed {
        true if !text.contains("-->") => fault("there are no captions in it", "export them again, or remove the file"),
        true => Ok(()),
        // The times of SubRip have commas.
        false if text.lines().any(|line| line.contains("-->") && line.contains(',')) => fault(
            "the file is SubRip (SRT) with another name, which browsers do not read",
            "let ffmpeg rewrite it: `ffmpeg -i old.srt new.vtt`",
        ),
        false => fault(
            "the file does not begin with `WEBVTT`",
            "export it as WebVTT, or write `WEBVTT` and an empty line at its top",
        ),
    }
}
