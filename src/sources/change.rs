//! Changes: which files may be others, and what that means for the site.

use crate::resolve::Revision;
use std::collections::BTreeSet;

/// Files that may have changed, by their paths below the site's root.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Files, or folders that have come, gone or moved.
    pub paths: BTreeSet<String>,
    /// Whether more has changed than is known: everything is compared.
    pub everything: bool,
}

impl Touched {
    /// The first of the files, and the number of the others; none where all are read again.
    pub fn first(&self) -> Option<(String, usize)> {
        let first = self.paths.first().filter(|_| !self.everything)?;
        Some((first.clone(), self.paths.len() - 1))
    }
}

/// What it means for the site that files have changed.
pub enum Effect {
    /// Nothing is another than before.
    Nothing,
    /// Only what is wrong with texts is: those that cannot be understood count as they were before.
    Problems,
    /// These texts are, or have come or gone.
    Texts(Vec<Revision>),
    /// The templates are.
    Templates,
    /// The Fluent messages are.
    Messages,
    /// The files in `static/` or the themes' own are.
    Statics,
    /// So much is that everything has to be resolved again.
    Everything,
}
