//! Sitemaps: which pages search engines are told of, and how they are divided among files. `render::sitemaps` writes them.

use super::route::{Route, RouteTable, Subject};
use crate::language::LanguageId;
use crate::path::{OutputPath, encoded};
use crate::site::{Article, ArticleId, Site};
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;

/// What one sitemap may hold (sitemaps.org protocol).
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Addresses.
    pub addresses: usize,
    /// Bytes, not compressed.
    pub bytes: usize,
}

/// The limits of the protocol.
pub const PROTOCOL: Limits = Limits { addresses: 50_000, bytes: 50 * 1024 * 1024 };

/// How long an article is news, by Google's rules for news sitemaps.
pub const NEWS_WINDOW: SignedDuration = SignedDuration::from_hours(48);

/// Articles in a news sitemap, by the same rules.
const MOST_NEWS: usize = 1_000;

/// Pictures of a page that a sitemap names, by Google's rules for image sitemaps.
pub const MOST_PICTURES: usize = 1_000;

/// By how many bytes the address of a derivative may be longer than that of its picture.
const DERIVATIVE: usize = 64;

/// Bytes of a sitemap around its entries.
const FRAME: usize = 1_024;

/// More bytes than the elements around an address have.
const MARKUP: usize = 100;

/// Whether search engines are told of an article. What was first published elsewhere is listed there.
pub fn is_for_search(article: &Article) -> bool {
    article.placement.canonical.is_none() && !article.placement.draft && !article.placement.unlisted
}

/// Whether search engines are told of a page.
pub fn is_listed(site: &Site, route: &Route) -> bool {
    match route.subject {
        Subject::Article(id) => is_for_search(site.article(id)),
        Subject::Chooser
        | Subject::Home
        | Subject::Section(..)
        | Subject::Tag(..)
        | Subject::Author(..)
        | Subject::Archive(..)
        | Subject::Tags
        | Subject::Authors
        | Subject::Dossiers
        | Subject::Corrections(_) => true,
        Subject::Dossier(i, _) => {
            let text = route.language.and_then(|l| site.dossier_texts[i][l.0].as_ref());
            text.is_some_and(|text| !text.draft)
        }
        _ => false,
    }
}

/// The pages of a language that search engines are told of, in the order of `routes`.
pub fn listed<'a>(
    site: &'a Site,
    routes: impl IntoIterator<Item = &'a Route>,
    language: LanguageId,
) -> impl Iterator<Item = &'a Route> {
    routes.into_iter().filter(move |route| language_of(route) == language && is_listed(site, route))
}

/// The language in whose sitemap a page is. The choice of language is everybody's default, and stands with the site's own.
fn language_of(route: &Route) -> LanguageId {
    route.language.unwrap_or(LanguageId(0))
}

/// Bytes that the entry of a page takes in a sitemap, the addresses of its translations apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Those of its address.
    address: usize,
    /// Those of its pictures and the elements around.
    others: usize,
}

/// Reckons what pages take in a sitemap. How many pictures a page shows is known only when it has been rendered, and which
/// translations it has when the table of routes is made: what is reckoned with here is never less.
#[derive(Clone, Copy)]
pub(super) struct Scale<'a> {
    pub site: &'a Site,
    base: usize,
    longest_picture: usize,
}

