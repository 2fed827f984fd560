//! Where lists are: the archive, the indices, the pages of a list.

use super::route::{Period, Subject};
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::site::Site;
use crate::site::address::{home, list_of};

/// The number of pages of a list; an empty list has one.
pub fn pages(count: usize, on_a_page: usize) -> usize {
    count.div_ceil(on_a_page).max(1)
}

/// A page of a list whose first page is `first`.
pub fn page_of_list(first: &OutputPath, page: usize) -> OutputPath {
    if page == 1 { first.clone() } else { first.below(&format!("page/{page}")) }
}

/// The archive of a language, or a part of it.
pub fn archive(site: &Site, language: LanguageId, period: Period) -> OutputPath {
    let all = list_of(&site.config, language, &site.config.permalinks.archive);
    match period {
        Period::All => all,
        Period::Year(year) => all.below(&format!("{year:04}")),
        Period::Month(year, month) => all.below(&format!("{year:04}/{month:02}")),
    }
}

/// The list of corrections of a language.
pub fn corrections(site: &Site, language: LanguageId) -> OutputPath {
    list_of(&site.config, language, &site.config.permalinks.corrections)
}

/// The index of tags, authors or dossiers: at the folder that their pages are in.
pub fn index(site: &Site, language: LanguageId, subject: Subject) -> OutputPath {
    let patterns = &site.config.permalinks;
    let (pattern, word) = match subject {
        Subject::Tags => (&patterns.tag, "tags"),
        Subject::Dossiers => (&patterns.dossier, "dossiers"),
        _ => (&patterns.author, "authors"),
    };
    let index = pattern.index(site.config.prefix(language), word);
    index.unwrap_or_else(|| home(&site.config, language))
}

/// The months in which a language has articles, with their number.
pub fn months(site: &Site, language: LanguageId) -> impl DoubleEndedIterator<Item = ((i16, i8), usize)> {
    site.months[language.0].iter().map(|(month, articles)| (*month, articles.len()))
}
