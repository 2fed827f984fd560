//! Galleries: two or more pictures in one paragraph.

use super::embeds::is_known;
use super::figures::{Pictured, has_ended, pictured, said_below};
use super::{html, open_link, write};
use crate::html::escape;
use crate::input::media::no_picture;
use crate::markdown::events::{end_of, plain_text};
use crate::markdown::{Body, PictureRole, Source, Spanned};
use pulldown_cmark::{Event, Tag};

/// The fewest pictures that are a gallery.
const FEWEST: usize = 2;

/// Writes a paragraph of pictures as a gallery; an emphasised line below is the caption of all.
pub(super) fn gallery<'a>(source: &Source, inner: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) -> bool {
    let Some((pictures, caption)) = pictures(inner) else { return false };
    let is_of_others = |at: &usize| {
        let image = at + usize::from(matches!(inner[*at].0, Event::Start(Tag::Link { .. })));
        matches!(&inner[image].0, Event::Start(Tag::Image { dest_url, .. }) if is_known(source, dest_url))
    };
    if pictures.len() < FEWEST || pictures.iter().any(is_of_others) {
        return false;
    }
    let mut shown = Vec::new();
    for at in pictures {
        let cell = cell(source, inner, at, body);
        shown.extend(cell);
    }
    if shown.is_empty() {
        return true;
    }
    body.has_gallery = true;
    out.push(html("<figure class=\"gallery\"><div class=\"gallery-pictures\">".to_owned()));
    out.extend(shown.into_iter().map(html));
    out.push(html("</div>".to_owned()));
    if let Some(caption) = caption {
        out.push(html("<figcaption>".to_owned()));
        write(source, caption, body, out);
        out.push(html("</figcaption>".to_owned()));
    }
    out.push(html("</figure>\n".to_owned()));
    true
}

/// A picture of a gallery, in a link to itself unless the text has it in another; none where it has come down.
fn cell(source: &Source, inner: &[Spanned], at: usize, body: &mut Body) -> Option<String> {
    let link = match &inner[at] {
        (Event::Start(Tag::Link { link_type, dest_url, title, .. }), range) => {
            Some((*link_type, dest_url, title, range.start))
        }
        _ => None,
    };
    let image = at + usize::from(link.is_some());
    let (Event::Start(Tag::Image { dest_url, title, .. }), range) = &inner[image] else { return None };
    if has_ended(source, dest_url, range.start, body) {
        return None;
    }
    let alt = plain_text(&inner[image + 1..end_of(inner, image)]);
    let opening = link.map(|(kind, target, title, offset)| open_link(source, kind, target, title, offset, body));
    let (offset, role) = (range.start, PictureRole::Gallery);
    let credit = body.marks.get(&offset).and_then(|marks| marks.credit.clone());
    let is_in_link = opening.is_some();
    let written = Pictured { src: dest_url, alt: &alt, title: None, offset, role, is_in_link };
    let (tag, whole) = pictured(source, written, body);
    let tag = match (opening, whole) {
        _ if tag.is_empty() => return None,
        (Some(opening), _) => format!("{opening}{tag}</a>"),
        (None, Some(whole)) => format!("<a class=\"gallery-picture\" href=\"{}\">{tag}</a>", escape(&whole)),
        (None, None) => tag,
    };
    let said = said_below(source, Some(&**title).filter(|title| !title.is_empty()), credit.as_deref());
    Some(match said.is_empty() {
        true => tag,
        false => format!("<figure>{tag}<figcaption>{said}</figcaption></figure>"),
    })
}

/// Where the pictures of a paragraph begin that holds nothing else, and its last line, where that is emphasised.
fn pictures<'e, 'a>(inner: &'e [Spanned<'a>]) -> Option<(Vec<usize>, Option<&'e [Spanned<'a>]>)> {
    let mut found = Vec::new();
    let (mut i, mut is_new_line) = (0, false);
    while i < inner.len() {
        let end = end_of(inner, i);
        let image = match &inner[i].0 {
            Event::Start(Tag::Image { .. }) => Some(i),
            Event::Start(Tag::Link { .. }) => match &inner[i + 1].0 {
                Event::Start(Tag::Image { .. }) if end_of(inner, i + 1) + 1 == end => Some(i + 1),
                _ => return None,
            },
            Event::SoftBreak | Event::HardBreak => {
                is_new_line = true;
                i = end + 1;
                continue;
            }
            Event::Text(text) if text.trim().is_empty() => None,
            Event::Start(Tag::Emphasis) if is_new_line && end + 1 == inner.len() => {
                return Some((found, Some(&inner[i + 1..end])));
            }
            _ => return None,
        };
        if let Some(image) = image {
            let Event::Start(Tag::Image { dest_url, .. }) = &inner[image].0 else { return None };
            // A film or a sound is no picture of a gallery.
            no_picture(dest_url.split(['?', '#']).next().unwrap_or_default()).is_none().then_some(())?;
            found.push(i);
        }
        is_new_line = false;
        i = end + 1;
    }
    Some((found, None))
}
