//! Blocks that become more than their Markdown: headings, figures, pull quotes, tables, links.

mod embeds;
mod figures;
mod galleries;
mod players;
mod tables;

use super::events::{end_of, plain_text};
use super::{Body, Heading, PictureRole, Source, Spanned, Target, Written, foreign, schemes};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::escape;
pub(super) use embeds::card;
use embeds::embeds;
use figures::{figure, has_come_down, has_ended, image};
use galleries::gallery;
use players::Pictured;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};
use tables::{caption_at, table};

/// Blocks of an opening, and how many there must be for a text to have one.
const OPENING: usize = 2;
const LONG_ENOUGH: usize = 5;

/// Turns the events of a whole text into those that are written, and says how many of those are its opening.
pub(in crate::markdown) fn transform_article<'a>(
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
pub(in crate::markdown) fn transform<'a>(source: &Source, events: Vec<Spanned<'a>>, body: &mut Body) -> Vec<Event<'a>> {
    let mut out = Vec::with_capacity(events.len() + 16);
    write(source, &events, body, &mut out);
    out
}

fn write<'a>(source: &Source, events: &[Spanned<'a>], body: &mut Body, out: &mut Vec<Event<'a>>) {
    let mut is_in_link = false;
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
                let is_more = embeds(source, inner, body, out)
                    || figure(source, inner, body, out)
                    || gallery(source, inner, body, out)
                    || has_come_down(source, inner, body);
                if !is_more {
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
                let below = caption_at(events, end + 1);
                let next = below.as_ref().map_or(end, |(_, end)| *end);
                table(source, alignments, &events[i + 1..end], below.map(|(caption, _)| caption), body, out);
                i = next;
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
                    is_in_link = true;
                }
            }
            Event::End(TagEnd::Link) => {
                out.push(html("</a>".to_owned()));
                is_in_link = false;
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let end = end_of(events, i);
                let alt = plain_text(&events[i + 1..end]);
                if !has_ended(source, dest_url, range.start, body) {
                    let (title, offset, role) = (Some(&**title), range.start, PictureRole::Inline);
                    let written = Pictured { src: dest_url, alt: &alt, title, offset, role, is_in_link };
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
            Target::LeftOut(message, hint) => {
                body.problems.push(source.problem(Diagnostic::warning, Code::LinkToHidden, message, offset).hint(hint));
                return "<a>".to_owned();
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
pub(in crate::markdown) fn is_doubtful(source: &Source, address: &str, offset: usize, body: &mut Body) -> bool {
    let problem = foreign::in_address(source, address, offset).or_else(|| {
        let (message, hint) = schemes::doubt(address)?;
        Some(source.problem(Diagnostic::warning, Code::DoubtfulAddress, message, offset).hint(hint))
    });
    let is_doubtful = problem.is_some();
    body.problems.extend(problem);
    is_doubtful
}
