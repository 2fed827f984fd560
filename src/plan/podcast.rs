//! The podcast: which articles are episodes, and where it is. `render::feeds` writes it.

use crate::language::LanguageId;
use crate::site::address::beside_home;
use crate::site::{ArticleId, Site};

/// The media type.
pub const MEDIA_TYPE: &str = "application/rss+xml";

/// The name of the file beside a language's home page.
pub const FILE: &str = "podcast.xml";

/// The episodes of a language, the newest first: listed articles with sound in their own language.
pub fn episodes(site: &Site, language: LanguageId) -> impl Iterator<Item = ArticleId> + '_ {
    let podcast = site.config.feeds.podcast.as_ref();
    podcast.into_iter().flat_map(move |podcast| {
        let latest = site.latest[language.0].iter().copied();
        let is_in = move |section: &str| podcast.sections.is_empty() || podcast.sections.iter().any(|id| id == section);
        let is_episode = move |id: &ArticleId| {
            let placement = &site.article(*id).placement;
            placement.is_episode && placement.section().is_some_and(is_in)
        };
        latest.filter(is_episode).take(podcast.size())
    })
}

/// Whether a language has a podcast.
pub fn exists(site: &Site, language: LanguageId) -> bool {
    episodes(site, language).next().is_some()
}

/// Where it is, below the site's root.
pub fn address(site: &Site, language: LanguageId) -> String {
    beside_home(&site.config, language, FILE)
}
