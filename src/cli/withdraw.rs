//! `dateline unpublish` and `dateline gone`: texts that readers are not to see any more.

use super::arguments::to_list;
use super::problem::{BOLD, PLAIN};
use super::rename::{is_site, tell_completed};
use super::{exit_code, print};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::language::text::counted;
use crate::scaffold::archive::Archive;
use crate::scaffold::changes;
use crate::scaffold::withdraw::{self, Draft, FOLDER, Files, Plan};
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct UnpublishArguments {
    /// Stories, by their ids (news/treaty), a file (that language alone), or an address.
    #[arg(required = true, value_name = "STORY")]
    pub stories: Vec<String>,
    /// Only in this language; the others stay as they are.
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// The other way round: what is a draft is to be published.
    #[arg(long)]
    pub undo: bool,
    #[command(flatten)]
    pub how: How,
}

#[derive(Debug, Args)]
pub(super) struct GoneArguments {
    /// Stories, by their ids (news/treaty), a file (that language alone), or addresses (/en/news/treaty/).
    #[arg(required = true, value_name = "STORY|ADDRESS")]
    pub stories: Vec<String>,
    /// Only in this language; the others stay as they are.
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// Delete the files; without this they are kept in the folder `withdrawn`.
    #[arg(long)]
    pub delete: bool,
    /// Delete without being asked again, where nobody can be asked.
    #[arg(long, requires = "delete")]
    pub yes: bool,
    #[command(flatten)]
    pub how: How,
}

/// What both have.
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

/// Runs `dateline unpublish`.
pub(super) fn unpublish(arguments: &UnpublishArguments) -> ExitCode {
    let draft = if arguments.undo { Draft::Lifted } else { Draft::Set };
    let prepare =
        |archive: &Archive| withdraw::unpublish(archive, &arguments.stories, arguments.lang.as_deref(), draft);
    let title =
        if arguments.undo { "Found again after the next build" } else { "Not found any more after the next build" };
    let closing = match draft {
        Draft::Set => "Build with `dateline build --allow-withdrawn`: it says that this is meant.",
        Draft::Lifted => "`dateline build` publishes it.",
    };
    run(&arguments.how, prepare, |_| Ok(()), title, closing)
}

/// Runs `dateline gone`.
pub(super) fn gone(arguments: &GoneArguments) -> ExitCode {
    let files = if arguments.delete { Files::Deleted } else { Files::Kept };
    let prepare = |archive: &Archive| withdraw::gone(archive, &arguments.stories, arguments.lang.as_deref(), files);
    let ask = |plan: &Plan| if arguments.yes { Ok(()) } else { may_delete(plan) };
    let title = "Answered by 410 after the next build, where the host can";
    run(&arguments.how, prepare, ask, title, "`dateline build` publishes the site without it.")
}

/// Prepares, asks, does and tells.
fn run(
    how: &How,
    prepare: impl Fn(&Archive) -> Result<Plan, Diagnostics>,
    ask: impl Fn(&Plan) -> Result<(), Diagnostic>,
    title: &str,
    closing: &str,
) -> ExitCode {
    let work = || -> Result<(), Diagnostics> {
        is_site(&how.root)?;
        let turn = if how.dry_run { None } else { Some(changes::turn(&how.root)?) };
        turn.as_ref().map(changes::Turn::complete_last).transpose()?.flatten().iter().for_each(tell_completed);
        let (archive, problems) = Archive::load(&to_list(&how.root, how.now));
        let Some(archive) = archive else { return Err(problems) };
        let plan = prepare(&archive)?;
        if let Some(turn) = &turn {
            if !plan.changes.removals.is_empty() {
                ask(&plan)?;
            }
            turn.apply(&plan.changes)?;
        }
        let mut out = io::stdout().lock();
        // Who has seen enough closes the pipe, and that is no mistake.
        let _ = if how.json {
            writeln!(out, "{:#}", as_json(&plan, how.dry_run))
        } else {
            anstream::AutoStream::auto(out).write_all(in_words(&plan, how.dry_run, title, closing).as_bytes())
        };
        Ok(())
    };
    match work() {
        Ok(()) => exit_code(None),
        Err(problems) => {
            print::problems(&problems, &[]);
            exit_code(problems.outcome(false))
        }
    }
}

/// Asks before files are deleted.
fn may_delete(plan: &Plan) -> Result<(), Diagnostic> {
    let files = counted(plan.changes.removals.len(), "file");
    let stopped = |message: String| Diagnostic::error(Code::BadUsage, message).hint("nothing was changed");
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        let problem = stopped(format!("{files} would be deleted, and nobody can be asked"));
        let problem =
            problem.hint("say --yes, if that is meant").hint("or leave --delete out: the files are kept then");
        return Err(plan.changes.removals.iter().take(20).fold(problem, |problem, path| problem.hint(path.clone())));
    }
    let mut error = io::stderr().lock();
    let list: String = plan.changes.removals.iter().map(|path| format!("  {path}\n")).collect();
    let _ = write!(error, "These files are deleted:\n{list}Delete {files}? [y/N] ");
    let _ = error.flush();
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    match read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        true => Ok(()),
        false => Err(stopped("nothing was deleted".to_owned())),
    }
}

/// Lines of each kind that are shown.
const MOST: usize = 30;

fn in_words(plan: &Plan, is_dry: bool, title: &str, closing: &str) -> String {
    let Plan { changes, addresses, mentions, notes } = plan;
    let mut text = String::new();
    let mut part = |title: String, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        text.push_str(&format!("{BOLD}{title}{PLAIN}\n"));
        let rest = lines.len().saturating_sub(MOST);
        lines.into_iter().take(MOST).for_each(|line| text.push_str(&format!("  {line}\n")));
        if rest > 0 {
            text.push_str(&format!("  … and {rest} more (--json names all)\n"));
        }
        text.push('\n');
    };
    part("Changed".to_owned(), changes.texts.iter().map(|text| text.path.clone()).collect());
    part(format!("Kept in {FOLDER}/"), changes.moves.iter().map(|(_, to)| to.clone()).collect());
    part("Deleted".to_owned(), changes.removals.clone());
    part(title.to_owned(), addresses.clone());
    part("Left as it is".to_owned(), notes.clone());
    let named = mentions.iter().map(|change| format!("{}   {}", change.place, change.from));
    part("Named here; remove it, or lead elsewhere".to_owned(), named.collect());
    let is_nothing = changes.texts.is_empty() && changes.moves.is_empty() && changes.removals.is_empty();
    text.push_str(match (is_dry, is_nothing) {
        (true, _) => "Nothing was changed: leave out --dry-run to do it.",
        (false, true) => "There was nothing to change.",
        (false, false) => closing,
    });
    text.push('\n');
    text
}

fn as_json(plan: &Plan, is_dry: bool) -> Value {
    let named = plan.mentions.iter().map(|change| {
        let place = &change.place;
        json!({ "path": place.path, "line": place.line, "column": place.column, "text": change.from })
    });
    json!({
        "done": !is_dry,
        "written": plan.changes.texts.iter().map(|text| &text.path).collect::<Vec<_>>(),
        "kept": plan.changes.moves.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect::<Vec<_>>(),
        "deleted": plan.changes.removals,
        "addresses": plan.addresses,
        "notes": plan.notes,
        "named": named.collect::<Vec<_>>(),
    })
}
