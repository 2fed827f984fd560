//! A folder of Markdown files, as editors of notes and of repositories have them: with front matter or without, with links
//! of wikis or without.

mod code;
mod entry;
mod headline;
mod name;
mod wiki;

use super::archive::{Archive, ArchiveFile, ArchiveLanguage, ArchiveTerm, Publish, TermKind, Text};
use super::links::folder;
use super::matter::{Matter, Split, split};
use super::report::{Notes, Sort};
use super::table::Table;
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic};
use headline::headline;
use name::Languages;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::PathBuf;
use wiki::Names;

/// A reader of a folder.
pub struct Folder {
    root: PathBuf,
    into: PathBuf,
    table: Table,
    /// The languages that the command line says; the first is that of texts which say none.
    languages: Vec<String>,
    names: Names,
}

/// A text of the folder before it is an entry.
struct Found {
    place: String,
    /// Its path without language and ending: what its translations have in common.
    path: String,
    language: Option<String>,
    matter: Matter,
    /// The first heading, where it is the title.
    headline: Option<String>,
    has_text: bool,
    role: Part,
}

/// What a text is in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Single,
    /// The only text of a folder, which is its own.
    Bundle,
    /// It stands above the others of its folder.
    Section,
    /// It stands above all.
    Home,
}

impl Folder {
    /// A reader of a folder; what is below `into` is not the source's.
    pub fn new(root: PathBuf, into: PathBuf, table: Table, languages: Vec<String>) -> Folder {
        Folder { root, into, table, languages, names: Names::default() }
    }

    /// The texts, with what stands before them.
    fn texts(&self, files: &[walk::Found], languages: &Languages, notes: &mut Notes) -> Vec<Found> {
        let stems = || files.iter().filter_map(|file| name::stem(&file.below));
        let mut in_folder: HashMap<&str, HashSet<String>> = HashMap::new();
        for stem in stems() {
            let bare = languages.split(stem).0;
            let name = bare.rsplit('/').next().unwrap_or_default().to_owned();
            // A folder is no text's own where there are others below it.
            for (at, _) in stem.match_indices('/') {
                in_folder.entry(&stem[..at]).or_default().insert(match folder(stem) == &stem[..at] {
                    true => name.clone(),
                    false => stem.to_owned(),
                });
            }
        }
        let mut found = Vec::new();
        for file in files {
            let Some(stem) = name::stem(&file.below) else { continue };
            let place = file.below.clone();
            let Ok(text) = fs::read_to_string(&file.disk) else {
                notes.add(Sort::LeftOut, "Files that are no text in UTF-8", place, "");
                continue;
            };
            let split = split(&text);
            let matter = split.keys(&place, notes);
            let (path, language) = languages.split(stem);
            let own = folder(&path).to_owned();
            let name = path.rsplit('/').next().unwrap_or_default();
            let is_alone = in_folder.get(folder(stem)).is_some_and(|names| names.len() == 1);
            let (path, role) = match name::is_index(name) {
                false => (path, Part::Single),
                true if own.is_empty() => (path, Part::Home),
                true if is_alone => (own, Part::Bundle),
                true => (own, Part::Section),
            };
            let headline = headline(split.body).map(|(title, _)| title);
            let has_text = !split.body.trim().is_empty();
            found.push(Found { place, path, language: language.map(str::to_owned), matter, headline, has_text, role });
        }
        found
    }

