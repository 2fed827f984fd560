//! Kinds of texts, and where they lie.

/// The folder of authors below `content/`.
pub(super) const AUTHORS: &str = "authors";
/// The folder of dossiers.
pub(super) const DOSSIERS: &str = "dossiers";
/// What stands before the name of a plain page, which has no folder.
pub(super) const PAGES: &str = "pages";

/// Kinds of texts, with the names of their archetypes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Page,
    Author,
    Dossier,
    Term,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::Page => "page",
            Kind::Author => "author",
            Kind::Dossier => "dossier",
            Kind::Term => "term",
        }
    }
}
