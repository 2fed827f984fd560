//! Write: the files of the new site, one by one, so that no more than one text for each core is in memory.

use super::Source;
use super::archive::{Archive, ArchiveAuthor, Entry, Publish, Role, State, TermKind};
use super::convert::{At, Converter, Needed, Owner};
use super::layout::{Layout, id_of};
use super::report::{Notes, Sort};
use crate::language::WrittenDate;
use crate::yaml::quoted;
use rayon::prelude::*;
use serde_yaml::{Mapping, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// A file could not be written: its path, and why.
pub type Failed = (String, io::Error);

/// Writes everything but `site.yaml` below a folder.
///
/// # Errors
/// A file cannot be written.
pub fn write(
    stage: &Path,
    source: &dyn Source,
    archive: &Archive,
    layout: &Layout,
    converter: &Converter,
    notes: &mut Notes,
) -> Result<(), Failed> {
    let drafts: HashSet<&str> = stories(archive, |entry| entry.state == State::Draft);
    let unlisted: HashSet<&str> = stories(archive, |entry| entry.state == State::Unlisted);
    let spellings = spellings(archive);
    let written: Vec<Result<(BTreeSet<Needed>, Notes), Failed>> = (0..archive.entries.len())
        .into_par_iter()
        .map(|i| {
            let mut notes = Notes::default();
            let mut needed = BTreeSet::new();
            let entry = &archive.entries[i];
            let says = Says { draft: drafts.contains(&*entry.story), unlisted: unlisted.contains(&*entry.story) };
            let matter = matter(archive, layout, converter, i, (says, &spellings), &mut needed, &mut notes);
            let path = format!("content/{}", layout.path(i));
            let head = head(&matter);
            let text = source.text(archive, i, &mut notes);
            let at = At { path: &path, line: head.matches('\n').count() + 1 };
            let body = converter.text(Owner::Entry(i), at, text, &mut needed, &mut notes);
            put(stage, &path, &format!("{head}{body}")).map_err(|error| (path, error))?;
            Ok((needed, notes))
        })
        .collect();
    let mut needed: BTreeSet<Needed> = BTreeSet::new();
    for result in written {
        let (files, found) = result?;
        needed.extend(files);
        notes.append(found);
    }
    let put = |path: String, text: String| put(stage, &path, &text).map_err(|error| (path, error));
    for (path, text) in terms(archive, layout, converter, &mut needed, notes) {
        put(path, text)?;
    }
    for (path, text) in authors(archive, layout, converter, &mut needed, notes) {
        put(path, text)?;
    }
    copy(stage, archive, converter, needed, notes)
}

/// How each tag is written most often: it is written so everywhere.
fn spellings(archive: &Archive) -> HashMap<String, String> {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for tag in archive.entries.iter().flat_map(|entry| &entry.tags) {
        if let Some(id) = id_of(TermKind::Tag, tag) {
            *counts.entry(id).or_default().entry(one_line(tag)).or_default() += 1;
        }
    }
    let most = |counts: BTreeMap<String, usize>| counts.into_iter().min_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().filter_map(|(id, counts)| Some((id, most(counts)?.0))).collect()
}

fn stories(archive: &Archive, is: impl Fn(&Entry) -> bool) -> HashSet<&str> {
    archive.entries.iter().filter(|entry| is(entry)).map(|entry| entry.story.as_str()).collect()
}

/// Writes a file of the stage.
pub fn put(stage: &Path, path: &str, text: &str) -> io::Result<()> {
    let target = stage.join(path);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(target, text)
}

/// Front matter, with the blank line below it.
fn head(matter: &Mapping) -> String {
    format!("---\n{}---\n\n", serde_yaml::to_string(matter).unwrap_or_default())
}

/// A text with its front matter.
fn file(matter: &Mapping, body: &str) -> String {
    if body.is_empty() { head(matter).trim_end().to_owned() + "\n" } else { head(matter) + body }
}

/// What other texts of the story are, so that a text says that it is not.
#[derive(Clone, Copy)]
struct Says {
    draft: bool,
    unlisted: bool,
}

fn matter(
    archive: &Archive,
    layout: &Layout,
    converter: &Converter,
    i: usize,
    (says, spellings): (Says, &HashMap<String, String>),
    needed: &mut BTreeSet<Needed>,
    notes: &mut Notes,
) -> Mapping {
    let (entry, placed) = (&archive.entries[i], &layout.entries[i]);
    let is_page = entry.role == Role::Page;
    let mut map = Mapping::new();
    let mut extra = entry.extra.clone();
    let mut add = |key: &str, value: Value| {
        map.insert(Value::String(key.to_owned()), value);
    };
    let list = |items: &[String]| Value::Sequence(items.iter().map(|item| Value::String(item.clone())).collect());
    let title = entry.title.as_deref().map(one_line).filter(|title| !title.is_empty());
    if title.is_none() {
        notes.add(Sort::Decide, "Texts without a title were named after their file", &entry.place, placed.stem.clone());
    }
    add("title", Value::String(title.unwrap_or_else(|| named_after(&placed.stem))));
    match &entry.date {
        Some(date) if is_page => keep(&mut extra, "date", Value::String(date.clone())),
        Some(date) => add("date", Value::String(date.clone())),
        None => {}
    }
    let authors: Vec<String> = entry.authors.iter().filter_map(|name| id_of(TermKind::Author, name)).collect();
    let authors: Vec<String> = once_each(authors);
    let mut tags: Vec<String> = Vec::new();
    for tag in &entry.tags {
        match id_of(TermKind::Tag, tag) {
            Some(id) => tags.push(spellings.get(&id).cloned().unwrap_or_else(|| one_line(tag))),
            None => notes.add(Sort::LeftOut, "Tags without a letter or a sign", &entry.place, tag.clone()),
        }
    }
    let tags = once_each(tags);
    for (key, items) in [("author", &authors), ("tags", &tags)].into_iter().filter(|(_, items)| !items.is_empty()) {
        match is_page {
            // A plain page shows neither, and would say so at each build.
            true => keep(&mut extra, if key == "author" { "authors" } else { key }, list(items)),
            false => add(key, list(items)),
        }
    }
    if let Some(summary) = &entry.summary {
        add("summary", Value::String(one_line(summary)));
    }
    if let Some(image) = &entry.image {
        match converter.picture(Owner::Entry(i), &image.src, needed) {
            Ok(src) => {
                let mut group = Mapping::new();
                for (key, value) in [
                    ("src", Some(&src)),
                    ("alt", image.alt.as_ref()),
                    ("caption", image.caption.as_ref()),
                    ("credit", image.credit.as_ref()),
                ] {
                    if let Some(value) = value.map(|value| one_line(value)).filter(|value| !value.is_empty()) {
                        group.insert(Value::String(key.to_owned()), Value::String(value));
                    }
                }
                add("image", Value::Mapping(group));
            }
            Err(path) => {
                notes.add(
                    Sort::Missing,
                    "Lead pictures that the archive does not have: their texts stand without, `extra` says which",
                    &entry.place,
                    path,
                );
                keep(&mut extra, "image", Value::String(image.src.clone()));
            }
        }
    }
    // One that is not later says nothing: many programs write the day of the text itself there.
    if let Some(updated) = entry.updated.as_ref().filter(|updated| is_after(updated, entry.date.as_deref(), archive)) {
        add("updated", Value::String(updated.clone()));
    }
    if let Some(expires) = &entry.expires {
        add("expires", Value::String(expires.clone()));
    }
    match entry.state {
        State::Draft => add("draft", Value::Bool(true)),
        // A translation would be what its original is.
        _ if says.draft => add("draft", Value::Bool(false)),
        _ => {}
    }
    match entry.state {
        State::Unlisted => add("unlisted", Value::Bool(true)),
        _ if says.unlisted => add("unlisted", Value::Bool(false)),
        _ => {}
    }
    if entry.featured {
        add("featured", Value::Bool(true));
    }
    if let Some(canonical) = &entry.canonical {
        add("canonical", Value::String(canonical.clone()));
    }
    if let Some(slug) = &placed.slug {
        add("slug", Value::String(slug.clone()));
    }
    if !placed.aliases.is_empty() {
        add("aliases", list(&placed.aliases));
    }
    if !extra.is_empty() {
        add("extra", Value::Mapping(extra));
    }
    map
}

fn keep(extra: &mut Mapping, key: &str, value: Value) {
    extra.entry(Value::String(key.to_owned())).or_insert(value);
}

pub fn once_each(items: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a name: `on-the-road` is "On the road".
pub fn named_after(stem: &str) -> String {
    let words = stem.rsplit('/').next().unwrap_or(stem).replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => stem.to_owned(),
    }
}

/// Whether an update is later than the date of its text.
fn is_after(updated: &str, date: Option<&str>, archive: &Archive) -> bool {
    let zone = archive.zone();
    let at = |text: &str| Some(WrittenDate::parse(text).ok()?.in_zone(&zone)?.timestamp);
    match (at(updated), date.and_then(at)) {
        (Some(updated), Some(date)) => updated > date,
        _ => false,
    }
}

/// The files of sections and tags: what they are called, and what stands on their pages.
fn terms(
    archive: &Archive,
    layout: &Layout,
    converter: &Converter,
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
    let spellings = spellings(archive);
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
            let body = super::archive::Text::Markdown(term.text.clone());
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
fn authors(
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
        let body = converter.text(owner, at, super::archive::Text::Markdown(author.text.clone()), needed, notes);
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

/// Copies the files that texts need, those that were published whoever named them, and those of bundles.
fn copy(
    stage: &Path,
    archive: &Archive,
    converter: &Converter,
    mut needed: BTreeSet<Needed>,
    notes: &mut Notes,
) -> Result<(), Failed> {
    for (i, file) in archive.files.iter().enumerate() {
        match (file.publish, &file.address) {
            (Publish::Data, _) => {
                let name = file.place.split_once('/').map_or(file.place.as_str(), |(_, rest)| rest);
                needed.insert(Needed { file: i, to: format!("data/{name}") });
            }
            (Publish::Always, Some(address)) => {
                needed.insert(Needed { file: i, to: format!("static/{}", address.trim_start_matches('/')) });
            }
            _ => {
                if let Some((of, _)) = converter.bundle(&file.place) {
                    needed.insert(converter.file(Owner::Entry(of), i).0);
                }
            }
        }
    }
    let named: HashSet<usize> = needed.iter().map(|needed| needed.file).collect();
    let left: usize = archive.files.len() - named.len();
    if left > 0 {
        let unnamed = archive.files.iter().enumerate().filter(|(i, _)| !named.contains(i));
        for (_, file) in unnamed {
            notes.add(Sort::LeftOut, "Files that no text names", &file.place, "");
        }
    }
    let copied: Vec<Result<(), Failed>> = needed
        .par_iter()
        .map(|needed| {
            let target = stage.join(&needed.to);
            let copy = || -> io::Result<()> {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::copy(&archive.files[needed.file].disk, &target)?;
                Ok(())
            };
            copy().map_err(|error| (needed.to.clone(), error))
        })
        .collect();
    copied.into_iter().collect()
}

/// `site.yaml`, with the addresses of lists that have moved.
pub fn site_yaml(archive: &Archive, layout: &Layout, moved: &BTreeMap<String, String>) -> String {
    let mut out =
        String::from("# Made by `dateline import`. What can be said here: docs/configuration.md of Dateline.\n");
    let title = archive.title.clone().unwrap_or_else(|| "Untitled".to_owned());
    let _ = writeln!(out, "title: {}", quoted(&one_line(&title)));
    if let Some(description) = &archive.description {
        let _ = writeln!(out, "description: {}", quoted(&one_line(description)));
    }
    let _ = writeln!(out, "base_url: {}", quoted(archive.own_address()));
    out.push_str("languages:\n");
    for language in &archive.languages {
        let _ = writeln!(out, "  - {{ tag: {}, prefix: {} }}", quoted(&language.tag), quoted(&language.prefix));
    }
    if let Some(zone) = &archive.time_zone {
        let _ = writeln!(out, "time_zone: {}", quoted(zone));
    }
    if let Some(paginate) = archive.paginate {
        let _ = writeln!(out, "paginate: {paginate}");
    }
    if !archive.sections.is_empty() {
        let names: Vec<String> = archive.sections.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(out, "sections: [{}]", names.join(", "));
    }
    if !layout.patterns.is_empty() || !layout.of_sections.is_empty() {
        out.push_str("# The addresses that the texts had.\npermalinks:\n");
        for (key, pattern) in &layout.patterns {
            let _ = writeln!(out, "  {key}: {}", quoted(pattern));
        }
        if !layout.of_sections.is_empty() {
            out.push_str("  sections:\n");
            for (section, pattern) in &layout.of_sections {
                let _ = writeln!(out, "    {}: {}", quoted(section), quoted(pattern));
            }
        }
    }
    if layout.redirects.len() > 1 {
        let _ = write!(
            out,
            "# Some old addresses only a host can lead on from. Keep the form of yours, and take out the others.\n\
             redirects: [{}]\n",
            layout.redirects.join(", ")
        );
    }
    if !moved.is_empty() {
        out.push_str("# Old addresses of lists and feeds.\nmoved:\n");
        for (from, to) in moved {
            let _ = writeln!(out, "  {}: {}", quoted(from), quoted(to));
        }
    }
    out
}
