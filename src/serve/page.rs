//! Page: what the writer's bar says of a page.

use super::changes;
use crate::diagnostic::Diagnostic;
use crate::language::text::{count_words, counted, of_html};
use crate::language::{LanguageId, Moment};
use crate::plan::{Route, Subject, source};
use crate::render::{Press, texts};
use crate::site::{Article, RelatedEntry, Site, Why, related_of};
use serde_json::{Value, json};

/// What there is to say of a page, as the script in it reads it.
pub fn about(press: &Press, route: &Route) -> Value {
    let site = &*press.site;
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => of_article(press, route, site.article(id)),
        _ => json!({ "source": source(site, route), "translations": translations(press, route, None) }),
    }
}

/// Whether a problem is one of the files that a page is made of.
pub fn is_about(site: &Site, route: &Route, problem: &Diagnostic) -> bool {
    let Some(place) = &problem.place else { return false };
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            let article = site.article(id);
            let notes =
                article.authors.iter().flat_map(|i| site.profiles[*i].notes.iter().flatten()).map(|id| site.note(*id));
            place.path == article.document.path || notes.into_iter().any(|note| note.document.path == place.path)
        }
        _ => place.path == source(site, route),
    }
}

fn of_article(press: &Press, route: &Route, article: &Article) -> Value {
    let site = &*press.site;
    let words = count_words(&of_html(&texts::body(press, article).html));
    json!({
        "source": article.document.path,
        "state": state(site, article),
        "words": words,
        "minutes": site.locales.get(article.placement.language).minutes_to_read(words),
        "translations": translations(press, route, Some(article)),
        "related": why_these(site, article, route.language.unwrap_or(article.placement.language)),
    })
}

/// Whether readers see an article, and if not, what has to happen.
fn state(site: &Site, article: &Article) -> Value {
    let is_ahead = article.placement.date.filter(|date| date.timestamp > site.now.timestamp);
    let (name, mut more) = match (article.placement.draft, is_ahead) {
        (true, Some(date)) => ("draft", format!("public from {} on, once `draft: true` is gone", clock(site, &date))),
        (true, None) => ("draft", "public as soon as `draft: true` is gone".to_owned()),
        (false, Some(date)) => ("embargo", format!("public from {} on", clock(site, &date))),
        (false, None) if article.placement.unlisted => {
            ("unlisted", "only those find it who have its address".to_owned())
        }
        (false, None) => {
            ("public", article.placement.date.map_or_else(String::new, |date| format!("since {}", clock(site, &date))))
        }
    };
    if let Some(end) = &article.placement.expires {
        let until = format!("expires {}", clock(site, end));
        more = if more.is_empty() { until } else { format!("{more}; {until}") };
    }
    json!({ "name": name, "more": more })
}

/// A moment as the clock of the newsroom shows it.
fn clock(site: &Site, moment: &Moment) -> String {
    let zone = site.config.time_zone.iana_name().unwrap_or("UTC");
    format!("{} ({zone})", to_the_minute(moment))
}

/// A moment by the newsroom's clock, without its name.
pub fn to_the_minute(moment: &Moment) -> String {
    moment.local.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The page in each language: where it is, and how the translation stands.
fn translations(press: &Press, route: &Route, article: Option<&Article>) -> Vec<Value> {
    let site = &*press.site;
    let pages = press.routes.translations(site, route);
    let in_language = |language: LanguageId| {
        let locale = site.locales.get(language);
        let page = pages.iter().find(|(l, _)| *l == language).map(|(_, route)| *route);
        let text =
            article.and_then(|article| site.stories[article.story].articles[language.0]).map(|id| site.article(id));
        let (state, more) = match (article, text) {
            (Some(_), None) => ("missing", String::new()),
            (Some(_), Some(text)) => match &text.outdated {
                Some(outdated) => ("outdated", in_words(&outdated.why)),
                None if text.placement.draft => ("draft", String::new()),
                None => ("present", String::new()),
            },
            (None, _) if page.is_some() => ("present", String::new()),
            (None, _) => return None,
        };
        let is_translation = |text: &&Article| site.stories[text.story].original != language;
        let changes =
            text.filter(is_translation).map(|text| changes::address(site, &site.stories[text.story].id.0, language));
        let page = page.map(|page| site.href(&page.path)).or_else(|| text.map(|text| site.href(&text.placement.path)));
        Some(json!({
            "lang": locale.tag.as_str(),
            "name": locale.name,
            "state": state,
            "more": more,
            "url": page,
            "here": route.language == Some(language),
            "changes": changes,
        }))
    };
    site.locales.ids().filter_map(in_language).collect()
}

fn in_words(why: &Why) -> String {
    match why {
        Why::Text { changes, removed } => {
            let words = changes.iter().map(|change| change.words).sum();
            match (changes.len(), *removed) {
                (0, removed) => format!("the original has lost {}", counted(removed, "passage")),
                (new, _) => format!("the original has {} ({})", counted(new, "new passage"), counted(words, "word")),
            }
        }
        Why::Date => "the original was updated later".to_owned(),
    }
}

/// The entries of "More on this topic" with the reason for each.
fn why_these(site: &Site, article: &Article, reader: LanguageId) -> Vec<Value> {
    let entry = |entry: &RelatedEntry| match entry {
        RelatedEntry::External(link) => {
            json!({ "title": link.title, "url": link.url, "why": "pinned: a page elsewhere" })
        }
        RelatedEntry::Pinned(id) => {
            let other = site.article(*id);
            json!({ "title": other.title, "url": site.href(&other.placement.path), "why": "pinned" })
        }
        RelatedEntry::Found(found) => {
            let other = site.article(found.article);
            let of_tag = |(tag, part): &(usize, f64)| {
                let term = &site.tags.terms[*tag];
                let with = term.articles[other.placement.language.0].len();
                format!("{} {part:.2} ({with} of {})", term.id, site.latest[other.placement.language.0].len())
            };
            let mut shared = found.shared.clone();
            shared.sort_by(|a, b| b.1.total_cmp(&a.1));
            let tags = shared.iter().map(of_tag).collect::<Vec<_>>().join(" + ");
            let day = other.placement.date.map(|date| date.local.date().to_string()).unwrap_or_default();
            json!({
                "title": other.title,
                "url": site.href(&other.placement.path),
                "score": format!("{:.2}", found.score),
                "why": format!("{tags}, × {:.2} for its age ({day})", found.recency),
            })
        }
    };
    related_of(site, article, reader).iter().map(entry).collect()
}
