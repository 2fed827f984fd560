//! Recalled: what is at each route is made of, as it was told for the last publication, and which articles were looked at for it:
//! only what may be another is asked again. A program that publishes again and again recalls it by itself, a build by the trace.

use crate::input::version::Version;
use crate::plan::{Route, Subject};
use crate::render::{Seen, Sketch, texts};
use crate::site::asked;
use crate::site::{ArticleId, Site};
use crate::trace::{self, Asked, ByHash, Trace, World};
use foldhash::HashSet;
use std::path::Path;
use std::sync::Mutex;

/// What is recalled of a site, and what of it is another.
#[derive(Default)]
pub struct Recalled {
    /// By the hashes of their paths, the routes of the last publication.
    routes: ByHash<Told>,
    /// The articles that say something else than they did then.
    changed: HashSet<ArticleId>,
    /// The templates that are others, by the hashes of their names.
    templates: HashSet<u64>,
    /// What has been told since.
    new: Mutex<Vec<(u64, Told)>>,
    /// The trace that was left last, and which version its file has.
    left: Mutex<Option<(Version, Trace)>>,
}

/// Stands for all articles.
const ALL: u32 = u32::MAX;

struct Told {
    of: u64,
    asked: Asked,
}

impl Recalled {
    /// What a trace tells of a site that is `world` now, with these templates.
    pub fn of_trace(trace: &mut Trace, world: &World, templates: &ByHash<u64>) -> Recalled {
        let was = &trace.world;
        let is_same = was.of == world.of && was.articles.len() == world.articles.len();
        if !is_same || !(was.since..was.until).contains(&world.since) {
            return Recalled::default();
        }
        let asked = std::mem::take(&mut trace.asked);
        let told = |(path, asked)| Some((path, Told { of: trace.files.get(&path)?.of, asked }));
        let both = was.articles.iter().zip(&world.articles).enumerate();
        let changed = both.filter(|(_, (was, is))| was != is).map(|(id, _)| ArticleId(id));
        let is_other = |name: &&u64| trace.templates.get(name) != templates.get(name);
        let others = trace.templates.keys().chain(templates.keys()).filter(is_other).copied();
        Recalled {
            routes: asked.into_iter().filter_map(told).collect(),
            changed: changed.collect(),
            templates: others.collect(),
            new: Mutex::default(),
            left: Mutex::default(),
        }
    }

    /// The trace that was left last, if its file is still what it was.
    pub(super) fn left(&self, file: &Path) -> Option<Trace> {
        let (version, trace) = self.left.lock().ok()?.take()?;
        (Version::of_file(file)? == version).then_some(trace)
    }

    /// Keeps a trace that has been written to a file.
    pub(super) fn leave(&self, trace: Trace, file: &Path) {
        if let (Ok(mut left), Some(version)) = (self.left.lock(), Version::of_file(file)) {
            *left = Some((version, trace));
        }
    }

    /// By the hashes of their paths, the articles that were looked at for the files of this publication: what has been told since
    /// the last is taken for that.
    pub fn take_asked(&self) -> ByHash<Asked> {
        let new = self.new.lock().map(|mut new| std::mem::take(&mut *new)).unwrap_or_default();
        let of_last = self.routes.iter().filter(|(_, told)| self.is_as_it_was(told));
        let of_last = of_last.map(|(path, told)| (*path, told.asked.clone()));
        of_last.chain(new.into_iter().map(|(path, told)| (path, told.asked))).collect()
    }

    fn is_as_it_was(&self, told: &Told) -> bool {
        let is_changed = |id: &u32| *id == ALL || self.changed.contains(&ArticleId(*id as usize));
        !self.templates.contains(&told.asked.template)
            && (self.changed.is_empty() || !told.asked.articles.iter().any(is_changed))
    }

    /// Nothing is as it was, whatever it was made of.
    pub fn forget(&mut self) {
        *self = Recalled::default();
    }

    /// These articles say something else; nothing else is another.
    pub fn change(&mut self, articles: &[ArticleId]) {
        self.changed.extend(articles);
    }

    /// The articles that say something else than they did at the last publication.
    pub fn changed(&self) -> &HashSet<ArticleId> {
        &self.changed
    }

    /// All has been published as it is now.
    pub fn settle(&mut self) {
        let new = self.new.get_mut().map(std::mem::take).unwrap_or_default();
        self.routes.extend(new);
        self.changed.clear();
    }

    /// What has been told for a publication that has not come about counts for nothing.
    pub fn give_up(&mut self) {
        self.new = Mutex::default();
    }

    /// What is at a route is made of, if it is the same as at the last publication.
    pub fn of(&self, route: &Route) -> Option<u64> {
        let told = self.routes.get(&trace::hash(route.path.as_str()))?;
        self.is_as_it_was(told).then_some(told.of)
    }

    /// What a sketch tells of a route; it is taken down.
    pub fn ask(&self, sketch: &Sketch, route: &Route) -> Option<(u64, Option<Seen>)> {
        if route.subject == Subject::Addresses {
            // What was there before is known to no article.
            return sketch.made_of(route);
        }
        if let Subject::Sitemap(_) = route.subject {
            // It looks at all articles, on all cores, which is not heard.
            let told = sketch.made_of(route);
            if let Some((of, _)) = &told {
                self.put(route, *of, Asked { template: 0, articles: [ALL].into() });
            }
            return told;
        }
        let (told, asked) = asked::during(|| sketch.made_of(route));
        if let Some((of, seen)) = &told {
            let template = template_of(&sketch.press.site, route, seen.as_ref());
            self.note(route, *of, (template, asked));
        }
        told
    }

    /// Takes down what is at a route is made of, its template and the articles that were looked at for it.
    pub fn note(&self, route: &Route, of: u64, (template, articles): (u64, Vec<ArticleId>)) {
        let own = match route.subject {
            Subject::Article(id) | Subject::Fallback(id) => Some(id),
            _ => None,
        };
        let articles = own.into_iter().chain(articles).filter_map(|id| u32::try_from(id.0).ok()).collect();
        self.put(route, of, Asked { template, articles });
    }

    fn put(&self, route: &Route, of: u64, asked: Asked) {
        if let Ok(mut new) = self.new.lock() {
            new.push((trace::hash(route.path.as_str()), Told { of, asked }));
        }
    }
}

/// The hash of the name of the template at a route, which is told by the article or by what the template sees; 0 where there is
/// none.
pub(super) fn template_of(site: &Site, route: &Route, seen: Option<&Seen>) -> u64 {
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => trace::hash(texts::template_of(&site.articles[id.0])),
        _ => seen.map_or(0, |seen| trace::hash(seen.template)),
    }
}
