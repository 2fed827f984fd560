//! The front matter of the new texts.

use super::archive::{Archive, Role, State, TermKind};
use super::convert::{Converter, Needed, Owner};
use super::layout::{Layout, id_of};
use super::report::{Notes, Sort};
use crate::language::WrittenDate;
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Front matter, with the blank line below it.
pub fn head(matter: &Mapping) -> String {
    format!("---\n{}---\n\n", serde_yaml::to_string(matter).unwrap_or_default())
}

/// A text with its front matter.
pub fn file(matter: &Mapping, body: &str) -> String {
    if body.is_empty() { head(matter).trim_end().to_owned() + "\n" } else { head(matter) + body }
}

/// What other texts of the story are, so that a text says that it is not.
#[derive(Clone, Copy)]
pub struct Says {
    pub draft: bool,
    pub unlisted: bool,
}

/// The front matter of an entry.
pub fn matter(
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

pub fn one_line(text: &str) -> String {
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
