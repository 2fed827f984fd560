//! Routes: every output file with what is rendered there.

use crate::addresses;
use crate::config::{Config, FeedFormat, RedirectForm};
use crate::content::Moment;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::fallback;
use crate::feeds::{self, FeedOf};
use crate::hosting::{self, HostFile, Icon};
use crate::locale::{LanguageId, Locales};
use crate::media::{MediaId, StaticFiles};
use crate::path::OutputPath;
use crate::site::{Article, ArticleId, Site, Taxonomy};
use crate::sitemaps;
use std::collections::{BTreeMap, HashMap};
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
    /// An old address of an article.
    Redirect(ArticleId),
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

/// An old address that leads to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The file that is, or would be, at the old address.
    pub from: OutputPath,
    /// The article.
    pub article: ArticleId,
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
    routes: Vec<Route>,
    index: HashMap<OutputPath, usize>,
    translations: Arc<Translations>,
    fallbacks: Arc<HashMap<(usize, LanguageId), usize>>,
    redirects: Arc<Vec<Redirect>>,
    /// Numbers of pages in each sitemap of each language.
    sitemaps: Vec<Vec<usize>>,
}

/// The routes of the pages that say the same, by what they show and which page of a list it is.
type Translations = HashMap<(Key, usize), Vec<(LanguageId, usize)>>;

/// What the pages of one thing in several languages have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Home,
    Story(usize),
    /// The texts of a story that are in no list: they name each other, and the others do not name them.
    Unlisted(usize),
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
        self.index.get(path).map(|i| &self.routes[*i])
    }

    /// The index of the route with a path.
    pub fn position(&self, path: &OutputPath) -> Option<usize> {
        self.index.get(path).copied()
    }

    /// The page in a language that shows a story's text in another language, if the story is missing there.
    pub fn fallback(&self, story: usize, language: LanguageId) -> Option<&Route> {
        self.fallbacks.get(&(story, language)).map(|i| &self.routes[*i])
    }

    /// The article that an old address leads to.
    pub fn redirect(&self, path: &OutputPath) -> Option<ArticleId> {
        let i = self.redirects.binary_search_by(|redirect| redirect.from.cmp(path)).ok()?;
        Some(self.redirects[i].article)
    }

    /// All old addresses, in order; they are pages too only if the site wants that.
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
        let (mut routes, mut index) = (self.routes.clone(), self.index.clone());
        let mut known = 0;
        for (i, route) in routes.iter_mut().enumerate() {
            let Subject::Static(file) = route.subject else { continue };
            known += 1;
            let (path, _) = statics.files.get(file)?;
            if *path != route.path {
                index.remove(&route.path);
                index.insert(path.clone(), i);
                route.path = path.clone();
            }
        }
        let in_order = routes.is_sorted_by(|a, b| a.path < b.path);
        (known == statics.files.len() && in_order).then(|| RouteTable {
            routes,
            index,
            translations: Arc::clone(&self.translations),
            fallbacks: Arc::clone(&self.fallbacks),
            redirects: Arc::clone(&self.redirects),
            sitemaps: self.sitemaps.clone(),
        })
    }

    /// Whether the pages are divided among the sitemaps like this.
    pub fn has_sitemaps(&self, parts: &[Vec<usize>]) -> bool {
        self.sitemaps == parts
    }

    /// The pages that say the same in each language, this one among them; empty for what has no translations.
    pub fn translations(&self, site: &Site, route: &Route) -> Vec<(LanguageId, &Route)> {
        let Some(key) = key(site, route.subject) else { return Vec::new() };
        let members = self.translations.get(&key).map(Vec::as_slice).unwrap_or_default();
        members.iter().map(|(language, i)| (*language, &self.routes[*i])).collect()
    }
}

