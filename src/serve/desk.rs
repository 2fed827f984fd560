//! The desk: a site in memory that follows its files.

use super::address::{self, Found};
use super::edition::Edition;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::pipeline::{Options, Timings};
use crate::resolve::{Resolved, resolve};
use crate::routes::Subject;
use crate::site::Site;
use crate::sources::{Effect, Sources, Touched};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;

/// Open pages that are rendered before a change is shown.
const MOST_TRIALS: usize = 8;

/// A site that is resolved again when its files change. What is wrong with them never takes away what was right before:
/// the last site without new errors stays.
pub struct Desk {
    sources: Sources,
    /// The site as its files are now.
    latest: Resolved,
    /// The site that is shown: the last one without new errors.
    shown: Arc<Site>,
    /// Errors of the site that is shown, as far as they were there before the preview began or came with a file that
    /// was never right.
    accepted: Vec<Diagnostic>,
    number: u64,
    /// How often pictures beside articles have changed.
    pictures: u64,
    /// When the site is another, though no file has changed; or a moment before that.
    next_moment: Option<Timestamp>,
    root: PathBuf,
    /// Sites of the past. Taking them apart takes a while in a large archive, and nobody has to wait for it.
    past: Vec<Arc<Site>>,
}

impl Desk {
    /// Reads a site. There is none only where its folder or its languages are unknown.
    pub fn open(options: &Options) -> (Option<Desk>, Diagnostics) {
        let (sources, problems) = Sources::load(options, &mut Timings::default());
        let Some(mut sources) = sources else { return (None, problems) };
        let latest = resolve(sources.parts());
        let shown = Arc::new(latest.site.clone());
        let mut desk = Desk {
            sources,
            latest,
            shown,
            accepted: Vec::new(),
            number: 0,
            pictures: 0,
            next_moment: None,
            root: options.root.clone(),
            past: Vec::new(),
        };
        desk.accepted = errors(&desk.problems());
        desk.next_moment = desk.sources.next_moment();
        (Some(desk), Diagnostics::default())
    }

    /// The site as it is shown now.
    pub fn edition(&self) -> Edition {
        self.edition_of(&self.problems(), None)
    }

    /// The site as its files are now, with whatever is wrong with them.
    pub fn latest(&self) -> &Site {
        &self.latest.site
    }

    /// Takes in what has changed. None where that is nothing. `open` are the paths of the pages that somebody looks at:
    /// where one of them can no longer be rendered, it stays as it was, too.
    pub fn take_in(&mut self, touched: &Touched, open: &[String]) -> Option<Edition> {
        let is_picture = |path: &String| path.starts_with("content/") && !path.ends_with(".md");
        self.pictures += u64::from(touched.everything || touched.paths.iter().any(is_picture));
        let (resolved, saved) = match self.sources.update(touched) {
            Effect::Nothing => return None,
            Effect::Problems => return Some(self.next_edition(Vec::new(), open)),
            Effect::Texts(revisions) => {
                let paths = revisions.iter().map(|(_, now)| now.path.clone()).collect();
                let moments = revisions.iter().filter_map(|(_, now)| self.sources.next_moment_of(now));
                self.next_moment = self.next_moment.into_iter().chain(moments).min();
                (self.latest.with_texts(&revisions), paths)
            }
            Effect::Templates => (Some(self.latest.with_templates(self.sources.templates())), Vec::new()),
            Effect::Messages => (self.latest.with_messages(self.sources.locales()), Vec::new()),
            Effect::Statics => (self.latest.with_statics(self.sources.statics()), Vec::new()),
            Effect::Everything => (None, touched.paths.iter().filter(|path| path.ends_with(".md")).cloned().collect()),
        };
        let latest = match resolved {
            Some(resolved) => resolved,
            None => self.resolve_all(),
        };
        let past = std::mem::replace(&mut self.latest, latest);
        self.past.push(Arc::new(past.site));
        Some(self.next_edition(saved, open))
    }

    /// Lets go of sites of the past, once the last edition has been handed on.
    pub fn clear(&mut self) {
        self.past.clear();
    }

    /// Lets the clock go on to `now`: embargoes end, articles expire.
    pub fn wait_until(&mut self, now: Timestamp) -> Edition {
        self.sources.set_now(now);
        self.latest = self.resolve_all();
        self.next_edition(Vec::new(), &[])
    }

    /// A moment until which the site stays what it is, as long as no file changes.
    pub fn next_moment(&self) -> Option<Timestamp> {
        self.next_moment
    }

    fn resolve_all(&mut self) -> Resolved {
        self.next_moment = self.sources.next_moment();
        resolve(self.sources.parts())
    }

    fn next_edition(&mut self, saved: Vec<String>, open: &[String]) -> Edition {
        self.number += 1;
        let mut problems = self.problems();
        problems.append(self.lost_pages(open));
        let mut found = errors(&problems);
        found.retain(|error| !self.sources.problems_of_kept().any(|kept| kept == error));
        let is_new = |error: &Diagnostic| !self.accepted.iter().any(|known| is_same(known, error));
        if self.latest.site.templates.are_sound() && !found.iter().any(is_new) {
            let past = std::mem::replace(&mut self.shown, Arc::new(self.latest.site.clone()));
            self.past.push(past);
            self.accepted = found;
        }
        for article in self.shown.articles.iter().filter(|article| saved.contains(&article.document.path)) {
            // What is wrong in a text shows when it is rendered; the next who asks for the page gets it at once.
            self.shown.body(article);
        }
        let saved = saved.iter().find_map(|path| address_of(&self.shown, path));
        self.edition_of(&problems, saved)
    }

    /// What is wrong with pages that the site of now cannot render and that of before can.
    fn lost_pages(&self, open: &[String]) -> Diagnostics {
        let home = format!("{}/", self.shown.base_path());
        let (now, before) = (&self.latest.site, &*self.shown);
        let mut lost = Diagnostics::default();
        for path in open.iter().take(MOST_TRIALS).chain([&home]) {
            let Found::Broken(problems) = address::find(now, path) else { continue };
            if !matches!(address::find(before, path), Found::Broken(_)) {
                let new: Vec<_> = problems.0.into_iter().filter(|problem| !lost.0.contains(problem)).collect();
                lost.append(Diagnostics(new));
            }
        }
        lost
    }

    fn edition_of(&self, problems: &Diagnostics, saved: Option<String>) -> Edition {
        Edition {
            number: self.number,
            site: Arc::clone(&self.shown),
            problems: problems.clone().sorted(),
            saved,
            pictures: self.pictures,
            root: self.root.clone(),
        }
    }

    fn problems(&self) -> Diagnostics {
        let mut problems = self.sources.problems();
        problems.append(self.latest.problems());
        problems
    }
}

/// The address of the page of a file.
fn address_of(site: &Site, path: &str) -> Option<String> {
    let article = site.articles.iter().find(|article| article.document.path == path)?;
    let route = site.routes.find(&article.path).filter(|route| route.subject == Subject::Article(article.id))?;
    Some(site.href(&route.path))
}

fn errors(problems: &Diagnostics) -> Vec<Diagnostic> {
    problems.0.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

/// Whether two problems are one that has only moved with the lines around it.
fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    let path = |problem: &Diagnostic| problem.place.as_ref().map(|place| place.path.clone());
    a.code == b.code && a.message == b.message && path(a) == path(b)
}
