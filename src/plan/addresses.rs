//! The record of what is where. Every build writes `addresses.json`, in which the next one, or `check`, looks up what has
//! moved. It names only what the pages name, too: no article that is not public, and none that is unlisted.

use crate::language::LanguageId;
use crate::site::{Article, Site, Taxonomy, Term};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name of the record in the output folder.
pub const FILE: &str = "addresses.json";

/// Where each thing of a site is: id → language → path below the site's root. Sorted, so that a record is the same for the
/// same site.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    /// Those of articles.
    pub articles: ById,
    /// Those of sections.
    pub sections: ById,
    /// Those of tags.
    pub tags: ById,
    /// Those of authors.
    pub authors: ById,
    /// Those of dossiers.
    pub dossiers: ById,
}

/// Paths by id and language.
pub type ById = BTreeMap<String, BTreeMap<String, String>>;

/// The addresses of a site that others may know.
pub fn of(site: &Site) -> Addresses {
    let mut articles = ById::new();
    let is_public = |article: &&Arc<Article>| {
        let is_embargoed = article.placement.date.is_some_and(|date| date.timestamp > site.now.timestamp);
        !article.placement.draft && !article.placement.unlisted && !is_embargoed
    };
    for article in site.articles.iter().filter(is_public) {
        let id = site.stories[article.story].id.0.clone();
        let tag = site.locales.get(article.placement.language).tag.to_string();
        articles.entry(id).or_default().insert(tag, article.placement.path.address());
    }
    let terms = |taxonomy: &Taxonomy| -> ById {
        let of_term = |term: &Term| {
            let has_page = |l: &LanguageId| !term.articles[l.0].is_empty();
            let address = |l: LanguageId| (site.locales.get(l).tag.to_string(), term.addresses[l.0].clone());
            (term.id.clone(), site.locales.ids().filter(has_page).map(address).collect::<BTreeMap<_, _>>())
        };
        taxonomy.terms.iter().map(of_term).filter(|(_, addresses)| !addresses.is_empty()).collect()
    };
    Addresses {
        articles,
        sections: terms(&site.sections),
        tags: terms(&site.tags),
        authors: terms(&site.authors),
        dossiers: terms(&site.dossiers),
    }
}
