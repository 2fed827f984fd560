//! What a file says of a section or a tag, in one language.

use super::article::Image;
use crate::input::content::Document;
use crate::input::media::MediaId;
use crate::language::LanguageId;
use std::sync::Arc;

/// A term's introduction in one language.
#[derive(Debug, Clone)]
pub struct TermText {
    /// The language.
    pub language: LanguageId,
    /// The picture.
    pub image: Option<Image>,
    /// A raster picture that only link previews show.
    pub social_image: Option<MediaId>,
    /// Whatever the theme wants.
    pub extra: serde_yaml::Mapping,
    /// The file; its body is the introduction.
    pub document: Arc<Document>,
}
