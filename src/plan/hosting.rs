//! Files for hosts and browsers: which there are, and where. `render::hosting` writes them.

use super::host_file::{HostFile, Icon};
use super::route::{RouteTable, Subject};
use crate::input::config::{HeadersConfig, RedirectForm};
use crate::input::old_address::OldAddress;
use crate::language::LanguageId;
use crate::path::without_slash;
use crate::site::Site;
use crate::site::address::beside_home;

/// The files of a site, each with its address below the site's root.
pub fn files(site: &Site) -> Vec<(String, Option<LanguageId>, Subject)> {
    let config = &site.config;
    let mut host: Vec<HostFile> = Vec::new();
    host.extend(
        config.redirects.iter().filter(|form| **form != RedirectForm::Html).map(|form| HostFile::Redirects(*form)),
    );
    let wanted = [
        (config.hosting.headers != HeadersConfig::Off, HostFile::Headers),
        (config.hosting.github_pages, HostFile::NoJekyll),
        (config.hosting.github_pages && own_domain(site).is_some(), HostFile::Domain),
        (config.ads_txt.is_some(), HostFile::Ads),
        (config.security_txt.is_some(), HostFile::Security),
    ];
    host.extend(wanted.into_iter().filter(|(wanted, _)| *wanted).map(|(_, file)| file));
    host.sort_unstable();
    host.dedup();
    let mut files: Vec<(String, Option<LanguageId>, Subject)> =
        host.into_iter().map(|file| (file.path().to_owned(), None, Subject::Host(file))).collect();
    if has_icon(site) {
        files.extend(Icon::ALL.map(|icon| (icon.path().to_owned(), None, Subject::Icon(icon))));
    }
    for language in site.locales.ids() {
        files.push((manifest_path(site, language), Some(language), Subject::Manifest));
        if search(site, language).is_some() {
            files.push((search_path(site, language), Some(language), Subject::SearchDescription));
        }
    }
    files
}

/// The addresses that are gone for good.
pub fn gone<'a>(site: &'a Site, routes: &'a RouteTable) -> impl Iterator<Item = &'a OldAddress> {
    site.config.gone.iter().map(|gone| &gone.address).filter(|address| may_be_gone(site, routes, address))
}

/// Whether an address is gone for good.
pub fn is_gone(site: &Site, routes: &RouteTable, address: &OldAddress) -> bool {
    site.config.gone.iter().any(|gone| gone.address == *address) && may_be_gone(site, routes, address)
}

/// One at which there is something is not gone, whatever `site.yaml` says; that of a text that is not public would give it
/// away.
fn may_be_gone(site: &Site, routes: &RouteTable, address: &OldAddress) -> bool {
    let withheld = || {
        let path = address.path.address();
        let is_it = |other: &String| without_slash(other) == without_slash(&path);
        site.concealed.iter().any(|text| text.addresses.iter().any(is_it))
    };
    !routes.has_page(address) && routes.redirect_of(address).is_none() && !withheld()
}

/// Whether icons are made.
pub fn has_icon(site: &Site) -> bool {
    site.publisher.icon.is_some()
}

/// The path of a language's web app manifest.
pub fn manifest_path(site: &Site, language: LanguageId) -> String {
    beside_home(&site.config, language, "manifest.webmanifest")
}

/// The path of the description of a language's search engine.
pub fn search_path(site: &Site, language: LanguageId) -> String {
    beside_home(&site.config, language, "opensearch.xml")
}

/// The address of a search in a language, with `{searchTerms}`.
pub fn search(site: &Site, language: LanguageId) -> Option<&str> {
    site.config.search.as_ref()?.get(site.locales.get(language).tag.as_str())
}

/// The name of the site's host, without a port.
pub fn host(site: &Site) -> &str {
    let after_scheme = site.config.base_url.split_once("://").map_or("", |(_, rest)| rest);
    after_scheme.split(['/', ':']).next().unwrap_or_default()
}

/// The domain that GitHub Pages must be told of: none for those that it gives itself.
pub fn own_domain(site: &Site) -> Option<&str> {
    let host = host(site);
    (!host.is_empty() && host != "localhost" && !host.ends_with(".github.io")).then_some(host)
}
