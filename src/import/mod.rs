//! Import: archives of other programs, made into sites.
//!
//! A reader for each source ([`Source`]) tells what there is ([`archive::Archive`]); from there on all is the same: where
//! everything goes ([`layout`]), what its links mean ([`links`]), what its texts look like here ([`convert`]), the files
//! ([`write`]). The new site is made beside its folder, planned and checked like any site ([`verify`]), and put into its place
//! when it is there as a whole ([`place`]). A further source is one file.

mod addresses;
pub mod archive;
mod convert;
mod eleventy;
mod fields;
mod folder;
mod front_matter;
mod ghost;
mod html;
mod hugo;
mod jekyll;
mod kramdown;
mod layout;
mod links;
mod liquid;
mod matter;
mod named;
mod place;
mod raw;
pub mod report;
mod shortcodes;
mod site_yaml;
mod sitemap;
mod table;
#[cfg(test)]
mod tests;
mod verify;
mod walk;
mod wordpress;
mod write;
mod zola;

use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, Severity};
use crate::input::content::{SourceName, parse_document};
use crate::language::LanguageTag;
use crate::whole::unwritable;
use archive::{Archive, ArchiveLanguage, ListOf, Role, State, TermKind, Text};
use convert::Converter;
use jiff::Timestamp;
use links::Index;
use rayon::prelude::*;
use report::{Notes, Report, Sort, grouped};
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use table::Table;
pub use write::put;

/// A reader of one kind of source. What stands in the source is read twice: once for all but the texts, and then each text
/// when it is written, so that an archive of any size fits into memory.
pub trait Source: Sync {
    /// All but the texts.
    ///
    /// # Errors
    /// The source is none of this kind, or cannot be read.
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic>;

    /// The folders, without slashes at the ends, that texts name each other from.
    fn roots(&self) -> Vec<&str> {
        Vec::new()
    }

    /// What the reader learns once all entries are known, before their texts are asked for.
    fn surveyed(&mut self, _archive: &Archive) {}

    /// The text of an entry, with what is the source's own mark-up already in Markdown or HTML.
    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text;
}

/// The kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// WordPress.
    WordPress,
    /// Zola.
    Zola,
    /// Eleventy.
    Eleventy,
    /// Ghost.
    Ghost,
    /// A folder of Markdown files.
    Markdown,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 7] =
        [Kind::Hugo, Kind::Jekyll, Kind::WordPress, Kind::Zola, Kind::Eleventy, Kind::Ghost, Kind::Markdown];

    /// What the source is, for help.
    pub fn in_words(self) -> &'static str {
        match self {
            Kind::Hugo => "a site of Hugo: its folder",
            Kind::Jekyll => "a site of Jekyll: its folder",
            Kind::WordPress => "WordPress: its export file (Tools → Export)",
            Kind::Zola => "a site of Zola: its folder",
            Kind::Eleventy => "a project of Eleventy: its folder",
            Kind::Ghost => "a site of Ghost: its export file (with --uploads)",
            Kind::Markdown => "a folder of Markdown files",
        }
    }

    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Hugo => "hugo",
            Kind::Jekyll => "jekyll",
            Kind::WordPress => "wordpress",
            Kind::Zola => "zola",
            Kind::Eleventy => "eleventy",
            Kind::Ghost => "ghost",
            Kind::Markdown => "markdown",
        }
    }

    fn reader(self, options: &Options, table: Table) -> Box<dyn Source> {
        let source = options.source.clone();
        match self {
            Kind::Hugo => Box::new(hugo::Hugo::new(source, options.into.clone(), table)),
            Kind::Jekyll => Box::new(jekyll::Jekyll::new(source, options.into.clone(), table)),
            Kind::WordPress => Box::new(wordpress::WordPress::new(source, options.uploads.clone(), table)),
            Kind::Zola => Box::new(zola::Zola::new(source, options.into.clone(), table, options.now)),
            Kind::Eleventy => Box::new(eleventy::Eleventy::new(source, options.into.clone(), table)),
            Kind::Ghost => Box::new(ghost::Ghost::new(source, options.uploads.clone(), options.now)),
            Kind::Markdown => {
                Box::new(folder::Folder::new(source, options.into.clone(), table, options.languages.clone()))
            }
        }
    }
}

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the source is.
    pub kind: Kind,
    /// Its folder or file.
    pub source: PathBuf,
    /// The folder of the new site.
    pub into: PathBuf,
    /// Nothing is written but the report.
    pub dry_run: bool,
    /// Files that nobody has touched since the last import are written anew.
    pub update: bool,
    /// A sitemap of the live site: each of its addresses is answered, or listed.
    pub sitemap: Option<PathBuf>,
    /// The folder of uploaded files, for sources that are one file.
    pub uploads: Option<PathBuf>,
    /// The address of the site, where the source does not say it.
    pub base_url: Option<String>,
    /// The languages, where the source does not say them; the first is the site's own.
    pub languages: Vec<String>,
    /// Where its clock hangs.
    pub time_zone: Option<String>,
    /// The moment that counts as now.
    pub now: Timestamp,
}

