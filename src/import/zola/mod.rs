//! Zola: its configuration, its folders of texts, its front matter and its shortcodes.

mod address;
mod config;
mod entry;
mod lists;
mod slug;

use super::archive::{Archive, ArchiveFile, ArchiveLanguage, Publish, Text};
use super::links::folder;
use super::matter::{Matter, split};
use super::report::{Notes, Sort};
use super::shortcodes::{Dialect, expanded, said};
use super::table::Table;
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic, Lines};
use crate::edit::{Edit, applied};
use crate::markdown::references;
use address::behind;
use config::Config;
use jiff::Timestamp;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

/// The folder of texts.
const CONTENT: &str = "content";

/// A reader of a site of Zola.
pub struct Zola {
    root: PathBuf,
    into: PathBuf,
    table: Table,
    now: Timestamp,
    /// The addresses of lists, by the places of their texts below the folder of texts: `news/_index.md`.
    lists: HashMap<String, String>,
}

/// A text of the site before it is an entry.
struct Found {
    place: String,
    /// The folder below the folder of texts that its address has; that of its own files is none.
    folder: String,
    /// The name of its file or, of a bundle, of its folder.
    name: String,
    language: usize,
    kind: Kind,
    matter: Matter,
    /// A section above it, or itself, is a draft.
    is_withheld: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    /// `index.md`: the folder is its own.
    Bundle,
    /// `_index.md`: what stands on the page of a section.
    List,
}

/// The terms that public texts have, as they write them, by language and taxonomy.
type Used = BTreeMap<(usize, String), BTreeSet<String>>;

impl Zola {
    /// A reader of a folder; what is below `into` is not the source's.
    pub fn new(root: PathBuf, into: PathBuf, table: Table, now: Timestamp) -> Zola {
        Zola { root, into, table, now, lists: HashMap::new() }
    }

    /// The texts of the site, and the files beside them.
    fn texts(&self, config: &Config, notes: &mut Notes) -> (Vec<Found>, Vec<walk::Found>) {
        let (mut found, mut files) = (Vec::new(), Vec::new());
        for file in walk::files(&self.root.join(CONTENT), &[&self.into]) {
            let place = format!("{CONTENT}/{}", file.below);
            if is_ignored(&config.ignored, &file.below, notes) {
                continue;
            }
            let Some(name) = file.below.rsplit('/').next().and_then(|name| name.strip_suffix(".md")) else {
                files.push(file);
                continue;
            };
            let Ok(text) = fs::read_to_string(&file.disk) else {
                notes.add(Sort::LeftOut, "Files that are no text in UTF-8", place, "");
                continue;
            };
            let split = split(&text);
            let matter = split.keys(&place, notes);
            let (name, language) = language_of(name, config);
            let own = folder(&file.below);
            let kind = match name {
                "_index" => Kind::List,
                "index" if !own.is_empty() => Kind::Bundle,
                _ => Kind::Single,
            };
            let (folder, name) = match kind {
                Kind::Bundle => own.rsplit_once('/').unwrap_or(("", own)),
                Kind::Single | Kind::List => (own, name),
            };
            let (folder, name) = (folder.to_owned(), name.to_owned());
            found.push(Found { place, folder, name, language, kind, matter, is_withheld: false });
        }
        (found, files)
    }

    /// A file beside texts: readers had it below the page of its bundle or its section.
    fn files(&self, archive: &mut Archive, files: Vec<walk::Found>, below: &HashMap<String, String>) {
        for file in files {
            let of_bundle = file.below.rmatch_indices('/').find_map(|(at, _)| {
                let address = below.get(&format!("bundle {}", &file.below[..at]))?;
                Some(format!("{address}{}", &file.below[at + 1..]))
            });
            let of_section = || {
                let own = folder(&file.below);
                let name = file.below.rsplit('/').next().unwrap_or_default();
                below.get(&format!("section {own}")).map(|address| format!("{address}{name}"))
            };
            archive.files.push(ArchiveFile {
                address: of_bundle.or_else(of_section),
                place: format!("{CONTENT}/{}", file.below),
                disk: file.disk,
                publish: Publish::Named,
            });
        }
    }

    /// Files that are published as they are, and data.
    fn other_files(&self, config: &Config, archive: &mut Archive, notes: &mut Notes) {
        for (folder, publish) in [("static", Publish::Always), ("data", Publish::Data)] {
            for file in walk::files(&self.root.join(folder), &[&self.into]) {
                let place = format!("{folder}/{}", file.below);
                if publish == Publish::Always && is_ignored(&config.ignored_statics, &file.below, notes) {
                    continue;
                }
                if publish == Publish::Always && ["_redirects", "_headers"].contains(&file.below.as_str()) {
                    let what =
                        "Files for hosts, which would replace those that Dateline writes: add their rules by hand";
                    notes.add(Sort::Decide, what, place, "");
                    continue;
                }
                let address = (publish == Publish::Always).then(|| format!("/{}", file.below));
                archive.files.push(ArchiveFile { disk: file.disk, place, address, publish });
            }
        }
        for folder in ["templates", "sass", "themes"] {
            if self.root.join(folder).is_dir() {
                let what = "Templates, and words of templates: a theme of Dateline takes their place";
                notes.add(Sort::LeftOut, what, folder, "");
            }
        }
    }

