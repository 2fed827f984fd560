//! Hugo: its configuration, its folders of texts, its front matter and its shortcodes.

mod address;
mod config;
mod entry;
mod lists;

use super::archive::{Archive, ArchiveFile, ArchiveLanguage, Entry, Publish, Text};
use super::fields;
use super::links::folder;
use super::matter::{Matter, split};
use super::report::{Notes, Sort};
use super::shortcodes::{Call, Dialect, expanded, said};
use super::table::Table;
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic, Lines};
use crate::input::media::join;
use address::urlized;
use config::Config;
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

/// Endings of texts that are read, and of those that are not.
const READ: [&str; 6] = ["md", "markdown", "mdown", "mkd", "html", "htm"];
const NOT_READ: [&str; 7] = ["org", "adoc", "asciidoc", "ad", "rst", "pandoc", "pdc"];

/// A reader of a site of Hugo.
pub struct Hugo {
    root: PathBuf,
    into: PathBuf,
    table: Table,
    /// The folder of texts, and those of the languages that have their own.
    roots: Vec<String>,
    /// Entries by the paths that `ref` knows them by.
    named: HashMap<String, usize>,
}

/// The terms that published texts have, by language and taxonomy.
type Terms = BTreeMap<(usize, String), BTreeSet<String>>;

/// A text of the site before it is an entry.
struct Found {
    place: String,
    /// Its path below its folder of texts, without language and ending.
    path: String,
    language: usize,
    kind: Kind,
    matter: Matter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    /// `index.md`: the folder is its own.
    Bundle,
    /// `_index.md`: what stands on the page of a list.
    List,
}

impl Hugo {
    /// A reader of a folder; what is below `into` is not the source's.
    pub fn new(root: PathBuf, into: PathBuf, table: Table) -> Hugo {
        Hugo { root, into, table, roots: Vec::new(), named: HashMap::new() }
    }

    /// The texts of the site, and the files beside them.
    fn texts(&self, config: &Config, archive: &mut Archive, notes: &mut Notes) -> Vec<Found> {
        let mut found = Vec::new();
        // A folder of texts may be inside another: `content` and `content/fr`.
        let mut folders: Vec<(String, Option<usize>)> = vec![(config.content.clone(), None)];
        for (i, language) in config.languages.iter().enumerate() {
            let own = language.content.clone().map(|own| own.trim_matches('/').to_owned());
            folders.extend(own.filter(|own| *own != config.content).map(|own| (own, Some(i))));
        }
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
        let ignored: Vec<regex::Regex> =
            config.ignored.iter().filter_map(|pattern| regex::Regex::new(pattern).ok()).collect();
        let mut seen = std::collections::HashSet::new();
        for (folder, language) in folders {
            let files = walk::files(&self.root.join(&folder), &[&self.into]);
            let bundles: std::collections::HashSet<String> = files
                .iter()
                .filter(|file| name_of(&file.below, config).is_some_and(|name| name.stem == "index"))
                .map(|file| self::folder(&file.below).to_owned())
                .collect();
            for file in files {
                let place = format!("{folder}/{}", file.below);
                if !seen.insert(place.clone()) {
                    continue;
                }
                if is_off(&place, config) || ignored.iter().any(|pattern| pattern.is_match(&place)) {
                    let what = "Files that Hugo was told to pass over, and those of languages that were switched off";
                    notes.add(Sort::LeftOut, what, place, "");
                    continue;
                }
                let in_bundle = file.below.rmatch_indices('/').any(|(at, _)| bundles.contains(&file.below[..at]));
                let name = name_of(&file.below, config);
                let is_index = name.as_ref().is_some_and(|name| name.stem == "index");
                match name {
                    Some(name) if is_index || !in_bundle => {
                        let Ok(text) = fs::read_to_string(&file.disk) else {
                            notes.add(Sort::LeftOut, "Files that are no text in UTF-8", place, "");
                            continue;
                        };
                        let split = split(&text);
                        let is_html = file.below.ends_with("html") || file.below.ends_with("htm");
                        if split.matter.is_none() && is_html {
                            self.file(archive, &place, &file, config, language);
                            continue;
                        }
                        let matter = split.keys(&place, notes);
                        let kind = match name.stem.as_str() {
                            "_index" => Kind::List,
                            "index" => Kind::Bundle,
                            _ => Kind::Single,
                        };
                        let own = self::folder(&file.below);
                        let path = match kind {
                            Kind::Single if own.is_empty() => name.stem.clone(),
                            Kind::Single => format!("{own}/{}", name.stem),
                            Kind::Bundle | Kind::List => own.to_owned(),
                        };
                        let of_folder = language.unwrap_or(0);
                        found.push(Found { place, path, language: name.language.unwrap_or(of_folder), kind, matter });
                    }
                    Some(_) => {
                        notes.add(
                            Sort::LeftOut,
                            "Texts inside the folder of another text, which Hugo does not publish by themselves",
                            place,
                            "",
                        );
                    }
                    None if is_of(&file.below, &NOT_READ) => {
                        notes.add(Sort::LeftOut, "Texts in a language of mark-up that is not read (AsciiDoc, Org, …): turn them into Markdown", place, "");
                    }
                    None => self.file(archive, &place, &file, config, language),
                }
            }
        }
        found
    }

