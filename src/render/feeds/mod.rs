//! Feeds: one list of entries, written as RSS 2.0, Atom 1.0 and JSON Feed 1.1.
//!
//! An article is in the feeds of its language, its section, its tags, its authors and its dossiers, and is the same in each.
//! So its entry is written once in each format and put into each feed as it is.

mod atom;
mod full_text;
mod json;
mod podcast;
mod rss;

pub(super) use podcast::{title as podcast_title, write as podcast};

use super::xml;
use crate::input::config::{FeedContent, FeedFormat};
use crate::language::locale::Locale;
use crate::language::{LanguageId, Moment};
use crate::path::encode_path;
use crate::plan::feeds::{self, FeedOf};
use crate::plan::{Route, Subject, hosting};
use crate::render::audio::{self, Sound};
use crate::render::media::of_image;
use crate::render::press::Press;
use crate::render::titles::site_text;
use crate::site::{Article, ArticleId, ImageSource, Site};
use crate::timings::{Work, begin};
use crate::trace;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// A feed, before it has a format.
struct Feed<'a> {
    /// An id that stays when the site's name or the list's slug changes.
    id: String,
    /// The outlet's name.
    site: String,
    title: String,
    description: Option<String>,
    locale: &'a Locale,
    /// Full address of the page that it follows.
    page: String,
    /// Its own full address.
    own: String,
    /// The last change of an entry.
    updated: Option<Moment>,
    /// Full address of the outlet's logo, if it is a picture that feed readers show.
    logo: Option<String>,
    articles: Vec<&'a Article>,
}

/// An article in a feed, before it has a format.
struct Entry<'a> {
    /// The same in all formats and feeds, for ever.
    id: String,
    article: &'a Article,
    locale: &'a Locale,
    /// Full address of its page here.
    url: String,
    authors: Vec<Person<'a>>,
    /// Section and tags: ids and names.
    categories: Vec<(&'a str, &'a str)>,
    picture: Option<Picture>,
    /// The sound that feed readers fetch.
    enclosure: Option<Enclosure<'a>>,
    /// The whole text as HTML with full addresses, where feeds have it.
    html: Option<String>,
}

/// An author in a feed.
struct Person<'a> {
    name: &'a str,
    /// Full address of the author's page, where there is one.
    url: Option<String>,
    /// Full address of the author's picture.
    avatar: Option<String>,
}

/// The lead picture of an entry.
struct Picture {
    url: String,
    media_type: &'static str,
    size: Option<(u32, u32)>,
}

/// The sound of an entry.
struct Enclosure<'a> {
    url: String,
    media_type: String,
    /// Bytes, where known.
    length: Option<u64>,
    seconds: Option<u64>,
    title: Option<&'a str>,
}

/// The bytes of a feed.
pub(super) fn feed(press: &Press, route: &Route, of: FeedOf, format: FeedFormat) -> Vec<u8> {
    let feed = gather(press, route, of, format);
    let entries: Vec<Cow<[u8]>> = feed.articles.iter().map(|article| written(press, article, format)).collect();
    write(&feed, format, &entries)
}

/// Adds to a hash what is in a feed.
pub(super) fn digest(press: &Press, route: &Route, of: FeedOf, format: FeedFormat, hasher: &mut impl Hasher) {
    let feed = gather(press, route, of, format);
    write(&feed, format, &[]).hash(hasher);
    feed.articles.iter().for_each(|article| digest_of_entry(press, article, format).hash(hasher));
}

/// By article, the formats in which it is in a feed at some of the routes.
pub fn formats(press: &Press, is_one: impl Fn(&Route) -> bool) -> Vec<Vec<FeedFormat>> {
    let site = &*press.site;
    let mut formats = vec![Vec::new(); site.articles.len()];
    for route in press.routes.iter() {
        let (Subject::Feed(of, format), Some(language)) = (route.subject, route.language) else { continue };
        if !is_one(route) {
            continue;
        }
        for id in newest(site, of, language) {
            if !formats[id.0].contains(&format) {
                formats[id.0].push(format);
            }
        }
    }
    formats
}

