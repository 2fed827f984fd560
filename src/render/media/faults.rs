//! What is wrong with pictures, where a text shows them.

use super::{Asked, Source, of_image};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::Document;
use crate::input::discover::SourceFile;
use crate::input::media::MediaId;
use crate::input::theme::Place;
use crate::pictures::{Trouble, format_named, ladder};
use crate::site::Image;

/// A diagnostic's code, what is wrong, and the way out.
pub type Wrong = (Code, String, String);

/// The place of a front matter's picture.
const LEAD: &str = "lead";

/// What keeps a picture from being shown.
pub(in crate::render) fn wrong(source: Source, id: MediaId) -> Option<Wrong> {
    let trouble = source.look(id)?.as_ref().err()?;
    Some(told(&source.site.media.get(id).source, trouble))
}

/// The trouble with a file, in words.
pub fn told(file: &SourceFile, trouble: &Trouble) -> Wrong {
    match trouble {
        Trouble::File(problem) => {
            let hint = problem.hints.first().cloned().unwrap_or_else(|| "give permission to read it".to_owned());
            (problem.code, format!("the picture `{}`: {}", file.path, problem.message), hint)
        }
        Trouble::Picture(fault) => {
            let message = format!("the picture `{}`: {fault}", file.path);
            (Code::UnreadablePicture, message, fault.way_out().to_owned())
        }
    }
}

/// What is not as it should be with a picture that is shown all the same: its name says that it is something else, or it is
/// narrower than its place.
pub(in crate::render) fn remark(source: Source, asked: Asked, place: &Place) -> Option<Wrong> {
    let looked = source.look(asked.file)?.as_ref().ok()?;
    let file = &source.site.media.get(asked.file).source;
    if let Some(named) = format_named(&file.below).filter(|named| *named != looked.format) {
        let message = format!("`{}` is a {}, and its name says {}", file.path, looked.format.name(), named.name());
        let hint = format!("rename it, so that its name ends in `.{}`", looked.format.ending());
        return Some((Code::WrongEnding, message, hint));
    }
    if looked.width < place.span.widest {
        let message = format!(
            "`{}` is {} pixels wide, and its place up to {}: it looks blurred there",
            file.path, looked.width, place.span.widest
        );
        let best = ladder::LADDER.into_iter().find(|step| *step >= place.span.widest * 2).unwrap_or(ladder::LARGEST);
        return Some((
            Code::SmallPicture,
            message,
            format!("put a larger one in its place, best of all {best} pixels wide"),
        ));
    }
    None
}

/// What is wrong with the picture of a front matter, where that names it itself under a key. Who inherits a picture inherits
/// what is wrong with it.
pub(in crate::render) fn of_front_matter(
    source: Source,
    document: &Document,
    key: &str,
    image: Option<&Image>,
) -> Diagnostics {
    let Some(asked) = image.and_then(of_image::asked) else { return Diagnostics::default() };
    let is_lead = key == "image";
    let place = if is_lead { LEAD } else { "portrait" };
    let error = wrong(source, asked.file).map(|(code, message, hint)| Diagnostic::error(code, message).hint(hint));
    let moving = is_lead.then(|| moving(source, asked)).flatten();
    let warnings = moving.into_iter().chain(remark(source, asked, source.site.place(place)));
    let warnings = warnings.map(|(code, message, hint)| Diagnostic::warning(code, message).hint(hint));
    let found: Vec<Diagnostic> = error.into_iter().chain(warnings).collect();
    // Where it stands is slow to find, and most pictures are as they should be.
    if found.is_empty() || !document.says_of_picture(key, "src") {
        return Diagnostics::default();
    }
    let place = document.block().place_of(KeyPath::from(key).key("src").value());
    Diagnostics(found.into_iter().map(|problem| problem.at(place.clone())).collect())
}

/// A lead picture stands still.
fn moving(source: Source, asked: Asked) -> Option<Wrong> {
    source.look(asked.file)?.as_ref().ok().filter(|looked| looked.is_animated)?;
    let name = &source.site.media.get(asked.file).source.path;
    let message =
        format!("`{name}` moves, and a lead picture stands still: cards, feeds and search engines take no film");
    let hint = "take one of its pictures as the lead picture, and show what moves in the text";
    Some((Code::MovingLead, message, hint.to_owned()))
}
