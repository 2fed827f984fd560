//! Themes as files: the chain of themes, what each brings, and the options they declare.

use super::config::{DEFAULT_THEME, embeds};
use super::discover::{self, SourceFile};
use super::framing;
use super::sizes::{self, Span};
use crate::diagnostic::{self, Code, Diagnostic, Diagnostics, KeyPath};
use crate::yaml::{self, Block};
use include_dir::{Dir, include_dir};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/gazette");

/// What the next theme in line is called in templates, whatever it is: no theme can have the name.
pub const NEXT: &str = "theme";

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
    /// `fonts/`, paths below it: those that social cards are set in.
    pub fonts: Vec<SourceFile>,
    /// The options with their defaults.
    pub options: serde_yaml::Mapping,
    /// Where its pages show pictures, by the names that its templates use.
    pub places: BTreeMap<String, Place>,
    /// Providers of what its pages show of others.
    pub embeds: embeds::Layer,
}

/// Where pages show pictures: how wide they are there, and in which shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// For browsers (HTML, "sizes attributes").
    pub sizes: String,
    /// What they mean.
    pub span: Span,
    /// Width to height, where every picture has the same; else each has its own.
    pub shape: Option<(u32, u32)>,
    /// Whether a writer may choose it for a picture of a text.
    pub in_texts: bool,
    /// Whether a picture is there when the page opens, or is fetched when a reader comes near.
    pub loading: Loading,
}

impl Place {
    /// As wide as a column of text.
    pub fn usual() -> Place {
        let sizes = "(min-width: 45rem) 45rem, 100vw".to_owned();
        Place { sizes, span: Span { narrowest: 320, widest: 720 }, shape: None, in_texts: true, loading: Loading::Lazy }
    }
}

/// When browsers fetch the pictures of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Loading {
    /// At once, and before all others.
    Eager,
    /// When a reader comes near.
    #[default]
    Lazy,
}

/// A place as `theme.yaml` writes it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenPlace {
    sizes: String,
    #[serde(default)]
    shape: Option<String>,
    #[serde(default)]
    in_texts: bool,
    #[serde(default)]
    loading: Loading,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Written {
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    extends: Option<String>,
    language: Option<String>,
    #[schemars(with = "std::collections::BTreeMap<String, serde_json::Value>")]
    options: serde_yaml::Mapping,
    places: BTreeMap<String, WrittenPlace>,
}

/// How `theme.yaml` is written, as JSON Schema.
pub fn schema(generator: &mut SchemaGenerator) -> Schema {
    Written::json_schema(generator)
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

/// A file of the default theme, as it is in the program.
pub fn default_text(path: &str) -> Option<&'static str> {
    EMBEDDED.get_file(path)?.contents_utf8()
}

/// The default theme as it is in the program, whatever a site has in its folders.
pub fn default_theme() -> Theme {
    assemble(DEFAULT_THEME.to_owned(), embedded(&EMBEDDED, &format!("themes/{DEFAULT_THEME}"))).0
}

/// The files of a theme that is part of the program, whatever the site has; none where there is no such theme.
pub fn embedded_files(name: &str) -> Option<Vec<SourceFile>> {
    (name == DEFAULT_THEME).then(|| embedded(&EMBEDDED, &format!("themes/{name}")))
}

/// Loads the site's theme, which is named at a place of `site.yaml`, and those that it extends, the nearest first.
pub fn load(root: &Path, name: &str, place: diagnostic::Place) -> (Vec<Theme>, Diagnostics) {
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
        if name == NEXT {
            problems.push(
                Diagnostic::error(Code::BadTheme, format!("a theme cannot be called `{NEXT}`"))
                    .at(named_at)
                    .hint(format!("in templates `{NEXT}/…` is the next in line: rename the folder themes/{NEXT}/")),
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

fn assemble(name: String, files: Vec<SourceFile>) -> (Theme, Option<(String, diagnostic::Place)>, Diagnostics) {
    let path = format!("themes/{name}/theme.yaml");
    let mut problems = Diagnostics::default();
    let mut theme = Theme { name, ..Theme::default() };
    let mut extends = None;
    for file in files {
        if file.below == "theme.yaml" {
            let Some(text) = file.text(&mut problems) else { continue };
            let (written, found) = yaml::parse::<Written>(Block::whole(&path, &text));
            problems.append(found);
            theme.places = places(written.places, &Block::whole(&path, &text), &mut problems);
            extends = written.extends.map(|parent| {
                let place = Block::whole(&path, &text).place_of(KeyPath::from("extends").value());
                (parent, place)
            });
            theme.language = written.language;
            theme.options = written.options;
        } else if file.below == embeds::FILE {
            let Some(text) = file.text(&mut problems) else { continue };
            let block = Block::whole(&file.path, &text);
            let (written, found) = yaml::parse::<embeds::Written>(block);
            problems.append(found);
            let (layer, found) = embeds::read(written, Code::BadTheme, |path| block.place_of(path));
            problems.append(found);
            theme.embeds = layer;
        } else if let Some(file) = file.strip("templates/") {
            theme.templates.push(file);
        } else if let Some(file) = file.strip("locales/") {
            theme.locales.push(file);
        } else if let Some(file) = file.strip("static/") {
            theme.statics.push(file);
        } else if let Some(file) = file.strip("fonts/") {
            theme.fonts.push(file);
        }
    }
    (theme, extends, problems)
}

/// The places that can be understood; what is wrong with the others is reported.
fn places(
    written: BTreeMap<String, WrittenPlace>,
    block: &Block,
    problems: &mut Diagnostics,
) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    for (name, written) in written {
        let of = |key: &str| block.place_of(KeyPath::from("places").key(&name).key(key).value());
        let span = sizes::span(&written.sizes).map_err(|wrong| {
            Diagnostic::error(Code::BadTheme, format!("`sizes` of the place `{name}`: {wrong}"))
                .at(of("sizes"))
                .hint("write it as in HTML, such as `(min-width: 64rem) 40rem, 100vw`")
        });
        let shape = written.shape.as_deref().map(framing::shape).transpose().map_err(|()| {
            Diagnostic::error(Code::BadTheme, format!("`shape` of the place `{name}` is not a width and a height"))
                .at(of("shape"))
                .hint("write `shape: 16:9` in quotation marks, `\"16:9\"`, or leave it out: each picture has its own then")
        });
        match (span, shape) {
            (Ok(span), Ok(shape)) => {
                places.insert(
                    name,
                    Place { sizes: written.sizes, span, shape, in_texts: written.in_texts, loading: written.loading },
                );
            }
            (span, shape) => problems.0.extend(span.err().into_iter().chain(shape.err())),
        }
    }
    places
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

/// The places of a theme and of those that it extends, the nearest over the others.
pub fn all_places(chain: &[Theme]) -> BTreeMap<String, Place> {
    let places = chain.iter().rev().flat_map(|theme| theme.places.clone());
    places.collect()
}

/// The options of the theme `name`, the extending theme's over the extended one's, and the site's `own` over both.
/// `place_of` says where in `site.yaml` an option stands.
pub fn options(
    chain: &[Theme],
    name: &str,
    own: &serde_yaml::Mapping,
    place_of: impl Fn(&str) -> diagnostic::Place,
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
