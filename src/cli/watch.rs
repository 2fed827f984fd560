//! `dateline watch`: the site is published whenever it has become another, and what there is to say of it.

use super::allocator::keep_memory;
use super::arguments::{PowerArguments, ProblemArguments, today};
use super::print::{self, count_of};
use super::problem::{BOLD, PLAIN, RED};
use super::progress::{self, Bar};
use super::{absolute, exit_code, folder_of_record, out_of, overseer, published, serve, told, use_cores, wrong_usage};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::inspect::published::{Comparison, Withdrawals};
use crate::language::text::and_others;
use crate::pictures::Effort;
use crate::pipeline::Progress;
use crate::publish::{Counts, Way};
use crate::republish::{Cause, News, Onlooker, Settings, republish};
use crate::sources::{Options, Texts};
use crate::watch::Means;
use clap::Args;
use jiff::Timestamp;
use std::collections::HashSet;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// The folder to write to [default: `public` in the site's folder; for a proof, `proof`].
    #[arg(long, short, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// The address that the site will have, instead of `base_url` in site.yaml.
    #[arg(long, value_name = "ADDRESS")]
    pub base_url: Option<String>,
    /// Show drafts too. Not for publication: this makes a proof, see `build --help`.
    #[arg(long)]
    pub drafts: bool,
    /// Show articles with a date in the future too. Not for publication: this makes a proof, see `build --help`.
    #[arg(long)]
    pub future: bool,
    /// Let go what was public before and is withheld now (a draft, a date in the future, expired): it is listed, and
    /// no problem. Without this it is a warning, and nothing is published where --strict says so, too.
    #[arg(long)]
    pub allow_withdrawn: bool,
    #[command(flatten)]
    pub problems: ProblemArguments,
    /// Look at the files again and again, where the system does not tell of changes: on network drives, in containers.
    #[arg(long)]
    pub poll: bool,
    #[command(flatten)]
    pub power: PowerArguments,
    /// How many processor cores to use [default: all].
    #[arg(long, short, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,
}

/// Runs the command.
pub(super) fn run(arguments: &WatchArguments) -> ExitCode {
    keep_memory();
    progress::listen_for_interrupt();
    use_cores(arguments.jobs);
    let site = Options {
        root: absolute(&arguments.root),
        base_url: arguments.base_url.clone(),
        drafts: arguments.drafts,
        future: arguments.future,
        proof: arguments.drafts || arguments.future,
        pseudo: None,
        now: Timestamp::now(),
        effort: Effort::Whole,
        texts: Texts::Kept,
        leave_out: Vec::new(),
        today: today(),
    };
    let out = out_of(&site, arguments.out.clone());
    if let Some(problem) = wrong_usage(&site, Some(&out)) {
        return told(&problem.into());
    }
    let settings = Settings {
        record_in: folder_of_record(&site, Some(&out)),
        site,
        out,
        strict: arguments.problems.strict,
        withdrawals: if arguments.allow_withdrawn { Withdrawals::AreLetGo } else { Withdrawals::AreTold },
        durability: arguments.power.durability(),
        means: if arguments.poll { Means::Poll } else { Means::Events },
    };
    let mut terminal = Terminal { settings: &settings, only: &arguments.problems.only, known: HashSet::new() };
    let ended = thread::scope(|scope| {
        let _overseer = overseer::oversee(scope, overseer::end);
        republish(&settings, &mut terminal)
    });
    match ended {
        Ok(()) => {
            say("The watch has ended.");
            exit_code(None)
        }
        Err(problems) => told(&problems),
    }
}

/// Prints a line. A terminal that is gone, or a full disk behind it, is no reason to publish nothing more.
fn say(line: &str) {
    let _ = writeln!(anstream::stdout(), "{line}");
}

/// The same for what somebody should look at.
fn warn(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

struct Terminal<'a> {
    settings: &'a Settings,
    /// The codes that are shown; all where it is empty.
    only: &'a [Code],
    /// What was found the last time. What has not changed since is not printed again, unless it stops publication.
    known: HashSet<Diagnostic>,
}

impl Onlooker for Terminal<'_> {
    fn progress(&self) -> Box<dyn Progress + '_> {
        Box::new(Bar::new(false))
    }

    fn is_over(&self) -> bool {
        progress::is_cancelled()
    }

    fn tell(&mut self, news: News) {
        let out = self.settings.out.display();
        match news {
            News::Watching(means) => {
                say(&format!("{BOLD}Watching{PLAIN}  {}", serve::watched(Some(means))));
                say(&format!("{BOLD}Output{PLAIN}    {out}"));
                say(&format!("{BOLD}End{PLAIN}       Ctrl-C"));
            }
            News::Attempt { cause, counts, problems, comparison, took } => {
                self.print_new(&problems);
                self.print_attempt(&cause, counts, &problems, took);
                lines_of(&comparison);
                self.known = problems.0.into_iter().collect();
            }
            News::Locked => warn(&format!("Another build is writing {out}: it is waited for.")),
            News::LeftBehind(sign) => warn(&format!(
                "{} says that a program is at work in the site's folder. It is waited for no longer: remove the file \
                 if there is no such program.",
                sign.display()
            )),
        }
    }
}

impl Terminal<'_> {
    fn print_new(&self, problems: &Diagnostics) {
        let is_told = |problem: &&Diagnostic| problem.stops(self.settings.strict) || !self.known.contains(problem);
        let new = Diagnostics(problems.0.iter().filter(is_told).cloned().collect());
        if !new.0.is_empty() {
            print::problems(&new, self.only);
        }
    }

    fn print_attempt(&self, cause: &Cause, counts: Option<Counts>, problems: &Diagnostics, took: Duration) {
        let (what, when) = in_words(cause);
        let found = count_of(problems);
        match counts {
            Some(Counts { written, unchanged, removed, way }) => {
                let touched = format!(
                    "{written} written, {unchanged} unchanged, {removed} removed{}",
                    if way == Way::InOneStep { "" } else { ", file by file" }
                );
                say(&format!("{BOLD}{what}{PLAIN}  {touched}, {:.2} s{when}; {found}", took.as_secs_f64()));
            }
            None => {
                warn(&format!("{BOLD}{what}{PLAIN}  {RED}Nothing was published{PLAIN}, the site is as it was; {found}"))
            }
        }
    }
}

fn lines_of(comparison: &Comparison) {
    published::lines(comparison).iter().for_each(|line| say(&format!("  {line}")));
}

/// What a publication comes from, and from when on its time is counted.
fn in_words(cause: &Cause) -> (String, &'static str) {
    let named = |paths: &[String], what: &str| {
        let first = paths.first()?;
        Some(format!("{first}{} {what}", and_others(paths.len() - 1, "text")))
    };
    match cause {
        Cause::Start => ("Start".to_owned(), ""),
        Cause::Files(path, others) => (format!("{path}{}", and_others(*others, "file")), " after it was saved"),
        Cause::AllFiles => ("All files were read again".to_owned(), " after the change"),
        Cause::Time { appeared, disappeared } => {
            let parts = [named(appeared, "appeared"), named(disappeared, "disappeared")];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let what = if parts.is_empty() { "Time has gone by".to_owned() } else { parts.join(", ") };
            (what, " after the moment")
        }
    }
}