fn write(feed: &Feed, format: FeedFormat, entries: &[Cow<[u8]>]) -> Vec<u8> {
    match format {
        FeedFormat::Rss => rss::write(feed, entries),
        FeedFormat::Atom => atom::write(feed, entries),
        FeedFormat::Json => json::write(feed, entries),
    }
}

/// An article's entry, made on first use.
pub(super) fn written<'a>(press: &'a Press, article: &Article, format: FeedFormat) -> Cow<'a, [u8]> {
    let spool = &press.kept.spool;
    let slot = &press.kept_of(article).feed_entry.written[format as usize];
    let piece = slot.get_or_init(|| spool.put(make(press, article, format)));
    spool.get(piece).unwrap_or_else(|| make(press, article, format).into_vec().into())
}

/// A hash of an article's entry, made on first use.
pub(super) fn digest_of_entry(press: &Press, article: &Article, format: FeedFormat) -> u64 {
    let slot = &press.kept_of(article).feed_entry.digests[format as usize];
    *slot.get_or_init(|| trace::hash(&*make(press, article, format)))
}

fn make(press: &Press, article: &Article, format: FeedFormat) -> Box<[u8]> {
    let work = begin(Work::Step, "feed entry");
    let entry = entry(press, article);
    let written = match format {
        FeedFormat::Rss => rss::entry(&entry),
        FeedFormat::Atom => atom::entry(&entry),
        FeedFormat::Json => json::entry(&entry),
    };
    work.done(|| written.len() as u64);
    written
}

/// What a feed is called: the site, and the list where it is not the whole site.
pub(super) fn title(site: &Site, of: FeedOf, language: LanguageId) -> String {
    let name = site_text(site, language, "site-title").unwrap_or_default();
    match of {
        FeedOf::Home => name,
        FeedOf::Term(kind, i) => {
            let label = &site.taxonomy(kind).terms[i].labels[language.0].name;
            // The space of the colon is the language's own.
            site.locales.typography(language, None).set(&format!("{name}: {label}")).into_owned()
        }
    }
}

fn gather<'a>(press: &'a Press, route: &Route, of: FeedOf, format: FeedFormat) -> Feed<'a> {
    let site = &*press.site;
    let language = route.language.unwrap_or(LanguageId(0));
    let locale = site.locales.get(language);
    let (list, description) = match of {
        FeedOf::Home => (of.scope().as_str().to_owned(), None),
        FeedOf::Term(kind, i) => {
            let term = &site.taxonomy(kind).terms[i];
            let list = format!("{}:{}", of.scope().as_str(), encode_path(&term.id));
            (list, term.labels[language.0].description.clone())
        }
    };
    let newest: Vec<&Article> = newest(site, of, language).into_iter().map(|id| site.article(id)).collect();
    let logo = site.publisher.logo.as_ref().filter(|logo| logo.media_type.is_some());
    Feed {
        id: permanent_id(site, &format!("feed:{}:{list}:{}", format.as_str(), locale.tag)),
        site: site_text(site, language, "site-title").unwrap_or_default(),
        title: title(site, of, language),
        description: description.or_else(|| site_text(site, language, "site-description")),
        locale,
        page: site.absolute(&feeds::page(site, of, language)),
        own: site.absolute(&route.path),
        updated: newest.iter().filter_map(|article| article.changed()).max(),
        logo: logo.map(|logo| site.absolute(&logo.path)),
        articles: newest,
    }
}

