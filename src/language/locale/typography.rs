//! The typography of each language: the site's rules over the theme's over those of the default theme, key by key.

use super::file::LocaleFile;
use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;
use crate::language::typography::{Typography, Written};

/// The name of the file in a language's folder.
pub const FILE: &str = "typography.yaml";

/// The rules for a language, from files of which a later one stands over an earlier one. Where there are none for
/// `xx-YY`, those for `xx` hold; a language without any is left as it is written.
pub(super) fn load(tag: &LanguageTag, files: &[LocaleFile], problems: &mut Diagnostics) -> Typography {
    for tag in tag.lineage() {
        let of_tag: Vec<&LocaleFile> = files.iter().filter(|file| is_of(file, &tag)).collect();
        if !of_tag.is_empty() {
            let mut rules = Written::default();
            for file in of_tag {
                let Some(text) = file.text(problems) else { continue };
                let (written, found) = Written::parse(file.path, &text);
                problems.append(found);
                rules = rules.under(written);
            }
            return Typography::new(rules);
        }
    }
    Typography::default()
}

fn is_of(file: &LocaleFile, tag: &LanguageTag) -> bool {
    let folder = file.below.strip_suffix(FILE).and_then(|folder| folder.strip_suffix('/'));
    folder.and_then(LanguageTag::parse).is_some_and(|found| found == *tag)
}