    /// A file beside the texts: readers had it at its own path.
    fn file(&self, archive: &mut Archive, place: &str, file: &walk::Found, config: &Config, language: Option<usize>) {
        let prefix = language.map_or("", |i| config.languages[i].prefix.as_str());
        let below = urlized(folder(&file.below), config.keeps_case);
        let name = file.below.rsplit('/').next().unwrap_or_default();
        let address = [prefix, &below, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        archive.files.push(ArchiveFile {
            disk: file.disk.clone(),
            place: place.to_owned(),
            address: Some(format!("/{address}")),
            publish: Publish::Named,
        });
    }

    /// Files that are published as they are, those of `assets`, and data.
    fn other_files(&self, config: &Config, archive: &mut Archive, notes: &mut Notes) {
        let statics = config.statics.iter().map(|folder| (folder.as_str(), Publish::Always));
        for (folder, publish) in statics.chain([("assets", Publish::Named), ("data", Publish::Data)]) {
            for file in walk::files(&self.root.join(folder), &[&self.into]) {
                let place = format!("{}/{}", folder.trim_matches('/'), file.below);
                if publish == Publish::Always && ["_redirects", "_headers"].contains(&file.below.as_str()) {
                    notes.add(
                        Sort::Decide,
                        "Files for hosts, which would replace those that Dateline writes: add their rules by hand",
                        place,
                        "",
                    );
                    continue;
                }
                let address = (publish != Publish::Data).then(|| format!("/{}", file.below));
                archive.files.push(ArchiveFile { disk: file.disk, place, address, publish });
            }
        }
        for folder in ["layouts", "archetypes", "i18n", "themes"] {
            if self.root.join(folder).is_dir() {
                notes.add(
                    Sort::LeftOut,
                    "Templates, and words of templates: a theme of Dateline takes their place",
                    folder,
                    "",
                );
            }
        }
    }

    /// The front matter of the lists above a text, `cascade`, which holds for it too.
    fn cascade(&self, found: &[Found], config: &Config, notes: &mut Notes) -> HashMap<(usize, String), Mapping> {
        let mut by_folder = HashMap::new();
        for list in found.iter().filter(|found| found.kind == Kind::List) {
            if let Some(value) = list.matter.get("cascade") {
                by_folder.insert((list.language, list.path.clone()), cascaded(value, &list.place, notes));
            }
        }
        if let Some(value) = &config.cascade {
            let map = cascaded(value, "hugo.toml", notes);
            for i in 0..config.languages.len() {
                by_folder.entry((i, String::new())).or_default().extend(map.clone());
            }
        }
        by_folder
    }

    /// What a shortcode comes to.
    fn say(&self, archive: &Archive, entry: &Entry, call: &Call, line: usize, notes: &mut Notes) -> String {
        if ["ref", "relref"].contains(&call.name) {
            let named = call.parameters.placed.first().or_else(|| call.parameters.named.get("path"));
            let Some(named) = named else { return String::new() };
            let (path, part) = named
                .split_once('#')
                .map_or((named.as_str(), String::new()), |(path, part)| (path, format!("#{part}")));
            if path.is_empty() {
                return part;
            }
            return match self.referred(archive, entry, path) {
                Some(i) => format!("{}{part}", archive.entries[i].address.as_deref().unwrap_or_default()),
                // It is looked for once more with all other links, and told with them.
                None => format!("/{}{part}", path.trim_start_matches('/')),
            };
        }
        said(call, Dialect::Hugo, &self.table, format!("{}:{line}", entry.place), notes)
    }

    /// The text that `ref` means: by its path, seen from here or from the root, or by its name alone.
    fn referred(&self, archive: &Archive, entry: &Entry, path: &str) -> Option<usize> {
        let language = entry.language.as_deref().unwrap_or_default();
        let plain = path.trim_start_matches('/').trim_end_matches('/');
        let plain = READ.iter().find_map(|ending| plain.strip_suffix(&format!(".{ending}"))).unwrap_or(plain);
        let plain = plain.strip_suffix("/index").or_else(|| plain.strip_suffix("/_index")).unwrap_or(plain);
        let here = self.roots.iter().find_map(|root| entry.place.strip_prefix(&format!("{root}/")));
        let seen = here.and_then(|here| join(folder(here), plain));
        let find = |path: &str| {
            let of_language = self.named.get(&format!("{language}:{path}"));
            of_language.or_else(|| self.named.get(path)).copied()
        };
        let found = find(plain).or_else(|| find(&seen?));
        found.filter(|i| *i < archive.entries.len())
    }
}

/// Whether a file is of a language that is switched off.
fn is_off(place: &str, config: &Config) -> bool {
    let name = place.rsplit('/').next().unwrap_or_default();
    let says = |key: &str| name.to_lowercase().contains(&format!(".{}.", key.to_lowercase()));
    config.languages_off.iter().any(|(key, folder)| {
        let own = folder.as_deref().map(|folder| folder.trim_matches('/'));
        let is_inside = |folder: &str| place.starts_with(&format!("{folder}/"));
        says(key) || own.is_some_and(is_inside) || is_inside(&format!("{}/{key}", config.content))
    })
}

/// What the name of a file of texts says.
struct Name {
    stem: String,
    language: Option<usize>,
}

fn is_of(path: &str, endings: &[&str]) -> bool {
    let ending = path.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

fn name_of(path: &str, config: &Config) -> Option<Name> {
    if !is_of(path, &READ) {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let language = |key: &str| config.languages.iter().position(|language| language.key.eq_ignore_ascii_case(key));
    match stem.rsplit_once('.').and_then(|(stem, key)| Some((stem, language(key)?))) {
        Some((stem, language)) => Some(Name { stem: stem.to_owned(), language: Some(language) }),
        None => Some(Name { stem: stem.to_owned(), language: None }),
    }
}

/// The keys of a cascade that hold for all below it; one that is for some pages alone is told.
fn cascaded(value: &Value, place: &str, notes: &mut Notes) -> Mapping {
    let maps: Vec<&Mapping> = match value {
        Value::Mapping(map) => vec![map],
        Value::Sequence(items) => items.iter().filter_map(Value::as_mapping).collect(),
        _ => Vec::new(),
    };
    let mut all = Mapping::new();
    for map in maps {
        let has_target = map.keys().filter_map(Value::as_str).any(|key| ["_target", "target"].contains(&key));
        if has_target {
            notes.add(
                Sort::Decide,
                "A cascade for some pages alone: write its keys into their front matter",
                place,
                "cascade",
            );
            // What it withholds from some is withheld from all until somebody decides.
            let withholds = |key: &&Value| {
                let name = key.as_str().unwrap_or_default().to_lowercase();
                ["draft", "headless", "build", "_build", "expirydate", "publishdate"].contains(&name.as_str())
            };
            for key in map.keys().filter(withholds) {
                all.insert(key.clone(), map[key].clone());
            }
            continue;
        }
        for (key, value) in map {
            match (key.as_str(), value) {
                (Some("params"), Value::Mapping(params)) => all.extend(params.clone()),
                _ => drop(all.insert(key.clone(), value.clone())),
            }
        }
    }
    all
}

fn behind(prefix: &str, path: &str) -> String {
    if prefix.is_empty() { path.to_owned() } else { format!("/{prefix}{path}") }
}

impl Source for Hugo {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let Some(config) = config::read(&self.root) else {
            let message =
                format!("{} is no site of Hugo: it has neither `hugo.toml` nor `config.toml`", self.root.display());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name the folder that holds the configuration"));
        };
        let mut archive = Archive {
            title: config.title.clone(),
            description: config.description.clone(),
            base_url: config.base_url.clone().map(|url| url.trim_end_matches('/').to_owned()),
            time_zone: config.time_zone.clone(),
            paginate: config.paginate.filter(|n| *n > 0),
            languages: config
                .languages
                .iter()
                .map(|l| ArchiveLanguage { tag: l.tag.clone(), prefix: l.prefix.clone() })
                .collect(),
            ..Archive::default()
        };
        if config.build_future {
            notes.add(
                Sort::Decide,
                "Hugo was told to publish texts of the future; here they wait for their day",
                "hugo.toml",
                "buildFuture",
            );
        }
        self.roots = config
            .languages
            .iter()
            .filter_map(|language| language.content.clone())
            .chain([config.content.clone()])
            .collect();
        let found = self.texts(&config, &mut archive, notes);
        let cascade = self.cascade(&found, &config, notes);
        let (of_lists, texts): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.kind == Kind::List);
        let mut terms = Terms::new();
        for mut text in texts {
            // The nearest list counts most.
            let folders =
                text.path.rmatch_indices('/').map(|(at, _)| text.path[..at].to_owned()).chain([String::new()]);
            for folder in folders.collect::<Vec<_>>() {
                if let Some(map) = cascade.get(&(text.language, folder)) {
                    text.matter.add_missing(map);
                }
            }
            if let Some(Value::Mapping(params)) = text.matter.take("params") {
                text.matter.add_missing(&params);
            }
            archive.entries.extend(self.entry(&config, text, &mut terms, notes));
        }
        lists::add(&mut archive, &config, of_lists, &terms, &self.root, notes);
        self.other_files(&config, &mut archive, notes);
        Ok(archive)
    }

    fn roots(&self) -> Vec<&str> {
        self.roots.iter().map(String::as_str).collect()
    }

    fn surveyed(&mut self, archive: &Archive) {
        for (i, entry) in archive.entries.iter().enumerate() {
            let language = entry.language.as_deref().unwrap_or_default();
            let Some(below) = self.roots.iter().find_map(|root| entry.place.strip_prefix(&format!("{root}/"))) else {
                continue;
            };
            let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
            let stem = match stem.rsplit_once('.') {
                Some((bare, suffix)) if fields::tag(suffix) == language => bare,
                _ => stem,
            };
            let stem = stem.strip_suffix("/index").unwrap_or(stem);
            let name = stem.rsplit('/').next().unwrap_or(stem);
            for name in [stem, name] {
                self.named.entry(format!("{language}:{name}")).or_insert(i);
                self.named.entry(name.to_owned()).or_insert(i);
            }
        }
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        let entry = &archive.entries[entry];
        let text = fs::read_to_string(self.root.join(&entry.place)).unwrap_or_default();
        let split = split(&text);
        let lines = Lines::of(split.body);
        let body = expanded(split.body, Dialect::Hugo, &mut |call| {
            let line = split.line + lines.number(call.at) - 1;
            self.say(archive, entry, call, line, notes)
        });
        if is_of(&entry.place, &["html", "htm"]) { Text::Html(body) } else { Text::Markdown(body) }
    }
}
