//! Tables of a text.

use super::{html, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::escape;
use crate::markdown::events::end_of;
use crate::markdown::{Body, Source, Spanned};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// Writes a table in a box that scrolls sideways. Alignment is a class: a strict Content-Security-Policy allows no
/// style in an attribute.
pub(super) fn table<'a>(
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
