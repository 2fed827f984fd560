//! The record of what is where, and of what was. Every build writes `addresses.json`, in which the next one, or `check`,
//! looks up what has moved, is gone or was withdrawn. It names only what the pages name, too, or have named: no article that
//! is not public, none that is unlisted, and none that was public and has been withdrawn.

use super::route::{Destination, Redirect, RouteTable};
use crate::input::old_address::OldAddress;
use crate::language::LanguageId;
use crate::site::{Article, Site, Taxonomy, TaxonomyKind, Term};
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
    /// When articles expire that say so, as their pages do: what leaves at that moment leaves as it was meant to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expires: ById,
    /// Addresses that lead to nothing of their own any more.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub former: Formers,
}

/// Texts, most often paths, by id and language.
pub type ById = BTreeMap<String, BTreeMap<String, String>>;

/// What was at addresses below the site's root, in their own letters: aliases, and what was published there and is gone.
pub type Formers = BTreeMap<String, Former>;

/// What was at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// What it was.
    pub kind: FormerKind,
    /// Its id; empty where nobody knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its language, likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
}

/// What kind of thing was at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormerKind {
    /// An article or a plain page.
    Article,
    /// A section.
    Section,
    /// A tag.
    Tag,
    /// An author.
    Author,
    /// A dossier.
    Dossier,
    /// What stands under `gone:` in `site.yaml` and no record tells of.
    Other,
}

impl FormerKind {
    /// The kind of the terms of a taxonomy.
    pub fn of(kind: TaxonomyKind) -> FormerKind {
        match kind {
            TaxonomyKind::Section => FormerKind::Section,
            TaxonomyKind::Tag => FormerKind::Tag,
            TaxonomyKind::Author => FormerKind::Author,
            TaxonomyKind::Dossier => FormerKind::Dossier,
        }
    }

    /// The taxonomy, if it is that of a term.
    pub fn taxonomy(self) -> Option<TaxonomyKind> {
        match self {
            FormerKind::Section => Some(TaxonomyKind::Section),
            FormerKind::Tag => Some(TaxonomyKind::Tag),
            FormerKind::Author => Some(TaxonomyKind::Author),
            FormerKind::Dossier => Some(TaxonomyKind::Dossier),
            FormerKind::Article | FormerKind::Other => None,
        }
    }

    /// The kind in a sentence.
    pub fn in_words(self) -> &'static str {
        match self {
            FormerKind::Article => "article",
            FormerKind::Section => "section",
            FormerKind::Tag => "tag",
            FormerKind::Author => "author",
            FormerKind::Dossier => "dossier",
            FormerKind::Other => "page",
        }
    }
}

/// The addresses of a site that others may know. `former` are those that were known before.
pub fn of(site: &Site, routes: &RouteTable, former: &Formers) -> Addresses {
    let mut articles = ById::new();
    let mut expires = ById::new();
    let is_public = |article: &Article| {
        let is_embargoed = article.placement.date.is_some_and(|date| date.timestamp > site.now.timestamp);
        !article.placement.draft && !article.placement.unlisted && !is_embargoed
    };
    let name = |article: &Article| {
        let tag = site.locales.get(article.placement.language).tag.to_string();
        (site.stories[article.story].id.0.clone(), tag)
    };
    let public = |article: &&Arc<Article>| is_public(article);
    for article in site.articles.iter().filter(public) {
        let (id, tag) = name(article);
        if let Some(end) = article.placement.expires {
            expires.entry(id.clone()).or_default().insert(tag.clone(), end.rfc3339());
        }
        articles.entry(id).or_default().insert(tag, article.placement.path.address());
    }
    let terms = |taxonomy: &Taxonomy| -> ById {
        let of_term = |term: &Term| {
            let has_page = |l: &LanguageId| !term.articles[l.0].is_empty();
            let address = |l: LanguageId| (site.locales.get(l).tag.to_string(), term.pages[l.0].address());
            (term.id.clone(), site.locales.ids().filter(has_page).map(address).collect::<BTreeMap<_, _>>())
        };
        taxonomy.terms.iter().map(of_term).filter(|(_, addresses)| !addresses.is_empty()).collect()
    };
    let aliases = routes.redirects().iter().chain(routes.query_redirects()).filter_map(|redirect| {
        let Redirect { from, query, to, .. } = redirect;
        let (kind, (id, language)) = match to {
            Destination::Article(id) => {
                let article = Some(site.article(*id)).filter(|article| is_public(article))?;
                (FormerKind::Article, name(article))
            }
            Destination::Moved(_) => (FormerKind::Other, (String::new(), String::new())),
        };
        let address = OldAddress { path: from.clone(), query: query.clone() };
        Some((address.text(), Former { kind, id, language }))
    });
    let mut former = former.clone();
    former.extend(aliases);
    Addresses {
        articles,
        sections: terms(&site.sections),
        tags: terms(&site.tags),
        authors: terms(&site.authors),
        dossiers: terms(&site.dossiers),
        expires,
        former,
    }
}