fn key(site: &Site, subject: Subject) -> Option<(Key, usize)> {
    Some(match subject {
        Subject::Home => (Key::Home, 1),
        Subject::Article(id) => {
            let article = site.article(id);
            (if article.unlisted { Key::Unlisted(article.story) } else { Key::Story(article.story) }, 1)
        }
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

/// Makes the table of all routes of a site.
pub fn table(site: &Site) -> (RouteTable, Diagnostics) {
    let mut draft = Draft { site, routes: Vec::new(), problems: Diagnostics::default() };
    for language in site.locales.ids() {
        draft.language(language);
    }
    for article in &site.articles {
        draft.article(article);
    }
    for (language, text, path) in fallback::pages(site) {
        draft.routes.push(Route { path, language: Some(language), subject: Subject::Fallback(text) });
    }
    for (i, file) in site.media.files.iter().enumerate().filter(|(_, file)| file.published) {
        draft.routes.push(Route { path: file.path.clone(), language: None, subject: Subject::Media(MediaId(i)) });
    }
    for (i, (path, _)) in site.statics.files.iter().enumerate() {
        draft.routes.push(Route { path: path.clone(), language: None, subject: Subject::Static(i) });
    }
    let of_site = [
        ("index.html", None, Subject::Chooser),
        ("404.html", site.locales.ids().next(), Subject::NotFound),
        ("sitemap.xml", None, Subject::SitemapIndex),
        ("robots.txt", None, Subject::Robots),
        (addresses::FILE, None, Subject::Addresses),
    ];
    let of_site = of_site.map(|(path, language, subject)| (path.to_owned(), language, subject));
    for (path, language, subject) in of_site.into_iter().chain(hosting::files(site)) {
        // A file of the site's own stands over one that we would make.
        if !site.statics.files.iter().any(|(own, _)| own.as_str() == path) {
            draft.add(&path, language, subject);
        }
    }
    draft.finish()
}

struct Draft<'a> {
    site: &'a Site,
    routes: Vec<Route>,
    problems: Diagnostics,
}

impl Draft<'_> {
    fn add(&mut self, address: &str, language: Option<LanguageId>, subject: Subject) {
        if let Some(path) = OutputPath::page(address) {
            self.routes.push(Route { path, language, subject });
        }
    }

    fn language(&mut self, language: LanguageId) {
        let site = self.site;
        let tag = site.locales.get(language).tag.as_str();
        let some = Some(language);
        self.add(&format!("/{tag}/"), some, Subject::Home);
        self.add(&format!("/{tag}/404.html"), some, Subject::NotFound);
        for of in feeds::of_language(site, language) {
            for format in site.config.feeds.formats() {
                self.add(&feeds::address(site, of, language, format), some, Subject::Feed(of, format));
            }
        }
        if !sitemaps::news(site, language).is_empty() {
            self.add(&sitemaps::news_address(site, language), some, Subject::NewsSitemap);
        }
        self.lists(&site.sections, language, Subject::Section);
        self.lists(&site.tags, language, Subject::Tag);
        self.lists(&site.authors, language, Subject::Author);
        self.lists(&site.dossiers, language, Subject::Dossier);
        self.corrections(language);
        let indices =
            [(&site.tags, Subject::Tags), (&site.authors, Subject::Authors), (&site.dossiers, Subject::Dossiers)];
        for (taxonomy, subject) in indices {
            if taxonomy.has_articles(language) {
                self.add(&index_address(site, language, subject), some, subject);
            }
        }
        let months = months(site, language);
        if !months.is_empty() {
            let mut periods: BTreeMap<Period, usize> = BTreeMap::from([(Period::All, 0)]);
            for ((year, month), count) in months {
                periods.insert(Period::Year(year), 0);
                periods.insert(Period::Month(year, month), count);
            }
            for (period, count) in periods {
                for page in 1..=pages(count, site.config.paginate) {
                    self.add(
                        &page_address(&archive_address(site, language, period), page),
                        some,
                        Subject::Archive(period, page),
                    );
                }
            }
        }
    }

    fn lists(&mut self, taxonomy: &Taxonomy, language: LanguageId, subject: impl Fn(usize, usize) -> Subject) {
        for (i, term) in taxonomy.terms.iter().enumerate() {
            let count = term.articles[language.0].len();
            if count == 0 {
                continue;
            }
            for page in 1..=pages(count, self.site.config.paginate) {
                self.add(&page_address(&term.addresses[language.0], page), Some(language), subject(i, page));
            }
        }
    }

    fn corrections(&mut self, language: LanguageId) {
        let site = self.site;
        let count = site.corrections[language.0].len();
        if count > 0 {
            for page in 1..=pages(count, site.config.paginate) {
                let address = page_address(&corrections_address(site, language), page);
                self.add(&address, Some(language), Subject::Corrections(page));
            }
        }
    }

    fn article(&mut self, article: &Article) {
        self.routes.push(Route {
            path: article.path.clone(),
            language: Some(article.language),
            subject: Subject::Article(article.id),
        });
        for alias in &article.aliases {
            let address = if alias.ends_with('/') || alias.rsplit('/').next().is_some_and(|name| name.contains('.')) {
                alias.clone()
            } else {
                format!("{alias}/")
            };
            match OutputPath::page(&address).filter(|_| alias.starts_with('/')) {
                Some(path) => self.routes.push(Route {
                    path,
                    language: Some(article.language),
                    subject: Subject::Redirect(article.id),
                }),
                None => self.problems.push(
                    Diagnostic::error(Code::BadValue, format!("`{alias}` is no old address of this site"))
                        .at(article.document.block().place_in("aliases", alias))
                        .hint("write the path from the site's root: /post/12345"),
                ),
            }
        }
    }

    /// Sorts the routes, reports conflicts and keeps the first of each path.
    fn finish(self) -> (RouteTable, Diagnostics) {
        let Draft { site, mut routes, mut problems } = self;
        let order = |a: &Route, b: &Route| (&a.path, a.subject).cmp(&(&b.path, b.subject));
        routes.sort_by(order);
        let sitemaps = sitemaps::parts(site, &routes, sitemaps::PROTOCOL);
        for (language, parts) in site.locales.ids().zip(&sitemaps) {
            let path = |part| OutputPath::page(&sitemaps::address(site, language, part));
            let parts = (0..parts.len()).filter_map(|part| Some((part, path(part)?)));
            routes.extend(parts.map(|(part, path)| Route {
                path,
                language: Some(language),
                subject: Subject::Sitemap(part),
            }));
        }
        routes.sort_by(order);
        let mut kept: Vec<Route> = Vec::with_capacity(routes.len());
        for route in routes {
            match kept.last() {
                Some(other) if other.path == route.path => problems.push(conflict(site, other, &route)),
                _ => kept.push(route),
            }
        }
        let by_path = |routes: &[Route]| -> HashMap<OutputPath, usize> {
            routes.iter().enumerate().map(|(i, r)| (r.path.clone(), i)).collect()
        };
        let mut index = by_path(&kept);
        let mut last = "";
        for route in &kept {
            let mut folder = route.path.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                folder = parent;
                // The routes of a folder stand together: the first has told of it.
                if last.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/')) {
                    break;
                }
                if let Some(other) = index.get(parent) {
                    problems.push(conflict(site, &kept[*other], route));
                }
            }
            last = route.path.as_str();
        }
        let redirects: Vec<Redirect> = kept
            .iter()
            .filter_map(|route| match route.subject {
                Subject::Redirect(article) => Some(Redirect { from: route.path.clone(), article }),
                _ => None,
            })
            .collect();
        // Only now: an old address must not be another page's, in whatever form it leads away.
        if !redirects.is_empty() && !site.config.redirects.contains(&RedirectForm::Html) {
            // What is unlisted is in no file that names many addresses.
            kept.retain(|route| match route.subject {
                Subject::Redirect(id) => site.article(id).unlisted,
                _ => true,
            });
            index = by_path(&kept);
        }
        let mut translations = Translations::new();
        let mut fallbacks = HashMap::new();
        for (i, route) in kept.iter().enumerate() {
            if let (Subject::Fallback(id), Some(language)) = (route.subject, route.language) {
                fallbacks.insert((site.article(id).story, language), i);
            }
            if let (Some(key), Some(language)) = (key(site, route.subject), route.language) {
                translations.entry(key).or_default().push((language, i));
            }
        }
        translations.values_mut().for_each(|members| members.sort());
        let table = RouteTable {
            routes: kept,
            index,
            translations: Arc::new(translations),
            fallbacks: Arc::new(fallbacks),
            redirects: Arc::new(redirects),
            sitemaps,
        };
        (table, problems)
    }
}

