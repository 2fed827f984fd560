//! Routes: every output file with what is rendered there.

use super::feeds::FeedOf;
use super::host_file::{HostFile, Icon};
use crate::input::config::FeedFormat;
use crate::input::media::MediaId;
use crate::input::old_address::OldAddress;
use crate::input::statics::StaticFiles;
use crate::language::LanguageId;
use crate::path::{OutputPath, without_slash};
use crate::site::{Article, ArticleId, Site};
use crate::trace::{self, ByHash};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// One output file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Where it is written.
    pub path: OutputPath,
    /// The language of what is there; none for what belongs to the whole site.
    pub language: Option<LanguageId>,
    /// What is there.
    pub subject: Subject,
}

/// What is rendered at a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The front page of a language.
    Home,
    /// An article or a plain page.
    Article(ArticleId),
    /// An article or a plain page where its translation would be.
    Fallback(ArticleId),
    /// A page (from 1) of a section's list.
    Section(usize, usize),
    /// A page of a tag's list.
    Tag(usize, usize),
    /// A page of an author's list.
    Author(usize, usize),
    /// The archive: all years, a year, or a page of a month.
    Archive(Period, usize),
    /// A page of a dossier.
    Dossier(usize, usize),
    /// The index of all dossiers.
    Dossiers,
    /// A page of the list of corrections.
    Corrections(usize),
    /// The index of all tags.
    Tags,
    /// The index of all authors.
    Authors,
    /// The page for addresses that do not exist.
    NotFound,
    /// The choice of language.
    Chooser,
    /// A feed of a list.
    Feed(FeedOf, FeedFormat),
    /// The podcast of a language.
    Podcast,
    /// A sitemap of a language, counted from 0.
    Sitemap(usize),
    /// What is news in a language.
    NewsSitemap,
    /// The list of the sitemaps.
    SitemapIndex,
    /// The record of what is where.
    Addresses,
    /// `robots.txt`.
    Robots,
    /// An old address.
    Redirect(Destination),
    /// A file that the site's host reads.
    Host(HostFile),
    /// A form of the site's icon.
    Icon(Icon),
    /// The web app manifest of a language.
    Manifest,
    /// The description of a language's search engine.
    SearchDescription,
    /// A file beside an article.
    Media(MediaId),
    /// A file of `static/`, by its index.
    Static(usize),
}

/// Where an old address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Destination {
    /// To the article that names it under `aliases`.
    Article(ArticleId),
    /// To the address beside it under `moved`, by its index there.
    Moved(usize),
}

impl Destination {
    /// The article that names the old address.
    pub fn article(self) -> Option<ArticleId> {
        match self {
            Destination::Article(id) => Some(id),
            Destination::Moved(_) => None,
        }
    }
}

/// An old address that leads to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The file that is, or would be, at the old address.
    pub from: OutputPath,
    /// What follows the question mark in the old address; only a host's own files can express it.
    pub query: Option<String>,
    /// Who says so.
    pub to: Destination,
    /// The page or file that it leads to.
    pub path: OutputPath,
}

/// A part of the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// All of it.
    All,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
}

/// All routes, in the order of their paths, each path once.
#[derive(Debug, Default)]
pub struct RouteTable {
    pub(super) routes: Vec<Route>,
    pub(super) index: ByPath,
    /// Where the page of each article is, by its number.
    pub(super) articles: Arc<Vec<Option<u32>>>,
    pub(super) translations: Arc<Translations>,
    pub(super) fallbacks: Arc<HashMap<(usize, LanguageId), usize>>,
    pub(super) redirects: Arc<Vec<Redirect>>,
    /// Those that have a query.
    pub(super) queries: Arc<Vec<Redirect>>,
    /// Numbers of pages in each sitemap of each language.
    pub(super) sitemaps: Vec<Vec<usize>>,
    pub(super) known: Known,
}

/// What was found out of the paths of a table, so that only new ones need be looked at in the next.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// No file is where another needs a folder, and no two are at one address.
    pub are_beside_each_other: bool,
    /// The address of no page has a capital letter.
    pub are_small: bool,
}

/// Where in a list of routes of different paths, which are in the order of these, each is: their places by the hashes of the
/// paths.
#[derive(Debug, Clone, Default)]
pub(super) struct ByPath(Arc<ByHash<u32>>);

impl ByPath {
    /// The places in a list.
    pub fn of(routes: &[Route]) -> ByPath {
        let hashes: Vec<u64> = routes.par_iter().map(|route| trace::hash(route.path.as_str())).collect();
        let mut places = ByHash::with_capacity_and_hasher(routes.len(), Default::default());
        for (hash, place) in hashes.into_iter().zip(0..) {
            places.entry(hash).or_insert(place);
        }
        ByPath(Arc::new(places))
    }