/// Imports an archive.
///
/// # Errors
/// The source cannot be read, or the site cannot be written. Nothing is left behind then.
pub fn import(options: &Options) -> Result<Report, Diagnostics> {
    place::may_be_written(options)?;
    let mut notes = Notes::default();
    let (reader, archive) = survey(options, &mut notes)?;
    let of_sitemap = match &options.sitemap {
        Some(file) => sitemap::addresses(file, &archive)?,
        None => BTreeSet::new(),
    };
    let layout = layout::layout(&archive, options.now, &mut notes);
    let roots = reader.roots();
    let index = Index::new(&archive, &roots);
    let converter = Converter::new(&archive, &index, &layout, options.now);
    let stage = place::Stage::new(&options.into)?;
    write::write(stage.path(), &*reader, &archive, &layout, &converter, &mut notes).map_err(failed)?;
    let olds = verify::Olds { archive: &archive, of_sitemap, now: options.now };
    let (addresses, check) = verify::verify(stage.path(), &olds, &layout, &mut notes)?;
    let mut report = Report {
        kind: options.kind.as_str().to_owned(),
        source: options.source.display().to_string(),
        dry_run: options.dry_run,
        came_over: came_over(&archive, &converter, stage.path()),
        addresses,
        check,
        findings: Vec::new(),
    };
    if !options.dry_run {
        stage.put_into_place(options, &mut notes)?;
    }
    report.findings = grouped(notes);
    if !options.dry_run {
        write::put(&options.into, report::FILE, &report.markdown())
            .map_err(|error| failed((report::FILE.to_owned(), error)))?;
    }
    Ok(report)
}

/// Looks through the source, and completes what it says by what the options say.
fn survey(options: &Options, notes: &mut Notes) -> Result<(Box<dyn Source>, Archive), Diagnostics> {
    let table = Table::read(options)?;
    let mut reader = options.kind.reader(options, table);
    let mut archive = reader.survey(notes)?;
    complete(&mut archive, options, notes)?;
    reader.surveyed(&archive);
    Ok((reader, archive))
}

/// Reads an archive, and makes the texts of the new site, by their paths. Nothing is written.
///
/// # Errors
/// The source cannot be read.
pub fn texts(options: &Options) -> Result<Vec<(String, String)>, Diagnostics> {
    let mut notes = Notes::default();
    let (reader, archive) = survey(options, &mut notes)?;
    let layout = layout::layout(&archive, options.now, &mut notes);
    let roots = reader.roots();
    let index = Index::new(&archive, &roots);
    let converter = Converter::new(&archive, &index, &layout, options.now);
    let texts = write::Texts::new(&*reader, &archive, &layout, &converter);
    Ok((0..archive.entries.len()).map(|i| texts.of(i, &mut BTreeSet::new(), &mut notes)).collect())
}

