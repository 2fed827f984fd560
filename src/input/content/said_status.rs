//! What the file of a translation says of how far it has come.

use super::document::{Document, DocumentKind};
use super::dossier_matter::DossierMatter;
use super::front_matter::FrontMatter;
use super::status::Status;
use crate::yaml;

/// What a translation says of how far it has come. Front matter that has gone elsewhere is read once more.
pub fn status_of(document: &Document) -> Option<Status> {
    match &document.kind {
        DocumentKind::Author(matter) => matter.translation_status,
        DocumentKind::Term(matter) => matter.translation_status,
        DocumentKind::Article(_) => yaml::parse::<FrontMatter>(document.block()).0.translation_status,
        DocumentKind::Dossier(_) => yaml::parse::<DossierMatter>(document.block()).0.translation_status,
    }
}