    /// The places in the list that has become of that of these. `steps` say from which route of before on by how much those
    /// that stayed have another place, `new` are those that did not.
    pub fn after(&self, steps: &[(usize, isize)], new: &[usize], routes: &[Route]) -> ByPath {
        // What is gone keeps its entry, which finds nothing: the path there is another.
        if self.0.len() > 2 * routes.len() {
            return ByPath::of(routes);
        }
        if steps.is_empty() && new.is_empty() {
            return self.clone();
        }
        let mut places = ByHash::clone(&self.0);
        for place in places.values_mut() {
            let passed = steps.partition_point(|(from, _)| *from <= *place as usize);
            let shift = passed.checked_sub(1).map_or(0, |last| steps[last].1);
            *place = place.saturating_add_signed(shift as i32).min(routes.len().saturating_sub(1) as u32);
        }
        places.extend(new.iter().map(|i| (trace::hash(routes[*i].path.as_str()), *i as u32)));
        ByPath(Arc::new(places))
    }

    /// The place of a path in the same list.
    pub fn find(&self, routes: &[Route], path: &str) -> Option<usize> {
        let place = *self.0.get(&trace::hash(path))? as usize;
        if routes.get(place)?.path.as_str() == path {
            return Some(place);
        }
        // Two paths with one hash, of which this may be the second, or a path that is gone.
        routes.binary_search_by(|route| route.path.as_str().cmp(path)).ok()
    }
}

/// The routes of the lists and other pages that say the same: sorted by what they show and which page of a list it is, then by
/// language. Which articles say the same is known by their stories.
pub(super) type Translations = Vec<((Key, usize), LanguageId, usize)>;

/// What the pages of one thing in several languages have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Home,
    Section(usize),
    Tag(usize),
    Author(usize),
    Archive(Period),
    Dossier(usize),
    Dossiers,
    Corrections,
    Tags,
    Authors,
}