fn conflict(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let message =
        format!("{} and {} both want the address {}", source(site, first), source(site, second), second.path.address());
    let problem = Diagnostic::error(Code::RouteConflict, message);
    for route in [second, first] {
        match route.subject {
            Subject::Redirect(id) => {
                let article = site.article(id);
                let is_it = |alias: &&String| alias.trim_matches('/') == route.path.address().trim_matches('/');
                let alias = article.aliases.iter().find(is_it).map_or("", String::as_str);
                let place = article.document.block().place_in("aliases", alias);
                return problem.at(place).hint("remove the alias: a page that is there cannot lead away");
            }
            Subject::Article(id) | Subject::Fallback(id) => {
                let place = site.article(id).document.block().place_of("slug");
                return problem.at(place).hint("give one of them another `slug`, or another name");
            }
            Subject::Media(_) | Subject::Static(_) => {
                return problem.at(Place::file(source(site, route))).hint("rename the file");
            }
            _ => {}
        }
    }
    problem.hint("give one of them another `.slug` in its Fluent message, or another pattern under `permalinks`")
}

/// The file, or in words the list, that a route comes from.
pub fn source(site: &Site, route: &Route) -> String {
    let term = |kind: &str, taxonomy: &Taxonomy, i: usize| format!("the {kind} `{}`", taxonomy.terms[i].id);
    match route.subject {
        Subject::Article(id) => site.article(id).document.path.clone(),
        Subject::Fallback(id) => {
            let language = route.language.map_or("", |language| site.locales.get(language).tag.as_str());
            format!("the page that shows {} in `{language}`", site.article(id).document.path)
        }
        Subject::Redirect(id) => format!("an alias in {}", site.article(id).document.path),
        Subject::Section(i, _) => term("section", &site.sections, i),
        Subject::Tag(i, _) => term("tag", &site.tags, i),
        Subject::Author(i, _) => term("author", &site.authors, i),
        Subject::Media(id) => site.media.get(id).source.path.clone(),
        Subject::Static(i) => site.statics.files[i].1.path.clone(),
        Subject::Home => "the home page".to_owned(),
        Subject::Archive(..) => "the archive".to_owned(),
        Subject::Dossier(i, _) => term("dossier", &site.dossiers, i),
        Subject::Dossiers => "the index of dossiers".to_owned(),
        Subject::Corrections(_) => "the list of corrections".to_owned(),
        Subject::Tags => "the index of tags".to_owned(),
        Subject::Authors => "the index of authors".to_owned(),
        Subject::NotFound => "the page for missing addresses".to_owned(),
        Subject::Chooser => "the choice of language".to_owned(),
        Subject::Feed(..) => "a feed".to_owned(),
        Subject::Sitemap(_) | Subject::SitemapIndex | Subject::NewsSitemap => "the sitemap".to_owned(),
        Subject::Addresses => "the record of addresses".to_owned(),
        Subject::Robots => "robots.txt".to_owned(),
        Subject::Host(file) => file.path().to_owned(),
        Subject::Icon(icon) => icon.path().to_owned(),
        Subject::Manifest => "the web app manifest".to_owned(),
        Subject::SearchDescription => "the description of the search".to_owned(),
    }
}

