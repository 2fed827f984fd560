//! The files of sections, tags and authors: what they are called, and what stands on their pages.

use super::archive::{Archive, ArchiveAuthor, Role, TermKind, Text};
use super::convert::{At, Converter, Needed, Owner};
use super::front_matter::{file, named_after, one_line};
use super::layout::{Layout, id_of};
use super::report::{Notes, Sort};
use serde_yaml::{Mapping, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The files of sections and tags: what they are called, and what stands on their pages.
pub fn terms(
    archive: &Archive,
    layout: &Layout,
    converter: &Converter,
    spellings: &HashMap<String, String>,
    needed: &mut BTreeSet<Needed>,
    notes: &mut Notes,
) -> Vec<(String, String)> {
    let used = |kind: TermKind| -> BTreeMap<String, BTreeSet<&str>> {
        let mut used: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (i, entry) in archive.entries.iter().enumerate().filter(|(_, entry)| entry.role == Role::Article) {
            let language = layout.entries[i].language.as_str();
            let ids: Vec<String> = match kind {
                TermKind::Section => vec![layout.entries[i].folder.split('/').next().unwrap_or_default().to_owned()],
                _ => entry.tags.iter().filter_map(|tag| id_of(kind, tag)).collect(),
            };
            for id in ids {
                used.entry(id).or_default().insert(language);
            }
        }
        used
    };
    let mut files = Vec::new();
    for (kind, folder) in [(TermKind::Section, "sections"), (TermKind::Tag, "tags")] {
        let mut matters: BTreeMap<(String, String), (Mapping, String)> = BTreeMap::new();
        let used = used(kind);
        for term in archive.terms.iter().filter(|term| term.kind == kind) {
            let Some(id) = id_of(kind, &term.key) else { continue };
            if !used.contains_key(&id) {
                let what = "Sections and tags that no article has";
                notes.add(
                    Sort::LeftOut,
                    what,
                    format!("{} `{}`", folder, term.key),
                    term.name.clone().unwrap_or_default(),
                );
                continue;
            }
            let language = archive.language_or_first(term.language.as_deref()).to_owned();
            let place = term.address.clone().unwrap_or_default();
            let at = At { path: &format!("content/{folder}/{id}{}.md", layout.suffix(&language)), line: 1 };
            let body = Text::Markdown(term.text.clone());
            let body = converter.text(Owner::Other(&place, &language), at, body, needed, notes);
            let mut map = Mapping::new();
            let is_name = |name: &&String| kind == TermKind::Section || spellings.get(&id) != Some(*name);
            if let Some(name) = term.name.as_ref().filter(is_name) {
                map.insert("name".into(), Value::String(one_line(name)));
            }
            if let Some(summary) = &term.summary {
                map.insert("summary".into(), Value::String(one_line(summary)));
            }
            matters.entry((id, language)).or_insert((map, body));
        }
        for ((of, id, language), slug) in &layout.term_slugs {
            if *of == kind && used.contains_key(id) {
                let (map, _) = matters.entry((id.clone(), language.clone())).or_default();
                map.insert("slug".into(), Value::String(slug.clone()));
            }
        }
        if kind == TermKind::Section {
            for (id, languages) in &used {
                for language in languages {
                    let (map, _) = matters.entry((id.clone(), (*language).to_owned())).or_default();
                    if !map.contains_key("name") {
                        let name = named_after(id);
                        let what = "Sections whose names were made of their ids";
                        notes.add(
                            Sort::Decide,
                            what,
                            format!("content/sections/{id}{}.md", layout.suffix(language)),
                            name.clone(),
                        );
                        map.insert("name".into(), Value::String(name));
                    }
                }
            }
        }
        for ((id, language), (map, body)) in
            matters.into_iter().filter(|(_, (map, body))| !map.is_empty() || !body.is_empty())
        {
            files.push((format!("content/{folder}/{id}{}.md", layout.suffix(&language)), file(&map, &body)));
        }
    }
    files
}

/// The files of authors: each that entries name has one.
pub fn authors(
    archive: &Archive,
    layout: &Layout,
    converter: &Converter,
    needed: &mut BTreeSet<Needed>,
    notes: &mut Notes,
) -> Vec<(String, String)> {
    let mut known: Vec<Cow<ArchiveAuthor>> = archive.authors.iter().map(Cow::Borrowed).collect();
    let ids: HashSet<String> = known.iter().filter_map(|author| id_of(TermKind::Author, &author.key)).collect();
    let mut new: BTreeMap<String, String> = BTreeMap::new();
    for name in archive.entries.iter().flat_map(|entry| &entry.authors) {
        if let Some(id) = id_of(TermKind::Author, name).filter(|id| !ids.contains(id)) {
            new.entry(id).or_insert_with(|| name.clone());
        }
    }
    known.extend(new.into_values().map(|name| {
        let shown = if name.contains(' ') { name.clone() } else { named_after(&name) };
        Cow::Owned(ArchiveAuthor { key: name, name: Some(shown), ..ArchiveAuthor::default() })
    }));
    let mut files: HashMap<String, String> = HashMap::new();
    for author in &known {
        let Some(id) = id_of(TermKind::Author, &author.key) else { continue };
        let language = archive.language_or_first(author.language.as_deref()).to_owned();
        let place = author.address.clone().unwrap_or_default();
        let owner = Owner::Other(&place, &language);
        let at = At { path: &format!("content/authors/{id}{}.md", layout.suffix(&language)), line: 1 };
        let body = converter.text(owner, at, Text::Markdown(author.text.clone()), needed, notes);
        let mut map = Mapping::new();
        map.insert("name".into(), Value::String(author.name.clone().unwrap_or_else(|| named_after(&author.key))));
        if let Some(role) = &author.role {
            map.insert("role".into(), Value::String(one_line(role)));
        }
        if let Some(photo) = &author.photo {
            match converter.picture(owner, photo, needed) {
                Ok(src) => drop(map.insert("photo".into(), Value::String(src))),
                Err(path) => notes.add(Sort::Missing, "Portraits that the archive does not have", &author.key, path),
            }
        }
        let links: Vec<Value> = author
            .links
            .iter()
            .map(|(title, url)| {
                let pair =
                    [("title", title), ("url", url)].map(|(key, value)| (key.into(), Value::String(value.clone())));
                Value::Mapping(pair.into_iter().collect())
            })
            .collect();
        if !links.is_empty() {
            map.insert("links".into(), Value::Sequence(links));
        }
        files
            .entry(format!("content/authors/{id}{}.md", layout.suffix(&language)))
            .or_insert_with(|| file(&map, &body));
    }
    let mut files: Vec<(String, String)> = files.into_iter().collect();
    files.sort();
    files
}
