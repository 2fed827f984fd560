//! Films, sound and documents that are written like pictures where browsers show nothing of them.

use super::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::media::no_picture;
use crate::input::recording::recording_named;

/// What there is to say of an address where a picture should be, if that is surely none.
pub(super) fn problem(source: &Source, address: &str, offset: usize) -> Option<Diagnostic> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let kind = no_picture(path)?;
    let name = percent_encoding::percent_decode_str(path.rsplit('/').next().unwrap_or(path)).decode_utf8_lossy();
    let message = format!("`{name}` is a {kind}, and no picture: browsers show nothing there");
    let problem = source.problem(Diagnostic::warning, Code::NotAPicture, message, offset);
    Some(match (recording_named(path), kind) {
        (Some(_), _) => {
            problem.hint(format!("write it in Markdown, in a paragraph of its own: ![What it shows]({name})"))
        }
        (None, "document") => problem.hint(format!("link to it, without the exclamation mark: [What it is]({name})")),
        (None, _) => problem.hint(format!(
            "export it as MP4 (or MP3, if it is sound), and show that; or link to it: [What it is]({name})"
        )),
    })
}
