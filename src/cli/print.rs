//! Diagnostics and the closing summary, for people and for programs.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::inspect::link_check::Elsewhere;
use crate::language::text::{and_others, counted};
use crate::publish::Counts;
use crate::render::Press;
use crate::timings::Timings;
use anstream::{eprintln, println};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;
use unicode_width::UnicodeWidthChar;

const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const BLUE: &str = "\x1b[34m";
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// What a run came to.
pub(super) struct Report<'a> {
    pub press: Option<&'a Press>,
    pub problems: &'a Diagnostics,
    pub published: Option<(Counts, PathBuf)>,
    /// Addresses of other sites with the files that have them, if they are asked for.
    pub elsewhere: Option<Elsewhere>,
    pub timings: &'a Timings,
    pub elapsed: Duration,
    pub strict: bool,
}

/// Prints problems, to standard error.
pub(super) fn problems(problems: &Diagnostics) {
    for problem in &problems.0 {
        // Where nobody can be told, there is nobody to tell that either.
        let _ = writeln!(anstream::stderr(), "{}", in_words(problem));
    }
}

/// Files that are named for an address of another site: one in the footer is on every page.
const MOST_FILES: usize = 3;

/// Prints a report for people: problems to standard error, the summary to standard output.
pub(super) fn human(report: &Report, timings: bool) {
    problems(report.problems);
    for (address, files) in report.elsewhere.iter().flatten() {
        let shown: Vec<&str> = files.iter().take(MOST_FILES).map(String::as_str).collect();
        println!("{address}\n    {}{}", shown.join(", "), and_others(files.len() - shown.len(), "file"));
    }
    let (errors, warnings) = (report.problems.count(Severity::Error), report.problems.count(Severity::Warning));
    if let Some(press) = report.press {
        let site = &*press.site;
        let languages = site.locales.ids().map(|l| format!("{} {}", site.locales.get(l).tag, site.latest[l.0].len()));
        println!("{BOLD}Articles{PLAIN}  {}", languages.collect::<Vec<_>>().join(", "));
        let pages = press.routes.iter().filter(|route| route.path.as_str().ends_with(".html")).count();
        println!("{BOLD}Pages{PLAIN}     {pages} ({} files in all)", crate::render::shown::count_files(press));
    }
    if let Some((counts, out)) = &report.published {
        println!(
            "{BOLD}Written{PLAIN}   {} written, {} unchanged, {} removed in {}",
            counts.written,
            counts.unchanged,
            counts.removed,
            out.display()
        );
    }
    if timings {
        for (stage, time) in &report.timings.0 {
            println!("{BOLD}{stage:<9}{PLAIN} {:.3} s", time.as_secs_f64());
        }
    }
    let found = match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (0, w) => counted(w, "warning"),
        (e, 0) => counted(e, "error"),
        (e, w) => format!("{}, {}", counted(e, "error"), counted(w, "warning")),
    };
    println!("{BOLD}Done{PLAIN}      {found}, in {:.2} s", report.elapsed.as_secs_f64());
    if report.problems.stop_publication(report.strict) {
        let strictly = if errors == 0 { " (--strict counts warnings as errors)" } else { "" };
        eprintln!("{RED}Nothing was published{PLAIN}{strictly}.");
    }
}

/// A problem as several lines: place and message, the source line with a mark, hints.
pub(super) fn in_words(problem: &Diagnostic) -> String {
    let (color, word) = match problem.severity {
        Severity::Error => (RED, "error"),
        Severity::Warning => (YELLOW, "warning"),
    };
    let mut text = String::new();
    if let Some(place) = &problem.place {
        text.push_str(&format!("{BOLD}{}", place.path));
        if place.line > 0 {
            text.push_str(&format!(":{}:{}", place.line, place.column.max(1)));
        }
        text.push_str(&format!("{PLAIN}: "));
    }
    text.push_str(&format!("{color}{word}[{}]{PLAIN}: {}\n", problem.code.as_str(), problem.message));
    if let Some((place, excerpt)) = problem.place.as_ref().and_then(|p| p.excerpt.as_ref().map(|e| (p, e))) {
        let (shown, before) = window(excerpt, place.column.max(1) as usize - 1);
        let number = place.line.to_string();
        text.push_str(&format!("  {BLUE}{number} |{PLAIN} {shown}\n"));
        text.push_str(&format!(
            "  {} {BLUE}|{PLAIN} {}{color}^{PLAIN}\n",
            " ".repeat(number.len()),
            " ".repeat(before)
        ));
    }
    for hint in &problem.hints {
        text.push_str(&format!("  {BLUE}={PLAIN} {hint}\n"));
    }
    text
}

/// The part of a line around a column that fits a terminal, and how many cells stand before the column in it.
fn window(line: &str, column: usize) -> (String, usize) {
    const WIDTH: usize = 100;
    let line = line.replace('\t', " ");
    let chars: Vec<char> = line.chars().collect();
    let start = if column > WIDTH * 3 / 4 { column - WIDTH / 2 } else { 0 };
    let end = chars.len().min(start + WIDTH);
    let mut shown: String = if start > 0 { "…".to_owned() } else { String::new() };
    let before: usize = shown.chars().count()
        + chars[start.min(end)..column.clamp(start, end)].iter().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    shown.extend(&chars[start.min(end)..end]);
    if end < chars.len() {
        shown.push('…');
    }
    (shown, before)
}

/// Prints a report for programs, to standard output.
pub(super) fn json(report: &Report) {
    let problems: Vec<Value> = report.problems.0.iter().map(Diagnostic::as_json).collect();
    let summary = report.press.map(|press| {
        let site = &*press.site;
        let articles: serde_json::Map<String, Value> =
            site.locales.ids().map(|l| (site.locales.get(l).tag.to_string(), json!(site.latest[l.0].len()))).collect();
        json!({ "articles": articles, "files": crate::render::shown::count_files(press) })
    });
    let timings: serde_json::Map<String, Value> =
        report.timings.0.iter().map(|(stage, time)| ((*stage).to_owned(), json!(time.as_secs_f64()))).collect();
    let mut document = json!({
        "diagnostics": problems,
        "errors": report.problems.count(Severity::Error),
        "warnings": report.problems.count(Severity::Warning),
        "site": summary,
        "published": report.published.as_ref().map(|(counts, out)| json!({
            "folder": out.display().to_string(),
            "written": counts.written,
            "unchanged": counts.unchanged,
            "removed": counts.removed,
        })),
        "timings": timings,
        "seconds": report.elapsed.as_secs_f64(),
    });
    if let Some(elsewhere) = &report.elsewhere {
        let list = elsewhere.iter().map(|(address, files)| json!({ "address": address, "files": files }));
        document["external_links"] = list.collect();
    }
    println!("{document:#}");
}