impl<'a> Scale<'a> {
    /// That of a site.
    pub fn of(site: &'a Site) -> Scale<'a> {
        let scale = Scale { site, base: bytes_in_xml(&site.config.base_url), longest_picture: 0 };
        let longest = site.media.files.iter().map(|file| scale.address(&file.path)).max();
        Scale { longest_picture: longest.unwrap_or(0) + DERIVATIVE, ..scale }
    }

    fn address(self, path: &OutputPath) -> usize {
        let address = path.address();
        // Most stand in XML as they are.
        let is_plain = address.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.'));
        self.base + if is_plain { address.len() } else { encoded(&address).map(bytes_in_xml).sum::<usize>() }
    }

    fn pictures(self, article: &Article) -> usize {
        // The address of a picture in the text is that of a file, or stands there as it is.
        let (count, length) = article.pictures_in_text;
        let in_text = if count > 0 { 3 * length } else { 0 };
        let lead = article.image.as_ref().map_or(0, |image| {
            MARKUP + image.source.remote().map_or(self.longest_picture, |remote| bytes_in_xml(&remote.url))
        });
        lead + count * (self.longest_picture + MARKUP) + in_text
    }

    /// That of an article; none where search engines are not told of it.
    pub fn article(self, article: &Article) -> Option<Size> {
        let size =
            || Size { address: self.address(&article.placement.path), others: self.pictures(article) + 2 * MARKUP };
        is_for_search(article).then(size)
    }

    /// That of another page.
    fn page(self, route: &Route) -> Option<Size> {
        is_listed(self.site, route).then(|| Size { address: self.address(&route.path), others: 2 * MARKUP })
    }
}

/// Numbers of entries in each sitemap of each language. `articles` are the sizes of all articles.
pub(super) fn parts(scale: Scale, routes: &[Route], articles: &[Option<Size>], limits: Limits) -> Vec<Vec<usize>> {
    let of_page = |route: &Route| {
        let size = match route.subject {
            Subject::Article(id) => articles[id.0],
            _ => scale.page(route),
        };
        Some((language_of(route), size?))
    };
    let mut pages: Vec<Vec<Size>> = vec![Vec::new(); scale.site.locales.ids().count()];
    for (language, size) in routes.par_iter().filter_map(of_page).collect::<Vec<_>>() {
        pages[language.0].push(size);
    }
    let longest_page = pages.iter().flatten().map(|size| size.address).max().unwrap_or(0);
    let alternates = (pages.len() + 1) * (longest_page + MARKUP);
    let size = |size: &Size| size.address + alternates + size.others;
    pages.iter().map(|pages| divide(pages.iter().map(size), limits)).collect()
}

/// Whether the pages of a site are divided among the sitemaps as a table of routes has them.
pub fn are_divided_as(routes: &RouteTable, site: &Site) -> bool {
    let scale = Scale::of(site);
    let articles: Vec<Option<Size>> = site.articles.par_iter().map(|article| scale.article(article)).collect();
    routes.has_sitemaps(&parts(scale, routes.as_slice(), &articles, PROTOCOL))
}

/// Bytes of an address with what XML must escape.
fn bytes_in_xml(address: &str) -> usize {
    address.len() + 5 * address.bytes().filter(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')).count()
}

/// How many entries of these sizes fit into one file after another.
fn divide(sizes: impl Iterator<Item = usize>, limits: Limits) -> Vec<usize> {
    let mut parts = Vec::new();
    let (mut count, mut bytes) = (0, FRAME);
    for size in sizes {
        if count > 0 && (count == limits.addresses || bytes + size > limits.bytes) {
            parts.push(count);
            (count, bytes) = (0, FRAME);
        }
        count += 1;
        bytes += size;
    }
    if count > 0 {
        parts.push(count);
    }
    parts
}

/// The address of a language's sitemap, below the site's root; parts are counted from 0.
pub fn address(site: &Site, language: LanguageId, part: usize) -> String {
    let tag = &site.locales.get(language).tag;
    match part {
        0 => format!("/sitemap-{tag}.xml"),
        _ => format!("/sitemap-{tag}-{}.xml", part + 1),
    }
}

/// The address of a language's news sitemap, below the site's root.
pub fn news_address(site: &Site, language: LanguageId) -> String {
    format!("/news-sitemap-{}.xml", site.locales.get(language).tag)
}

/// The articles that are news in a language at the moment that the site is built for, the newest first.
pub fn news(site: &Site, language: LanguageId) -> Vec<ArticleId> {
    let now = site.now.timestamp;
    let is_news = |id: &ArticleId| {
        let article = site.article(*id);
        let is_recent =
            article.placement.date.is_some_and(|date| date.timestamp <= now && now < leaves_news(date.timestamp));
        is_recent && is_for_search(article)
    };
    // The newest stand first.
    let may_be_news =
        |id: &ArticleId| site.article(*id).placement.date.is_some_and(|date| now < leaves_news(date.timestamp));
    site.latest[language.0].iter().copied().take_while(may_be_news).filter(is_news).take(MOST_NEWS).collect()
}

/// When an article that was published at an instant is no longer news.
pub fn leaves_news(published: Timestamp) -> Timestamp {
    published.checked_add(NEWS_WINDOW).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_ends_before_the_entry_that_is_too_much() {
        let limits = Limits { addresses: 3, bytes: FRAME + 10 };
        assert_eq!(divide([4, 4, 4, 1, 1, 1, 1].into_iter(), limits), [2, 3, 2]);
        assert_eq!(divide([99].into_iter(), limits), [1], "an entry cannot be divided");
        assert_eq!(divide([].into_iter(), limits), [0; 0]);
    }

    proptest! {
        #[test]
        fn every_entry_is_in_one_file_and_no_file_is_too_large(sizes in prop::collection::vec(1_usize..50, 0..200)) {
            let limits = Limits { addresses: 7, bytes: FRAME + 100 };
            let parts = divide(sizes.iter().copied(), limits);
            prop_assert_eq!(parts.iter().sum::<usize>(), sizes.len());
            let mut rest = &sizes[..];
            for part in parts {
                let (file, others) = rest.split_at(part);
                prop_assert!(part <= limits.addresses && FRAME + file.iter().sum::<usize>() <= limits.bytes);
                rest = others;
            }
        }
    }
}
