//! Parse: from the files of `content/` to typed documents with their problems.

mod audio_matter;
mod cut;
mod document;
mod dossier_matter;
mod families;
mod front_matter;
mod id_list;
mod image_matter;
mod picture_words;
mod pieces;
mod record;
mod said_status;
mod source_name;
mod source_text;
mod status;
mod synonyms;
mod term_matter;
mod unfinished;
mod unread;
mod withheld;

pub use audio_matter::{AudioMatter, EpisodeType, Seconds};
pub use cut::cut_texts;
pub use document::{Document, DocumentKind, parse_document};
pub use dossier_matter::{DossierMatter, DossierOrder, Matching};
pub use front_matter::{AuthorMatter, Correction, FrontMatter, Kind, Related, WebLink};
pub use id_list::{as_list, words_of_list};
pub use image_matter::ImageMatter;
pub use pieces::{Piece, author_pieces, pieces, pieces_of, record, recorded, words};
pub use record::{Fingerprint, Record};
pub use said_status::status_of;
pub use source_name::{SourceName, StoryId, below_content, is_text};
pub use status::Status;
pub use term_matter::{TERM_FOLDERS, TermMatter};
pub use unread::unread;
pub use withheld::may_mean;