fn entry<'a>(press: &'a Press, article: &'a Article) -> Entry<'a> {
    let site = &*press.site;
    let language = article.placement.language.0;
    let term = |taxonomy: &'a crate::site::Taxonomy, i: usize| {
        let term = &taxonomy.terms[i];
        (term.id.as_str(), term.labels[language].name.as_str())
    };
    let section = article.section.map(|i| term(&site.sections, i));
    let tags = article.tags.iter().map(|i| term(&site.tags, *i));
    let locale = site.locales.get(article.placement.language);
    Entry {
        id: permanent_id(site, &format!("{}:{}", encode_path(&site.stories[article.story].id.0), locale.tag)),
        article,
        locale,
        url: site.absolute(&article.placement.path),
        authors: article.authors.iter().map(|i| person(press, *i, article.placement.language)).collect(),
        categories: section.into_iter().chain(tags).collect(),
        picture: article.image.as_ref().and_then(|image| picture(press, &image.source)),
        enclosure: audio::of(press, article).map(enclosure),
        html: (site.config.feeds.content == FeedContent::Full).then(|| full_text::of(press, article)),
    }
}

fn enclosure(sound: Sound) -> Enclosure {
    let (length, seconds, title) = (sound.length, sound.seconds, sound.said.title.as_deref());
    Enclosure { url: sound.url, media_type: sound.media_type, length, seconds, title }
}

fn person(press: &Press, author: usize, language: LanguageId) -> Person<'_> {
    let site = &*press.site;
    let term = &site.authors.terms[author];
    Person {
        name: &term.labels[language.0].name,
        url: (!term.articles[language.0].is_empty()).then(|| site.absolute(&term.pages[language.0])),
        avatar: site.photo(author, language).map(|photo| of_image::middle(press, &photo.source).url),
    }
}

fn picture(press: &Press, source: &ImageSource) -> Option<Picture> {
    let picture = of_image::middle(press, source);
    Some(Picture { media_type: picture.media_type?, url: picture.url, size: picture.size })
}

/// The articles of a feed.
fn newest(site: &Site, of: FeedOf, language: LanguageId) -> Vec<ArticleId> {
    let mut newest = feeds::articles(site, of, language).to_vec();
    // A dossier may have an order of its own; a feed never has.
    newest.sort_unstable();
    newest.truncate(site.config.feeds.size.of(of.scope()));
    newest
}

/// A document without entries, with `entries` at its end. Crates write both; what they wrote is put together here, so that
/// an entry that is in several feeds is written once.
fn put_together(document: &[u8], end: &str, entries: &[Cow<[u8]>]) -> Vec<u8> {
    // Mark-up in a text is escaped: this can only be the end of the document.
    let at = memchr::memmem::rfind(document, end.as_bytes()).unwrap_or(document.len());
    // A feed is long: to let it grow would copy it several times.
    let size = document.len() + entries.iter().map(|entry| entry.len()).sum::<usize>() + 1;
    let mut bytes = Vec::with_capacity(size);
    bytes.extend_from_slice(&document[..at]);
    entries.iter().for_each(|entry| bytes.extend_from_slice(entry));
    bytes.extend_from_slice(&document[at..]);
    bytes.push(b'\n');
    bytes
}

/// The entry in a document that has no other, with its element.
fn cut_out(document: Vec<u8>, element: &str) -> Box<[u8]> {
    let document = xml::legal(document);
    let (start, end) = (format!("<{element}>"), format!("</{element}>\n"));
    let from = memchr::memmem::find(&document, start.as_bytes()).unwrap_or_default();
    let to = memchr::memmem::rfind(&document, end.as_bytes()).map_or(from, |at| at + end.len());
    document[from..to].into()
}

/// Room for a document with one entry: a text is longer where its mark-up is escaped.
fn room_for(entry: &Entry) -> Vec<u8> {
    let html = entry.html.as_ref().map_or(0, String::len);
    Vec::with_capacity(html + html / 4 + 4 * 1024)
}

/// An id that stays when a title, a slug or a time changes (RFC 4151): a feed reader must not show an article twice.
fn permanent_id(site: &Site, name: &str) -> String {
    format!("tag:{},2025:{name}", hosting::host(site))
}
