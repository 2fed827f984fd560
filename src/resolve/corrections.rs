//! Corrections: those of all articles of a language in one list.

use crate::site::{ArticleId, CorrectionId, Placement};
use std::cmp::Reverse;
use std::sync::Arc;

/// The corrections of listed articles by language, the newest first.
pub(super) fn corrections(placements: &[Arc<Placement>], languages: usize) -> Vec<Vec<CorrectionId>> {
    let mut by_language = vec![Vec::new(); languages];
    for (i, placement) in placements.iter().enumerate().filter(|(_, placement)| placement.is_listed()) {
        let of_article = (0..placement.corrections.len()).map(|index| CorrectionId { article: ArticleId(i), index });
        by_language[placement.language.0].extend(of_article);
    }
    let at = |c: &CorrectionId| placements[c.article.0].corrections[c.index].timestamp;
    by_language.iter_mut().for_each(|list| list.sort_by_key(|c| (Reverse(at(c)), c.article, c.index)));
    by_language
}
