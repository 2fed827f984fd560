//! Documents: the texts that a site is resolved from, all of them, or what has become of some since the last time.

use super::group::{self, OfStory, Others};
use super::order::InOrder;
use super::revise::Revision;
use super::{Resolved, doubles};
use crate::input::content::{Document, StoryId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

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

impl Documents {
    /// All texts of a site, in the order of their paths.
    pub fn all(documents: Vec<Arc<Document>>) -> Documents {
        let (doubles, have_capitals) = doubles::by_case(&documents);
        let (stories, others) = group::group(documents);
        let others = Others { doubles, have_capitals, ..others };
        Documents { stories: Stories::All(stories), others: Rc::new(others) }
    }

    /// The texts of a site after some have changed, come or gone; they take the stories that `last` has told along. None where
    /// more is to be done than to tell the stories of these again.
    pub fn after(last: &mut Resolved, revisions: &[Revision]) -> Option<Documents> {
        let documents = || revisions.iter().flat_map(Revision::documents);
        let mut changed: BTreeMap<StoryId, Vec<Arc<Document>>> = BTreeMap::new();
        for document in documents() {
            changed.entry(group::story_of(document)?).or_default();
        }
        let may_be_doubles = last.others.have_capitals || documents().any(|document| doubles::has_capitals(document));
        if may_be_doubles && revisions.iter().any(Revision::comes_or_goes) {
            return None;
        }
        for now in revisions.iter().filter_map(|revision| revision.now.as_ref()) {
            changed.entry(group::story_of(now)?).or_default().push(Arc::clone(now));
        }
        let before: HashSet<*const Document> =
            revisions.iter().filter_map(|revision| revision.before.as_ref()).map(Arc::as_ptr).collect();
        let mut known = 0;
        for (id, files) in &mut changed {
            let told = last.told.find(id).map_or(&[][..], |told| &told.files);
            let (gone, rest): (Vec<_>, Vec<_>) = told.iter().partition(|file| before.contains(&Arc::as_ptr(file)));
            known += gone.len();
            files.extend(rest.into_iter().cloned());
            files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        // What was told without its files would be lost.
        let is_known = known == before.len();
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
