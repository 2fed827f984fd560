//! Index: what a newsroom has in hand. Drafts, what is scheduled, what was edited last, what is to be translated.

use super::changes;
use super::edition::Edition;
use super::page::to_the_minute;
use crate::html::escape;
use crate::language::Moment;
use crate::site::{Article, Hidden, Site};
use rayon::prelude::*;
use std::fmt::Write;
use std::path::Path;
use std::time::SystemTime;

/// Entries of a list: the newest are what one looks for.
const MOST: usize = 50;

/// An entry of a list.
struct Entry<'a> {
    title: &'a str,
    path: &'a str,
    /// The path of its page, if it has one.
    url: Option<String>,
    lang: &'a str,
    note: String,
    /// Further pages about it: what they are called, and their paths.
    more: Vec<(String, String)>,
}

/// The page, with the element that keeps it up to date.
pub fn html(edition: &Edition, element: &str) -> String {
    let site = &*edition.press.site;
    let lists = [
        ("Drafts", drafts(site), "No drafts."),
        ("Scheduled", scheduled(site), "Nothing appears or expires by its date."),
        ("Recently edited", recent(site, &edition.root), "No articles yet."),
        ("To be translated", untranslated(site), "Every article is there in every language, and up to date."),
    ];
    let mut body = String::new();
    for (title, entries, none) in lists {
        // Writing into a string cannot fail.
        let _ = writeln!(body, "<section>\n<h2>{title} <small>{}</small></h2>", entries.len());
        if entries.is_empty() {
            let _ = writeln!(body, "<p>{none}</p>");
        }
        let _ = writeln!(body, "<ul>");
        for entry in entries.iter().take(MOST) {
            let (title, path, note) = (escape(entry.title), escape(entry.path), escape(&entry.note));
            let title = match &entry.url {
                Some(url) => format!("<a href=\"{}\" lang=\"{}\">{title}</a>", escape(url), entry.lang),
                None => format!("<span lang=\"{}\">{title}</span>", entry.lang),
            };
            let more = entry.more.iter().map(|(name, url)| format!(" <a href=\"{}\">{name}</a>", escape(url)));
            let more = more.collect::<String>();
            let _ = writeln!(body, "<li>{title} <span class=\"note\">{note}</span>{more} <code>{path}</code></li>");
        }
        let _ = writeln!(body, "</ul>");
        if entries.len() > MOST {
            let _ = writeln!(body, "<p>… and {} more</p>", entries.len() - MOST);
        }
        let _ = writeln!(body, "</section>");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>In hand · Dateline</title>\n\
         <style>{}</style>\n</head>\n<body>\n<main>\n<h1>In hand</h1>\n\
         <p><a href=\"{}/\">To the site</a></p>\n{body}</main>\n{element}\n</body>\n</html>\n",
        include_str!("assets/index.css"),
        escape(site.base_path()),
    )
}

fn entry<'a>(site: &'a Site, article: &'a Article, note: String) -> Entry<'a> {
    let lang = site.locales.get(article.placement.language).tag.as_str();
    let url = Some(site.href(&article.placement.path));
    Entry { title: &article.title, path: &article.document.path, url, lang, note, more: Vec::new() }
}

/// What is not public and has no page in this preview.
fn concealed<'a>(site: &'a Site, why: Hidden) -> impl Iterator<Item = Entry<'a>> + 'a {
    let of_state = site.concealed.iter().filter(move |text| text.why == why);
    of_state.map(|text| Entry {
        title: text.title.last().map_or("(without a title)", String::as_str),
        path: &text.place.path,
        url: None,
        lang: site.locales.get(text.language).tag.as_str(),
        note: "not shown in this preview".to_owned(),
        more: Vec::new(),
    })
}

fn drafts(site: &Site) -> Vec<Entry<'_>> {
    let shown = site.articles.iter().filter(|article| article.placement.draft);
    let shown = shown.map(|article| entry(site, article, String::new()));
    shown.chain(concealed(site, Hidden::Draft)).collect()
}

fn scheduled(site: &Site) -> Vec<Entry<'_>> {
    let is_ahead = |moment: &Moment| moment.timestamp > site.now.timestamp;
    let appears = |article: &Article| article.placement.date.filter(is_ahead).map(|at| (at, "appears"));
    let expires = |article: &Article| article.placement.expires.filter(is_ahead).map(|at| (at, "expires"));
    let mut shown: Vec<(Moment, Entry)> = Vec::new();
    for article in site.articles.iter() {
        for (at, what) in [appears(article), expires(article)].into_iter().flatten() {
            shown.push((at, entry(site, article, format!("{what} {}", to_the_minute(&at)))));
        }
    }
    shown.sort_by_key(|(at, _)| at.timestamp);
    shown.into_iter().map(|(_, entry)| entry).chain(concealed(site, Hidden::Embargo)).collect()
}

/// The files that were changed last, by the clock of the disk.
fn recent<'a>(site: &'a Site, root: &Path) -> Vec<Entry<'a>> {
    let changed = |article: &'a Article| {
        let metadata = std::fs::metadata(root.join(&article.document.path)).ok()?;
        Some((metadata.modified().ok()?, article))
    };
    let mut files: Vec<(SystemTime, &Article)> =
        site.articles.par_iter().filter_map(|article| changed(article)).collect();
    files.sort_by_key(|(at, article)| (std::cmp::Reverse(*at), article.id));
    let note = |at: SystemTime| {
        let at = jiff::Timestamp::try_from(at).ok().map(|at| Moment::new(at, &site.config.time_zone));
        at.map(|at| to_the_minute(&at)).unwrap_or_default()
    };
    files.into_iter().take(MOST).map(|(at, article)| entry(site, article, note(at))).collect()
}

/// Stories that lack a language or are out of date in one, the newest first.
fn untranslated(site: &Site) -> Vec<Entry<'_>> {
    let of_story = |(i, story): (usize, &'_ crate::site::Story)| {
        let original = story.articles[story.original.0].or_else(|| story.articles.iter().flatten().next().copied())?;
        let lacking = site.locales.ids().filter_map(|language| {
            let tag = &site.locales.get(language).tag;
            match site.stories[i].articles[language.0].map(|id| site.article(id)) {
                None => Some(format!("no {tag}")),
                Some(text) => text.outdated.as_ref().map(|_| format!("{tag} out of date")),
            }
        });
        let note = lacking.collect::<Vec<_>>().join(", ");
        let is_outdated = |id: crate::site::ArticleId| site.article(id).outdated.is_some();
        let outdated = site.locales.ids().filter(|l| story.articles[l.0].is_some_and(is_outdated));
        let more = outdated.map(|language| {
            let name = format!("what changed for {}", site.locales.get(language).tag);
            (name, changes::address(site, &story.id.0, language))
        });
        (!note.is_empty()).then(|| (original, note, more.collect::<Vec<_>>()))
    };
    let mut lacking: Vec<_> = site.stories.iter().enumerate().filter_map(of_story).collect();
    lacking.sort_by_key(|(original, ..)| *original);
    let of = |(original, note, more)| Entry { more, ..entry(site, site.article(original), note) };
    lacking.into_iter().map(of).collect()
}
