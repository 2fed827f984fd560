//! The same page in other languages, for search engines.

use super::press::Press;
use crate::language::LanguageId;
use crate::plan::{Route, Subject, sitemaps};
use crate::site::address;

/// A page in all its languages, itself among them, as far as search engines should know.
pub(super) fn translations<'a>(press: &'a Press, route: &Route) -> Vec<(LanguageId, &'a Route)> {
    let site = &*press.site;
    if route.subject == Subject::Chooser {
        let home = site.locales.ids().next().and_then(|l| press.routes.find(&address::home(&site.config, l)));
        home.map(|home| press.routes.translations(site, home)).unwrap_or_default()
    } else {
        // What search engines are sent away from is nobody's translation for them.
        let is_listed = |route: &Route| sitemaps::is_listed(site, route);
        let mut translations = if is_listed(route) { press.routes.translations(site, route) } else { Vec::new() };
        translations.retain(|(_, other)| is_listed(other));
        translations
    }
}

/// The addresses of a page in all its languages, for `hreflang`: itself among them, and `x-default`.
pub(super) fn hreflang(press: &Press, route: &Route) -> Vec<(String, String)> {
    let site = &*press.site;
    let translations = translations(press, route);
    let is_home = matches!(route.subject, Subject::Home | Subject::Chooser);
    let is_default = is_home && !site.config.is_a_language_at_the_root();
    if translations.len() < 2 && !is_default {
        return Vec::new();
    }
    let mut alternates: Vec<(String, String)> =
        translations.iter().map(|(l, r)| (site.locales.get(*l).tag.to_string(), site.absolute(&r.path))).collect();
    // The choice of language is the default of the home pages; elsewhere, and where there is none, it is the site's first
    // language.
    let default = if is_default {
        Some(format!("{}/", site.config.base_url))
    } else {
        alternates.first().map(|(_, url)| url.clone())
    };
    alternates.extend(default.map(|url| ("x-default".to_owned(), url)));
    alternates
}
