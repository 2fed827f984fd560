//! A text of the folder as an entry of the archive.

use super::name::{dated, is_draft};
use super::{Folder, Found, Part};
use crate::import::archive::{Entry, Role, State};
use crate::import::fields::{authors, date, picture};
use crate::import::links::folder;
use crate::import::matter::{self, Matter, text, texts};
use crate::import::report::Notes;
use crate::path::scheme;
use serde_yaml::Value;

/// Keys of the day of a text, and of its last change, as programs write them.
const DATES: [&str; 9] =
    ["date", "created", "published", "published_at", "publishdate", "pubdate", "created_at", "date_created", "day"];
const UPDATES: [&str; 5] = ["updated", "modified", "lastmod", "last_modified", "updated_at"];

/// Whether front matter keeps a text from readers. Takes the keys that say so.
pub(super) fn is_withheld(matter: &mut Matter) -> bool {
    let is_draft = matter.take_switch("draft") == Some(true);
    let is_private = matter.take_switch("private") == Some(true);
    // `published` may be a day.
    let is_switch = |matter: &Matter, key: &str| {
        let word = matter.get(key).and_then(text).unwrap_or_default();
        ["true", "false", "yes", "no", "on", "off", "0", "1"].contains(&word.to_lowercase().as_str())
    };
    let mut is_off = |key: &str| is_switch(matter, key) && matter.take_switch(key) == Some(false);
    let is_off = [is_off("published"), is_off("publish")].contains(&true);
    is_draft || is_private || is_off
}

/// Tags, however they are written: a list, words with commas between them, with the sign that notes have before them.
fn tags(matter: &mut Matter) -> Vec<String> {
    let keys = ["tags", "tag", "categories", "category", "keywords"];
    let all = keys.iter().filter_map(|key| matter.take(key)).flat_map(|value| match &value {
        Value::String(line) if line.contains(',') => line.split(',').map(str::to_owned).collect(),
        Value::String(line) if line.trim_start().starts_with('#') => {
            line.split_whitespace().map(str::to_owned).collect()
        }
        other => texts(other),
    });
    all.map(|tag| tag.trim().trim_start_matches('#').to_owned()).filter(|tag| !tag.is_empty()).collect()
}

/// Whether an alias is an address; in notes it is another title.
fn is_address(alias: &str) -> bool {
    alias.starts_with('/') || alias.contains("://") && scheme(alias).is_some()
}

impl Folder {
    pub(super) fn entry(&self, found: Found, notes: &mut Notes) -> Entry {
        let (place, mut matter) = (found.place, found.matter);
        let is_withheld = is_withheld(&mut matter) || is_draft(super::name::stem(&place).unwrap_or(&place));
        let name = found.path.rsplit('/').next().unwrap_or_default().to_owned();
        let (of_name, bare) = dated(&name);
        let mut first = |keys: &[&str]| {
            let key = keys.iter().find(|key| matter.get(key).is_some_and(|value| matter::date(value).is_ok()));
            let key = key.or_else(|| keys.iter().find(|key| matter.get(key).is_some()))?;
            date(&mut matter, key, &place, notes)
        };
        let day = first(&DATES).or(of_name);
        let updated = first(&UPDATES);
        let title = matter.take_text(&["title"]).or(found.headline);
        // A name is written for people, where it is no slug.
        let title = title.or_else(|| Some(bare.to_owned()).filter(|bare| bare.contains(' ') || !bare.is_ascii()));
        let slug = matter.take_text(&["slug"]);
        let address = matter.take_text(&["permalink", "url"]);
        let address = address.or_else(|| slug.clone().filter(|slug| slug.starts_with('/')));
        let mut aliases = matter.take_texts(&["redirect_from"]);
        let (addresses, titles): (Vec<String>, Vec<String>) =
            matter.take_texts(&["aliases", "alias"]).into_iter().partition(|alias| is_address(alias));
        aliases.extend(addresses);
        let authors = authors(&mut matter);
        let tags = tags(&mut matter);
        let summary = matter.take_text(&["summary", "description", "excerpt"]);
        let image = picture(&mut matter);
        let featured = matter.take_switch("featured").unwrap_or(false);
        let canonical = matter.take_text(&["canonical_url", "canonical"]).filter(|url| url.contains("://"));
        let mut extra = matter.rest();
        if !titles.is_empty() {
            let titles = titles.into_iter().map(Value::String).collect();
            extra.insert("other_titles".into(), Value::Sequence(titles));
        }
        let section = found.path.split_once('/').map(|(section, _)| section.to_owned());
        let is_article = section.is_some() || day.is_some();
        Entry {
            role: if is_article { Role::Article } else { Role::Page },
            language: found.language,
            story: found.path.clone(),
            section: section.map(|section| section.trim_start_matches('_').to_owned()),
            stem: slug.as_deref().unwrap_or(bare).trim_matches(['/', '_']).to_owned(),
            address,
            aliases,
            state: if is_withheld { State::Draft } else { State::Public },
            title,
            date: day,
            updated,
            authors,
            tags,
            summary,
            image,
            canonical,
            featured,
            extra,
            folder: (found.role == Part::Bundle).then(|| folder(&place).to_owned()),
            place,
            ..Entry::default()
        }
    }
}
