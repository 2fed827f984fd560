//! Articles, sections, tags and authors as templates see them.

use super::{dossiers, texts};
use crate::input::media::MediaId;
use crate::language::{LanguageId, Moment};
use crate::path::encode_path;
use crate::plan::feeds::{self, FeedOf};
use crate::site::{Article, ArticleId, Image, RelatedEntry, Site, TaxonomyKind, Term, related_of};
use crate::templates::{Value, from_yaml, list, none, object, optional, safe, text};

/// An article in a list. It is made once: a list page shows twenty, and the same articles are in many lists.
pub(super) fn card(site: &Site, article: &Article) -> Value {
    site.rendered(article).card.get_or_init(|| make_card(site, article, article.language)).clone()
}

/// Several cards.
pub(super) fn cards<'a>(site: &Site, ids: impl IntoIterator<Item = &'a ArticleId>) -> Value {
    list(ids.into_iter().map(|id| card(site, site.article(*id))).collect())
}

/// A card for readers of `language`: names of authors and the section are in theirs.
fn make_card(site: &Site, article: &Article, language: LanguageId) -> Value {
    let locale = site.locales.get(article.language);
    let authors = article.authors.iter().map(|i| {
        let term = &site.authors.terms[*i];
        let url = (!term.articles[language.0].is_empty())
            .then(|| format!("{}{}", site.base_path(), term.addresses[language.0]));
        object([
            ("id", text(&term.id)),
            ("name", text(&term.labels[language.0].name)),
            ("url", optional(url.as_deref())),
        ])
    });
    object([
        ("title", text(&article.title)),
        ("url", text(&site.href(&article.path))),
        ("summary", optional(article.summary.as_deref())),
        ("date", date(article.date)),
        ("updated", date(article.updated)),
        ("dateline", optional(article.dateline.as_deref())),
        ("kind", optional(article.kind.map(|k| k.as_str()))),
        ("featured", Value::from(article.featured)),
        ("draft", Value::from(article.draft)),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("authors", list(authors.collect())),
        ("section", article.section.map_or_else(none, |i| section(site, i, language))),
        ("image", article.image.as_ref().map_or_else(none, |i| image(site, i))),
    ])
}

/// An article on its own page, or on one for readers of another language: there the text is what it is, and all that
/// is around it is in theirs.
pub(super) fn article(site: &Site, article: &Article, language: LanguageId) -> Value {
    let foreign = (language != article.language).then(|| texts::render_article(site, article, language));
    let body = foreign.as_ref().unwrap_or_else(|| site.body(article));
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
    let mut tags: Vec<usize> = article.tags.clone();
    tags.retain(|i| article.unlisted || !site.tags.terms[*i].articles[language.0].is_empty());
    let name = |i: usize| site.tags.terms[i].labels[language.0].name.as_str();
    tags.sort_by(|a, b| site.locales.get(language).formats.compare(name(*a), name(*b)));
    let card = if foreign.is_some() { make_card(site, article, language) } else { card(site, article) };
    let mut fields = card.into_map().unwrap_or_default();
    let more = [
        ("body", safe(&body.html)),
        ("opening", safe(&body.html[..body.fold])),
        ("rest", safe(&body.html[body.fold..])),
        ("toc", list(toc.collect())),
        ("tags", list(tags.into_iter().map(|i| tag(site, i, language)).collect())),
        ("dossiers", list(article.dossiers.iter().filter_map(|i| dossiers::link(site, *i, language)).collect())),
        (
            "related",
            list(
                related_of(site, article, language).iter().map(|entry| related_entry(site, language, entry)).collect(),
            ),
        ),
        ("pullquote", optional(article.pullquote.as_deref())),
        ("corrections", list(corrections.collect())),
        ("canonical", optional(article.canonical.as_deref())),
        ("expires", date(article.expires)),
        ("outdated", Value::from(article.outdated.is_some())),
        ("original", original(site, article)),
        ("bylines", list(article.authors.iter().map(|i| author(site, *i, language)).collect())),
        ("extra", from_yaml(&article.extra.clone().into())),
    ];
    fields.extend(more.map(|(name, value)| (name.into(), value)));
    Value::from(fields)
}

/// The original of a translation, if it is public.
fn original(site: &Site, article: &Article) -> Value {
    let original = site.translations_seen_from(article).nth(site.stories[article.story].original.0).flatten();
    original.filter(|original| original.id != article.id).map_or_else(none, |original| {
        let locale = site.locales.get(original.language);
        object([
            ("lang", text(locale.tag.as_str())),
            ("name", text(&locale.name)),
            ("url", text(&site.href(&original.path))),
        ])
    })
}

