//! An edition: one state of the site in the preview, whole.

use crate::diagnostic::Diagnostics;
use crate::render::Press;
use std::path::PathBuf;
use std::sync::Arc;

/// The site between two changes. Whoever asks for a page sees one edition and no part of another.
#[derive(Clone)]
pub struct Edition {
    /// Counted from 0 since the preview began.
    pub number: u64,
    /// The press of the site that is shown.
    pub press: Arc<Press>,
    /// What is wrong with the files as they are now, sorted.
    pub problems: Diagnostics,
    /// Whether the site, or a text of it, is as it was before the last changes, for what is wrong with them.
    pub is_behind: bool,
    /// Whether changes of the files are not seen, though somebody wants that.
    pub is_unwatched: bool,
    /// The path of the page of the article that was saved, if one was.
    pub saved: Option<String>,
    /// A fingerprint of the files beside the texts.
    pub pictures: String,
    /// The site's folder.
    pub root: PathBuf,
}
