//! The list of translations for people, 80 columns wide.
//!
//! A title stands at the end of its line, and nothing after it: a terminal may turn a line around that holds Arabic.

use super::{Total, word};
use crate::input::content::Status;
use crate::inspect::behind::Past;
use crate::inspect::survey::{Entry, Kind, State, Work};
use crate::language::text::counted;
use crate::site::{Hidden, Site, Why};
use anstream::println;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const WIDTH: usize = 80;
const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

pub(super) fn list(site: &Site, all: &[Work], totals: &[Total], past: &Past) {
    for work in all {
        story(site, work);
    }
    for total in totals.iter().filter(|total| !total.marked.is_empty()) {
        messages(site, total);
    }
    summary(site, totals);
    history(past);
}

/// What git could not say, where somebody would count on it.
fn history(past: &Past) {
    if let Some(unknown) = past.unknown.as_ref().filter(|unknown| unknown.is_a_surprise()) {
        println!("\nWhat has no record counts as up to date: {}.", unknown.in_words());
    } else if past.is_cut {
        println!("\nThis clone has only the last part of the history: more may be out of date.");
    }
}

/// Messages of a language that are shown; the others are counted. Who begins with a language has ninety of them.
const MOST_MESSAGES: usize = 5;

fn messages(site: &Site, total: &Total) {
    let tag = site.locales.get(total.language).tag.as_str();
    println!("{BOLD}{}{PLAIN} to be translated, each with its mark:", counted(total.marked.len(), "message"));
    println!("  {tag:<8}  {RED}missing {PLAIN}");
    for found in total.marked.iter().take(MOST_MESSAGES) {
        println!("            {}:{}  {}", found.place.path, found.place.line, found.message);
    }
    let others = total.marked.len().saturating_sub(MOST_MESSAGES);
    if others > 0 {
        println!("            and {others} more; --json lists all");
    }
    println!();
}

fn story(site: &Site, work: &Work) {
    let kind = match work.kind {
        Kind::Article => "article",
        Kind::Page => "page",
        Kind::Dossier => "dossier",
        Kind::Author => "author",
    };
    let date = work.date.map(|date| date.local.date().to_string()).unwrap_or_default();
    let head = format!("{date:<10}  {kind:<7}  {}", mark(work.hidden));
    println!("{head}{BOLD}{}{PLAIN}", shortened(work.title, WIDTH - head.width()));
    println!("{:12}{} ({})", "", work.path, counted(work.words, "word"));
    for entry in &work.entries {
        translation(site, work, entry);
    }
    println!();
}

fn translation(site: &Site, work: &Work, entry: &Entry) {
    let tag = site.locales.get(entry.language).tag.as_str();
    let color = match entry.state {
        State::Present => "",
        State::Missing => RED,
        State::Outdated => YELLOW,
    };
    let mut line = format!("  {tag:<8}  {color}{:<8}{PLAIN}", word(entry.state));
    let why = entry.file.as_ref().and_then(|file| file.behind.as_ref());
    let since = entry.file.as_ref().and_then(|file| file.since.as_ref());
    if entry.state != State::Present {
        line.push_str(&format!("  {:>12}", counted(entry.words, "word")));
    }
    let note = match why {
        Some(Why::Date) => "the original was updated later".to_owned(),
        Some(Why::Text { removed, .. }) if *removed > 0 => {
            format!("{} of the original gone", counted(*removed, "block"))
        }
        _ => String::new(),
    };
    let by_git = since.map(|commit| format!("since {}", commit.day)).unwrap_or_default();
    let note = [note, by_git].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let hidden = entry.file.as_ref().and_then(|file| file.hidden).filter(|hidden| work.hidden != Some(*hidden));
    let status = entry.file.as_ref().and_then(|file| file.status).map(in_words).unwrap_or_default();
    line.push_str(&format!("  {}{status}{note}", mark(hidden)));
    println!("{}", line.trim_end());
    if let Some(Why::Text { changes, .. }) = why {
        for change in changes {
            println!("            {}:{}", work.path, change.line);
        }
    }
}

/// A word before a note: how far a translation has come. `draft` alone would say that readers do not see it.
fn in_words(status: Status) -> &'static str {
    match status {
        Status::Machine => "[machine] ",
        Status::Draft => "[unreviewed] ",
        Status::Reviewed => "[reviewed] ",
    }
}

/// A word before a title or a note: why the text is not public.
fn mark(hidden: Option<Hidden>) -> &'static str {
    match hidden {
        None => "",
        Some(Hidden::Draft) => "[draft] ",
        Some(Hidden::Embargo) => "[embargo] ",
        Some(Hidden::Expired) => "[expired] ",
        Some(Hidden::Unlisted) => "[unlisted] ",
        Some(Hidden::LeftOut) => "[left out] ",
    }
}

fn summary(site: &Site, totals: &[Total]) {
    let columns = ["present", "missing", "outdated", "words to do", "marked", "messages lacking"];
    let row = |head: &str, cells: [String; 6]| {
        let cells = columns.iter().zip(cells).map(|(name, cell)| format!("  {cell:>width$}", width = name.len()));
        format!("{head:<10}{}", cells.collect::<String>())
    };
    println!("{BOLD}{}{PLAIN}", row("", columns.map(str::to_owned)));
    for total in totals {
        let tag = site.locales.get(total.language).tag.as_str();
        let numbers = [total.present, total.missing, total.outdated, total.words, total.marked.len(), total.messages];
        println!("{}", row(tag, numbers.map(|n| n.to_string())));
    }
}

/// A text in at most `width` cells of a terminal.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut left = width - 1;
    let fits = |c: &char| {
        let cells = c.width().unwrap_or(0);
        let fits = cells <= left;
        left = left.saturating_sub(cells);
        fits
    };
    let mut shown: String = text.chars().take_while(fits).collect();
    shown.truncate(shown.trim_end().len());
    shown + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_any_script_fits_its_line() {
        assert_eq!(shortened("Договор", 7), "Договор");
        assert_eq!(shortened("Договор о мире", 10), "Договор о…");
        assert_eq!(shortened("我们喜欢读书", 7), "我们喜…");
        for text in ["我们喜欢读书", "المعاهدة الجديدة", "e\u{301}e\u{301}e\u{301}e\u{301}"] {
            assert!((1..12).all(|width| shortened(text, width).width() <= width));
        }
    }
}
