//! Standing: a site in memory that follows its files and the clock, and can be published at any time.

use crate::diagnostic::Diagnostics;
use crate::input::config::FILE;
use crate::inspect::published::{self, Comparison, LastRecord, Withdrawals};
use crate::pictures::Collection;
use crate::pipeline::{self, Loaded, Progress};
use crate::plan::schedule;
use crate::publish::{self, Counts, Durability, LastState, Trust};
use crate::rebuild::Last;
use crate::render::Press;
use crate::sources::{self, Effect, Options, Sources, Touched, day_of};
use crate::timings::Timings;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A clock that is set back by less than this is only set right.
const SET_RIGHT: SignedDuration = SignedDuration::from_secs(2);

/// A site in memory.
pub(super) struct Standing {
    options: Options,
    sources: Sources,
    loaded: Loaded,
    /// A hash of all files of the site that are no texts, taken before they were read.
    inputs: u64,
    /// What the site was resolved for.
    now: Timestamp,
    /// When it is another although no file has changed.
    next_moment: Option<Timestamp>,
}

/// How a site is published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    pub out: &'a Path,
    pub record_in: &'a Path,
    pub strict: bool,
    pub withdrawals: Withdrawals,
    pub durability: Durability,
}

/// What an attempt to publish has come to.
pub(super) struct Attempt {
    /// None where the site stays as it was.
    pub counts: Option<Counts>,
    pub problems: Diagnostics,
    pub comparison: Comparison,
}

/// What of a site is another.
pub(super) enum Change {
    Nothing,
    Something {
        /// Texts that have come with the time, by their files.
        appeared: Vec<String>,
        /// Texts that have gone with it.
        disappeared: Vec<String>,
    },
}

impl Standing {
    /// Reads a site.
    ///
    /// # Errors
    /// Its folder or its languages are unknown.
    pub fn open(options: &Options, now: Timestamp) -> Result<Standing, Diagnostics> {
        let options = Options { now, today: day_of(now), ..options.clone() };
        let inputs = sources::fingerprint(&options);
        let (sources, problems) = Sources::load(&options, &mut Timings::default());
        let Some(mut sources) = sources else { return Err(problems) };
        let loaded = pipeline::open(&mut sources, &pictures(&options));
        let next_moment = next_moment(&sources, &loaded.press);
        Ok(Standing { options, sources, loaded, inputs, now, next_moment })
    }

    /// Whether time alone has made another site of it by now: also where the clock was wrong before, and has been set
    /// back.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_moment.is_some_and(|next| next <= now) || self.is_of_the_future(now)
    }

    /// A moment until which the site stays what it is, as long as no file changes.
    pub fn next_moment(&self) -> Option<Timestamp> {
        self.next_moment
    }

    fn is_of_the_future(&self, now: Timestamp) -> bool {
        self.now.duration_since(now) > SET_RIGHT
    }

    /// Takes in what has changed, and the time.
    pub fn take_in(&mut self, touched: &Touched, now: Timestamp) -> Change {
        let is_due = self.is_due(now);
        let is_another_day = day_of(now) != self.options.today;
        // Pages of before have asked for words in vain, and it is not known whether those of now do, too.
        let has_asked = has_asked_in_vain(&self.loaded.press);
        let mut touched = touched.clone();
        // What is kept for a number of days, and what a configuration says of the day, goes by the clock, too.
        touched.everything |= is_another_day || has_asked;
        let is_whole = is_due || touched.everything || touched.paths.contains(FILE);
        if is_whole {
            self.sources.set_now(now);
        }
        self.inputs = sources::fingerprint(&self.options);
        let effect = self.sources.update(&touched);
        if matches!(effect, Effect::Nothing) && !is_due {
            return Change::Nothing;
        }
        let before = if is_due { texts(&self.loaded.press) } else { BTreeSet::new() };
        if is_whole || effect.has_other_texts() {
            self.sources.set_now(now);
            self.now = now;
            let mut kept = Arc::clone(&self.loaded.press.pictures);
            if is_another_day {
                self.options.today = day_of(now);
                kept = pictures(&self.options);
            }
            self.loaded = pipeline::open(&mut self.sources, &kept);
        } else {
            self.loaded = pipeline::follow(&mut self.loaded, &effect, &mut self.sources);
        }
        self.next_moment = next_moment(&self.sources, &self.loaded.press);
        let after = if is_due { texts(&self.loaded.press) } else { BTreeSet::new() };
        let missing = |from: &BTreeSet<String>, of: &BTreeSet<String>| of.difference(from).cloned().collect();
        Change::Something { appeared: missing(&before, &after), disappeared: missing(&after, &before) }
    }

    /// Publishes the site as `build` does.
    pub fn publish(&mut self, terms: Terms, progress: &dyn Progress) -> Attempt {
        let site = Arc::clone(&self.loaded.press.site);
        let severities = &site.config.severities;
        let mut problems = self.sources.problems();
        problems.append(self.loaded.problems());
        let mut problems = severities.apply(problems);
        let press = &mut self.loaded.press;
        let last = LastRecord::In(terms.record_in);
        let comparison = published::hold(press, last, terms.withdrawals, &mut problems);
        let problems = severities.apply(problems);
        // The trace is read again: another build may have written the folder meanwhile.
        let last = Last::read(&self.options.root, terms.out, self.inputs, Trust::SizeAndTime);
        // What was brought out is the beginning of what is published next.
        let how = publish::Terms { last: LastState::IsKept, durability: terms.durability, ..publish::Terms::default() };
        let into = (terms.out, &last, how);
        let (counts, problems) =
            pipeline::build(press, into, problems, terms.strict, progress, &mut Timings::default());
        Attempt { counts, problems, comparison }
    }
}

/// What is known of the pictures counts as used on the day of the options.
fn pictures(options: &Options) -> Arc<Collection> {
    Arc::new(Collection::new(&options.root, options.effort, options.today))
}

/// The files of the texts that readers get.
fn texts(press: &Press) -> BTreeSet<String> {
    press.site.articles.iter().map(|article| article.document.path.clone()).collect()
}

/// Texts that are not public yet are known to the sources alone, and when news are news no more to the schedule.
fn next_moment(sources: &Sources, press: &Press) -> Option<Timestamp> {
    let of_public = schedule::of(&press.site).first().map(|event| event.at.timestamp);
    sources.next_moment().into_iter().chain(of_public).min()
}

fn has_asked_in_vain(press: &Press) -> bool {
    let locales = &press.site.locales;
    !locales.asked_in_vain().is_empty() || !locales.malformed().0.is_empty()
}
