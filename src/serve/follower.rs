//! Follower: the one thread that reads the site and follows its files, for as long as the preview runs.
//!
//! A watch may be lost: the system has no room for it, or the folder is gone. And nobody has foreseen everything
//! that may stand in a file. Neither ends the preview: the last edition stays, says what it lacks, and all is tried
//! again.

use super::desk::Desk;
use super::edition::Edition;
use super::live::Listeners;
use super::{Cause, News, Opened, Settings};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edge::words_of;
use crate::sources::Touched;
use crate::watch::{Means, Rest, Waited, Watch};
use jiff::Timestamp;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};
use tokio::sync::watch as channel;

/// The clock, which stands still while the machine sleeps, and the memory are looked at again after this.
const NAP: Duration = Duration::from_secs(1);
/// What somebody has saved shall be there before the eye is.
const REST: Rest = Rest { quiet: Duration::from_millis(5), patience: Duration::from_millis(500) };
/// Rendered texts that are kept: more are a crawl of the site, and not what somebody works on.
const MOST_RENDERED: usize = 4_000;
/// When a watch that was lost is tried again.
const RETRY: Duration = Duration::from_secs(3);
/// When files that nobody watches are read again, after they could not be taken in.
const UNWATCHED: Duration = Duration::from_secs(60);

/// Opens the site, says in `opened` how that went, and follows its files for ever.
pub(super) fn follow(
    settings: &Settings,
    opened: &Sender<Result<Opened, Diagnostics>>,
    listeners: &Listeners,
    tell: &impl Fn(News),
) {
    // The watch begins before the site is read: no change is missed in between.
    let watch = match settings.watch.map(|means| Watch::start(&settings.site.root, means)).transpose() {
        Ok(watch) => watch.map_or(Watching::Nothing, Watching::Files),
        Err(problem) => return drop(opened.send(Err(problem.into()))),
    };
    let (desk, problems) = Desk::open(&settings.site);
    let Some(desk) = desk else { return drop(opened.send(Err(problems))) };
    let first = Arc::new(desk.edition());
    let (editions, receiver) = channel::channel(Arc::clone(&first));
    if opened.send(Ok((first, receiver, watch.means()))).is_err() {
        return;
    }
    desk.fetch_texts();
    Follower { settings, listeners, tell, watch, editions, number: 0 }.run(desk);
}

/// Whether and how the files are watched.
enum Watching {
    /// Nobody wants that.
    Nothing,
    Files(Watch),
    /// It was lost, and is tried again at this moment.
    Lost(Instant),
}

impl Watching {
    fn means(&self) -> Option<Means> {
        match self {
            Watching::Files(watch) => Some(watch.means()),
            Watching::Nothing | Watching::Lost(_) => None,
        }
    }
}

struct Follower<'a, T> {
    settings: &'a Settings,
    listeners: &'a Listeners,
    tell: &'a T,
    watch: Watching,
    editions: channel::Sender<Arc<Edition>>,
    /// The number of the last edition.
    number: u64,
}

