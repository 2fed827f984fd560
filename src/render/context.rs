//! What a template sees on each kind of page. `docs/templates.md` is the contract.

use super::objects::{self, article, card, cards};
use super::{dossiers, lists, previews, structured_data};
use crate::input::config::{FeedFormat, Missing};
use crate::language::LanguageId;
use crate::language::locale::{DateStyle, capitalize};
use crate::language::text as texts;
use crate::language::text::DESCRIPTION;
use crate::plan::feeds::{self, FeedOf};
use crate::plan::list_addresses::{archive_address, corrections_address, index_address};
use crate::plan::{Icon, Period, Route, Subject, fallback, hosting, sitemaps};
use crate::site::{ArticleId, Site, Taxonomy, TaxonomyKind};
use crate::templates::{Addresses, Bindings, Context, Value, list, none, object, optional, safe, text};
use std::collections::HashMap;
use std::sync::Arc;

/// The template of a route and what it sees.
pub(super) fn of(site: &Site, route: &Route) -> (&'static str, Context) {
    let language = route.language.unwrap_or(LanguageId(0));
    let mut context = Context::new();
    let (template, kind, title, description) = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            let item = site.article(id);
            context.insert_value("article", article(site, item, language));
            let (template, kind) =
                if item.section.is_some() { ("article.html", "article") } else { ("page.html", "page") };
            (template, kind, Some(item.title.clone()), item.summary.clone())
        }
        Subject::Section(i, page) => {
            let section = &site.sections.terms[i];
            context.insert_value("section", objects::section(site, i, language));
            listing(site, route, &section.articles[language.0], &section.addresses[language.0], page, &mut context);
            named("section.html", "section", &site.sections, i, language)
        }
        Subject::Tag(i, page) => {
            let tag = &site.tags.terms[i];
            context.insert_value("tag", objects::tag(site, i, language));
            listing(site, route, &tag.articles[language.0], &tag.addresses[language.0], page, &mut context);
            named("tag.html", "tag", &site.tags, i, language)
        }
        Subject::Author(i, page) => {
            let author = &site.authors.terms[i];
            context.insert_value("author", objects::author(site, i, language));
            listing(site, route, &author.articles[language.0], &author.addresses[language.0], page, &mut context);
            named("author.html", "author", &site.authors, i, language)
        }
        Subject::Archive(period, page) => {
            let articles = lists::of_period(site, language, period);
            let first = archive_address(site, language, period);
            context.insert_value("archive", lists::archive(site, language, period));
            listing(site, route, &articles, &first, page, &mut context);
            ("archive.html", "archive", Some(archive_title(site, language, period)), None)
        }
        Subject::Dossier(i, page) => {
            let dossier = &site.dossiers.terms[i];
            context.insert_value("dossier", dossiers::dossier(site, i, language));
            listing(site, route, &dossier.articles[language.0], &dossier.addresses[language.0], page, &mut context);
            named("dossier.html", "dossier", &site.dossiers, i, language)
        }
        Subject::Dossiers => {
            context.insert_value("dossiers", dossiers::entries(site, language, usize::MAX));
            ("dossiers.html", "dossiers", word(site, language, "dossiers"), None)
        }
        Subject::Corrections(page) => {
            let all = &site.corrections[language.0];
            let first = corrections_address(site, language);
            let shown = all.iter().skip((page - 1) * site.config.paginate).take(site.config.paginate);
            context.insert_value("corrections", dossiers::corrections(site, shown));
            context.insert_value("pagination", lists::pagination(site, all.len(), &first, page));
            ("corrections.html", "corrections", word(site, language, "corrections-page"), None)
        }
        Subject::Tags => {
            context.insert_value(
                "tags",
                lists::sorted_terms(site, &site.tags, language, |i| objects::tag(site, i, language)),
            );
            ("tags.html", "tags", word(site, language, "tags"), None)
        }
        Subject::Authors => {
            context.insert_value(
                "authors",
                lists::sorted_terms(site, &site.authors, language, |i| objects::author(site, i, language)),
            );
            ("authors.html", "authors", word(site, language, "authors"), None)
        }
        Subject::NotFound => {
            context.insert_value("other_languages", other_languages(site, route, language));
            ("404.html", "not-found", word(site, language, "not-found"), None)
        }
        Subject::Chooser => ("chooser.html", "chooser", None, None),
        _ => {
            lists::home(site, language, &mut context);
            ("home.html", "home", None, None)
        }
    };
    let description =
        description.or_else(|| beginning(site, route)).or_else(|| site_text(site, language, "site-description"));
    context.insert_value("page", page(site, route, kind, title.as_deref(), description.as_deref()));
    (template, context)
}

