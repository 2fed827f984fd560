//! Convert: the texts of an archive as the new site has them, their links and pictures at their new places.

use super::archive::{Archive, Entry, Publish, Text};
use super::html;
use super::layout::Layout;
use super::links::{Index, Meaning};
use super::report::{Notes, Sort};
use crate::diagnostic::Lines;
use crate::edit::{Edit, applied};
use crate::input::old_address::OldAddress;
use crate::markdown::{Reference, encoded, references};
use crate::path::encode_path;
use crate::pictures;
use jiff::Timestamp;
use regex::Regex;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::sync::{LazyLock, Mutex};

/// What is said of a picture that is none.
const UNREADABLE_PICTURE: &str = "Pictures that cannot be read (HEIC, AVIF, empty, damaged): their texts link to them";

/// What it takes to convert a text.
pub struct Converter<'a> {
    archive: &'a Archive,
    index: &'a Index<'a>,
    layout: &'a Layout,
    /// Whether each entry is public.
    public: Vec<bool>,
    /// Entries by the folders whose files are theirs.
    bundles: HashMap<&'a str, usize>,
    /// Which pictures can be shown, as far as that was asked.
    shown: Mutex<HashMap<usize, bool>>,
    /// Addresses of lists and feeds.
    lists: HashSet<OldAddress>,
}

/// A file that a text names, and where it is to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Needed {
    /// Its place in [`Archive::files`].
    pub file: usize,
    /// Its path below the root of the new site.
    pub to: String,
}

/// Where a text stands.
#[derive(Clone, Copy)]
pub enum Owner<'a> {
    /// In an entry.
    Entry(usize),
    /// In the file of a term or an author: a place of the source, and a language.
    Other(&'a str, &'a str),
}

/// Where a text is to be: its file in the new site, and the line at which it begins there.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The path below the root of the site.
    pub path: &'a str,
    /// The line.
    pub line: usize,
}

/// The mark at which other programs cut an excerpt.
static MORE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)[ \t]*<!--\s*more\b[^>]*-->[ \t]*\n?").ok());

impl<'a> Converter<'a> {
    /// A converter for an archive, at a moment.
    pub fn new(archive: &'a Archive, index: &'a Index<'a>, layout: &'a Layout, now: Timestamp) -> Converter<'a> {
        let zone = archive.zone();
        let public = archive.entries.iter().map(|entry| entry.is_public(&zone, now)).collect();
        let of_folder = |(i, entry): (usize, &'a Entry)| Some((entry.folder.as_deref()?, i));
        let bundles = archive.entries.iter().enumerate().filter_map(of_folder).collect();
        let of_lists = archive.lists.iter().map(|list| &list.address);
        let of_terms = archive.terms.iter().filter_map(|term| term.address.as_ref());
        let of_authors = archive.authors.iter().filter_map(|author| author.address.as_ref());
        let lists = of_lists.chain(of_terms).chain(of_authors).filter_map(|text| archive.read_address(text)).collect();
        Converter { archive, index, layout, public, bundles, shown: Mutex::default(), lists }
    }

    /// Whether an entry is public.
    pub fn is_public(&self, entry: usize) -> bool {
        self.public[entry]
    }

    /// A text as Markdown with everything at its new place, and the files that it needs.
    pub fn text(&self, owner: Owner, at: At, text: Text, needed: &mut BTreeSet<Needed>, notes: &mut Notes) -> String {
        let place = self.place(owner);
        let markdown = match text {
            Text::Markdown(markdown) => markdown,
            Text::Html(html) => html::markdown(&html, place, notes),
        };
        let markdown = match &*MORE {
            Some(more) if more.is_match(&markdown) => {
                notes.add(
                    Sort::Changed,
                    "The mark of an excerpt was taken out: the standfirst is `summary` here",
                    place,
                    "",
                );
                more.replace_all(&markdown, "").into_owned()
            }
            _ => markdown,
        };
        // No page may have them, and nobody sees them: they come with what was pasted from other programs.
        let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
        let markdown = if markdown.contains(is_control) { markdown.replace(is_control, "") } else { markdown };
        let markdown = markdown.trim_matches(['\n', '\r']);
        let markdown = if markdown.is_empty() { String::new() } else { format!("{markdown}\n") };
        self.linked(owner, at, &markdown, needed, notes)
    }