    /// A text in which shortcodes are what the table says, and links to lists lead to their addresses.
    fn expanded(&self, place: &str, line: usize, body: &str, notes: &mut Notes) -> String {
        let lines = Lines::of(body);
        let text = expanded(body, Dialect::Zola, &mut |call| {
            let line = line + lines.number(call.at) - 1;
            said(call, Dialect::Zola, &self.table, format!("{place}:{line}"), notes)
        });
        if !text.contains("_index.") {
            return text;
        }
        let edits = references(&text).into_iter().filter(|reference| reference.is_alone).filter_map(|reference| {
            let (path, part) = match reference.target.split_once('#') {
                Some((path, part)) => (path, format!("#{part}")),
                None => (reference.target.as_str(), String::new()),
            };
            let address = self.lists.get(path.strip_prefix("@/")?)?;
            Some(Edit { with: reference.written(&format!("{address}{part}")), at: reference.at.clone() })
        });
        applied(&text, &edits.collect::<Vec<_>>())
    }
}

/// Whether Zola did not look at a file, which is told.
fn is_ignored(patterns: &[Regex], below: &str, notes: &mut Notes) -> bool {
    let is_ignored = patterns.iter().any(|pattern| pattern.is_match(below));
    if is_ignored {
        notes.add(Sort::LeftOut, "Files that Zola was told to ignore", below, "");
    }
    is_ignored
}

/// A name without the language at its end, and that language.
fn language_of<'a>(name: &'a str, config: &Config) -> (&'a str, usize) {
    let found = name.split_once('.').and_then(|(stem, key)| {
        let language = config.languages.iter().position(|language| language.key == key)?;
        Some((stem, language))
    });
    match found {
        Some(found) => found,
        None => (name, 0),
    }
}

/// A section that is a draft hides all that is below it, whatever the language.
fn withhold(found: &mut [Found], notes: &mut Notes) {
    let is_draft =
        |found: &&mut Found| found.kind == Kind::List && found.matter.clone().take_switch("draft") == Some(true);
    let drafts: HashSet<String> = found.iter_mut().filter(is_draft).map(|found| found.folder.clone()).collect();
    for found in found.iter_mut().filter(|_| !drafts.is_empty()) {
        let whole = match found.kind {
            Kind::Bundle => format!("{}/{}/", found.folder, found.name),
            Kind::Single | Kind::List => format!("{}/", found.folder),
        };
        let whole = whole.trim_start_matches('/');
        let mut above = whole.match_indices('/').map(|(at, _)| &whole[..at]).chain([""]);
        if above.any(|folder| drafts.contains(folder)) {
            found.is_withheld = true;
            let what = "Texts below a section that is a draft: they are drafts";
            notes.add(Sort::Decide, what, found.place.clone(), "");
        }
    }
}

impl Source for Zola {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let Some(config) = config::read(&self.root) else {
            let message =
                format!("{} is no site of Zola: it has no `config.toml` with a `base_url`", self.root.display());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name the folder that holds the configuration"));
        };
        let language = |l: &config::Language| ArchiveLanguage { tag: l.tag.clone(), prefix: l.prefix.clone() };
        let mut archive = Archive {
            title: config.title.clone(),
            description: config.description.clone(),
            base_url: config.base_url.as_ref().map(|url| url.trim_end_matches('/').to_owned()),
            languages: config.languages.iter().map(language).collect(),
            ..Archive::default()
        };
        let (mut found, files) = self.texts(&config, notes);
        withhold(&mut found, notes);
        let mut used = Used::new();
        // Where files were that lie beside texts: their own language's page, or the first that there is.
        let mut below: HashMap<String, String> = HashMap::new();
        let (of_lists, texts): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|found| found.kind == Kind::List);
        for text in texts {
            let (is_bundle, is_first) = (text.kind == Kind::Bundle, text.language == 0);
            let own = format!("bundle {}", folder(text.place.strip_prefix("content/").unwrap_or_default()));
            let entry = self.entry(&config, text, &mut used, notes);
            if let Some(address) = entry.address.clone().filter(|_| is_bundle)
                && (is_first || !below.contains_key(&own))
            {
                below.insert(own, address);
            }
            archive.entries.push(entry);
        }
        for list in of_lists.iter().filter(|list| !list.is_withheld) {
            let address = behind(&config.languages[list.language], &list.folder);
            let path = list.place.strip_prefix("content/").unwrap_or_default();
            self.lists.insert(path.to_owned(), address.clone());
            if list.language == 0 || !below.contains_key(&format!("section {}", list.folder)) {
                below.insert(format!("section {}", list.folder), address);
            }
        }
        lists::add(&mut archive, &config, &used, notes);
        self.sections(&mut archive, &config, of_lists, notes);
        self.files(&mut archive, files, &below);
        self.other_files(&config, &mut archive, notes);
        Ok(archive)
    }

    fn roots(&self) -> Vec<&str> {
        vec![CONTENT]
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        let place = &archive.entries[entry].place;
        let text = fs::read_to_string(self.root.join(place)).unwrap_or_default();
        let split = split(&text);
        Text::Markdown(self.expanded(place, split.line, split.body, notes))
    }
}
