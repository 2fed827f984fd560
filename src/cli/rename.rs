//! `dateline rename`: a story, or a term, gets another name.

use super::arguments::to_list;
use super::problem::{BOLD, PLAIN};
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::text::{and_others, counted};
use crate::scaffold::archive::Archive;
use crate::scaffold::changes::{self, Completed};
use crate::scaffold::rename::{self, Alias, Moved, Plan};
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct RenameArguments {
    /// The story: its id (news/treaty), one of its files, or its address; or a section (sections/news), a tag
    /// (tags/iran), an author (authors/ann), a dossier (dossiers/gulf).
    pub old: String,
    /// Its new name: an id (analysis/treaty), or the section that it goes to (analysis/).
    pub new: String,
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

/// Runs the command.
pub(super) fn run(arguments: &RenameArguments) -> ExitCode {
    match rename(arguments) {
        Ok(()) => exit_code(None),
        Err(problems) => {
            print::problems(&problems, &[]);
            exit_code(problems.outcome(false))
        }
    }
}

fn rename(arguments: &RenameArguments) -> Result<(), Diagnostics> {
    let root = &arguments.root;
    is_site(root)?;
    let turn = if arguments.dry_run { None } else { Some(changes::turn(root)?) };
    let completed = turn.as_ref().map(changes::Turn::complete_last).transpose()?.flatten();
    completed.iter().for_each(tell_completed);
    let (archive, problems) = Archive::load(&to_list(root, arguments.now));
    let Some(mut archive) = archive else { return Err(problems) };
    let plan = match rename::plan(&mut archive, root, &arguments.old, &arguments.new) {
        Ok(plan) => plan,
        // What was stopped may have been this.
        Err(_) if completed.is_some_and(|completed| is_done(&completed, arguments)) => return Ok(()),
        Err(problems) => return Err(problems),
    };
    if let Some(turn) = &turn {
        turn.apply(&plan.changes)?;
    }
    let mut out = io::stdout().lock();
    // Who has seen enough closes the pipe, and that is no mistake.
    let _ = if arguments.json {
        writeln!(out, "{:#}", as_json(&plan, arguments.dry_run))
    } else {
        anstream::AutoStream::auto(out).write_all(in_words(&plan, arguments.dry_run).as_bytes())
    };
    Ok(())
}

/// Nothing is written in a folder that is no site.
pub(super) fn is_site(root: &std::path::Path) -> Result<(), Diagnostics> {
    if root.join(crate::input::config::FILE).is_file() {
        return Ok(());
    }
    let (_, problems) = Archive::load(&to_list(root, None));
    Err(problems)
}

/// Tells of a command that was stopped and has been completed.
pub(super) fn tell_completed(completed: &Completed) {
    let mut error = anstream::stderr();
    // Where nobody can be told, there is nobody to tell that either.
    let _ = writeln!(error, "`{}` was stopped half-way; it has been completed.", completed.what);
    let warnings = completed.edited.iter().map(|path| {
        let problem =
            Diagnostic::warning(Code::Unwritable, "the file was edited in the meantime, and is as it was edited");
        problem.at(Place::file(path)).hint("look whether it still names what has moved: `dateline check`")
    });
    print::problems(&Diagnostics(warnings.collect()), &[]);
}

fn is_done(completed: &Completed, arguments: &RenameArguments) -> bool {
    let mut words = completed.what.split(' ').skip(1);
    let is_it = |word: Option<&str>, written: &str| {
        let written = written.trim_start_matches("content/");
        word.is_some_and(|word| written.contains(word) || word.contains(written.trim_matches('/')))
    };
    completed.what.starts_with("rename ") && is_it(words.next(), &arguments.old) && is_it(words.next(), &arguments.new)
}

/// Lines of each kind that are shown.
const MOST: usize = 20;

fn in_words(plan: &Plan, is_dry: bool) -> String {
    let mut text = String::new();
    let mut add = |line: String| text.extend([line.as_str(), "\n"]);
    add(format!("{BOLD}{}{PLAIN} → {BOLD}{}{PLAIN}", plan.moves.old, plan.moves.new));
    let mut part = |title: String, lines: Vec<String>, noun: &str| {
        if lines.is_empty() {
            return;
        }
        add(format!("\n{BOLD}{title}{PLAIN}"));
        let count = lines.len();
        lines.into_iter().take(MOST).for_each(|line| add(format!("  {line}")));
        if count > MOST {
            add(format!("  …{} (--json names all)", and_others(count - MOST, noun)));
        }
    };
    let moves = plan.changes.moves.iter().map(|(from, to)| format!("{from} → {to}"));
    part(counted(plan.changes.moves.len(), "file"), moves.collect(), "file");
    let addresses = plan.addresses.iter().map(|moved| format!("{} → {}   {}", moved.from, moved.to, alias(moved)));
    part(format!("{} changed", addresses_in_words(plan.addresses.len())), addresses.collect(), "address");
    let kept = plan.kept.iter().map(|path| format!("{path}   `slug` keeps the address"));
    part("Addresses kept".to_owned(), kept.collect(), "file");
    let references = plan.references.iter().map(|change| format!("{}   {} → {}", change.place, change.from, change.to));
    part(format!("{} written anew", counted(plan.references.len(), "reference")), references.collect(), "reference");
    let notes = plan.notes.iter().map(|note| format!("{}   {}", note.place, note.what));
    part("Not changed; look at these yourself".to_owned(), notes.collect(), "place");
    add(match is_dry {
        true => "\nNothing was changed: leave out --dry-run to do it.".to_owned(),
        false => "\nDone. `dateline check` looks at the whole site.".to_owned(),
    });
    text
}

fn addresses_in_words(n: usize) -> String {
    if n == 1 { "1 address".to_owned() } else { format!("{n} addresses") }
}

fn alias(moved: &Moved) -> String {
    match moved.alias {
        Alias::Added => "the old one leads on".to_owned(),
        Alias::NeverPublic(state) => format!("no alias: it {}", state.in_words()),
        Alias::Taken => "no alias: another page is there now".to_owned(),
        Alias::OfTerm => "no alias: pages of lists have none".to_owned(),
    }
}

fn as_json(plan: &Plan, is_dry: bool) -> Value {
    let place = |place: &Place| json!({ "path": place.path, "line": place.line, "column": place.column });
    let with = |mut value: Value, more: Value| {
        if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
            value.extend(more);
        }
        value
    };
    let addresses = plan.addresses.iter().map(|moved| {
        json!({ "path": moved.path, "from": moved.from, "to": moved.to, "alias": moved.alias == Alias::Added, "note": alias(moved) })
    });
    let references = plan.references.iter();
    let references =
        references.map(|change| with(place(&change.place), json!({ "from": change.from, "to": change.to })));
    let notes = plan.notes.iter().map(|note| with(place(&note.place), json!({ "note": note.what })));
    json!({
        "old": plan.moves.old.0,
        "new": plan.moves.new.0,
        "done": !is_dry,
        "files": plan.changes.moves.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect::<Vec<_>>(),
        "written": plan.changes.texts.iter().map(|text| &text.path).collect::<Vec<_>>(),
        "addresses": addresses.collect::<Vec<_>>(),
        "kept": plan.kept,
        "references": references.collect::<Vec<_>>(),
        "not_changed": notes.collect::<Vec<_>>(),
    })
}
