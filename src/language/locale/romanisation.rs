//! The romanisations of each language: the site's tables over the theme's over those of the default theme, by name.

use super::file::LocaleFile;
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
    let mut lineage: Vec<LanguageTag> = tag.lineage().collect();
    lineage.reverse();
    for tag in &lineage {
        for file in files {
            let Some(name) = name_in(file, tag) else { continue };
            let Some(text) = file.text(problems) else { continue };
            let (table, found) = Romanisation::parse(file.path, &text);
            problems.append(found);
            tables.insert(name.to_owned(), table);
        }
    }
    tables
}

/// The name of the table that a file of a language holds.
fn name_in<'a>(file: &'a LocaleFile, tag: &LanguageTag) -> Option<&'a str> {
    let (folder, name) = file.below.strip_suffix(".yaml")?.rsplit_once('/')?;
    let language = folder.strip_suffix(FOLDER)?.strip_suffix('/')?;
    LanguageTag::parse(language).filter(|found| found == tag).map(|_| name)
}
