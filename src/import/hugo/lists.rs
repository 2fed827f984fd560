//! The lists of a site of Hugo: sections and terms, what stands on their pages, and where these were.

use super::address::{filled, finished, urlized};
use super::config::Config;
use super::{Found, Terms, behind};
use crate::import::archive::{Archive, ArchiveAuthor, ArchiveTerm, ListAddress, ListOf, Role, TermKind};
use crate::import::matter::{Matter, split, text};
use crate::import::report::{Notes, Sort};
use crate::import::shortcodes::{Dialect, comment, expanded};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Adds to an archive, whose entries are known, the terms and the addresses of lists.
pub(super) fn add(
    archive: &mut Archive,
    config: &Config,
    of_lists: Vec<Found>,
    terms: &Terms,
    root: &Path,
    notes: &mut Notes,
) {
    let is_made = |kind: &str| !config.disabled.iter().any(|disabled| disabled.eq_ignore_ascii_case(kind));
    let kind_of = |taxonomy: &str| match taxonomy {
        "authors" | "author" => TermKind::Author,
        _ => TermKind::Tag,
    };
    for (i, language) in config.languages.iter().enumerate() {
        let said = Some(language.tag.clone());
        let mut add = |path: String, of: ListOf, feed: ListOf| {
            let address = finished(&behind(&language.prefix, &path), config);
            let folder = address.strip_suffix(".html").map_or_else(|| address.clone(), |bare| format!("{bare}/"));
            archive.lists.push(ListAddress { address, of });
            if is_made("RSS") {
                archive.lists.push(ListAddress { address: format!("{folder}index.xml"), of: feed });
            }
        };
        add("/".to_owned(), ListOf::Home(said.clone()), ListOf::Feed(said.clone()));
        let own = |entry: &&crate::import::archive::Entry| entry.language == said && entry.role == Role::Article;
        let sections: BTreeSet<String> =
            archive.entries.iter().filter(own).filter_map(|entry| entry.section.clone()).collect();
        // Each folder with a list of its own was a page; the section is the nearest that there is now.
        let folders = of_lists.iter().filter(|list| list.language == i && !list.path.is_empty());
        let folders: BTreeSet<String> = folders.map(|list| list.path.clone()).chain(sections.iter().cloned()).collect();
        for folder in folders.iter().filter(|_| is_made("section")) {
            let top = folder.split('/').next().unwrap_or(folder);
            if !sections.contains(top) || config.taxonomies.iter().any(|taxonomy| taxonomy == top) {
                continue;
            }
            let term = |of: fn(TermKind, String, Option<String>) -> ListOf| {
                of(TermKind::Section, top.to_owned(), said.clone())
            };
            add(format!("/{}/", urlized(folder, config.keeps_case)), term(ListOf::Term), term(ListOf::TermFeed));
        }
        for taxonomy in config.taxonomies.iter().filter(|_| is_made("taxonomy") || is_made("term")) {
            let kind = kind_of(taxonomy);
            let index =
                if kind == TermKind::Author { ListOf::Authors(said.clone()) } else { ListOf::Tags(said.clone()) };
            let used = terms.get(&(i, taxonomy.clone())).cloned().unwrap_or_default();
            if used.is_empty() {
                continue;
            }
            let mut add = |path: String, of: ListOf, feed: Option<ListOf>| {
                let address = finished(&behind(&language.prefix, &path), config);
                let folder = address.strip_suffix(".html").map_or_else(|| address.clone(), |bare| format!("{bare}/"));
                archive.lists.push(ListAddress { address, of });
                if let Some(of) = feed.filter(|_| is_made("RSS")) {
                    archive.lists.push(ListAddress { address: format!("{folder}index.xml"), of });
                }
            };
            add(format!("/{}/", urlized(taxonomy, config.keeps_case)), index, None);
            for term in used {
                let key = term.clone();
                let path = term_path(config, taxonomy, &term);
                add(
                    path,
                    ListOf::Term(kind, key.clone(), said.clone()),
                    Some(ListOf::TermFeed(kind, key, said.clone())),
                );
            }
        }
    }
    for list in of_lists {
        let (top, rest) = list.path.split_once('/').map_or((list.path.as_str(), None), |(top, rest)| (top, Some(rest)));
        let body = body(root, &list.place, notes);
        let language = Some(config.languages[list.language].tag.clone());
        let mut matter = list.matter;
        let name = matter.take_text(&["title"]);
        let summary = matter.take_text(&["summary"]).or_else(|| matter.take_text(&["description"]));
        if list.path.is_empty() {
            if !body.trim().is_empty() {
                notes.add(
                    Sort::LeftOut,
                    "The text of the home page: Dateline makes that of the newest articles",
                    list.place,
                    "",
                );
            }
            continue;
        }
        let taxonomy = config.taxonomies.iter().find(|taxonomy| taxonomy.as_str() == top);
        match (taxonomy, rest) {
            (Some(_), None) => {}
            (Some(taxonomy), Some(folder)) if kind_of(taxonomy) == TermKind::Author => {
                let key = key_of(archive.entries.iter().flat_map(|entry| &entry.authors), folder, config);
                archive.authors.push(author(key, language, name, body, matter));
            }
            (Some(_), Some(folder)) => {
                let key = key_of(archive.entries.iter().flat_map(|entry| &entry.tags), folder, config);
                archive.terms.push(ArchiveTerm {
                    kind: TermKind::Tag,
                    key,
                    language,
                    name,
                    summary,
                    text: body,
                    address: None,
                });
            }
            (None, None) => {
                let key = top.to_owned();
                archive.terms.push(ArchiveTerm {
                    kind: TermKind::Section,
                    key,
                    language,
                    name,
                    summary,
                    text: body,
                    address: None,
                });
            }
            // A section below a section: what its list says has no place here.
            (None, Some(_)) => {
                if !body.trim().is_empty() {
                    notes.add(
                        Sort::LeftOut,
                        "Texts of lists below a section: a section has no sections here",
                        list.place,
                        "",
                    );
                }
            }
        }
    }
}

