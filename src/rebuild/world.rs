//! World: a site as far as it takes to tell which of its pages can be others than at the last build, by the articles that were
//! looked at for them.
//!
//! Whatever makes lists, terms and dossiers of articles sees placements alone. So where all placements are the same, and all
//! that is no article, a page is another only if its template is, or if an article that it looks at says something else.

use crate::input::content::Document;
use crate::plan::schedule;
use crate::render::{Press, texts};
use crate::site::Article;
use crate::trace::{self, World};
use jiff::Timestamp;
use rayon::prelude::*;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A hash of all texts of a site, in any order.
pub fn of_documents(documents: &[Arc<Document>]) -> u64 {
    documents.par_iter().map(|document| of_document(document)).reduce(|| 0, u64::wrapping_add)
}

fn of_document(document: &Document) -> u64 {
    trace::hash(&(&document.path, document.source.hash()))
}

/// A site of these texts, that is made of these other files, on this day.
pub(super) fn of(press: &Press, documents: u64, others: (u64, i64), next_moment: Option<Timestamp>) -> World {
    let site = &*press.site;
    // What the public articles say is known by each page. All other texts are taken to be on all pages.
    let of_articles = site.articles.par_iter().map(|article| of_document(&article.document));
    let other_texts = documents.wrapping_sub(of_articles.reduce(|| 0, u64::wrapping_add));
    let placements: Vec<u64> = site.articles.par_iter().map(|article| trace::hash(&*article.placement)).collect();
    // A map has no order: neither has a sum.
    let hidden = site.hidden.iter().map(|hidden| trace::hash(&hidden)).fold(0, u64::wrapping_add);
    let incomplete = site.incomplete.iter().map(trace::hash).fold(0, u64::wrapping_add);
    let mut hasher = trace::hasher();
    // Feeds have no template. But a heading of a text has no id that its template has.
    let ids = texts::TEMPLATES.map(|template| press.templates.fingerprint_of_ids(template));
    (others, other_texts, placements, hidden, incomplete, ids).hash(&mut hasher);
    let nanoseconds = |at: Timestamp| i64::try_from(at.as_nanosecond()).unwrap_or(i64::MAX);
    World {
        of: hasher.finish(),
        since: nanoseconds(site.now.timestamp),
        until: schedule::next_moment(site, next_moment).map_or(i64::MAX, nanoseconds),
        articles: site.articles.par_iter().map(|article| of_story(press, article)).collect(),
    }
}

/// What an article says: a translation takes what it lacks from the others of its story.
fn of_story(press: &Press, article: &Article) -> u64 {
    let site = &*press.site;
    let articles = site.stories[article.story].articles.iter().flatten();
    let texts = articles.map(|id| site.articles[id.0].document.source.hash());
    texts.fold(article.id.0 as u64, |all, text| trace::hash(&(all, text)))
}
