//! The languages of a site, from its configuration and the files of `locales/`.

use crate::diagnostic::Diagnostics;
use crate::input::config::Config;
use crate::input::discover::SourceFile;
use crate::input::theme::{self, Theme};
use crate::language::LanguageTag;
use crate::language::locale::{LanguageSetup, LocaleFile, Locales, Pseudo, Setup, TYPOGRAPHY_FILE};
use crate::language::romanisation::FOLDER as ROMANISATION_FOLDER;

/// Loads the languages from the site's own files over those of its themes (the nearest theme first).
pub(super) fn load(
    config: &Config,
    themes: &[Theme],
    site: &[SourceFile],
    pseudo: Option<Pseudo>,
) -> (Locales, Diagnostics) {
    let languages: Vec<LanguageSetup> = config
        .languages
        .iter()
        .map(|language| LanguageSetup {
            tag: language.tag.clone(),
            name: language.name.clone(),
            short_name: language.short_name.clone(),
            fallbacks: language.fallback.clone(),
            typography: language.typography,
        })
        .collect();
    let last_resort = themes.iter().rev().find_map(|theme| theme.language.as_deref());
    let last_resort = last_resort.and_then(LanguageTag::parse);
    let setup = Setup { languages: &languages, last_resort: last_resort.as_ref(), zone: &config.time_zone, pseudo };
    // How a language is set and romanised belongs to the language and not to a theme: these rules are there for every site.
    let default = theme::default_locales(themes);
    let is_of_language = |below: &str| {
        below.ends_with(TYPOGRAPHY_FILE) || below.split('/').nth(1).is_some_and(|folder| folder == ROMANISATION_FOLDER)
    };
    let default = default.iter().filter(|file| is_of_language(&file.below));
    let layers = themes.iter().enumerate().rev();
    let of_themes = layers.flat_map(|(i, theme)| theme.locales.iter().map(move |file| (i + 1, file)));
    let files = default.map(|file| (themes.len() + 1, file)).chain(of_themes);
    let files = files.chain(site.iter().map(|file| (0, file)));
    let files: Vec<LocaleFile> = files.map(|(layer, file)| locale_file(layer, file)).collect();
    Locales::load(&setup, &files)
}

fn locale_file(layer: usize, file: &SourceFile) -> LocaleFile<'_> {
    LocaleFile {
        path: &file.path,
        below: &file.below,
        layer,
        is_own: !file.is_embedded(),
        read: Box::new(|problems| file.text(problems)),
    }
}
