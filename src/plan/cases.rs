//! Cases: pages whose addresses differ in nothing but the case of their letters. A host on Linux tells them apart; disks of
//! Windows and macOS, and many a store of objects, do not.

use super::aliases;
use super::route::{Route, Subject};
use super::source::source;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::config::RedirectForm;
use crate::input::old_address::OldAddress;
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashMap;

/// Reports them. Only what somebody wrote has capital letters: where nobody did, nothing is looked for.
pub(super) fn report(site: &Site, routes: &[Route], problems: &mut Diagnostics) {
    // An old address is a file only where a page leads on from there.
    let has_pages = site.config.redirects.contains(&RedirectForm::Html);
    let is_page = |route: &&Route| match route.subject {
        Subject::Article(_) | Subject::Fallback(_) => true,
        Subject::Section(_, 1) | Subject::Tag(_, 1) | Subject::Author(_, 1) | Subject::Dossier(_, 1) => true,
        Subject::Redirect(_) => has_pages,
        _ => false,
    };
    let small = |route: &Route| route.path.as_str().to_lowercase();
    let has_capitals = |route: &&Route| {
        let path = route.path.as_str();
        path.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) && path.chars().any(char::is_uppercase)
    };
    let mut by_small: HashMap<String, Vec<&Route>> = HashMap::new();
    let with_capitals: Vec<&Route> = routes.par_iter().filter(is_page).filter(has_capitals).collect();
    for route in with_capitals {
        by_small.entry(small(route)).or_default().push(route);
    }
    if by_small.is_empty() {
        return;
    }
    for route in routes.iter().filter(is_page).filter(|route| !has_capitals(route)) {
        if let Some(same) = by_small.get_mut(route.path.as_str()) {
            same.insert(0, route);
        }
    }
    let mut twins: Vec<Vec<&Route>> = by_small.into_values().filter(|same| same.len() > 1).collect();
    twins.sort_by(|a, b| a[0].path.cmp(&b[0].path));
    for same in twins {
        let [first, second] = [same[0], same[1]];
        let (here, there) = (second.path.address(), first.path.address());
        let message = format!("{here} and {there} differ only in the case of their letters");
        let place = match second.subject {
            Subject::Article(id) | Subject::Fallback(id) => site.article(id).document.block().place_of("slug"),
            Subject::Redirect(to) => aliases::place(site, to, &OldAddress::of(second.path.clone())),
            _ => Place::file(source(site, second)),
        };
        problems.push(
            Diagnostic::warning(Code::CaseAlone, message)
                .at(place)
                .hint(format!("{} is at {there}; give one of them another address", source(site, first)))
                .hint("Windows, macOS and some hosts take the two for one file"),
        );
    }
}
