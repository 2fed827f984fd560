//! Parse: from the files of `content/` to typed documents with their problems.

mod document;
mod dossier_matter;
mod front_matter;
mod id_list;
mod list_place;
mod pieces;
mod record;
mod source_name;
mod term_matter;

pub use document::{Document, DocumentKind, parse_document};
pub use dossier_matter::{DossierMatter, DossierOrder, Matching};
pub use front_matter::{AuthorMatter, Correction, FrontMatter, ImageMatter, Kind, Related, WebLink};
pub use id_list::{as_list, words_of_list};
pub use list_place::place_of_value;
pub use pieces::{Piece, author_pieces, pieces, pieces_of, record, words};
pub use record::{Fingerprint, Record};
pub use source_name::{SourceName, StoryId};
pub use term_matter::{TERM_FOLDERS, TermMatter};
