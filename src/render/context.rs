//! What a template sees on each kind of page. `docs/templates.md` is the contract.

use super::objects::{self, article};
use super::term_pages::of_page;
use super::{dossiers, lists, previews, shown, structured_data};
use crate::html::embed;
use crate::input::config::{FeedFormat, Missing};
use crate::language::LanguageId;
use crate::language::text as texts;
use crate::language::text::DESCRIPTION;
use crate::path::OutputPath;
use crate::plan::feeds::{self, FeedOf};
use crate::plan::list_addresses;
use crate::plan::{Route, Subject, fallback, podcast};
use crate::render::alternates::Alternates;
use crate::render::cards::cards;
use crate::render::press::Press;
use crate::render::social_cards::Card;
use crate::render::terms::{counted, tag};
use crate::render::texts::{body, template_of};
use crate::render::titles::{archive_title, home, site_text, word};
use crate::site::{ArticleId, Site, Taxonomy, TaxonomyKind};
use crate::templates::{Context, Value, list, none, object, optional, safe, text};

/// What the template of a page sees, but for its social card.
pub struct Seen {
    /// The template.
    pub template: &'static str,
    /// What it sees.
    pub(super) context: Context,
}

impl Seen {
    /// The same with the social card of the page.
    pub(super) fn with_card(mut self, press: &Press, route: &Route, card: &Card) -> Seen {
        let language = route.language.unwrap_or(LanguageId(0));
        let mut page = self.context.take("page").and_then(Value::into_map).unwrap_or_default();
        let preview = previews::preview(press, route, language, Some(card.picture(&press.site)));
        page.insert("preview".into(), preview);
        self.context.insert_value("page", Value::from(page));
        self
    }
}

/// The template of a route and what it sees, without its social card.
pub(super) fn of(press: &Press, route: &Route) -> Seen {
    let site = &*press.site;
    let language = route.language.unwrap_or(LanguageId(0));
    let mut context = Context::new();
    let (template, kind, title, description) = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            let item = site.article(id);
            context.insert_value("article", article(press, item, language));
            let kind = if item.section.is_some() { "article" } else { "page" };
            (template_of(item), kind, Some(item.title.clone()), item.summary.clone())
        }
        Subject::Section(i, page) => {
            let term = &site.sections.terms[i];
            context.insert_value("section", of_page(press, TaxonomyKind::Section, i, language));
            listing(press, route, &term.articles[language.0], &term.pages[language.0], page, &mut context);
            named("section.html", "section", &site.sections, i, language)
        }
        Subject::Tag(i, page) => {
            let term = &site.tags.terms[i];
            context.insert_value("tag", of_page(press, TaxonomyKind::Tag, i, language));
            listing(press, route, &term.articles[language.0], &term.pages[language.0], page, &mut context);
            named("tag.html", "tag", &site.tags, i, language)
        }
        Subject::Author(i, page) => {
            let author = &site.authors.terms[i];
            context.insert_value("author", counted_author(press, i, language));
            listing(press, route, &author.articles[language.0], &author.pages[language.0], page, &mut context);
            named("author.html", "author", &site.authors, i, language)
        }
        Subject::Archive(period, page) => {
            let articles = lists::of_period(site, language, period);
            let first = list_addresses::archive(site, language, period);
            context.insert_value("archive", lists::archive(site, language, period));
            listing(press, route, articles, &first, page, &mut context);
            ("archive.html", "archive", Some(archive_title(site, language, period)), None)
        }
        Subject::Dossier(i, page) => {
            let dossier = &site.dossiers.terms[i];
            context.insert_value("dossier", dossiers::dossier(press, i, language));
            listing(press, route, &dossier.articles[language.0], &dossier.pages[language.0], page, &mut context);
            named("dossier.html", "dossier", &site.dossiers, i, language)
        }
        Subject::Dossiers => {
            context.insert_value("dossiers", dossiers::entries(press, language, usize::MAX));
            ("dossiers.html", "dossiers", word(site, language, "dossiers"), None)
        }
        Subject::Corrections(page) => {
            let all = &site.corrections[language.0];
            let first = list_addresses::corrections(site, language);
            let shown = all.iter().skip((page - 1) * site.config.paginate).take(site.config.paginate);
            context.insert_value("corrections", dossiers::corrections(press, shown));
            context.insert_value("pagination", lists::pagination(site, all.len(), &first, page));
            ("corrections.html", "corrections", word(site, language, "corrections-page"), None)
        }
        Subject::Tags => {
            context.insert_value(
                "tags",
                lists::sorted_terms(site, &site.tags, language, |i| {
                    counted(site, tag(press, i, language), (TaxonomyKind::Tag, i), language)
                }),
            );
            ("tags.html", "tags", word(site, language, "tags"), None)
        }
        Subject::Authors => {
            context.insert_value(
                "authors",
                lists::sorted_terms(site, &site.authors, language, |i| counted_author(press, i, language)),
            );
            ("authors.html", "authors", word(site, language, "authors"), None)
        }
        Subject::NotFound => {
            context.insert_value("other_languages", other_languages(site, route, language));
            ("404.html", "not-found", word(site, language, "not-found"), None)
        }
        Subject::Chooser => ("chooser.html", "chooser", None, None),
        _ => {
            lists::home(press, language, &mut context);
            ("home.html", "home", None, None)
        }
    };
    let description =
        description.or_else(|| beginning(press, route)).or_else(|| site_text(site, language, "site-description"));
    let described = Words { kind, title: title.as_deref(), description: description.as_deref() };
    context.insert_value("page", page(press, route, &described));
    Seen { template, context }
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
fn beginning(press: &Press, route: &Route) -> Option<String> {
    let site = &*press.site;
    let (Subject::Article(id) | Subject::Fallback(id)) = route.subject else { return None };
    let body = body(press, site.article(id));
    let html = &body.html;
    // One paragraph is longer than a description, and a book is much longer.
    let end = html.match_indices("</p>").map(|(at, _)| at).find(|at| *at > 4 * DESCRIPTION).unwrap_or(html.len());
    let text = texts::of_html(&without_figures(&html[..end]));
    (!text.is_empty()).then(|| texts::shortened(&text, DESCRIPTION).into_owned())
}

