//! Two terms with one address: told once, at the file of one of them, and not for each of their pages and feeds.

use super::feeds::FeedOf;
use super::route::{Route, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::shown;
use crate::path::slugify;
use crate::site::{Site, TaxonomyKind, place_of_term};
use std::collections::HashSet;

type TermOf = (TaxonomyKind, usize);

/// The terms that have been told of.
pub(super) struct SharedAddresses<'a> {
    site: &'a Site,
    told: HashSet<(TermOf, TermOf)>,
}

impl<'a> SharedAddresses<'a> {
    pub fn new(site: &'a Site) -> Self {
        SharedAddresses { site, told: HashSet::new() }
    }

    /// What is to be said of two routes of one path; none where one of them is no term's.
    pub fn of(&mut self, first: &Route, second: &Route) -> Option<Option<Diagnostic>> {
        let (a, b) = (term_of(first.subject)?, term_of(second.subject)?);
        let is_new = a != b && self.told.insert((a, b)) && !self.is_known(a, b);
        Some(is_new.then(|| self.report(a, b, first, second)))
    }

    /// Authors whose files have names that give one slug are told of as such.
    fn is_known(&self, (a, first): TermOf, (b, second): TermOf) -> bool {
        let slug = |i: usize| slugify(&self.site.authors.terms[i].id);
        let has_file = |i: usize| self.site.profiles[i].notes.iter().any(Option::is_some);
        let are_authors = a == TaxonomyKind::Author && b == TaxonomyKind::Author;
        are_authors && has_file(first) && has_file(second) && slug(first) == slug(second)
    }

    fn report(&self, first: TermOf, second: TermOf, first_route: &Route, route: &Route) -> Diagnostic {
        let site = self.site;
        let language = route.language.or(first_route.language);
        let name = |(kind, i): TermOf| format!("the {} {}", kind.word(), shown(&site.taxonomy(kind).terms[i].id));
        let address = language.map(|language| site.taxonomy(second.0).terms[second.1].pages[language.0].address());
        let message = format!(
            "{} and {} both want the address {}",
            name(first),
            name(second),
            address.unwrap_or_else(|| route.path.address())
        );
        let mut problem = Diagnostic::error(Code::RouteConflict, message);
        problem.place = place_of_term(site, second.0, second.1);
        if let Some(place) = place_of_term(site, first.0, first.1) {
            let at = if place.line > 0 { format!(":{}:{}", place.line, place.column) } else { String::new() };
            problem = problem.hint(format!("{}: {}{at}", name(first), place.path));
        }
        let tag = language.map_or("", |language| site.locales.get(language).tag.as_str());
        let (kind, id) = (second.0, &site.taxonomy(second.0).terms[second.1].id);
        problem.hint(match kind {
            TaxonomyKind::Section if first.0 == kind && slugify(id) == slugify(&site.sections.terms[first.1].id) => {
                "if they are one section, move the articles of one folder into the other".to_owned()
            }
            TaxonomyKind::Section | TaxonomyKind::Tag => {
                format!("give one of them another address: `slug: …` in content/{}/{id}.{tag}.md", kind.folder())
            }
            TaxonomyKind::Author => "give one of them another id".to_owned(),
            TaxonomyKind::Dossier => "give one of them another `slug`".to_owned(),
        })
    }
}

fn term_of(subject: Subject) -> Option<TermOf> {
    match subject {
        Subject::Section(i, _) => Some((TaxonomyKind::Section, i)),
        Subject::Tag(i, _) => Some((TaxonomyKind::Tag, i)),
        Subject::Author(i, _) => Some((TaxonomyKind::Author, i)),
        Subject::Dossier(i, _) => Some((TaxonomyKind::Dossier, i)),
        Subject::Feed(FeedOf::Term(kind, i), _) => Some((kind, i)),
        _ => None,
    }
}
