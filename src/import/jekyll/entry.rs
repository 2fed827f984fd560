//! An entry: what the front matter of a text says, and where Jekyll published it.

use super::address::{self, Page};
use super::config::Config;
use super::{Jekyll, Kind};
use crate::import::archive::{Entry, Role, State};
use crate::import::fields;
use crate::import::layout::stem_of;
use crate::import::links::folder;
use crate::import::matter::{Matter, dated, texts};
use crate::import::report::{Notes, Sort};
use serde_yaml::Value;

/// Keys that say nothing here.
const OF_JEKYLL: [&str; 10] = [
    "layout",
    "comments",
    "toc",
    "excerpt_separator",
    "render_with_liquid",
    "classes",
    "share",
    "read_time",
    "related",
    "nav_order",
];

impl Jekyll {
    pub(super) fn entry(
        &mut self,
        config: &Config,
        place: &str,
        kind: Kind,
        mut matter: Matter,
        notes: &mut Notes,
    ) -> Entry {
        let of = match kind {
            Kind::Post => "posts",
            Kind::Draft => "drafts",
            Kind::Page => "pages",
            Kind::Collection(i) => &config.collections[i].0,
        };
        config.complete(&mut matter, place, of);
        self.table.rename(&mut matter);
        self.pages.insert(place.to_owned(), matter.clone().rest());
        if let Some(separator) = matter.take_text(&["excerpt_separator"]) {
            self.separators.insert(place.to_owned(), separator);
        }
        let name = place.rsplit('/').next().unwrap_or(place);
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // `2019-05-01-name`; a draft may have none.
        let (day, name) = match (kind, dated(name)) {
            (Kind::Post | Kind::Draft | Kind::Collection(_), Some((day, name))) => (Some(day), name),
            _ => (None, name.to_owned()),
        };
        let mut date_of =
            |matter: &mut Matter, keys: &[&str]| keys.iter().find_map(|key| fields::date(matter, key, place, notes));
        let date = date_of(&mut matter, &["date"]).or(day);
        let updated = date_of(&mut matter, &["last_modified_at", "modified", "updated", "last-modified-at"]);
        let expires = date_of(&mut matter, &["expiry_date", "expires"]);
        let is_public = matter.take_switch("published").unwrap_or(true);
        let is_draft = matter.take_switch("draft") == Some(true) || !is_public || kind == Kind::Draft;
        let is_hidden = matter.take_switch("hidden") == Some(true) || matter.take_switch("unlisted") == Some(true);
        let state = match (is_draft, is_hidden) {
            (true, _) => State::Draft,
            (false, true) => State::Unlisted,
            (false, false) => State::Public,
        };
        // Folders above `_posts` are categories, too.
        let above: Vec<String> = match kind {
            Kind::Post | Kind::Draft => {
                place.split('/').take_while(|part| !part.starts_with('_')).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let mut categories = above;
        for category in
            ["category", "categories"].into_iter().filter_map(|key| matter.take(key)).flat_map(|value| listed(&value))
        {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        let said = matter.take_text(&["lang", "language", "locale"]);
        let of_folder = |part: &str| config.languages.iter().find(|code| code.eq_ignore_ascii_case(part)).cloned();
        let language = said.or_else(|| place.split('/').find_map(of_folder));
        let is_language = |category: &String| language.as_ref().is_some_and(|code| code.eq_ignore_ascii_case(category));
        let slug = matter.take_text(&["slug"]);
        let collection = match kind {
            Kind::Collection(i) => config.collections[i].0.as_str(),
            _ => "",
        };
        let below_collection = folder(place).split_once('/').map_or("", |(_, rest)| rest);
        let page = Page {
            name: &name,
            folder: if collection.is_empty() { folder(place) } else { below_collection },
            collection,
            categories: &categories,
            date: date.as_deref(),
            slug: slug.as_deref(),
        };
        let own = matter.take_text(&["permalink"]);
        let address = match (&own, kind) {
            (Some(own), _) => address::filled(own, &page),
            (None, Kind::Page) => address::filled(address::of_pages(&config.permalink), &page),
            (None, Kind::Collection(i)) => {
                let pattern = config.collections[i].1.as_deref().unwrap_or("/:collection/:path:output_ext");
                address::filled(address::pattern(pattern), &page)
            }
            (None, _) => address::filled(address::pattern(&config.permalink), &page),
        };
        // Plugins put the languages that are not the first below a folder.
        let first = config.languages.first();
        let outside =
            language.as_ref().filter(|code| first.is_some_and(|first| first != *code) && config.languages.len() > 1);
        let address = match outside {
            Some(code) if !address.starts_with(&format!("/{code}/")) => format!("/{code}{address}"),
            _ => address,
        };
        let role = if kind == Kind::Page { Role::Page } else { Role::Article };
        let named: Vec<String> = categories.iter().filter(|category| !is_language(category)).cloned().collect();
        let section = match role {
            Role::Page => None,
            Role::Article if !collection.is_empty() => stem_of(collection),
            Role::Article => named.first().and_then(|category| stem_of(category)),
        };
        let mut tags: Vec<String> =
            ["tags", "tag"].into_iter().filter_map(|key| matter.take(key)).flat_map(|value| listed(&value)).collect();
        tags.extend(named.into_iter().skip(usize::from(collection.is_empty())));
        let group = matter.take_text(&["ref", "translation_key", "lang-ref", "lang_ref", "page_id", "translation_id"]);
        let story = group.unwrap_or_else(|| story_of(place, language.as_deref()));
        let aliases = matter.take_texts(&["redirect_from"]);
        if let Some(to) = matter.take("redirect_to") {
            let to = texts(&to).join(", ");
            notes.add(
                Sort::Decide,
                "Texts that lead elsewhere: put their addresses under `moved`, or the link under `aliases`",
                place,
                to,
            );
        }
        let authors = fields::authors(&mut matter);
        let image = fields::picture(&mut matter);
        let summary = matter.take_text(&["description", "summary", "excerpt", "subtitle"]);
        let canonical = matter.take_text(&["canonical_url", "canonical"]).filter(|url| url.contains("://"));
        let featured = matter.take_switch("featured") == Some(true) || matter.take_switch("sticky") == Some(true);
        let title = matter.take_text(&["title"]);
        let mut extra = matter.rest();
        extra.retain(|key, _| !key.as_str().is_some_and(|key| OF_JEKYLL.contains(&key)));
        Entry {
            place: place.to_owned(),
            role,
            language: language.map(|code| fields::tag(&code)),
            story,
            section,
            stem: slug.unwrap_or(name),
            address: Some(address),
            aliases,
            state,
            title,
            date,
            updated,
            expires,
            authors,
            tags,
            summary,
            image,
            canonical,
            featured,
            extra,
            folder: None,
        }
    }
}

/// Categories and tags: a list, words with commas between them, or words with spaces.
fn listed(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.contains(',') => {
            text.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
        }
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        other => texts(other),
    }
}

/// What the translations of a text have in common where nothing says so: its path without its language.
fn story_of(place: &str, language: Option<&str>) -> String {
    let stem = place.rsplit_once('.').map_or(place, |(stem, _)| stem);
    let stem = language.and_then(|code| stem.strip_suffix(&format!(".{code}"))).unwrap_or(stem);
    let is_other = |part: &&str| language.is_none_or(|code| !part.eq_ignore_ascii_case(code));
    stem.split('/').filter(is_other).collect::<Vec<_>>().join("/")
}
