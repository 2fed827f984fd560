//! `dateline translations`: what is left to do, and what has been done.

mod columns;
mod diff;
mod export;
mod import;
mod json;
mod record;
mod table;

use super::arguments::{Lack, Standing, TranslationsArguments, to_list};
use super::exit_code;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Fault, Severity};
use crate::inspect::behind::{Past, pairs};
use crate::inspect::survey::{Entry, State, Work, survey};
use crate::language::LanguageId;
use crate::language::locale::Untranslated;
use crate::pipeline;
use crate::scaffold::named::language_of;
use crate::site::Site;
use crate::timings::Timings;
use anstream::println;
use clap::{Args, Subcommand};
use export::ExportArguments;
use import::ImportArguments;
use std::process::ExitCode;

/// The list, or a command of its own.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct TranslationsOrExchange {
    #[command(subcommand)]
    command: Option<TranslationsCommand>,
    #[command(flatten)]
    list: TranslationsArguments,
}

#[derive(Debug, Subcommand)]
pub(super) enum TranslationsCommand {
    /// Write texts into files for translators (XLIFF 2.1 or PO), with the translations that there are filled in.
    Export(ExportArguments),
    /// Take the files that translators send back, and write the site's files.
    ///
    /// All of it is done, or nothing: with --dry-run it is only shown. What has been edited since is kept.
    Import(ImportArguments),
}

/// Runs the command.
pub(super) fn run(arguments: &TranslationsOrExchange) -> ExitCode {
    let TranslationsOrExchange { command, list: arguments } = arguments;
    match command {
        Some(TranslationsCommand::Export(arguments)) => return export::run(arguments),
        Some(TranslationsCommand::Import(arguments)) => return import::run(arguments),
        None => {}
    }
    let options = to_list(&arguments.root, arguments.now);
    let (press, mut problems) = pipeline::load(&options, &mut Timings::default());
    // A file with an error can be missing from the list, which must not look as if it did not exist.
    problems.0.retain(|problem| problem.severity == Severity::Error);
    let lacking = press.as_ref().map(|press| &*press.site).and_then(|site| {
        if arguments.record.is_some() || arguments.record_all {
            problems.append(record::run(site, arguments));
            return None;
        }
        let done = languages(site, arguments).and_then(|languages| match &arguments.diff {
            Some(story) => diff::run(site, arguments, &languages, story).map(|()| false),
            None => Ok(list(site, arguments, &languages)),
        });
        done.map_err(|found| problems.append(found)).ok()
    });
    let problems = problems.sorted();
    super::print::problems(&problems, &[]);
    exit_code(problems.outcome(false).or(lacking.filter(|lacking| *lacking).map(|_| Fault::Site)))
}

/// The languages to list, in the site's order.
///
/// # Errors
/// What is said to be a language or a section and is none.
fn languages(site: &Site, arguments: &TranslationsArguments) -> Result<Vec<LanguageId>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut wanted: Vec<LanguageId> = Vec::new();
    for tag in &arguments.lang {
        language_of(site, tag).map_or_else(|problem| problems.push(problem), |language| wanted.push(language));
    }
    for section in arguments.section.iter().filter(|id| !site.sections.index.contains_key(*id)) {
        let sections = site.sections.terms.iter().map(|term| term.id.as_str());
        problems.push(
            Diagnostic::error(Code::BadUsage, format!("there is no section `{section}`"))
                .did_you_mean(section, sections),
        );
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    Ok(site.locales.ids().filter(|l| wanted.is_empty() || wanted.contains(l)).collect())
}

/// What one language has and lacks.
struct Total {
    language: LanguageId,
    present: usize,
    missing: usize,
    outdated: usize,
    words: usize,
    /// Messages that the site's first language has and this one lacks.
    messages: usize,
    /// Messages that wait for their translation, in another language's words.
    marked: Vec<Untranslated>,
}

/// Prints the list; whether it holds what was to make the run fail.
fn list(site: &Site, arguments: &TranslationsArguments, languages: &[LanguageId]) -> bool {
    let past = Past::of(&arguments.root, &pairs(site));
    let mut all = survey(site, &past);
    all.retain(|work| {
        arguments.section.is_empty() || work.section.is_some_and(|id| arguments.section.iter().any(|s| s == id))
    });
    for work in &mut all {
        work.entries.retain(|entry| languages.contains(&entry.language));
    }
    let mut totals: Vec<Total> = languages.iter().map(|language| total(site, *language, &all)).collect();
    // Messages are of no section.
    if !arguments.section.is_empty() {
        totals.iter_mut().for_each(|total| total.marked.clear());
    }
    let fails = totals.iter().any(|total| {
        arguments.fail_on.iter().any(|lack| match lack {
            Lack::Missing => total.missing > 0 || !total.marked.is_empty(),
            Lack::Outdated => total.outdated > 0,
        })
    });
    if !arguments.only.is_empty() {
        for work in &mut all {
            work.entries.retain(|entry| arguments.only.contains(&standing(entry)));
        }
    }
    all.retain(|work| !work.entries.is_empty());
    // What waits for its translation is missing, and shown as that.
    if !arguments.only.is_empty() && !arguments.only.contains(&Standing::Missing) {
        totals.iter_mut().for_each(|total| total.marked.clear());
    }
    if arguments.json {
        println!("{:#}", json::list(site, &all, &totals, &past));
    } else {
        table::list(site, &all, &totals, &past);
    }
    fails
}

fn total(site: &Site, language: LanguageId, all: &[Work]) -> Total {
    let messages = site.locales.untranslated_messages(language);
    let marked = site.locales.marked_messages(language);
    let mut total = Total { language, present: 0, missing: 0, outdated: 0, words: 0, messages, marked };
    for entry in all.iter().flat_map(|work| &work.entries).filter(|entry| entry.language == language) {
        match entry.state {
            State::Present => total.present += 1,
            State::Missing => total.missing += 1,
            State::Outdated => total.outdated += 1,
        }
        total.words += entry.words;
    }
    total
}

fn standing(entry: &Entry) -> Standing {
    match entry.state {
        State::Present => Standing::Present,
        State::Missing => Standing::Missing,
        State::Outdated => Standing::Outdated,
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Present => "present",
        State::Missing => "missing",
        State::Outdated => "outdated",
    }
}
