//! A new text of a site: an article, a page, an author, a dossier, a term, or the translation of one.

mod archetypes;
mod existing;
mod kind;
mod language;
mod skeleton;
mod target;
mod words;

use super::NewFile;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::content::{Document, DocumentKind, pieces_of, record};
use crate::language::LanguageTag;
use crate::sources::{Options, Sources};
use crate::templates::{Value, context_of, list, none, optional, text};
use crate::timings::Timings;
use existing::{Existing, Shelf};
use jiff::tz::TimeZone;
use kind::Kind;
use skeleton::{Keep, skeleton};
use std::sync::Arc;
use target::Target;

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Request {
    /// What it is called: `news/lighthouse`, `authors/anna-lind`.
    pub name: String,
    /// The language, where it is not the site's own or the name does not say it.
    pub language: Option<String>,
    /// The story whose structure it takes.
    pub from: Option<String>,
    /// Its title, or the name of an author or a term.
    pub title: Option<String>,
    /// Ids of its authors.
    pub authors: Vec<String>,
    /// Whether it has a folder of its own.
    pub place: Folder,
}

/// Where the file of a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// In that of its section.
    Shared,
    /// In one of its own, with its pictures.
    Own,
}

/// What is new, not written yet.
#[derive(Debug)]
pub struct Made {
    /// The files: that of the text, or those of a language.
    pub files: Vec<NewFile>,
    /// What its writer should know.
    pub notes: Vec<String>,
}

/// Makes a text for the site that the options are about.
///
/// # Errors
/// Why it cannot be made: a name that is none, a text that is there already, an archetype that is wrong.
pub fn make(options: &Options, request: &Request) -> Result<Made, Diagnostics> {
    let (sources, problems) = Sources::load(options, &mut Timings::default());
    let Some(mut sources) = sources else { return Err(problems) };
    if let Some(tag) = request.name.strip_prefix("locales/") {
        return language::files(&options.root, sources.config(), tag.trim_end_matches('/')).map_err(Diagnostics::from);
    }
    let shelf = Shelf::new(Arc::clone(sources.config()), sources.take_documents());
    let target = target::read(&request.name, request.language.as_deref(), &shelf)?;
    let existing = shelf.find(target.kind, &target.id);
    let authors = authors(request, &target, &shelf)?;
    if let Some(original) = existing.original(&target, &shelf)? {
        return translation(options, request, &target, &shelf, original);
    }
    let model = request.from.as_deref().map(|from| shelf.model(from, target.kind, &target.language)).transpose()?;
    let date = zone_of(&shelf).to_datetime(options.now).strftime("%Y-%m-%dT%H:%M").to_string();
    let title = request.title.clone().unwrap_or_else(|| target.title.clone());
    let texts = |ids: &[String]| list(ids.iter().map(|id| text(id)).collect());
    let (tags, genre) = model.as_deref().map_or_else(Default::default, existing::facts);
    let body = model.as_deref().map_or_else(String::new, |model| skeleton(&model.markdown(), Keep::Headings));
    let context = context_of(about(&target, &shelf).into_iter().chain([
        ("title", text(&title)),
        ("date", text(&date)),
        ("authors", texts(&authors)),
        ("known_authors", texts(&shelf.authors())),
        ("tags", texts(&tags)),
        ("genre", optional(genre)),
        ("is_used", shelf.is_used(&target.id).into()),
        ("body", text(&body)),
        ("original", none()),
    ]));
    let written = archetypes::fill(&options.root, &target, archetypes::Purpose::New, &context)?;
    let mut notes = Vec::new();
    if target.kind == Kind::Page && !request.name.starts_with("pages/") {
        let name = &target.id;
        notes.push(format!("This is a plain page. An article lies in its section: `dateline new news/{name}`."));
    }
    if let Some(section) = target.section().filter(|section| !shelf.has_section(section)) {
        notes.push(format!("It begins a new section. `dateline new sections/{section}` gives that a name."));
    }
    Ok(Made { files: vec![NewFile::new(path_of(request, &target, &shelf), written)], notes })
}

