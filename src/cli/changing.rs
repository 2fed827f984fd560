//! The frame of commands that change many files of a site at once: `rename`, `unpublish`, `gone`.

use super::arguments::to_list;
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::scaffold::archive::Archive;
use crate::scaffold::changes::{self, Changes, Completed};
use clap::Args;
use jiff::Timestamp;
use serde_json::Value;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What all of them are told.
#[derive(Debug, Args)]
pub(super) struct How {
    /// Show what would be done, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Judge what is public as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = super::arguments::parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

/// A command, prepared.
pub(super) trait Prepared {
    /// What it does to the files.
    fn changes(&self) -> &Changes;

    /// Asks whether it may be done.
    fn ask(&self) -> Result<(), Diagnostic> {
        Ok(())
    }

    /// What it does, for programs.
    fn as_json(&self, is_dry: bool) -> Value;

    /// What it does, for people.
    fn in_words(&self, is_dry: bool) -> String;
}

/// Completes what was stopped, prepares, asks, does and tells. There is nothing to do where nothing is prepared.
pub(super) fn run<P: Prepared>(
    how: &How,
    prepare: impl FnOnce(&mut Archive, Option<&Completed>) -> Result<Option<P>, Diagnostics>,
) -> ExitCode {
    match change(how, prepare) {
        Ok(()) => exit_code(None),
        Err(problems) => {
            print::problems(&problems, &[]);
            exit_code(problems.outcome(false))
        }
    }
}

fn change<P: Prepared>(
    how: &How,
    prepare: impl FnOnce(&mut Archive, Option<&Completed>) -> Result<Option<P>, Diagnostics>,
) -> Result<(), Diagnostics> {
    let root = &how.root;
    is_site(root)?;
    let turn = if how.dry_run { None } else { Some(changes::turn(root)?) };
    let completed = turn.as_ref().map(changes::Turn::complete_last).transpose()?.flatten();
    completed.iter().for_each(tell_completed);
    let (archive, problems) = Archive::load(&to_list(root, how.now));
    let Some(mut archive) = archive else { return Err(problems) };
    let Some(prepared) = prepare(&mut archive, completed.as_ref())? else { return Ok(()) };
    match &turn {
        Some(turn) => {
            prepared.ask()?;
            tell_edited(&turn.apply(prepared.changes())?);
        }
        None => changes::check(root, prepared.changes())?,
    }
    let mut out = io::stdout().lock();
    // Who has seen enough closes the pipe, and that is no mistake.
    let _ = if how.json {
        writeln!(out, "{:#}", prepared.as_json(how.dry_run))
    } else {
        anstream::AutoStream::auto(out).write_all(prepared.in_words(how.dry_run).as_bytes())
    };
    Ok(())
}

/// Nothing is written in a folder that is no site.
fn is_site(root: &Path) -> Result<(), Diagnostics> {
    if root.join(crate::input::config::FILE).is_file() {
        return Ok(());
    }
    let (_, problems) = Archive::load(&to_list(root, None));
    Err(problems)
}

/// Tells of a command that was stopped and has been completed.
fn tell_completed(completed: &Completed) {
    let mut error = anstream::stderr();
    // Where nobody can be told, there is nobody to tell that either.
    let _ = writeln!(error, "`{}` was stopped half-way; it has been completed.", completed.what);
    tell_edited(&completed.edited);
}

/// Tells of files that somebody has edited while a command was at them.
fn tell_edited(edited: &[String]) {
    let warnings = edited.iter().map(|path| {
        let problem =
            Diagnostic::warning(Code::Unwritable, "the file was edited in the meantime, and is as it was edited");
        problem.at(Place::file(path)).hint("look whether it still names what has moved: `dateline check`")
    });
    if !edited.is_empty() {
        print::problems(&Diagnostics(warnings.collect()), &[]);
    }
}
