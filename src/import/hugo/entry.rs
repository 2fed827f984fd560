//! An entry: what the front matter of a text says, and where Hugo published it.

use super::address::{self, Page, urlized};
use super::config::{Config, Language};
use super::{Found, Hugo, Kind, Terms, behind};
use crate::import::archive::{Entry, Role, State};
use crate::import::fields::{self, picture};
use crate::import::links;
use crate::import::matter::{Matter, text};
use crate::import::report::{Notes, Sort};
use serde_yaml::Value;

/// Keys that say nothing here: how Hugo builds a page, and where its theme shows it.
const OF_HUGO: [&str; 16] = [
    "layout",
    "type",
    "weight",
    "menu",
    "menus",
    "markup",
    "outputs",
    "sitemap",
    "iscjklanguage",
    "linktitle",
    "resources",
    "cascade",
    "_build",
    "build",
    "headless",
    "toc",
];

impl Hugo {
    pub(super) fn entry(
        &self,
        config: &Config,
        mut found: Found,
        terms: &mut Terms,
        notes: &mut Notes,
    ) -> Option<Entry> {
        let language = &config.languages[found.language];
        let matter = &mut found.matter;
        self.table.rename(matter);
        let place = found.place.clone();
        let mut date = |matter: &mut Matter, key: &str| fields::date(matter, key, &place, notes);
        let (day, from) = (date(matter, "date"), date(matter, "publishDate"));
        let (from, day) = match (from.or_else(|| date(matter, "pubdate")), day) {
            (Some(from), Some(day)) => (Some(from), Some(day)),
            (from, day) => (from.clone(), day.or(from)),
        };
        let updated = date(matter, "lastmod").or_else(|| date(matter, "modified"));
        let expires = date(matter, "expiryDate").or_else(|| date(matter, "unpublishdate"));
        let mut state = State::Public;
        if matter.take_switch("draft") == Some(true) {
            state = State::Draft;
        }
        state = built(matter, state, &place, notes);
        // Until then Hugo did not show it, whatever the date says.
        let embargo = from.clone().filter(|from| later(from, day.as_deref(), config));
        let title = matter.take_text(&["title"]);
        let slug = matter.take_text(&["slug"]);
        let pattern = pattern(config, &found.path);
        let (folder, name) = found.path.rsplit_once('/').unwrap_or(("", &found.path));
        // A date in the name is no part of the address, where front matter is read from names.
        let page = Page {
            folder,
            name,
            title: title.as_deref(),
            slug: slug.as_deref(),
            date: day.as_deref(),
            pattern: pattern.as_deref(),
        };
        let below = match matter.take_text(&["url"]) {
            Some(url) => of_url(&url, &page, language, config),
            None => behind(&language.prefix, &address::of(&page, config)),
        };
        let aliases = matter.take_texts(&["aliases"]).into_iter().map(|alias| match alias.strip_prefix('/') {
            Some(_) => alias,
            // Seen from the folder of the page.
            None if alias.contains("://") => alias,
            None => format!("{}/{alias}", links::folder(below.trim_end_matches('/'))),
        });
        let aliases: Vec<String> = aliases.collect();
        let mut tags: Vec<String> = matter.take_texts(&["tags"]);
        let mut authors = fields::authors(matter);
        let mut used = |taxonomy: &str, of: &[String]| {
            if state != State::Draft {
                let all = terms.entry((found.language, taxonomy.to_owned())).or_default();
                all.extend(of.iter().cloned());
            }
        };
        used("tags", &tags);
        for taxonomy in &config.taxonomies {
            match taxonomy.as_str() {
                "tags" => {}
                "authors" | "author" => {
                    authors.extend(matter.take_texts(&[taxonomy]));
                    used(taxonomy, &authors);
                }
                other => {
                    let of = matter.take_texts(&[other]);
                    used(other, &of);
                    tags.extend(of);
                }
            }
        }
        let summary = matter.take_text(&["summary"]).or_else(|| matter.take_text(&["description"]));
        let image = picture(matter);
        let translation = matter.take_text(&["translationKey"]);
        let folder_of = links::folder(&found.place).to_owned();
        let role = if found.path.contains('/') { Role::Article } else { Role::Page };
        let section = found.path.split_once('/').map(|(section, _)| section.to_owned());
        let featured = matter.take_switch("featured").unwrap_or(false);
        let canonical = matter.take_text(&["canonicalURL", "canonical"]).filter(|url| url.contains("://"));
        let mut extra = std::mem::take(matter).rest();
        extra.retain(|key, _| !key.as_str().is_some_and(|key| OF_HUGO.contains(&key.to_lowercase().as_str())));
        Some(Entry {
            place: found.place,
            role,
            language: Some(language.tag.clone()),
            story: translation.unwrap_or_else(|| found.path.clone()),
            section,
            stem: slug.unwrap_or_else(|| name.to_owned()),
            address: Some(below),
            aliases,
            state,
            title,
            date: embargo.or(day),
            updated,
            expires,
            authors,
            tags,
            summary,
            image,
            canonical,
            featured,
            extra,
            folder: (found.kind == Kind::Bundle).then_some(folder_of),
        })
    }
}

