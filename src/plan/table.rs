//! How the table of routes comes about: every list, article and file of a site, each path once.

use super::after::{self, order};
use super::list_addresses::{archive, corrections, index, months, page_of_list, pages};
use super::route::{
    ByPath, Destination, Known, Period, Redirect, Route, RouteTable, Subject, Translations, key, of_articles,
};
use super::shared_address::SharedAddresses;
use super::source::source;
use super::{addresses, aliases, cases, collisions, fallback, feeds, hosting, lengths, moved, podcast, sitemaps};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::config::RedirectForm;
use crate::input::media::{MediaFile, MediaId, Origin};
use crate::input::old_address::OldAddress;
use crate::language::LanguageId;
use crate::path::{OutputPath, without_slash};
use crate::site::address::{beside_home, home};
use crate::site::{Article, Site, Taxonomy};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Articles that one core makes routes of at a time.
const AT_A_TIME: usize = 4_096;

/// What search engines read first.
const ROBOTS: &str = "robots.txt";

/// The page that a host shows where there is none, below the home page of its language.
pub const NOT_FOUND: &str = "404.html";

/// Makes the table of all routes of a site; of the `last` table, where there was one, it takes only the order of its paths.
pub fn plan(site: &Site, last: Option<&RouteTable>) -> (RouteTable, Diagnostics) {
    let scale = sitemaps::Scale::of(site);
    let mut draft = Draft::of(scale);
    let languages: Vec<LanguageId> = site.locales.ids().collect();
    let of_language = |language: &LanguageId| {
        let mut draft = Draft::of(scale);
        draft.language(*language);
        draft
    };
    let of_articles = |articles: &[Arc<Article>]| {
        let mut draft = Draft::of(scale);
        articles.iter().for_each(|article| draft.article(article));
        draft
    };
    let drafts: (Vec<Draft>, Vec<Draft>) = rayon::join(
        || languages.par_iter().map(of_language).collect(),
        || site.articles.par_chunks(AT_A_TIME).map(of_articles).collect(),
    );
    draft.routes.reserve(drafts.0.iter().chain(&drafts.1).map(|part| part.routes.len()).sum());
    drafts.0.into_iter().chain(drafts.1).for_each(|part| draft.append(part));
    for (i, address) in moved::of(site, &mut draft.problems) {
        draft.redirect(address, None, Destination::Moved(i));
    }
    for (language, text, path) in fallback::pages(site) {
        draft.routes.push(Route { path, language: Some(language), subject: Subject::Fallback(text) });
    }
    // Each file that a text could show: which of them readers get is known when the texts have been rendered.
    let beside = |file: &MediaFile| file.origin == Origin::Content;
    for (i, file) in site.media.files.iter().enumerate().filter(|(_, file)| beside(file)) {
        draft.routes.push(Route { path: file.path.clone(), language: None, subject: Subject::Media(MediaId(i)) });
    }
    // No proof lets search engines in, whatever the site's own file says.
    let is_ours = |path: &str| site.is_proof && path == ROBOTS;
    for (i, (path, _)) in site.statics.files.iter().enumerate().filter(|(_, (path, _))| !is_ours(path.as_str())) {
        draft.routes.push(Route { path: path.clone(), language: None, subject: Subject::Static(i) });
    }
    // A language at the root has its own pages in the place of these.
    if !site.config.is_a_language_at_the_root() {
        draft.of_site("index.html", None, Subject::Chooser);
        draft.of_site(NOT_FOUND, site.locales.ids().next(), Subject::NotFound);
    }
    let of_site = [
        ("sitemap.xml", None, Subject::SitemapIndex),
        (ROBOTS, None, Subject::Robots),
        (addresses::FILE, None, Subject::Addresses),
    ];
    let of_site = of_site.map(|(path, language, subject)| (path.to_owned(), language, subject));
    for (path, language, subject) in of_site.into_iter().chain(hosting::files(site)) {
        // What is gone would be forgotten without the record.
        if is_ours(&path) || path == addresses::FILE {
            draft.add(&path, language, subject);
        } else {
            draft.of_site(&path, language, subject);
        }
    }
    draft.finish(last)
}

struct Draft<'a> {
    site: &'a Site,
    scale: sitemaps::Scale<'a>,
    routes: Vec<Route>,
    /// What each article takes in a sitemap.
    sizes: Vec<Option<sitemaps::Size>>,
    /// Old addresses that have a query.
    queries: Vec<Redirect>,
    problems: Diagnostics,
}

