//! Where lists are: the archive, the indices, the pages of a list.

use super::route::{Period, Subject};
use crate::input::config::permalinks;
use crate::language::LanguageId;
use crate::site::Site;
use std::collections::BTreeMap;

/// The number of pages of a list; an empty list has one.
pub fn pages(count: usize, on_a_page: usize) -> usize {
    count.div_ceil(on_a_page).max(1)
}

/// The address of a page of a list whose first page has the address `first`.
pub fn page_address(first: &str, page: usize) -> String {
    if page == 1 { first.to_owned() } else { format!("{first}page/{page}/") }
}

/// The address of the archive of a language, or of a part of it.
pub fn archive_address(site: &Site, language: LanguageId, period: Period) -> String {
    let base = site.config.permalinks.archive.fill(Default::default());
    let base = format!("/{}{base}", site.locales.get(language).tag);
    match period {
        Period::All => base,
        Period::Year(year) => format!("{base}{year:04}/"),
        Period::Month(year, month) => format!("{base}{year:04}/{month:02}/"),
    }
}

/// The address of the list of corrections of a language.
pub fn corrections_address(site: &Site, language: LanguageId) -> String {
    format!("/{}{}", site.locales.get(language).tag, site.config.permalinks.corrections.fill(Default::default()))
}

/// The address of the index of tags, authors or dossiers: the folder that their pages are in.
pub fn index_address(site: &Site, language: LanguageId, subject: Subject) -> String {
    let patterns = &site.config.permalinks;
    let (pattern, word) = match subject {
        Subject::Tags => (&patterns.tag, "tags"),
        Subject::Dossiers => (&patterns.dossier, "dossiers"),
        _ => (&patterns.author, "authors"),
    };
    let address = pattern.fill(permalinks::Parts { slug: ":", ..Default::default() });
    let folder = address.split(':').next().unwrap_or("/");
    let folder = if folder == "/" { format!("/{word}/") } else { folder.to_owned() };
    format!("/{}{folder}", site.locales.get(language).tag)
}

/// The months in which a language has articles, with their number.
pub fn months(site: &Site, language: LanguageId) -> BTreeMap<(i16, i8), usize> {
    let mut months = BTreeMap::new();
    for id in &site.latest[language.0] {
        if let Some(date) = site.article(*id).placement.date {
            *months.entry((date.local.year(), date.local.month())).or_insert(0) += 1;
        }
    }
    months
}
