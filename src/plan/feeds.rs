//! Feeds: what they follow and where they are. `render::feeds` writes them.

use crate::input::config::{FeedFormat, FeedScope};
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::site::address::home;
use crate::site::{ArticleId, Site, TaxonomyKind};

/// What a feed follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedOf {
    /// The newest articles of a language.
    Home,
    /// A section, tag, author or dossier, by its index.
    Term(TaxonomyKind, usize),
}

impl FeedOf {
    /// The kind of list.
    pub fn scope(self) -> FeedScope {
        match self {
            FeedOf::Home => FeedScope::Home,
            FeedOf::Term(TaxonomyKind::Section, _) => FeedScope::Sections,
            FeedOf::Term(TaxonomyKind::Tag, _) => FeedScope::Tags,
            FeedOf::Term(TaxonomyKind::Author, _) => FeedScope::Authors,
            FeedOf::Term(TaxonomyKind::Dossier, _) => FeedScope::Dossiers,
        }
    }
}

/// The feeds that a language has: one for each list that is not empty.
pub fn of_language(site: &Site, language: LanguageId) -> Vec<FeedOf> {
    let terms = TaxonomyKind::ALL
        .into_iter()
        .flat_map(|kind| (0..site.taxonomy(kind).terms.len()).map(move |i| FeedOf::Term(kind, i)));
    std::iter::once(FeedOf::Home).chain(terms).filter(|feed| exists(site, *feed, language)).collect()
}

/// Whether there is a feed of a list in a language.
pub fn exists(site: &Site, feed: FeedOf, language: LanguageId) -> bool {
    site.config.feeds.has(feed.scope()) && (feed == FeedOf::Home || !articles(site, feed, language).is_empty())
}

/// The articles of the list that a feed follows, in the list's order.
pub fn articles(site: &Site, feed: FeedOf, language: LanguageId) -> &[ArticleId] {
    match feed {
        FeedOf::Home => &site.latest[language.0],
        FeedOf::Term(kind, i) => &site.taxonomy(kind).terms[i].articles[language.0],
    }
}

/// The page that shows what a feed follows.
pub fn page(site: &Site, feed: FeedOf, language: LanguageId) -> OutputPath {
    match feed {
        FeedOf::Home => home(&site.config, language),
        FeedOf::Term(kind, i) => site.taxonomy(kind).terms[i].pages[language.0].clone(),
    }
}

/// The address of a feed, below the site's root.
pub fn address(site: &Site, feed: FeedOf, language: LanguageId, format: FeedFormat) -> String {
    format!("{}{}", page(site, feed, language).folder(), format.file())
}

/// The format that pages show to readers of a kind of list: the first that its feeds have.
pub fn shown_format(site: &Site, scope: FeedScope) -> Option<FeedFormat> {
    site.config.feeds.formats.of(scope).next()
}

/// The address of the feed that pages show to readers, below the site's root.
pub fn shown_address(site: &Site, feed: FeedOf, language: LanguageId) -> Option<String> {
    let format = shown_format(site, feed.scope()).filter(|_| exists(site, feed, language))?;
    Some(address(site, feed, language, format))
}
