//! What is needed to find related articles.

use super::taxonomies::Filed;
use crate::site::related::{Entry, Index};
use crate::site::{ArticleId, Placement};
use std::sync::Arc;

const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// The index of listed articles. `stories` and `filed` say of each article which story it belongs to, and its terms.
pub(super) fn related(
    placements: &[Arc<Placement>],
    stories: &[usize],
    filed: &[Filed],
    languages: usize,
    tags: usize,
) -> Index {
    let entry = |(i, placement): (usize, &Arc<Placement>)| {
        let date = placement.date.filter(|_| placement.is_listed())?;
        Some(Entry {
            article: ArticleId(i),
            language: placement.language,
            story: stories[i],
            tags: filed[i].tags.clone(),
            day: date.timestamp.as_second() as f64 / SECONDS_OF_A_DAY,
        })
    };
    Index::new(languages, tags, placements.iter().enumerate().filter_map(entry).collect())
}
