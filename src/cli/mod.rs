//! The command line: what a person asks, in; what happened, out.

mod arguments;
mod print;
mod progress;
mod related;
mod schedule;
mod serve;
mod slugs;
mod tags;
mod translations;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Fault};
use crate::inspect::link_check::Elsewhere;
use crate::inspect::moved;
use crate::pipeline::{self, Progress};
use crate::render::Press;
use crate::timings::Timings;
use arguments::{Cli, Command, ExternalLinks, SiteArguments};
use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The output folder where none is named, in the site's folder.
const OUT: &str = "public";

/// Exit codes: 0 fine, 1 problems in the site, 2 wrong usage, 3 the machine.
fn exit_code(outcome: Option<Fault>) -> ExitCode {
    ExitCode::from(match outcome {
        None => 0,
        Some(Fault::Site) => 1,
        Some(Fault::Usage) => 2,
        Some(Fault::Machine) => 3,
    })
}

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Build(arguments) => {
            let out = arguments.out.clone();
            site_command(&arguments.site, Some(out), None)
        }
        Command::Check(arguments) => site_command(&arguments.site, None, arguments.external_links),
        Command::Related(arguments) => related::run(&arguments),
        Command::Schedule(arguments) => schedule::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Slugs(arguments) => slugs::run(&arguments),
        Command::Tags(arguments) => tags::run(&arguments),
        Command::Translations(arguments) => translations::run(&arguments),
    }
}

/// `build` (with an output folder) and `check` (without).
fn site_command(
    arguments: &SiteArguments,
    out: Option<Option<PathBuf>>,
    external_links: Option<ExternalLinks>,
) -> ExitCode {
    let start = Instant::now();
    let mut timings = Timings::default();
    progress::listen_for_interrupt();
    if let Some(jobs) = arguments.jobs {
        // Fails only if the pool exists already; nothing has used it yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    let options = arguments.options();
    let out = out.map(|out| out.unwrap_or_else(|| options.root.join(OUT)));
    if let Some(problem) = out.as_deref().and_then(|out| misplaced(&options.root, out)) {
        return finish(arguments, Outcome::without_site(problem.into()), &timings, start);
    }
    let (press, mut problems) = pipeline::load(&options, &mut timings);
    let Some(press) = press else { return finish(arguments, Outcome::without_site(problems), &timings, start) };
    let last = match &arguments.published {
        Some(path) => moved::read(path).map(Some),
        None => moved::left_in(out.as_deref().unwrap_or(&options.root.join(OUT))),
    };
    match last {
        Ok(last) => problems.append(last.map(|last| moved::moved(&press, &last)).unwrap_or_default()),
        Err(problem) => problems.push(problem),
    }
    let progress = progress::Bar::new(arguments.json);
    let mut elsewhere = None;
    let (counts, problems) = match &out {
        Some(out) => pipeline::build(&press, out, problems, arguments.strict, &progress, &mut timings),
        None => {
            let (found, addresses) = pipeline::check(&press, &progress, &mut timings);
            problems.append(found);
            elsewhere = external_links.map(|ExternalLinks::List| addresses);
            (None, problems)
        }
    };
    progress.clear();
    if progress.is_cancelled() && counts.is_none() {
        anstream::eprintln!("Interrupted: nothing was published.");
        return ExitCode::from(progress::INTERRUPTED);
    }
    let outcome = Outcome { press: Some(&press), problems, published: counts.zip(out), elsewhere };
    let code = finish(arguments, outcome, &timings, start);
    // The process is about to end: the kernel takes the memory back faster than a million small frees.
    std::mem::forget(press);
    code
}

/// An output folder that holds the site, or is one of its source folders, would be replaced with all that is in it.
fn misplaced(root: &Path, out: &Path) -> Option<Diagnostic> {
    let full = |path: &Path| {
        std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
    };
    let (root, out) = (full(root), full(out));
    let sources = ["content", "templates", "themes", "locales", "static"];
    let inside = sources.iter().any(|folder| out.starts_with(root.join(folder)));
    (root.starts_with(&out) || inside).then(|| {
        Diagnostic::error(
            Code::BadUsage,
            format!("{} cannot be the output folder: the site's sources are there", out.display()),
        )
        .hint("choose another folder with --out")
    })
}

/// What a command found and did.
struct Outcome<'a> {
    press: Option<&'a Press>,
    problems: Diagnostics,
    published: Option<(crate::publish::Counts, PathBuf)>,
    /// Addresses of other sites, if they are asked for.
    elsewhere: Option<Elsewhere>,
}

impl Outcome<'_> {
    fn without_site(problems: Diagnostics) -> Self {
        Outcome { press: None, problems, published: None, elsewhere: None }
    }
}

fn finish(arguments: &SiteArguments, outcome: Outcome, timings: &Timings, start: Instant) -> ExitCode {
    let problems = outcome.problems.sorted();
    let code = exit_code(problems.outcome(arguments.strict));
    let report = print::Report {
        press: outcome.press,
        problems: &problems,
        published: outcome.published,
        elsewhere: outcome.elsewhere,
        timings,
        elapsed: start.elapsed(),
        strict: arguments.strict,
    };
    if arguments.json {
        print::json(&report);
    } else {
        print::human(&report, arguments.timings);
    }
    code
}
