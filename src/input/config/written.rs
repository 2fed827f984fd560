//! `site.yaml` as it is written, before anything is made of it.

use super::embeds;
use super::feeds::FeedSizes;
use super::language::WrittenLanguage;
use super::permalinks::WrittenPermalinks;
use super::{
    FeedsConfig, FollowLink, HostingConfig, LocalizedText, Metadata, MissingTranslations, PublisherConfig,
    RedirectForm, SecurityConfig, SlugSource,
};
use crate::diagnostic::Level;
use crate::yaml;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// All keys of the file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Written {
    /// The format of the site's files, from 1.
    pub format: Option<u64>,
    pub title: Option<LocalizedText>,
    pub short_title: Option<LocalizedText>,
    pub description: Option<LocalizedText>,
    pub base_url: Option<String>,
    pub languages: Option<Vec<WrittenLanguage>>,
    pub time_zone: Option<String>,
    pub theme: Option<String>,
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub options: serde_yaml::Mapping,
    pub permalinks: WrittenPermalinks,
    pub missing_translations: MissingTranslations,
    pub paginate: Option<usize>,
    pub related: Option<usize>,
    /// Deprecated: what `size` of `feeds` was called.
    #[schemars(skip)]
    pub feed: Option<FeedSizes>,
    pub feeds: FeedsConfig,
    /// Names of keys of front matter in the site's files, and ours; nothing for those that are passed over.
    pub keys: BTreeMap<String, Option<String>>,
    /// What becomes of warnings, by their codes.
    pub diagnostics: BTreeMap<String, Level>,
    pub sections: Vec<String>,
    pub pages: Vec<String>,
    pub follow: Vec<FollowLink>,
    pub publisher: PublisherConfig,
    pub speakable: Vec<String>,
    pub social_image: Option<String>,
    #[serde(deserialize_with = "yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub social_cards: Option<bool>,
    pub twitter: Option<String>,
    pub redirects: Option<Vec<RedirectForm>>,
    pub hosting: HostingConfig,
    pub icon: Option<String>,
    pub search: Option<LocalizedText>,
    pub ads_txt: Option<String>,
    pub security_txt: Option<SecurityConfig>,
    pub elsewhere: Vec<String>,
    pub keep: Vec<String>,
    pub gone: Vec<String>,
    /// Old addresses, and those that they lead to.
    pub moved: BTreeMap<String, String>,
    pub keep_metadata: Vec<Metadata>,
    pub embeds: embeds::Written,
    pub trust_html: bool,
    #[serde(deserialize_with = "yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub typography: Option<bool>,
    pub slugs: SlugSource,
    pub transliterate: Option<String>,
}
