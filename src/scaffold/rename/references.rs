//! References: what names others, in all texts, and how it is written from now on.

use super::matter;
use super::moves::Moves;
use super::records;
use super::target::{In, Names, Standpoint, Targets};
use super::texts::{Text, Texts};
use super::{Change, Note};
use crate::edit::Edit;
use crate::input::config;
use crate::input::content::{Document, parse_document};
use crate::markdown::{Form, references};
use crate::scaffold::archive::Archive;
use crate::yaml::Block;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Writes anew what texts name: addresses in Markdown, and ids and files in front matter.
pub(super) fn change(targets: &Targets, texts: &mut Texts, notes: &mut Vec<Note>) -> Vec<Change> {
    let pages: HashMap<&str, String> = targets
        .archive
        .site
        .articles
        .iter()
        .map(|article| (article.document.path.as_str(), article.placement.path.address()))
        .collect();
    let of_text = |text: &Text| {
        let new_folder = text.below.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = pages.get(text.document.path.as_str()).cloned();
        in_text(&text.document, targets, &Standpoint { folder: text.document.folder(), new_folder, page })
    };
    let found: Vec<(Vec<Change>, Vec<Note>)> = texts.all.par_iter().map(of_text).collect();
    let mut all = Vec::new();
    for (text, (changes, found)) in texts.all.iter_mut().zip(found) {
        text.edits = changes.iter().filter_map(|change| change.edit.clone()).collect();
        all.extend(changes);
        notes.extend(found);
    }
    keep_records(targets.archive, texts);
    told(all, notes)
}

/// Those that are made; a person is told of the others.
pub(super) fn told(changes: Vec<Change>, notes: &mut Vec<Note>) -> Vec<Change> {
    let (made, others): (Vec<Change>, Vec<Change>) = changes.into_iter().partition(|change| change.edit.is_some());
    notes.extend(others.into_iter().map(|Change { place, from, to, .. }| Note {
        place,
        what: format!("`{from}` is written in a way that is not changed: write `{to}`"),
    }));
    made
}

/// What a text names and is written in another way from now on.
fn in_text(document: &Document, targets: &Targets, from: &Standpoint) -> (Vec<Change>, Vec<Note>) {
    let mut notes = Vec::new();
    let mut changes = matter::changes(document, targets, from, &mut notes);
    if may_name(document, targets, from) {
        for reference in references(&document.markdown()) {
            let place = match reference.form {
                Form::Markdown => In::Markdown,
                Form::Attribute => In::Html,
            };
            if let Some(new) = targets.exchanged(&reference.target, from, place) {
                changes.push(Change::in_body(document, &reference, new));
            }
        }
    }
    (changes, notes)
}

/// Where other texts name what is about to go: a story, its files, its pages.
pub(in crate::scaffold) fn mentions(
    archive: &Archive,
    going: Moves,
    pages: &[String],
    stays: impl Fn(&Document) -> bool + Sync,
) -> Vec<Change> {
    let pages: HashMap<String, String> = pages.iter().map(|page| (page.clone(), String::new())).collect();
    let names = Names::of(&going, &pages);
    let targets = Targets { archive, moves: &going, pages, names };
    let of_text = |document: &Arc<Document>| {
        let from = Standpoint { folder: document.folder(), new_folder: document.folder(), page: None };
        if stays(document) { in_text(document, &targets, &from).0 } else { Vec::new() }
    };
    let mut found: Vec<Change> = archive.documents.par_iter().flat_map_iter(of_text).collect();
    let block = Block::whole(config::FILE, &archive.site.config.places.text);
    found.extend(matter::of_config(block, &targets));
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found
}

/// Whether the Markdown of a text may have an address that changes: most texts of an archive have none, and are not parsed.
fn may_name(document: &Document, targets: &Targets, from: &Standpoint) -> bool {
    if from.folder != from.new_folder || from.page.as_ref().is_some_and(|page| targets.pages.contains_key(page)) {
        return true;
    }
    let markdown = document.markdown();
    // An address may be encoded or escaped; a name of a file ends every way to it.
    memchr::memchr3(b'%', b'&', b'\\', markdown.as_bytes()).is_some() || targets.may_be_in(&markdown)
}

/// Translations remember pieces of their originals by fingerprints, of which addresses are a part.
fn keep_records(archive: &Archive, texts: &mut Texts) {
    let mut edits: Vec<(String, Vec<Edit>)> = Vec::new();
    for story in archive.site.stories.iter() {
        let Some(original) = story.articles[story.original.0].map(|id| archive.site.article(id)) else { continue };
        let Some(text) = texts.of_path(&original.document.path).filter(|text| !text.edits.is_empty()) else { continue };
        let new = text.written();
        let name = text.document.name.clone();
        let (after, _) = parse_document(text.document.path.clone(), name, new, Arc::clone(&text.document.names));
        let Some(after) = after else { continue };
        let changed = records::changed(&text.document, &after);
        for other in story.articles.iter().flatten().filter(|id| **id != original.id) {
            let document = &archive.site.article(*other).document;
            let found = records::edits(document, &changed);
            if !found.is_empty() {
                edits.push((document.path.clone(), found));
            }
        }
    }
    for (path, found) in edits {
        if let Some(text) = texts.of_path(&path) {
            text.edits.extend(found);
        }
    }
}
