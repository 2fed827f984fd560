//! Pictures of a text: between words, and as figures with what is said of them.

pub(super) use super::players::Pictured;
use super::players::{link, link_to, player};
use super::{html, is_doubtful, open_link, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::escape;
use crate::html::picture::Img;
use crate::input::config::embeds::Origin;
use crate::input::recording::{Recording, recording_named};
use crate::markdown::events::{end_of, plain_text};
use crate::markdown::marks::Marks;
use crate::markdown::{Asked, Body, EmbedAsked, Picture, PictureRole, Source, Spanned, Written, films};
use crate::path::scheme;
use pulldown_cmark::{Event, Tag, TagEnd};

/// Writes a paragraph that holds one picture, and perhaps an emphasised line below it, as a figure.
pub(super) fn figure<'a>(source: &Source, inner: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) -> bool {
    // A link may stand around it.
    let is_picture = |at: usize| matches!(inner.get(at), Some((Event::Start(Tag::Image { .. }), _)));
    let end = end_of(inner, 0);
    let at = match inner.first() {
        Some((Event::Start(Tag::Link { .. }), _)) if is_picture(1) && end_of(inner, 1) + 1 == end => 1,
        _ => 0,
    };
    let Some((Event::Start(Tag::Image { dest_url, title, .. }), range)) = inner.get(at) else { return false };
    let credit = match &inner[end + 1..] {
        [] => None,
        [(Event::SoftBreak | Event::HardBreak, _), rest @ ..] => match rest.first() {
            Some((Event::Start(Tag::Emphasis), _)) if end_of(rest, 0) == rest.len() - 1 => {
                Some(&rest[1..rest.len() - 1])
            }
            _ => return false,
        },
        _ => return false,
    };
    let alt = plain_text(&inner[at + 1..end_of(inner, at)]);
    let marks = body.marks.get(&range.start).cloned().unwrap_or_default();
    if has_ended(source, dest_url, range.start, body) {
        return true;
    }
    let place = figure_place(source, &marks, body);
    let written = Pictured {
        src: dest_url,
        alt: &alt,
        title: None,
        offset: range.start,
        role: PictureRole::Figure,
        is_in_link: at == 1,
    };
    if let Some(kind) = recording_named(dest_url) {
        let class = if kind == Recording::Film { "film" } else { "sound" };
        out.push(html(format!("<figure class=\"{class}{place}\">")));
        out.push(html(player(source, &written, kind, body)));
    } else {
        out.push(html(format!("<figure class=\"picture{place}\">")));
        if let Some((Event::Start(Tag::Link { link_type, dest_url, title, .. }), range)) = inner.first() {
            out.push(html(open_link(source, *link_type, dest_url, title, range.start, body)));
        }
        out.push(html(image(source, written, body)));
        if at == 1 {
            out.push(html("</a>".to_owned()));
        }
    }
    if !title.is_empty() || credit.is_some() || marks.credit.is_some() {
        out.push(html("<figcaption>".to_owned()));
        if !title.is_empty() {
            out.push(html(said(source, "caption", title)));
        }
        let space = if title.is_empty() { "" } else { " " };
        // What is said in braces stands over the line below.
        if let Some(credit) = &marks.credit {
            out.push(html(format!("{space}{}", said(source, "credit", credit))));
        } else if let Some(credit) = credit {
            out.push(html(format!("{space}<span class=\"credit\">")));
            write(source, credit, body, out);
            out.push(html("</span>".to_owned()));
        }
        out.push(html("</figcaption>".to_owned()));
    }
    out.push(html("</figure>\n".to_owned()));
    true
}

/// A part of what is said below a picture.
fn said(source: &Source, class: &str, text: &str) -> String {
    format!("<span class=\"{class}\">{}</span>", escape(&source.typography.set(text)))
}

