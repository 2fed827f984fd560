//! The command line: what a person asks, in; what happened, out.

mod allocator;
mod arguments;
mod ask;
mod changing;
mod cms;
mod command;
mod digest;
mod editor;
mod import;
mod init;
mod licences;
mod list;
mod new;
mod outside;
mod overseer;
mod print;
mod problem;
mod profile;
mod progress;
mod published;
mod related;
mod rename;
mod rollback;
mod schedule;
mod schema;
mod serve;
mod signals;
mod slugs;
mod tags;
mod theme;
mod timings;
mod translations;
mod watch;
mod withdraw;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Fault};
use crate::input::config::base_url;
use crate::inspect::link_check::Elsewhere;
use crate::inspect::published::Comparison;
use crate::pipeline::{self, Progress};
use crate::publish::{Terms, Trust};
use crate::rebuild::Last;
use crate::render::Press;
use crate::sources::{self, Options, Texts};
use crate::timings::{Recording, Timings};
use crate::whole::full;
use arguments::{ExternalLinks, SiteArguments};
use clap::Parser;
use command::{Cli, Command};
use profile::Profile;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

/// The output folder where none is named, in the site's folder.
const OUT: &str = "public";

/// The same for a proof, which is never written where the published site is.
const PROOF: &str = "proof";

/// Exit codes: 0 fine, 1 problems in the site, 2 wrong usage, 3 the machine.
fn exit_code(outcome: Option<Fault>) -> ExitCode {
    ExitCode::from(exit_number(outcome))
}

fn exit_number(outcome: Option<Fault>) -> u8 {
    match outcome {
        None => 0,
        Some(Fault::Site) => 1,
        Some(Fault::Usage) => 2,
        Some(Fault::Machine) => 3,
    }
}

/// Tells what was found, place by place; gives the exit code that it leads to.
fn told(problems: &Diagnostics) -> ExitCode {
    print::problems(&problems.clone().sorted(), &[]);
    exit_code(problems.outcome(false))
}

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Build(arguments) => {
            let out = (arguments.out.clone(), (arguments.trust(), arguments.terms()));
            site_command(&arguments.site, Some(out), None)
        }
        Command::Check(arguments) => site_command(&arguments.site, None, arguments.external_links),
        Command::Import(arguments) => import::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Gone(arguments) => withdraw::gone(&arguments),
        Command::Licences => licences::run(),
        Command::List(arguments) => list::run(&arguments),
        Command::Cms(arguments) => cms::run(&arguments),
        Command::Related(arguments) => related::run(&arguments),
        Command::Rename(arguments) => rename::run(&arguments),
        Command::Rollback(arguments) => rollback::run(&arguments),
        Command::Schedule(arguments) => schedule::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Slugs(arguments) => slugs::run(&arguments),
        Command::Tags(arguments) => tags::run(&arguments),
        Command::Theme(arguments) => theme::run(&arguments),
        Command::Translations(arguments) => translations::run(&arguments),
        Command::Unpublish(arguments) => withdraw::unpublish(&arguments),
        Command::Watch(arguments) => watch::run(&arguments),
    }
}

/// `build` (with an output folder) and `check` (without).
fn site_command(
    arguments: &SiteArguments,
    out: Option<(Option<PathBuf>, (Trust, Terms))>,
    external_links: Option<ExternalLinks>,
) -> ExitCode {
    let start = Instant::now();
    let mut timings = Timings::default();
    progress::listen_for_interrupt();
    use_cores(arguments.jobs);
    let options = arguments.options();
    let (out, how) = out.map(|(out, how)| (out_of(&options, out), how)).unzip();
    if let Some(problem) = wrong_usage(&options, out.as_deref()) {
        return finish(arguments, Outcome::without_site(problem.into()), &timings, start);
    }
    let profile = arguments.profile.as_deref().map(|file| Profile::open(file, out.as_deref())).transpose();
    let profile = match profile {
        Ok(profile) => profile,
        Err(problem) => return finish(arguments, Outcome::without_site(problem.into()), &timings, start),
    };
    if arguments.timings || profile.is_some() {
        timings.recording = Recording::start();
    }
    let code = thread::scope(|scope| {
        let _overseer = overseer::oversee(scope, |problem| {
            let problems = Diagnostics::from(problem);
            let code = exit_number(problems.outcome(false));
            finish(arguments, Outcome::without_site(problems), &Timings::default(), start);
            std::process::exit(code.into());
        });
        publish(arguments, &options, out.zip(how), external_links, &mut timings, start)
    });
    match (profile, &timings.recording) {
        (Some(profile), Some(recording)) => {
            profile.write(recording).err().map_or(code, |problem| told(&problem.into()))
        }
        _ => code,
    }
}

