//! Aliases: the old addresses that an article names, as far as something can lead on from them.

use super::route::{Destination, Redirect, Route, Subject};
use super::source::source;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place, Severity};
use crate::input::config::RedirectForm;
use crate::input::old_address::OldAddress;
use crate::site::{Article, Site};

/// The old addresses of an article, each once, in whatever form it was pasted.
pub(super) fn of(site: &Site, article: &Article, problems: &mut Diagnostics) -> Vec<OldAddress> {
    let mut addresses: Vec<OldAddress> = Vec::with_capacity(article.placement.aliases.len());
    for (i, alias) in article.placement.aliases.iter().enumerate() {
        let at = || article.document.block().place_of(KeyPath::from("aliases").item(i));
        let reading = match OldAddress::read(alias, &site.config.base_url) {
            Ok(reading) => reading,
            Err(why) => {
                let [what, way_out] = why.in_words();
                let message = format!("the alias `{alias}` {what}");
                problems.push(Diagnostic::error(Code::BadAlias, message).at(at()).hint(way_out));
                continue;
            }
        };
        if let Some(fragment) = &reading.fragment {
            let message = format!("`#{fragment}` of the alias `{alias}` never reaches a server");
            let hint = format!("leave it out: \"{}\"", reading.address.text());
            problems.push(Diagnostic::warning(Code::AliasFragment, message).at(at()).hint(hint));
        }
        if let Some(problem) = obstacle(site, &reading.address, alias, article.placement.unlisted) {
            let is_error = problem.severity == Severity::Error;
            problems.push(problem.at(at()));
            if is_error {
                continue;
            }
        }
        if !addresses.contains(&reading.address) {
            addresses.push(reading.address);
        }
    }
    addresses
}

/// Why nothing would lead on from an old address that is written like this: an error; or only on some hosts: a warning.
pub(super) fn obstacle(site: &Site, address: &OldAddress, written: &str, is_unlisted: bool) -> Option<Diagnostic> {
    if let Some(query) = &address.query {
        let hint = why_not(site, is_unlisted, query)?;
        let message = format!("nothing can lead on from the alias `{written}`: a file has no address with a query");
        return Some(Diagnostic::error(Code::BadAlias, message).hint(hint));
    }
    (has_only_pages(site) && !is_page(address)).then(|| {
        let message = format!("the page at the alias `{written}` would not be shown: its name is not that of a page");
        Diagnostic::warning(Code::AliasIsNoPage, message).hint(ADD_A_FORM)
    })
}

/// The way out where pages are all that leads on.
const ADD_A_FORM: &str =
    "if the host is one of these, add `netlify`, `nginx` or `apache` to `redirects` in site.yaml; else remove it";

/// Whether nothing but pages leads on from old addresses.
fn has_only_pages(site: &Site) -> bool {
    site.config.redirects.iter().all(|form| *form == RedirectForm::Html)
}

/// Whether hosts show what is at an address as a page: they go by the name of the file.
fn is_page(address: &OldAddress) -> bool {
    let kind = mime_guess::from_path(address.path.as_str()).first();
    kind.is_some_and(|kind| matches!(kind.essence_str(), "text/html" | "application/xhtml+xml"))
}

/// Why no form of redirects that the site has can express a query.
fn why_not(site: &Site, is_unlisted: bool, query: &str) -> Option<&'static str> {
    if is_unlisted {
        return Some("remove it: hosts read such addresses from a file, which would give the unlisted article away");
    }
    let forms = &site.config.redirects;
    match forms.iter().any(|form| can_express(*form, query)) {
        true => None,
        false if forms.contains(&RedirectForm::Netlify) => {
            Some("write it as `name=value`, which is all that `_redirects` can express, or remove it")
        }
        false => Some(ADD_A_FORM),
    }
}

/// Whether a form of redirects can tell an address by its query.
pub fn can_express(form: RedirectForm, query: &str) -> bool {
    match form {
        RedirectForm::Html => false,
        // A rule names parameters and their values.
        RedirectForm::Netlify => {
            query.split('&').all(|part| part.split_once('=').is_some_and(|(k, v)| !k.is_empty() && !v.is_empty()))
        }
        RedirectForm::Nginx | RedirectForm::Apache => true,
    }
}

/// Old addresses with a query in order, each once; two articles that want one are told.
pub(super) fn each_once(site: &Site, mut all: Vec<Redirect>, problems: &mut Diagnostics) -> Vec<Redirect> {
    all.sort_by(|a, b| (&a.from, &a.query, a.to).cmp(&(&b.from, &b.query, b.to)));
    let mut kept: Vec<Redirect> = Vec::with_capacity(all.len());
    for redirect in all {
        match kept.last() {
            Some(other) if (&other.from, &other.query) == (&redirect.from, &redirect.query) => {
                let (from, query) = (&redirect.from, &redirect.query);
                let source =
                    |to| source(site, &Route { path: from.clone(), language: None, subject: Subject::Redirect(to) });
                let address = OldAddress { path: from.clone(), query: query.clone() };
                let (first, second) = (source(other.to), source(redirect.to));
                let message = format!("{first} and {second} both want the address {}", address.text());
                problems.push(
                    Diagnostic::error(Code::RouteConflict, message)
                        .at(place(site, redirect.to, &address))
                        .hint("remove one of the two: an address leads to one place"),
                );
            }
            _ => kept.push(redirect),
        }
    }
    kept
}

/// Where an old address is named.
pub(super) fn place(site: &Site, to: Destination, address: &OldAddress) -> Place {
    let article = match to {
        Destination::Article(id) => site.article(id),
        Destination::Moved(i) => return site.config.places.of(site.config.moved[i].key()),
    };
    let is_it =
        |alias: &String| OldAddress::read(alias, &site.config.base_url).is_ok_and(|read| read.address == *address);
    let i = article.placement.aliases.iter().position(is_it).unwrap_or(0);
    article.document.block().place_of(KeyPath::from("aliases").item(i))
}
