//! The press: a site with its routes, its templates and what has been set so far. Pages are printed from it.

use super::kept::{Kept, OfArticle};
use crate::diagnostic::Diagnostics;
use crate::input::media::{MediaId, picture_size};
use crate::markdown::Body;
use crate::plan::RouteTable;
use crate::plan::addresses::Formers;
use crate::site::{Article, ArticleId, Site};
use crate::templates::Templates;
use std::sync::Arc;

/// All that pages are printed from. What has been set so far is kept; a page is the same whether it was or not.
#[derive(Clone)]
pub struct Press {
    /// What is told.
    pub site: Arc<Site>,
    /// Where each page is.
    pub routes: Arc<RouteTable>,
    /// The templates, bound to what is the same on all pages of a language.
    pub templates: Arc<Templates>,
    /// What was published once and has left its address; a preview knows of none.
    pub former: Arc<Formers>,
    pub(super) kept: Kept,
}

impl Press {
    /// A press with which nothing has been set yet.
    pub fn new(site: Arc<Site>, routes: Arc<RouteTable>, templates: Arc<Templates>) -> Press {
        let kept = Kept::empty(&site);
        Press { site, routes, templates, former: Arc::default(), kept }
    }

    /// The press of a site in which these articles say something else, and all others are what they were.
    pub fn with_articles(&self, site: Arc<Site>, changed: &[ArticleId]) -> Press {
        let mut articles = Vec::clone(&self.kept.articles);
        changed.iter().for_each(|id| articles[id.0] = Arc::default());
        let articles = Arc::new(articles);
        Press { site, ..self.with_kept(Kept { articles, ..self.kept.clone() }) }
    }

    /// The press of the same texts with other templates, another binding of them, or other addresses of static files.
    pub fn with_templates(&self, site: Arc<Site>, routes: Arc<RouteTable>, templates: Arc<Templates>) -> Press {
        // The ids of texts keep clear of those of the templates.
        let kept = match self.templates.have_ids_of(&templates) {
            true => self.kept.clone(),
            false => Kept { sizes: Arc::clone(&self.kept.sizes), ..Kept::empty(&site) },
        };
        Press { site, routes, templates, ..self.with_kept(kept) }
    }

    /// The same press without what has been set of articles.
    pub fn without_articles(&self) -> Press {
        let articles = Arc::new(self.kept.articles.iter().map(|_| Arc::default()).collect());
        self.with_kept(Kept { articles, ..self.kept.clone() })
    }

    /// What structured data repeats, and what is shown, may be of any text: it is made anew.
    fn with_kept(&self, kept: Kept) -> Press {
        Press { kept: Kept { linked_data: Default::default(), shown: Default::default(), ..kept }, ..self.clone() }
    }

    /// The number of articles whose text has been set.
    pub fn set_articles(&self) -> usize {
        self.kept.articles.iter().filter(|kept| kept.body.get().is_some()).count()
    }

    /// The slots of an article.
    pub(super) fn kept_of(&self, article: &Article) -> &OfArticle {
        &self.kept.articles[article.id.0]
    }

    /// Width and height in pixels of a file beside the texts, where it says them.
    pub fn size(&self, id: MediaId) -> Option<(u32, u32)> {
        *self.kept.sizes[id.0].get_or_init(|| picture_size(&self.site.media.get(id).source))
    }

    /// The texts that have been set.
    pub(super) fn bodies(&self) -> impl Iterator<Item = &Body> {
        let articles = self.kept.articles.iter().filter_map(|kept| kept.body.get());
        let notes = self.kept.notes.iter().filter_map(|body| body.get());
        let dossiers = self.kept.dossiers.iter().flatten().filter_map(|body| body.get());
        let terms = self.kept.terms.values().filter_map(|body| body.get());
        articles.chain(notes).chain(dossiers).chain(terms)
    }

    /// Problems that showed only while the texts were set.
    pub fn text_problems(&self) -> Diagnostics {
        Diagnostics(self.bodies().flat_map(|body| body.problems.0.iter().cloned()).collect())
    }
}
