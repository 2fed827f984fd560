//! Republish: a site in memory that is published again whenever it has become another, as `build` would publish it:
//! `dateline watch`.
//!
//! One loop waits for files and for the clock. Files are taken in when they have come to rest, and git with them: a
//! commit is one publication. The clock is looked at again and again, since it stands still for a wait while the
//! machine sleeps, and may be set.

mod standing;

use crate::diagnostic::{Code, Diagnostics, Fault};
use crate::input::config::FILE;
use crate::inspect::published::{Comparison, Withdrawals};
use crate::pipeline::Progress;
use crate::publish::{Counts, Durability, Way};
use crate::sources::{JOURNAL, Options, Touched};
use crate::watch::{AtWork, Means, POLL, Rest, Waited, Watch};
use jiff::{SignedDuration, Timestamp};
use standing::{Attempt, Change, Standing, Terms};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The clock, and whether somebody wants the end, are looked at again after this.
const NAP: Duration = Duration::from_millis(500);
/// No change for this long: what was begun is complete.
const QUIET: Duration = Duration::from_millis(100);
/// Files that never come to rest do not keep what was saved from readers for longer than this.
const PATIENCE: Duration = Duration::from_secs(10);
/// A program that changes many files has so long to finish; one that was killed would be waited for in vain.
const PATIENCE_WITH_OTHERS: Duration = Duration::from_secs(30);
/// How often another program that is at work is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// When a folder is tried again that another build is writing.
const LOCKED: Duration = Duration::from_secs(1);
/// When a machine is tried again that could not read or write: somebody may have made room.
const MACHINE: Duration = Duration::from_secs(60);

/// What is published, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What site.
    pub site: Options,
    /// The output folder.
    pub out: PathBuf,
    /// Where the record of the last published site is.
    pub record_in: PathBuf,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// What is made of texts that were public and are withheld now.
    pub withdrawals: Withdrawals,
    /// What a power failure may do.
    pub durability: Durability,
    /// How changes are found out.
    pub means: Means,
}

/// What a publication comes from.
#[derive(Debug, Clone)]
pub enum Cause {
    /// The command has begun.
    Start,
    /// A file that has changed, by its path, and the number of others.
    Files(String, usize),
    /// So many files have changed that all were read again.
    AllFiles,
    /// Time has gone by.
    Time {
        /// Texts that have appeared, by their files.
        appeared: Vec<String>,
        /// Texts that are no longer public.
        disappeared: Vec<String>,
    },
}

/// What there is to tell.
pub enum News {
    /// The watch has begun.
    Watching(Means),
    /// The site was published, or something stood against it.
    Attempt {
        /// What it comes from.
        cause: Cause,
        /// How many files were touched. None where the published site is as it was.
        counts: Option<Counts>,
        /// What was found.
        problems: Diagnostics,
        /// What has become of the last published site.
        comparison: Comparison,
        /// From the moment at which something was saved, or an embargo ended, until now.
        took: Duration,
    },
    /// Another build is writing the output folder: it is waited for.
    Locked,
    /// This file says that another program is at work, and was waited for in vain.
    LeftBehind(PathBuf),
}

/// Who is told, and says when it is over.
pub trait Onlooker {
    /// Follows one publication.
    fn progress(&self) -> Box<dyn Progress + '_>;
    /// Whether somebody wants the end.
    fn is_over(&self) -> bool;
    /// Something has happened.
    fn tell(&mut self, news: News);
}

/// Publishes a site, and again whenever it has become another, until the onlooker says that it is over.
///
/// # Errors
/// What keeps it from beginning: there is no such site, it cannot be watched, or what was asked for cannot be done.
/// Whatever else is wrong is told, and can be fixed while it runs.
pub fn republish(settings: &Settings, onlooker: &mut impl Onlooker) -> Result<(), Diagnostics> {
    let root = &settings.site.root;
    if !root.join(FILE).is_file() {
        // It says in its own words what is missing.
        Standing::open(&settings.site, Timestamp::now())?;
    }
    // The watch begins before the site is read: no change is missed in between.
    let watch = Watch::start(root, settings.means)?;
    onlooker.tell(News::Watching(watch.means()));
    let at_work = AtWork::in_folder(root, JOURNAL);
    let mut keeper = Keeper { settings, watch, at_work, standing: None, again: None, told: Told::default() };
    keeper.answer(Call::new(Cause::Start, Instant::now()), onlooker)?;
    while !onlooker.is_over() {
        if let Some(call) = keeper.wait(onlooker) {
            keeper.answer(call, onlooker)?;
        }
    }
    Ok(())
}

