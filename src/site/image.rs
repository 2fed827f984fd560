//! Pictures of front matter: where they are, what is said of them, how they may be cut.

use crate::input::framing::{Crop, Focus};
use crate::input::media::{MediaId, MediaLibrary};
use crate::language::{LanguageId, Moment};

/// The lead picture of an article, a dossier or a term, or the photograph of an author.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Where it is.
    pub source: ImageSource,
    /// What it shows.
    pub alt: Option<String>,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The point that stays in sight where it is cut.
    pub focus: Option<Focus>,
    /// Whether it may be cut.
    pub crop: Crop,
    /// From when on no page shows it.
    pub until: Option<Moment>,
}

/// Where a picture is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImageSource {
    /// A file of the site: beside the texts, or of the site's own `static/`.
    File(MediaId),
    /// A picture elsewhere.
    Remote(RemoteImage),
}

/// A picture that is on another host.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RemoteImage {
    /// Its full address.
    pub url: String,
    /// Width and height in pixels, where front matter says both.
    pub size: Option<(u32, u32)>,
}

impl ImageSource {
    /// The picture that readers of a language see.
    pub fn in_language(self, media: &MediaLibrary, language: LanguageId) -> ImageSource {
        match self {
            ImageSource::File(file) => ImageSource::File(media.in_language(file, language)),
            remote => remote,
        }
    }

    /// The file, where the picture is one of the site's own.
    pub fn file(&self) -> Option<MediaId> {
        match self {
            ImageSource::File(file) => Some(*file),
            ImageSource::Remote(_) => None,
        }
    }

    /// The picture elsewhere, where it is one.
    pub fn remote(&self) -> Option<&RemoteImage> {
        match self {
            ImageSource::File(_) => None,
            ImageSource::Remote(remote) => Some(remote),
        }
    }
}
