//! The press: a site with its routes, its templates and what has been set so far. Pages are printed from it.

use super::card_faults::CardFaults;
use super::kept::{Kept, OfArticle, Slots, Values, slots};
use crate::diagnostic::Diagnostics;
use crate::markdown::Body;
use crate::path::OutputPath;
use crate::pictures::Collection;
use crate::pictures::cards::Fonts;
use crate::plan::RouteTable;
use crate::plan::addresses::Formers;
use crate::site::{Article, ArticleId, Site};
use crate::templates::Templates;
use std::path::Path;
use std::sync::{Arc, OnceLock};

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
    /// What is known of the pictures, and their derivatives.
    pub pictures: Arc<Collection>,
    /// The fonts that social cards are set in.
    pub fonts: Arc<Fonts>,
    pub(super) kept: Kept,
}

impl Press {
    /// A press with which nothing has been set yet.
    pub fn new(
        site: Arc<Site>,
        routes: Arc<RouteTable>,
        templates: Arc<Templates>,
        (pictures, slots): (Arc<Collection>, Arc<Slots>),
        fonts: Arc<Fonts>,
    ) -> Press {
        let kept = Kept::empty(&site, slots);
        Press { site, routes, templates, former: Arc::default(), pictures, fonts, kept }
    }

    /// The press of a site in which these articles say something else, and all others are what they were.
    pub fn with_articles(&self, site: Arc<Site>, changed: &[ArticleId]) -> Press {
        let mut articles = Vec::clone(&self.kept.articles);
        changed.iter().for_each(|id| articles[id.0] = OnceLock::new());
        let articles = Arc::new(articles);
        Press { site, ..self.with_kept(Kept { articles, ..self.kept.clone() }) }
    }

    /// The press of the same texts with other templates, another binding of them, or other addresses of static files.
    pub fn with_templates(&self, site: Arc<Site>, routes: Arc<RouteTable>, templates: Arc<Templates>) -> Press {
        // The ids of texts keep clear of those of the templates.
        let kept = match self.templates.have_ids_of(&templates) {
            true => self.kept.clone(),
            false => Kept::empty(&site, Arc::clone(&self.kept.pictures)),
        };
        Press { site, routes, templates, ..self.with_kept(kept) }
    }

    /// The same press without what has been set of articles.
    pub fn without_articles(&self) -> Press {
        let articles = Arc::new(slots(self.kept.articles.len()));
        self.with_kept(Kept { articles, spool: Arc::default(), ..self.kept.clone() })
    }

    /// The press that the next publication begins with: what lists show of articles stays, and what their texts tell.
    pub fn for_the_next(&self) -> Press {
        self.with_each(|kept| OnceLock::from(Arc::new(kept.for_the_next())))
    }

    /// The same press without the texts for which one of these articles was looked at.
    pub fn without_texts_that_asked(&self, articles: &foldhash::HashSet<ArticleId>) -> Press {
        self.with_each(|kept| match kept.text.has_asked(articles) {
            true => OnceLock::from(Arc::new(kept.without_text())),
            false => OnceLock::from(Arc::clone(kept)),
        })
    }

    /// The same press with other slots for each article that has some. Feeds begin anew.
    fn with_each(&self, other: impl Fn(&Arc<OfArticle>) -> OnceLock<Arc<OfArticle>>) -> Press {
        let each = |kept: &OnceLock<Arc<OfArticle>>| kept.get().map_or_else(OnceLock::new, &other);
        let articles = Arc::new(self.kept.articles.iter().map(each).collect());
        self.with_kept(Kept { articles, spool: Arc::default(), ..self.kept.clone() })
    }

    /// The same press with other slots of its articles.
    pub(super) fn with_kept_articles(&self, articles: Vec<Arc<OfArticle>>) -> Press {
        let articles = Arc::new(articles.into_iter().map(OnceLock::from).collect());
        Press { kept: Kept { articles, ..self.kept.clone() }, ..self.clone() }
    }

    /// What structured data repeats, and what is shown, may be of any text: it is made anew.
    fn with_kept(&self, kept: Kept) -> Press {
        Press {
            kept: Kept {
                values: Default::default(),
                linked_data: Default::default(),
                shown: Default::default(),
                cards: Default::default(),
                given_up: Default::default(),
                ..kept
            },
            ..self.clone()
        }
    }

    /// The number of articles whose text has been set.
    pub fn set_articles(&self) -> usize {
        self.kept.articles.iter().filter_map(OnceLock::get).filter(|kept| kept.text.is_known()).count()
    }

    /// The slots of an article.
    pub(super) fn kept_of(&self, article: &Article) -> &OfArticle {
        self.slots_of(article)
    }

    /// The same, to be shared.
    pub(super) fn slots_of(&self, article: &Article) -> &Arc<OfArticle> {
        self.kept.articles[article.id.0].get_or_init(Arc::default)
    }

    /// The slots of what may be of any text.
    pub(super) fn values(&self) -> &Values {
        self.kept.values.get_or_init(|| Values::of(&self.site))
    }

    /// The slots for what is known of the pictures.
    pub fn slots(&self) -> &Arc<Slots> {
        &self.kept.pictures
    }

    /// What the texts tell that have been set.
    pub(super) fn each_told(&self, mut each: impl FnMut(&Body)) {
        let articles = self.kept.articles.iter().filter_map(OnceLock::get);
        articles.for_each(|kept| kept.text.tell(&mut each));
        let notes = self.kept.notes.iter().filter_map(|body| body.get());
        let dossiers = self.kept.dossiers.iter().flatten().filter_map(|body| body.get());
        let terms = self.kept.terms.values().filter_map(|body| body.get());
        notes.chain(dossiers).chain(terms).for_each(each);
    }

    /// Keeps what is made early and used late in a file in a folder, so that it takes no memory.
    pub fn spool_into(&self, folder: &Path) {
        self.kept.spool.use_folder(folder);
    }

    /// Problems that showed only while the texts were set, their files were read and their social cards written out.
    pub fn text_problems(&self) -> Diagnostics {
        let mut problems = Diagnostics::default();
        self.each_told(|body| problems.0.extend(body.problems.0.iter().cloned()));
        let of_drawings = self.kept.drawings.iter().filter_map(|problems| problems.get());
        problems.0.extend(of_drawings.flat_map(|problems| problems.0.iter().cloned()));
        problems.append(self.kept.cards.faults.of_letters());
        problems
    }

    /// What is missing on social cards, as far as pages have been printed.
    pub fn card_faults(&self) -> &CardFaults {
        &self.kept.cards.faults
    }

    /// Whether a page that has been printed has its card at a path.
    pub fn has_card(&self, path: &OutputPath) -> bool {
        self.kept.cards.named.read().is_ok_and(|named| named.contains(path))
    }
}
