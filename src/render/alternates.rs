//! The same page in other languages, for search engines.

use super::press::Press;
use crate::language::LanguageId;
use crate::path::At;
use crate::plan::{Route, Subject, sitemaps};
use crate::site::{Site, address};

/// A page in all its languages, as far as search engines should know: itself among them. Its addresses are put together where they
/// are written.
#[derive(Hash)]
pub(super) struct Alternates<'a> {
    pages: Vec<(LanguageId, At<'a>)>,
    /// Whether the choice of language is the default, as it is of the home pages.
    is_chosen: bool,
}

impl<'a> Alternates<'a> {
    /// Those of the page at a route; none where it is in one language alone.
    pub fn of(press: &'a Press, route: &Route) -> Alternates<'a> {
        let site = &*press.site;
        let translations = if route.subject == Subject::Chooser {
            let home = site.locales.ids().next().and_then(|l| press.routes.find(&address::home(&site.config, l)));
            home.map(|home| press.routes.translations(site, home)).unwrap_or_default()
        } else {
            // What search engines are sent away from is nobody's translation for them.
            let is_listed = |route: &Route| sitemaps::is_listed(site, route);
            let mut translations = if is_listed(route) { press.routes.translations(site, route) } else { Vec::new() };
            translations.retain(|(_, other)| is_listed(other));
            translations
        };
        let is_home = matches!(route.subject, Subject::Home | Subject::Chooser);
        let is_chosen = is_home && !site.config.is_a_language_at_the_root();
        let is_alone = translations.len() < 2 && !is_chosen;
        let pages = translations.into_iter().filter(|_| !is_alone).map(|(l, other)| (l, At::of(&other.path)));
        Alternates { pages: pages.collect(), is_chosen }
    }

    /// The addresses for `hreflang`, with `x-default`.
    pub fn addresses(&self, site: &Site) -> Vec<(String, String)> {
        let address = |(l, at): &(LanguageId, At)| (site.locales.get(*l).tag.to_string(), site.absolute(at.path));
        let mut addresses: Vec<(String, String)> = self.pages.iter().map(address).collect();
        // The choice of language is the default of the home pages; elsewhere, and where there is none, it is the site's first
        // language.
        let default = if self.is_chosen {
            Some(format!("{}/", site.config.base_url))
        } else {
            addresses.first().map(|(_, url)| url.clone())
        };
        addresses.extend(default.map(|url| ("x-default".to_owned(), url)));
        addresses
    }
}
