//! Articles, sections, tags and authors as templates see them.

use super::{audio, dossiers, texts};
use crate::input::content::Status;
use crate::language::{Gender, LanguageId};
use crate::plan::feeds::FeedOf;
use crate::render::cards::{card, date, image, make_card, picture};
use crate::render::press::Press;
use crate::render::terms::{feed, page_of, section, tag};
use crate::render::texts::{body, note_body};
use crate::site::{Article, RelatedEntry, Site, TaxonomyKind, related_of};
use crate::templates::{Value, from_yaml, list, none, object, optional, safe, text};
use std::sync::Arc;

/// An article on its own page, or on one for readers of another language: there the text is what it is, and all that
/// is around it is in theirs.
pub(super) fn article(press: &Press, article: &Article, language: LanguageId) -> Value {
    let site = &*press.site;
    let foreign = (language != article.placement.language).then(|| texts::render_article(press, article, language));
    let is_foreign = foreign.is_some();
    let body = foreign.map_or_else(|| body(press, article), Arc::new);
    let toc = body.toc.iter().map(|heading| {
        object([
            ("id", text(&heading.id)),
            ("title", text(&heading.title)),
            ("level", Value::from(u32::from(heading.level))),
        ])
    });
    let corrections =
        article.corrections.iter().map(|(at, what)| object([("date", date(Some(*at))), ("text", text(what))]));
    // A tag that has no page in the reader's language leads nowhere; that of an article in no list is only a word.
    let mut tags: Vec<usize> = article.tags.to_vec();
    tags.retain(|i| article.placement.unlisted || !site.tags.terms[*i].articles[language.0].is_empty());
    let name = |i: usize| site.tags.terms[i].labels[language.0].name.as_str();
    tags.sort_by(|a, b| site.locales.get(language).formats.compare(name(*a), name(*b)));
    let card = if is_foreign { make_card(press, article, language) } else { card(press, article) };
    let mut fields = card.into_map().unwrap_or_default();
    let more = [
        ("body", safe(&body.html)),
        ("opening", safe(&body.html[..body.fold])),
        ("rest", safe(&body.html[body.fold..])),
        ("toc", list(toc.collect())),
        ("tags", list(tags.into_iter().map(|i| tag(press, i, language)).collect())),
        ("dossiers", list(article.dossiers.iter().filter_map(|i| dossiers::link(site, *i, language)).collect())),
        ("related", related(press, article, language)),
        ("audio", audio::value(press, article, language)),
        ("pullquote", optional(article.pullquote.as_deref())),
        ("corrections", list(corrections.collect())),
        ("canonical", optional(article.placement.canonical.as_deref())),
        ("expires", date(article.placement.expires)),
        ("outdated", Value::from(article.outdated.is_some())),
        ("translation_status", optional(status(site, article))),
        ("original", original(site, article)),
        ("gender", text(Gender::name(Gender::of_all(article.authors.iter().map(|i| gender(site, *i, language)))))),
        ("bylines", list(article.authors.iter().map(|i| author(press, *i, language)).collect())),
        ("extra", from_yaml(&article.extra.clone().into())),
    ];
    fields.extend(more.map(|(name, value)| (name.into(), value)));
    Value::from(fields)
}

/// How far a translation has come; an original has not come from anywhere.
fn status(site: &Site, article: &Article) -> Option<&'static str> {
    let story = &site.stories[article.story];
    let is_original = story.articles[story.original.0] == Some(article.id);
    article.translation_status.filter(|_| !is_original).map(Status::as_str)
}

/// The original of a translation, if it is public.
fn original(site: &Site, article: &Article) -> Value {
    let original = site.translations_seen_from(article).nth(site.stories[article.story].original.0).flatten();
    original.filter(|original| original.id != article.id).map_or_else(none, |original| {
        let locale = site.locales.get(original.placement.language);
        object([
            ("lang", text(locale.tag.as_str())),
            ("name", text(&locale.name)),
            ("url", text(&site.href(&original.placement.path))),
        ])
    })
}

/// "More on this topic".
fn related(press: &Press, article: &Article, language: LanguageId) -> Value {
    let entries = related_of(&press.site, article, language);
    list(entries.iter().map(|entry| related_entry(press, language, entry)).collect())
}

fn related_entry(press: &Press, language: LanguageId, entry: &RelatedEntry) -> Value {
    let site = &*press.site;
    let id = match entry {
        RelatedEntry::External(link) => {
            return object([
                ("title", text(&link.title)),
                ("url", text(&link.url)),
                ("date", none()),
                ("lang", none()),
                ("dir", none()),
                ("external", Value::from(true)),
                ("section", none()),
                ("image", none()),
            ]);
        }
        RelatedEntry::Pinned(id) => *id,
        RelatedEntry::Found(found) => found.article,
    };
    let article = site.article(id);
    let locale = site.locales.get(article.placement.language);
    object([
        ("title", text(&article.title)),
        ("url", text(&site.href(press.routes.path_for(article, language)))),
        ("date", date(article.placement.date)),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("external", Value::from(false)),
        ("section", article.section.map_or_else(none, |i| section(press, i, article.placement.language))),
        ("image", article.image.as_ref().map_or_else(none, |i| image(press, i))),
    ])
}

/// The gender in which a language speaks of an author, where a file says it.
fn gender(site: &Site, author: usize, language: LanguageId) -> Option<Gender> {
    site.profiles[author].genders.get(language.0).copied().flatten()
}

/// An author, made on first use.
pub(super) fn author(press: &Press, i: usize, language: LanguageId) -> Value {
    press.values().authors[i][language.0].get_or_init(|| make_author(press, i, language)).clone()
}

fn make_author(press: &Press, i: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let term = &site.authors.terms[i];
    let profile = &site.profiles[i];
    let id = profile.notes[language.0];
    let note = id.map(|id| site.note(id));
    let locale = site.locales.get(note.map_or(language, |note| note.language));
    let bio = id.map(|note| note_body(press, note).html.as_str()).filter(|html| !html.trim().is_empty());
    let links = profile.links.get(language.0).into_iter().flatten();
    let links = links.map(|link| object([("title", text(&link.title)), ("url", text(&link.url))]));
    let name = &term.labels[language.0].name;
    object([
        ("id", text(&term.id)),
        ("name", text(name)),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("gender", text(Gender::name(gender(site, i, language)))),
        ("role", optional(note.and_then(|note| note.role.as_deref()))),
        ("bio", bio.map_or_else(none, safe)),
        (
            "photo",
            site.photo(i, language)
                .map_or_else(none, |photo| picture(press, &photo, photo.alt.as_deref().or(Some(name)))),
        ),
        ("links", list(links.collect())),
        ("url", optional(page_of(site, term, language).as_deref())),
        ("feed", feed(site, FeedOf::Term(TaxonomyKind::Author, i), language)),
    ])
}
