//! The desk: a site in memory that follows its files.

use super::address::{self, Found};
use super::edition::Edition;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::input::content::{StoryId, below_content};
use crate::input::statics::fingerprint;
use crate::pictures::Collection;
use crate::pipeline::{self, Loaded};
use crate::plan::Subject;
use crate::render::{Press, texts};
use crate::site::{Article, Site};
use crate::sources::{Effect, Options, Sources, Touched};
use crate::timings::Timings;
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Open pages that are rendered before a change is shown.
const MOST_TRIALS: usize = 8;

/// A site that is resolved again when its files change. What is wrong with them never takes away what was right before:
/// the last site stays where the next has lost a page by a mistake, or where something is wrong with what all pages have.
pub struct Desk {
    sources: Sources,
    /// The site as its files are now.
    latest: Loaded,
    /// The press of the site that is shown.
    shown: Arc<Press>,
    /// Errors of the site that is shown.
    accepted: Vec<Diagnostic>,
    number: u64,
    /// What the files beside the texts are by their sizes and times.
    pictures: Pictures,
    /// When the site is another, though no file has changed; or a moment before that.
    next_moment: Option<Timestamp>,
    root: PathBuf,
    /// Presses of the past. Taking them apart takes a while in a large archive, and nobody has to wait for it.
    past: Vec<Arc<Press>>,
}

/// A fingerprint of the files beside the texts.
#[derive(Default)]
struct Pictures {
    /// [`Sources::media_changes`] when it was taken.
    at: u64,
    fingerprint: String,
}

impl Desk {
    /// Reads a site. There is none only where its folder or its languages are unknown.
    pub fn open(options: &Options) -> (Option<Desk>, Diagnostics) {
        let (sources, problems) = Sources::load(options, &mut Timings::default());
        let Some(mut sources) = sources else { return (None, problems) };
        let pictures = Arc::new(Collection::new(&options.root, options.effort, options.today));
        let latest = pipeline::open(&mut sources, &pictures);
        let shown = Arc::new(latest.press.clone());
        let mut desk = Desk {
            sources,
            latest,
            shown,
            accepted: Vec::new(),
            number: 0,
            pictures: Pictures::default(),
            next_moment: None,
            root: options.root.clone(),
            past: Vec::new(),
        };
        desk.accepted = errors(&desk.problems());
        desk.pictures = Pictures::of(&desk.latest.press.site, 0);
        desk.next_moment = desk.sources.next_moment();
        (Some(desk), Diagnostics::default())
    }

    /// The site as it is shown now.
    pub fn edition(&self) -> Edition {
        self.edition_of(self.problems(), None, false)
    }

    /// The site as its files are now, with whatever is wrong with them.
    pub fn latest(&self) -> &Press {
        &self.latest.press
    }

    /// Takes in what has changed. None where that is nothing. `open` are the paths of the pages that somebody looks at:
    /// where one of them can no longer be rendered, it stays as it was, too.
    pub fn take_in(&mut self, touched: &Touched, open: &[String]) -> Option<Edition> {
        let effect = self.sources.update(touched);
        let saved = match &effect {
            Effect::Nothing => return None,
            Effect::Problems => return Some(self.next_edition(&[], open)),
            Effect::Texts(revisions) => {
                let now = || revisions.iter().filter_map(|revision| revision.now.as_deref());
                let moments = now().filter_map(|document| self.sources.next_moment_of(document));
                self.next_moment = self.next_moment.into_iter().chain(moments).min();
                now().map(|document| document.path.clone()).collect()
            }
            Effect::Templates | Effect::Messages | Effect::Statics => Vec::new(),
            Effect::Everything => {
                self.next_moment = self.sources.next_moment();
                touched.paths.iter().filter(|path| path.ends_with(".md")).cloned().collect()
            }
        };
        let latest = pipeline::follow(&mut self.latest, &effect, &mut self.sources);
        self.replace(latest);
        Some(self.next_edition(&saved, open))
    }

    /// Reads, beside all else, the texts that no page has asked for so far: where somebody breaks one later, it is still known
    /// what it was.
    pub fn fetch_texts(&self) {
        let documents = self.sources.documents();
        let fetch = move || documents.iter().for_each(|document| document.source.fetch());
        // Without a thread, the texts are read when their pages are.
        let _ = std::thread::Builder::new().name("texts".to_owned()).spawn(fetch);
    }

    /// Lets go of sites of the past, once the last edition has been handed on.
    pub fn clear(&mut self) {
        self.past.clear();
    }

    /// Forgets what has been set of the articles, where it is of more than `most`: the press without it.
    pub fn forget_rendered(&mut self, most: usize) -> Option<Arc<Press>> {
        if self.shown.set_articles() <= most {
            return None;
        }
        self.latest.press = self.latest.press.without_articles();
        let shown = Arc::new(self.shown.without_articles());
        self.past.push(std::mem::replace(&mut self.shown, shown));
        Some(Arc::clone(&self.shown))
    }

    /// Lets the clock go on to `now`: embargoes end, articles expire.
    pub fn wait_until(&mut self, now: Timestamp, open: &[String]) -> Edition {
        self.sources.set_now(now);
        self.next_moment = self.sources.next_moment();
        let latest = pipeline::open(&mut self.sources, &self.latest.press.pictures);
        self.replace(latest);
        self.next_edition(&[], open)
    }

    /// A moment until which the site stays what it is, as long as no file changes.
    pub fn next_moment(&self) -> Option<Timestamp> {
        self.next_moment
    }

    fn replace(&mut self, latest: Loaded) {
        let past = std::mem::replace(&mut self.latest, latest);
        self.past.push(Arc::new(past.press));
    }

