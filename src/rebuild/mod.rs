//! Rebuild: what of the last build still stands, and what this one leaves for the next.
//!
//! A page stands if all that it is made of is the same ([`Sketch`]) and its file is as it was left. It is then neither set, nor
//! rendered, nor compared. All that looks at finished pages looks at it as if it had just been made.

mod recalled;
mod world;

pub use recalled::Recalled;
pub use world::of_documents;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::path::OutputPath;
use crate::pictures::CACHE;
use crate::plan::Route;
use crate::publish::{Kept, Look, Staging, Trust};
use crate::reading::in_words;
use crate::render::{Press, Seen, Sketch};
use crate::site::ArticleId;
use crate::store;
use crate::trace::{self, ByHash, Made, Trace, World};
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Where the texts are.
const CONTENT: &str = "content/";

/// What the last build into a folder has left.
pub struct Last<'r> {
    file: PathBuf,
    trace: Trace,
    /// A hash of all files of the site that are no texts.
    inputs: u64,
    trust: Trust,
    /// The site as it is now, where the trace was held against it.
    world: World,
    /// What the trace tells of it.
    of_trace: Recalled,
    /// What the program itself recalls.
    recalled: Option<&'r Recalled>,
}

impl<'r> Last<'r> {
    /// What the last build of the site at `root` into `out` has left; `inputs` is [`crate::sources::fingerprint`].
    pub fn read(root: &Path, out: &Path, inputs: u64, trust: Trust) -> Last<'r> {
        let file = trace::file_of(&root.join(CACHE), out);
        let trace = if trust == Trust::Nothing { None } else { Trace::read(&file) };
        Last::of(file, trace, (inputs, trust), None)
    }

    /// The same for a program that recalls besides what its own last publication was made of, and what that has left.
    pub fn read_again(root: &Path, out: &Path, inputs: u64, recalled: &'r Recalled) -> Last<'r> {
        let file = trace::file_of(&root.join(CACHE), out);
        let trace = recalled.left(&file).or_else(|| Trace::read(&file));
        Last::of(file, trace, (inputs, Trust::SizeAndTime), Some(recalled))
    }

    fn of(
        file: PathBuf,
        trace: Option<Trace>,
        (inputs, trust): (u64, Trust),
        recalled: Option<&'r Recalled>,
    ) -> Last<'r> {
        let (trace, world, of_trace) = (trace.unwrap_or_default(), World::default(), Recalled::default());
        Last { file, trace, inputs, trust, world, of_trace, recalled }
    }

    /// Holds what the last build has left against the site as it is now: `documents` is [`of_documents`], `next_moment` that at
    /// which one of its texts changes without an edit, `today` the day by the clock of the machine.
    pub fn compare(&mut self, press: &Press, documents: u64, next_moment: Option<Timestamp>, today: i64) {
        self.world = world::of(press, documents, (self.inputs, today), next_moment);
        let templates = by_hash(&press.templates.fingerprints());
        self.of_trace = Recalled::of_trace(&mut self.trace, &self.world, &templates);
    }

    fn recalled(&self) -> &Recalled {
        self.recalled.unwrap_or(&self.of_trace)
    }
}

/// What templates are made of, by the hashes of their names.
fn by_hash(templates: &BTreeMap<String, u64>) -> ByHash<u64> {
    templates.iter().map(|(name, of)| (trace::hash(name.as_str()), *of)).collect()
}

/// Decides about each file whether it stands.
pub struct Keeper<'a, 's> {
    last: &'a Last<'a>,
    /// The pages as far as it takes to tell what they are made of.
    pub sketch: Sketch,
    staging: &'s Staging<'s>,
    /// The files that stand, by the hashes of their paths.
    kept: Mutex<Vec<(u64, Made)>>,
    /// Those that were made: when they were written is known once they are published.
    made: Mutex<Vec<(OutputPath, Made)>>,
}

impl<'a, 's> Keeper<'a, 's> {
    /// Prepares the decisions for a press with which nothing has been set.
    pub fn new(last: &'a Last<'a>, press: &Press, staging: &'s Staging) -> Keeper<'a, 's> {
        let sketch = Sketch::of(press, &last.trace.free_texts, last.inputs);
        Keeper { last, sketch, staging, kept: Mutex::default(), made: Mutex::default() }
    }

    /// Whether what is at a route may stand: the last build left word of it, and its template, `template` where an article tells
    /// it, is as it was.
    pub fn may_keep(&self, route: &Route, template: Option<&str>) -> bool {
        let trace = &self.last.trace;
        let is_same =
            |template: &str| trace.templates.get(&trace::hash(template)) == self.sketch.templates.get(template);
        template.is_none_or(is_same) && trace.files.contains_key(&trace::hash(route.path.as_str()))
    }

