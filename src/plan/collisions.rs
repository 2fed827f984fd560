//! Collisions: sections whose address is that of a folder which the program writes. All pages of the two would be at odds:
//! that is told once, by its cause.

use super::feeds::FeedOf;
use super::list_addresses::{archive, corrections, index};
use super::route::{Period, Route, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::config::permalinks::Parts;
use crate::language::LanguageId;
use crate::site::address::{beside_home, home};
use crate::site::{Site, TaxonomyKind, Term};
use std::collections::BTreeSet;

/// The folders of the program's own, as pages of a language can collide with them.
fn folders(site: &Site, language: LanguageId) -> Vec<(String, String)> {
    let of_language = [
        (index(site, language, Subject::Tags).folder(), "tags"),
        (index(site, language, Subject::Authors).folder(), "authors"),
        (index(site, language, Subject::Dossiers).folder(), "dossiers"),
        (archive(site, language, Period::All).folder(), "the archive"),
        (corrections(site, language).folder(), "corrections"),
        ("/media/".to_owned(), "pictures"),
        ("/assets/".to_owned(), "the theme's files"),
    ];
    let of_languages =
        site.locales.ids().filter(|other| *other != language).map(|other| {
            (home(&site.config, other).folder(), format!("the language `{}`", site.locales.get(other).tag))
        });
    of_language.map(|(folder, what)| (folder, what.to_owned())).into_iter().chain(of_languages).collect()
}

/// The sections that collide with a folder of the program's own.
pub(super) fn sections(site: &Site, problems: &mut Diagnostics) -> BTreeSet<usize> {
    let mut told = BTreeSet::new();
    for language in site.locales.ids() {
        let folders = folders(site, language);
        for (i, term) in site.sections.terms.iter().enumerate() {
            let of_section = [Some(term.pages[language.0].folder()), folder_of_articles(site, term, language)];
            let of_section: Vec<String> = of_section.into_iter().flatten().collect();
            let collides = |(folder, _): &&(String, String)| of_section.contains(folder);
            let Some((folder, what)) = folders.iter().find(collides) else { continue };
            if told.insert(i) {
                let id = &term.id;
                let message = format!("the section `{id}` would be at {folder}, which is the folder of {what}");
                let problem =
                    Diagnostic::error(Code::SectionCollides, message).at(Place::file(format!("content/{id}")));
                problems.push(
                    problem
                        .hint(format!("give the message `section-{id}` another `.slug`, or rename the folder"))
                        .hint("or move our folder, by its pattern under `permalinks` in site.yaml"),
                );
            }
        }
    }
    told
}

/// The folder that the articles of a section are in, where their pattern begins with the section.
fn folder_of_articles(site: &Site, term: &Term, language: LanguageId) -> Option<String> {
    let patterns = &site.config.permalinks;
    let pattern = patterns.sections.get(&term.id).unwrap_or(&patterns.article);
    // No slug has a colon in it: what stands before is the same for all articles.
    let filled = pattern.fill(Parts { section: &term.labels[language.0].slug, slug: ":", date: None });
    let first = filled.split(['/', ':']).find(|part| !part.is_empty())?;
    let is_section = filled.starts_with(&format!("/{first}/")) && first == term.labels[language.0].slug;
    is_section.then(|| beside_home(&site.config, language, &format!("{first}/")))
}

/// Whether a route belongs to one of these sections.
pub(super) fn is_told(site: &Site, route: &Route, sections: &BTreeSet<usize>) -> bool {
    let section = match route.subject {
        Subject::Section(section, _) | Subject::Feed(FeedOf::Term(TaxonomyKind::Section, section), _) => Some(section),
        Subject::Article(id) | Subject::Fallback(id) => site.article(id).section,
        _ => None,
    };
    section.is_some_and(|section| sections.contains(&section))
}
