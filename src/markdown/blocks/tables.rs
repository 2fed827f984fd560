//! Tables of a text.

use super::{html, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::escape;
use crate::markdown::events::{end_of, plain_text};
use crate::markdown::{Body, Source, Spanned};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// Writes a table in a box that scrolls sideways. Alignment is a class: a strict Content-Security-Policy allows no
/// style in an attribute.
pub(super) fn table<'a>(
    source: &Source,
    alignments: &[Alignment],
    inner: &[Spanned<'a>],
    below: Option<Vec<Spanned<'a>>>,
    body: &mut Body,
    out: &mut Vec<Event<'a>>,
) {
    let (inner, in_row) = match below {
        None => without_caption(source, inner),
        Some(_) => (inner, None),
    };
    let caption = below.or(in_row);
    let label = caption.as_deref().map_or_else(|| source.labels.table.clone(), |caption| plain_text(caption));
    let label = escape(label.trim());
    out.push(html(format!("<div class=\"table\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table>")));
    if let Some(caption) = caption {
        out.push(html("<caption><span>".to_owned()));
        write(source, &caption, body, out);
        out.push(html("</span></caption>".to_owned()));
    }
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

/// The words of a caption: a line that begins with a colon and a blank, as in Pandoc. None where it does not.
fn caption<'a>(line: &[Spanned<'a>]) -> Option<Vec<Spanned<'a>>> {
    let ((Event::Text(text), range), rest) = line.split_first()? else { return None };
    let words = text
        .trim_start()
        .strip_prefix(':')
        .filter(|words| words.is_empty() || words.starts_with(char::is_whitespace))?;
    let words = words.trim_start().to_owned();
    if words.is_empty() && rest.is_empty() {
        return None;
    }
    let first = (Event::Text(words.into()), range.clone());
    Some(std::iter::once(first).chain(rest.iter().cloned()).collect())
}

/// The caption in the paragraph at `at`, with the last event of that, if it is one.
pub(super) fn caption_at<'a>(events: &[Spanned<'a>], at: usize) -> Option<(Vec<Spanned<'a>>, usize)> {
    matches!(events.get(at), Some((Event::Start(Tag::Paragraph), _))).then_some(())?;
    let end = end_of(events, at);
    Some((caption(&events[at + 1..end])?, end))
}

/// The rows of a table without the line right below the last one: to the parser that is a row, too.
fn without_caption<'e, 'a>(source: &Source, inner: &'e [Spanned<'a>]) -> (&'e [Spanned<'a>], Option<Vec<Spanned<'a>>>) {
    let found = || {
        let at = inner.iter().rposition(|(event, _)| matches!(event, Event::Start(Tag::TableRow)))?;
        let row = &inner[at].1;
        let written = &source.text[source.start + row.start..source.start + row.end];
        matches!(inner.get(at + 1), Some((Event::Start(Tag::TableCell), _))).then_some(())?;
        let caption = caption(&inner[at + 2..end_of(inner, at + 1)]).filter(|_| !written.contains('|'))?;
        Some((&inner[..at], Some(caption)))
    };
    found().unwrap_or((inner, None))
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
