//! An edition: one state of the site in the preview, whole.

use crate::diagnostic::Diagnostics;
use crate::site::Site;
use std::path::PathBuf;
use std::sync::Arc;

/// The site between two changes. Whoever asks for a page sees one edition and no part of another.
#[derive(Clone)]
pub struct Edition {
    /// Counted from 0 since the preview began.
    pub number: u64,
    /// The site: the last one without new errors.
    pub site: Arc<Site>,
    /// What is wrong with the files as they are now, sorted.
    pub problems: Diagnostics,
    /// The path of the page of the article that was saved, if one was.
    pub saved: Option<String>,
    /// How often pictures beside articles have changed.
    pub pictures: u64,
    /// The site's folder.
    pub root: PathBuf,
}