impl Draft<'_> {
    fn of(scale: sitemaps::Scale) -> Draft {
        let (routes, sizes, queries) = (Vec::new(), Vec::new(), Vec::new());
        Draft { site: scale.site, scale, routes, sizes, queries, problems: Diagnostics::default() }
    }

    fn append(&mut self, mut part: Draft) {
        self.routes.append(&mut part.routes);
        self.sizes.append(&mut part.sizes);
        self.queries.append(&mut part.queries);
        self.problems.append(part.problems);
    }

    fn add(&mut self, address: &str, language: Option<LanguageId>, subject: Subject) {
        if let Some(path) = OutputPath::page(address) {
            self.page(path, language, subject);
        }
    }

    fn page(&mut self, path: OutputPath, language: Option<LanguageId>, subject: Subject) {
        self.routes.push(Route { path, language, subject });
    }

    /// Adds a file that we make, where the site has none of its own in its place.
    fn of_site(&mut self, path: &str, language: Option<LanguageId>, subject: Subject) {
        let is_own = |own: &OutputPath| own.as_str() == path.trim_start_matches('/');
        if !self.site.statics.files.iter().any(|(own, _)| is_own(own)) {
            self.add(path, language, subject);
        }
    }

    fn language(&mut self, language: LanguageId) {
        let site = self.site;
        let some = Some(language);
        self.page(home(&site.config, language), some, Subject::Home);
        let not_found = beside_home(&site.config, language, NOT_FOUND);
        match site.config.prefix(language).is_empty() {
            true => self.of_site(&not_found, some, Subject::NotFound),
            false => self.add(&not_found, some, Subject::NotFound),
        }
        for of in feeds::of_language(site, language) {
            for format in site.config.feeds.formats.of(of.scope()) {
                self.add(&feeds::address(site, of, language, format), some, Subject::Feed(of, format));
            }
        }
        if podcast::exists(site, language) {
            self.add(&podcast::address(site, language), some, Subject::Podcast);
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
                self.page(index(site, language, subject), some, subject);
            }
        }
        if !site.months[language.0].is_empty() {
            let mut periods: BTreeMap<Period, usize> = BTreeMap::from([(Period::All, 0)]);
            for ((year, month), count) in months(site, language) {
                periods.insert(Period::Year(year), 0);
                periods.insert(Period::Month(year, month), count);
            }
            for (period, count) in periods {
                for page in 1..=pages(count, site.config.paginate) {
                    let path = page_of_list(&archive(site, language, period), page);
                    self.page(path, some, Subject::Archive(period, page));
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
                self.page(page_of_list(&term.pages[language.0], page), Some(language), subject(i, page));
            }
        }
    }

    fn corrections(&mut self, language: LanguageId) {
        let site = self.site;
        let count = site.corrections[language.0].len();
        if count > 0 {
            for page in 1..=pages(count, site.config.paginate) {
                let path = page_of_list(&corrections(site, language), page);
                self.page(path, Some(language), Subject::Corrections(page));
            }
        }
    }

    fn article(&mut self, article: &Article) {
        self.routes.push(Route {
            path: article.placement.path.clone(),
            language: Some(article.placement.language),
            subject: Subject::Article(article.id),
        });
        self.sizes.push(self.scale.article(article));
        for address in aliases::of(self.site, article, &mut self.problems) {
            self.redirect(address, Some(article.placement.language), Destination::Article(article.id));
        }
    }

    fn redirect(&mut self, address: OldAddress, language: Option<LanguageId>, to: Destination) {
        let OldAddress { path, query } = address;
        match query {
            Some(_) => self.queries.push(Redirect { path: target(self.site, to).clone(), from: path, query, to }),
            None => self.routes.push(Route { path, language, subject: Subject::Redirect(to) }),
        }
    }

    /// Sorts the routes, reports conflicts and keeps the first of each path.
    fn finish(self, last: Option<&RouteTable>) -> (RouteTable, Diagnostics) {
        let Draft { site, scale, mut routes, sizes, queries, mut problems } = self;
        let queries = aliases::each_once(site, queries, &mut problems);
        let told = collisions::sections(site, &mut problems);
        let mut shared = SharedAddresses::new(site);
        let mut conflicts = |first: &Route, second: &Route| {
            if ![first, second].iter().any(|route| collisions::is_told(site, route, &told)) {
                problems.extend(shared.of(first, second).unwrap_or_else(|| Some(conflict(site, first, second))));
            }
        };
        match last {
            Some(last) => routes = after::sorted(last, routes),
            None => routes.par_sort_by(order),
        }
        let sitemaps = sitemaps::parts(scale, &routes, &sizes, sitemaps::PROTOCOL);
        for (language, parts) in site.locales.ids().zip(&sitemaps) {
            let path = |part| OutputPath::page(&sitemaps::address(site, language, part));
            let parts = (0..parts.len()).filter_map(|part| Some((part, path(part)?)));
            for (part, path) in parts {
                let route = Route { path, language: Some(language), subject: Subject::Sitemap(part) };
                routes.insert(routes.partition_point(|other| order(other, &route).is_lt()), route);
            }
        }
        routes.dedup_by(|route, other| {
            let is_taken = route.path == other.path;
            if is_taken {
                conflicts(other, route);
            }
            is_taken
        });
        let mut kept = routes;
        let is_page = cases::pages(site);
        let sort = |route: &Route| (is_page(route), route.path.is_bare());
        let difference = last.and_then(|last| after::difference(last.as_slice(), &kept, sort));
        let before = last.zip(difference.as_ref());
        let mut index = match before {
            Some((last, difference)) => last.index.after(&difference.steps, &difference.new, &kept),
            None => ByPath::of(&kept),
        };
        // Of paths that were beside each other, only new ones can be in the way.
        let ways = match before.filter(|(last, _)| last.known.are_beside_each_other) {
            Some((_, difference)) => in_the_way_of_new(&kept, &index, &difference.new),
            None => in_each_others_way(&kept, &index),
        };
        for (first, second) in &ways {
            conflicts(&kept[*first], &kept[*second]);
        }
        let is_large = |route: &Route| is_page(route) && cases::has_capitals(route);
        let are_small = match before.filter(|(last, _)| last.known.are_small) {
            Some((_, difference)) => !difference.new.iter().any(|i| is_large(&kept[*i])),
            None => !kept.par_iter().any(is_large),
        };
        if !are_small {
            cases::report(site, &kept, &mut problems);
        }
        let known = Known { are_beside_each_other: ways.is_empty(), are_small };
        let redirects: Vec<Redirect> = kept
            .iter()
            .filter_map(|route| match route.subject {
                Subject::Redirect(to) => {
                    Some(Redirect { path: target(site, to).clone(), from: route.path.clone(), query: None, to })
                }
                _ => None,
            })
            .collect();
        let find = |path: &OutputPath| index.find(&kept, path.as_str());
        let at = |path: &OutputPath| {
            let bare = || find(&OutputPath::bare(without_slash(&path.address()))?);
            find(path).or_else(bare).map(|i| &kept[i])
        };
        let (redirects, queries) = (moved::led(redirects, at), moved::led(queries, at));
        moved::report(site, at, &mut problems);
        // Only now: an old address must not be another page's, in whatever form it leads away.
        if !redirects.is_empty() && !site.config.redirects.contains(&RedirectForm::Html) {
            // What is unlisted is in no file that names many addresses.
            kept.retain(|route| match route.subject {
                Subject::Redirect(to) => to.article().is_some_and(|id| site.article(id).placement.unlisted),
                _ => true,
            });
            index = ByPath::of(&kept);
        }
        lengths::report(site, &kept, &mut problems);
        let fallbacks = kept.iter().enumerate().filter_map(|(i, route)| match (route.subject, route.language) {
            (Subject::Fallback(id), Some(language)) => Some(((site.article(id).story, language), i)),
            _ => None,
        });
        let fallbacks = fallbacks.collect();
        let table = RouteTable {
            index,
            articles: Arc::new(of_articles(site.articles.len(), &kept)),
            translations: Arc::new(translations(&kept)),
            fallbacks: Arc::new(fallbacks),
            redirects: Arc::new(redirects),
            queries: Arc::new(queries),
            sitemaps,
            known,
            routes: kept,
        };
        (table, problems)
    }
}

