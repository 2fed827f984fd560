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
    /// The forms in which the feeds of each kind of list are written.
    pub formats: FeedFormats,
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
            formats: FeedFormats::default(),
            of: vec![FeedScope::Home, FeedScope::Sections, FeedScope::Tags, FeedScope::Authors, FeedScope::Dossiers],
            content: FeedContent::Full,
            podcast: None,
        }
    }
}

impl FeedsConfig {
    /// Whether a kind of list has feeds at all.
    pub fn has(&self, scope: FeedScope) -> bool {
        self.of.contains(&scope) && self.formats.of(scope).next().is_some()
    }

    /// The formats that feeds of some list have, each once, in their own order.
    pub fn all_formats(&self) -> impl Iterator<Item = FeedFormat> + '_ {
        let is_used = |format: &FeedFormat| {
            self.of.iter().any(|scope| self.formats.of(*scope).any(|of_scope| of_scope == *format))
        };
        FeedFormat::ALL.into_iter().filter(is_used)
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

/// The formats of the feeds of each kind of list: the same for all, or some for each.
///
/// Aggregators that want Atom or JSON poll the feeds of home and sections. Of tags and authors there are hundreds: three
/// formats of each would outweigh an archive's pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedFormats(PerScope<Vec<FeedFormat>>);

impl Default for FeedFormats {
    fn default() -> Self {
        let (all, rss) = (FeedFormat::ALL.to_vec(), vec![FeedFormat::Rss]);
        FeedFormats(PerScope {
            home: all.clone(),
            sections: all,
            tags: rss.clone(),
            authors: rss.clone(),
            dossiers: rss,
        })
    }
}

impl FeedFormats {
    /// The formats of the feeds of a kind of list, each once, in their own order.
    pub fn of(&self, scope: FeedScope) -> impl Iterator<Item = FeedFormat> + '_ {
        let wanted = self.0.of(scope);
        FeedFormat::ALL.into_iter().filter(|format| wanted.contains(format))
    }
}

written_as!(FeedFormats, |generator| {
    "anyOf": [
        { "type": "array", "items": (generator.subschema_for::<FeedFormat>()) },
        {
            "type": "object",
            "propertyNames": (generator.subschema_for::<FeedScope>()),
            "additionalProperties": { "type": "array", "items": (generator.subschema_for::<FeedFormat>()) }
        }
    ]
});

impl<'de> Deserialize<'de> for FeedFormats {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = FeedFormats;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of formats, or one for each of home, sections, tags, authors and dossiers")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<FeedFormats, A::Error> {
                let formats = Vec::deserialize(de::value::SeqAccessDeserializer::new(seq))?;
                Ok(FeedFormats(PerScope::all(formats)))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<FeedFormats, A::Error> {
                let written = PerScope::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(FeedFormats(written.or(FeedFormats::default().0)))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Something for each kind of list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct PerScope<T> {
    home: T,
    sections: T,
    tags: T,
    authors: T,
    dossiers: T,
}

impl<T> PerScope<T> {
    /// The same for all.
    fn all(what: T) -> PerScope<T>
    where
        T: Clone,
    {
        PerScope {
            home: what.clone(),
            sections: what.clone(),
            tags: what.clone(),
            authors: what.clone(),
            dossiers: what,
        }
    }

    /// That of a kind of list.
    fn of(&self, scope: FeedScope) -> &T {
        match scope {
            FeedScope::Home => &self.home,
            FeedScope::Sections => &self.sections,
            FeedScope::Tags => &self.tags,
            FeedScope::Authors => &self.authors,
            FeedScope::Dossiers => &self.dossiers,
        }
    }

    /// What `make` makes of each.
    fn map<U, E>(self, make: impl Fn(T) -> Result<U, E>) -> Result<PerScope<U>, E> {
        let PerScope { home, sections, tags, authors, dossiers } = self;
        Ok(PerScope {
            home: make(home)?,
            sections: make(sections)?,
            tags: make(tags)?,
            authors: make(authors)?,
            dossiers: make(dossiers)?,
        })
    }
}

impl<T> PerScope<Option<T>> {
    /// Where nothing is said, the default.
    fn or(self, default: PerScope<T>) -> PerScope<T> {
        PerScope {
            home: self.home.unwrap_or(default.home),
            sections: self.sections.unwrap_or(default.sections),
            tags: self.tags.unwrap_or(default.tags),
            authors: self.authors.unwrap_or(default.authors),
            dossiers: self.dossiers.unwrap_or(default.dossiers),
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
pub struct FeedSizes(PerScope<usize>);

impl Default for FeedSizes {
    fn default() -> Self {
        FeedSizes(PerScope { home: 20, sections: 20, tags: 5, authors: 5, dossiers: 20 })
    }
}

impl FeedSizes {
    /// Articles in a feed of a kind of list.
    pub fn of(&self, scope: FeedScope) -> usize {
        *self.0.of(scope)
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
                Ok(FeedSizes(PerScope::all(size)))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<FeedSizes, A::Error> {
                let written = PerScope::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(FeedSizes(written.or(FeedSizes::default().0).map(at_least_one)?))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
