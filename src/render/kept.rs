//! What is made once and kept while pages are printed: slots, and the nouns that stand in them.
//!
//! Makers fill the slots, each when it is first asked for. What belongs to one article stands behind a pointer of its own:
//! a press of which one text has changed has all other slots in common with the last.

use crate::language::LanguageId;
use crate::markdown::Body;
use crate::site::{Site, TaxonomyKind};
use crate::templates::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Width and height of a picture in pixels, where its file says them.
type Size = Option<(u32, u32)>;

/// The slots of a site.
#[derive(Clone)]
pub(super) struct Kept {
    /// By article.
    pub articles: Arc<Vec<Arc<OfArticle>>>,
    /// Notes about authors, by their ids: languages that fall back share one.
    pub notes: Arc<Vec<OnceLock<Body>>>,
    /// Introductions of dossiers, by dossier and language.
    pub dossiers: Arc<Vec<Vec<OnceLock<Body>>>>,
    /// Introductions of sections and tags, of those that have one.
    pub terms: Arc<HashMap<(TaxonomyKind, usize, LanguageId), OnceLock<Body>>>,
    /// Sizes of the files beside the texts, by their ids: reading one means opening the file.
    pub sizes: Arc<Vec<OnceLock<Size>>>,
    /// What structured data repeats on many pages.
    pub linked_data: Arc<OnceLock<LinkedData>>,
    /// By their ids, whether public texts show the files beside them, once all texts have been set.
    pub shown: Arc<OnceLock<Vec<bool>>>,
}

/// What is made of one article.
#[derive(Default)]
pub(super) struct OfArticle {
    /// The text.
    pub body: OnceLock<Body>,
    /// The article as lists show it.
    pub card: OnceLock<Value>,
    /// The article as feeds hold it.
    pub feed_entry: OnceLock<FeedEntry>,
}

impl Kept {
    /// Empty slots for all that a site has.
    pub fn empty(site: &Site) -> Kept {
        let languages = site.locales.ids().count();
        let of_dossier = |_: &_| slots(languages);
        let of_terms = TaxonomyKind::NAMED.into_iter().flat_map(|kind| {
            let terms = site.taxonomy(kind).terms.iter().enumerate();
            terms.flat_map(move |(i, term)| term.texts.iter().flatten().map(move |text| (kind, i, text.language)))
        });
        Kept {
            articles: Arc::new(site.articles.iter().map(|_| Arc::default()).collect()),
            notes: Arc::new(slots(site.notes.len())),
            dossiers: Arc::new(site.dossier_texts.iter().map(of_dossier).collect()),
            terms: Arc::new(of_terms.map(|of| (of, OnceLock::new())).collect()),
            sizes: Arc::new(slots(site.media.files.len())),
            linked_data: Arc::default(),
            shown: Arc::default(),
        }
    }
}

fn slots<T>(count: usize) -> Vec<OnceLock<T>> {
    (0..count).map(|_| OnceLock::new()).collect()
}

/// An article's entry in each format that the site's feeds have.
#[derive(Debug)]
pub(super) struct FeedEntry {
    pub(super) rss: Box<[u8]>,
    pub(super) atom: Box<[u8]>,
    pub(super) json: Box<RawValue>,
}

/// A page that others are below: its name and its full address.
#[derive(Debug, Clone)]
pub(super) struct Crumb {
    pub name: String,
    pub url: String,
}

/// What structured data repeats, by language.
#[derive(Debug)]
pub(super) struct LinkedData {
    /// The publisher as each article carries it.
    pub(super) publishers: Vec<Box<RawValue>>,
    /// Each author as an article carries it, once one has asked for it.
    pub(super) persons: Vec<Vec<OnceLock<Box<RawValue>>>>,
    /// The home page.
    pub(super) homes: Vec<Crumb>,
    /// Each section that has a page.
    pub(super) sections: Vec<Vec<Option<Crumb>>>,
}