/// Routes that cannot be beside each other: both pages of one address, or a file where another needs a folder.
fn in_each_others_way(routes: &[Route], index: &ByPath) -> Vec<(usize, usize)> {
    (0..routes.len()).into_par_iter().flat_map_iter(|i| ways_of(i, routes, index)).collect()
}

/// The same where only some of the routes are new, and the others are beside each other.
fn in_the_way_of_new(routes: &[Route], index: &ByPath, new: &[usize]) -> Vec<(usize, usize)> {
    let mut found = BTreeSet::new();
    for i in new {
        found.extend(ways_of(*i, routes, index));
        let path = &routes[*i].path;
        let bare = path.address().strip_suffix('/').and_then(OutputPath::bare);
        let same = bare.and_then(|bare| index.find(routes, bare.as_str()));
        found.extend(same.filter(|other| routes[*other].path.is_bare()).map(|other| (other, *i)));
        // Others that need a folder where this file is; the first tells of it.
        let folder = format!("{}/", path.as_str());
        let first = routes.partition_point(|other| other.path.as_str() < folder.as_str());
        let is_below = routes.get(first).is_some_and(|other| other.path.as_str().starts_with(&folder));
        found.extend(is_below.then_some((*i, first)));
    }
    found.into_iter().collect()
}

/// The pairs of routes of which one is in the other's way, as this route tells of them.
fn ways_of(i: usize, routes: &[Route], index: &ByPath) -> Vec<(usize, usize)> {
    let find = |path: &str| index.find(routes, path);
    let mut found = Vec::new();
    let path = &routes[i].path;
    // `/a` and `/a/` are one address to readers, and to most hosts.
    let same = path.is_bare().then(|| format!("{}index.html", &path.folder()[1..]));
    found.extend(same.and_then(|same| find(&same)).map(|other| (i, other)));
    let before = i.checked_sub(1).map_or("", |before| routes[before].path.as_str());
    let mut folder = path.as_str();
    while let Some((parent, _)) = folder.rsplit_once('/') {
        folder = parent;
        // The routes of a folder stand together: the first has told of it.
        if before.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/')) {
            break;
        }
        found.extend(find(parent).map(|other| (other, i)));
    }
    found
}

