//! Unseen: the texts of a site that are not public, by their names and by the addresses that they would have.

use crate::path::without_slash;
use crate::site::{Concealed, Hidden, Site, TaxonomyKind};
use std::collections::HashMap;

/// What is not public, unlisted texts apart: these are where they were.
pub(super) struct Unseen<'a> {
    texts: HashMap<(&'a str, &'a str), &'a Concealed>,
    addresses: HashMap<&'a str, &'a Concealed>,
    /// By the last part of their ids; none where several share it.
    stems: HashMap<(&'a str, &'a str), Option<&'a Concealed>>,
    all: Vec<(&'a Concealed, &'a str)>,
}

impl<'a> Unseen<'a> {
    pub fn of(site: &'a Site) -> Unseen<'a> {
        let tag = |text: &Concealed| site.locales.get(text.language).tag.as_str();
        let all: Vec<_> = site.concealed.iter().filter(|text| text.why != Hidden::Unlisted).collect();
        let all: Vec<(&Concealed, &str)> = all.into_iter().map(|text| (text, tag(text))).collect();
        let names = |text: &'a Concealed| [&*text.story.0, &*text.group.0];
        let texts = all.iter().flat_map(|(text, tag)| names(text).map(|name| ((name, *tag), *text))).collect();
        let addresses =
            all.iter().flat_map(|(text, _)| text.addresses.iter().map(|a| (without_slash(a), *text))).collect();
        let mut stems: HashMap<(&str, &str), Option<&Concealed>> = HashMap::new();
        for (text, tag) in &all {
            stems.entry((text.story.stem(), *tag)).and_modify(|known| *known = None).or_insert(Some(*text));
        }
        Unseen { texts, addresses, stems, all }
    }

    /// All of them, with the tags of their languages.
    pub fn texts(&self) -> impl Iterator<Item = (&'a Concealed, &'a str)> {
        self.all.iter().copied()
    }

    /// The text with an id in a language.
    pub fn text(&self, id: &str, tag: &str) -> Option<&'a Concealed> {
        self.texts.get(&(id, tag)).copied()
    }

    /// The text that an id which is gone has become: one with the same file name in another folder, `_drafts/` for one.
    pub fn moved(&self, id: &str, tag: &str) -> Option<&'a Concealed> {
        let stem = id.rsplit('/').next().unwrap_or(id);
        self.stems.get(&(stem, tag)).copied().flatten()
    }

    /// The text that would be at an address, or lead on from there.
    pub fn at(&self, address: &str) -> Option<&'a Concealed> {
        self.addresses.get(without_slash(address)).copied()
    }

    /// Whether one of them belongs to a term; in a language, where one is given.
    pub fn has_term(&self, kind: TaxonomyKind, id: &str, language: Option<&str>) -> bool {
        self.all.iter().filter(|(_, tag)| language.is_none_or(|language| language == *tag)).any(
            |(text, _)| match kind {
                TaxonomyKind::Section => text.group.section() == Some(id),
                TaxonomyKind::Tag => text.tags.iter().any(|tag| tag == id),
                TaxonomyKind::Author => text.authors.iter().any(|author| author == id),
                TaxonomyKind::Dossier => text.story.0.strip_prefix("dossiers/") == Some(id),
            },
        )
    }
}
