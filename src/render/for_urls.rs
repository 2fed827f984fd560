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

/// The way of grouping articles that templates call by a word.
fn taxonomy_of(word: &str) -> Option<TaxonomyKind> {
    TaxonomyKind::ALL.into_iter().find(|kind| kind.word() == word)
}

impl Addresses for ForUrls {
    fn of(&self, kind: &str, id: &str) -> Option<AddressesOf> {
        if let Some(kind) = taxonomy_of(kind) {
            return self.site.taxonomy(kind).index.get(id).map(|i| self.of_term(kind, *i));
        }
        match kind {
            "story" => {
                let i = *self.site.story_index.get(&StoryId(id.into()))?;
                // It may go by the names of its files, too; a template names it by its own.
                (*self.site.stories[i].id.0 == *id).then(|| self.of_story(i))
            }
            "page" => self.of_page(id),
            _ => None,
        }
    }

    fn count(&self, kind: &str, id: &str) -> Option<Vec<usize>> {
        let taxonomy = self.site.taxonomy(taxonomy_of(kind)?);
        let term = &taxonomy.terms[*taxonomy.index.get(id)?];
        Some(term.articles.iter().map(Vec::len).collect())
    }

    fn each(&self, kind: &str, look: &mut dyn FnMut(&str)) {
        match (taxonomy_of(kind), kind) {
            (Some(kind), _) => self.site.taxonomy(kind).terms.iter().for_each(|term| look(&term.id)),
            (None, "story") => self.site.stories.iter().for_each(|story| look(&story.id.0)),
            (None, _) => PAGES.into_iter().for_each(look),
        }
    }
}
