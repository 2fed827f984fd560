//! Files for hosts and browsers.

mod apache;
mod headers;
mod icons;
mod manifest;
mod netlify;
mod nginx;
mod search;
mod security;

use crate::diagnostic::Diagnostics;
use crate::input::config::{LONGEST_SHORT_TITLE, RedirectForm};
use crate::language::LanguageId;
use crate::path::encode_path;
use crate::plan::{Destination, HostFile, Icon, NOT_FOUND, Redirect, Subject, hosting};
use crate::render::press::Press;
use crate::render::titles::site_text;
use crate::site::Site;

/// A file that the site's host reads.
pub(super) fn file(press: &Press, file: HostFile) -> Vec<u8> {
    let site = &*press.site;
    match file {
        HostFile::Redirects(form) => redirects(press, form),
        HostFile::Headers => headers::write(press),
        HostFile::NoJekyll => String::new(),
        HostFile::Domain => hosting::own_domain(site).map(|domain| format!("{domain}\n")).unwrap_or_default(),
        HostFile::Ads => with_line_end(site.config.ads_txt.as_deref().unwrap_or_default()),
        HostFile::Security => site.config.security_txt.as_ref().map(|s| security::write(site, s)).unwrap_or_default(),
    }
    .into_bytes()
}

/// A form of the site's icon.
pub(super) fn icon(press: &Press, icon: Icon) -> Result<Vec<u8>, Diagnostics> {
    icons::write(press, icon)
}

/// A language's web app manifest.
pub(super) fn manifest(press: &Press, language: LanguageId) -> Vec<u8> {
    manifest::write(press, language)
}

/// The description of a language's search engine.
pub(super) fn search(site: &Site, language: LanguageId) -> Vec<u8> {
    search::write(site, language)
}

fn with_line_end(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

fn redirects(press: &Press, form: RedirectForm) -> String {
    let site = &*press.site;
    // Hosts that do not know a form show its file to everybody: what is unlisted must not be in it.
    let is_unlisted = |to: Destination| to.article().is_some_and(|id| site.article(id).placement.unlisted);
    let is_known = |redirect: &&Redirect| !is_unlisted(redirect.to);
    let all = press.routes.redirects().iter().chain(press.routes.query_redirects());
    let moves: Vec<Move> = all.filter(is_known).map(|redirect| moved(site, redirect)).collect();
    let gone = gone(press);
    match form {
        RedirectForm::Html | RedirectForm::Netlify => {
            netlify::write(&moves, &gone, &format!("{}/{NOT_FOUND}", site.base_path()))
        }
        RedirectForm::Nginx => {
            let pages = press.routes.iter().filter(|route| !matches!(route.subject, Subject::Redirect(_)));
            nginx::write(&moves, &gone, &pages.map(|route| site.href(&route.path).to_ascii_lowercase()).collect())
        }
        RedirectForm::Apache => {
            let has_bare = press.routes.iter().any(|route| route.path.is_bare());
            let pages = if has_bare { apache::Pages::Bare } else { apache::Pages::Named };
            apache::write(&moves, &gone, pages, site.base_path())
        }
    }
}

/// The addresses that are gone for good.
fn gone(press: &Press) -> Vec<Gone> {
    let site = &*press.site;
    let gone = hosting::gone(site, &press.routes);
    gone.map(|address| Gone { from: site.href(&address.path), query: address.query.clone() }).collect()
}

/// An address that is gone, with the site's base path, not encoded.
struct Gone {
    from: String,
    query: Option<String>,
}

impl Gone {
    fn sources(&self) -> impl Iterator<Item = &str> {
        sources(&self.from)
    }
}

/// The addresses of what was at one: that of a page with and without the slash at its end.
fn sources(from: &str) -> impl Iterator<Item = &str> {
    let bare = from.strip_suffix('/').filter(|bare| !bare.is_empty());
    bare.into_iter().chain([from])
}

/// An old address and the new one, with the site's base path, as they are: not encoded. The query is, as it was pasted.
struct Move {
    from: String,
    query: Option<String>,
    to: String,
}

impl Move {
    /// The addresses that lead away.
    fn sources(&self) -> impl Iterator<Item = &str> {
        sources(&self.from)
    }

    /// The new address as a `Location`.
    fn target(&self) -> String {
        // A dollar sign begins a variable in nginx, a colon a placeholder in `_redirects`, an asterisk is a wildcard.
        encode_path(&self.to).replace('$', "%24").replace(':', "%3A").replace('*', "%2A")
    }
}

fn moved(site: &Site, redirect: &Redirect) -> Move {
    Move { from: site.href(&redirect.from), query: redirect.query.clone(), to: site.href(&redirect.path) }
}

/// A text as a regular expression (PCRE) that matches it alone.
fn pattern_of(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '^' | '$' | '|' | '#') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// The site's name where there is little room: as many whole words of it as there is room for.
fn short_title(site: &Site, language: LanguageId) -> String {
    if let Some(short) = site.config.short_title.get(site.locales.get(language).tag.as_str()) {
        return short.to_owned();
    }
    shortened(&site_text(site, language, "site-title").unwrap_or_default())
}

fn shortened(title: &str) -> String {
    let mut short = String::new();
    for word in title.split_whitespace() {
        let longer = if short.is_empty() { word.to_owned() } else { format!("{short} {word}") };
        if longer.chars().count() > LONGEST_SHORT_TITLE {
            break;
        }
        short = longer;
    }
    if short.is_empty() { title.trim().chars().take(LONGEST_SHORT_TITLE).collect() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn moves(pairs: &[(&str, &str)]) -> Vec<Move> {
        let moved = |(from, to): &(&str, &str)| {
            let (path, query) = from.split_once("/?").map_or((*from, None), |(path, query)| (path, Some(query)));
            let from = if query.is_some() { format!("{path}/") } else { path.to_owned() };
            Move { from, query: query.map(str::to_owned), to: (*to).to_owned() }
        };
        pairs.iter().map(moved).collect()
    }

    pub(super) fn gone(addresses: &[&str]) -> Vec<Gone> {
        moves(&addresses.iter().map(|address| (*address, "")).collect::<Vec<_>>())
            .into_iter()
            .map(|Move { from, query, .. }| Gone { from, query })
            .collect()
    }

    #[test]
    fn a_name_is_shortened_at_a_word() {
        assert_eq!(shortened("Dateline Gazette"), "Dateline Gazette");
        assert_eq!(shortened("The Dateline Gazette"), "The Dateline");
        assert_eq!(shortened("Международныеотношения сегодня"), "Международныеотн");
        assert_eq!(shortened(""), "");
    }
}
