//! Parse: from the files of `content/` to typed documents with their problems.

mod date;
mod document;
mod dossier_matter;
mod front_matter;
mod record;
mod rewrite;
mod source_name;

pub use date::{Moment, WrittenDate};
pub use document::{Document, DocumentKind, parse_document};
pub use dossier_matter::{DossierMatter, DossierOrder, Matching};
pub use front_matter::{AuthorMatter, Correction, FrontMatter, ImageMatter, Kind, Related, WebLink};
pub use record::{Fingerprint, Record};
pub use rewrite::rewrite;
pub use source_name::{SourceName, StoryId};
