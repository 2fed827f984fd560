//! What is not public: why, and what would betray it.

use crate::diagnostic::Place;
use crate::input::content::{Document, StoryId};
use crate::input::media::MediaId;
use crate::language::{LanguageId, Moment};
use std::sync::Arc;

/// Why an article is not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// It is marked as a draft.
    Draft,
    /// Its date is in the future.
    Embargo,
    /// Its time is over.
    Expired,
    /// Only those find it who have its address.
    Unlisted,
    /// Somebody publishes without it this time; its file is not read.
    LeftOut,
}

impl Hidden {
    /// The key of the front matter that makes it so; where none does, one that stands there in any case.
    pub fn key(self) -> &'static str {
        match self {
            Hidden::Draft => "draft",
            Hidden::Embargo => "date",
            Hidden::Expired => "expires",
            Hidden::Unlisted => "unlisted",
            Hidden::LeftOut => "title",
        }
    }

    /// The name in reports for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Hidden::Draft => "draft",
            Hidden::Embargo => "embargo",
            Hidden::Expired => "expired",
            Hidden::Unlisted => "unlisted",
            Hidden::LeftOut => "left out",
        }
    }

    /// The state in a sentence: "is a draft".
    pub fn in_words(self) -> &'static str {
        match self {
            Hidden::Draft => "is a draft",
            Hidden::Embargo => "is under embargo",
            Hidden::Expired => "has expired",
            Hidden::Unlisted => "is unlisted",
            Hidden::LeftOut => "is left out of this build",
        }
    }
}

/// A text that is not public: what would betray it.
#[derive(Debug)]
pub struct Concealed {
    /// Its title in its file.
    pub place: Place,
    /// The place of its summary.
    pub summary_place: Place,
    /// Its language.
    pub language: LanguageId,
    /// Ids of its tags.
    pub tags: Vec<String>,
    /// Ids of its authors.
    pub authors: Vec<String>,
    /// Addresses that the pages of its tags and authors would have, where no public article has them.
    pub terms: Vec<String>,
    /// Why it is not public.
    pub why: Hidden,
    /// The file that says so, which is the original's where a translation inherits it.
    pub said_in: Option<Arc<Document>>,
    /// The moment at which it appears, or has expired.
    pub moment: Option<Moment>,
    /// Whether no list would name it if it were public.
    pub is_unlisted: bool,
    /// The id of its file.
    pub story: StoryId,
    /// The id of its story, which `translation` can give to a file with another name; other texts of it may be public.
    pub group: StoryId,
    /// The headline, as written and as set.
    pub title: Vec<String>,
    /// The standfirst, as written and as set.
    pub summary: Vec<String>,
    /// The addresses that it would have, the old ones among them, below the site's root.
    pub addresses: Vec<String>,
    /// Files that its text mentions, and that the front matter of no public text shows.
    pub pictures: Vec<MediaId>,
}

impl Concealed {
    /// The line that withholds it.
    pub fn cause(&self) -> Place {
        self.said_in.as_ref().map_or_else(|| self.place.clone(), |file| file.block().place_of(self.why.key()))
    }
}
