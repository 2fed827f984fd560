//! The romanisations of each language: the site's tables over the theme's over those of the default theme, by name.

use super::file::{LocaleFile, of_language};
use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;
use crate::language::romanisation::{FOLDER, Romanisation};
use std::collections::BTreeMap;

/// The tables of a language by their names, from files of which a later one stands over an earlier one. A variety has
/// those of its language.
pub(super) fn load(
    tag: &LanguageTag,
    files: &[LocaleFile],
    problems: &mut Diagnostics,
) -> BTreeMap<String, Romanisation> {
    let mut tables = BTreeMap::new();
    for (file, below) in of_language(tag, files) {
        let Some(name) = name_of(below) else { continue };
        let Some(text) = file.text(problems) else { continue };
        let (table, found) = Romanisation::parse(file.path, &text);
        problems.append(found);
        tables.insert(name.to_owned(), table);
    }
    tables
}

/// The name of the table that a file holds.
fn name_of(below: &str) -> Option<&str> {
    below.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_suffix(".yaml").filter(|name| !name.contains('/'))
}