impl<T: Fn(News)> Follower<'_, T> {
    fn run(mut self, mut desk: Desk) {
        loop {
            // What was half done is thrown away, with the desk.
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.step(&mut desk))) {
                desk = self.begin_again(in_words(&*panic));
            }
        }
    }

    /// Waits for a change, and takes it in.
    fn step(&mut self, desk: &mut Desk) {
        let next = desk.next_moment().filter(|_| self.settings.clock_runs);
        let until_next =
            |next: Timestamp| Duration::try_from(next.duration_since(Timestamp::now())).unwrap_or_default();
        let nap = next.map_or(NAP, |next| until_next(next).min(NAP));
        let waited = self.wait(nap);
        let start = Instant::now();
        let (edition, cause) = match waited {
            Waited::Touched { touched, .. } => {
                let cause = match touched.first() {
                    Some((first, others)) => Cause::Files(first, others),
                    None => Cause::AllFiles,
                };
                (desk.take_in(&touched, &self.listeners.paths()), cause)
            }
            Waited::TimeIsOver | Waited::Lost if next.is_some_and(|next| next <= Timestamp::now()) => {
                (Some(desk.wait_until(Timestamp::now(), &self.listeners.paths())), Cause::Time)
            }
            Waited::TimeIsOver | Waited::Lost => {
                if let Some(press) = desk.forget_rendered(MOST_RENDERED) {
                    self.editions.send_modify(|edition| {
                        *edition = Arc::new(Edition { press, saved: None, ..Edition::clone(edition) })
                    });
                    desk.clear();
                }
                return;
            }
        };
        if let Some(edition) = edition {
            self.show(edition, cause, start);
        }
        desk.clear();
    }

    fn show(&mut self, edition: Edition, cause: Cause, since: Instant) {
        self.number += 1;
        let is_unwatched = matches!(self.watch, Watching::Lost(_));
        let edition = Arc::new(Edition { number: self.number, is_unwatched, ..edition });
        self.editions.send_replace(Arc::clone(&edition));
        (self.tell)(News::Edition { edition, cause, took: since.elapsed() });
    }

    /// Waits for a change of the files. A watch that was lost is begun again: what has changed meanwhile is found by
    /// looking at all files once.
    fn wait(&mut self, longest: Duration) -> Waited {
        match &mut self.watch {
            Watching::Files(watch) => match watch.wait(longest, REST) {
                Waited::Lost => {
                    self.watch = Watching::Lost(Instant::now());
                    self.watch_again(true)
                }
                waited => waited,
            },
            Watching::Lost(again) if *again <= Instant::now() => self.watch_again(false),
            Watching::Nothing | Watching::Lost(_) => {
                std::thread::sleep(longest);
                Waited::TimeIsOver
            }
        }
    }

    fn watch_again(&mut self, is_first: bool) -> Waited {
        let wanted = self.settings.watch.unwrap_or(Means::Poll);
        match Watch::start(&self.settings.site.root, wanted) {
            Ok(watch) => {
                (self.tell)(News::WatchedAgain(watch.means()));
                self.watch = Watching::Files(watch);
                self.mark(false);
                Waited::Touched { touched: Touched { everything: true, ..Touched::default() }, since: Instant::now() }
            }
            Err(problem) => {
                self.watch = Watching::Lost(Instant::now() + RETRY);
                if is_first {
                    self.mark(true);
                    (self.tell)(News::Unwatched(problem));
                }
                Waited::Lost
            }
        }
    }

    /// Lets open pages say whether changes are seen.
    fn mark(&self, is_unwatched: bool) {
        self.editions.send_modify(|edition| {
            *edition = Arc::new(Edition { is_unwatched, saved: None, ..Edition::clone(edition) });
        });
    }

    /// A new desk in the place of one that has met with what nobody has foreseen. As long as the files are as they
    /// are it would meet with that again: where it does, the last edition stays and says so until a file has
    /// changed.
    fn begin_again(&mut self, mut reason: String) -> Desk {
        let mut site = self.settings.site.clone();
        loop {
            (self.tell)(News::Failed(reason.clone()));
            if self.settings.clock_runs {
                site.now = Timestamp::now();
            }
            let start = Instant::now();
            let problems = match catch_unwind(|| {
                let (desk, problems) = Desk::open(&site);
                desk.map(|desk| (desk.edition(), desk)).ok_or(problems)
            }) {
                Ok(Ok((edition, desk))) => {
                    desk.fetch_texts();
                    self.show(edition, Cause::AllFiles, start);
                    return desk;
                }
                Ok(Err(problems)) => problems,
                Err(panic) => {
                    reason = in_words(&*panic);
                    let message = format!("the program has made a mistake with the files as they are: {reason}");
                    Diagnostic::error(Code::NoPreview, message)
                        .hint("take back what was saved last, and report this with the file that leads to it")
                        .into()
                }
            };
            let last = Edition::clone(&self.editions.borrow());
            self.show(Edition { problems, is_behind: true, saved: None, ..last }, Cause::AllFiles, start);
            let is_over = |watch: &Watching| matches!(watch, Watching::Nothing) && start.elapsed() > UNWATCHED;
            while !matches!(self.wait(NAP), Waited::Touched { .. }) && !is_over(&self.watch) {}
        }
    }
}

/// What a panic says.
fn in_words(panic: &(dyn std::any::Any + Send)) -> String {
    words_of(panic).unwrap_or("it does not say which").to_owned()
}
