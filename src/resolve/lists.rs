//! Lists: the articles of each language, and its plain pages.

use crate::input::config::Config;
use crate::language::locale::Locales;
use crate::site::{ArticleId, Months, Placement};
use std::sync::Arc;

/// Listed articles of each language, the newest first.
pub(super) fn latest(placements: &[Arc<Placement>], languages: usize) -> Vec<Vec<ArticleId>> {
    by_language(placements, languages, Placement::is_listed)
}

/// The same by year and month.
pub(super) fn months(placements: &[Arc<Placement>], latest: &[Vec<ArticleId>]) -> Vec<Months> {
    let of_language = |latest: &Vec<ArticleId>| {
        let mut months = Months::new();
        for id in latest {
            if let Some(date) = placements[id.0].date {
                months.entry((date.local.year(), date.local.month())).or_default().push(*id);
            }
        }
        months
    };
    latest.iter().map(of_language).collect()
}

/// Plain pages of each language: those that `site.yaml` names in its order, then the others by title.
pub(super) fn pages(placements: &[Arc<Placement>], config: &Config, locales: &Locales) -> Vec<Vec<ArticleId>> {
    let is_page = |placement: &Placement| placement.is_page && !placement.unlisted;
    let mut pages = by_language(placements, locales.ids().count(), is_page);
    let title = |id: &ArticleId| placements[id.0].words.as_ref().map_or("", |words| words.title.as_str());
    let position = |id: &ArticleId| config.pages.iter().position(|page| **page == *placements[id.0].story.0);
    let order = |id: &ArticleId| position(id).unwrap_or(usize::MAX);
    for (language, pages) in locales.ids().zip(&mut pages) {
        let formats = &locales.get(language).formats;
        pages.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| formats.compare(title(a), title(b))));
    }
    pages
}

fn by_language(
    placements: &[Arc<Placement>],
    languages: usize,
    is_in: impl Fn(&Placement) -> bool,
) -> Vec<Vec<ArticleId>> {
    let mut lists = vec![Vec::new(); languages];
    for (i, placement) in placements.iter().enumerate().filter(|(_, placement)| is_in(placement)) {
        lists[placement.language.0].push(ArticleId(i));
    }
    lists
}