/// A host shows the page at the root for every wrong address, whatever language its reader speaks: the same words in
/// each of the other languages. The page of one language says it in that language alone.
fn other_languages(site: &Site, route: &Route, language: LanguageId) -> Value {
    let others = site.locales.ids().filter(|other| *other != language && !route.path.as_str().contains('/'));
    let words = |other: LanguageId| {
        let locale = site.locales.get(other);
        let word = |key: &str| optional(word(site, other, key).as_deref());
        object([
            ("tag", text(locale.tag.as_str())),
            ("dir", text(locale.direction)),
            ("name", text(&locale.name)),
            ("url", text(&home(site, other))),
            ("title", word("not-found")),
            ("text", word("not-found-text")),
            ("home", word("to-the-home-page")),
        ])
    };
    list(others.map(words).collect())
}

/// How an article without a standfirst begins.
fn beginning(site: &Site, route: &Route) -> Option<String> {
    let (Subject::Article(id) | Subject::Fallback(id)) = route.subject else { return None };
    let html = &site.body(site.article(id)).html;
    // One paragraph is longer than a description, and a book is much longer.
    let end = html.match_indices("</p>").map(|(at, _)| at).find(|at| *at > 4 * DESCRIPTION).unwrap_or(html.len());
    let text = texts::of_html(&html[..end]);
    (!text.is_empty()).then(|| texts::shortened(&text, DESCRIPTION).into_owned())
}

type Described = (&'static str, &'static str, Option<String>, Option<String>);

fn named(template: &'static str, kind: &'static str, taxonomy: &Taxonomy, i: usize, language: LanguageId) -> Described {
    let label = &taxonomy.terms[i].labels[language.0];
    (template, kind, Some(label.name.clone()), label.description.clone())
}

pub(super) fn word(site: &Site, language: LanguageId, key: &str) -> Option<String> {
    site.locales.message(language, key, None).map(|text| text.into_owned())
}

pub(super) fn archive_title(site: &Site, language: LanguageId, period: Period) -> String {
    let locale = site.locales.get(language);
    match period {
        Period::All => word(site, language, "archive").unwrap_or_default(),
        Period::Year(year) => match lists::first_day(site, year, 1) {
            Some(day) => locale.date(&day, DateStyle::Year),
            None => year.to_string(),
        },
        Period::Month(year, month) => match lists::first_day(site, year, month) {
            // A month is a word like any other in most languages; at the head of a page it begins with a capital letter.
            Some(day) => capitalize(&locale.date(&day, DateStyle::Month), &locale.tag),
            None => format!("{year}-{month:02}"),
        },
    }
}

/// A text of the site in a language: the message of the locale, or what `site.yaml` says.
pub(super) fn site_text(site: &Site, language: LanguageId, key: &str) -> Option<String> {
    let own = site.locales.own_message(language, key).map(str::to_owned);
    let tag = site.locales.get(language).tag.as_str();
    let configured = if key == "site-title" { &site.config.title } else { &site.config.description };
    let default = || site.locales.ids().next().and_then(|first| configured.get(site.locales.get(first).tag.as_str()));
    let text = own.or_else(|| configured.get(tag).or_else(default).map(str::to_owned))?;
    Some(site.locales.typography(language, None).set(&text).into_owned())
}

fn listing(site: &Site, _: &Route, articles: &[ArticleId], first: &str, page: usize, context: &mut Context) {
    let on_a_page = site.config.paginate;
    let shown = articles.iter().skip((page - 1) * on_a_page).take(on_a_page);
    context.insert_value("articles", cards(site, shown));
    context.insert_value("pagination", lists::pagination(site, articles.len(), first, page));
}

fn page(site: &Site, route: &Route, kind: &str, title: Option<&str>, description: Option<&str>) -> Value {
    let language = route.language.unwrap_or(LanguageId(0));
    let feed = followed(site, route, language);
    let canonical = match route.subject {
        Subject::Article(id) => site.article(id).canonical.clone(),
        Subject::Fallback(id) => {
            let text = site.article(id);
            Some(text.canonical.clone().unwrap_or_else(|| site.absolute(&text.path)))
        }
        _ => None,
    };
    let hidden = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => site.article(id).draft || site.article(id).unlisted,
        Subject::Dossier(i, _) => site.dossier_texts[i][language.0].as_ref().is_some_and(|text| text.draft),
        subject => subject == Subject::NotFound,
    };
    let url = site.absolute(&route.path);
    let described = structured_data::Described { site, route, language, url: &url, title, description };
    object([
        ("kind", text(kind)),
        ("title", optional(title)),
        ("description", optional(description)),
        ("url", text(&site.href(&route.path))),
        ("canonical", text(&canonical.unwrap_or_else(|| url.clone()))),
        ("translations", language_bar(site, route)),
        ("alternates", alternates(site, route)),
        ("feeds", feeds(site, feed, language)),
        ("noindex", Value::from(hidden)),
        ("preview", previews::preview(site, route, language)),
        ("structured_data", structured_data::of(&described).map_or_else(none, |json| safe(&json))),
    ])
}

