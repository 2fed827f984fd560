//! Themes as files: the chain of themes, what each brings, and the options they declare.

use super::config::DEFAULT_THEME;
use super::discover::{self, SourceFile};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::yaml::{self, Block};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::path::Path;

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/gazette");

/// A theme with its files in memory.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// The folder's name.
    pub name: String,
    /// The language of last resort for the theme's words.
    pub language: Option<String>,
    /// `templates/`, paths below it.
    pub templates: Vec<SourceFile>,
    /// `locales/`, paths below it.
    pub locales: Vec<SourceFile>,
    /// `static/`, paths below it.
    pub statics: Vec<SourceFile>,
    /// The options with their defaults.
    pub options: serde_yaml::Mapping,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    extends: Option<String>,
    language: Option<String>,
    options: serde_yaml::Mapping,
}

/// The locales of the default theme, where it is not among the given themes: what belongs to a language and not to a
/// theme, such as its typography, is there for every site.
pub fn default_locales(themes: &[Theme]) -> Vec<SourceFile> {
    if themes.iter().any(|theme| theme.name == DEFAULT_THEME) {
        return Vec::new();
    }
    let files = embedded(&EMBEDDED, &format!("themes/{DEFAULT_THEME}"));
    files.into_iter().filter_map(|file| file.strip("locales/")).collect()
}

/// Loads the site's theme, which is named at a place of `site.yaml`, and those that it extends, the nearest first.
pub fn load(root: &Path, name: &str, place: Place) -> (Vec<Theme>, Diagnostics) {
    let mut chain: Vec<Theme> = Vec::new();
    let mut problems = Diagnostics::default();
    let mut next = Some((name.to_owned(), place));
    while let Some((name, named_at)) = next.take() {
        if chain.iter().any(|theme| theme.name == name) {
            problems.push(
                Diagnostic::error(Code::BadTheme, format!("the theme `{name}` extends itself"))
                    .at(named_at)
                    .hint("remove one `extends` of the circle"),
            );
            break;
        }
        let Some((files, found)) = files_of(root, &name) else {
            problems.push(
                Diagnostic::error(Code::BadTheme, format!("there is no theme `{name}`"))
                    .at(named_at)
                    .hint(format!("put it into themes/{name}/, or use `theme: {DEFAULT_THEME}`")),
            );
            break;
        };
        problems.append(found);
        let (theme, extends, found) = assemble(name, files);
        problems.append(found);
        chain.push(theme);
        next = extends;
    }
    (chain, problems)
}

fn assemble(name: String, files: Vec<SourceFile>) -> (Theme, Option<(String, Place)>, Diagnostics) {
    let path = format!("themes/{name}/theme.yaml");
    let mut problems = Diagnostics::default();
    let mut theme = Theme { name, ..Theme::default() };
    let mut extends = None;
    for file in files {
        if file.below == "theme.yaml" {
            let Some(text) = file.text(&mut problems) else { continue };
            let (written, found) = yaml::parse::<Written>(Block::whole(&path, &text));
            problems.append(found);
            extends = written.extends.map(|parent| {
                let place = Block::whole(&path, &text).place_of(KeyPath::from("extends").value());
                (parent, place)
            });
            theme.language = written.language;
            theme.options = written.options;
        } else if let Some(file) = file.strip("templates/") {
            theme.templates.push(file);
        } else if let Some(file) = file.strip("locales/") {
            theme.locales.push(file);
        } else if let Some(file) = file.strip("static/") {
            theme.statics.push(file);
        }
    }
    (theme, extends, problems)
}

fn files_of(root: &Path, name: &str) -> Option<(Vec<SourceFile>, Diagnostics)> {
    let folder = format!("themes/{name}");
    let plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    if plain && root.join(&folder).is_dir() {
        return Some(discover::files_below(root, &folder));
    }
    (name == DEFAULT_THEME).then(|| (embedded(&EMBEDDED, &folder), Diagnostics::default()))
}

fn embedded(dir: &'static Dir, folder: &str) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = dir
        .files()
        .map(|file| SourceFile::embedded(folder, &file.path().to_string_lossy().replace('\\', "/"), file.contents()))
        .collect();
    files.extend(dir.dirs().flat_map(|dir| embedded(dir, folder)));
    files
}

/// The options of the theme `name`, the extending theme's over the extended one's, and the site's `own` over both.
/// `place_of` says where in `site.yaml` an option stands.
pub fn options(
    chain: &[Theme],
    name: &str,
    own: &serde_yaml::Mapping,
    place_of: impl Fn(&str) -> Place,
) -> (serde_yaml::Mapping, Diagnostics) {
    let mut options = serde_yaml::Mapping::new();
    for theme in chain.iter().rev() {
        options.extend(theme.options.clone());
    }
    let known: Vec<String> = options.keys().filter_map(|k| k.as_str().map(str::to_owned)).collect();
    let mut problems = Diagnostics::default();
    for (key, value) in own {
        let option = key.as_str().unwrap_or_default();
        if !options.contains_key(key) {
            problems.push(
                Diagnostic::warning(Code::UnknownKey, format!("the theme `{name}` has no option `{option}`"))
                    .at(place_of(option))
                    .did_you_mean(option, known.iter().map(String::as_str))
                    .hint(format!("its options stand in themes/{name}/theme.yaml")),
            );
        }
        options.insert(key.clone(), value.clone());
    }
    (options, problems)
}
