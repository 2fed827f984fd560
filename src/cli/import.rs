//! `dateline import`: an archive of another program, made into a site.

use super::{exit_code, told};
use crate::diagnostic::Diagnostics;
use crate::import::report::{FILE, Report, Sort};
use crate::import::{self, Kind, Options};
use crate::language::text::counted;
use crate::scaffold::init::{languages_of, site_address, time_zone_of};
use anstream::println;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// What the archive comes from.
    kind: Kind,
    /// Its folder, or its export file.
    source: PathBuf,
    /// The folder of the new site.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    into: PathBuf,
    /// Show the report, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Import once more into a site that an import has made: what nobody has touched since is written anew.
    #[arg(long)]
    update: bool,
    /// The sitemap.xml of the live site: each of its addresses is answered, or listed in the report.
    #[arg(long, value_name = "FILE")]
    sitemap: Option<PathBuf>,
    /// The folder of uploaded files (`wp-content/uploads`, `content/images`), where the archive is one file.
    #[arg(long, value_name = "FOLDER")]
    uploads: Option<PathBuf>,
    /// The address of the site, where the archive does not say it.
    #[arg(long, value_name = "ADDRESS")]
    base_url: Option<String>,
    /// The languages, where the archive does not say them, with commas between them; the first is the site's own.
    #[arg(long, value_name = "LANGUAGES")]
    languages: Option<String>,
    /// Where the newsroom's clock hangs, as in Europe/Paris.
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Print the whole report as JSON.
    #[arg(long)]
    json: bool,
    /// The moment that counts as now, as in 2025-01-20T09:00:00Z.
    #[arg(long, value_name = "INSTANT")]
    now: Option<Timestamp>,
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Kind] {
        &Kind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()).help(self.in_words()))
    }
}

/// Runs the command.
pub(super) fn run(arguments: &ImportArguments) -> ExitCode {
    let options = match options(arguments) {
        Ok(options) => options,
        Err(problems) => return told(&problems),
    };
    match import::import(&options) {
        Ok(report) if arguments.json => {
            println!("{}", serde_json::to_string_pretty(&report).unwrap_or_default());
            exit_code(None)
        }
        Ok(report) => {
            show(&report, &options);
            exit_code(None)
        }
        Err(problems) => told(&problems),
    }
}

fn options(arguments: &ImportArguments) -> Result<Options, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut keep =
        |found: Result<String, crate::diagnostic::Diagnostic>| found.map_err(|problem| problems.push(problem)).ok();
    let base_url = arguments.base_url.as_deref().and_then(|address| keep(site_address(address)));
    let time_zone = arguments.time_zone.as_deref().and_then(|zone| keep(time_zone_of(zone)));
    let languages = arguments.languages.as_deref().map_or_else(|| Ok(Vec::new()), languages_of);
    let languages = languages.map_err(|problem| problems.push(problem)).unwrap_or_default();
    if !problems.0.is_empty() {
        return Err(problems);
    }
    Ok(Options {
        kind: arguments.kind,
        source: arguments.source.clone(),
        into: arguments.into.clone(),
        dry_run: arguments.dry_run,
        update: arguments.update,
        sitemap: arguments.sitemap.clone(),
        uploads: arguments.uploads.clone(),
        base_url,
        languages: languages.iter().map(|tag| tag.as_str().to_owned()).collect(),
        time_zone,
        now: arguments.now.unwrap_or_else(Timestamp::now),
    })
}

fn show(report: &Report, options: &Options) {
    for (what, count) in &report.came_over {
        println!("{count:>8}  {what}");
    }
    let old = &report.addresses;
    println!(
        "\nOld addresses: {} with a page, {} that lead on, {} that nothing answers.",
        old.pages,
        old.redirects,
        old.unanswered.len()
    );
    for (sort, word) in [
        (Sort::Decide, "to decide"),
        (Sort::Missing, "missing in the archive"),
        (Sort::LeftOut, "left out"),
        (Sort::Changed, "changed"),
    ] {
        let groups: Vec<_> = report.findings.iter().filter(|group| group.sort == sort).collect();
        if !groups.is_empty() {
            println!("\n{} {word}:", report.count(sort));
            groups.iter().for_each(|group| println!("{:>8}  {}", group.count, group.what));
        }
    }
    let warnings: usize = report.check.warnings.values().sum();
    let of_check = match report.check.errors {
        0 => format!("The site builds; `check` has {} for it.", counted(warnings, "warning")),
        errors => format!("The site does not build yet: `check` has {} for it.", counted(errors, "error")),
    };
    println!("\n{of_check}");
    if options.dry_run {
        println!("Nothing was written.");
    } else {
        println!("The places of all this: {}", options.into.join(FILE).display());
        println!("Next: dateline serve --watch --root {}", options.into.display());
    }
}
