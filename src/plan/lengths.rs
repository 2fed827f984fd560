//! Lengths: names and paths that no disk takes. A build would fail when everything is rendered, and a check would not.

use super::aliases;
use super::route::{Route, Subject};
use super::source::source;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::old_address::OldAddress;
use crate::site::{Site, TaxonomyKind, place_of_term};
use std::collections::HashSet;

/// Bytes of a name of a file or a folder, on the disks of Linux and, in letters of ASCII, on all others.
const LONGEST_NAME: usize = 255;

/// Bytes of a path below the output folder. Linux takes 4,096 for the whole, and the output folder has a path, too.
const LONGEST_PATH: usize = 3_000;

/// Characters of a name that are shown.
const SHOWN: usize = 40;

/// Reports them, each name once: that of a tag is part of the paths of its pages and feeds.
pub(super) fn report(site: &Site, routes: &[Route], problems: &mut Diagnostics) {
    let mut found: Vec<_> =
        routes.iter().filter_map(|route| Some((fault(route.path.as_str())?, origin(site, route)))).collect();
    // Where the name can be changed comes before what has it from there.
    found.sort_by_key(|(_, (place, _))| place.is_none());
    let mut told = HashSet::new();
    for ((text, message), (place, hint)) in found.into_iter().filter(|((text, _), _)| told.insert(*text)) {
        let problem = Diagnostic { place, ..Diagnostic::error(Code::LongName, message) }.hint(hint);
        let is_ascii = text.is_ascii();
        problems.push(if is_ascii { problem } else { problem.hint("one of these letters has two bytes or more") });
    }
}

/// The name of a path, or the path, that is too long, and what is wrong with it.
fn fault(path: &str) -> Option<(&str, String)> {
    if path.len() <= LONGEST_NAME {
        return None;
    }
    let (text, what, most) = match path.split('/').find(|name| name.len() > LONGEST_NAME) {
        Some(name) => (name, "name", LONGEST_NAME),
        None if path.len() > LONGEST_PATH => (path, "path", LONGEST_PATH),
        None => return None,
    };
    let shown: String = text.chars().take(SHOWN).collect();
    Some((text, format!("the {what} `{shown}…` has {} bytes, and disks take {most}", text.len())))
}

/// Where the name of a route comes from, and how to make it shorter.
fn origin(site: &Site, route: &Route) -> (Option<Place>, String) {
    let of_term = |kind, i: usize, folder: &str| {
        let id: String = site.taxonomy(kind).terms[i].id.chars().take(SHOWN).collect();
        (place_of_term(site, kind, i), format!("give `{id}…` a short `slug` in its file in {folder}, or another name"))
    };
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            let place = site.article(id).document.block().place_of("slug");
            (Some(place), "write a short `slug` into its front matter, or give the file a shorter name".to_owned())
        }
        Subject::Redirect(to) => {
            let place = aliases::place(site, to, &OldAddress::of(route.path.clone()));
            (Some(place), "no host can have had a page there: remove the old address".to_owned())
        }
        Subject::Tag(i, _) => of_term(TaxonomyKind::Tag, i, "content/tags/"),
        Subject::Author(i, _) => of_term(TaxonomyKind::Author, i, "content/authors/"),
        Subject::Dossier(i, _) => of_term(TaxonomyKind::Dossier, i, "content/dossiers/"),
        Subject::Section(i, _) => of_term(TaxonomyKind::Section, i, "content/sections/"),
        Subject::Media(_) | Subject::Static(_) => {
            (Some(Place::file(source(site, route))), "give it, or a folder that it is in, a shorter name".to_owned())
        }
        _ => (
            None,
            format!("{} is there: shorten the pattern under `permalinks`, or the term's name", source(site, route)),
        ),
    }
}
