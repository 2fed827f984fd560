//! The typography of each language: the site's rules over the theme's over those of the default theme, and a variety's
//! over its language's, key by key.

use super::file::{LocaleFile, of_language};
use crate::diagnostic::Diagnostics;
use crate::language::LanguageTag;
use crate::language::typography::{Typography, Written};

/// The name of the file in a language's folder.
pub const FILE: &str = "typography.yaml";

/// The rules for a language, from files of which a later one stands over an earlier one: those for `xx`, and over them,
/// key by key, those for `xx-YY`. A language without any is left as it is written.
pub(super) fn load(tag: &LanguageTag, files: &[LocaleFile], problems: &mut Diagnostics) -> Typography {
    let mut rules = Written::default();
    for (file, _) in of_language(tag, files).filter(|(_, below)| *below == FILE) {
        let Some(text) = file.text(problems) else { continue };
        let (written, found) = Written::parse(file.path, &text);
        problems.append(found);
        rules = rules.under(written);
    }
    Typography::new(rules)
}