/// The stages in a row, and what is told of them.
fn publish(
    arguments: &SiteArguments,
    options: &Options,
    out: Option<(PathBuf, (Trust, Terms))>,
    external_links: Option<ExternalLinks>,
    timings: &mut Timings,
    start: Instant,
) -> ExitCode {
    // A build sets each text once, and an archive is larger than the memory of a small machine.
    let texts = match &out {
        None => Texts::Kept,
        Some((_, (Trust::SizeAndTime, _))) => Texts::Remembered,
        Some((_, (Trust::Content | Trust::Nothing, _))) => Texts::ReadAgain,
    };
    let options = &Options { texts, ..options.clone() };
    // Before the site is read: what changes meanwhile is then another site to the next build.
    let mut last = out.as_ref().map(|(out, (trust, terms))| {
        let inputs = timings.take("inputs", || sources::fingerprint(options));
        (Last::read(&options.root, out, inputs, *trust), *terms)
    });
    let out = out.map(|(out, _)| out);
    let (press, mut problems) = pipeline::load_after(options, last.as_mut().map(|(last, _)| last), timings);
    let Some(mut press) = press else { return finish(arguments, Outcome::without_site(problems), timings, start) };
    let in_folder = folder_of_record(options, out.as_deref());
    let comparison = published::compare(&mut press, arguments, &in_folder, &mut problems);
    problems = press.site.config.severities.apply(problems);
    let progress = progress::Bar::new(arguments.json);
    let mut elsewhere = None;
    let (counts, problems) = match out.as_deref().zip(last.as_ref()) {
        Some((out, (last, terms))) => {
            pipeline::build(&press, (out, last, *terms), problems, arguments.problems.strict, &progress, timings)
        }
        None => {
            let (found, addresses) = pipeline::check(&press, &progress, timings);
            problems.append(found);
            problems.append(pipeline::check_translations(&press, &options.root, timings));
            elsewhere = external_links.map(|ExternalLinks::List| addresses);
            (None, problems)
        }
    };
    progress.clear();
    if progress.is_cancelled() && counts.is_none() {
        anstream::eprintln!("Interrupted: nothing was published.");
        return ExitCode::from(progress::INTERRUPTED);
    }
    let outcome = Outcome { press: Some(&press), problems, published: counts.zip(out), comparison, elsewhere };
    let code = finish(arguments, outcome, timings, start);
    // The process is about to end: the kernel takes the memory back faster than a million small frees.
    std::mem::forget(press);
    code
}

/// Works on as many processor cores as somebody allows.
fn use_cores(jobs: Option<NonZeroUsize>) {
    if let Some(jobs) = jobs {
        // Fails only if the pool exists already; nothing has used it yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
}

/// The folder of a site for a command that goes on: its own folder may be deleted meanwhile, and another put in its
/// place.
fn absolute(root: &Path) -> PathBuf {
    std::path::absolute(root).unwrap_or_else(|_| root.to_owned())
}

/// The output folder: the one that was named, if one was.
fn out_of(options: &Options, named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| options.root.join(if options.proof { PROOF } else { OUT }))
}

/// Where the record of the last published site is: a proof has none of its own.
fn folder_of_record(options: &Options, out: Option<&Path>) -> PathBuf {
    out.filter(|_| !options.proof).map_or_else(|| options.root.join(OUT), Path::to_owned)
}

/// What shows before any file is read.
fn wrong_usage(options: &Options, out: Option<&Path>) -> Option<Diagnostic> {
    let of_address = options.base_url.as_deref().and_then(no_address);
    of_address.or_else(|| misplaced(&options.root, out?, options.proof))
}

/// What is wrong with an address that was given on the command line, where no file is to blame.
fn no_address(url: &str) -> Option<Diagnostic> {
    let [what, way_out] = base_url::fault(url.trim_end_matches('/'))?;
    let message = format!("`--base-url {url}` cannot be the site's address: {what}");
    Some(Diagnostic::error(Code::BadUsage, message).hint(way_out))
}

/// An output folder that holds the site, or is one of its source folders, would be replaced with all that is in it.
fn misplaced(root: &Path, out: &Path, is_proof: bool) -> Option<Diagnostic> {
    let (root, out) = (full(root), full(out));
    // What is inside another output folder is replaced with it, and sent to readers with it.
    if let Some(other) = out.ancestors().skip(1).find(|folder| folder.join(crate::publish::MARKER).is_file()) {
        let message = format!("{} is inside {}, which a build replaces as a whole", out.display(), other.display());
        return Some(Diagnostic::error(Code::BadUsage, message).hint("choose a folder beside it with --out"));
    }
    if is_proof && out == root.join(OUT) {
        let message = format!("{} is the folder of the published site, and this would be a proof", out.display());
        let hint = format!("leave --out away: a proof is written to `{PROOF}`");
        return Some(Diagnostic::error(Code::WrongFolder, message).hint(hint));
    }
    let sources = ["content", "templates", "themes", "locales", "static", "archetypes"];
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
    comparison: Comparison,
    /// Addresses of other sites, if they are asked for.
    elsewhere: Option<Elsewhere>,
}

impl Outcome<'_> {
    fn without_site(problems: Diagnostics) -> Self {
        Outcome { press: None, problems, published: None, comparison: Comparison::default(), elsewhere: None }
    }
}

fn finish(arguments: &SiteArguments, outcome: Outcome, timings: &Timings, start: Instant) -> ExitCode {
    let problems = outcome.problems.sorted();
    let code = exit_code(problems.outcome(arguments.problems.strict));
    let left_out = arguments.left_out();
    let report = print::Report {
        press: outcome.press,
        problems: &problems,
        left_out: &left_out,
        only: &arguments.problems.only,
        published: outcome.published,
        comparison: &outcome.comparison,
        elsewhere: outcome.elsewhere,
        timings,
        elapsed: start.elapsed(),
        strict: arguments.problems.strict,
    };
    if arguments.json {
        print::json(&report);
    } else {
        print::human(&report, arguments.timings);
    }
    code
}