    fn next_edition(&mut self, saved: &[String], open: &[String]) -> Edition {
        self.number += 1;
        if self.pictures.at != self.sources.media_changes() {
            self.pictures = Pictures::of(&self.latest.press.site, self.sources.media_changes());
        }
        let lost = self.lost_pages(open);
        let mut problems = self.problems();
        let is_behind = !self.latest.press.templates.are_sound() || !lost.0.is_empty() || self.would_lose(&problems);
        problems.append(lost);
        if !is_behind {
            let past = std::mem::replace(&mut self.shown, Arc::new(self.latest.press.clone()));
            self.past.push(past);
            self.accepted = errors(&problems);
        }
        let few = &saved[..saved.len().min(MOST_TRIALS)];
        for article in few.iter().filter_map(|path| article_of(&self.shown.site, path)) {
            // What is wrong in a text shows when it is rendered; the next who asks for the page gets it at once.
            texts::body(&self.shown, article);
        }
        let saved = few.iter().find_map(|path| address_of(&self.shown, path));
        self.edition_of(problems, saved, is_behind)
    }

    /// Whether an error takes away something that is shown: what all pages have, an address, or the page of a file. What
    /// is wrong with a file that has no page yet, or keeps its page, is no reason to hold others back.
    fn would_lose(&self, problems: &Diagnostics) -> bool {
        let is_kept = |error: &Diagnostic| self.sources.problems_of_stand_ins().any(|kept| kept == error);
        let is_known = |error: &Diagnostic| self.accepted.iter().any(|known| is_same(known, error));
        let errors = problems.0.iter().filter(|problem| problem.severity == Severity::Error);
        let mut files = HashSet::new();
        for error in errors.filter(|error| !is_known(error) && !is_kept(error)) {
            match error.place.as_ref().filter(|_| error.code != Code::RouteConflict) {
                Some(place) if place.path.starts_with("content/") => files.insert(place.path.as_str()),
                _ => return true,
            };
        }
        !files.is_empty() && {
            let has =
                |site: &Site| files.iter().filter(|file| files_with_pages(site).any(|path| path == **file)).count();
            has(&self.latest.press.site) < has(&self.shown.site)
        }
    }

    /// What is wrong with pages that the site of now cannot render and that of before can.
    fn lost_pages(&self, open: &[String]) -> Diagnostics {
        let home = format!("{}/", self.shown.site.base_path());
        let (now, before) = (&self.latest.press, &*self.shown);
        let looked_at: Vec<&String> = open.iter().take(MOST_TRIALS).chain([&home]).collect();
        let of_page = |path: &&String| match address::find(now, path, None) {
            Found::Broken(problems) if !matches!(address::find(before, path, None), Found::Broken(_)) => problems,
            _ => Diagnostics::default(),
        };
        let of_pages: Vec<Diagnostics> = looked_at.par_iter().map(of_page).collect();
        let mut lost = Diagnostics::default();
        for problems in of_pages {
            let new: Vec<_> = problems.0.into_iter().filter(|problem| !lost.0.contains(problem)).collect();
            lost.append(Diagnostics(new));
        }
        lost
    }

    fn edition_of(&self, problems: Diagnostics, saved: Option<String>, is_behind: bool) -> Edition {
        Edition {
            number: self.number,
            press: Arc::clone(&self.shown),
            problems: problems.sorted(),
            is_behind: is_behind || self.sources.problems_of_stand_ins().next().is_some(),
            is_unwatched: false,
            saved,
            pictures: self.pictures.fingerprint.clone(),
            root: self.root.clone(),
        }
    }

    fn problems(&self) -> Diagnostics {
        let mut problems = self.sources.problems();
        problems.append(self.latest.problems());
        self.latest.press.site.config.severities.apply(problems)
    }
}

impl Pictures {
    fn of(site: &Site, at: u64) -> Pictures {
        let files: Vec<(&str, Vec<u8>)> =
            site.media.files.iter().map(|file| (file.source.path.as_str(), file.source.stamp())).collect();
        let parts = files.iter().flat_map(|(path, stamp)| [path.as_bytes(), stamp]);
        Pictures { at, fingerprint: fingerprint(parts) }
    }
}

/// The files of `content/` whose texts are on pages of their own or on those of others.
fn files_with_pages(site: &Site) -> impl Iterator<Item = &str> {
    let articles = site.articles.iter().map(|article| &article.document);
    let notes = site.notes.iter().map(|note| &note.document);
    let dossiers = site.dossier_texts.iter().flatten().flatten().map(|text| &text.document);
    let terms = site.term_texts().map(|text| &text.document);
    articles.chain(notes).chain(dossiers).chain(terms).map(|document| document.path.as_str())
}

/// The article of a file. By its name it belongs to a story; what it says of itself may make it another's.
fn article_of<'a>(site: &'a Site, path: &str) -> Option<&'a Article> {
    let is_it = |article: &&Article| article.document.path == path;
    let story = site.story_index.get(&StoryId::read(below_content(path)));
    let of_story = story.into_iter().flat_map(|i| site.stories[*i].articles.iter().flatten());
    let by_name = of_story.map(|id| site.article(*id)).find(is_it);
    by_name.or_else(|| site.articles.iter().map(|article| &**article).find(is_it))
}

/// The address of the page of a file.
fn address_of(press: &Press, path: &str) -> Option<String> {
    let site = &*press.site;
    let article = article_of(site, path)?;
    let route =
        press.routes.find(&article.placement.path).filter(|route| route.subject == Subject::Article(article.id))?;
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
