//! Jekyll: posts, pages and collections, in Liquid and kramdown.

mod address;
mod config;
mod tags;

use super::archive::{
    Archive, ArchiveAuthor, ArchiveFile, ArchiveLanguage, Entry, ListAddress, ListOf, Publish, Role, State, TermKind,
    Text,
};
use super::fields;
use super::kramdown;
use super::layout::stem_of;
use super::links::folder;
use super::liquid::{Globals, Liquid};
use super::matter::{self, Matter, dated, split, text, texts};
use super::report::{Notes, Sort, UNREADABLE};
use super::table::Table;
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::LanguageTag;
use address::Page;
use config::Config;
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

const MARKDOWN: [&str; 5] = ["md", "markdown", "mkdown", "mkdn", "mkd"];
const HTML: [&str; 2] = ["html", "htm"];

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

/// What a page reads that only lists others.
const LISTS: [&str; 6] =
    ["site.posts", "site.tags", "site.categories", "paginator.", "site.pages", "site.related_posts"];

/// A reader of a site of Jekyll.
pub struct Jekyll {
    root: PathBuf,
    into: PathBuf,
    table: Table,
    liquid: Liquid,
    globals: Globals,
    separator: Option<String>,
    /// Separators of single texts, by their places.
    separators: HashMap<String, String>,
    /// Entries by their places.
    places: HashMap<String, usize>,
    /// Posts by their names, with and without their dates.
    posts: HashMap<String, Vec<usize>>,
    /// Front matter of each text, for templates.
    pages: HashMap<String, Mapping>,
}

/// Where a text stands in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Post,
    Draft,
    Page,
    /// Of a collection, by its place in the configuration.
    Collection(usize),
}

impl Jekyll {
    /// A reader of a folder; what is below `into` is not the source's.
    pub fn new(root: PathBuf, into: PathBuf, table: Table) -> Jekyll {
        Jekyll {
            root,
            into,
            table,
            liquid: Liquid::new(),
            globals: Globals::default(),
            separator: None,
            separators: HashMap::new(),
            places: HashMap::new(),
            posts: HashMap::new(),
            pages: HashMap::new(),
        }
    }

    /// Which kind of file it is: a text, or another. None for what belongs to the program.
    fn kind(config: &Config, below: &str) -> Option<Kind> {
        let parts: Vec<&str> = below.split('/').collect();
        let folders = &parts[..parts.len() - 1];
        if folders.contains(&"_posts") {
            return Some(Kind::Post);
        }
        if folders.contains(&"_drafts") {
            return Some(Kind::Draft);
        }
        let first = folders.iter().find_map(|part| part.strip_prefix('_'));
        match first {
            Some(name) => {
                config.collections.iter().position(|(collection, _)| collection == name).map(Kind::Collection)
            }
            None => Some(Kind::Page),
        }
    }

