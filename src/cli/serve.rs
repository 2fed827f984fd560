//! `dateline serve`: the preview in a browser, and what there is to say of it on the terminal.

use super::arguments::ServeArguments;
use super::arguments::today;
use super::{absolute, exit_code, overseer, print, signals, told};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::language::text::{and_others, counted};
use crate::pictures::Effort;
use crate::serve::{Cause, Edition, News, Settings, serve};
use crate::sources::{Options, Texts};
use crate::watch::Means;
use jiff::Timestamp;
use std::collections::HashSet;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Mutex;
use tokio::sync::oneshot;

/// Prints a line. A terminal that is gone, or a full disk behind it, is no reason to end the preview.
macro_rules! say {
    ($($text:tt)*) => {{
        let _ = writeln!(anstream::stdout(), $($text)*);
    }};
}

/// New warnings that are printed at a time; a page shows all of its own.
const MOST_WARNINGS: usize = 10;

/// Memory in small pages. A system that has not been used for a while hands out large ones slowly, since it clears them
/// whole: a preview of 30,000 articles began in 1.6 s with them, and in 1.0 s without. A build, which works longer, gains by
/// them.
fn use_small_pages() {
    // Where it cannot be had, the preview begins a little later.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Runs the command.
pub(super) fn run(arguments: &ServeArguments) -> ExitCode {
    use_small_pages();
    let settings = Settings {
        site: Options {
            root: absolute(&arguments.root),
            base_url: None,
            drafts: !arguments.no_drafts,
            future: arguments.future,
            proof: false,
            pseudo: arguments.pseudo,
            now: arguments.now.unwrap_or_else(Timestamp::now),
            effort: Effort::Beginning,
            texts: Texts::KeptSoon,
            leave_out: Vec::new(),
            today: today(),
        },
        clock_runs: arguments.now.is_none(),
        watch: arguments.watch.then_some(if arguments.poll { Means::Poll } else { Means::Events }),
        host: arguments.host.trim_matches(['[', ']']).to_owned(),
        allowed: arguments.allow_host.clone(),
        port: arguments.port,
        bar: !arguments.plain,
        follow: arguments.follow,
    };
    let (end, ended) = oneshot::channel();
    let end = Mutex::new(Some(end));
    let handler = signals::listen(move || {
        if let Some(end) = end.lock().ok().and_then(|mut end| end.take()) {
            // Nobody waits any more where the preview has ended by itself.
            let _ = end.send(());
        }
    });
    if let Err(error) = handler {
        let problem = Diagnostic::error(Code::NoPreview, format!("Ctrl-C would not end the preview: {error}"));
        return told(&problem.into());
    }
    let terminal = Terminal { open: arguments.open, known: Mutex::default() };
    overseer::oversee_memory(overseer::end);
    match serve(settings, ended, move |news| terminal.tell(news)) {
        Ok(()) => {
            say!("The preview has ended.");
            exit_code(None)
        }
        Err(problems) => told(&problems),
    }
}

/// What has been printed already.
struct Terminal {
    open: bool,
    /// The problems of the last edition: each is printed once.
    known: Mutex<HashSet<Diagnostic>>,
}

impl Terminal {
    fn tell(&self, news: News) {
        match news {
            News::Listening { address, watch, is_open, edition } => {
                self.print_new(&edition);
                if is_open {
                    say!(
                        "\x1b[1;33mEverybody in your network can read this preview, drafts included.\x1b[0m Leave --host out to \
                         keep it to this machine.\n"
                    );
                }
                say!("\x1b[1mPreview\x1b[0m   {address}");
                say!("\x1b[1mIn hand\x1b[0m   {}", at_root(&address, "/__dateline/"));
                say!("\x1b[1mWatching\x1b[0m  {}", watched(watch));
                say!("\x1b[1mEnd\x1b[0m       Ctrl-C");
                if self.open && opener::open_browser(&address).is_err() {
                    say!("No browser could be opened: go to {address}");
                }
            }
            News::Unwatched(problem) => {
                print::problems(&problem.into(), &[]);
                say!("\x1b[1;33mFiles are not watched any more.\x1b[0m It is tried again every few seconds.");
            }
            News::WatchedAgain(means) => say!("\x1b[1mWatching\x1b[0m  again: {}", watched(Some(means))),
            News::Failed(reason) => say!(
                "\x1b[1;31mThe program has made a mistake\x1b[0m, and begins again with the files as they are: {reason}"
            ),
            News::Edition { edition, cause, took } => {
                let what = match cause {
                    Cause::Files(path, others) => format!("{path}{}", and_others(others, "file")),
                    Cause::AllFiles => "all files were read again".to_owned(),
                    Cause::Time => "time has gone by".to_owned(),
                };
                let more = if edition.is_behind { ", the last good state is shown" } else { "" };
                say!("{what}  \x1b[34m{:.0} ms\x1b[0m{}{more}", took.as_secs_f64() * 1e3, state(&edition));
                self.print_new(&edition);
            }
        }
    }

    /// Prints the problems that were not there before.
    fn print_new(&self, edition: &Edition) {
        let Ok(mut known) = self.known.lock() else { return };
        let mut found = edition.problems.clone();
        found.append(edition.press.text_problems());
        let is_told = |problem: &&Diagnostic| problem.severity != Severity::Note && !known.contains(problem);
        let mut new = found.0.iter().filter(is_told).peekable();
        let errors_are_gone =
            known.iter().any(|problem| problem.severity == Severity::Error) && found.count(Severity::Error) == 0;
        if errors_are_gone {
            say!("\x1b[1mFixed\x1b[0m     no errors any more");
        }
        if new.peek().is_some() {
            let new = Diagnostics(new.cloned().collect()).sorted();
            let (errors, mut warnings): (Vec<_>, Vec<_>) =
                new.0.into_iter().partition(|problem| problem.severity == Severity::Error);
            let rest = warnings.split_off(warnings.len().min(MOST_WARNINGS));
            print::problems(&Diagnostics(errors), &[]);
            print::problems(&Diagnostics(warnings), &[]);
            if !rest.is_empty() {
                say!("{} more: see them all with `dateline check`\n", counted(rest.len(), "warning"));
            }
        }
        *known = found.0.into_iter().collect();
    }
}

fn state(edition: &Edition) -> String {
    let (errors, warnings) = (edition.problems.count(Severity::Error), edition.problems.count(Severity::Warning));
    let count = |n: usize, noun: &str| if n == 0 { String::new() } else { format!(", {}", counted(n, noun)) };
    format!("{}{}", count(errors, "error"), count(warnings, "warning"))
}

pub(super) fn watched(watch: Option<Means>) -> &'static str {
    match watch {
        Some(Means::Events) => "site.yaml, content, templates, themes, locales, static",
        Some(Means::Poll) => "site.yaml, content, templates, themes, locales, static (looked at twice a second)",
        None => "nothing: call with --watch to see changes as they are saved",
    }
}

/// A path at the root of the server that an address is on.
fn at_root(address: &str, path: &str) -> String {
    let after_scheme = address.find("://").map_or(0, |at| at + 3);
    let end = address[after_scheme..].find('/').map_or(address.len(), |at| after_scheme + at);
    format!("{}{path}", &address[..end])
}