/// Whether a page was built, and stood in lists.
fn built(matter: &mut Matter, state: State, place: &str, notes: &mut Notes) -> State {
    let mut state = state;
    if matter.take_switch("headless") == Some(true) {
        notes.add(
            Sort::Decide,
            "Texts that Hugo used in others and did not publish: they are drafts",
            place,
            "headless: true",
        );
        state = State::Draft;
    }
    let mut options = Matter::default();
    for key in ["build", "_build"] {
        if let Some(Value::Mapping(map)) = matter.take(key) {
            options.add_missing(&map);
        }
    }
    let says = |value: Option<Value>| value.as_ref().and_then(text).unwrap_or_default();
    match says(options.take("render")).as_str() {
        "never" | "false" | "link" => {
            notes.add(
                Sort::Decide,
                "Texts that Hugo used in others and did not publish: they are drafts",
                place,
                "build: render",
            );
            State::Draft
        }
        _ => match says(options.take("list")).as_str() {
            "never" | "false" | "local" if state == State::Public => State::Unlisted,
            _ => state,
        },
    }
}

fn later(a: &str, b: Option<&str>, config: &Config) -> bool {
    let zone = config
        .time_zone
        .as_deref()
        .and_then(|name| jiff::tz::TimeZone::get(name).ok())
        .unwrap_or(jiff::tz::TimeZone::UTC);
    let at = |text: &str| Some(crate::language::WrittenDate::parse(text).ok()?.in_zone(&zone)?.timestamp);
    match (at(a), b.and_then(at)) {
        (Some(a), Some(b)) => a > b,
        _ => false,
    }
}

/// The pattern of the section of a page.
fn pattern(config: &Config, path: &str) -> Option<String> {
    let section = path.split_once('/').map_or("", |(section, _)| section);
    let key = if section.is_empty() { "/" } else { section };
    let own = Matter::new(config.permalinks.clone());
    // `permalinks.page.post` since Hugo 0.112, `permalinks.post` before.
    let of_pages = match own.get("page") {
        Some(Value::Mapping(map)) => Matter::new(map.clone()).get(key).and_then(text),
        _ => None,
    };
    of_pages.or_else(|| own.get(key).and_then(text))
}

/// The address that `url` in front matter says.
fn of_url(url: &str, page: &Page, language: &Language, config: &Config) -> String {
    let url = match url.contains(':') && !url.contains("://") {
        true => address::filled(url, page, &|text: &str| urlized(text, config.keeps_case)),
        false => url.to_owned(),
    };
    let is_file = url.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let path =
        if is_file { format!("/{}", url.trim_start_matches('/')) } else { address::finished(&url, &Config::default()) };
    // One that begins with a slash is seen from the root, whatever the language.
    if url.starts_with('/') { path } else { behind(&language.prefix, &path) }
}
