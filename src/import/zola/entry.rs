//! A text of Zola as an entry of the archive.

use super::address::{behind, dated, of};
use super::config::Config;
use super::{Found, Kind, Used, Zola};
use crate::import::archive::{Entry, Role, State};
use crate::import::fields::{authors, date, picture};
use crate::import::links::folder;
use crate::import::matter::texts;
use crate::import::report::{Notes, Sort};
use crate::language::WrittenDate;
use jiff::tz::TimeZone;
use serde_yaml::Value;

/// Keys that say nothing here: how Zola builds a page, and where its theme shows it.
const OF_ZOLA: [&str; 5] = ["template", "weight", "in_search_index", "toc", "insert_anchor_links"];

/// Taxonomies that old sites have as keys of their own.
const OLD_TAXONOMIES: [&str; 3] = ["tags", "categories", "category"];

/// Whether a taxonomy says who wrote.
pub(super) fn is_of_authors(taxonomy: &str) -> bool {
    ["authors", "author"].contains(&taxonomy)
}

impl Zola {
    pub(super) fn entry(&self, config: &Config, found: Found, used: &mut Used, notes: &mut Notes) -> Entry {
        let language = &config.languages[found.language];
        let (place, mut matter) = (found.place, found.matter);
        self.table.rename(&mut matter);
        let of_name = dated(&found.name).0.map(str::to_owned);
        let day = date(&mut matter, "date", &place, notes).or(of_name);
        let updated = date(&mut matter, "updated", &place, notes);
        let mut state = State::Public;
        if matter.take_switch("draft") == Some(true) || found.is_withheld {
            state = State::Draft;
        }
        if matter.take_switch("render") == Some(false) {
            let what = "Texts that Zola used in others and did not publish: they are drafts";
            notes.add(Sort::Decide, what, &place, "render = false");
            state = State::Draft;
        }
        let slug = matter.take_text(&["slug"]);
        let said = matter.take_text(&["path"]).map(|path| format!("/{}/", path.trim_matches('/')));
        let is_index = found.kind == Kind::Single && found.folder.is_empty() && found.name == "index";
        // The language that is the site's own is a part of the name, where a file says it.
        let name = match place.strip_suffix(&format!(".{}.md", language.key)) {
            Some(_) if found.language == 0 && found.kind == Kind::Single => format!("{}.{}", found.name, language.key),
            _ => found.name.clone(),
        };
        let address = said.or_else(|| match is_index {
            true => Some(behind(language, "")),
            false => of(&found.folder, &name, slug.as_deref(), language, config),
        });
        if address.is_none() && state != State::Draft {
            notes.add(
                Sort::Decide,
                "Zola wrote these names in Latin letters in a way of its own: where the texts were is not known. Say it by \
                 `path` in the source, or under `aliases`",
                &place,
                slug.clone().unwrap_or(name),
            );
        }
        let aliases = matter.take_texts(&["aliases"]).into_iter().map(|alias| match alias.contains("://") {
            true => alias,
            false => format!("/{}", alias.trim_start_matches('/')),
        });
        let aliases: Vec<String> = aliases.collect();
        let summary = matter.take_text(&["description"]);
        let mut by_taxonomy: Vec<(String, Vec<String>)> = Vec::new();
        if let Some(Value::Mapping(map)) = matter.take("taxonomies") {
            let all = map.iter().filter_map(|(name, terms)| Some((name.as_str()?.to_owned(), texts(terms))));
            by_taxonomy.extend(all);
        }
        // The first of its tags tells most of a text.
        by_taxonomy.sort_by_key(|(name, _)| name != "tags");
        for name in OLD_TAXONOMIES {
            by_taxonomy.push((name.to_owned(), matter.take_texts(&[name])));
        }
        if let Some(Value::Mapping(extra)) = matter.take("extra") {
            matter.add_missing(&extra);
        }
        // Zola has no such key there, but a template may have.
        if matter.take_switch("draft") == Some(true) {
            let what = "Keys that may keep a text from readers: it is a draft until somebody decides";
            notes.add(Sort::Decide, what, &place, "extra.draft");
            state = State::Draft;
        }
        let mut authors = authors(&mut matter);
        let mut tags = Vec::new();
        for (taxonomy, terms) in by_taxonomy {
            if state != State::Draft {
                used.entry((found.language, taxonomy.clone())).or_default().extend(terms.iter().cloned());
            }
            if is_of_authors(&taxonomy) { authors.extend(terms) } else { tags.extend(terms) }
        }
        let is_ahead = |date: &String| {
            let date = WrittenDate::parse(date).ok().and_then(|date| date.in_zone(&TimeZone::UTC));
            date.is_some_and(|date| date.timestamp > self.now)
        };
        if state == State::Public && day.as_ref().is_some_and(is_ahead) {
            let what = "Dates ahead: Zola has published these texts already, here they wait for their day";
            notes.add(Sort::Decide, what, &place, day.clone().unwrap_or_default());
        }
        let section = found.folder.split('/').next().filter(|section| !section.is_empty()).map(str::to_owned);
        let is_article = section.is_some() || day.is_some();
        let image = picture(&mut matter);
        let featured = matter.take_switch("featured").unwrap_or(false);
        let canonical = matter.take_text(&["canonical_url", "canonical"]).filter(|url| url.contains("://"));
        let title = matter.take_text(&["title"]);
        let mut extra = matter.rest();
        extra.retain(|key, _| !key.as_str().is_some_and(|key| OF_ZOLA.contains(&key)));
        Entry {
            role: if is_article { Role::Article } else { Role::Page },
            language: Some(language.tag.clone()),
            story: format!("{}/{}", found.folder, found.name),
            section,
            stem: slug.unwrap_or_else(|| dated(&found.name).1.to_owned()),
            address,
            aliases,
            state,
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
            folder: (found.kind == Kind::Bundle).then(|| folder(&place).to_owned()),
            place,
            ..Entry::default()
        }
    }
}
