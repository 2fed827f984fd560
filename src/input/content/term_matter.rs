//! The front matter of a term file, `content/tags/<id>.<lang>.md` or `content/sections/<id>.<lang>.md`, typed.

use super::image_matter::ImageMatter;
use super::status::Status;
use schemars::JsonSchema;
use serde::Deserialize;

/// The folders below `content/` that hold term files, and so no articles.
pub const TERM_FOLDERS: [&str; 2] = ["sections", "tags"];

/// What a term file says in its front matter; its body is the introduction.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TermMatter {
    /// What the term is called in this language.
    pub name: Option<String>,
    /// The last part of the address in this language.
    pub slug: Option<String>,
    /// A sentence about it.
    pub summary: Option<String>,
    /// The picture of its page.
    pub image: Option<ImageMatter>,
    /// Not yet public.
    pub draft: bool,
    /// The language tag, where the file name does not say it.
    pub language: Option<String>,
    /// How far the translation has come: whether a machine made it, and whether somebody has read it.
    pub translation_status: Option<Status>,
    /// Anything that a theme wants.
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    pub extra: serde_yaml::Mapping,
}
