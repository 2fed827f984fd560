//! Sketches: a press with which every page can be told from what it was at the last build, without making it.
//!
//! What stands on a page is a function of what its template sees, of the templates and of what these ask of the site. To make
//! that is cheap but for the texts, so in a sketch of a press a text that was set at the last build, and is set of the same
//! things again, is a short stand-in for what comes of it. There is no second way to a page: the same code that prints it says
//! what it is made of.

use super::kept::OfArticle;
use super::named_files::below_site;
use super::press::Press;
use super::{context, feeds, social_cards};
use crate::diagnostic::Diagnostics;
use crate::markdown::Body;
use crate::path::scheme;
use crate::plan::{Route, Subject};
use crate::site::Article;
use crate::timings::{Work, begin};
use rayon::prelude::*;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A press whose texts are sketched where they are free.
pub struct Sketch {
    /// The press.
    pub press: Press,
    /// What all pages have in common.
    of_pages: u64,
    /// The same of what no template makes.
    of_others: u64,
    /// By article, what its text is set of; none where it may depend on anything else of the site.
    texts: Vec<Option<u64>>,
}

impl Sketch {
    /// A sketch of a press with which nothing has been set. `known` are the texts that the last build found to be free; `files`
    /// is a hash of all files that are no texts.
    pub fn of(press: &Press, known: &HashSet<u64>, files: u64) -> Sketch {
        let site = &*press.site;
        let texts: Vec<Option<u64>> = site.articles.par_iter().map(|article| of_text(article, files)).collect();
        let mut hasher = DefaultHasher::new();
        (files, site.is_proof).hash(&mut hasher);
        let of_others = hasher.finish();
        press.templates.fingerprint().hash(&mut hasher);
        let slots = press.kept.articles.iter().zip(&texts);
        let kept = slots.map(|(slots, of)| sketched(of.filter(|of| known.contains(of)), slots)).collect();
        Sketch { press: press.with_kept_articles(kept), of_pages: hasher.finish(), of_others, texts }
    }

    /// Whether an article's text is sketched: it need not be set for what it tells.
    pub fn is_sketched(&self, article: &Article) -> bool {
        self.press.kept_of(article).is_sketch
    }

    /// The sketch once all texts have been set that are not sketched: those that turned out to be free are from now on.
    pub fn complete(&mut self, press: &Press) {
        let slots = self.press.kept.articles.iter().zip(&self.texts);
        let kept = slots.map(|(slots, of)| {
            let is_free = slots.is_sketch || slots.body.get().is_some_and(|body| is_free(press, body));
            sketched(of.filter(|_| is_free), slots)
        });
        self.press = self.press.with_kept_articles(kept.collect());
    }

    /// The texts that are free.
    pub fn free_texts(&self) -> HashSet<u64> {
        let slots = self.press.kept.articles.iter().zip(&self.texts);
        slots.filter_map(|(slots, of)| of.filter(|_| slots.is_sketch)).collect()
    }

    /// What is at a route is made of, as a hash. None for what is made anew each time: there is one of each, or it is a copy.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn made_of(&self, route: &Route) -> Result<Option<u64>, Diagnostics> {
        let _running = begin(Work::Step, "sketch");
        let mut hasher = DefaultHasher::new();
        (route.path.as_str(), route.language.map(|language| language.0)).hash(&mut hasher);
        match route.subject {
            Subject::Feed(of, format) => {
                self.of_others.hash(&mut hasher);
                feeds::feed(&self.press, route, of, format).hash(&mut hasher);
            }
            _ if super::is_made_by_template(route) => {
                self.of_pages.hash(&mut hasher);
                social_cards::digest(&self.press, route, &mut hasher);
                let (template, context) = context::of(&self.press, route, None);
                template.hash(&mut hasher);
                context.digest(&mut hasher);
            }
            _ => return Ok(None),
        }
        Ok(Some(hasher.finish()))
    }

    /// What is at a route for which the sketch itself is enough: of texts it needs only what free ones do not have.
    pub fn stands_for(route: &Route) -> bool {
        matches!(route.subject, Subject::Sitemap(_))
    }
}

/// The slots of an article with a stand-in for its text; those that it has where its text is not free.
fn sketched(of: Option<u64>, slots: &Arc<OfArticle>) -> Arc<OfArticle> {
    match of {
        Some(of) if !slots.is_sketch => Arc::new(slots.sketched(stand_in(of))),
        _ => Arc::clone(slots),
    }
}

/// All that a text is set of if it is free. None where it may depend on more: what is written in HTML can name anything.
fn of_text(article: &Article, files: u64) -> Option<u64> {
    let markdown = article.document.markdown();
    if memchr::memchr(b'<', markdown.as_bytes()).is_some() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    let placement = &article.placement;
    (files, placement.language.0, placement.original.0, &article.title, article.typography).hash(&mut hasher);
    (article.section.is_some(), &article.document.text).hash(&mut hasher);
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

fn stand_in(of: u64) -> Body {
    Body::of_html(format!("<p>{of:016x}</p>\n"))
}