    /// What is at a route is made of, as [`Sketch::made_of`] tells; or as it is recalled, without what its template sees.
    pub fn made_of(&self, route: &Route) -> Option<(u64, Option<Seen>)> {
        let recalled = self.last.recalled();
        recalled.of(route).map(|of| (of, None)).or_else(|| recalled.ask(&self.sketch, route))
    }

    /// Whether what is at a route is known to be made of the same as at the last publication.
    pub fn is_recalled(&self, route: &Route) -> bool {
        self.last.recalled().of(route).is_some()
    }

    /// Takes down what is at a route is made of, where its template sees `seen`, and the articles that were looked at for that.
    pub fn note(&self, route: &Route, of: u64, seen: &Seen, articles: Vec<ArticleId>) {
        let template = recalled::template_of(&self.sketch.press.site, route, Some(seen));
        self.last.recalled().note(route, of, (template, articles));
    }

    /// Keeps what is at a route, made of what `of` stands for, if it stands. `is_looked_at` says whether every page has to be
    /// looked at; `policy` is what pages are held against.
    pub fn keep(&self, route: &Route, of: u64, is_looked_at: bool, policy: u64) -> Option<Kept> {
        let path = trace::hash(route.path.as_str());
        let made = self.last.trace.files.get(&path).filter(|made| made.of == of)?;
        let is_read = is_looked_at || made.is_telling || policy != self.last.trace.policy;
        let look = if is_read { Look::Inside } else { Look::Outside };
        let kept = self.staging.keep(&route.path, made, self.last.trust, look)?;
        if let Ok(mut all) = self.kept.lock() {
            all.push((path, *made));
        }
        Some(kept)
    }

    /// Takes down what was made at a route, of what `of` stands for. `is_telling` says whether it has to be looked at in each
    /// build. Whether it is known to be another than the last build has left.
    pub fn made(&self, route: &Route, of: u64, bytes: &[u8], is_telling: bool) -> bool {
        let (content, size) = (trace::hash(bytes), bytes.len() as u64);
        let made = Made { of, content, size, modified: 0, is_telling };
        if let Ok(mut all) = self.made.lock() {
            all.push((route.path.clone(), made));
        }
        let last = self.last.trace.files.get(&trace::hash(route.path.as_str()));
        last.is_some_and(|last| last.content != content)
    }

    /// What there is to leave, once all has been decided.
    pub fn traces(self) -> Traces<'a> {
        let Keeper { last, sketch, kept, made, .. } = self;
        let (kept, made) = (kept.into_inner().unwrap_or_default(), made.into_inner().unwrap_or_default());
        Traces { last, sketch, kept, made }
    }
}

/// What a build leaves for the next.
pub struct Traces<'a> {
    last: &'a Last<'a>,
    sketch: Sketch,
    kept: Vec<(u64, Made)>,
    made: Vec<(OutputPath, Made)>,
}

impl Traces<'_> {
    /// Leaves word for the next build, of what is published at `out` now. Where pages gave cause for complaint, or tell the time,
    /// the next build makes them again.
    pub fn leave(self, press: &Press, out: &Path, policy: u64, problems: &Diagnostics) -> Option<Diagnostic> {
        // What is wrong with texts is found again without their pages.
        let is_of_text = |problem: &Diagnostic| {
            let codes = [Code::BlockedPart, Code::BlockedInline];
            !codes.contains(&problem.code)
                && problem.place.as_ref().is_some_and(|place| place.path.starts_with(CONTENT))
        };
        let is_of_place = |problem: &Diagnostic| problem.code == Code::NoCache;
        let mut told = problems.0.iter();
        let stands =
            !press.templates.asked_for_now() && told.all(|problem| is_of_text(problem) || is_of_place(problem));
        let as_published = |(path, made): (OutputPath, Made)| {
            let metadata = Staging::metadata(out, &path).ok()?;
            let modified = trace::modified(&metadata)?;
            (metadata.len() == made.size).then(|| (trace::hash(path.as_str()), Made { modified, ..made }))
        };
        let mut files: ByHash<Made> = ByHash::default();
        if stands {
            files.par_extend(self.made.into_par_iter().filter_map(as_published));
            files.extend(self.kept);
        }
        let templates = by_hash(&self.sketch.templates);
        let world = self.last.world.clone();
        let asked = if world == World::default() { ByHash::default() } else { self.last.recalled().take_asked() };
        let trace = Trace { free_texts: self.sketch.free_texts(), policy, templates, files, world, asked };
        let label = || self.last.file.parent().map_or(Ok(()), store::label);
        let Err(error) = trace.write(&self.last.file).and_then(|()| label()) else {
            self.last.recalled.inspect(|recalled| recalled.leave(trace, &self.last.file));
            return None;
        };
        let message = format!("what this build was made of cannot be kept in `{CACHE}`: {}", in_words(&error));
        let hint = "the pages are right, and the next build makes all of them again: give permission, or make room";
        Some(Diagnostic::note(Code::NoCache, message).hint(hint))
    }
}
