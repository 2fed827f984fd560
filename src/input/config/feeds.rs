//! The key `feeds`: which feeds there are, and how much is in them.

use super::podcast::PodcastConfig;
use crate::yaml::mistake;
use crate::yaml::shape::written_as;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// How the site's feeds are made.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FeedsConfig {
    /// Articles in a feed.
    pub size: FeedSizes,
    /// The forms in which each feed is written.
    pub formats: Vec<FeedFormat>,
    /// The lists that have feeds.
    pub of: Vec<FeedScope>,
    /// How much of an article is in its entry.
    pub content: FeedContent,
    /// The podcast, if there is one.
    pub podcast: Option<PodcastConfig>,
}

impl Default for FeedsConfig {
    fn default() -> Self {
        FeedsConfig {
            size: FeedSizes::default(),
            formats: FeedFormat::ALL.to_vec(),
            of: vec![FeedScope::Home, FeedScope::Sections, FeedScope::Tags, FeedScope::Authors, FeedScope::Dossiers],
            content: FeedContent::Full,
            podcast: None,
        }
    }
}

impl FeedsConfig {
    /// Whether a kind of list has feeds at all.
    pub fn has(&self, scope: FeedScope) -> bool {
        !self.formats.is_empty() && self.of.contains(&scope)
    }

    /// The formats, each once, in their own order.
    pub fn formats(&self) -> impl Iterator<Item = FeedFormat> + '_ {
        FeedFormat::ALL.into_iter().filter(|format| self.formats.contains(format))
    }
}

/// A kind of list that can have a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FeedScope {
    /// A language's newest articles.
    Home,
    /// Each section.
    Sections,
    /// Each tag.
    Tags,
    /// Each author.
    Authors,
    /// Each dossier.
    Dossiers,
}

impl FeedScope {
    /// The name in `site.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            FeedScope::Home => "home",
            FeedScope::Sections => "sections",
            FeedScope::Tags => "tags",
            FeedScope::Authors => "authors",
            FeedScope::Dossiers => "dossiers",
        }
    }
}

/// A format of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0 (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All formats; the first that a site has is the one that pages show to readers.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json];

    /// The name in templates and in `site.yaml`.
    pub fn as_str(self) -> &'static str {
        match self {
            FeedFormat::Rss => "rss",
            FeedFormat::Atom => "atom",
            FeedFormat::Json => "json",
        }
    }

    /// What readers know it as: a proper name.
    pub fn name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "RSS",
            FeedFormat::Atom => "Atom",
            FeedFormat::Json => "JSON Feed",
        }
    }

    /// The name of the file beside the list's first page.
    pub fn file(self) -> &'static str {
        match self {
            FeedFormat::Rss => "feed.xml",
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }
}

/// How much of an article is in a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FeedContent {
    /// The whole text.
    Full,
    /// The standfirst.
    Summary,
}

/// The number of articles in a feed of each kind of list: one number for all, or one for each.
///
/// Home and section feeds are what aggregators poll. Of tags and authors there are hundreds, and an article is in
/// several of them: theirs are shorter, so that an archive's feeds do not outweigh its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedSizes {
    home: usize,
    sections: usize,
    tags: usize,
    authors: usize,
    dossiers: usize,
}

impl Default for FeedSizes {
    fn default() -> Self {
        FeedSizes { home: 20, sections: 20, tags: 5, authors: 5, dossiers: 20 }
    }
}

impl FeedSizes {
    /// Articles in a feed of a kind of list.
    pub fn of(&self, scope: FeedScope) -> usize {
        match scope {
            FeedScope::Home => self.home,
            FeedScope::Sections => self.sections,
            FeedScope::Tags => self.tags,
            FeedScope::Authors => self.authors,
            FeedScope::Dossiers => self.dossiers,
        }
    }
}

written_as!(FeedSizes, |generator| {
    "anyOf": [
        { "type": "integer", "minimum": 1 },
        {
            "type": "object",
            "propertyNames": (generator.subschema_for::<FeedScope>()),
            "additionalProperties": { "type": "integer", "minimum": 1 }
        }
    ]
});

impl<'de> Deserialize<'de> for FeedSizes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            home: Option<usize>,
            sections: Option<usize>,
            tags: Option<usize>,
            authors: Option<usize>,
            dossiers: Option<usize>,
        }
        fn at_least_one<E: de::Error>(size: usize) -> Result<usize, E> {
            if size == 0 {
                Err(mistake("a feed has at least 1 article", "leave lists without feeds out of `of`"))
            } else {
                Ok(size)
            }
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = FeedSizes;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number, or one for each of home, sections, tags, authors and dossiers")
            }
            fn visit_u64<E: de::Error>(self, size: u64) -> Result<FeedSizes, E> {
                let size = at_least_one(usize::try_from(size).unwrap_or(usize::MAX))?;
                Ok(FeedSizes { home: size, sections: size, tags: size, authors: size, dossiers: size })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<FeedSizes, A::Error> {
                let written = Written::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let default = FeedSizes::default();
                let size = |written: Option<usize>, default: usize| at_least_one(written.unwrap_or(default));
                Ok(FeedSizes {
                    home: size(written.home, default.home)?,
                    sections: size(written.sections, default.sections)?,
                    tags: size(written.tags, default.tags)?,
                    authors: size(written.authors, default.authors)?,
                    dossiers: size(written.dossiers, default.dossiers)?,
                })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
