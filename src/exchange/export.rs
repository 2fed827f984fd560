//! Export: the files that translators get.

use super::choice::{Choice, all, choose};
use super::messages::messages;
use super::model::{State, Text};
use super::prepare::prepare;
use super::{po, xliff};
use crate::diagnostic::Diagnostics;
use crate::input::content::Document;
use crate::inspect::behind::{Past, pairs};
use crate::language::{LanguageId, LanguageTag, Moment};
use crate::site::Site;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// XLIFF 2.1.
    Xliff,
    /// PO of GNU gettext.
    Po,
}

/// A file for translators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its path in the folder.
    pub path: String,
    /// What is in it.
    pub content: String,
    /// The originals.
    pub originals: Vec<String>,
    /// Sentences in it.
    pub segments: usize,
    /// Those that are to be translated.
    pub to_do: usize,
    /// Whether a translation is there that could not be filled in.
    pub is_unsure: bool,
}

/// The files for a language.
///
/// # Errors
/// Names of nothing.
pub fn export(
    site: &Site,
    documents: &[Arc<Document>],
    (root, now): (&Path, &Moment),
    language: LanguageId,
    choice: &Choice,
    format: Format,
) -> Result<Vec<Sheet>, Diagnostics> {
    let past = Past::of(root, &pairs(site));
    let chosen = choose(site, all(site, documents, language, &past, now), choice)?;
    let mut sheets = Vec::new();
    for text in &chosen {
        let prepared = prepare(&text.pairing(site));
        if prepared.text.units.is_empty() {
            continue;
        }
        let is_unsure = prepared.alignment == super::align::Alignment::Unsure;
        let stem = text.path().rsplit_once('.').map_or(text.path(), |(stem, _)| stem);
        sheets.push(Sheet { is_unsure, ..sheet(stem, &[prepared.text], format) });
    }
    if choice.names.is_empty() && choice.sections.is_empty() {
        let mut by_source: BTreeMap<LanguageTag, Vec<Text>> = BTreeMap::new();
        for mut messages in messages(root, &site.config, &site.locales.get(language).tag) {
            if !choice.only.is_empty() {
                messages.text.units.retain(|unit| unit.segments.iter().any(|segment| segment.target.is_none()));
            }
            if !messages.text.units.is_empty() {
                by_source.entry(messages.text.source.clone()).or_default().push(messages.text);
            }
        }
        let is_one = by_source.len() == 1;
        for (source, texts) in by_source {
            let stem = if is_one { "messages".to_owned() } else { format!("messages.{source}") };
            sheets.push(sheet(&stem, &texts, format));
        }
    }
    Ok(sheets)
}

fn sheet(stem: &str, texts: &[Text], format: Format) -> Sheet {
    let (extension, content) = match format {
        Format::Xliff => ("xlf", xliff::write(texts)),
        Format::Po => ("po", po::write(texts)),
    };
    let segments = || texts.iter().flat_map(|text| &text.units).flat_map(|unit| &unit.segments);
    let is_to_do = |state: State| matches!(state, State::Initial | State::Outdated | State::Machine);
    Sheet {
        path: format!("{stem}.{extension}"),
        content,
        originals: texts.iter().map(|text| text.original.clone()).collect(),
        segments: segments().count(),
        to_do: segments().filter(|segment| is_to_do(segment.state)).count(),
        is_unsure: false,
    }
}