/// The list that the reader of a page may want to follow: its own, or that of its section, or all.
fn followed(site: &Site, route: &Route, language: LanguageId) -> FeedOf {
    let list = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            site.article(id).section.map(|i| FeedOf::Term(TaxonomyKind::Section, i))
        }
        Subject::Section(i, _) => Some(FeedOf::Term(TaxonomyKind::Section, i)),
        Subject::Tag(i, _) => Some(FeedOf::Term(TaxonomyKind::Tag, i)),
        Subject::Author(i, _) => Some(FeedOf::Term(TaxonomyKind::Author, i)),
        Subject::Dossier(i, _) => Some(FeedOf::Term(TaxonomyKind::Dossier, i)),
        _ => None,
    };
    list.filter(|list| feeds::exists(site, *list, language)).unwrap_or(FeedOf::Home)
}

/// A feed in each of its formats, for `<link rel="alternate">`.
fn feeds(site: &Site, of: FeedOf, language: LanguageId) -> Value {
    if !feeds::exists(site, of, language) {
        return list(Vec::new());
    }
    let title = super::feeds::title(site, of, language);
    let feed = |format: FeedFormat| {
        object([
            ("format", text(format.as_str())),
            ("name", text(format.name())),
            ("type", text(format.media_type())),
            ("url", text(&format!("{}{}", site.base_path(), feeds::address(site, of, language, format)))),
            ("title", text(&title)),
        ])
    };
    list(site.config.feeds.formats().map(feed).collect())
}

/// One entry for each language that the page can lead to: a translation, a page around another language's text, or
/// that language's home page.
fn language_bar(site: &Site, route: &Route) -> Value {
    let text_of_page = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => Some(site.article(id)),
        _ => None,
    };
    let translations = match text_of_page {
        Some(text) => site.translations_seen_from(text).map(|article| article.map(|article| &article.path)).collect(),
        None => {
            let mut paths = vec![None; site.locales.ids().count()];
            site.routes.translations(site, route).into_iter().for_each(|(l, route)| paths[l.0] = Some(&route.path));
            paths
        }
    };
    let omit = text_of_page.is_some_and(|text| fallback::policy(site, text) == Missing::Omit);
    let entry = |other: LanguageId| {
        let translation = translations[other.0];
        let around = text_of_page.and_then(|text| site.routes.fallback(text.story, other));
        let locale = site.locales.get(other);
        let shown = match around.map(|route| route.subject) {
            Some(Subject::Fallback(id)) => site.locales.get(site.article(id).language),
            _ => locale,
        };
        if translation.is_none() && omit {
            return None;
        }
        let url = translation.or(around.map(|r| &r.path)).map_or_else(|| home(site, other), |path| site.href(path));
        Some(object([
            ("tag", text(locale.tag.as_str())),
            ("name", text(&locale.name)),
            ("dir", text(locale.direction)),
            ("url", text(&url)),
            ("hreflang", text(shown.tag.as_str())),
            ("exists", Value::from(translation.is_some())),
            ("fallback", Value::from(around.is_some())),
            ("current", Value::from(Some(other) == route.language && route.subject != Subject::Chooser)),
        ]))
    };
    list(site.locales.ids().filter_map(entry).collect())
}

/// The addresses of a page in all its languages, for `hreflang`: itself among them, and `x-default`.
pub(super) fn hreflang(site: &Site, route: &Route) -> Vec<(String, String)> {
    let translations = if route.subject == Subject::Chooser {
        let home =
            site.locales.ids().next().and_then(|l| {
                site.routes.find(&crate::path::OutputPath::page(&format!("/{}/", site.locales.get(l).tag))?)
            });
        home.map(|home| site.routes.translations(site, home)).unwrap_or_default()
    } else {
        // What search engines are sent away from is nobody's translation for them.
        let is_listed = |route: &Route| sitemaps::is_listed(site, route);
        let mut translations = if is_listed(route) { site.routes.translations(site, route) } else { Vec::new() };
        translations.retain(|(_, other)| is_listed(other));
        translations
    };
    let is_home = matches!(route.subject, Subject::Home | Subject::Chooser);
    if translations.len() < 2 && !is_home {
        return Vec::new();
    }
    let mut alternates: Vec<(String, String)> =
        translations.iter().map(|(l, r)| (site.locales.get(*l).tag.to_string(), site.absolute(&r.path))).collect();
    // The choice of language is the default of the home pages; elsewhere it is the site's first language.
    let default = if is_home {
        Some(format!("{}/", site.config.base_url))
    } else {
        alternates.first().map(|(_, url)| url.clone())
    };
    alternates.extend(default.map(|url| ("x-default".to_owned(), url)));
    alternates
}

