//! Group: the documents of a site by what they are, those of articles by their stories.

use crate::input::content::{Document, DocumentKind, FrontMatter, StoryId};
use std::sync::Arc;

/// The documents of a site.
#[derive(Default)]
pub(super) struct Grouped {
    /// The files of each story, in the order of their ids.
    pub stories: Vec<(StoryId, Vec<Arc<Document>>)>,
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
                let story = named_by(matter);
                let story = story.as_ref().unwrap_or(&document.name.story);
                match grouped.stories.last_mut().filter(|(last, _)| last == story) {
                    Some((_, files)) => files.push(document),
                    None => grouped.stories.push((story.clone(), vec![document])),
                }
            }
        }
    }
    // Files in the order of their paths are almost in that of their stories.
    grouped.stories.sort_by(|(a, _), (b, _)| a.cmp(b));
    grouped.stories.dedup_by(|(story, files), (last, of_last)| {
        let is_same = story == last;
        if is_same {
            of_last.append(files);
        }
        is_same
    });
    grouped
}

/// The story that an article's file belongs to; none of what is no article.
pub(super) fn story_of(document: &Document) -> Option<StoryId> {
    match &document.kind {
        DocumentKind::Article(matter) => Some(named_by(matter).unwrap_or_else(|| document.name.story.clone())),
        _ => None,
    }
}

/// The story that a file says it belongs to.
fn named_by(matter: &FrontMatter) -> Option<StoryId> {
    matter.translation.as_ref().map(|id| StoryId::read(id))
}