impl RouteTable {
    /// The routes in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter()
    }

    /// The routes as a slice, for work on many cores.
    pub fn as_slice(&self) -> &[Route] {
        &self.routes
    }

    /// The route with a path.
    pub fn find(&self, path: &OutputPath) -> Option<&Route> {
        self.position(path).map(|i| &self.routes[i])
    }

    /// What is at an address below the site's root, in its own letters: a page of a folder (`/a/`), a file (`/a.html`), or a
    /// page that is shown without the ending of its file (`/a`).
    pub fn at(&self, address: &str) -> Option<&Route> {
        self.position_at(address).map(|i| &self.routes[i])
    }

    /// The index of what is at an address.
    pub fn position_at(&self, address: &str) -> Option<usize> {
        let exact = self.position(&OutputPath::page(address)?);
        exact.or_else(|| self.position(&OutputPath::bare(address)?).filter(|i| self.routes[*i].path.is_bare()))
    }

    /// What is at an old address: one that names no file is the same with and without a slash at its end.
    pub fn at_old(&self, path: &OutputPath) -> Option<&Route> {
        let bare = || self.at(without_slash(&path.address())).filter(|route| route.path.is_bare());
        self.find(path).or_else(bare)
    }

    /// The index of the route with a path.
    pub fn position(&self, path: &OutputPath) -> Option<usize> {
        self.index.find(&self.routes, path.as_str())
    }

    /// The page in a language that shows a story's text in another language, if the story is missing there.
    pub fn fallback(&self, story: usize, language: LanguageId) -> Option<&Route> {
        self.fallbacks.get(&(story, language)).map(|i| &self.routes[*i])
    }

    /// Where a reader of `language` is led who wants to read an article: to the page around it in that language, if there
    /// is one, else to its own.
    pub fn path_for<'a>(&'a self, article: &'a Article, language: LanguageId) -> &'a OutputPath {
        let page = self.fallback(article.story, language);
        match page.filter(|route| route.subject == Subject::Fallback(article.id)) {
            Some(route) => &route.path,
            None => &article.placement.path,
        }
    }

    /// Where an old address leads.
    pub fn redirect(&self, path: &OutputPath) -> Option<&Redirect> {
        let i = self.redirects.binary_search_by(|redirect| redirect.from.cmp(path)).ok()?;
        Some(&self.redirects[i])
    }

    /// Where an old address, with its query, leads.
    pub fn redirect_of(&self, address: &OldAddress) -> Option<&Redirect> {
        let Some(query) = &address.query else { return self.redirect(&address.path) };
        let is_it = |redirect: &&Redirect| redirect.from == address.path && redirect.query.as_ref() == Some(query);
        self.queries.iter().find(is_it)
    }

    /// Whether a page, or another file than one that leads on, is at an address.
    pub fn has_page(&self, address: &OldAddress) -> bool {
        let is_page = |route: &Route| !matches!(route.subject, Subject::Redirect(_));
        address.query.is_none() && self.at_old(&address.path).is_some_and(is_page)
    }

    /// All old addresses with a query, in order: no file can be there.
    pub fn query_redirects(&self) -> &[Redirect] {
        &self.queries
    }

    /// All old addresses without one, in order; they are pages too only if the site wants that.
    pub fn redirects(&self) -> &[Redirect] {
        &self.redirects
    }

    /// The number of sitemaps that a language's pages need.
    pub fn sitemap_parts(&self, language: LanguageId) -> usize {
        self.sitemaps.get(language.0).map_or(0, Vec::len)
    }

    /// Which of the listed pages of a language are in a sitemap: how many stand before it, and how many it has.
    pub fn sitemap_part(&self, language: LanguageId, part: usize) -> (usize, usize) {
        let parts = self.sitemaps.get(language.0).map_or(&[][..], Vec::as_slice);
        (parts.iter().take(part).sum(), parts.get(part).copied().unwrap_or(0))
    }

    /// The table of a site in which the files of `static/` have other contents, and those of the themes other addresses
    /// by them. None where there are other files, or their addresses have another place among the others.
    pub fn with_statics(&self, statics: &StaticFiles) -> Option<RouteTable> {
        let mut routes = self.routes.clone();
        let (mut known, mut has_others) = (0, false);
        for route in &mut routes {
            let Subject::Static(file) = route.subject else { continue };
            known += 1;
            let (path, _) = statics.files.get(file)?;
            has_others |= *path != route.path;
            route.path = path.clone();
        }
        let index = if has_others { ByPath::of(&routes) } else { self.index.clone() };
        let in_order = routes.is_sorted_by(|a, b| a.path < b.path);
        (known == statics.files.len() && in_order).then(|| RouteTable {
            routes,
            index,
            articles: Arc::clone(&self.articles),
            translations: Arc::clone(&self.translations),
            fallbacks: Arc::clone(&self.fallbacks),
            redirects: Arc::clone(&self.redirects),
            queries: Arc::clone(&self.queries),
            sitemaps: self.sitemaps.clone(),
            known: if has_others { Known::default() } else { self.known },
        })
    }

    /// Whether the pages are divided among the sitemaps like this.
    pub fn has_sitemaps(&self, parts: &[Vec<usize>]) -> bool {
        self.sitemaps == parts
    }

    /// The pages that say the same in each language, this one among them; empty for what has no translations.
    pub fn translations(&self, site: &Site, route: &Route) -> Vec<(LanguageId, &Route)> {
        if let Subject::Article(id) = route.subject {
            return self.translations_of(site, site.article(id));
        }
        let Some(key) = key(route.subject) else { return Vec::new() };
        let first = self.translations.partition_point(|(other, ..)| *other < key);
        let members = self.translations[first..].iter().take_while(|(other, ..)| *other == key);
        members.map(|(_, language, i)| (*language, &self.routes[*i])).collect()
    }

    /// The pages of a story's texts. Those that are in no list name each other, and the others do not name them.
    fn translations_of(&self, site: &Site, article: &Article) -> Vec<(LanguageId, &Route)> {
        let is_unlisted = article.placement.unlisted;
        let texts = site.stories[article.story].articles.iter().flatten().map(|id| site.article(*id));
        let alike = texts.filter(|text| text.placement.unlisted == is_unlisted);
        alike.filter_map(|text| Some((text.placement.language, &self.routes[self.position_of(text.id)?]))).collect()
    }

    /// The index of the page of an article.
    pub(super) fn position_of(&self, article: ArticleId) -> Option<usize> {
        self.articles.get(article.0).copied().flatten().map(|i| i as usize)
    }
}

/// Where the page of each of so many articles is.
pub(super) fn of_articles(count: usize, routes: &[Route]) -> Vec<Option<u32>> {
    let mut positions = vec![None; count];
    for (i, route) in (0..).zip(routes) {
        if let Subject::Article(id) = route.subject {
            positions[id.0] = Some(i);
        }
    }
    positions
}

pub(super) fn key(subject: Subject) -> Option<(Key, usize)> {
    Some(match subject {
        Subject::Home => (Key::Home, 1),
        Subject::Section(term, page) => (Key::Section(term), page),
        Subject::Tag(term, page) => (Key::Tag(term), page),
        Subject::Author(term, page) => (Key::Author(term), page),
        Subject::Archive(period, page) => (Key::Archive(period), page),
        Subject::Dossier(term, page) => (Key::Dossier(term), page),
        Subject::Dossiers => (Key::Dossiers, 1),
        Subject::Corrections(page) => (Key::Corrections, page),
        Subject::Tags => (Key::Tags, 1),
        Subject::Authors => (Key::Authors, 1),
        _ => return None,
    })
}