fn alternates(site: &Site, route: &Route) -> Value {
    let entry = |(tag, url): (String, String)| object([("hreflang", text(&tag)), ("url", text(&url))]);
    list(hreflang(site, route).into_iter().map(entry).collect())
}

fn home(site: &Site, language: LanguageId) -> String {
    format!("{}/{}/", site.base_path(), site.locales.get(language).tag)
}

/// What the templates of each language see everywhere.
pub fn bindings(site: &Site) -> Vec<Bindings> {
    let addresses = Arc::new(addresses(site));
    site.locales
        .ids()
        .map(|language| Bindings {
            language,
            locales: Arc::clone(&site.locales),
            statics: Arc::clone(&site.statics),
            addresses: Arc::clone(&addresses),
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
            ("url", text(&site.href(&page.path))),
        ])
    });
    let where_it_is = |exists: bool, address: String| {
        let address = exists.then(|| format!("{}{address}", site.base_path()));
        optional(address.as_deref())
    };
    let index = |taxonomy: &Taxonomy, subject: Subject| {
        where_it_is(taxonomy.has_articles(language), index_address(site, language, subject))
    };
    let has_archive = !site.latest[language.0].is_empty();
    let has_corrections = !site.corrections[language.0].is_empty();
    let at_root = |path: &str| text(&format!("{}/{path}", site.base_path()));
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
        ("archive", where_it_is(has_archive, archive_address(site, language, Period::All))),
        ("tags", index(&site.tags, Subject::Tags)),
        ("authors", index(&site.authors, Subject::Authors)),
        ("dossiers", index(&site.dossiers, Subject::Dossiers)),
        ("corrections", where_it_is(has_corrections, corrections_address(site, language))),
    ]);
    vec![
        ("lang", text(site.locales.get(language).tag.as_str())),
        ("language", speak(language)),
        ("site", about),
        ("sections", list(sections.map(|i| objects::section(site, i, language)).collect())),
        ("pages", list(pages.collect())),
    ]
}

fn addresses(site: &Site) -> Addresses {
    let of_terms = |taxonomy: &Taxonomy| -> HashMap<String, Vec<Option<String>>> {
        let addresses = |i: usize| {
            let term = &taxonomy.terms[i];
            site.locales
                .ids()
                .map(|l| {
                    (!term.articles[l.0].is_empty()).then(|| format!("{}{}", site.base_path(), term.addresses[l.0]))
                })
                .collect()
        };
        (0..taxonomy.terms.len()).map(|i| (taxonomy.terms[i].id.clone(), addresses(i))).collect()
    };
    let stories = site.stories.iter().enumerate().map(|(i, story)| {
        let href = |language: LanguageId| {
            let own = story.articles[language.0].map(|id| &site.article(id).path);
            own.or_else(|| site.routes.fallback(i, language).map(|route| &route.path)).map(|path| site.href(path))
        };
        (story.id.0.clone(), site.locales.ids().map(href).collect())
    });
    let with_base = |address: String| Some(format!("{}{address}", site.base_path()));
    let pages: HashMap<String, Vec<Option<String>>> = HashMap::from([
        ("home".to_owned(), site.locales.ids().map(|l| Some(home(site, l))).collect()),
        ("archive".to_owned(), site.locales.ids().map(|l| with_base(archive_address(site, l, Period::All))).collect()),
        ("tags".to_owned(), site.locales.ids().map(|l| with_base(index_address(site, l, Subject::Tags))).collect()),
        (
            "authors".to_owned(),
            site.locales.ids().map(|l| with_base(index_address(site, l, Subject::Authors))).collect(),
        ),
        (
            "dossiers".to_owned(),
            site.locales.ids().map(|l| with_base(index_address(site, l, Subject::Dossiers))).collect(),
        ),
        ("corrections".to_owned(), site.locales.ids().map(|l| with_base(corrections_address(site, l))).collect()),
    ]);
    Addresses {
        base_url: site.config.base_url.clone(),
        base_path: site.base_path().to_owned(),
        zone: Some(site.config.time_zone.clone()),
        now: Some(site.now),
        by_kind: HashMap::from([
            ("story", stories.collect()),
            ("section", of_terms(&site.sections)),
            ("tag", of_terms(&site.tags)),
            ("author", of_terms(&site.authors)),
            ("dossier", of_terms(&site.dossiers)),
            ("page", pages),
        ]),
    }
}

/// A card, or none.
pub(super) fn optional_card(site: &Site, id: Option<ArticleId>) -> Value {
    id.map_or_else(none, |id| card(site, site.article(id)))
}