/// The caption and the credit below a picture, of those that there are.
pub(super) fn said_below(source: &Source, caption: Option<&str>, credit: Option<&str>) -> String {
    let parts = [("caption", caption), ("credit", credit)].into_iter();
    let said: Vec<String> = parts.filter_map(|(class, text)| Some(said(source, class, text?))).collect();
    said.join(" ")
}

/// The class of a figure for its place; a place that there is not is told.
pub(super) fn figure_place(source: &Source, marks: &Marks, body: &mut Body) -> String {
    let Some(place) = marks.place.as_deref() else { return String::new() };
    let known = source.around.places();
    if known.contains(&place) {
        return if place == "text" { String::new() } else { format!(" picture-{place}") };
    }
    let message = format!("the theme has no place `{place}` for a picture");
    let offset = marks.place_of("place").unwrap_or_default();
    let problem = source.problem(Diagnostic::warning, Code::BadPictureMark, message, offset);
    let all = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    body.problems.push(problem.did_you_mean(place, known).hint(format!("it has {all}")));
    String::new()
}

/// Tells of a size that does nothing: that of a file is read from it, and one side alone is no size.
fn size_in_vain(source: &Source, marks: &Marks, [said, found]: [Option<(u32, u32)>; 2], body: &mut Body) {
    let place = marks.place_of("width").or_else(|| marks.place_of("height"));
    let (message, hint) = match (place, said) {
        (Some(_), None) => ("one side alone is no size of a picture", "say both: `width=1600 height=900`"),
        (Some(_), said) if said != found => {
            ("the size is for pictures elsewhere: that of a file is read from the file", "remove `width` and `height`")
        }
        _ => return,
    };
    let offset = place.unwrap_or_default();
    let problem = source.problem(Diagnostic::warning, Code::BadPictureMark, message.to_owned(), offset);
    body.problems.push(problem.hint(hint));
}

/// Whether the last day of a picture has passed, which is told.
pub(super) fn has_ended(source: &Source, src: &str, offset: usize, body: &mut Body) -> bool {
    let Some(marks) = body.marks.get(&offset) else { return false };
    let has_ended = marks.until.is_some_and(|until| source.around.has_ended(until));
    if has_ended {
        let what = match scheme(src) {
            Some(_) => format!("what `{src}` shows"),
            None => format!("the picture `{src}`"),
        };
        let message = format!("{what} has come down: its `until` has passed");
        let offset = marks.place_of("until").unwrap_or(offset);
        let problem = source.problem(Diagnostic::warning, Code::PictureHasEnded, message, offset);
        body.problems.push(
            problem
                .hint("remove the picture, or put another in its place")
                .hint("if it may be shown for longer, correct `until`"),
        );
    }
    has_ended
}

/// Whether all that a paragraph or a link holds are pictures that have come down, which are told.
pub(super) fn has_come_down(source: &Source, inner: &[Spanned], body: &mut Body) -> bool {
    if body.marks.is_empty() {
        return false;
    }
    let is_open = |event: &Event| matches!(event, Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link));
    let mut pictures = Vec::new();
    let mut i = 0;
    while i < inner.len() {
        match &inner[i] {
            (Event::Start(Tag::Image { dest_url, .. }), range) => {
                let until = body.marks.get(&range.start).and_then(|marks| marks.until);
                if !until.is_some_and(|until| source.around.has_ended(until)) {
                    return false;
                }
                pictures.push((dest_url, range.start));
                i = end_of(inner, i);
            }
            (Event::SoftBreak | Event::HardBreak, _) => {}
            (Event::Text(text), _) if text.trim().is_empty() => {}
            (event, _) if is_open(event) => {}
            _ => return false,
        }
        i += 1;
    }
    for (src, offset) in &pictures {
        has_ended(source, src, *offset, body);
    }
    !pictures.is_empty()
}

pub(super) fn image(source: &Source, written: Pictured, body: &mut Body) -> String {
    pictured(source, written, body).0
}