/// A reason to look whether the site is another.
struct Call {
    cause: Cause,
    touched: Touched,
    /// When the reason came about.
    since: Instant,
    /// Whether it was answered before, and something that passes stood against it.
    is_second: bool,
}

impl Call {
    fn new(cause: Cause, since: Instant) -> Call {
        Call { cause, touched: Touched::default(), since, is_second: false }
    }
}

/// When a call that something stood against is answered again.
enum When {
    At(Instant),
    /// When this file is gone.
    Without(PathBuf),
}

impl When {
    fn is_now(&self) -> bool {
        match self {
            When::At(at) => *at <= Instant::now(),
            When::Without(file) => !file.exists(),
        }
    }
}

/// What has been told, and is not told again as long as nothing else happens.
#[derive(Default)]
struct Told {
    of_lock: bool,
    problems: Diagnostics,
}

/// What the loop keeps.
struct Keeper<'a> {
    settings: &'a Settings,
    watch: Watch,
    at_work: AtWork,
    /// The site; none as long as its languages are unknown.
    standing: Option<Standing>,
    again: Option<(When, Call)>,
    told: Told,
}

impl Keeper<'_> {
    /// Waits a while for a reason.
    fn wait(&mut self, onlooker: &mut impl Onlooker) -> Option<Call> {
        let next = self.standing.as_ref().and_then(Standing::next_moment);
        let nap = next.map_or(NAP, |next| Duration::try_from(-age(next)).unwrap_or_default().min(NAP));
        match self.watch.wait(nap, self.rest()) {
            Waited::Touched { mut touched, since } => {
                self.let_others_finish(&mut touched, onlooker);
                let cause = match touched.first() {
                    Some((first, others)) => Cause::Files(first, others),
                    None => Cause::AllFiles,
                };
                Some(Call { touched, ..Call::new(cause, since) })
            }
            Waited::Lost => {
                let touched = self.watch_anew(onlooker);
                Some(Call { touched, ..Call::new(Cause::AllFiles, Instant::now()) })
            }
            Waited::TimeIsOver if self.standing.as_ref().is_some_and(|site| site.is_due(Timestamp::now())) => {
                let late = next.and_then(|next| Duration::try_from(age(next)).ok()).unwrap_or_default();
                let now = Instant::now();
                let cause = Cause::Time { appeared: Vec::new(), disappeared: Vec::new() };
                Some(Call::new(cause, now.checked_sub(late).unwrap_or(now)))
            }
            Waited::TimeIsOver => self.again.take_if(|(when, _)| when.is_now()).map(|(_, call)| call),
        }
    }

    /// Waits for all files of a commit, or of a command that changes many.
    fn let_others_finish(&mut self, touched: &mut Touched, onlooker: &mut impl Onlooker) {
        let begin = Instant::now();
        let mut is_alone = true;
        while let Some(sign) = self.at_work.sign() {
            if onlooker.is_over() {
                return;
            }
            if begin.elapsed() > PATIENCE_WITH_OTHERS {
                onlooker.tell(News::LeftBehind(sign.clone()));
                self.at_work.give_up(sign);
                continue;
            }
            self.hear_more(LOOK, touched, onlooker);
            is_alone = false;
        }
        if !is_alone {
            // What it has changed last may still be on its way here.
            self.hear_more(self.rest().quiet, touched, onlooker);
        }
    }

    fn hear_more(&mut self, longest: Duration, touched: &mut Touched, onlooker: &impl Onlooker) {
        let begin = Instant::now();
        let more = match self.watch.wait(longest, self.rest()) {
            Waited::Touched { touched, .. } => touched,
            Waited::Lost => self.watch_anew(onlooker),
            Waited::TimeIsOver => return,
        };
        touched.paths.extend(more.paths);
        touched.everything |= more.everything;
        // A file that has gone is told of at once; whoever is at work is given the time all the same.
        std::thread::sleep(longest.saturating_sub(begin.elapsed()));
    }

    /// What has changed since the system tells no more is found by looking at all files once, and then again and
    /// again.
    fn watch_anew(&mut self, onlooker: &impl Onlooker) -> Touched {
        while !onlooker.is_over() {
            if let Ok(watch) = Watch::start(&self.settings.site.root, Means::Poll) {
                self.watch = watch;
                break;
            }
            std::thread::sleep(NAP);
        }
        Touched { everything: true, ..Touched::default() }
    }

    fn rest(&self) -> Rest {
        // Where files are only looked at now and then, what was changed after one look is found by the next.
        let quiet = if self.watch.means() == Means::Poll { POLL + QUIET } else { QUIET };
        Rest { quiet, patience: PATIENCE }
    }

    /// Publishes the site, if it is another.
    fn answer(&mut self, mut call: Call, onlooker: &mut impl Onlooker) -> Result<(), Diagnostics> {
        match self.take_in(&call, Timestamp::now()) {
            Ok(Change::Nothing) if !call.is_second => return Ok(()),
            Ok(Change::Something { appeared, disappeared }) if matches!(call.cause, Cause::Time { .. }) => {
                call.cause = Cause::Time { appeared, disappeared };
            }
            Ok(_) => {}
            Err(problems) => {
                let attempt = Attempt { counts: None, problems, comparison: Comparison::default() };
                self.tell(call, attempt, onlooker);
                return Ok(());
            }
        }
        let Some(site) = &mut self.standing else { return Ok(()) };
        let Settings { out, record_in, strict, withdrawals, durability, .. } = self.settings;
        let terms = Terms { out, record_in, strict: *strict, withdrawals: *withdrawals, durability: *durability };
        let attempt = site.publish(terms, &*onlooker.progress());
        if let Some(counts) = attempt.counts {
            self.again = None;
            self.tell(call, attempt, onlooker);
            if let (Way::InOneStep, Some(site)) = (counts.way, &self.standing) {
                site.prepare(&self.settings.out);
            }
            return Ok(());
        }
        if onlooker.is_over() {
            return Ok(());
        }
        let has = |code| attempt.problems.0.iter().any(|problem| problem.code == code);
        let outcome = attempt.problems.outcome(*strict);
        let is_first = matches!(call.cause, Cause::Start) && !call.is_second;
        if is_first && outcome == Some(Fault::Usage) && !has(Code::HalfDone) {
            return Err(attempt.problems);
        }
        let second = |touched| Call { cause: call.cause.clone(), touched, since: call.since, is_second: true };
        let all = Touched { everything: true, ..Touched::default() };
        self.again = match outcome {
            _ if has(Code::Locked) => Some((When::At(Instant::now() + LOCKED), second(Touched::default()))),
            _ if has(Code::HalfDone) => {
                let journal = self.settings.site.root.join(JOURNAL);
                Some((When::Without(journal), second(Touched::default())))
            }
            Some(Fault::Machine) => Some((When::At(Instant::now() + MACHINE), second(all))),
            _ => None,
        };
        if has(Code::Locked) {
            if !std::mem::replace(&mut self.told.of_lock, true) {
                onlooker.tell(News::Locked);
            }
        } else {
            self.tell(call, attempt, onlooker);
        }
        Ok(())
    }

    /// Lets the site follow what has changed, or reads it where nobody could before.
    fn take_in(&mut self, call: &Call, now: Timestamp) -> Result<Change, Diagnostics> {
        if let Some(site) = &mut self.standing {
            return Ok(site.take_in(&call.touched, now));
        }
        self.standing = Some(Standing::open(&self.settings.site, now)?);
        Ok(Change::Something { appeared: Vec::new(), disappeared: Vec::new() })
    }

    fn tell(&mut self, call: Call, attempt: Attempt, onlooker: &mut impl Onlooker) {
        self.told.of_lock = false;
        let problems = attempt.problems.sorted();
        let is_known = call.is_second && attempt.counts.is_none() && problems.0 == self.told.problems.0;
        self.told.problems = problems.clone();
        if !is_known {
            let Attempt { counts, comparison, .. } = attempt;
            onlooker.tell(News::Attempt {
                cause: call.cause,
                counts,
                problems,
                comparison,
                took: call.since.elapsed(),
            });
        }
    }
}

/// How long ago a moment was; less than nothing where it is to come.
fn age(moment: Timestamp) -> SignedDuration {
    Timestamp::now().duration_since(moment)
}
