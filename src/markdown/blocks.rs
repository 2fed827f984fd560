//! Blocks that become more than their Markdown: headings, figures, pull quotes, tables, links.

use super::events::{end_of, plain_text};
use super::marks::Marks;
use super::{Asked, Body, Heading, Picture, PictureRole, Source, Spanned, Target, Written, films, foreign, schemes};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::escape;
use crate::html::picture::Img;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

/// Blocks of an opening, and how many there must be for a text to have one.
const OPENING: usize = 2;
const LONG_ENOUGH: usize = 5;

/// Turns the events of a whole text into those that are written, and says how many of those are its opening.
pub(super) fn transform_article<'a>(
    source: &Source,
    events: Vec<Spanned<'a>>,
    body: &mut Body,
) -> (Vec<Event<'a>>, Option<usize>) {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < events.len() {
        start = end_of(&events, start) + 1;
        ends.push(start);
    }
    let opening = ends.get(OPENING - 1).copied().filter(|_| ends.len() >= LONG_ENOUGH);
    let mut out = Vec::with_capacity(events.len() + 16);
    let (first, rest) = events.split_at(opening.unwrap_or(0));
    write(source, first, body, &mut out);
    let fold = opening.map(|_| out.len());
    write(source, rest, body, &mut out);
    (out, fold)
}

/// Turns the parser's events into the events that are written.
pub(super) fn transform<'a>(source: &Source, events: Vec<Spanned<'a>>, body: &mut Body) -> Vec<Event<'a>> {
    let mut out = Vec::with_capacity(events.len() + 16);
    write(source, &events, body, &mut out);
    out
}

fn write<'a>(source: &Source, events: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) {
    let mut i = 0;
    while i < events.len() {
        let (event, range) = &events[i];
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let end = end_of(events, i);
                heading(source, *level, range.start, &events[i + 1..end], body, out);
                i = end;
            }
            Event::Start(Tag::Paragraph) => {
                let end = end_of(events, i);
                let inner = &events[i + 1..end];
                if !figure(source, inner, body, out) && !has_come_down(source, inner, body) {
                    out.push(event.clone());
                    write(source, inner, body, out);
                    out.push(events[end].0.clone());
                }
                i = end;
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                let end = end_of(events, i);
                let inner = &events[i + 1..end];
                if !pull_quote(source, *kind, inner, body, out) {
                    out.push(event.clone());
                    write(source, inner, body, out);
                    out.push(events[end].0.clone());
                }
                i = end;
            }
            Event::Start(Tag::Table(alignments)) => {
                let end = end_of(events, i);
                table(source, alignments, &events[i + 1..end], body, out);
                i = end;
            }
            Event::Start(Tag::CodeBlock(kind)) => out.push(html(open_code(kind))),
            Event::Rule => out.push(html("<hr>\n".to_owned())),
            Event::HardBreak => out.push(html("<br>\n".to_owned())),
            Event::TaskListMarker(done) => {
                let (label, checked) =
                    if *done { (&source.labels.done, " checked") } else { (&source.labels.to_do, "") };
                out.push(html(format!(
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{}\"> ",
                    escape(label)
                )));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let end = end_of(events, i);
                if has_come_down(source, &events[i + 1..end], body) {
                    i = end;
                } else {
                    let opening = open_link(source, *link_type, dest_url, title, range.start, body);
                    out.push(html(opening));
                }
            }
            Event::End(TagEnd::Link) => out.push(html("</a>".to_owned())),
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let end = end_of(events, i);
                let alt = plain_text(&events[i + 1..end]);
                if !has_ended(source, dest_url, range.start, body) {
                    let (title, offset, role) = (Some(&**title), range.start, PictureRole::Inline);
                    let written = Pictured { src: dest_url, alt: &alt, title, offset, role };
                    out.push(html(image(source, written, body)));
                }
                i = end;
            }
            // A footnote reference that `footnotes` has numbered; mathematics itself is not switched on.
            Event::InlineMath(reference) => out.push(Event::InlineHtml(reference.clone())),
            other => out.push(other.clone()),
        }
        i += 1;
    }
}

fn html<'a>(text: String) -> Event<'a> {
    Event::InlineHtml(CowStr::from(text))
}

fn heading<'a>(
    source: &Source,
    level: HeadingLevel,
    offset: usize,
    inner: &[Spanned<'a>],
    body: &mut Body,
    out: &mut Vec<Event<'a>>,
) {
    // The headline of the page is its first-level heading.
    let level = (level as u8).max(2);
    let id = body.ids.of_heading(offset).unwrap_or("section").to_owned();
    out.push(html(format!("<h{level} id=\"{}\">", escape(&id))));
    body.toc.push(Heading { id, title: plain_text(inner), level });
    write(source, inner, body, out);
    out.push(html(format!("</h{level}>\n")));
}

