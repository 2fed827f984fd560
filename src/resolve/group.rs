//! Group: the documents of a site by what they are, those of articles by their stories.

use crate::diagnostic::Diagnostics;
use crate::input::content::{Document, DocumentKind, FrontMatter, StoryId};
use std::sync::Arc;

/// The files of a story, in the order of their paths.
pub(super) type OfStory = (StoryId, Vec<Arc<Document>>);

/// The texts that are no articles, and what the names of all files come to.
#[derive(Default)]
pub(super) struct Others {
    /// Those about authors.
    pub authors: Vec<Arc<Document>>,
    /// Those of dossiers.
    pub dossiers: Vec<Arc<Document>>,
    /// Those that say what a section or a tag is called.
    pub terms: Vec<Arc<Document>>,
    /// Files that differ by the case of letters alone.
    pub doubles: Diagnostics,
    /// Whether a name has a capital letter: else no two can differ so.
    pub have_capitals: bool,
}

/// Groups documents: the files of each story, in the order of their ids, and the others. Within a group they keep their order.
pub(super) fn group(documents: Vec<Arc<Document>>) -> (Vec<OfStory>, Others) {
    let (mut stories, mut others): (Vec<OfStory>, Others) = Default::default();
    for document in documents {
        match &document.kind {
            DocumentKind::Author(_) => others.authors.push(document),
            DocumentKind::Dossier(_) => others.dossiers.push(document),
            DocumentKind::Term(_) => others.terms.push(document),
            DocumentKind::Article(matter) => {
                let story = named_by(matter);
                let story = story.as_ref().unwrap_or(&document.name.story);
                match stories.last_mut().filter(|(last, _)| last == story) {
                    Some((_, files)) => files.push(document),
                    None => stories.push((story.clone(), vec![document])),
                }
            }
        }
    }
    // Files in the order of their paths are almost in that of their stories.
    stories.sort_by(|(a, _), (b, _)| a.cmp(b));
    stories.dedup_by(|(story, files), (last, of_last)| {
        let is_same = story == last;
        if is_same {
            of_last.append(files);
        }
        is_same
    });
    (stories, others)
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
