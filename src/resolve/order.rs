//! Order: articles, the newest first; and the stories that they make up.

use super::tell::ToldArticle;
use crate::input::content::StoryId;
use crate::site::{ArticleId, Placement, Story};
use jiff::Timestamp;
use rayon::prelude::*;
use std::cmp::Reverse;
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

/// Puts articles in order: the newest first, of one time by story and language, so that the order is always the same.
pub(super) fn newest_first(articles: Vec<&ToldArticle>) -> Vec<&ToldArticle> {
    let at = |placement: &Placement| placement.date.map(|date| date.timestamp);
    // The times stand beside each other: most articles need not be looked at to be sorted.
    let with_time = articles.into_iter().map(|told| (Reverse(at(&told.article.placement)), told));
    let mut sorted: Vec<(Reverse<Option<Timestamp>>, &ToldArticle)> = with_time.collect();
    sorted.par_sort_by(|(at_a, a), (at_b, b)| {
        let (a, b) = (&*a.article.placement, &*b.article.placement);
        at_a.cmp(at_b).then_with(|| a.story.cmp(&b.story)).then_with(|| a.language.cmp(&b.language))
    });
    sorted.into_iter().map(|(_, told)| told).collect()
}

/// The stories of articles in order. `aliases` are other ids by which files name a story.
pub(super) fn order(placements: &[Arc<Placement>], aliases: Vec<(StoryId, StoryId)>, languages: usize) -> Ordered {
    let mut ordered = Ordered { stories: Vec::new(), index: HashMap::new(), of: Vec::with_capacity(placements.len()) };
    for (i, placement) in placements.iter().enumerate() {
        // The texts of a story mostly stand together.
        let last = ordered.of.last().copied().filter(|last: &usize| ordered.stories[*last].id == placement.story);
        let story = last.or_else(|| ordered.index.get(&placement.story).copied()).unwrap_or_else(|| {
            let (id, original) = (placement.story.clone(), placement.original);
            ordered.index.insert(id.clone(), ordered.stories.len());
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
