//! `dateline unpublish` and `dateline gone`: texts that readers are not to see any more.

use super::changing::{self, How, Prepared};
use super::problem::{BOLD, PLAIN};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::text::counted;
use crate::scaffold::changes::Changes;
use crate::scaffold::withdraw::{self, Draft, FOLDER, Files, Plan};
use clap::Args;
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};
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

/// Runs `dateline unpublish`.
pub(super) fn unpublish(arguments: &UnpublishArguments) -> ExitCode {
    let draft = if arguments.undo { Draft::Lifted } else { Draft::Set };
    let (title, closing) = match draft {
        Draft::Set => (
            "Not found any more after the next build",
            "Build with `dateline build --allow-withdrawn`: it says that this is meant.",
        ),
        Draft::Lifted => ("Found again after the next build", "`dateline build` publishes it."),
    };
    changing::run(&arguments.how, |archive, _| {
        let plan = withdraw::unpublish(archive, &arguments.stories, arguments.lang.as_deref(), draft)?;
        Ok(Some(Withdrawal { plan, asks: false, title, closing }))
    })
}

/// Runs `dateline gone`.
pub(super) fn gone(arguments: &GoneArguments) -> ExitCode {
    let files = if arguments.delete { Files::Deleted } else { Files::Kept };
    changing::run(&arguments.how, |archive, _| {
        let plan = withdraw::gone(archive, &arguments.stories, arguments.lang.as_deref(), files)?;
        let asks = !arguments.yes && !plan.changes.removals.is_empty();
        let title = "Answered by 410 after the next build, where the host can";
        Ok(Some(Withdrawal { plan, asks, title, closing: "`dateline build` publishes the site without it." }))
    })
}

/// A plan, and what is said of it.
struct Withdrawal {
    plan: Plan,
    /// Whether somebody must agree first.
    asks: bool,
    /// The heading of its addresses.
    title: &'static str,
    /// The last line.
    closing: &'static str,
}

impl Prepared for Withdrawal {
    fn changes(&self) -> &Changes {
        &self.plan.changes
    }

    fn ask(&self) -> Result<(), Diagnostic> {
        if self.asks { may_delete(&self.plan) } else { Ok(()) }
    }

    fn as_json(&self, is_dry: bool) -> Value {
        as_json(&self.plan, is_dry)
    }

    fn in_words(&self, is_dry: bool) -> String {
        in_words(&self.plan, is_dry, self.title, self.closing)
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
        return Err(plan.changes.removals.iter().take(20).fold(problem, |problem, gone| problem.hint(&gone.path)));
    }
    let mut error = io::stderr().lock();
    let list: String = plan.changes.removals.iter().map(|gone| format!("  {}\n", gone.path)).collect();
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
    part("Deleted".to_owned(), changes.removals.iter().map(|gone| gone.path.clone()).collect());
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
        "deleted": plan.changes.removals.iter().map(|gone| &gone.path).collect::<Vec<_>>(),
        "addresses": plan.addresses,
        "notes": plan.notes,
        "named": named.collect::<Vec<_>>(),
    })
}