/// What is no part of the running text, a picture with its caption or a player, begins no article.
fn without_figures(html: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(html.len()), html);
    while let Some(start) = rest.find("<figure") {
        out.push_str(&rest[..start]);
        let (mut at, mut depth) = (start + 1, 1_usize);
        while depth > 0 {
            let Some(next) = rest[at..].find("figure") else { return out };
            let is_end = rest[..at + next].ends_with("</");
            let is_start = rest[..at + next].ends_with('<');
            depth = if is_end { depth - 1 } else { depth + usize::from(is_start && at > start + 1) };
            at += next + "figure".len();
        }
        rest = rest[at..].split_once('>').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    embed::without_cards(out)
}

/// An author on the author's own page, and in the list of all.
fn counted_author(press: &Press, i: usize, language: LanguageId) -> Value {
    counted(&press.site, objects::author(press, i, language), (TaxonomyKind::Author, i), language)
}

type Described = (&'static str, &'static str, Option<String>, Option<String>);

fn named(template: &'static str, kind: &'static str, taxonomy: &Taxonomy, i: usize, language: LanguageId) -> Described {
    let label = &taxonomy.terms[i].labels[language.0];
    (template, kind, Some(label.name.clone()), label.description.clone())
}

fn listing(press: &Press, _: &Route, articles: &[ArticleId], first: &OutputPath, page: usize, context: &mut Context) {
    let site = &*press.site;
    let on_a_page = site.config.paginate;
    let shown = articles.iter().skip((page - 1) * on_a_page).take(on_a_page);
    context.insert_value("articles", cards(press, shown));
    context.insert_value("pagination", lists::pagination(site, articles.len(), first, page));
}

