//! The list for people, as wide as their terminal.
//!
//! A title stands at the end of its line, and nothing after it: a terminal may turn a line around that holds Arabic.

use super::Row;
use crate::cli::problem::{BOLD, PLAIN};
use crate::scaffold::archive::Archive;
use std::io::{self, IsTerminal};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a title needs beside its file; with less it gets a line of its own.
const LEAST: usize = 24;

/// Columns of the terminal; none where the list goes into a file or another program, which cut nothing.
pub(super) fn width() -> Option<usize> {
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    if io::stdout().is_terminal() { of_terminal().or_else(said) } else { None }
}

/// One line for each text, or two where the terminal is too narrow: date, language, state, title, file.
pub(super) fn list(archive: &Archive, rows: &[Row], width: Option<usize>) -> String {
    let tag = |row: &Row| archive.site.locales.get(row.article.placement.language).tag.as_str().to_owned();
    let longest = |each: &dyn Fn(&Row) -> usize| rows.iter().map(each).max().unwrap_or(0);
    let tags = longest(&|row| tag(row).width());
    let states = longest(&|row| row.state.as_str().width());
    let files = longest(&|row| row.article.document.path.width());
    let head = DATE + tags + states + 6;
    let is_wide = width.is_none_or(|width| width >= head + files + 2 + LEAST);
    let mut text = String::new();
    for row in rows {
        let date = row.article.placement.date.map(|date| date.local.date().to_string()).unwrap_or_default();
        let state = row.state.as_str();
        let (title, path) = (&row.article.title, &row.article.document.path);
        text.push_str(&format!("{date:<DATE$}  {:<tags$}  {state:<states$}  ", tag(row)));
        if is_wide {
            text.push_str(&filled(path, files));
            let room = width.map(|width| width - head - files - 2);
            text.push_str(&format!("  {BOLD}{}{PLAIN}\n", cut(title, room)));
        } else {
            let room = width.map(|width| width.saturating_sub(head));
            text.push_str(&format!("{BOLD}{}{PLAIN}\n{:INDENT$}{path}\n", cut(title, room), ""));
        }
    }
    text
}

/// Columns of a date.
const DATE: usize = 10;

/// Columns before a file that has a line of its own.
const INDENT: usize = 4;

/// A text with blanks up to a width: letters of some scripts take two columns.
fn filled(text: &str, width: usize) -> String {
    format!("{text}{:1$}", "", width.saturating_sub(text.width()))
}

/// A text in at most so many columns, in one line.
fn cut(text: &str, room: Option<usize>) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let Some(room) = room.filter(|room| text.width() > *room) else { return text };
    let mut taken = 0;
    let is_in = |c: &char| {
        taken += c.width().unwrap_or(0);
        taken < room
    };
    let kept: String = text.chars().take_while(is_in).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_at_the_columns_that_it_takes() {
        assert_eq!(cut("Treaty", Some(6)), "Treaty");
        assert_eq!(cut("Treaties", Some(6)), "Treat…");
        assert_eq!(cut("条約の内容", Some(6)), "条約…");
        assert_eq!(cut("a\nb", None), "a b");
        assert_eq!(cut("Treaty", Some(0)), "…");
    }
}
