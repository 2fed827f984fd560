//! The words around the texts, for a language that has none: those of another, each marked to be translated.

use super::NewFile;
use crate::input::discover::SourceFile;
use crate::input::theme::Theme;
use crate::language::LanguageTag;
use crate::language::locale::to_translate;

/// The Fluent files that a language gets in the site's `locales/`: the messages of themes that do not speak it, in their
/// language of last resort; and those of the site's own in the language `model`.
pub(super) fn files(
    tag: &LanguageTag,
    themes: &[Theme],
    (own, model): (&[SourceFile], Option<&LanguageTag>),
) -> Vec<NewFile> {
    let mut files: Vec<NewFile> = Vec::new();
    let mut add = |found: Vec<(String, String)>| {
        for (name, text) in found {
            let path = format!("locales/{tag}/{name}");
            // The nearest has said it.
            if !files.iter().any(|file| file.path == path) {
                files.push(NewFile::new(path, to_translate(&text, tag)));
            }
        }
    };
    for theme in themes.iter().filter(|theme| !speaks(&theme.locales, tag)) {
        let resort = theme.language.as_deref().and_then(LanguageTag::parse);
        add(resort.map(|resort| in_language(&theme.locales, &resort)).unwrap_or_default());
    }
    if let Some(model) = model.filter(|_| !speaks(own, tag)) {
        let mut of_site = in_language(own, model);
        // What the site has in the place of a theme's words is nothing that a language lacks which the theme speaks.
        of_site.retain(|(name, _)| {
            let of_theme = |theme: &Theme| tag.lineage().any(|tag| has_file(&theme.locales, &tag, name));
            !themes.iter().any(of_theme)
        });
        add(of_site);
    }
    files
}

/// Whether there are messages of a language, or of the one that it is a variety of.
fn speaks(files: &[SourceFile], tag: &LanguageTag) -> bool {
    tag.lineage().any(|tag| !in_language(files, &tag).is_empty())
}

/// Whether there is a file of a name for a language.
fn has_file(files: &[SourceFile], tag: &LanguageTag, name: &str) -> bool {
    in_language(files, tag).iter().any(|(known, _)| known == name)
}

/// The Fluent files of a language: their names, and what is in them.
fn in_language(files: &[SourceFile], tag: &LanguageTag) -> Vec<(String, String)> {
    let folder = |below: &str| {
        below.split_once('/').and_then(|(folder, name)| Some((LanguageTag::parse(folder)?, name.to_owned())))
    };
    let of_language = files.iter().filter_map(|file| {
        let (language, name) = folder(&file.below).filter(|(_, name)| name.ends_with(".ftl"))?;
        // What cannot be read is told by the next build.
        let text = String::from_utf8(file.bytes().ok()?.into_owned()).ok()?;
        (language == *tag).then_some((name, text))
    });
    of_language.collect()
}
