//! A placement: where an article stands among the others.

use super::image::ImageSource;
use crate::diagnostic::Place;
use crate::input::content::StoryId;
use crate::input::media::MediaId;
use crate::language::{LanguageId, Moment};
use crate::path::OutputPath;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All that others may know of an article when a site is resolved. Whatever makes lists, terms, dossiers or the related
/// index of articles takes placements and sees no more of them: two articles with equal placements can take each other's
/// place, and nothing else of the site is another.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Placement {
    /// Its story.
    pub story: StoryId,
    /// Whether it is a plain page: of no section.
    pub is_page: bool,
    /// Its language.
    pub language: LanguageId,
    /// The language that the story was first written in.
    pub original: LanguageId,
    /// Ids of its authors, in the order of the byline. Translations share the list of their original.
    pub authors: Arc<[String]>,
    /// Ids of its tags, shared in the same way.
    pub tags: Arc<[String]>,
    /// Whether its own file writes them; else they are inherited.
    pub writes_tags: bool,
    /// How its own file writes them, where it writes one in another way than as its id.
    pub spellings: Box<[Spelling]>,
    /// Publication; none only for a plain page.
    pub date: Option<Moment>,
    /// End of publication.
    pub expires: Option<Moment>,
    /// Whether it is a draft (shown only where drafts are asked for).
    pub draft: bool,
    /// Whether only those find it who have its address: it is in no list, and no page but its translations that are
    /// unlisted, too, says by itself that it exists.
    pub unlisted: bool,
    /// First publication elsewhere.
    pub canonical: Option<String>,
    /// The last part of its address.
    pub slug: String,
    /// Where it is written.
    pub path: OutputPath,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// The lead picture.
    pub image: Option<ImageSource>,
    /// A raster picture that only link previews show.
    pub social_image: Option<ImageSource>,
    /// Whether it has sound in its own language: then it is an episode of the podcast, if the site has one.
    pub is_episode: bool,
    /// The files that its front matter shows; those of its text are known when that has been rendered.
    pub shown: BTreeSet<MediaId>,
    /// The times of its corrections, in the order of the front matter.
    pub corrections: Vec<Moment>,
    /// What it is called, where others sort by it or look for it: of few.
    pub words: Option<Box<Words>>,
}

/// A tag as a file writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spelling {
    /// Index of the tag in [`Placement::tags`].
    pub tag: usize,
    /// Index in the list of the file.
    pub index: usize,
    /// The text.
    pub text: String,
}

/// The words of a plain page, by which the footer sorts, and of an unlisted text, which the audit looks for on the pages of
/// others.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Words {
    /// The headline.
    pub title: String,
    /// The standfirst.
    pub summary: Option<String>,
    /// Where the headline stands in its file.
    pub place: Place,
    /// Where the standfirst does.
    pub summary_place: Place,
}

impl Placement {
    /// The id of its section; none for a plain page.
    pub fn section(&self) -> Option<&str> {
        self.story.section()
    }

    /// Whether it is in the lists of its language: no plain page, and not unlisted.
    pub fn is_listed(&self) -> bool {
        !self.is_page && !self.unlisted
    }
}
