//! `site.yaml`: what the site is called, where it lives, which languages it speaks.

pub mod base_url;
mod checks;
pub mod embeds;
mod faults;
mod feeds;
mod foreign;
mod gone;
mod hosting;
mod language;
mod localized_text;
mod missing;
mod moved;
mod parse;
pub mod permalinks;
mod pictures;
pub mod podcast;
mod publisher;
mod written;

pub use checks::LONGEST_SHORT_TITLE;
pub use feeds::{FeedContent, FeedFormat, FeedScope, FeedsConfig};
pub use gone::Gone;
pub use hosting::{CspDirective, CspSource, HeadersConfig, HostingConfig, PictureSource, RedirectForm, SecurityConfig};
pub use language::LanguageConfig;
pub use localized_text::LocalizedText;
pub use missing::{Missing, MissingTranslations};
pub use moved::Moved;
pub use parse::parse;
pub use permalinks::{Parts, Pattern, Permalinks};
pub use pictures::Metadata;
pub use publisher::{Policy, PublisherConfig};

use crate::diagnostic::{KeyPath, Place, Severities};
use crate::language::LanguageId;
use crate::pattern::PathPattern;
use crate::yaml::{Block, KeyName};
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use std::sync::Arc;

/// Name of the configuration file.
pub const FILE: &str = "site.yaml";

/// The theme of a site that names none.
pub const DEFAULT_THEME: &str = "gazette";

/// The site's configuration, valid by construction.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name in each language.
    pub title: LocalizedText,
    /// The name where there is little room, in each language.
    pub short_title: LocalizedText,
    /// A sentence about the site in each language.
    pub description: LocalizedText,
    /// Where the site will be reached, without a slash at the end: `https://example.org/news`.
    pub base_url: String,
    /// The languages, the first of which is the site's own.
    pub languages: Vec<LanguageConfig>,
    /// Where the newsroom's clock hangs.
    pub time_zone: TimeZone,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// Values for the theme's options.
    pub options: serde_yaml::Mapping,
    /// Addresses.
    pub permalinks: Permalinks,
    /// What becomes of the languages that a text is missing in.
    pub missing_translations: MissingTranslations,
    /// Articles on one page of a list.
    pub paginate: usize,
    /// Links under "More on this topic".
    pub related: usize,
    /// Feeds.
    pub feeds: FeedsConfig,
    /// What becomes of warnings.
    pub severities: Severities,
    /// Other names that keys of front matter have in the site's files.
    pub keys: Arc<[KeyName]>,
    /// Sections in the order of the navigation; others follow by name.
    pub sections: Vec<String>,
    /// Plain pages in the order of the footer; others follow by title.
    pub pages: Vec<String>,
    /// Where the outlet can be followed.
    pub follow: Vec<FollowLink>,
    /// Who publishes the site.
    pub publisher: PublisherConfig,
    /// CSS selectors of what is fit to be read aloud by a device.
    pub speakable: Vec<String>,
    /// The picture of link previews where an article has none of its own: a file of `static/`.
    pub social_image: Option<String>,
    /// Whether pages get social cards: pictures with their headline, drawn from a template of the theme.
    pub social_cards: bool,
    /// The outlet's account on X, `@example`.
    pub twitter: Option<String>,
    /// The forms in which old addresses lead to new ones.
    pub redirects: Vec<RedirectForm>,
    /// What the site's host is told.
    pub hosting: HostingConfig,
    /// The drawing that the site's icons are made of: a file of `static/`.
    pub icon: Option<String>,
    /// The address of a search of the site, with `{searchTerms}`, in each language.
    pub search: Option<LocalizedText>,
    /// The text of `ads.txt`.
    pub ads_txt: Option<String>,
    /// Whom to tell of a weakness of the site.
    pub security_txt: Option<SecurityConfig>,
    /// Paths below the site's address that something else answers.
    pub elsewhere: Vec<String>,
    /// Files that others put into the output folder, and that stay there.
    pub keep: Vec<PathPattern>,
    /// Addresses that were published and are gone for good.
    pub gone: Vec<Gone>,
    /// Old addresses of what is no article, and where they lead.
    pub moved: Vec<Moved>,
    /// What the published pictures say of who made them; all else that they hold of it is left out.
    pub keep_metadata: Vec<Metadata>,
    /// Providers of what pages show of others, before those of the theme.
    pub embeds: embeds::Layer,
    /// Whether raw HTML in articles is published as it is.
    pub trust_html: bool,
    /// What an article's slug is made of.
    pub slugs: SlugSource,
    /// The transform to Latin letters for languages that name none of their own; see [`crate::resolve::slugs`].
    pub transliterate: Option<String>,
    /// Links that stand in the site's configuration for every page, by name.
    pub places: ConfigPlaces,
}

impl Config {
    /// What the addresses of a language begin with, below the site's root: `/en`, or nothing where it is at the root.
    pub fn prefix(&self, language: LanguageId) -> &str {
        self.languages.get(language.0).map_or("", |language| language.prefix.as_str())
    }

    /// Whether a language is at the root: its home page is in the place of the choice of language.
    pub fn is_a_language_at_the_root(&self) -> bool {
        self.languages.iter().any(|language| language.prefix.is_empty())
    }

    /// The language whose prefix an address below the site's root begins with: the longest one that does.
    pub fn language_at(&self, address: &str) -> Option<LanguageId> {
        let begins =
            |prefix: &str| address.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
        let all = self.languages.iter().enumerate().filter(|(_, language)| begins(&language.prefix));
        all.max_by_key(|(i, language)| (language.prefix.len(), std::cmp::Reverse(*i))).map(|(i, _)| LanguageId(i))
    }
}

/// How `site.yaml` is written, as JSON Schema.
pub fn schema(generator: &mut SchemaGenerator) -> Schema {
    written::Written::json_schema(generator)
}

/// What a slug is made of where the front matter does not say it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SlugSource {
    /// The name of the file.
    #[default]
    File,
    /// The title, in each language its own.
    Title,
}

/// A link under "Follow us on".
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowLink {
    /// The channel's name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The icon's name in the theme.
    pub icon: Option<String>,
}

/// Where in `site.yaml` things stand that only a later stage can judge.
#[derive(Debug, Clone, Default)]
pub struct ConfigPlaces {
    /// The file's text.
    pub text: String,
}

impl ConfigPlaces {
    /// The place that a way leads to.
    pub fn of(&self, path: impl Into<KeyPath>) -> Place {
        Block::whole(FILE, &self.text).place_of(path)
    }
}
