//! Moved: the old addresses that `moved` in `site.yaml` leads on from, and where they lead.

use super::aliases;
use super::route::{Redirect, Route, Subject};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::input::old_address::OldAddress;
use crate::path::OutputPath;
use crate::site::Site;

/// The old addresses that something can lead on from, with their places in the list.
pub(super) fn of(site: &Site, problems: &mut Diagnostics) -> Vec<(usize, OldAddress)> {
    let mut all = Vec::with_capacity(site.config.moved.len());
    for (i, moved) in site.config.moved.iter().enumerate() {
        if let Some(problem) = aliases::obstacle(site, &moved.from, &moved.written, false) {
            let is_error = problem.severity == Severity::Error;
            problems.push(problem.at(site.config.places.of(moved.key())));
            if is_error {
                continue;
            }
        }
        all.push((i, moved.from.clone()));
    }
    all
}

/// The same, each with the file that its new address means: a page without ending has another than one with a slash.
pub(super) fn led<'a>(mut all: Vec<Redirect>, at: impl Fn(&OutputPath) -> Option<&'a Route>) -> Vec<Redirect> {
    for redirect in &mut all {
        if let Some(route) = at(&redirect.path) {
            redirect.path = route.path.clone();
        }
    }
    all
}

/// Reports new addresses at which there is nothing.
pub(super) fn report<'a>(site: &Site, at: impl Fn(&OutputPath) -> Option<&'a Route>, problems: &mut Diagnostics) {
    for moved in &site.config.moved {
        let problem = match at(&moved.to).map(|route| route.subject) {
            None => format!("`{}` leads to `{}`, where there is nothing", moved.written, moved.written_to),
            Some(Subject::Redirect(_)) => {
                format!("`{}` leads to `{}`, which only leads on", moved.written, moved.written_to)
            }
            Some(_) => continue,
        };
        problems.push(
            Diagnostic::error(Code::BrokenLink, problem)
                .at(site.config.places.of(moved.key().value()))
                .hint("write the address of a page, a feed or a file that the site has, from its root"),
        );
    }
}
