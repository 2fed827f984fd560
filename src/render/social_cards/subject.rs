//! Which card a page has: its own, that of what it is about, or that of the site.

use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::plan::{Route, Subject};
use crate::render::press::Press;
use crate::render::titles::site_text;
use crate::site::address::home;
use crate::site::{ArticleId, TaxonomyKind};

/// What a card shows.
pub(super) struct Shown<'a> {
    /// The page that it is named for.
    pub route: &'a Route,
    /// The language that it is in.
    pub language: LanguageId,
    /// What it is about.
    pub about: About,
}

/// What a card is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// An article or a plain page.
    Article(ArticleId),
    /// A dossier, a section, a tag, an author.
    Term(TaxonomyKind, usize),
    /// All of the site.
    Site,
}

/// What the card of a page shows. All pages of a list have one, and so have a text and the pages around it in other languages.
pub(super) fn of<'a>(press: &'a Press, route: &Route, language: LanguageId) -> Option<Shown<'a>> {
    let site = &*press.site;
    let shown = |path: &OutputPath, language, about| {
        let route = press.routes.find(path)?;
        Some(Shown { route, language, about })
    };
    let of_term = |kind: TaxonomyKind, i: usize| {
        shown(&site.taxonomy(kind).terms[i].pages[language.0], language, About::Term(kind, i))
    };
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            let placement = &site.article(id).placement;
            shown(&placement.path, placement.language, About::Article(id))
        }
        Subject::Section(i, _) => of_term(TaxonomyKind::Section, i),
        Subject::Tag(i, _) => of_term(TaxonomyKind::Tag, i),
        Subject::Author(i, _) => of_term(TaxonomyKind::Author, i),
        Subject::Dossier(i, _) => of_term(TaxonomyKind::Dossier, i),
        Subject::NotFound => None,
        _ => shown(&home(&site.config, language), language, About::Site),
    }
}

impl Shown<'_> {
    /// The headline.
    pub fn title(&self, press: &Press) -> String {
        let site = &*press.site;
        match self.about {
            About::Article(id) => site.article(id).title.clone(),
            About::Term(kind, i) => site.taxonomy(kind).terms[i].labels[self.language.0].name.clone(),
            About::Site => self.outlet(press),
        }
    }

    /// The name of the site.
    pub fn outlet(&self, press: &Press) -> String {
        site_text(&press.site, self.language, "site-title").unwrap_or_default()
    }

    /// What the card says, for who does not see it.
    pub fn alt(&self, press: &Press) -> String {
        let outlet = self.outlet(press);
        match self.about {
            About::Site => outlet,
            _ => {
                let between = press.site.locales.optional_message(self.language, "title-separator");
                format!("{}{}{outlet}", self.title(press), between.as_deref().unwrap_or(" – "))
            }
        }
    }
}