    fn entry(
        &mut self,
        config: &Config,
        place: &str,
        kind: Kind,
        matter: Result<Matter, ()>,
        raw: &str,
        notes: &mut Notes,
    ) -> Entry {
        let mut matter = matter.unwrap_or_else(|()| matter::unreadable(raw));
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
        let mut date_of = |matter: &mut Matter, keys: &[&str]| {
            keys.iter().find_map(|key| match matter.take(key).map(|value| matter::date(&value)) {
                Some(Ok(date)) => date,
                Some(Err(written)) => {
                    notes.add(Sort::Decide, "Dates that cannot be read", place, format!("{key}: {written}"));
                    None
                }
                None => None,
            })
        };
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

    fn lists(&self, config: &Config, archive: &mut Archive) {
        let patterns = config.archives.iter().filter_map(|(kind, pattern)| match kind.as_str() {
            "category" | "categories" => Some((true, pattern)),
            "tag" | "tags" => Some((false, pattern)),
            _ => None,
        });
        let mut lists: BTreeMap<String, ListOf> = BTreeMap::new();
        for (of_categories, pattern) in patterns {
            for entry in &archive.entries {
                let section = entry.section.iter().map(|id| (TermKind::Section, id)).filter(|_| of_categories);
                let tags = entry.tags.iter().map(|tag| (TermKind::Tag, tag));
                for (kind, key) in section.chain(tags) {
                    let address = address::filled(&pattern.replace(":name", &address::slug(key)), &Page::default());
                    lists.entry(address).or_insert_with(|| ListOf::Term(kind, key.clone(), entry.language.clone()));
                }
            }
        }
        archive.lists.extend(lists.into_iter().map(|(address, of)| ListAddress { address, of }));
        archive.lists.push(ListAddress { address: "/".to_owned(), of: ListOf::Home(None) });
        if config.has_feed {
            archive.lists.push(ListAddress { address: "/feed.xml".to_owned(), of: ListOf::Feed(None) });
        }
    }

    /// `_data/authors.yml`: who is behind the keys that texts name.
    fn authors(&self, archive: &mut Archive) {
        let paths = ["yml", "yaml", "json"].map(|ending| self.root.join(format!("_data/authors.{ending}")));
        let known = paths.iter().find_map(|path| matter::settings(path)).unwrap_or_default();
        for (key, value) in known {
            let (Some(key), Some(map)) = (text(&key), value.as_mapping()) else { continue };
            let mut map = Matter::new(map.clone());
            let links = ["uri", "url", "web", "website", "home"].into_iter().filter_map(|name| map.take_text(&[name]));
            let links = links.filter(|url| url.contains("://")).map(|url| (url.clone(), url)).collect();
            archive.authors.push(ArchiveAuthor {
                key,
                name: map.take_text(&["name", "display_name"]),
                role: map.take_text(&["role", "title", "position"]),
                text: map.take_text(&["bio", "about", "description"]).unwrap_or_default(),
                photo: map.take_text(&["avatar", "picture", "image", "photo"]),
                links,
                ..ArchiveAuthor::default()
            });
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

fn is_of(path: &str, endings: &[&str]) -> bool {
    let ending = path.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

impl Source for Jekyll {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let Some(config) = config::read(&self.root) else {
            let message = format!("{} is no site of Jekyll: it has no `_config.yml`", self.root.display());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name the folder that holds `_config.yml`"));
        };
        let mut archive = Archive {
            title: config.title.clone(),
            description: config.description.clone(),
            base_url: config.base_url.clone().map(|url| url.trim_end_matches('/').to_owned()),
            time_zone: config.time_zone.clone(),
            paginate: config.paginate.filter(|n| *n > 0),
            ..Archive::default()
        };
        self.separator.clone_from(&config.separator);
        if config.shows_future {
            notes.add(
                Sort::Decide,
                "Jekyll was told to publish texts of the future; here they wait for their day",
                "_config.yml",
                "future: true",
            );
        }
        for file in walk::files(&self.root, &[&self.into, &self.root.join("_site")]) {
            let below = file.below.as_str();
            if below.starts_with("_data/") {
                archive.files.push(ArchiveFile {
                    disk: file.disk,
                    place: file.below,
                    address: None,
                    publish: Publish::Data,
                });
                continue;
            }
            if below.starts_with("_config") || config.is_excluded(below) {
                continue;
            }
            let Some(kind) = Self::kind(&config, below) else {
                let hidden = below.split('/').find_map(|part| part.strip_prefix('_')).unwrap_or_default();
                if config.hidden.iter().any(|name| name == hidden) {
                    notes.add(Sort::LeftOut, "Texts of collections that had no pages", below, "");
                }
                continue;
            };
            let is_text = is_of(below, &MARKDOWN) || is_of(below, &HTML);
            let content = fs::read_to_string(&file.disk)
                .ok()
                .filter(|content| content.starts_with("---") || content.starts_with("\u{feff}---"));
            match content {
                Some(content) if is_text => {
                    let parts = split(&content);
                    if kind == Kind::Page && LISTS.iter().any(|list| parts.body.contains(list)) {
                        notes.add(Sort::LeftOut, "Pages that list texts: Dateline makes lists itself", below, "");
                        continue;
                    }
                    let matter = match parts.matter {
                        Some(Ok(matter)) => Ok(matter),
                        Some(Err(why)) => {
                            notes.add(Sort::Decide, UNREADABLE, below, why);
                            Err(())
                        }
                        None => Ok(Matter::default()),
                    };
                    let entry = self.entry(&config, below, kind, matter, parts.raw, notes);
                    archive.entries.push(entry);
                }
                Some(_) => notes.add(
                    Sort::LeftOut,
                    "Templates (style sheets, feeds, scripts): a theme of Dateline takes their place",
                    below,
                    "",
                ),
                None if kind == Kind::Page => {
                    let address = Some(format!("/{below}"));
                    archive.files.push(ArchiveFile {
                        disk: file.disk,
                        place: file.below,
                        address,
                        publish: Publish::Always,
                    });
                }
                None => {
                    let address = Some(format!("/{}", below.trim_start_matches('_')));
                    archive.files.push(ArchiveFile {
                        disk: file.disk,
                        place: file.below,
                        address,
                        publish: Publish::Named,
                    });
                }
            }
        }
        for folder in ["_layouts", "_sass", "_plugins"].into_iter().filter(|folder| self.root.join(folder).is_dir()) {
            notes.add(
                Sort::LeftOut,
                "Templates, and words of templates: a theme of Dateline takes their place",
                folder,
                "",
            );
        }
        let used: BTreeSet<String> = archive.entries.iter().filter_map(|entry| entry.language.clone()).collect();
        let mut codes: Vec<String> = config
            .languages
            .iter()
            .map(|code| fields::tag(code))
            .filter(|code| LanguageTag::parse(code).is_some())
            .collect();
        codes.extend(used.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>());
        archive.languages = codes
            .iter()
            .enumerate()
            .map(|(i, code)| ArchiveLanguage {
                tag: code.clone(),
                prefix: if i == 0 { String::new() } else { code.to_lowercase() },
            })
            .collect();
        self.lists(&config, &mut archive);
        self.authors(&mut archive);
        tags::globals(&mut self.globals, &config, &self.root);
        Ok(archive)
    }

    fn surveyed(&mut self, archive: &Archive) {
        for (i, entry) in archive.entries.iter().enumerate() {
            self.places.insert(entry.place.clone(), i);
            let name =
                entry.place.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map_or("", |(stem, _)| stem);
            if entry.place.contains("_posts/") {
                let bare = dated(name).map(|(_, bare)| bare);
                for name in bare.into_iter().chain([name.to_owned()]) {
                    self.posts.entry(name).or_default().push(i);
                }
            }
        }
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        let entry = &archive.entries[entry];
        let content = fs::read_to_string(self.root.join(&entry.place)).unwrap_or_default();
        let parts = split(&content);
        let body = self.evaluated(archive, entry, parts.body, parts.line, notes);
        let separator = self.separators.get(&entry.place).or(self.separator.as_ref());
        let body = match separator.filter(|separator| separator.trim_start().starts_with("<!--")) {
            Some(separator) => body.replacen(separator.as_str(), "", 1),
            None => body,
        };
        if is_of(&entry.place, &HTML) {
            return Text::Html(body);
        }
        let mut told = Vec::new();
        let body = kramdown::plain(&body, &mut |list| told.push(list.to_owned()));
        for list in told {
            notes.add(
                Sort::Changed,
                "Attributes of kramdown, which say how something looks, were taken out",
                &entry.place,
                list,
            );
        }
        Text::Markdown(body)
    }
}
