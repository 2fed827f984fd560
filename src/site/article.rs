//! An article: one text in one language.

use super::audio::Audio;
use super::image::Image;
use super::outdated::Outdated;
use super::placement::Placement;
use super::slug_origin::SlugOrigin;
use crate::input::content::{Document, Kind, Status, WebLink};
use crate::language::Moment;
use std::ops::Deref;
use std::sync::Arc;

/// Index of an article in [`Site::articles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub usize);

/// One text in one language, and where it stands among the others. What it says itself is read off it, too.
#[derive(Debug)]
pub struct Article {
    /// Its own index.
    pub id: ArticleId,
    /// Index of its story.
    pub story: usize,
    /// Index of the section; none for a plain page.
    pub section: Option<usize>,
    /// Indices of the authors, in the order of the byline.
    pub authors: Arc<[usize]>,
    /// Indices of the tags, in ascending order.
    pub tags: Arc<[usize]>,
    /// Indices of the dossiers that it is in, in ascending order.
    pub dossiers: Vec<usize>,
    /// Entries at the top of "More on this topic".
    pub pinned: Vec<Pinned>,
    /// What it says itself.
    pub telling: Arc<Telling>,
}

/// What an article says by the files of its story. It knows no other by an index: sites in which it stands in another place
/// share it.
#[derive(Debug)]
pub struct Telling {
    /// All that others may know of it.
    pub placement: Arc<Placement>,
    /// The file.
    pub document: Arc<Document>,
    /// The headline.
    pub title: String,
    /// The standfirst.
    pub summary: Option<String>,
    /// Last change in substance.
    pub updated: Option<Moment>,
    /// The lead picture.
    pub image: Option<Image>,
    /// A talk, or the text read aloud.
    pub audio: Option<Audio>,
    /// When pictures of it will come down.
    pub picture_ends: Vec<Moment>,
    /// A sentence lifted out of the text.
    pub pullquote: Option<String>,
    /// The genre.
    pub kind: Option<Kind>,
    /// The place that it is written from.
    pub dateline: Option<String>,
    /// Corrections, in the order of the front matter.
    pub corrections: Vec<(Moment, String)>,
    /// Whether it is a candidate for the top of the home page.
    pub featured: bool,
    /// Whether it is a translation that says what it was translated from.
    pub recorded: bool,
    /// How far it has come, if it is a translation that says so.
    pub translation_status: Option<Status>,
    /// What it lacks, if it is a translation that is out of date.
    pub outdated: Option<Outdated>,
    /// How many pictures its text says there are in it, and bytes of the whole file.
    pub pictures_in_text: (usize, usize),
    /// Whatever the theme wants.
    pub extra: serde_yaml::Mapping,
    /// Whether it is set by the rules of its language, where it says so itself.
    pub typography: Option<bool>,
    /// What the last part of its address was made of.
    pub slug_origin: SlugOrigin,
}

impl Deref for Article {
    type Target = Telling;

    fn deref(&self) -> &Telling {
        &self.telling
    }
}

impl Telling {
    /// The last change that a reader should know of: an update or a correction, else the publication itself.
    pub fn changed(&self) -> Option<Moment> {
        let corrected = self.corrections.iter().map(|(at, _)| *at).max();
        self.updated.max(corrected).max(self.placement.date)
    }
}

/// A pinned entry.
#[derive(Debug, Clone)]
pub enum Pinned {
    /// A story, by its index.
    Story(usize),
    /// A page elsewhere.
    External(WebLink),
}

/// A correction: the article, and which of its corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectionId {
    /// The article.
    pub article: ArticleId,
    /// Index in [`Telling::corrections`].
    pub index: usize,
}