/// What every archetype is told of the text that it is for.
fn about(target: &Target, shelf: &Shelf) -> [(&'static str, Value); 5] {
    [
        ("language", text(target.language.as_str())),
        ("id", text(&target.id)),
        ("name", text(target.id.rsplit('/').next().unwrap_or_default())),
        ("section", optional(target.section())),
        ("site", text(shelf.title(&target.language))),
    ]
}

/// The site's own clock.
fn zone_of(shelf: &Shelf) -> TimeZone {
    shelf.config.time_zone.clone()
}

/// Who writes it: who is named, or the only author that there is.
fn authors(request: &Request, target: &Target, shelf: &Shelf) -> Result<Vec<String>, Diagnostics> {
    let known = shelf.authors();
    let unknown: Vec<Diagnostic> = request
        .authors
        .iter()
        .filter(|id| !known.contains(id))
        .map(|id| {
            Diagnostic::error(Code::BadUsage, format!("there is no author `{id}`"))
                .did_you_mean(id, known.iter().map(String::as_str))
                .hint(format!("make one first: `dateline new authors/{id}`"))
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Diagnostics(unknown));
    }
    let is_article = matches!(target.kind, Kind::Article);
    Ok(match (&request.authors[..], &known[..]) {
        ([], [only]) if is_article => vec![only.clone()],
        (named, _) => named.to_vec(),
    })
}

fn path_of(request: &Request, target: &Target, shelf: &Shelf) -> String {
    match (request.place, target.is_bundle) {
        (Folder::Shared, false) => shelf.path(&target.id, &target.language),
        _ => shelf.path(&format!("{}/index", target.id), &target.language),
    }
}

/// The translation of a text: its structure, with gaps for the words.
fn translation(
    options: &Options,
    request: &Request,
    target: &Target,
    shelf: &Shelf,
    original: &Document,
) -> Result<Made, Diagnostics> {
    if request.from.is_some() {
        let problem =
            Diagnostic::error(Code::BadUsage, format!("`{}` is a translation of {}", target.id, original.path));
        return Err(problem.hint("leave out --from: a translation has the structure of its original").into());
    }
    let language = shelf.language_of(original);
    let has_record = matches!(original.kind, DocumentKind::Article(_) | DocumentKind::Author(_));
    let recorded = pieces_of(original, record).to_string();
    let title = existing::title_of(original);
    let context = context_of(about(target, shelf).into_iter().chain([
        ("title", text(request.title.as_deref().unwrap_or_default())),
        ("words", text(&words::of(original, &target.id, request.title.as_deref()))),
        ("record", optional(has_record.then_some(recorded.as_str()))),
        ("can_wait", (target.kind != Kind::Author).into()),
        ("body", text(&skeleton(&original.markdown(), Keep::Nothing))),
        (
            "original",
            crate::templates::object([
                ("title", text(&title)),
                ("path", text(&original.path)),
                ("language", text(language.as_str())),
                ("body", text(&original.markdown())),
            ]),
        ),
    ]));
    let written = archetypes::fill(&options.root, target, archetypes::Purpose::Translation, &context)?;
    let (folder, file) = original.path.rsplit_once('/').unwrap_or(("content", &original.path));
    let stem = if original.name.bundle { "index" } else { stem_of(file, original) };
    let path = format!("{folder}/{stem}.{}.md", target.language);
    if shelf.has_path(&path) {
        return Err(super::files::there_already(&path).into());
    }
    let note = format!("Translate {} ({language}); then delete the lines that say so.", original.path);
    Ok(Made { files: vec![NewFile::new(path, written)], notes: vec![note] })
}

/// The name of a file without language and extension.
fn stem_of<'a>(file: &'a str, document: &Document) -> &'a str {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match &document.name.language {
        Some(_) => stem.rsplit_once('.').map_or(stem, |(stem, _)| stem),
        None => stem,
    }
}

/// What is said where a text is there already: which languages lack it.
fn is_there(path: &str, id: &str, lacking: &[LanguageTag]) -> Diagnostic {
    let problem = Diagnostic::error(Code::InTheWay, format!("`{id}` is there already, and nothing is written over it"))
        .at(Place::file(path));
    match lacking {
        [] => problem.hint("choose another name: this text is there in every language of the site"),
        [first, ..] => {
            let tags: Vec<&str> = lacking.iter().map(LanguageTag::as_str).collect();
            problem.hint(format!("to translate it: --lang {first} (it is not there in {})", tags.join(", ")))
        }
    }
}

impl Existing<'_> {
    /// What a new file of a target would be translated from: none where it begins something new.
    ///
    /// # Errors
    /// It is there already.
    fn original(&self, target: &Target, shelf: &Shelf) -> Result<Option<&Document>, Diagnostics> {
        let lacking = || -> Vec<LanguageTag> {
            let tags = shelf.config.languages.iter().map(|language| language.tag.clone());
            tags.filter(|tag| self.in_language(tag).is_none()).collect()
        };
        match self.in_language(&target.language) {
            Some(file) => Err(is_there(&file.path, &target.id, &lacking()).into()),
            None if target.is_language_said => Ok(self.first(shelf)),
            None => match self.first(shelf) {
                Some(file) => Err(is_there(&file.path, &target.id, &lacking()).into()),
                None => Ok(None),
            },
        }
    }
}
