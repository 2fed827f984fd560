//! Dossiers and corrections as templates see them.

use crate::language::LanguageId;
use crate::plan::feeds::FeedOf;
use crate::render::cards::{card, cards, date, image};
use crate::render::press::Press;
use crate::render::terms::feed;
use crate::render::texts::dossier_body;
use crate::site::{ArticleId, CorrectionId, Site, TaxonomyKind};
use crate::templates::{Value, from_yaml, list, none, object, optional, safe, text};

/// Articles of a dossier that its entry in a list shows.
const SHOWN: usize = 3;

/// A dossier on its own page: with its introduction.
pub(super) fn dossier(press: &Press, i: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let introduction = site.dossier_texts[i][language.0].as_ref();
    let mut fields = entry(press, i, language).into_map().unwrap_or_default();
    let body = dossier_body(press, i, language).map(|body| body.html.as_str()).filter(|html| !html.trim().is_empty());
    fields.insert("body".into(), body.map_or_else(none, safe));
    let extra = introduction.map_or_else(none, |text| from_yaml(&text.extra.clone().into()));
    fields.insert("extra".into(), extra);
    Value::from(fields)
}

/// A dossier in a list: with its newest articles.
pub(super) fn entry(press: &Press, i: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let term = &site.dossiers.terms[i];
    let label = &term.labels[language.0];
    let introduction = site.dossier_texts[i][language.0].as_ref();
    let articles = &term.articles[language.0];
    let mut newest = articles.clone();
    // Ids are in the order of dates.
    newest.sort_unstable();
    newest.truncate(SHOWN);
    object([
        ("id", text(&term.id)),
        ("title", text(&label.name)),
        ("summary", optional(label.description.as_deref())),
        ("url", text(&site.href(&term.pages[language.0]))),
        ("feed", feed(site, FeedOf::Term(TaxonomyKind::Dossier, i), language)),
        ("image", introduction.and_then(|d| d.image.as_ref()).map_or_else(none, |i| image(press, i))),
        ("draft", Value::from(introduction.is_some_and(|d| d.draft))),
        ("count", Value::from(articles.len())),
        ("date", date(newest.first().and_then(|id| site.article(*id).placement.date))),
        ("newest", cards(press, &newest)),
    ])
}

/// A link to a dossier from one of its articles.
pub(super) fn link(site: &Site, i: usize, language: LanguageId) -> Option<Value> {
    let term = &site.dossiers.terms[i];
    let label = &term.labels[language.0];
    site.dossier_texts[i][language.0].as_ref()?;
    Some(object([
        ("id", text(&term.id)),
        ("title", text(&label.name)),
        ("summary", optional(label.description.as_deref())),
        ("url", text(&site.href(&term.pages[language.0]))),
    ]))
}

/// The dossiers of a language, the one with the newest article first.
pub(super) fn in_order(site: &Site, language: LanguageId) -> Vec<usize> {
    let newest = |i: usize| site.dossiers.terms[i].articles[language.0].iter().min();
    let mut order: Vec<(ArticleId, usize)> =
        (0..site.dossiers.terms.len()).filter_map(|i| Some((*newest(i)?, i))).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, i)| i).collect()
}

/// The first dossiers of a language as entries of a list.
pub(super) fn entries(press: &Press, language: LanguageId, most: usize) -> Value {
    let site = &*press.site;
    list(in_order(site, language).into_iter().take(most).map(|i| entry(press, i, language)).collect())
}

/// Corrections with the articles that they are about.
pub(super) fn corrections<'a>(press: &Press, corrections: impl Iterator<Item = &'a CorrectionId>) -> Value {
    let site = &*press.site;
    let correction = |c: &CorrectionId| {
        let article = site.article(c.article);
        let (at, what) = &article.corrections[c.index];
        object([("date", date(Some(*at))), ("text", text(what)), ("article", card(press, article))])
    };
    list(corrections.map(correction).collect())
}
