//! Order: articles, the newest first; and the stories that they make up.

use crate::input::content::StoryId;
use crate::site::{ArticleId, Placement, Story};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// The stories of articles that stand in order.
pub(super) struct Ordered {
    pub stories: Vec<Story>,
    /// Index of a story by its id.
    pub index: HashMap<StoryId, usize>,
    /// The story of each article.
    pub of: Vec<usize>,
}

/// The newest first; of one time by story and language, so that the order is always the same.
pub(super) fn newest_first(a: &Placement, b: &Placement) -> Ordering {
    let at = |placement: &Placement| placement.date.map(|date| date.timestamp);
    at(b).cmp(&at(a)).then_with(|| a.story.cmp(&b.story)).then(a.language.cmp(&b.language))
}

/// The stories of articles in order. `aliases` are other ids by which files name a story.
pub(super) fn order(placements: &[Arc<Placement>], aliases: Vec<(StoryId, StoryId)>, languages: usize) -> Ordered {
    let mut ordered = Ordered { stories: Vec::new(), index: HashMap::new(), of: Vec::with_capacity(placements.len()) };
    for (i, placement) in placements.iter().enumerate() {
        let story = *ordered.index.entry(placement.story.clone()).or_insert_with(|| {
            let (id, original) = (placement.story.clone(), placement.original);
            ordered.stories.push(Story { id, original, articles: vec![None; languages] });
            ordered.stories.len() - 1
        });
        ordered.stories[story].articles[placement.language.0] = Some(ArticleId(i));
        ordered.of.push(story);
    }
    for (alias, id) in aliases {
        if let Some(story) = ordered.index.get(&id).copied() {
            ordered.index.entry(alias).or_insert(story);
        }
    }
    ordered
}
