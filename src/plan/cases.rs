//! Cases: pages whose addresses differ in nothing but the case of their letters. A host on Linux tells them apart; disks of
//! Windows and macOS, and many a store of objects, do not.

use super::aliases;
use super::route::{Route, Subject};
use super::source::source;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::config::RedirectForm;
use crate::input::old_address::OldAddress;
use crate::site::Site;
use std::collections::HashMap;

/// Whether what is at a route is a page that somebody may have given its address.
pub(super) fn pages(site: &Site) -> impl Fn(&Route) -> bool + Copy + Sync {
    // An old address is a file only where a page leads on from there.
    let has_pages = site.config.redirects.contains(&RedirectForm::Html);
    move |route: &Route| match route.subject {
        Subject::Article(_) | Subject::Fallback(_) => true,
        Subject::Section(_, 1) | Subject::Tag(_, 1) | Subject::Author(_, 1) | Subject::Dossier(_, 1) => true,
        Subject::Redirect(_) => has_pages,
        _ => false,
    }
}

/// Whether an address has a capital letter: only what somebody wrote has.
pub(super) fn has_capitals(route: &Route) -> bool {
    let path = route.path.as_str();
    path.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) && path.chars().any(char::is_uppercase)
}

/// Reports them.
pub(super) fn report(site: &Site, routes: &[Route], problems: &mut Diagnostics) {
    let is_page = pages(site);
    let (large, small): (Vec<&Route>, Vec<&Route>) =
        routes.iter().filter(|route| is_page(route)).partition(|route| has_capitals(route));
    let mut by_small: HashMap<String, Vec<&Route>> = HashMap::new();
    for route in large {
        by_small.entry(route.path.as_str().to_lowercase()).or_default().push(route);
    }
    for route in small {
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
