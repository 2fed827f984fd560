//! Authors: who they are, in each language.

use super::addresses;
use super::language::language_of;
use super::outdated::{self, Side};
use super::pictures;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{Document, DocumentKind, WebLink, author_pieces};
use crate::language::locale::Locales;
use crate::language::{Gender, LanguageId, Moment};
use crate::path::slugify;
use crate::site::{Image, Note, Outdated};
use jiff::tz::TimeZone;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An author as the files tell of them.
#[derive(Default)]
pub(super) struct NamedProfile {
    /// What is said in each language that has a file.
    pub notes: Vec<Note>,
    /// For each language the index of its note: the language's own, or that of a fallback.
    pub nearest: Vec<Option<usize>>,
    /// A picture.
    pub photo: Option<Image>,
    /// When pictures of the author will come down.
    pub picture_ends: Vec<Moment>,
    /// Where else to find the author, in each language.
    pub links: Vec<Vec<WebLink>>,
    /// The gender in which each language speaks of the author: what its own file says, or the nearest that says it.
    pub genders: Vec<Option<Gender>>,
    /// The name in each language, with fallbacks applied.
    pub names: Vec<Option<String>>,
}

/// The profiles by author id.
pub(super) fn profiles(
    documents: &[Arc<Document>],
    locales: &Locales,
    known: pictures::Known,
    problems: &mut Diagnostics,
) -> BTreeMap<String, NamedProfile> {
    let mut files: BTreeMap<String, BTreeMap<LanguageId, Arc<Document>>> = BTreeMap::new();
    for document in documents {
        let DocumentKind::Author(matter) = &document.kind else { continue };
        let tag = matter.language.clone();
        let Some(language) = language_of(document, tag.as_deref(), locales, problems) else { continue };
        let id = document.name.story.0.trim_start_matches("authors/").to_owned();
        let by_language = files.entry(id.clone()).or_default();
        if let Some(other) = by_language.get(&language) {
            let message = format!("{} is already the author `{id}` in `{}`", other.path, locales.get(language).tag);
            problems.push(
                Diagnostic::error(Code::DuplicateArticle, message)
                    .at(document.block().place_of("name"))
                    .hint("remove one of the two files"),
            );
            continue;
        }
        by_language.insert(language, Arc::clone(document));
    }
    report_shared_addresses(&files, problems);
    files.into_iter().map(|(id, by_language)| (id, profile(by_language, locales, known, problems))).collect()
}

/// Ids that differ by case or punctuation alone give one address.
fn report_shared_addresses(files: &BTreeMap<String, BTreeMap<LanguageId, Arc<Document>>>, problems: &mut Diagnostics) {
    let mut by_slug: BTreeMap<String, (&str, &Document)> = BTreeMap::new();
    for (id, by_language) in files {
        let Some(document) = by_language.values().next() else { continue };
        let slug = slugify(id);
        if let Some((other, known)) = by_slug.get(&slug) {
            let (first, path) = (&known.path, &document.path);
            let message = format!("{first} and {path} are two authors, `{other}` and `{id}`, with one address: {slug}");
            problems.push(
                Diagnostic::error(Code::RouteConflict, message)
                    .at(document.block().place_of("name"))
                    .hint("if they are one person, make one of the two files of them, and write its id under `author`")
                    .hint("if they are two, give one of the files another name"),
            );
            continue;
        }
        by_slug.insert(slug, (id, document));
    }
}

fn profile(
    documents: BTreeMap<LanguageId, Arc<Document>>,
    locales: &Locales,
    known: pictures::Known,
    problems: &mut Diagnostics,
) -> NamedProfile {
    let mut named = NamedProfile::default();
    let mut names: Vec<Option<String>> = Vec::new();
    let mut links: BTreeMap<LanguageId, Vec<WebLink>> = BTreeMap::new();
    let mut genders: BTreeMap<LanguageId, Gender> = BTreeMap::new();
    let mut outdated = outdated_notes(&documents, &known.config.time_zone);
    for (language, document) in documents {
        let DocumentKind::Author(matter) = &document.kind else { continue };
        if matter.name.is_none() && !document.is_flawed("name") {
            problems.push(
                Diagnostic::error(Code::MissingKey, "the author has no `name`")
                    .at(document.block().place_of("name"))
                    .hint("add `name: …` as this language writes it"),
            );
        }
        let (photo, mut ends) = pictures::photo(&document, matter.photo.as_ref(), known, problems);
        named.photo = named.photo.take().or(photo);
        named.picture_ends.append(&mut ends);
        for (i, link) in matter.links.iter().enumerate() {
            let place = || document.block().place_of(KeyPath::from("links").item(i).key("url"));
            problems.extend(addresses::problem(&link.url, place));
        }
        if !matter.links.is_empty() {
            links.insert(language, matter.links.clone());
        }
        genders.extend(matter.gender.map(|gender| (language, gender)));
        let set = |text: &String| locales.typography(language, None).set(text).into_owned();
        let (role, recorded) = (matter.role.as_ref().map(set), matter.translated.is_some());
        names.push(matter.name.clone());
        let outdated = outdated.remove(&language);
        problems.extend(outdated.as_ref().map(|outdated| outdated::report(&document, outdated)));
        named.notes.push(Note { language, role, recorded, outdated, document });
    }
    for language in locales.ids() {
        let position = |l: LanguageId| named.notes.iter().position(|note| note.language == l);
        let nearest = locales.fallbacks(language).into_iter().find_map(position);
        named.names.push(nearest.and_then(|note| names[note].clone()));
        named.nearest.push(nearest);
        let nearest = locales.fallbacks(language).into_iter().find_map(|l| genders.get(&l));
        named.genders.push(nearest.copied());
        // An author's pages elsewhere are worth a click in any language.
        let nearest = locales.fallbacks(language).into_iter().find_map(|l| links.get(&l));
        named.links.push(nearest.or_else(|| links.values().next()).cloned().unwrap_or_default());
    }
    named
}

/// The notes that are out of date. The original is the note in the first of the site's languages that has one.
fn outdated_notes(documents: &BTreeMap<LanguageId, Arc<Document>>, zone: &TimeZone) -> BTreeMap<LanguageId, Outdated> {
    let mut notes = documents.iter().filter_map(|(language, document)| match &document.kind {
        DocumentKind::Author(matter) => Some((*language, &**document, matter.as_ref())),
        _ => None,
    });
    let Some((_, original, from)) = notes.next() else { return BTreeMap::new() };
    let side = |document| Side { document, updated: None };
    let (text, pieces) = (OnceCell::new(), OnceCell::new());
    let text = || &**text.get_or_init(|| original.text());
    let pieces = || &**pieces.get_or_init(|| author_pieces(original, text(), from));
    let find = |(language, document, to): (LanguageId, _, &crate::input::content::AuthorMatter)| {
        outdated::outdated(side(original), side(document), to.translated.as_ref(), pieces, zone)
            .map(|outdated| (language, outdated))
    };
    notes.filter_map(find).collect()
}
