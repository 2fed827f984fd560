//! Recalled: what is at each route is made of, as it was told for the last publication, and which articles were looked at for it.
//! A program that publishes again and again asks only what may be another.

use crate::plan::{Route, Subject};
use crate::render::{Seen, Sketch};
use crate::site::ArticleId;
use crate::site::asked;
use crate::trace;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

/// What is recalled of a site, and what of it is another.
#[derive(Default)]
pub struct Recalled {
    /// By the hashes of their paths, the routes of the last publication.
    routes: HashMap<u64, Told>,
    /// The articles that say something else than they did then.
    changed: HashSet<ArticleId>,
    /// What has been told since.
    new: Mutex<Vec<(u64, Told)>>,
}

struct Told {
    of: u64,
    /// Numbers of articles: half as large as ids.
    asked: Box<[u32]>,
}

impl Recalled {
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
        let is_changed = |id: &u32| self.changed.contains(&ArticleId(*id as usize));
        (!told.asked.iter().any(is_changed)).then_some(told.of)
    }

    /// What a sketch tells of a route; it is taken down.
    pub fn ask(&self, sketch: &Sketch, route: &Route) -> Option<(u64, Option<Seen>)> {
        if let Subject::Sitemap(_) = route.subject {
            // It looks at all articles, on all cores.
            return sketch.made_of(route);
        }
        let (told, asked) = asked::during(|| sketch.made_of(route));
        if let Some((of, _)) = told {
            self.note(route, of, asked);
        }
        told
    }

    /// Takes down what is at a route is made of, and the articles that were looked at for it.
    pub fn note(&self, route: &Route, of: u64, asked: Vec<ArticleId>) {
        let own = match route.subject {
            Subject::Article(id) | Subject::Fallback(id) => Some(id),
            _ => None,
        };
        let asked = own.into_iter().chain(asked).filter_map(|id| u32::try_from(id.0).ok()).collect();
        if let Ok(mut new) = self.new.lock() {
            new.push((trace::hash(route.path.as_str()), Told { of, asked }));
        }
    }
}