/// What is said of a page.
struct Words<'a> {
    kind: &'a str,
    title: Option<&'a str>,
    description: Option<&'a str>,
}

fn page(press: &Press, route: &Route, words: &Words) -> Value {
    let Words { kind, title, description } = *words;
    let site = &*press.site;
    let language = route.language.unwrap_or(LanguageId(0));
    let feed = followed(site, route, language);
    let canonical = match route.subject {
        Subject::Article(id) => site.article(id).placement.canonical.clone(),
        Subject::Fallback(id) => {
            let text = site.article(id);
            Some(text.placement.canonical.clone().unwrap_or_else(|| site.absolute(&text.placement.path)))
        }
        _ => None,
    };
    let hidden = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            site.article(id).placement.draft || site.article(id).placement.unlisted
        }
        Subject::Dossier(i, _) => site.dossier_texts[i][language.0].as_ref().is_some_and(|text| text.draft),
        subject => subject == Subject::NotFound,
    };
    let url = site.absolute(&route.path);
    let (has_embeds, has_galleries) = shown::needs_script(press, route);
    let described = structured_data::Described { press, route, language, url: &url, title, description };
    object([
        ("kind", text(kind)),
        ("title", optional(title)),
        ("description", optional(description)),
        ("url", text(&site.href(&route.path))),
        ("canonical", text(&canonical.unwrap_or_else(|| url.clone()))),
        ("translations", language_bar(press, route)),
        ("alternates", alternates(press, route)),
        ("feeds", feeds(site, feed, language)),
        ("noindex", Value::from(hidden)),
        ("has_embeds", Value::from(has_embeds)),
        ("has_galleries", Value::from(has_galleries)),
        ("preview", previews::preview(press, route, language, None)),
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
    let podcast = podcast::exists(site, language).then(|| {
        object([
            ("format", text("podcast")),
            ("name", text(&word(site, language, "podcast").unwrap_or_default())),
            ("type", text(podcast::MEDIA_TYPE)),
            ("url", text(&format!("{}{}", site.base_path(), podcast::address(site, language)))),
            ("title", text(&super::feeds::podcast_title(site, language))),
        ])
    });
    if !feeds::exists(site, of, language) {
        return list(podcast.into_iter().collect());
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
    list(site.config.feeds.formats.of(of.scope()).map(feed).chain(podcast).collect())
}

/// One entry for each language that the page can lead to: a translation, a page around another language's text, or
/// that language's home page.
fn language_bar(press: &Press, route: &Route) -> Value {
    let site = &*press.site;
    let text_of_page = match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => Some(site.article(id)),
        _ => None,
    };
    let translations = match text_of_page {
        Some(text) => {
            site.translations_seen_from(text).map(|article| article.map(|article| &article.placement.path)).collect()
        }
        None => {
            let mut paths = vec![None; site.locales.ids().count()];
            press.routes.translations(site, route).into_iter().for_each(|(l, route)| paths[l.0] = Some(&route.path));
            paths
        }
    };
    let omit = text_of_page.is_some_and(|text| fallback::policy(site, text) == Missing::Omit);
    let entry = |other: LanguageId| {
        let translation = translations[other.0];
        let around = text_of_page.and_then(|text| press.routes.fallback(text.story, other));
        let locale = site.locales.get(other);
        let shown = match around.map(|route| route.subject) {
            Some(Subject::Fallback(id)) => site.locales.get(site.article(id).placement.language),
            _ => locale,
        };
        if translation.is_none() && omit {
            return None;
        }
        let url = translation.or(around.map(|r| &r.path)).map_or_else(|| home(site, other), |path| site.href(path));
        Some(object([
            ("tag", text(locale.tag.as_str())),
            ("name", text(&locale.name)),
            ("short_name", text(&locale.short_name)),
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

fn alternates(press: &Press, route: &Route) -> Value {
    let entry = |(tag, url): (String, String)| object([("hreflang", text(&tag)), ("url", text(&url))]);
    list(Alternates::of(press, route).addresses(&press.site).into_iter().map(entry).collect())
}
