//! The typography of each language: the site's rules over the theme's over those of the default theme, key by key.

use super::tag::LanguageTag;
use crate::diagnostic::Diagnostics;
use crate::discover::SourceFile;
use crate::theme::{self, Theme};
use crate::typography::{Typography, Written};

const FILE: &str = "typography.yaml";

/// The rules for a language. Where there are none for `xx-YY`, those for `xx` hold; a language without any is left as
/// it is written.
pub(super) fn load(tag: &LanguageTag, site: &[SourceFile], themes: &[Theme], problems: &mut Diagnostics) -> Typography {
    let default = theme::default_locales(themes);
    let layers = || {
        let of_themes = themes.iter().rev().map(|theme| theme.locales.as_slice());
        std::iter::once(default.as_slice()).chain(of_themes).chain([site])
    };
    for tag in tag.lineage() {
        let files: Vec<&SourceFile> = layers().flatten().filter(|file| is_of(file, &tag)).collect();
        if !files.is_empty() {
            let mut rules = Written::default();
            for file in files {
                let Some(text) = file.text(problems) else { continue };
                let (written, found) = Written::parse(&file.path, &text);
                problems.append(found);
                rules = rules.under(written);
            }
            return Typography::new(rules);
        }
    }
    Typography::default()
}

fn is_of(file: &SourceFile, tag: &LanguageTag) -> bool {
    let folder = file.below.strip_suffix(FILE).and_then(|folder| folder.strip_suffix('/'));
    folder.and_then(LanguageTag::parse).is_some_and(|found| found == *tag)
}