/// What another site shows, where it stands between words like a picture: readers get a link, which is told.
fn of_others(source: &Source, written: &Pictured, body: &mut Body) -> Option<String> {
    let Pictured { src, alt, offset, .. } = *written;
    let asked = EmbedAsked { address: src, title: None, size: (None, None), origin: Origin::Text };
    let embed = source.around.embed(&asked)?;
    let seen = written.seen();
    let message = format!("`{src}` is no picture, and stands between words: readers get {seen}");
    let problem = source.problem(Diagnostic::warning, Code::NotAPicture, message, offset);
    let hint = format!("put it alone in a paragraph: then {} is shown there", embed.provider);
    body.problems.push(problem.hint(hint).hint("or write a link: [What it is](https://…)"));
    let words = if alt.trim().is_empty() { &embed.link } else { alt };
    Some(link_to(source, written, src.to_owned(), words, body))
}

/// The mark-up of a picture, and the address at which it is seen whole, where its role has one.
pub(super) fn pictured(source: &Source, written: Pictured, body: &mut Body) -> (String, Option<String>) {
    let Pictured { src, alt, title, offset, role, .. } = written;
    let marks = body.marks.get(&offset).cloned().unwrap_or_default();
    match role {
        PictureRole::Inline => {
            let hint = "let the picture stand alone in its paragraph: then it is a figure";
            body.problems
                .0
                .extend(marks.in_vain(source, &["credit", "place"], "a picture between words", |_| hint.to_owned()));
        }
        PictureRole::Gallery => {
            let hint = "let the picture stand alone in its paragraph: then it has a place of its own";
            body.problems.0.extend(marks.in_vain(source, &["place"], "a picture of a gallery", |_| hint.to_owned()));
        }
        PictureRole::Figure | PictureRole::Raw => {}
    }
    let is_told = is_doubtful(source, src, offset, body);
    if let Some(kind) = recording_named(src).filter(|_| !is_told) {
        return (link(source, &written, kind, body), None);
    }
    if role == PictureRole::Inline
        && let Some(link) = of_others(source, &written, body)
    {
        return (link, None);
    }
    if alt.trim().is_empty() {
        let problem = source.problem(
            Diagnostic::warning,
            Code::NoAltText,
            format!("the picture `{src}` has no description"),
            offset,
        );
        body.problems
            .push(problem.hint("say between the square brackets what it shows: ![A map of the route](map.svg)"));
    }
    let asked = Asked {
        src,
        alt,
        role,
        focus: marks.focus,
        crop: marks.crop.unwrap_or_default(),
        place: marks.place.as_deref(),
        size: marks.width.zip(marks.height).map(|(width, height)| (width.0, height.0)),
    };
    let picture = match source.around.picture(&asked) {
        _ if is_told => Picture::plain(src, None),
        Ok(picture) => picture,
        Err((code, message, hint)) => {
            body.problems.push(source.problem(Diagnostic::error, code, message, offset).hint(hint));
            return (String::new(), None);
        }
    };
    size_in_vain(source, &marks, [asked.size, picture.size], body);
    if let Some(problem) = films::problem(source, src, offset).filter(|_| !is_told) {
        body.problems.push(problem);
        let words = if alt.trim().is_empty() { src } else { alt };
        return (link_to(source, &written, picture.url, words, body), None);
    }
    let loads = Some("img-src");
    body.links.push(Written { address: picture.url.clone(), offset: source.start + offset, loads, is_told });
    if let Some((code, message, hint)) = picture.remark {
        body.problems.push(source.problem(Diagnostic::warning, code, message, offset).hint(hint));
    }
    let (choice, size) = (picture.choice.unwrap_or_default(), picture.size);
    let img = Img { src: &picture.url, alt, choice: &choice, class: None, size, title, is_eager: false };
    let tag = img.html();
    body.pictures.push(picture.url);
    (tag, picture.whole)
}