/// Writes a paragraph that holds one picture, and perhaps an emphasised line below it, as a figure.
fn figure<'a>(source: &Source, inner: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) -> bool {
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
    out.push(html(format!("<figure class=\"picture{place}\">")));
    if let Some((Event::Start(Tag::Link { link_type, dest_url, title, .. }), range)) = inner.first() {
        out.push(html(open_link(source, *link_type, dest_url, title, range.start, body)));
    }
    let written = Pictured { src: dest_url, alt: &alt, title: None, offset: range.start, role: PictureRole::Figure };
    out.push(html(image(source, written, body)));
    if at == 1 {
        out.push(html("</a>".to_owned()));
    }
    if !title.is_empty() || credit.is_some() || marks.credit.is_some() {
        out.push(html("<figcaption>".to_owned()));
        if !title.is_empty() {
            out.push(html(format!("<span class=\"caption\">{}</span>", escape(&source.typography.set(title)))));
        }
        let space = if title.is_empty() { "" } else { " " };
        // What is said in braces stands over the line below.
        if let Some(said) = &marks.credit {
            let said = escape(&source.typography.set(said));
            out.push(html(format!("{space}<span class=\"credit\">{said}</span>")));
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

/// The class of a figure for its place; a place that there is not is told.
fn figure_place(source: &Source, marks: &Marks, body: &mut Body) -> String {
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
fn has_ended(source: &Source, src: &str, offset: usize, body: &mut Body) -> bool {
    let Some(marks) = body.marks.get(&offset) else { return false };
    let has_ended = marks.until.is_some_and(|until| source.around.has_ended(until));
    if has_ended {
        let message = format!("the picture `{src}` has come down: its `until` has passed");
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
fn has_come_down(source: &Source, inner: &[Spanned], body: &mut Body) -> bool {
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

/// Writes a quotation whose first paragraph is bold as a whole as a pull quote; a second paragraph that begins with a
/// dash names whose words they are.
fn pull_quote<'a>(
    source: &Source,
    kind: Option<BlockQuoteKind>,
    inner: &[Spanned<'a>],
    body: &mut Body,
    out: &mut Vec<Event<'a>>,
) -> bool {
    let Some((Event::Start(Tag::Paragraph), _)) = inner.first() else { return false };
    let first_end = end_of(inner, 0);
    let quote = &inner[1..first_end];
    let bold = matches!(quote.first(), Some((Event::Start(Tag::Strong), _))) && end_of(quote, 0) == quote.len() - 1;
    if kind.is_some() || !bold {
        return false;
    }
    let rest = &inner[first_end + 1..];
    let attribution = match rest {
        [] => None,
        [(Event::Start(Tag::Paragraph), _), (Event::Text(text), text_range), ..]
            if text.starts_with(['—', '–']) && end_of(rest, 0) == rest.len() - 1 =>
        {
            let name = text.trim_start_matches(['—', '–', ' ', '\u{a0}', '\u{202f}']).to_owned();
            let mut events = vec![(Event::Text(CowStr::from(name)), text_range.clone())];
            events.extend(rest[2..rest.len() - 1].iter().cloned());
            Some(events)
        }
        _ => return false,
    };
    out.push(html("<figure class=\"pullquote\"><blockquote><p>".to_owned()));
    write(source, &quote[1..quote.len() - 1], body, out);
    out.push(html("</p></blockquote>".to_owned()));
    if let Some(attribution) = attribution {
        out.push(html("<figcaption>".to_owned()));
        write(source, &attribution, body, out);
        out.push(html("</figcaption>".to_owned()));
    }
    out.push(html("</figure>\n".to_owned()));
    true
}

/// Writes a table in a box that scrolls sideways. Alignment is a class: a strict Content-Security-Policy allows no
/// style in an attribute.
fn table<'a>(
    source: &Source,
    alignments: &[Alignment],
    inner: &[Spanned<'a>],
    body: &mut Body,
    out: &mut Vec<Event<'a>>,
) {
    let label = escape(&source.labels.table);
    out.push(html(format!("<div class=\"table\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table>")));
    let mut cell = "td";
    let mut column = 0;
    let mut i = 0;
    while i < inner.len() {
        match &inner[i].0 {
            Event::Start(Tag::TableHead) => {
                (cell, column) = ("th", 0);
                out.push(html("<thead><tr>".to_owned()));
            }
            Event::End(TagEnd::TableHead) => {
                cell = "td";
                out.push(html("</tr></thead><tbody>\n".to_owned()));
            }
            Event::Start(Tag::TableRow) => {
                lost_cells(source, &inner[i].1, alignments.len(), body);
                column = 0;
                out.push(html("<tr>".to_owned()));
            }
            Event::End(TagEnd::TableRow) => out.push(html("</tr>\n".to_owned())),
            Event::Start(Tag::TableCell) => {
                let end = end_of(inner, i);
                let class = match alignments.get(column) {
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"end\"",
                    Some(Alignment::Left | Alignment::None) | None => "",
                };
                let scope = if cell == "th" { " scope=\"col\"" } else { "" };
                out.push(html(format!("<{cell}{scope}{class}>")));
                write(source, &inner[i + 1..end], body, out);
                out.push(html(format!("</{cell}>")));
                column += 1;
                i = end;
            }
            _ => {}
        }
        i += 1;
    }
    out.push(html("</tbody></table></div>\n".to_owned()));
}

/// Tells of cells beyond the columns that the head of a table has: the parser drops them.
fn lost_cells(source: &Source, row: &std::ops::Range<usize>, columns: usize, body: &mut Body) {
    let row_text = &source.text[source.start + row.start..source.start + row.end];
    let text = row_text.trim();
    let text = text.strip_prefix('|').unwrap_or(text);
    let is_bar = |(at, _): &(usize, &str)| !text[..*at].ends_with('\\');
    let bars: Vec<usize> = text.match_indices('|').filter(is_bar).map(|(at, _)| at).collect();
    let Some(last_column) = bars.get(columns.saturating_sub(1)) else { return };
    if text[last_column + 1..].trim().is_empty() {
        return;
    }
    let message =
        format!("the row has more cells than the {columns} columns of the table: readers do not see the rest");
    let at = row.start + (text.as_ptr() as usize - row_text.as_ptr() as usize) + last_column + 1;
    let problem = source.problem(Diagnostic::warning, Code::UnreadLink, message, at);
    body.problems
        .push(problem.hint("add a column to the head of the table; a bar that is text is written `\\|`, in code too"));
}

/// A block of code may scroll sideways: then the keyboard must reach it.
fn open_code(kind: &CodeBlockKind) -> String {
    match kind {
        CodeBlockKind::Fenced(language) if !language.trim().is_empty() => {
            let name = language.split_whitespace().next().unwrap_or_default();
            format!("<pre tabindex=\"0\"><code class=\"language-{}\">", escape(name))
        }
        _ => "<pre tabindex=\"0\"><code>".to_owned(),
    }
}

fn open_link(source: &Source, kind: LinkType, target: &str, title: &str, offset: usize, body: &mut Body) -> String {
    let mut is_told = false;
    let (href, language) = if kind == LinkType::Email {
        (format!("mailto:{target}"), None)
    } else if let Some(anchor) = target.strip_prefix('#') {
        (format!("#{}", body.ids.meant(anchor)), None)
    } else if is_doubtful(source, target, offset, body) {
        is_told = true;
        (target.to_owned(), None)
    } else {
        match source.around.link(target) {
            Target::Address { href, language } => (href, language),
            Target::Broken(code, message, hint) => {
                body.problems.push(source.problem(Diagnostic::error, code, message, offset).hint(hint));
                is_told = true;
                ("#".to_owned(), None)
            }
        }
    };
    body.links.push(Written { address: href.clone(), offset: source.start + offset, loads: None, is_told });
    let mut opening = format!("<a href=\"{}\"", escape(&href));
    if let Some(language) = language {
        opening.push_str(&format!(" hreflang=\"{}\"", escape(&language)));
    }
    if !title.is_empty() {
        opening.push_str(&format!(" title=\"{}\"", escape(title)));
    }
    opening.push('>');
    opening
}

/// Tells of an address that is surely not what was meant; it stays as it was written.
pub(super) fn is_doubtful(source: &Source, address: &str, offset: usize, body: &mut Body) -> bool {
    let problem = foreign::in_address(source, address, offset).or_else(|| {
        let (message, hint) = schemes::doubt(address)?;
        Some(source.problem(Diagnostic::warning, Code::DoubtfulAddress, message, offset).hint(hint))
    });
    let is_doubtful = problem.is_some();
    body.problems.extend(problem);
    is_doubtful
}

/// A picture as it is written.
struct Pictured<'a> {
    src: &'a str,
    alt: &'a str,
    /// What is shown when a pointer rests on it.
    title: Option<&'a str>,
    offset: usize,
    role: PictureRole,
}

fn image(source: &Source, written: Pictured, body: &mut Body) -> String {
    let Pictured { src, alt, title, offset, role } = written;
    let marks = body.marks.get(&offset).cloned().unwrap_or_default();
    if role == PictureRole::Inline {
        for (key, at) in ["credit", "place"].into_iter().filter_map(|key| Some((key, marks.place_of(key)?))) {
            let message = format!("`{key}` says nothing of a picture between words");
            let problem = source.problem(Diagnostic::warning, Code::BadPictureMark, message, at);
            body.problems.push(problem.hint("let the picture stand alone in its paragraph: then it is a figure"));
        }
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
    let is_told = is_doubtful(source, src, offset, body);
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
            return String::new();
        }
    };
    size_in_vain(source, &marks, [asked.size, picture.size], body);
    if let Some(problem) = films::problem(source, src, offset).filter(|_| !is_told) {
        body.problems.push(problem);
        body.links.push(Written {
            address: picture.url.clone(),
            offset: source.start + offset,
            loads: None,
            is_told: false,
        });
        let words = if alt.trim().is_empty() { src } else { alt };
        return format!("<a href=\"{}\">{}</a>", escape(&picture.url), escape(words));
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
    tag
}
