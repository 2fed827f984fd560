//! Sketches: a press with which every page can be told from what it was at the last build, without making it.
//!
//! What stands on a page is a function of what its template sees, of the templates and of what these ask of the site. To make
//! that is cheap but for the texts, so in a sketch of a press a text that was set at the last build, and is set of the same
//! things again, is a short stand-in for what comes of it. There is no second way to a page: the same code that prints it says
//! what it is made of.

use super::context::Seen;
use super::named_files::below_site;
use super::press::Press;
use super::{context, feeds, sitemaps, social_cards, texts};
use crate::input::config::FeedFormat;
use crate::markdown::Body;
use crate::path::scheme;
use crate::plan::{Route, Subject, addresses};
use crate::site::{Article, ArticleId};
use crate::timings::{Work, begin};
use crate::trace;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What of an article, as templates see it, comes of its text.
const OF_TEXT: [&str; 4] = ["body", "opening", "rest", "toc"];

/// A press whose texts are sketched where they are free.
pub struct Sketch {
    /// The press.
    pub press: Press,
    /// What all have in common.
    of_all: u64,
    /// What the templates of pages are made of.
    pub templates: BTreeMap<String, u64>,
    /// By article, what its text is set of; none where it may depend on anything else of the site.
    texts: Vec<Option<u64>>,
    /// By article, whether its text is known to be free.
    free: Vec<AtomicBool>,
}

impl Sketch {
    /// A sketch of a press with which nothing has been set. `known` are the texts that the last build found to be free; `files`
    /// is a hash of all files that are neither texts nor templates.
    pub fn of(press: &Press, known: &foldhash::HashSet<u64>, files: u64) -> Sketch {
        let site = &*press.site;
        // A heading has no id that its page has already.
        let of_ids: BTreeMap<&str, u64> =
            texts::TEMPLATES.map(|template| (template, press.templates.fingerprint_of_ids(template))).into();
        let of_files = |article| (files, of_ids.get(texts::template_of(article)));
        let texts: Vec<Option<u64>> =
            site.articles.par_iter().map(|article| of_text(article, of_files(article))).collect();
        let of_all = trace::hash(&(files, site.is_proof));
        let templates = press.templates.fingerprints();
        let slots = site.articles.par_iter().zip(&texts).map(|(article, of)| match of {
            // What it is here will be known when it has been set.
            Some(_) => Arc::new(press.slots_of(article).without_text()),
            None => Arc::clone(press.slots_of(article)),
        });
        let press = press.with_kept_articles(slots.collect());
        let free = texts.iter().map(|_| AtomicBool::new(false)).collect();
        let sketch = Sketch { press, of_all, templates, texts, free };
        sketch.texts.par_iter().enumerate().for_each(|(index, of)| {
            if let Some(of) = of.filter(|of| known.contains(of)) {
                sketch.set_free(ArticleId(index), of);
            }
        });
        sketch
    }

    /// Whether an article's text is sketched: it need not be set for what it tells.
    pub fn is_sketched(&self, article: &Article) -> bool {
        self.free[article.id.0].load(Ordering::Acquire)
    }

    /// Sets an article's text and finds out whether it is free, unless that is known.
    pub fn settle(&self, press: &Press, article: &Article) {
        let slots = self.press.kept_of(article);
        if slots.text.is_known() {
            return;
        }
        let of_press = &press.kept_of(article).text;
        // A text that is dropped already was set for the last publication, and is not known to be free.
        let of = self.texts[article.id.0].filter(|_| !of_press.is_dropped());
        match of.filter(|_| is_free(press, &texts::body(press, article))) {
            Some(of) => self.set_free(article.id, of),
            None => {
                texts::told(press, article);
                slots.text.take_over(of_press);
            }
        }
    }

    fn set_free(&self, id: ArticleId, of: u64) {
        self.press.kept_of(self.press.site.article(id)).text.set_free(of);
        self.free[id.0].store(true, Ordering::Release);
    }

    /// The texts that are free.
    pub fn free_texts(&self) -> foldhash::HashSet<u64> {
        self.texts.iter().zip(&self.free).filter_map(|(of, free)| of.filter(|_| free.load(Ordering::Acquire))).collect()
    }

