//! Diagnostics and the closing summary, for people and for programs.

use super::digest::Digest;
use super::problem::{BOLD, PLAIN, RED};
use super::{published, timings};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::inspect::link_check::Elsewhere;
use crate::inspect::published::Comparison;
use crate::language::text::{and_others, counted};
use crate::publish::{Counts, Way};
use crate::render::Press;
use crate::timings::Timings;
use anstream::{eprintln, println};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// What a run came to.
pub(super) struct Report<'a> {
    pub press: Option<&'a Press>,
    pub problems: &'a Diagnostics,
    /// The codes that are shown; all where it is empty.
    pub only: &'a [Code],
    pub published: Option<(Counts, PathBuf)>,
    /// What has become of the last published site.
    pub comparison: &'a Comparison,
    /// Texts that the site is published without.
    pub left_out: &'a [String],
    /// Addresses of other sites with the files that have them, if they are asked for.
    pub elsewhere: Option<Elsewhere>,
    pub timings: &'a Timings,
    pub elapsed: Duration,
    pub strict: bool,
}

/// Prints problems, to standard error: those of the codes `only`, or all where it is empty.
pub(super) fn problems(problems: &Diagnostics, only: &[Code]) {
    for lines in Digest::of(problems, only).lines() {
        // Where nobody can be told, there is nobody to tell that either.
        let _ = writeln!(anstream::stderr(), "{lines}");
    }
}

/// Files that are named for an address of another site: one in the footer is on every page.
const MOST_FILES: usize = 3;

/// Prints a report for people: problems to standard error, the summary to standard output.
pub(super) fn human(report: &Report, timings: bool) {
    problems(report.problems, report.only);
    for (address, files) in report.elsewhere.iter().flatten() {
        let shown: Vec<&str> = files.iter().take(MOST_FILES).map(String::as_str).collect();
        println!("{address}\n    {}{}", shown.join(", "), and_others(files.len() - shown.len(), "file"));
    }
    if let Some(press) = report.press {
        let site = &*press.site;
        let languages = site.locales.ids().map(|l| format!("{} {}", site.locales.get(l).tag, site.latest[l.0].len()));
        println!("{BOLD}Articles{PLAIN}  {}", languages.collect::<Vec<_>>().join(", "));
        let pages = press.routes.iter().filter(|route| route.path.as_str().ends_with(".html")).count();
        println!("{BOLD}Pages{PLAIN}     {pages} ({} files in all)", files(report, press));
    }
    if !report.left_out.is_empty() {
        println!("{BOLD}Left out{PLAIN}  {}", report.left_out.join(", "));
    }
    for line in published::lines(report.comparison) {
        println!("{BOLD}Changes{PLAIN}   {line}");
    }
    if let Some((counts, out)) = &report.published {
        println!(
            "{BOLD}Written{PLAIN}   {} written, {} unchanged, {} removed in {}, {}",
            counts.written,
            counts.unchanged,
            counts.removed,
            out.display(),
            in_words(counts.way)
        );
    }
    if timings {
        timings::human(report.timings, report.press);
    }
    let found = count_of(report.problems);
    println!("{BOLD}Done{PLAIN}      {found}, in {:.2} s", report.elapsed.as_secs_f64());
    if report.problems.stop_publication(report.strict) {
        let strictly =
            if report.problems.count(Severity::Error) == 0 { " (--strict counts warnings as errors)" } else { "" };
        eprintln!("{RED}Nothing was published{PLAIN}{strictly}.");
    }
}

/// How the site was published, in words.
fn in_words(way: Way) -> String {
    match way {
        Way::InOneStep => "in one step".to_owned(),
        Way::FileByFile(why) => format!("file by file: {}", why.in_words()),
    }
}

/// How much was found, in words.
pub(super) fn count_of(problems: &Diagnostics) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = kinds.map(|(severity, noun)| (problems.count(severity), noun));
    let is_fine = counts[0].0 + counts[1].0 == 0;
    let found = counts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| counted(*n, noun));
    is_fine.then(|| "no problems".to_owned()).into_iter().chain(found).collect::<Vec<_>>().join(", ")
}

/// The number of files that the site is published as. The derivatives of pictures are among them where they have been made.
fn files(report: &Report, press: &Press) -> usize {
    let counted = report.published.as_ref().map(|(counts, _)| counts.written + counts.unchanged);
    counted.unwrap_or_else(|| crate::render::shown::count_files(press))
}

/// Prints a report for programs, to standard output.
pub(super) fn json(report: &Report) {
    let is_asked_for = |problem: &&Diagnostic| report.only.is_empty() || report.only.contains(&problem.code);
    let (notes, problems): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        report.problems.0.iter().filter(is_asked_for).partition(|problem| problem.severity == Severity::Note);
    let [notes, problems] = [notes, problems].map(|all| all.into_iter().map(Diagnostic::as_json).collect::<Value>());
    let summary = report.press.map(|press| {
        let site = &*press.site;
        let articles: serde_json::Map<String, Value> =
            site.locales.ids().map(|l| (site.locales.get(l).tag.to_string(), json!(site.latest[l.0].len()))).collect();
        json!({ "articles": articles, "files": files(report, press) })
    });
    let mut document = json!({
        "diagnostics": problems,
        "errors": report.problems.count(Severity::Error),
        "warnings": report.problems.count(Severity::Warning),
        "notes": notes,
        "left_out": report.left_out,
        "site": summary,
        "published": report.published.as_ref().map(|(counts, out)| json!({
            "folder": out.display().to_string(),
            "written": counts.written,
            "unchanged": counts.unchanged,
            "removed": counts.removed,
            "way": if counts.way == Way::InOneStep { "one step" } else { "file by file" },
            "why": match counts.way {
                Way::InOneStep => Value::Null,
                Way::FileByFile(why) => why.in_words().into(),
            },
        })),
        "timings": timings::json(report.timings, report.press),
        "seconds": report.elapsed.as_secs_f64(),
    });
    published::add_to(&mut document, report.comparison);
    if let Some(elsewhere) = &report.elsewhere {
        let list = elsewhere.iter().map(|(address, files)| json!({ "address": address, "files": files }));
        document["external_links"] = list.collect();
    }
    println!("{document:#}");
}
