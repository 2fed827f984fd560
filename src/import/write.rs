//! Write: the files of the new site, one by one, so that no more than one text for each core is in memory.

use super::Source;
use super::archive::{Archive, Entry, Publish, State, TermKind};
use super::convert::{At, Converter, Needed, Owner};
use super::front_matter::{Says, head, matter, one_line};
use super::layout::{Layout, id_of};
use super::named::{authors, terms};
use super::report::{Notes, Sort};
use crate::edge;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
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
    let texts = Texts::new(source, archive, layout, converter);
    let written: Vec<Result<(BTreeSet<Needed>, Notes), Failed>> = (0..archive.entries.len())
        .into_par_iter()
        .map(|i| {
            let mut notes = Notes::default();
            let mut needed = BTreeSet::new();
            let (path, text) = texts.of(i, &mut needed, &mut notes);
            put(stage, &path, &text).map_err(|error| (path, error))?;
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
    for (path, text) in terms(archive, layout, converter, &texts.spellings, &mut needed, notes) {
        put(path, text)?;
    }
    for (path, text) in authors(archive, layout, converter, &mut needed, notes) {
        put(path, text)?;
    }
    copy(stage, archive, converter, needed, notes)
}

/// The texts of the new site, each made when it is asked for.
pub struct Texts<'a> {
    source: &'a dyn Source,
    archive: &'a Archive,
    layout: &'a Layout,
    converter: &'a Converter<'a>,
    drafts: HashSet<&'a str>,
    unlisted: HashSet<&'a str>,
    spellings: HashMap<String, String>,
}

impl<'a> Texts<'a> {
    /// Those of an archive.
    pub fn new(
        source: &'a dyn Source,
        archive: &'a Archive,
        layout: &'a Layout,
        converter: &'a Converter<'a>,
    ) -> Texts<'a> {
        let drafts = stories(archive, |entry| entry.state == State::Draft);
        let unlisted = stories(archive, |entry| entry.state == State::Unlisted);
        Texts { source, archive, layout, converter, drafts, unlisted, spellings: spellings(archive) }
    }

    /// The path and the text of an entry, with the files that it needs.
    pub fn of(&self, i: usize, needed: &mut BTreeSet<Needed>, notes: &mut Notes) -> (String, String) {
        let story = &*self.archive.entries[i].story;
        let says = Says { draft: self.drafts.contains(story), unlisted: self.unlisted.contains(story) };
        let says = (says, &self.spellings);
        let matter = matter(self.archive, self.layout, self.converter, i, says, needed, notes);
        let path = format!("content/{}", self.layout.path(i));
        let head = head(&matter);
        let at = At { path: &path, line: head.matches('\n').count() + 1 };
        let body = edge::caught(edge::At::File(&path), || {
            let text = self.source.text(self.archive, i, notes);
            self.converter.text(Owner::Entry(i), at, text, needed, notes)
        });
        let body = body.unwrap_or_else(|failed| {
            let what =
                "Texts at which a part of the program fails: they have only their front matter. Copy them by hand";
            notes.add(Sort::Decide, what, &*path, failed.said);
            String::new()
        });
        (path, format!("{head}{body}"))
    }
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
