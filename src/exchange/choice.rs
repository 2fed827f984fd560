//! Choice: which texts of a site go to translators, and what of them is there in a language.

use super::prepare::Pairing;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::content::{Document, DocumentKind, SourceName};
use crate::inspect::behind::Past;
use crate::inspect::survey::{self, survey};
use crate::language::{LanguageId, LanguageTag, Moment};
use crate::site::Site;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

/// How a text stands in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There, and up to date as far as is known.
    Present,
    /// Not there.
    Missing,
    /// The original has changed since.
    Outdated,
}

/// Which texts are meant.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Stories or files; all where there are none.
    pub names: Vec<String>,
    /// Sections; all where there are none.
    pub sections: Vec<String>,
    /// How they stand; all where nothing is said.
    pub only: Vec<Standing>,
}

/// A text of the site, and what is there of it in a language.
pub struct Chosen<'a> {
    /// Its id.
    pub id: String,
    /// The section, if it is an article.
    pub section: Option<String>,
    /// How it stands.
    pub standing: Standing,
    original: &'a Document,
    source: LanguageId,
    translation: Option<&'a Document>,
    target: String,
    language: LanguageId,
    is_outdated: bool,
}

impl<'a> Chosen<'a> {
    /// The text with its translation.
    pub fn pairing<'b>(&'b self, site: &'b Site) -> Pairing<'b>
    where
        'a: 'b,
    {
        Pairing {
            original: self.original,
            source: &site.locales.get(self.source).tag,
            source_typography: site.locales.typography(self.source, Some(true)),
            translation: self.translation,
            target: &self.target,
            language: &site.locales.get(self.language).tag,
            typography: site.locales.typography(self.language, Some(true)),
            heeds_marks: true,
            is_outdated: self.is_outdated,
        }
    }

    /// The original's path.
    pub fn path(&self) -> &str {
        &self.original.path
    }
}

/// All texts of a site that were not written in a language, but for those that have expired by a moment.
pub fn all<'a>(
    site: &Site,
    documents: &'a [Arc<Document>],
    language: LanguageId,
    past: &Past,
    now: &Moment,
) -> Vec<Chosen<'a>> {
    let by_path: HashMap<&str, &'a Document> =
        documents.iter().map(|document| (document.path.as_str(), &**document)).collect();
    let expired: Vec<&str> = site
        .articles
        .iter()
        .filter(|article| article.placement.expires.is_some_and(|end| end.timestamp <= now.timestamp))
        .map(|article| article.document.path.as_str())
        .collect();
    let tag = &site.locales.get(language).tag;
    let mut chosen = Vec::new();
    for work in survey(site, past).into_iter().filter(|work| work.original != language && !expired.contains(&work.path))
    {
        let Some(original) = by_path.get(work.path).copied() else { continue };
        let entry = work.entries.iter().find(|entry| entry.language == language);
        let file = entry.and_then(|entry| entry.file.as_ref());
        let translation = file.and_then(|file| by_path.get(file.path).copied());
        let standing = match entry.map(|entry| entry.state) {
            Some(survey::State::Present) => Standing::Present,
            Some(survey::State::Outdated) => Standing::Outdated,
            Some(survey::State::Missing) | None => Standing::Missing,
        };
        chosen.push(Chosen {
            id: work.id.clone(),
            section: work.section.map(str::to_owned),
            standing,
            original,
            source: work.original,
            target: translation.map_or_else(|| target_of(original, tag), |document| document.path.clone()),
            translation,
            language,
            is_outdated: file.is_some_and(|file| !file.recorded && file.behind.is_some()),
        });
    }
    chosen.extend(terms(site, documents, language));
    chosen
}

/// Term files: the introductions of tags, sections and other terms.
fn terms<'a>(site: &Site, documents: &'a [Arc<Document>], language: LanguageId) -> Vec<Chosen<'a>> {
    let mut by_id: BTreeMap<&str, BTreeMap<LanguageId, &'a Document>> = BTreeMap::new();
    for document in documents {
        let DocumentKind::Term(matter) = &document.kind else { continue };
        let said = document.name.language.as_deref().or(matter.language.as_deref());
        let of_file = match said {
            Some(tag) => site.locales.find(tag),
            None => site.locales.ids().next(),
        };
        if let Some(of_file) = of_file {
            by_id.entry(&document.name.story.0).or_default().insert(of_file, document);
        }
    }
    let tag = &site.locales.get(language).tag;
    let chosen = |(id, files): (&str, BTreeMap<LanguageId, &'a Document>)| {
        let source = site.locales.ids().find(|id| files.contains_key(id)).filter(|source| *source != language)?;
        let (original, translation) = (*files.get(&source)?, files.get(&language).copied());
        let is_marked = |document: &Document| crate::language::locale::is_marked(document.block().yaml);
        let is_there = translation.is_some_and(|document| !is_marked(document));
        Some(Chosen {
            id: id.to_owned(),
            section: None,
            standing: if is_there { Standing::Present } else { Standing::Missing },
            original,
            source,
            target: translation.map_or_else(|| target_of(original, tag), |document| document.path.clone()),
            translation,
            language,
            is_outdated: false,
        })
    };
    by_id.into_iter().filter_map(chosen).collect()
}

/// The file of a translation that is still to come: beside its original.
fn target_of(original: &Document, tag: &LanguageTag) -> String {
    let (folder, file) = original.path.rsplit_once('/').unwrap_or(("content", &original.path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = match &original.name.language {
        Some(_) => stem.rsplit_once('.').map_or(stem, |(stem, _)| stem),
        None => stem,
    };
    format!("{folder}/{stem}.{tag}.md")
}

/// Those that are meant.
///
/// # Errors
/// Names of nothing.
pub fn choose<'a>(site: &Site, all: Vec<Chosen<'a>>, choice: &Choice) -> Result<Vec<Chosen<'a>>, Diagnostics> {
    let mut problems = Diagnostics::default();
    for section in choice.sections.iter().filter(|id| !site.sections.index.contains_key(*id)) {
        let sections = site.sections.terms.iter().map(|term| term.id.as_str());
        problems.push(
            Diagnostic::error(Code::BadUsage, format!("there is no section `{section}`"))
                .did_you_mean(section, sections),
        );
    }
    let named: Vec<String> = choice.names.iter().map(|name| id_of(name)).collect();
    for (name, id) in choice.names.iter().zip(&named) {
        if !all.iter().any(|chosen| chosen.id == *id) {
            let problem = Diagnostic::error(Code::BadUsage, format!("`{name}` is no text that could be translated"));
            problems.push(
                problem
                    .did_you_mean(id, all.iter().map(|chosen| chosen.id.as_str()))
                    .hint("name a story (news/treaty), authors/…, dossiers/…, tags/…, sections/…, or a file of one"),
            );
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let is_meant = |chosen: &Chosen| {
        (named.is_empty() || named.contains(&chosen.id))
            && (choice.sections.is_empty()
                || chosen.section.as_ref().is_some_and(|section| choice.sections.contains(section)))
            && (choice.only.is_empty() || choice.only.contains(&chosen.standing))
    };
    Ok(all.into_iter().filter(is_meant).collect())
}

/// The id of a text, as it is named: by its id, or by one of its files.
fn id_of(name: &str) -> String {
    let name = name.replace('\\', "/");
    let name =
        name.rsplit_once("content/").filter(|_| Path::new(&name).is_absolute()).map_or(&*name, |(_, below)| below);
    let below = crate::input::content::below_content(name.trim_start_matches("./")).trim_end_matches('/');
    SourceName::parse(below, |_| false).story.to_string()
}
