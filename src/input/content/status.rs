//! The front-matter key `translation_status`: who has had a translation in hand.

use super::document::{Document, DocumentKind};
use super::dossier_matter::DossierMatter;
use super::front_matter::FrontMatter;
use crate::yaml;
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

/// What a translation says of how far it has come. Front matter that has gone elsewhere is read once more.
pub fn status_of(document: &Document) -> Option<Status> {
    match &document.kind {
        DocumentKind::Author(matter) => matter.translation_status,
        DocumentKind::Term(matter) => matter.translation_status,
        DocumentKind::Article(_) => yaml::parse::<FrontMatter>(document.block()).0.translation_status,
        DocumentKind::Dossier(_) => yaml::parse::<DossierMatter>(document.block()).0.translation_status,
    }
}
