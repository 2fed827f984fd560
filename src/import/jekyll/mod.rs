//! Jekyll: posts, pages and collections, in Liquid and kramdown.

mod address;
mod config;
mod entry;
mod tags;

use super::archive::{
    Archive, ArchiveAuthor, ArchiveFile, ArchiveLanguage, ListAddress, ListOf, Publish, TermKind, Text,
};
use super::fields;
use super::kramdown;
use super::liquid::{Globals, Liquid};
use super::matter::{self, Matter, dated, split, text};
use super::report::{Notes, Sort};
use super::table::Table;
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::LanguageTag;
use address::Page;
use config::Config;
use serde_yaml::Mapping;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

const MARKDOWN: [&str; 5] = ["md", "markdown", "mkdown", "mkdn", "mkd"];
const HTML: [&str; 2] = ["html", "htm"];

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
                    let name = below.rsplit('/').next().unwrap_or_default();
                    if kind == Kind::Post && dated(name).is_none() {
                        notes.add(
                            Sort::LeftOut,
                            "Posts without a date in their names, which Jekyll passes over",
                            below,
                            "",
                        );
                        continue;
                    }
                    if kind == Kind::Page && LISTS.iter().any(|list| parts.body.contains(list)) {
                        notes.add(Sort::LeftOut, "Pages that list texts: Dateline makes lists itself", below, "");
                        continue;
                    }
                    let matter = parts.keys(below, notes);
                    let entry = self.entry(&config, below, kind, matter, notes);
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