/// Raw HTML as Markdown, and its words alone.
pub fn of_html(html: &str) -> (String, String) {
    (html::markdown(html, "a", &mut Notes::default()), html::plain(html))
}

fn failed((path, error): write::Failed) -> Diagnostics {
    unwritable(path, &error).hint("the folder of the new site is as it was").into()
}

/// What the command line says instead of the source, and what an archive needs in any case.
fn complete(archive: &mut Archive, options: &Options, notes: &mut Notes) -> Result<(), Diagnostic> {
    if let Some(base_url) = &options.base_url {
        archive.base_url = Some(base_url.trim_end_matches('/').to_owned());
    }
    if archive.base_url.is_none() {
        notes.add(
            Sort::Decide,
            "The archive does not say the address of its site: set `base_url`",
            "site.yaml",
            archive.own_address().to_owned(),
        );
    }
    if let Some(zone) = &options.time_zone {
        archive.time_zone = Some(zone.clone());
    }
    for tag in &options.languages {
        if !archive.languages.iter().any(|known| known.tag == *tag) {
            let prefix = if archive.languages.is_empty() { String::new() } else { tag.clone() };
            archive.languages.push(ArchiveLanguage { tag: tag.clone(), prefix });
        }
    }
    if let Some(first) = options.languages.first() {
        archive.languages.sort_by_key(|language| language.tag != *first);
    }
    if archive.languages.is_empty() {
        notes.add(
            Sort::Decide,
            "The archive does not say its language: set it in `languages`, or import with --languages",
            "site.yaml",
            fields::usual_language(),
        );
        archive.languages.push(ArchiveLanguage { tag: fields::usual_language(), prefix: String::new() });
    }
    let wrong = archive.languages.iter().find(|language| LanguageTag::parse(&language.tag).is_none());
    if let Some(wrong) = wrong {
        let message = format!("`{}` is no tag of a language", wrong.tag);
        return Err(Diagnostic::error(Code::BadUsage, message).hint("say the languages yourself: --languages fr,en"));
    }
    // What has no date is in no list; what has no section is in one of its own.
    for entry in archive.entries.iter_mut().filter(|entry| entry.role == Role::Article) {
        if entry.date.is_none() {
            if entry.state != State::Draft {
                notes.add(
                    Sort::Decide,
                    "Articles without a date became plain pages, which are in no list",
                    &entry.place,
                    "",
                );
            }
            entry.role = Role::Page;
        } else if entry.section.is_none() {
            entry.section = Some(layout::NO_SECTION.to_owned());
        }
    }
    free_sections(archive, notes);
    one_text_for_a_language(archive, notes);
    withhold(archive, notes);
    Ok(())
}

/// What a key may be meant to keep from readers is a draft, until somebody decides.
fn withhold(archive: &mut Archive, notes: &mut Notes) {
    let found: Vec<Vec<String>> = archive.entries.par_iter().map(|entry| withholding(&entry.extra)).collect();
    for (entry, keys) in archive.entries.iter_mut().zip(found).filter(|(_, keys)| !keys.is_empty()) {
        for key in keys {
            let what = "Keys that may keep a text from readers: it is a draft until somebody decides";
            notes.add(Sort::Decide, what, &entry.place, key);
        }
        entry.state = State::Draft;
    }
}

/// Keys that would stop a build, since they may be meant to keep a text from readers.
fn withholding(extra: &Mapping) -> Vec<String> {
    if extra.is_empty() {
        return Vec::new();
    }
    let yaml = serde_yaml::to_string(extra).unwrap_or_default();
    let text = format!("---\ntitle: x\ndate: 2000-01-01\n{yaml}---\n");
    let name = SourceName::parse("news/x.md", |_| false);
    let (_, problems) = parse_document("content/news/x.md".to_owned(), name, text, Arc::from([]));
    // Our own keys mean nothing there, and would withhold anywhere else.
    let is_ours = |key: &&str| ["draft", "unlisted", "expires"].iter().any(|ours| ours.eq_ignore_ascii_case(key));
    let says_no = |key: &str| extra.get(key).is_none_or(|value| matches!(value, Value::Bool(false) | Value::Null));
    let ours = extra.keys().filter_map(Value::as_str).filter(is_ours).filter(|key| !says_no(key)).map(str::to_owned);
    let keys = problems.0.iter().filter(|p| p.severity == Severity::Error && p.code == Code::UnknownKey);
    let keys = keys.map(|problem| match problem.about.as_deref() {
        Some(About::Key(path)) => path.to_string(),
        _ => problem.message.clone(),
    });
    front_matter::once_each(keys.chain(ours).collect())
}