/// The number of pages of a list; an empty list has one.
pub fn pages(count: usize, on_a_page: usize) -> usize {
    count.div_ceil(on_a_page).max(1)
}

/// The address of a page of a list whose first page has the address `first`.
pub fn page_address(first: &str, page: usize) -> String {
    if page == 1 { first.to_owned() } else { format!("{first}page/{page}/") }
}

/// Where an article is written, or would be written if it were in `language`; none where its slug gives no address.
pub fn article_path(
    config: &Config,
    sections: &Taxonomy,
    locales: &Locales,
    article: &Article,
    language: LanguageId,
) -> Option<OutputPath> {
    let section = article.section.map(|i| &sections.terms[i]);
    let section = section.map(|term| (term.id.as_str(), term.labels[language.0].slug.as_str()));
    address_of(config, locales, language, section, &article.slug, article.date)
}

/// Where a text of a section (its id and slug; none for a plain page) with this slug and date is written in a language.
pub fn address_of(
    config: &Config,
    locales: &Locales,
    language: LanguageId,
    section: Option<(&str, &str)>,
    slug: &str,
    date: Option<Moment>,
) -> Option<OutputPath> {
    let patterns = &config.permalinks;
    let pattern = section.map_or(&patterns.page, |(id, _)| patterns.sections.get(id).unwrap_or(&patterns.article));
    let parts = crate::permalinks::Parts {
        section: section.map_or("", |(_, slug)| slug),
        slug,
        date: date.map(|d| d.local.date()),
    };
    let path = OutputPath::page(&format!("/{}{}", locales.get(language).tag, pattern.fill(parts)));
    path.filter(|_| !slug.is_empty())
}

/// The address of the archive of a language, or of a part of it.
pub fn archive_address(site: &Site, language: LanguageId, period: Period) -> String {
    let base = site.config.permalinks.archive.fill(Default::default());
    let base = format!("/{}{base}", site.locales.get(language).tag);
    match period {
        Period::All => base,
        Period::Year(year) => format!("{base}{year:04}/"),
        Period::Month(year, month) => format!("{base}{year:04}/{month:02}/"),
    }
}

/// The address of the list of corrections of a language.
pub fn corrections_address(site: &Site, language: LanguageId) -> String {
    format!("/{}{}", site.locales.get(language).tag, site.config.permalinks.corrections.fill(Default::default()))
}

/// The address of the index of tags, authors or dossiers: the folder that their pages are in.
pub fn index_address(site: &Site, language: LanguageId, subject: Subject) -> String {
    let patterns = &site.config.permalinks;
    let (pattern, word) = match subject {
        Subject::Tags => (&patterns.tag, "tags"),
        Subject::Dossiers => (&patterns.dossier, "dossiers"),
        _ => (&patterns.author, "authors"),
    };
    let address = pattern.fill(crate::permalinks::Parts { slug: ":", ..Default::default() });
    let folder = address.split(':').next().unwrap_or("/");
    let folder = if folder == "/" { format!("/{word}/") } else { folder.to_owned() };
    format!("/{}{folder}", site.locales.get(language).tag)
}

/// The months in which a language has articles, with their number.
pub fn months(site: &Site, language: LanguageId) -> BTreeMap<(i16, i8), usize> {
    let mut months = BTreeMap::new();
    for id in &site.latest[language.0] {
        if let Some(date) = site.article(*id).date {
            *months.entry((date.local.year(), date.local.month())).or_insert(0) += 1;
        }
    }
    months
}
