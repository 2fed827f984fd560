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
    let mut entries = vec![Vec::new(); languages];
    for (i, placement) in placements.iter().enumerate() {
        let Some(date) = placement.date.filter(|_| placement.is_listed()) else { continue };
        let day = date.timestamp.as_second() as f64 / SECONDS_OF_A_DAY;
        let own = filed[i].tags.iter().map(|tag| *tag as u32).collect();
        entries[placement.language.0].push((Entry { article: ArticleId(i), story: stories[i], day }, own));
    }
    Index::new(entries, tags)
}
