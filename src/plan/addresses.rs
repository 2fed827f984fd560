//! The record of what is where, and of what was. Every build writes `addresses.json`, in which the next one, or `check`,
//! looks up what has moved, is gone or was withdrawn. It names only what the pages name, too, or have named: no article that
//! is not public, none that is unlisted, and none that was public and has been withdrawn.

use super::route::{Destination, Redirect, RouteTable};
use crate::input::old_address::OldAddress;
use crate::language::{LanguageId, Moment};
use crate::path::At;
use crate::site::{Article, Site, Taxonomy, TaxonomyKind, Term};
use crate::trace;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// An article that others may know of.
#[derive(Hash)]
struct Public<'a> {
    story: &'a str,
    language: LanguageId,
    page: At<'a>,
    expires: Option<Moment>,
}

impl<'a> Public<'a> {
    fn of(site: &'a Site, article: &'a Article) -> Option<Public<'a>> {
        let placement = &article.placement;
        let is_embargoed = placement.date.is_some_and(|date| date.timestamp > site.now.timestamp);
        (!placement.draft && !placement.unlisted && !is_embargoed).then(|| Public {
            story: &site.stories[article.story].id.0,
            language: placement.language,
            page: At::of(&placement.path),
            expires: placement.expires,
        })
    }
}

/// The languages in which a term has a page, with the pages.
fn pages_of<'a>(site: &'a Site, term: &'a Term) -> impl Iterator<Item = (LanguageId, At<'a>)> {
    let with_articles = site.locales.ids().filter(|language| !term.articles[language.0].is_empty());
    with_articles.map(|language| (language, At::of(&term.pages[language.0])))
}

/// What was at addresses that lead to nothing of their own, `former` being what was known before.
fn formers(site: &Site, routes: &RouteTable, former: &Formers) -> Formers {
    let aliases = routes.redirects().iter().chain(routes.query_redirects()).filter_map(|redirect| {
        let Redirect { from, query, to, .. } = redirect;
        let (kind, id, language) = match to {
            Destination::Article(id) => {
                let Public { story, language, .. } = Public::of(site, site.article(*id))?;
                (FormerKind::Article, story.to_owned(), site.locales.get(language).tag.to_string())
            }
            Destination::Moved(_) => (FormerKind::Other, String::new(), String::new()),
        };
        let address = OldAddress { path: from.clone(), query: query.clone() };
        Some((address.text(), Former { kind, id, language }))
    });
    let mut formers = former.clone();
    formers.extend(aliases);
    formers
}

/// The addresses of a site that others may know. `former` are those that were known before.
pub fn of(site: &Site, routes: &RouteTable, former: &Formers) -> Addresses {
    let tag = |language: LanguageId| site.locales.get(language).tag.to_string();
    let (mut articles, mut expires) = (ById::new(), ById::new());
    for public in site.articles.iter().filter_map(|article| Public::of(site, article)) {
        let Public { story, language, page, expires: end } = public;
        if let Some(end) = end {
            expires.entry(story.to_owned()).or_default().insert(tag(language), end.rfc3339());
        }
        articles.entry(story.to_owned()).or_default().insert(tag(language), page.path.address());
    }
    let terms = |taxonomy: &Taxonomy| -> ById {
        let of_term = |term: &Term| {
            let addresses = pages_of(site, term).map(|(language, page)| (tag(language), page.path.address()));
            (term.id.clone(), addresses.collect::<BTreeMap<_, _>>())
        };
        taxonomy.terms.iter().map(of_term).filter(|(_, addresses)| !addresses.is_empty()).collect()
    };
    Addresses {
        articles,
        sections: terms(&site.sections),
        tags: terms(&site.tags),
        authors: terms(&site.authors),
        dossiers: terms(&site.dossiers),
        expires,
        former: formers(site, routes, former),
    }
}

/// Adds to a hash what [`of`] makes a record of, on all cores.
pub fn digest(site: &Site, routes: &RouteTable, former: &Formers, hasher: &mut impl Hasher) {
    let articles = site.articles.par_iter().map(|article| trace::hash(&Public::of(site, article)));
    articles.collect::<Vec<u64>>().hash(hasher);
    for taxonomy in [&site.sections, &site.tags, &site.authors, &site.dossiers] {
        for term in &taxonomy.terms {
            term.id.hash(hasher);
            pages_of(site, term).for_each(|page| page.hash(hasher));
        }
    }
    formers(site, routes, former).hash(hasher);
}
