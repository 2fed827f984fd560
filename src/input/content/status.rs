//! The front-matter key `translation_status`: who has had a translation in hand.

use schemars::JsonSchema;
use serde::Deserialize;

/// How far a translation has come. It says nothing of whether readers see it: `draft: true` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// A machine has made it, and nobody has read it.
    Machine,
    /// A person has translated it; nobody else has read it.
    Draft,
    /// Somebody has read it beside the original.
    Reviewed,
}

impl Status {
    /// The word in front matter, in lists and in names of messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Machine => "machine",
            Status::Draft => "draft",
            Status::Reviewed => "reviewed",
        }
    }
}
