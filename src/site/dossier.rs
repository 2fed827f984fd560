//! Dossiers: introductions to articles that belong together.

use super::image::{Image, ImageSource};
use crate::input::content::Document;
use crate::language::{LanguageId, Moment};
use std::sync::Arc;

/// A dossier in one language.
#[derive(Debug, Clone)]
pub struct DossierText {
    /// The language that it is written in.
    pub language: LanguageId,
    /// What it is about.
    pub summary: Option<String>,
    /// The picture.
    pub image: Option<Image>,
    /// A raster picture that only link previews show.
    pub social_image: Option<ImageSource>,
    /// When pictures of it will come down.
    pub picture_ends: Vec<Moment>,
    /// Indices of its tags.
    pub tags: Vec<usize>,
    /// Whether it is a draft (shown only where drafts are asked for).
    pub draft: bool,
    /// Whether it is set by the rules of its language, where it says so itself.
    pub typography: Option<bool>,
    /// Whatever the theme wants.
    pub extra: serde_yaml::Mapping,
    /// The file; its body is the introduction.
    pub document: Arc<Document>,
}

/// A dossier in a language that has no article for it.
#[derive(Debug)]
pub struct WaitingText {
    /// Index of the dossier.
    pub dossier: usize,
    /// Its language.
    pub language: LanguageId,
    /// The file.
    pub document: Arc<Document>,
}
