//! What `site.yaml` says of pictures.

use schemars::JsonSchema;
use serde::Deserialize;

/// What an editor wants derivatives to say of their picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Metadata {
    /// Who holds the rights.
    Copyright,
    /// Who took it.
    Creator,
}
