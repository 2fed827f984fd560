//! What the templates of each language see everywhere.

use super::for_urls::ForUrls;
use super::terms::term;
use super::titles::{home, site_text};
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::pictures::cards::Fonts;
use crate::plan::list_addresses::{archive, corrections, index as index_page};
use crate::plan::{Icon, Period, RouteTable, Subject, hosting};
use crate::render::media::ForTemplates;
use crate::render::social_cards::ForCards;
use crate::site::{Site, Taxonomy, TaxonomyKind};
use crate::templates::{Bindings, Lettering, Pictures, SiteFacts, Value, list, none, object, optional, text};
use std::sync::Arc;

/// What the templates of each language see everywhere.
pub fn bindings(
    site: &Arc<Site>,
    routes: &Arc<RouteTable>,
    pictures: ForTemplates,
    fonts: &Arc<Fonts>,
) -> Vec<Bindings> {
    let facts = Arc::new(facts(site, routes));
    let pictures: Arc<dyn Pictures> = Arc::new(pictures);
    let lettering: Arc<dyn Lettering> = Arc::new(ForCards::new(Arc::clone(fonts)));
    site.locales
        .ids()
        .map(|language| Bindings {
            language,
            locales: Arc::clone(&site.locales),
            statics: Arc::clone(&site.statics),
            facts: Arc::clone(&facts),
            pictures: Some(Arc::clone(&pictures)),
            lettering: Some(Arc::clone(&lettering)),
            globals: globals(site, language),
        })
        .collect()
}

fn globals(site: &Site, language: LanguageId) -> Vec<(&'static str, Value)> {
    let speak = |l: LanguageId| {
        let locale = site.locales.get(l);
        object([
            ("tag", text(locale.tag.as_str())),
            ("name", text(&locale.name)),
            ("dir", text(locale.direction)),
            ("url", text(&home(site, l))),
        ])
    };
    let follow = site.config.follow.iter().map(|link| {
        object([("title", text(&link.title)), ("url", text(&link.url)), ("icon", optional(link.icon.as_deref()))])
    });
    let sections = (0..site.sections.terms.len()).filter(|i| !site.sections.terms[*i].articles[language.0].is_empty());
    let pages = site.pages[language.0].iter().map(|id| {
        let page = site.article(*id);
        object([
            ("id", text(&site.stories[page.story].id.0)),
            ("title", text(&page.title)),
            ("url", text(&site.href(&page.placement.path))),
        ])
    });
    let where_it_is = |exists: bool, path: OutputPath| optional(exists.then(|| site.href(&path)).as_deref());
    let index = |taxonomy: &Taxonomy, subject: Subject| {
        where_it_is(taxonomy.has_articles(language), index_page(site, language, subject))
    };
    let has_archive = !site.latest[language.0].is_empty();
    let has_corrections = !site.corrections[language.0].is_empty();
    let at_root = |path: &str| text(&format!("{}/{}", site.base_path(), path.trim_start_matches('/')));
    let icons = match hosting::has_icon(site) {
        true => object([
            ("svg", at_root(Icon::Svg.path())),
            ("ico", at_root(Icon::Ico.path())),
            ("touch", at_root(Icon::Touch.path())),
        ]),
        false => none(),
    };
    let search = hosting::search(site, language).map(|_| hosting::search_path(site, language));
    let about = object([
        ("title", text(&site_text(site, language, "site-title").unwrap_or_default())),
        ("description", optional(site_text(site, language, "site-description").as_deref())),
        ("base_url", text(&site.config.base_url)),
        ("home", text(&home(site, language))),
        ("follow", list(follow.collect())),
        ("languages", list(site.locales.ids().map(speak).collect())),
        ("twitter", optional(site.config.twitter.as_deref())),
        ("icons", icons),
        ("manifest", at_root(&hosting::manifest_path(site, language))),
        ("opensearch", search.map_or_else(none, |path| at_root(&path))),
        ("archive", where_it_is(has_archive, archive(site, language, Period::All))),
        ("tags", index(&site.tags, Subject::Tags)),
        ("authors", index(&site.authors, Subject::Authors)),
        ("dossiers", index(&site.dossiers, Subject::Dossiers)),
        ("corrections", where_it_is(has_corrections, corrections(site, language))),
    ]);
    vec![
        ("lang", text(site.locales.get(language).tag.as_str())),
        ("language", speak(language)),
        ("site", about),
        ("sections", list(sections.map(|i| term(site, TaxonomyKind::Section, i, language)).collect())),
        ("pages", list(pages.collect())),
    ]
}

fn facts(site: &Arc<Site>, routes: &Arc<RouteTable>) -> SiteFacts {
    SiteFacts {
        base_url: site.config.base_url.clone(),
        base_path: site.base_path().to_owned(),
        zone: Some(site.config.time_zone.clone()),
        now: Some(site.now),
        asked_for_now: Default::default(),
        addresses: Some(Box::new(ForUrls::new(Arc::clone(site), Arc::clone(routes)))),
    }
}
