//! What a file says of a section or a tag, in one language.

use super::image::{Image, ImageSource};
use crate::input::content::Document;
use crate::language::{LanguageId, Moment};
use std::sync::Arc;

/// A term's introduction in one language.
#[derive(Debug, Clone)]
pub struct TermText {
    /// The language.
    pub language: LanguageId,
    /// The picture.
    pub image: Option<Image>,
    /// A raster picture that only link previews show.
    pub social_image: Option<ImageSource>,
    /// When pictures of it will come down.
    pub picture_ends: Vec<Moment>,
    /// Whatever the theme wants.
    pub extra: serde_yaml::Mapping,
    /// The file; its body is the introduction.
    pub document: Arc<Document>,
}
