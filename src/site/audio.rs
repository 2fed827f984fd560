//! The sound of an article: where it is, and what is said of it.

use super::image::ImageSource;
use crate::input::content::EpisodeType;
use crate::language::LanguageId;

/// A talk, or the text read aloud.
#[derive(Debug, Clone, PartialEq)]
pub struct Audio {
    /// Where it is.
    pub source: ImageSource,
    /// The language that is heard: the article's own, or that of the original where the translation has none of its own.
    pub language: LanguageId,
    /// What it is called, where that is not the headline.
    pub title: Option<String>,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// How long it lasts, in seconds, where front matter says it.
    pub duration: Option<u64>,
    /// Its bytes, where its file is elsewhere and front matter says it.
    pub length: Option<u64>,
    /// Its media type, where its file is elsewhere and front matter says it.
    pub media_type: Option<String>,
    /// Its number in the podcast.
    pub episode: Option<u32>,
    /// The season that it belongs to.
    pub season: Option<u32>,
    /// What kind of episode it is.
    pub episode_type: Option<EpisodeType>,
    /// Whether it is not for children, where that is said.
    pub explicit: Option<bool>,
}