    /// What is at a route is made of, told by the sketch alone: a hash, and what the template of its page sees where no text
    /// is in it, so that the page can be printed from it. None for what is made anew each time: there is one of each, or it is
    /// a copy.
    pub fn made_of(&self, route: &Route) -> Option<(u64, Option<Seen>)> {
        let _running = begin(Work::Step, "sketch");
        if let Subject::Feed(of, format) = route.subject {
            let mut hasher = self.hasher(route);
            feeds::digest(&self.press, route, of, format, &mut hasher);
            return Some((hasher.finish(), None));
        }
        if let Subject::Sitemap(part) = route.subject {
            let mut hasher = self.hasher(route);
            sitemaps::digest(&self.press, route, part, &mut hasher);
            return Some((hasher.finish(), None));
        }
        if route.subject == Subject::Addresses {
            let mut hasher = self.hasher(route);
            let Press { site, routes, former, .. } = &self.press;
            addresses::digest(site, routes, former, &mut hasher);
            return Some((hasher.finish(), None));
        }
        if !super::is_made_by_template(route) {
            return None;
        }
        let seen = context::of(&self.press, route);
        let of = self.of_seen(route, &seen);
        let is_whole = !matches!(route.subject, Subject::Article(_) | Subject::Fallback(_));
        Some((of, is_whole.then_some(seen)))
    }

    /// What the page at a route is made of, where its template sees `seen`: the same as [`Sketch::made_of`] tells. None where
    /// something of a sketched text stands in another place than the text's own.
    pub fn made_of_seen(&self, route: &Route, seen: &Seen) -> Option<u64> {
        let tells_of_text = |id: ArticleId| self.press.site.article(id).summary.is_none();
        match route.subject {
            Subject::Article(id) if tells_of_text(id) && self.text(id).is_some() => None,
            Subject::Fallback(id) if tells_of_text(id) => None,
            _ => Some(self.of_seen(route, seen)),
        }
    }

    fn of_seen(&self, route: &Route, seen: &Seen) -> u64 {
        let _running = begin(Work::Step, "digest");
        let mut hasher = self.hasher(route);
        social_cards::digest(&self.press, route, &mut hasher);
        (seen.template, self.templates.get(seen.template)).hash(&mut hasher);
        // All that comes of a free text is told by what it is set of.
        let text = match route.subject {
            Subject::Article(id) => self.text(id),
            _ => None,
        };
        text.hash(&mut hasher);
        seen.context.digest(text.map(|_| ("article", &OF_TEXT[..])), &mut hasher);
        hasher.finish()
    }

    fn hasher(&self, route: &Route) -> impl Hasher {
        let mut hasher = trace::hasher();
        (route.path.as_str(), route.language.map(|language| language.0), self.of_all).hash(&mut hasher);
        hasher
    }

    /// What an article's text is set of, if it is free.
    fn text(&self, id: ArticleId) -> Option<u64> {
        self.texts[id.0].filter(|_| self.free[id.0].load(Ordering::Acquire))
    }

    /// Drops an article's text, once its page is there. Its entries in feeds of these formats are written before, if `is_made`
    /// says that its page was, and what they are made of is taken down.
    pub fn drop_text(&self, press: &Press, article: &Article, (formats, is_made): (&[FeedFormat], bool)) {
        for format in formats {
            if is_made {
                feeds::written(press, article, *format);
            }
            feeds::digest_of_entry(&self.press, article, *format);
        }
        // The stand-in for a free text is short, and needed again.
        if !self.is_sketched(article) {
            self.press.kept_of(article).text.drop_text();
        }
        press.kept_of(article).text.drop_text();
    }

    /// What is at a route for which the sketch itself is enough: of texts it needs only what free ones do not have.
    pub fn stands_for(route: &Route) -> bool {
        matches!(route.subject, Subject::Sitemap(_))
    }
}

/// All that a text is set of if it is free. None where it may depend on more: what is written in HTML can name anything.
fn of_text(article: &Article, files: impl Hash) -> Option<u64> {
    if article.document.marks.has_html {
        return None;
    }
    let mut hasher = trace::hasher();
    let placement = &article.placement;
    (files, placement.language.0, placement.original.0, &article.title, article.typography).hash(&mut hasher);
    (article.section.is_some(), article.document.source.hash()).hash(&mut hasher);
    // What a translation inherits of these is told with its text.
    if article.image.is_some() || article.audio.is_some() {
        format!("{:?}{:?}", article.image, article.audio).hash(&mut hasher);
    }
    Some(hasher.finish())
}

/// Whether a text depends on nothing of the site around it and has nothing to tell: its links lead to other sites or within
/// itself, and it shows no files.
fn is_free(press: &Press, body: &Body) -> bool {
    let leads_away = |address: &str| match scheme(address) {
        Some(_) => below_site(press, address).is_none(),
        None => address.starts_with('#'),
    };
    body.problems.0.is_empty()
        && body.pictures.is_empty()
        && body.derived.is_empty()
        && body.files.is_empty()
        && body.inline.is_empty()
        && body.frames.is_empty()
        && !body.has_gallery
        && body.links.iter().all(|link| link.loads.is_none() && !link.is_told && leads_away(&link.address))
}
