//! Answers: what `gone` in `site.yaml` says, held against the site and the record of the last one.

use super::entries;
use super::unseen::Unseen;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::config::Gone;
use crate::input::old_address::OldAddress;
use crate::path::{OutputPath, without_slash};
use crate::plan::addresses::{Addresses, Former, FormerKind, Formers};
use crate::plan::{Route, Subject, source};
use crate::render::Press;
use std::collections::HashSet;
use std::path::Path;

/// Reports what is not gone, and what never was there. What is, the next record is to know (`former`).
pub(super) fn check(
    press: &Press,
    unseen: &Unseen,
    last: Option<&Addresses>,
    folder: Option<&Path>,
    former: &mut Formers,
) -> Diagnostics {
    let mut problems = Diagnostics::default();
    let all = &press.site.config.gone;
    if all.is_empty() {
        return problems;
    }
    let known = last.map(known);
    for Gone { written, item, address } in all {
        let at = press.site.config.places.of(KeyPath::from("gone").item(*item));
        let warn = |message: String| Diagnostic::warning(Code::NotGone, message).at(at.clone());
        let text = address.text();
        if press.routes.has_page(address) {
            let what = press.routes.at_old(&address.path).map(|route| source(&press.site, route)).unwrap_or_default();
            problems.push(
                warn(format!("`{written}` stands under `gone`, but {what} is there"))
                    .hint("remove it from `gone`: a host would refuse a page that there is"),
            );
        } else if let Some(redirect) = press.routes.redirect_of(address) {
            let old = Route { path: address.path.clone(), language: None, subject: Subject::Redirect(redirect.to) };
            problems.push(
                warn(format!("`{written}` stands under `gone`, and is {}", source(&press.site, &old)))
                    .hint("remove one of the two: readers cannot be led on and sent away"),
            );
        } else if unseen.at(&address.path.address()).is_some() {
            problems.push(
                warn(format!("`{written}` stands under `gone`, and is the address of a text that is not public"))
                    .hint("remove it from `gone`: files of hosts can be read, and would name what was withdrawn"),
            );
        } else if known.as_ref().is_none_or(|known| known.contains(&text)) || was_in(folder, address) {
            let new = || Former { kind: FormerKind::Other, id: String::new(), language: String::new() };
            former.entry(text).or_insert_with(new);
        } else {
            let lost = former.keys().map(String::as_str);
            problems.push(
                warn(format!("`{written}` stands under `gone`, but nothing is known to have been there"))
                    .did_you_mean(&text, lost)
                    .hint("fix the address, or remove it; the record of the last site is its addresses.json"),
            );
        }
    }
    problems
}

/// All addresses that a record tells of.
fn known(last: &Addresses) -> HashSet<String> {
    let now = [&last.articles, &last.sections, &last.tags, &last.authors, &last.dossiers].into_iter().flat_map(entries);
    let now = now.filter_map(|(_, _, address)| OldAddress::recorded(address)).map(|address| address.text());
    now.chain(last.former.keys().cloned()).collect()
}

/// Whether the last site had a file there: a feed or the page of a list, which no record names.
fn was_in(folder: Option<&Path>, address: &OldAddress) -> bool {
    let shown = address.path.address();
    let bare = OutputPath::bare(without_slash(&shown));
    let files = [Some(&address.path), bare.as_ref()].into_iter().flatten();
    address.query.is_none()
        && folder.is_some_and(|folder| files.into_iter().any(|file| folder.join(file.as_str()).is_file()))
}
