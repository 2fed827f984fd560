//! How a site names its texts: that is how a content management system must name them.

use crate::input::content::Document;
use crate::language::LanguageTag;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How the texts of a folder are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Folder {
    /// `name.md`.
    pub files: usize,
    /// `name/index.md`.
    pub bundles: usize,
    /// In folders of folders.
    pub deeper: usize,
    /// How many names say a language, and how many do not.
    pub with_language: usize,
    pub without_language: usize,
}

/// The folders of `content/` by their names; plain pages stand under the empty one.
pub(super) fn folders(documents: &[Arc<Document>], languages: &[LanguageTag]) -> BTreeMap<String, Folder> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for document in documents {
        let mut parts: Vec<&str> = document.below().split('/').collect();
        let name = parts.pop().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let suffix = stem.rsplit_once('.').filter(|(_, tag)| languages.iter().any(|known| known.as_str() == *tag));
        let is_index = suffix.map_or(stem, |(stem, _)| stem) == "index";
        let folder = folders.entry(parts.first().copied().unwrap_or_default().to_owned()).or_default();
        match (parts.len(), is_index) {
            (0 | 1, false) => folder.files += 1,
            (2, true) => folder.bundles += 1,
            _ => folder.deeper += 1,
        }
        if suffix.is_some() {
            folder.with_language += 1;
        } else {
            folder.without_language += 1;
        }
    }
    folders
}
