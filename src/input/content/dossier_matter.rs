//! The front matter of a dossier, `content/dossiers/<id>.<lang>.md`, typed.

use super::id_list;
use super::image_matter::ImageMatter;
use super::status::Status;
use schemars::JsonSchema;
use serde::Deserialize;

/// A dossier's front matter as written: what a translation leaves out it inherits from the original.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DossierMatter {
    /// The title.
    #[serde(deserialize_with = "crate::yaml::line")]
    pub title: Option<String>,
    /// What the dossier is about, in a sentence or two.
    #[serde(deserialize_with = "crate::yaml::text")]
    pub summary: Option<String>,
    /// The language tag, where the file name does not say it.
    pub language: Option<String>,
    /// The language that the dossier was first written in.
    pub original: Option<String>,
    /// The tags of the articles that belong to it, as they are written.
    #[serde(deserialize_with = "id_list::tags")]
    #[schemars(with = "crate::yaml::shape::Words")]
    pub tags: Option<Vec<String>>,
    /// Whether an article needs one of the tags, or all of them.
    #[serde(rename = "match")]
    pub matching: Option<Matching>,
    /// Story ids that come first, in this order.
    #[serde(deserialize_with = "id_list::articles")]
    #[schemars(with = "crate::yaml::shape::Words")]
    pub articles: Option<Vec<String>>,
    /// The order of the articles that the tags find.
    pub order: Option<DossierOrder>,
    /// The picture.
    pub image: Option<ImageMatter>,
    /// The last part of the address.
    pub slug: Option<String>,
    /// Whether it is not yet public.
    #[serde(deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub draft: Option<bool>,
    /// Whether the text is set by the rules of its language's typography.
    #[serde(deserialize_with = "crate::yaml::switch")]
    #[schemars(with = "crate::yaml::shape::Switch")]
    pub typography: Option<bool>,
    /// How far the translation has come: whether a machine made it, and whether somebody has read it.
    pub translation_status: Option<Status>,
    /// Anything that a theme wants.
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub extra: serde_yaml::Mapping,
}

/// How many of a dossier's tags an article needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Matching {
    /// One of them.
    #[default]
    Any,
    /// All of them.
    All,
}

/// The order of a dossier's articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DossierOrder {
    /// The latest first, as in all lists.
    #[default]
    Newest,
    /// As the events came.
    Oldest,
}