    /// The languages of the site: those that the command line says first, then those of most texts.
    fn languages(&self, found: &[Found], languages: &Languages, notes: &mut Notes) -> Vec<ArchiveLanguage> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in found.iter().filter_map(|found| found.language.as_deref()) {
            *counts.entry(tag).or_default() += 1;
        }
        for said in languages.said() {
            notes.add(Sort::Changed, "Names that say a language", said, "");
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut tags: Vec<String> = self.languages.clone();
        // What says no language is in none of those that others say; without a word from outside nobody knows in which.
        if tags.is_empty() && !counts.is_empty() && found.iter().any(|found| found.language.is_none()) {
            let usual = super::fields::usual_language();
            let is_known = counts.iter().any(|(tag, _)| *tag == usual);
            let first = if is_known { counts[0].0 } else { &usual };
            let what = "Texts that say no language: say it with --languages, the first is theirs";
            notes.add(Sort::Decide, what, "site.yaml", first);
            tags.push(first.to_owned());
        }
        for (tag, _) in counts {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        let prefix = |(i, tag): (usize, String)| {
            let prefix = if i == 0 { String::new() } else { tag.to_lowercase() };
            ArchiveLanguage { tag, prefix }
        };
        tags.into_iter().enumerate().map(prefix).collect()
    }

    /// The text of a file without its headline, where that is its title, and the line at which it begins.
    fn body<'t>(&self, split: &Split<'t>, title: Option<&str>) -> (String, usize) {
        match headline(split.body) {
            Some((words, at)) if title.is_none_or(|title| title.trim() == words) => {
                let before = &split.body[..at.start];
                let rest = split.body[at.end..].trim_start_matches(['\r', '\n']);
                let lines = split.body[..split.body.len() - rest.len()].matches('\n').count();
                match before.trim().is_empty() {
                    true => (rest.to_owned(), split.line + lines),
                    false => (format!("{before}{rest}"), split.line),
                }
            }
            _ => (split.body.to_owned(), split.line),
        }
    }

    /// The text of a file, as Markdown.
    fn read(&self, place: &str, notes: &mut Notes) -> String {
        let text = fs::read_to_string(self.root.join(place)).unwrap_or_default();
        let split = split(&text);
        let title = match &split.matter {
            Some(Ok(matter)) => {
                let mut matter = matter.clone();
                self.table.rename(&mut matter);
                matter.take_text(&["title"])
            }
            _ => None,
        };
        let (body, line) = self.body(&split, title.as_deref());
        wiki::linked(&body, place, line, &self.names, notes)
    }

    /// What stands above the texts of a folder: of a section it is what its page says.
    fn above(&self, archive: &mut Archive, mut found: Found, notes: &mut Notes) -> Option<Found> {
        self.table.rename(&mut found.matter);
        let mut matter = found.matter.clone();
        let title = matter.take_text(&["title"]).or_else(|| found.headline.clone());
        match found.role {
            Part::Home => {
                let is_withheld = entry::is_withheld(&mut matter);
                archive.title = archive.title.take().or(title.filter(|_| !is_withheld));
                if found.has_text {
                    let what = "The text of the home page: Dateline makes that of the newest articles";
                    notes.add(Sort::LeftOut, what, found.place, "");
                }
                None
            }
            Part::Section if !found.path.contains('/') && !entry::is_withheld(&mut matter) => {
                let text = self.read(&found.place, notes);
                archive.terms.push(ArchiveTerm {
                    kind: TermKind::Section,
                    key: found.path,
                    language: found.language,
                    name: title,
                    summary: matter.take_text(&["summary", "description"]),
                    text,
                    address: None,
                });
                None
            }
            Part::Section | Part::Single | Part::Bundle => Some(found),
        }
    }
}

impl Source for Folder {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let files = walk::files(&self.root, &[&self.into]);
        let languages = Languages::of(files.iter().filter_map(|file| name::stem(&file.below)));
        let found = self.texts(&files, &languages, notes);
        if found.is_empty() {
            let message = format!("{} is no folder of Markdown: no file in it ends with `.md`", self.root.display());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name the folder that holds the texts"));
        }
        found.iter().for_each(|found| self.names.add_text(&found.place));
        let mut archive = Archive { languages: self.languages(&found, &languages, notes), ..Archive::default() };
        for file in files.into_iter().filter(|file| name::stem(&file.below).is_none()) {
            self.names.add_file(&file.below);
            let address = Some(format!("/{}", file.below));
            archive.files.push(ArchiveFile { disk: file.disk, place: file.below, address, publish: Publish::Named });
        }
        for found in found {
            if let Some(found) = self.above(&mut archive, found, notes) {
                let entry = self.entry(found, notes);
                archive.entries.push(entry);
            }
        }
        Ok(archive)
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        Text::Markdown(self.read(&archive.entries[entry].place, notes))
    }
}
