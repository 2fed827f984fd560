//! The mark-up of a player for a film or for sound, on pages that templates make and in texts alike.

use super::escape;

/// Which player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// For pictures that move.
    Video,
    /// For sound.
    Audio,
}

/// Captions of a film in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// Where the file is.
    pub src: String,
    /// The tag of the language.
    pub language: String,
    /// What readers choose it by: the language's own name.
    pub label: String,
    /// Whether it is shown where the reader has not chosen.
    pub is_default: bool,
}

/// A player with all that is in its mark-up.
pub(crate) struct Player<'a> {
    pub element: Element,
    pub src: &'a str,
    /// What it shows or says: the name of the player for those who do not see it, and of the link for those without one.
    pub name: &'a str,
    /// Pixels: the page keeps the place free.
    pub size: Option<(u32, u32)>,
    /// A picture that is shown until it plays.
    pub poster: Option<&'a str>,
    pub tracks: &'a [Track],
}

impl Player<'_> {
    /// The element. What is inside for browsers without a player is what readers of feeds get that take players out.
    pub fn html(&self) -> String {
        let (tag, more) = match self.element {
            Element::Video => ("video", " playsinline"),
            Element::Audio => ("audio", ""),
        };
        let (src, name) = (escape(self.src), escape(self.name));
        let mut html = format!("<{tag} controls preload=\"metadata\"{more} src=\"{src}\"");
        if let Some((width, height)) = self.size {
            html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if let Some(poster) = self.poster {
            html.push_str(&format!(" poster=\"{}\"", escape(poster)));
        }
        if !name.trim().is_empty() {
            html.push_str(&format!(" aria-label=\"{name}\""));
        }
        html.push('>');
        for track in self.tracks {
            let default = if track.is_default { " default" } else { "" };
            html.push_str(&format!(
                "<track kind=\"captions\" src=\"{}\" srclang=\"{}\" label=\"{}\"{default}>",
                escape(&track.src),
                escape(&track.language),
                escape(&track.label)
            ));
        }
        let words = if name.trim().is_empty() { &src } else { &name };
        html.push_str(&format!("<a href=\"{src}\">{words}</a></{tag}>"));
        html
    }
}
