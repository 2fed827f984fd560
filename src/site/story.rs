//! A story: an article and its translations.

use super::article::ArticleId;
use crate::input::content::StoryId;
use crate::language::LanguageId;

/// An article and its translations.
#[derive(Debug)]
pub struct Story {
    /// The id.
    pub id: StoryId,
    /// The language that it was first written in.
    pub original: LanguageId,
    /// The public article in each language.
    pub articles: Vec<Option<ArticleId>>,
}