    fn place<'p>(&'p self, owner: Owner<'p>) -> &'p str {
        match owner {
            Owner::Entry(i) => &self.archive.entries[i].place,
            Owner::Other(place, _) => place,
        }
    }

    fn meaning(&self, owner: Owner, target: &str) -> Meaning {
        match owner {
            Owner::Entry(i) => self.index.of_entry(&self.archive.entries[i], target),
            Owner::Other(place, _) => self.index.meaning(place, None, target),
        }
    }

    fn linked(&self, owner: Owner, at: At, markdown: &str, needed: &mut BTreeSet<Needed>, notes: &mut Notes) -> String {
        let mut edits: Vec<Edit> = Vec::new();
        let lines = Lines::of(markdown);
        for reference in references(markdown) {
            let place = || format!("{}:{}", at.path, at.line + lines.number(reference.at.start) - 1);
            let small = reference.target.trim_start().to_ascii_lowercase();
            if ["javascript:", "vbscript:", "data:"].iter().any(|scheme| small.starts_with(scheme)) {
                let what = "Links that could run code were taken out, their words stay";
                notes.add(Sort::Changed, what, place(), reference.target.clone());
                edits.extend(without_link(markdown, &reference));
                continue;
            }
            let with = match self.meaning(owner, &reference.target) {
                Meaning::AsItIs => continue,
                Meaning::Entry(i, part) => {
                    if !self.may_name(owner, i) {
                        notes.add(
                            Sort::Decide,
                            "Links to texts that are not public were taken out, their words stay",
                            place(),
                            reference.target.clone(),
                        );
                        edits.extend(without_link(markdown, &reference));
                        continue;
                    }
                    let part = part.map_or_else(String::new, |part| format!("#{part}"));
                    format!("{}{part}", self.layout.link(i, self.language(owner)))
                }
                Meaning::File(file) => {
                    let (need, link) = self.file(owner, file);
                    needed.insert(need);
                    if let Some((whole, words)) = reference.whole.clone().filter(|_| reference.is_picture)
                        && !self.can_be_shown(file)
                    {
                        notes.add(Sort::Missing, UNREADABLE_PICTURE, place(), reference.target.clone());
                        let words = Some(&markdown[words]).filter(|words| !words.trim().is_empty());
                        let name = reference.target.rsplit('/').next().unwrap_or_default();
                        let with = format!("[{}]({link})", words.unwrap_or(name));
                        edits.push(Edit { at: whole, with });
                        continue;
                    }
                    link
                }
                Meaning::Path(path) => {
                    self.note_missing(&path, place(), notes);
                    // What stands behind the path is no part of it.
                    let end = path.find(['?', '#']).unwrap_or(path.len());
                    format!("{}{}", encode_path(&decoded(&path[..end])), &path[end..])
                }
            };
            if with == reference.target {
                continue;
            }
            if reference.is_alone {
                let with = reference.written(&with);
                // An address in pointed brackets may have blanks; ours has none, and stays in them.
                edits.push(Edit { at: reference.at.clone(), with });
            } else {
                notes.add(
                    Sort::Decide,
                    "Addresses that are written in a way that could not be changed: change them by hand",
                    place(),
                    format!("{} → {with}", reference.target),
                );
            }
        }
        applied(markdown, &edits)
    }

    /// Whether a text may name an entry: what is public names nothing that is not.
    fn may_name(&self, owner: Owner, entry: usize) -> bool {
        let is_withheld = matches!(owner, Owner::Entry(i) if !self.public[i]);
        is_withheld || self.public[entry]
    }

    fn language(&self, owner: Owner<'a>) -> &str {
        match owner {
            Owner::Entry(i) => &self.layout.entries[i].language,
            Owner::Other(_, language) => language,
        }
    }

    fn note_missing(&self, path: &str, place: String, notes: &mut Notes) {
        let address = self.archive.read_address(path);
        let is_home = address.as_ref().is_some_and(|address| address.path.as_str() == "index.html");
        if is_home || address.is_some_and(|address| self.lists.contains(&address)) {
            return;
        }
        let end = path.split(['?', '#']).next().unwrap_or_default();
        let kind = mime_guess::from_path(end).first();
        let is_file = kind.is_some_and(|kind| kind.essence_str() != "text/html");
        let what = if is_file {
            "Pictures and files that texts name and the archive does not have"
        } else {
            "Links that lead to nothing in the archive"
        };
        notes.add(Sort::Missing, what, place, path);
    }

