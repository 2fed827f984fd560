//! Where everything has its page, for templates that ask: found when it is asked for.

use super::terms::page_of;
use super::titles::home;
use crate::input::content::StoryId;
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::plan::list_addresses::{archive, corrections, index};
use crate::plan::{Period, RouteTable, Subject};
use crate::site::{Site, TaxonomyKind};
use crate::templates::{Addresses, AddressesOf};
use std::sync::Arc;

/// The pages that templates can name.
const PAGES: [&str; 6] = ["home", "archive", "tags", "authors", "dossiers", "corrections"];

/// The addresses of a site.
pub(super) struct ForUrls {
    site: Arc<Site>,
    routes: Arc<RouteTable>,
}

impl ForUrls {
    pub fn new(site: Arc<Site>, routes: Arc<RouteTable>) -> ForUrls {
        ForUrls { site, routes }
    }

    fn of_story(&self, i: usize) -> AddressesOf {
        let (site, story) = (&self.site, &self.site.stories[i]);
        let path = |language: LanguageId| {
            let own = story.articles[language.0].map(|id| &site.article(id).placement.path);
            own.or_else(|| self.routes.fallback(i, language).map(|route| &route.path))
        };
        site.locales.ids().map(|language| path(language).map(|path| site.href(path))).collect()
    }

    fn of_term(&self, kind: TaxonomyKind, i: usize) -> AddressesOf {
        let term = &self.site.taxonomy(kind).terms[i];
        self.site.locales.ids().map(|language| page_of(&self.site, term, language)).collect()
    }

    fn of_page(&self, name: &str) -> Option<AddressesOf> {
        let site = &*self.site;
        let of = |path: &dyn Fn(LanguageId) -> OutputPath| -> AddressesOf {
            site.locales.ids().map(|language| Some(site.href(&path(language)))).collect()
        };
        Some(match name {
            "home" => site.locales.ids().map(|language| Some(home(site, language))).collect(),
            "archive" => of(&|language| archive(site, language, Period::All)),
            "tags" => of(&|language| index(site, language, Subject::Tags)),
            "authors" => of(&|language| index(site, language, Subject::Authors)),
            "dossiers" => of(&|language| index(site, language, Subject::Dossiers)),
            "corrections" => of(&|language| corrections(site, language)),
            _ => return None,
        })
    }
}

impl Addresses for ForUrls {
    fn of(&self, kind: &str, id: &str) -> Option<AddressesOf> {
        if let Some(kind) = TaxonomyKind::ALL.into_iter().find(|known| known.word() == kind) {
            return self.site.taxonomy(kind).index.get(id).map(|i| self.of_term(kind, *i));
        }
        match kind {
            "story" => {
                let i = *self.site.story_index.get(&StoryId(id.to_owned()))?;
                // It may go by the names of its files, too; a template names it by its own.
                (self.site.stories[i].id.0 == id).then(|| self.of_story(i))
            }
            "page" => self.of_page(id),
            _ => None,
        }
    }

    fn each(&self, look: &mut dyn FnMut(&str, &str, AddressesOf)) {
        for (i, story) in self.site.stories.iter().enumerate() {
            look("story", &story.id.0, self.of_story(i));
        }
        for kind in TaxonomyKind::ALL {
            for (i, term) in self.site.taxonomy(kind).terms.iter().enumerate() {
                look(kind.word(), &term.id, self.of_term(kind, i));
            }
        }
        for name in PAGES {
            self.of_page(name).into_iter().for_each(|of| look("page", name, of));
        }
    }
}