/// Folders and addresses that mean something else here.
const TAKEN: [&str; 8] = ["authors", "tags", "dossiers", "sections", "media", "assets", "index", "archive"];

/// Gives sections whose names mean something else here another id.
fn free_sections(archive: &mut Archive, notes: &mut Notes) {
    let tags: BTreeSet<String> = archive.languages.iter().map(|language| language.tag.to_lowercase()).collect();
    let is_taken = |id: &str| TAKEN.contains(&id) || tags.contains(&id.to_lowercase()) || id.starts_with(['_', '.']);
    let free = |id: &mut String, notes: &mut Notes| {
        if is_taken(id) {
            let new = format!("{}-section", id.trim_start_matches(['_', '.']));
            notes.add(
                Sort::Changed,
                "Sections whose names mean something else here have another",
                id.clone(),
                new.clone(),
            );
            *id = new;
        }
    };
    for entry in &mut archive.entries {
        entry.section.iter_mut().for_each(|id| free(id, notes));
    }
    for term in archive.terms.iter_mut().filter(|term| term.kind == TermKind::Section) {
        free(&mut term.key, notes);
    }
    for list in &mut archive.lists {
        if let ListOf::Term(TermKind::Section, id, _) | ListOf::TermFeed(TermKind::Section, id, _) = &mut list.of {
            free(id, notes);
        }
    }
}

/// Two texts of one story in one language are two stories.
fn one_text_for_a_language(archive: &mut Archive, notes: &mut Notes) {
    let first = archive.language_or_first(None).to_owned();
    let mut seen: BTreeSet<(Role, String, String)> = BTreeSet::new();
    for entry in &mut archive.entries {
        let language = entry.language.clone().unwrap_or_else(|| first.clone());
        if !seen.insert((entry.role, entry.story.clone(), language.clone())) {
            notes.add(
                Sort::Decide,
                "Two texts of one story in one language: they are two stories now",
                &entry.place,
                entry.story.clone(),
            );
            entry.story = format!("{} {}", entry.story, entry.place);
            seen.insert((entry.role, entry.story.clone(), language));
        }
    }
}

fn came_over(archive: &Archive, converter: &Converter, stage: &Path) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<(u8, String), usize> = BTreeMap::new();
    for (i, entry) in archive.entries.iter().enumerate() {
        let language = archive.language_or_first(entry.language.as_deref());
        let (rank, what) = match (entry.role, converter.is_public(i), entry.state) {
            (Role::Page, true, _) => (2, format!("pages ({language})")),
            (_, true, State::Unlisted) => (1, format!("unlisted articles ({language})")),
            (_, true, _) => (0, format!("articles ({language})")),
            (_, false, _) => (3, format!("drafts, embargoed and expired texts ({language})")),
        };
        *counts.entry((rank, what)).or_default() += 1;
    }
    let mut all: Vec<(String, usize)> = counts.into_iter().map(|((_, what), count)| (what, count)).collect();
    let files = |folder: &str| walk::files(&stage.join(folder), &[]).len();
    for (what, folder) in [
        ("sections with a name", "content/sections"),
        ("tags with a name", "content/tags"),
        ("notes about authors", "content/authors"),
        ("published files", "static"),
        ("data files", "data"),
    ] {
        let count = files(folder);
        if count > 0 {
            all.push((what.to_owned(), count));
        }
    }
    all
}
