//! The typography of each language: the site's rules over the theme's over those of the default theme, and a variety's
//! over its language's, key by key.

use super::file::LocaleFile;
use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;
use crate::language::typography::{Typography, Written};

/// The name of the file in a language's folder.
pub const FILE: &str = "typography.yaml";

/// The rules for a language, from files of which a later one stands over an earlier one: those for `xx`, and over them,
/// key by key, those for `xx-YY`. A language without any is left as it is written.
pub(super) fn load(tag: &LanguageTag, files: &[LocaleFile], problems: &mut Diagnostics) -> Typography {
    let mut lineage: Vec<LanguageTag> = tag.lineage().collect();
    lineage.reverse();
    let mut rules = Written::default();
    for file in lineage.iter().flat_map(|tag| files.iter().filter(move |file| is_of(file, tag))) {
        let Some(text) = file.text(problems) else { continue };
        let (written, found) = Written::parse(file.path, &text);
        problems.append(found);
        rules = rules.under(written);
    }
    Typography::new(rules)
}

fn is_of(file: &LocaleFile, tag: &LanguageTag) -> bool {
    let folder = file.below.strip_suffix(FILE).and_then(|folder| folder.strip_suffix('/'));
    folder.and_then(LanguageTag::parse).is_some_and(|found| found == *tag)
}
