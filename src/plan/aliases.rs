//! Aliases: the old addresses that an article names, as far as something can lead on from them.

use super::route::Redirect;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
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
        if let Some(query) = &reading.address.query
            && let Some(hint) = why_not(site, article, query)
        {
            let message = format!("nothing can lead on from the alias `{alias}`: a file has no address with a query");
            problems.push(Diagnostic::error(Code::BadAlias, message).at(at()).hint(hint));
            continue;
        }
        if reading.address.query.is_none() && has_only_pages(site) && !is_page(&reading.address) {
            let message = format!("the page at the alias `{alias}` would not be shown: its name is not that of a page");
            problems.push(Diagnostic::warning(Code::AliasIsNoPage, message).at(at()).hint(ADD_A_FORM));
        }
        if !addresses.contains(&reading.address) {
            addresses.push(reading.address);
        }
    }
    addresses
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
fn why_not(site: &Site, article: &Article, query: &str) -> Option<&'static str> {
    if article.placement.unlisted {
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
    all.sort_by(|a, b| (&a.from, &a.query, a.article).cmp(&(&b.from, &b.query, b.article)));
    let mut kept: Vec<Redirect> = Vec::with_capacity(all.len());
    for redirect in all {
        match kept.last() {
            Some(other) if (&other.from, &other.query) == (&redirect.from, &redirect.query) => {
                let [first, second] = [other, &redirect].map(|redirect| site.article(redirect.article));
                let address = OldAddress { path: redirect.from.clone(), query: redirect.query.clone() };
                let message = format!(
                    "an alias in {} and an alias in {} both want the address {}",
                    first.document.path,
                    second.document.path,
                    address.text()
                );
                problems.push(
                    Diagnostic::error(Code::RouteConflict, message)
                        .at(place(site, second, &address))
                        .hint("remove one of the two: an address leads to one article"),
                );
            }
            _ => kept.push(redirect),
        }
    }
    kept
}

/// Where an article names an old address.
pub(super) fn place(site: &Site, article: &Article, address: &OldAddress) -> Place {
    let is_it =
        |alias: &String| OldAddress::read(alias, &site.config.base_url).is_ok_and(|read| read.address == *address);
    let i = article.placement.aliases.iter().position(is_it).unwrap_or(0);
    article.document.block().place_of(KeyPath::from("aliases").item(i))
}