/// The body of a list, with its shortcodes as comments.
fn body(root: &Path, place: &str, notes: &mut Notes) -> String {
    let text = fs::read_to_string(root.join(place)).unwrap_or_default();
    expanded(split(&text).body, Dialect::Hugo, &mut |call| {
        notes.add(Sort::Decide, "Shortcodes in the texts of lists: they are comments", place, call.written.to_owned());
        comment("hugo", call.written)
    })
}

/// The path of a term's page.
fn term_path(config: &Config, taxonomy: &str, term: &str) -> String {
    let own = Matter::new(config.permalinks.clone());
    let of_terms = match own.get("term") {
        Some(Value::Mapping(map)) => Matter::new(map.clone()).get(taxonomy).and_then(text),
        _ => None,
    };
    let slug = urlized(&term.replace('/', "-"), config.keeps_case);
    match of_terms.or_else(|| own.get(taxonomy).and_then(text)) {
        Some(pattern) => {
            let page = super::address::Page { name: &slug, title: Some(term), slug: Some(&slug), ..Default::default() };
            filled(&pattern, &page, &|text: &str| urlized(text, config.keeps_case))
        }
        None => format!("/{}/{slug}/", urlized(taxonomy, config.keeps_case)),
    }
}

/// The term that a folder is about, as texts write it.
fn key_of<'a>(used: impl Iterator<Item = &'a String>, folder: &str, config: &Config) -> String {
    let wanted = urlized(folder, config.keeps_case);
    let mut used = used.filter(|term| urlized(term, config.keeps_case) == wanted);
    used.next().cloned().unwrap_or_else(|| folder.to_owned())
}

/// A page about an author.
fn author(
    key: String,
    language: Option<String>,
    name: Option<String>,
    text: String,
    mut matter: Matter,
) -> ArchiveAuthor {
    let mut links: BTreeMap<String, String> = BTreeMap::new();
    for list in ["social", "links", "params"].into_iter().filter_map(|key| matter.take(key)) {
        match list {
            Value::Mapping(map) => {
                links.extend(map.iter().filter_map(|(key, value)| Some((self::text(key)?, self::text(value)?))))
            }
            Value::Sequence(items) => links.extend(items.into_iter().filter_map(|item| {
                let mut item = Matter::new(item.as_mapping()?.clone());
                let url = item.take_text(&["url", "link"])?;
                Some((item.take_text(&["title", "name", "icon"]).unwrap_or_else(|| url.clone()), url))
            })),
            _ => {}
        }
    }
    let links = links.into_iter().filter(|(_, url)| url.contains("://")).collect();
    ArchiveAuthor {
        key,
        language,
        name: matter.take_text(&["name"]).or(name),
        role: matter.take_text(&["role", "position", "jobtitle"]),
        text: if text.trim().is_empty() { matter.take_text(&["bio", "description"]).unwrap_or_default() } else { text },
        photo: matter.take_text(&["image", "avatar", "photo", "picture"]),
        links,
        address: None,
    }
}
