//! The schedule: when the published site changes without an edit.
//!
//! A site is a function of its sources and of one moment. Between two moments of this list it stays, byte for byte,
//! what it is; a template that prints how long ago something was has to be rebuilt more often.

use crate::input::content::Document;
use crate::language::{LanguageId, Moment};
use crate::plan::sitemaps;
use crate::site::{Article, Site, TaxonomyKind};
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;

/// What happens to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Its embargo ends.
    Appears,
    /// It is updated, or corrected, by a date that was written ahead.
    IsUpdated,
    /// A picture of it comes down.
    PictureEnds,
    /// It is too old for the news sitemap.
    LeavesNews,
    /// It expires.
    Disappears,
}

impl Change {
    /// The name in reports for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Appears => "appears",
            Change::IsUpdated => "is-updated",
            Change::PictureEnds => "picture-ends",
            Change::LeavesNews => "leaves-news",
            Change::Disappears => "disappears",
        }
    }

    /// What it is, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Change::Appears => "appears",
            Change::IsUpdated => "is updated or corrected",
            Change::PictureEnds => "a picture comes down",
            Change::LeavesNews => "leaves the news sitemap",
            Change::Disappears => "disappears",
        }
    }
}

/// The next moment at which a site changes without an edit, `of_texts` being that at which one of its texts does: also of those
/// that are not public yet, which a site does not know.
pub fn next_moment(site: &Site, of_texts: Option<Timestamp>) -> Option<Timestamp> {
    let of_articles = site.articles.par_iter().filter_map(|article| next_moment_of(site, article)).min();
    let of_others = of_others(site).into_iter().map(|event| event.at.timestamp).min();
    of_texts.into_iter().chain(of_articles).chain(of_others).min()
}

/// The next moment at which an article changes without an edit.
pub fn next_moment_of(site: &Site, article: &Article) -> Option<Timestamp> {
    of_article(site, article).map(|event| event.at.timestamp).min()
}

/// A change of the published site.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// The first whole second at which a build shows it.
    pub at: Moment,
    /// What happens.
    pub change: Change,
    /// To which text.
    pub document: &'a Document,
    /// The id of its story.
    pub story: &'a str,
    /// Its language.
    pub language: LanguageId,
    /// What it is called.
    pub title: &'a str,
}

/// What will change, the next first. The site must have been loaded with the articles of the future.
pub fn of(site: &Site) -> Vec<Event<'_>> {
    let mut events: Vec<Event> = site.articles.iter().flat_map(|article| of_article(site, article)).collect();
    events.extend(of_others(site));
    // What happens at one moment stays in the order of the texts.
    events.sort_by_key(|event| (event.at.timestamp, event.change));
    events
}

/// What happens to texts that no date publishes: pictures of dossiers, sections, tags and authors come down.
fn of_others(site: &Site) -> Vec<Event<'_>> {
    let mut found: Vec<(&[Moment], &Document, LanguageId, &str)> = Vec::new();
    for (texts, term) in site.dossier_texts.iter().zip(&site.dossiers.terms) {
        let texts = texts.iter().flatten();
        found.extend(texts.map(|text| {
            let title = term.labels[text.language.0].name.as_str();
            (&text.picture_ends[..], &*text.document, text.language, title)
        }));
    }
    for kind in TaxonomyKind::NAMED {
        for term in &site.taxonomy(kind).terms {
            let texts = term.texts.iter().flatten();
            found.extend(texts.map(|text| {
                let title = term.labels[text.language.0].name.as_str();
                (&text.picture_ends[..], &*text.document, text.language, title)
            }));
        }
    }
    for (profile, term) in site.profiles.iter().zip(&site.authors.terms) {
        let Some(note) = profile.notes.iter().flatten().next().map(|id| site.note(*id)) else { continue };
        let title = term.labels[note.language.0].name.as_str();
        found.push((&profile.picture_ends, &note.document, note.language, title));
    }
    let events = found.into_iter().flat_map(|(ends, document, language, title)| {
        let story = &*document.name.story.0;
        let ends = ends.iter().filter(|at| at.timestamp > site.now.timestamp);
        ends.map(move |at| {
            let at = Moment::new(whole_second(at.timestamp), &site.config.time_zone);
            Event { at, change: Change::PictureEnds, document, story, language, title }
        })
    });
    events.collect()
}

fn of_article<'a>(site: &'a Site, article: &'a Article) -> impl Iterator<Item = Event<'a>> + 'a {
    let instant = |moment: Option<Moment>| moment.map(|moment| moment.timestamp);
    let (date, expires) = (instant(article.placement.date), instant(article.placement.expires));
    let is_news = article.section.is_some() && sitemaps::is_for_search(article);
    let leaves_news = date.filter(|_| is_news).map(sitemaps::leaves_news);
    let ever_appears = date.is_none_or(|date| expires.is_none_or(|expires| date < expires));
    let updates = article.corrections.iter().map(|(at, _)| Some(at.timestamp)).chain([instant(article.updated)]);
    // Before it appears nobody sees what has changed.
    let updates = updates.filter(move |at| *at > date).map(|at| (Change::IsUpdated, at));
    let ends = article.picture_ends.iter().map(|end| Some(end.timestamp)).filter(move |at| *at > date);
    let ends = ends.map(|at| (Change::PictureEnds, at));
    [(Change::Appears, date), (Change::LeavesNews, leaves_news), (Change::Disappears, expires)]
        .into_iter()
        .chain(updates)
        .chain(ends)
        .filter_map(|(change, at)| Some((change, at?)))
        .filter(move |(change, at)| {
            let is_gone = expires.is_some_and(|expires| *at >= expires) && *change != Change::Disappears;
            ever_appears && *at > site.now.timestamp && !is_gone
        })
        .map(|(change, at)| Event {
            at: Moment::new(whole_second(at), &site.config.time_zone),
            change,
            document: &article.document,
            story: &site.stories[article.story].id.0,
            language: article.placement.language,
            title: &article.title,
        })
}

/// The instant, or the first whole second after it: timers know no fractions, and one that rings early rings in vain.
fn whole_second(at: Timestamp) -> Timestamp {
    let fraction = at.subsec_nanosecond();
    if fraction == 0 {
        return at;
    }
    at.checked_add(SignedDuration::from_nanos(1_000_000_000 - i64::from(fraction))).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timer_never_rings_early() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(whole_second(at("2025-01-20T09:00:00.001Z")), at("2025-01-20T09:00:01Z"));
        assert_eq!(whole_second(at("2025-01-20T09:00:00Z")), at("2025-01-20T09:00:00Z"));
    }
}
