//! How the house writes names, by language: the site's list over the theme's, and that of a variety over its language's,
//! name by name.

use super::file::LocaleFile;
use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;
use crate::language::usage::{FILE, Usage, Written};
use std::collections::HashMap;

/// The lists as they are written, by their paths: several languages may have one.
pub(super) type Lists = HashMap<String, Written>;

/// The list of a language. Files of which a later one stands over an earlier one; each is read once.
pub(super) fn load(tag: &LanguageTag, files: &[LocaleFile], read: &mut Lists, problems: &mut Diagnostics) -> Usage {
    let mut lineage: Vec<LanguageTag> = tag.lineage().collect();
    lineage.reverse();
    let mut list = Written::default();
    for file in lineage.iter().flat_map(|tag| files.iter().filter(move |file| is_of(file, tag))) {
        if !read.contains_key(file.path) {
            let Some(text) = file.text(problems) else { continue };
            let (written, found) = Written::parse(file.path, &text);
            problems.append(found);
            read.insert(file.path.to_owned(), written);
        }
        list = list.under(read[file.path].clone());
    }
    Usage::new(list)
}

fn is_of(file: &LocaleFile, tag: &LanguageTag) -> bool {
    let folder = file.below.strip_suffix(FILE).and_then(|folder| folder.strip_suffix('/'));
    folder.and_then(LanguageTag::parse).is_some_and(|found| found == *tag)
}
