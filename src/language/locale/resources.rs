//! The Fluent files of the site and its themes. For each language the site's messages stand over the theme's, one by one.

use super::file::{LocaleFile, from_general};
use super::{guard, plurals};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Lines, Place};
use crate::edge::{At, caught};
use crate::language::LanguageTag;
use fluent::FluentResource;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One Fluent file.
pub(super) struct Resource {
    pub path: String,
    /// Path below the folder of all languages, `aa/site.ftl`.
    pub below: String,
    /// Whether it can be fixed here: the site's, or that of a theme in its `themes/`, and not part of the program.
    pub is_own: bool,
    /// 0 for the site, then a number for each theme.
    pub layer: usize,
    /// The file as it is written.
    pub fluent: Arc<FluentResource>,
    /// The file as it is used: with the plural rules of CLDR.
    pub compiled: Arc<FluentResource>,
    /// Where its lines begin.
    pub lines: Lines,
}

/// The Fluent files by language, the most general first: a later message stands over an earlier one.
#[derive(Default)]
pub(super) struct Resources {
    by_language: BTreeMap<LanguageTag, Vec<Resource>>,
}

impl Resource {
    /// Whether the file is the site's own, and not a theme's.
    pub fn is_site(&self) -> bool {
        self.layer == 0
    }

    /// The folder that is named for the language.
    pub fn folder(&self) -> &str {
        self.below.split('/').next().unwrap_or_default()
    }
}

impl Resources {
    /// Reads the Fluent files among these; a later one stands over an earlier one.
    pub fn read(files: &[LocaleFile], problems: &mut Diagnostics) -> Resources {
        let mut by_language: BTreeMap<LanguageTag, Vec<Resource>> = BTreeMap::new();
        for file in files.iter().filter(|file| file.below.ends_with(".ftl")) {
            let Some((folder, _)) = file.below.split_once('/') else { continue };
            let Some(tag) = LanguageTag::parse(folder) else {
                problems.push(
                    Diagnostic::warning(
                        Code::UnknownLanguage,
                        format!("the folder `{folder}` is not named for a language"),
                    )
                    .at(Place::file(file.path))
                    .hint("name it with a BCP 47 tag"),
                );
                continue;
            };
            let Some(text) = file.text(problems) else { continue };
            match caught(At::File(file.path), || read(file, &text)) {
                Ok((resource, found)) => {
                    problems.append(found);
                    by_language.entry(tag).or_default().push(resource);
                }
                Err(failed) => problems.push(failed.of_file(file.path)),
            }
        }
        Resources { by_language }
    }

    pub fn tags(&self) -> impl Iterator<Item = &LanguageTag> {
        self.by_language.keys()
    }

    /// The texts of all files.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.by_language.values().flatten().map(|resource| resource.fluent.source())
    }

    /// The files that speak a language: those of the language that it is a variety of, then its own.
    pub fn of(&self, tag: &LanguageTag) -> Vec<&Resource> {
        from_general(tag).iter().filter_map(|tag| self.by_language.get(tag)).flatten().collect()
    }
}

/// Reads the text of a file, and tells what is wrong with it.
fn read(file: &LocaleFile, text: &str) -> (Resource, Diagnostics) {
    let mut problems = Diagnostics::default();
    let lines = Lines::of(text);
    let (kept, left_out) = guard::guarded(text);
    problems.extend(left_out.into_iter().map(|(at, wrong)| {
        let (what, way_out) = wrong.words();
        Diagnostic::error(Code::BadFluent, format!("this message cannot be understood: {what}"))
            .at(lines.place(file.path, text, at))
            .hint(way_out)
    }));
    let resource = match FluentResource::try_new(kept.into_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            problems.extend(errors.iter().map(|error| {
                Diagnostic::error(Code::BadFluent, format!("this message cannot be understood: {}", error.kind))
                    .at(lines.place(file.path, resource.source(), error.pos.start))
                    .hint("a message is `name = text`; further lines are indented; `{` and `}` come in pairs")
            }));
            resource
        }
    };
    let fluent = Arc::new(resource);
    let rewritten = plurals::by_cldr(fluent.source()).and_then(|text| FluentResource::try_new(text).ok());
    let compiled = rewritten.map_or_else(|| Arc::clone(&fluent), Arc::new);
    let resource = Resource {
        path: file.path.to_owned(),
        below: file.below.to_owned(),
        is_own: file.is_own,
        layer: file.layer,
        fluent,
        compiled,
        lines,
    };
    (resource, problems)
}
