//! `dateline translations export`: texts for translators.

use crate::cli::arguments::{Standing, parse_instant, to_list};
use crate::cli::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::exchange::{self, Choice, Format, Sheet};
use crate::language::text::counted;
use crate::scaffold::archive::Archive;
use crate::scaffold::named::language_of;
use crate::whole;
use anstream::println;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    /// Stories (news/treaty), authors/…, dossiers/…, tags/…, sections/…, or files of theirs [default: all, and the messages].
    #[arg(value_name = "STORY|FILE")]
    pub texts: Vec<String>,
    /// The language to translate into; may be given more than once.
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', required = true)]
    pub lang: Vec<String>,
    /// The format of the files.
    #[arg(long, value_name = "FORMAT", default_value = "xliff")]
    pub format: FormatName,
    /// The folder for the files [default: translations-<language>].
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// Only what stands like this.
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub only: Vec<Standing>,
    /// Only this section; may be given more than once.
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    pub section: Vec<String>,
    /// Write over files of an earlier export.
    #[arg(long)]
    pub force: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Judge what has expired as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

/// A format, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatName {
    /// XLIFF 2.1, which programs for translators read.
    Xliff,
    /// PO of GNU gettext.
    Po,
}

/// Runs the command.
pub(super) fn run(arguments: &ExportArguments) -> ExitCode {
    match export(arguments) {
        Ok(problems) => {
            print::problems(&problems, &[]);
            exit_code(problems.outcome(false))
        }
        Err(problems) => {
            print::problems(&problems.clone().sorted(), &[]);
            exit_code(problems.outcome(false))
        }
    }
}

/// What has been written, with what could not be read on the way.
fn export(arguments: &ExportArguments) -> Result<Diagnostics, Diagnostics> {
    let (archive, problems) = Archive::load(&to_list(&arguments.root, arguments.now));
    let Some(archive) = archive else { return Err(problems) };
    let site = &archive.site;
    let mut wrong = Diagnostics::default();
    let mut languages = Vec::new();
    for tag in &arguments.lang {
        language_of(site, tag).map_or_else(|problem| wrong.push(problem), |language| languages.push(language));
    }
    if arguments.to.is_some() && languages.len() > 1 {
        let problem = Diagnostic::error(Code::BadUsage, "--to names one folder, and there are several languages");
        wrong.push(problem.hint("run the command once for each language"));
    }
    if !wrong.0.is_empty() {
        return Err(wrong);
    }
    let standing = |only: &Standing| match only {
        Standing::Present => exchange::Standing::Present,
        Standing::Missing => exchange::Standing::Missing,
        Standing::Outdated => exchange::Standing::Outdated,
    };
    let choice = Choice {
        names: arguments.texts.clone(),
        sections: arguments.section.clone(),
        only: arguments.only.iter().map(standing).collect(),
    };
    let format = match arguments.format {
        FormatName::Xliff => Format::Xliff,
        FormatName::Po => Format::Po,
    };
    let mut all: Vec<(PathBuf, Vec<Sheet>)> = Vec::new();
    for language in languages {
        let tag = &site.locales.get(language).tag;
        let folder = arguments.to.clone().unwrap_or_else(|| PathBuf::from(format!("translations-{tag}")));
        let place = (&*arguments.root, &archive.now);
        all.push((folder, exchange::export(site, &archive.documents, place, language, &choice, format)?));
    }
    for (folder, sheets) in &all {
        in_the_way(folder, sheets, arguments.force)?;
    }
    for (folder, sheets) in &all {
        sheets.iter().try_for_each(|sheet| put(folder, sheet))?;
        if !arguments.json {
            tell(folder, sheets);
        }
    }
    if arguments.json {
        println!("{:#}", as_json(&all));
    }
    Ok(archive.unread())
}

/// Files of an earlier export may have been filled in since.
fn in_the_way(folder: &Path, sheets: &[Sheet], force: bool) -> Result<(), Diagnostics> {
    let is_other = |sheet: &&Sheet| {
        let path = folder.join(&sheet.path);
        path.symlink_metadata().is_ok() && fs::read(&path).map_or(true, |there| there != sheet.content.as_bytes())
    };
    let others: Vec<&Sheet> = sheets.iter().filter(is_other).collect();
    let Some(first) = others.first().filter(|_| !force) else { return Ok(()) };
    let files = counted(others.len(), "file");
    let message = format!("{files} of another export would be written over in {}", folder.display());
    Err(Diagnostic::error(Code::InTheWay, message)
        .at(Place::file(folder.join(&first.path).to_string_lossy()))
        .hint("import what has come back first; then name another folder with --to, or write over them with --force")
        .into())
}

fn put(folder: &Path, sheet: &Sheet) -> Result<(), Diagnostics> {
    let path = folder.join(&sheet.path);
    // What is there already keeps its time.
    if fs::read(&path).is_ok_and(|there| there == sheet.content.as_bytes()) {
        return Ok(());
    }
    let failed = |error| whole::unwritable(path.to_string_lossy(), &error).into();
    whole::put(&path, sheet.content.as_bytes()).map_err(failed)
}

fn tell(folder: &Path, sheets: &[Sheet]) {
    for sheet in sheets {
        let done = match (sheet.to_do, sheet.is_unsure) {
            (0, _) => "all filled in".to_owned(),
            (n, false) => format!("{n} to translate"),
            (n, true) => format!("{n} to translate; the translation has other blocks, and is not filled in"),
        };
        println!("{}  ({}, {done})", folder.join(&sheet.path).display(), counted(sheet.segments, "sentence"));
    }
    if sheets.is_empty() {
        println!("Nothing to export: no text of these is to be translated.");
    }
}

fn as_json(all: &[(PathBuf, Vec<Sheet>)]) -> Value {
    let sheets = all.iter().flat_map(|(folder, sheets)| {
        sheets.iter().map(move |sheet| {
            json!({
                "path": folder.join(&sheet.path).to_string_lossy(),
                "originals": sheet.originals,
                "sentences": sheet.segments,
                "to_translate": sheet.to_do,
                "filled_in": !sheet.is_unsure,
            })
        })
    });
    json!({ "files": sheets.collect::<Vec<_>>() })
}