fn related_entry(site: &Site, language: LanguageId, entry: &RelatedEntry) -> Value {
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
    let locale = site.locales.get(article.language);
    object([
        ("title", text(&article.title)),
        ("url", text(&site.href(site.routes.path_for(article, language)))),
        ("date", date(article.date)),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("external", Value::from(false)),
        ("section", article.section.map_or_else(none, |i| section(site, i, article.language))),
        ("image", article.image.as_ref().map_or_else(none, |i| image(site, i))),
    ])
}

pub(super) fn date(moment: Option<Moment>) -> Value {
    moment.map_or_else(none, |m| text(&m.rfc3339()))
}

pub(super) fn image(site: &Site, image: &Image) -> Value {
    picture(site, image.file, image.alt.as_deref(), image.caption.as_deref(), image.credit.as_deref())
}

fn picture(site: &Site, file: MediaId, alt: Option<&str>, caption: Option<&str>, credit: Option<&str>) -> Value {
    let file = site.media.get(file);
    let (width, height) = file_size(file.size());
    object([
        ("url", text(&format!("{}{}", site.base_path(), encode_path(&file.path.address())))),
        ("alt", text(alt.unwrap_or_default())),
        ("caption", optional(caption)),
        ("credit", optional(credit)),
        ("width", width),
        ("height", height),
    ])
}

/// Width and height, each or none.
pub(super) fn file_size(size: Option<(u32, u32)>) -> (Value, Value) {
    let side = |n: Option<u32>| n.map_or_else(none, Value::from);
    (side(size.map(|s| s.0)), side(size.map(|s| s.1)))
}

/// The path of the feed that pages show to readers, or none.
pub(super) fn feed(site: &Site, of: FeedOf, language: LanguageId) -> Value {
    let address = feeds::shown_address(site, of, language);
    optional(address.map(|address| format!("{}{address}", site.base_path())).as_deref())
}

/// A section.
pub(super) fn section(site: &Site, i: usize, language: LanguageId) -> Value {
    term(site, TaxonomyKind::Section, i, language)
}

/// A tag.
pub(super) fn tag(site: &Site, i: usize, language: LanguageId) -> Value {
    term(site, TaxonomyKind::Tag, i, language)
}

fn term(site: &Site, kind: TaxonomyKind, i: usize, language: LanguageId) -> Value {
    let term = &site.taxonomy(kind).terms[i];
    let label = &term.labels[language.0];
    object([
        ("id", text(&term.id)),
        ("name", text(&label.name)),
        ("description", optional(label.description.as_deref())),
        ("url", optional(page_of(site, term, language).as_deref())),
        ("feed", feed(site, FeedOf::Term(kind, i), language)),
        ("count", Value::from(term.articles[language.0].len())),
    ])
}

/// The path of the page of a term; none where the language has no article of it.
fn page_of(site: &Site, term: &Term, language: LanguageId) -> Option<String> {
    let exists = !term.articles[language.0].is_empty();
    exists.then(|| format!("{}{}", site.base_path(), term.addresses[language.0]))
}

/// An author.
pub(super) fn author(site: &Site, i: usize, language: LanguageId) -> Value {
    let term = &site.authors.terms[i];
    let profile = &site.profiles[i];
    let note = profile.notes[language.0].as_deref();
    let locale = site.locales.get(note.map_or(language, |note| note.language));
    let bio = note.map(|note| site.note_body(note).html.as_str()).filter(|html| !html.trim().is_empty());
    let links = profile.links.get(language.0).into_iter().flatten();
    let links = links.map(|link| object([("title", text(&link.title)), ("url", text(&link.url))]));
    let name = &term.labels[language.0].name;
    object([
        ("id", text(&term.id)),
        ("name", text(name)),
        ("lang", text(locale.tag.as_str())),
        ("dir", text(locale.direction)),
        ("role", optional(note.and_then(|note| note.role.as_deref()))),
        ("bio", bio.map_or_else(none, safe)),
        ("photo", profile.photo.map_or_else(none, |file| picture(site, file, Some(name), None, None))),
        ("links", list(links.collect())),
        ("url", optional(page_of(site, term, language).as_deref())),
        ("feed", feed(site, FeedOf::Term(TaxonomyKind::Author, i), language)),
        ("count", Value::from(term.articles[language.0].len())),
    ])
}
