//! Documents: the texts that a site is resolved from, all of them, or what has become of some since the last time.

use super::group::{self, Grouped};
use super::order::InOrder;
use super::revise::Revision;
use super::{Resolved, doubles};
use crate::diagnostic::Diagnostics;
use crate::input::content::{Document, DocumentKind, StoryId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// The files of a story, in the order of their paths.
pub(super) type OfStory = (StoryId, Vec<Arc<Document>>);

/// The texts of a site.
pub struct Documents {
    pub(super) stories: Stories,
    pub(super) others: Rc<Others>,
}

/// The files of stories, in the order of their ids.
pub(super) enum Stories {
    All(Vec<OfStory>),
    /// Those of some; all others are as they were told. A story without files is gone.
    Changed {
        told: InOrder,
        changed: BTreeMap<StoryId, Vec<Arc<Document>>>,
    },
}

/// The texts that are no articles, and what the names of all files come to.
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
    have_capitals: bool,
}

impl Documents {
    /// All texts of a site, in the order of their paths.
    pub fn all(documents: Vec<Arc<Document>>) -> Documents {
        let (doubles, have_capitals) = doubles::by_case(&documents);
        let Grouped { stories, authors, dossiers, terms } = group::group(documents);
        let others = Others { authors, dossiers, terms, doubles, have_capitals };
        Documents { stories: Stories::All(stories), others: Rc::new(others) }
    }

    /// The texts of a site after some have changed, come or gone; they take the stories that `last` has told along. None where
    /// more is to be done than to tell the stories of these again.
    pub fn after(last: &mut Resolved, revisions: &[Revision]) -> Option<Documents> {
        let documents = || revisions.iter().flat_map(Revision::documents);
        if !documents().all(|document| matches!(document.kind, DocumentKind::Article(_))) {
            return None;
        }
        let is_another_name = |revision: &Revision| revision.before.is_none() || revision.now.is_none();
        let may_be_doubles = last.others.have_capitals || documents().any(|document| doubles::has_capitals(document));
        if may_be_doubles && revisions.iter().any(is_another_name) {
            return None;
        }
        let is_before = |document: &Arc<Document>| {
            revisions.iter().filter_map(|r| r.before.as_ref()).any(|before| Arc::ptr_eq(before, document))
        };
        let touched: BTreeSet<StoryId> = documents().filter_map(|document| group::story_of(document)).collect();
        let mut changed = BTreeMap::new();
        let mut known = 0;
        for id in touched {
            let told = last.told.find(&id);
            let files = told.map_or(&[][..], |told| &told.files);
            known += files.iter().filter(|document| is_before(document)).count();
            let now = revisions.iter().filter_map(|revision| revision.now.as_ref());
            let now = now.filter(|document| group::story_of(document).as_ref() == Some(&id));
            let rest = files.iter().filter(|document| !is_before(document));
            let mut files: Vec<Arc<Document>> = rest.chain(now).cloned().collect();
            files.sort_by(|a, b| a.path.cmp(&b.path));
            changed.insert(id, files);
        }
        // What was told without its files would be lost.
        let is_known = known == revisions.iter().filter(|revision| revision.before.is_some()).count();
        is_known.then(|| {
            let told = Rc::unwrap_or_clone(std::mem::take(&mut last.told));
            Documents { stories: Stories::Changed { told, changed }, others: Rc::clone(&last.others) }
        })
    }
}

impl Stories {
    /// The sections that have stories. `last` are those of the stories as they were told.
    pub fn sections<'a>(&'a self, last: Option<&'a HashMap<String, Vec<String>>>) -> BTreeSet<&'a str> {
        match (self, last) {
            (Stories::All(stories), _) => stories.iter().filter_map(|(id, _)| id.section()).collect(),
            (Stories::Changed { told, changed }, Some(last)) if are_known(told, changed) => {
                last.keys().map(String::as_str).collect()
            }
            (Stories::Changed { told, changed }, _) => {
                let same = told.stories.iter().map(|told| &told.story).filter(|id| !changed.contains_key(id));
                let others = changed.iter().filter(|(_, files)| !files.is_empty()).map(|(id, _)| id);
                same.chain(others).filter_map(StoryId::section).collect()
            }
        }
    }

    /// The files of all stories.
    pub fn all(self) -> Vec<OfStory> {
        match self {
            Stories::All(stories) => stories,
            Stories::Changed { told, changed } => {
                let same = told.stories.iter().filter(|told| !changed.contains_key(&told.story));
                let mut all: Vec<OfStory> = same.map(|told| (told.story.clone(), told.files.clone())).collect();
                all.extend(changed.into_iter().filter(|(_, files)| !files.is_empty()));
                all.sort_by(|(a, _), (b, _)| a.cmp(b));
                all
            }
        }
    }
}

/// Whether there are the same stories as before.
fn are_known(told: &InOrder, changed: &BTreeMap<StoryId, Vec<Arc<Document>>>) -> bool {
    changed.iter().all(|(id, files)| !files.is_empty() && told.find(id).is_some())
}
