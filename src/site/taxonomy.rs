//! Taxonomies: the ways of grouping articles.

use super::article::ArticleId;
use super::term_text::TermText;
use crate::language::LanguageId;
use crate::path::OutputPath;
use std::collections::BTreeSet;

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

    /// Those whose terms are named by term files and by messages.
    pub const NAMED: [TaxonomyKind; 2] = [TaxonomyKind::Section, TaxonomyKind::Tag];

    /// One of its terms in a sentence; messages that name them begin with it: `tag-iran`.
    pub fn word(self) -> &'static str {
        match self {
            TaxonomyKind::Section => "section",
            TaxonomyKind::Tag => "tag",
            TaxonomyKind::Author => "author",
            TaxonomyKind::Dossier => "dossier",
        }
    }

    /// The folder below `content/` that holds the files of its terms.
    pub fn folder(self) -> &'static str {
        match self {
            TaxonomyKind::Section => "sections",
            TaxonomyKind::Tag => "tags",
            TaxonomyKind::Author => "authors",
            TaxonomyKind::Dossier => "dossiers",
        }
    }
}

/// A way of grouping articles: sections, tags, authors, dossiers.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    /// The groups, by id.
    pub terms: Vec<Term>,
    /// Index of a term by its id.
    pub index: foldhash::HashMap<String, usize>,
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
    /// Its first page in each language.
    pub pages: Vec<OutputPath>,
    /// How articles write it, where that is not its id.
    pub written: Option<Box<Wording>>,
    /// What its files say of it, in each language; empty where there are none.
    pub texts: Vec<Option<Box<TermText>>>,
}

impl Term {
    /// What its file in a language says of it.
    pub fn text(&self, language: LanguageId) -> Option<&TermText> {
        self.texts.get(language.0)?.as_deref()
    }
}

/// How articles write a term: the most frequent spelling, if that is another than the id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// By articles that were first written in each language.
    pub by_language: Vec<Option<String>>,
    /// By all of them.
    pub anywhere: Option<String>,
}

/// Where the name of a term comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameSource {
    /// A file of the term in the language.
    File,
    /// A message of the language.
    Message,
    /// Articles that were first written in the language.
    Articles,
    /// Another language, or the id: the language itself has no name for it.
    Elsewhere,
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
    /// Where the name comes from.
    pub source: NameSource,
}

/// What groups articles, by the beginning of the messages that name it.
#[derive(Debug, Default, PartialEq, Eq)]
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