    /// Whether a file that is called a picture can be shown as one, as far as its beginning tells.
    fn can_be_shown(&self, file: usize) -> bool {
        let found = self.index.file(file);
        let kind = mime_guess::from_path(&found.disk).first();
        // Drawings are texts, and films are no pictures.
        if kind.is_none_or(|kind| kind.type_() != mime_guess::mime::IMAGE || kind.subtype() == "svg") {
            return true;
        }
        let known = |known: &Mutex<HashMap<usize, bool>>| known.lock().ok().and_then(|known| known.get(&file).copied());
        known(&self.shown).unwrap_or_else(|| {
            let is_one = fs::read(&found.disk).is_ok_and(|bytes| pictures::header(&bytes).is_ok());
            if let Ok(mut shown) = self.shown.lock() {
                shown.insert(file, is_one);
            }
            is_one
        })
    }

    /// Where a file is to be that a text names, and how the text names it then.
    pub fn file(&self, owner: Owner, file: usize) -> (Needed, String) {
        let found = self.index.file(file);
        let need = |to: String| Needed { file, to };
        if let Some((of, rest)) = self.bundle(&found.place) {
            let bundle = self.layout.entries[of].bundle();
            let is_own = matches!(owner, Owner::Entry(i) if self.layout.entries[i].bundle() == bundle);
            let link =
                if is_own { encoded(rest).into_owned() } else { format!("/{}", encoded(&format!("{bundle}/{rest}"))) };
            return (need(format!("content/{bundle}/{rest}")), link);
        }
        let withheld = match owner {
            Owner::Entry(i) if !self.public[i] => Some(&self.layout.entries[i]),
            _ => None,
        };
        match (&found.address, withheld) {
            (Some(address), None) => at_address(file, address),
            (Some(address), Some(_)) if found.publish == Publish::Always => at_address(file, address),
            // What only a text names that nobody sees is seen by nobody.
            (_, Some(placed)) => {
                let name = found.place.rsplit('/').next().unwrap_or_default();
                let (folder, name) = match placed.is_bundle {
                    true => (placed.bundle(), name.to_owned()),
                    false => (placed.folder.clone(), format!("{}-{name}", placed.stem)),
                };
                let folder = if folder.is_empty() { folder } else { format!("{folder}/") };
                (need(format!("content/{folder}{name}")), encoded(&name).into_owned())
            }
            (None, None) => {
                let below = format!("files/{}", found.place);
                (need(format!("content/{below}")), format!("/{}", encoded(&below)))
            }
        }
    }

    /// The entry whose bundle a file of the source is in, and the rest of its path there: the innermost.
    pub fn bundle<'p>(&self, place: &'p str) -> Option<(usize, &'p str)> {
        place.rmatch_indices('/').find_map(|(at, _)| Some((*self.bundles.get(&place[..at])?, &place[at + 1..])))
    }

    /// The file of a lead picture, or its address elsewhere.
    ///
    /// # Errors
    /// The path, where the archive has no such file.
    pub fn picture(&self, owner: Owner, src: &str, needed: &mut BTreeSet<Needed>) -> Result<String, String> {
        match self.meaning(owner, src) {
            Meaning::File(file) if !self.can_be_shown(file) => Err(src.to_owned()),
            Meaning::File(file) => {
                let (need, link) = self.file(owner, file);
                needed.insert(need);
                Ok(decoded(&link))
            }
            Meaning::AsItIs => Ok(src.to_owned()),
            Meaning::Path(path) => Err(path),
            Meaning::Entry(..) => Err(src.to_owned()),
        }
    }
}

fn at_address(file: usize, address: &str) -> (Needed, String) {
    let below = address.trim_start_matches('/');
    (Needed { file, to: format!("static/{below}") }, format!("/{}", encoded(below)))
}

fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), Cow::into_owned)
}

/// The words of a link in its place.
fn without_link(markdown: &str, reference: &Reference) -> Option<Edit> {
    match &reference.whole {
        Some((whole, words)) => Some(Edit { at: whole.clone(), with: markdown.get(words.clone())?.to_owned() }),
        // In raw HTML, and in a definition: it leads to the top of the page.
        None => reference.is_alone.then(|| Edit { at: reference.at.clone(), with: "#".to_owned() }),
    }
}
