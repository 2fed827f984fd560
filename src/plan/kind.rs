//! The kinds of output files, as people who measure a build call them.

use super::route::Subject;
use crate::input::config::FeedFormat;

impl Subject {
    /// What kind of file it is, in a word or two.
    pub fn kind(self) -> &'static str {
        match self {
            Subject::Home => "home",
            Subject::Article(_) => "article",
            Subject::Fallback(_) => "fallback",
            Subject::Section(..) => "section list",
            Subject::Tag(..) => "tag list",
            Subject::Author(..) => "author list",
            Subject::Archive(..) => "archive",
            Subject::Dossier(..) => "dossier",
            Subject::Dossiers => "index of dossiers",
            Subject::Corrections(_) => "corrections",
            Subject::Tags => "index of tags",
            Subject::Authors => "index of authors",
            Subject::NotFound => "not-found page",
            Subject::Chooser => "choice of language",
            Subject::Feed(_, FeedFormat::Rss) => "RSS feed",
            Subject::Feed(_, FeedFormat::Atom) => "Atom feed",
            Subject::Feed(_, FeedFormat::Json) => "JSON feed",
            Subject::Podcast => "podcast",
            Subject::Sitemap(_) | Subject::NewsSitemap | Subject::SitemapIndex => "sitemap",
            Subject::Addresses => "record of addresses",
            Subject::Redirect(_) => "redirect",
            Subject::Robots | Subject::Host(_) => "host file",
            Subject::Icon(_) => "icon",
            Subject::Manifest => "app manifest",
            Subject::SearchDescription => "search description",
            Subject::Media(_) => "media",
            Subject::Static(_) => "static",
        }
    }
}