/// The routes of the lists and other pages that say the same.
fn translations(routes: &[Route]) -> Translations {
    let with_key = routes.par_iter().enumerate().filter_map(|(i, route)| {
        let key = key(route.subject)?;
        Some((key, route.language?, i))
    });
    let mut translations: Translations = with_key.collect();
    translations.par_sort_unstable();
    translations
}

/// What an old address leads to, as it is known before all routes are.
fn target(site: &Site, to: Destination) -> &OutputPath {
    match to {
        Destination::Article(id) => &site.article(id).placement.path,
        Destination::Moved(i) => &site.config.moved[i].to,
    }
}

fn conflict(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let message =
        format!("{} and {} both want the address {}", source(site, first), source(site, second), second.path.address());
    let problem = Diagnostic::error(Code::RouteConflict, message);
    for route in [second, first] {
        match route.subject {
            Subject::Redirect(to) => {
                let place = aliases::place(site, to, &OldAddress::of(route.path.clone()));
                return problem.at(place).hint("remove the old address: a page that is there cannot lead away");
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn routes(names: &BTreeSet<String>) -> Vec<Route> {
        let path = |name: &String| match name.strip_suffix('!') {
            Some(bare) => OutputPath::bare(bare),
            None => OutputPath::new(name),
        };
        let mut routes: Vec<Route> = names
            .iter()
            .map(|name| Route { path: path(name).unwrap(), language: None, subject: Subject::Home })
            .collect();
        routes.sort_by(order);
        routes
    }

    proptest! {
        #[test]
        fn what_is_new_is_in_the_way_of_the_same(
            mut before in prop::collection::btree_set("[ab](/[ab]){0,3}(!|/index\\.html)?", 0..30),
            new in prop::collection::btree_set("[ab](/[ab]){0,3}(!|/index\\.html)?", 0..4),
        ) {
            let in_the_way = |names: &BTreeSet<String>| {
                let routes = routes(names);
                let found = in_each_others_way(&routes, &ByPath::of(&routes));
                (routes, found)
            };
            // Those of before are beside each other.
            for name in before.clone() {
                before.remove(&name);
                let mut with = before.clone();
                with.insert(name);
                if in_the_way(&with).1.is_empty() {
                    before = with;
                }
            }
            let now: BTreeSet<String> = before.union(&new).cloned().collect();
            let (routes, expected) = in_the_way(&now);
            let is_new = |route: &Route| !self::routes(&before).contains(route);
            let new: Vec<usize> = (0..routes.len()).filter(|i| is_new(&routes[*i])).collect();
            let expected: BTreeSet<_> = expected.into_iter().collect();
            let found: BTreeSet<_> = in_the_way_of_new(&routes, &ByPath::of(&routes), &new).into_iter().collect();
            prop_assert_eq!(found, expected);
        }
    }
}
