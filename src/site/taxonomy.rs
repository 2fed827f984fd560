//! Taxonomies: the ways of grouping articles.

use super::article::ArticleId;
use crate::language::LanguageId;
use std::collections::{BTreeSet, HashMap};

/// The ways of grouping articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaxonomyKind {
    /// By section.
    Section,
    /// By tag.
    Tag,
    /// By author.
    Author,
    /// By dossier.
    Dossier,
}

impl TaxonomyKind {
    /// All of them.
    pub const ALL: [TaxonomyKind; 4] =
        [TaxonomyKind::Section, TaxonomyKind::Tag, TaxonomyKind::Author, TaxonomyKind::Dossier];
}

/// A way of grouping articles: sections, tags, authors, dossiers.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    /// The groups, by id.
    pub terms: Vec<Term>,
    /// Index of a term by its id.
    pub index: HashMap<String, usize>,
}

impl Taxonomy {
    /// Whether any of the groups has an article in a language.
    pub fn has_articles(&self, language: LanguageId) -> bool {
        self.terms.iter().any(|term| !term.articles[language.0].is_empty())
    }
}

/// One section, tag, author or dossier.
#[derive(Debug, Clone)]
pub struct Term {
    /// The id, the same in all languages.
    pub id: String,
    /// What it is called, in each language.
    pub labels: Vec<Label>,
    /// Its articles in each language, the newest first; those of a dossier in the dossier's own order.
    pub articles: Vec<Vec<ArticleId>>,
    /// The address of its first page in each language, without the site's base path.
    pub addresses: Vec<String>,
}

/// The name of a term in one language.
#[derive(Debug, Clone)]
pub struct Label {
    /// The name.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// A sentence about it.
    pub description: Option<String>,
}

/// What groups articles, by the beginning of the messages that name it.
#[derive(Debug, Default)]
pub struct Groups {
    /// Section ids.
    pub sections: BTreeSet<String>,
    /// Tag ids.
    pub tags: BTreeSet<String>,
}

impl Groups {
    /// Whether a message names a section or a tag.
    pub fn name(&self, id: &str) -> bool {
        let is_in = |prefix: &str, ids: &BTreeSet<String>| id.strip_prefix(prefix).is_some_and(|id| ids.contains(id));
        is_in("section-", &self.sections) || is_in("tag-", &self.tags)
    }
}
