//! Players of a text, for films and sound that stand alone in their paragraphs.

use super::is_doubtful;
use crate::diagnostic::{Code, Diagnostic};
use crate::html::escape;
use crate::html::player::{Element, Player};
use crate::input::recording::Recording;
use crate::markdown::{Body, PictureRole, Played, Source, Target, Written};

/// A picture, a film or a sound as it is written.
pub(super) struct Pictured<'a> {
    pub src: &'a str,
    pub alt: &'a str,
    /// What is shown when a pointer rests on it.
    pub title: Option<&'a str>,
    pub offset: usize,
    pub role: PictureRole,
    /// Whether it stands in a link.
    pub is_in_link: bool,
}

impl Pictured<'_> {
    /// What readers get of it where it stands, if it can be no picture there.
    pub fn seen(&self) -> &'static str {
        if self.is_in_link { "its words" } else { "a link to it" }
    }
}

/// The player of a film or a sound that stands alone in its paragraph. A link around it is told: it would take the presses
/// that are meant for the player.
pub(super) fn player(source: &Source, written: &Pictured, kind: Recording, body: &mut Body) -> String {
    let Pictured { src, alt, offset, is_in_link, .. } = *written;
    let noun = kind.noun();
    if alt.trim().is_empty() {
        let message = format!("the {noun} `{src}` has no description");
        let problem = source.problem(Diagnostic::warning, Code::NoAltText, message, offset);
        body.problems.push(problem.hint(match kind {
            Recording::Film => "say between the square brackets what it shows: ![The minister's speech](speech.mp4)",
            Recording::Sound => "say between the square brackets what is heard: ![The interview](talk.mp3)",
        }));
    }
    if is_in_link {
        let message = format!("a link stands around the {noun} `{src}`: it is left out");
        let problem = source.problem(Diagnostic::warning, Code::MisplacedPlayer, message, offset);
        body.problems
            .push(problem.hint("put the link into the caption or the text: who presses a player wants it to play"));
    }
    let is_told = is_doubtful(source, src, offset, body);
    let size = size(source, written, kind, body);
    let found = if is_told { Ok(plain(src)) } else { source.around.recording(src, kind) };
    let played = match found {
        Ok(played) => played,
        Err((code, message, hint)) => {
            body.problems.push(source.problem(Diagnostic::error, code, message, offset).hint(hint));
            return String::new();
        }
    };
    for (code, message, hint) in &played.remarks {
        body.problems.push(source.problem(Diagnostic::warning, *code, message.clone(), offset).hint(hint.clone()));
    }
    let mut note = |address: &str, loads| {
        let offset = source.start + offset;
        body.links.push(Written { address: address.to_owned(), offset, loads: Some(loads), is_told });
    };
    note(&played.url, "media-src");
    played.tracks.iter().for_each(|track| note(&track.src, "media-src"));
    played.poster.iter().for_each(|poster| note(poster, "img-src"));
    let element = if kind == Recording::Film { Element::Video } else { Element::Audio };
    Player {
        element,
        src: &played.url,
        name: alt,
        size: played.size.or(size).filter(|_| kind == Recording::Film),
        poster: played.poster.as_deref(),
        tracks: &played.tracks,
    }
    .html()
}

fn plain(src: &str) -> Played {
    Played { url: src.to_owned(), ..Played::default() }
}

/// The size that braces say, for a film elsewhere; what else they say of pictures alone is told.
fn size(source: &Source, written: &Pictured, kind: Recording, body: &mut Body) -> Option<(u32, u32)> {
    let marks = body.marks.get(&written.offset)?;
    let in_vain: &[&str] = match kind {
        Recording::Film => &["focus", "crop"],
        Recording::Sound => &["focus", "crop", "width", "height"],
    };
    let of = format!("a {}", kind.noun());
    let told = marks.in_vain(source, in_vain, &of, |key| format!("remove `{key}`"));
    let size = marks.width.zip(marks.height).map(|(width, height)| (width.0, height.0));
    body.problems.0.extend(told);
    size
}

/// A film or a sound between words: a player has no place there, and readers follow a link to the file.
pub(super) fn link(source: &Source, written: &Pictured, kind: Recording, body: &mut Body) -> String {
    let Pictured { src, alt, offset, .. } = *written;
    let seen = written.seen();
    let message = format!("the {} `{src}` stands between words: readers get {seen}, and no player", kind.noun());
    let problem = source.problem(Diagnostic::warning, Code::MisplacedPlayer, message, offset);
    body.problems.push(
        problem
            .hint("let it stand alone in its paragraph, with an empty line above and below: then it is a player")
            .hint(format!("or write the link as one, without the exclamation mark: [What it is]({src})")),
    );
    let href = match source.around.link(src) {
        Target::Address { href, .. } => href,
        Target::Broken(code, message, hint) => {
            body.problems.push(source.problem(Diagnostic::error, code, message, offset).hint(hint));
            return escape(alt);
        }
        Target::LeftOut(message, hint) => {
            body.problems.push(source.problem(Diagnostic::warning, Code::LinkToHidden, message, offset).hint(hint));
            return escape(alt);
        }
    };
    link_to(source, written, href, if alt.trim().is_empty() { src } else { alt }, body)
}

/// A link to what can be no picture where it stands. In a link, which leads elsewhere already, its words alone.
pub(super) fn link_to(source: &Source, written: &Pictured, href: String, words: &str, body: &mut Body) -> String {
    if written.is_in_link {
        return escape(words);
    }
    let link = format!("<a href=\"{}\">{}</a>", escape(&href), escape(words));
    body.links.push(Written { address: href, offset: source.start + written.offset, loads: None, is_told: false });
    link
}
