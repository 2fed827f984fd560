//! Group: the documents of a site by what they are, those of articles by their stories.

use crate::input::content::{Document, DocumentKind, FrontMatter, StoryId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The documents of a site.
#[derive(Default)]
pub(super) struct Grouped {
    /// The files of each story.
    pub stories: BTreeMap<StoryId, Vec<Arc<Document>>>,
    /// Those about authors.
    pub authors: Vec<Arc<Document>>,
    /// Those of dossiers.
    pub dossiers: Vec<Arc<Document>>,
    /// Those that say what a section or a tag is called.
    pub terms: Vec<Arc<Document>>,
}

/// Groups documents; within a group they keep their order.
pub(super) fn group(documents: Vec<Arc<Document>>) -> Grouped {
    let mut grouped = Grouped::default();
    for document in documents {
        match &document.kind {
            DocumentKind::Author(_) => grouped.authors.push(document),
            DocumentKind::Dossier(_) => grouped.dossiers.push(document),
            DocumentKind::Term(_) => grouped.terms.push(document),
            DocumentKind::Article(matter) => {
                grouped.stories.entry(story_of(&document, matter)).or_default().push(document);
            }
        }
    }
    grouped
}

/// The story that an article's file belongs to.
pub(super) fn story_of(document: &Document, matter: &FrontMatter) -> StoryId {
    matter.translation.as_ref().map_or_else(|| document.name.story.clone(), |id| StoryId::read(id))
}
