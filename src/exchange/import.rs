//! Import: files that have come back, held against the site as it is now, and the site's files that they change.

use super::choice::{Chosen, all};
use super::messages::{Messages, messages};
use super::model::Text;
use super::prepare::prepare;
use super::receive::{Outcome, Unfinished, receive};
use super::returned::{Returned, Sent};
use super::written::{self, written};
use super::{po, xliff};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, nearest};
use crate::input::content::{Document, Status, status_of};
use crate::inspect::behind::{Past, pairs};
use crate::language::{LanguageId, Moment};
use crate::reading::in_words;
use crate::site::Site;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// What is said of the translations, whatever their files say.
    pub status: Option<Status>,
    /// Whether what has been edited since is written over.
    pub force: bool,
}

/// What becomes of a site.
#[derive(Debug, Default)]
pub struct Arrival {
    /// Files: path, what is there, what will be there.
    pub files: Vec<(String, Option<String>, String)>,
    /// The texts that came back, each once.
    pub texts: Vec<Arrived>,
    /// What was left out, and why.
    pub problems: Diagnostics,
}

/// A text that has come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The original.
    pub original: String,
    /// The translation.
    pub path: String,
    /// What became of it.
    pub fate: Fate,
    /// Units that got new words.
    pub new: usize,
    /// Units that are still to be translated.
    pub left: usize,
    /// What the translation says of how it was made.
    pub status: Option<Status>,
    /// Whether the record was written.
    pub is_recorded: bool,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A file that was not there.
    New,
    /// A file with other words.
    Changed,
    /// It said so already.
    Unchanged,
    /// It was left as it was: somebody has edited it since it went out.
    Kept,
}

/// Reads files and looks what they change. Nothing is written.
///
/// # Errors
/// All that keeps them from being taken.
pub fn import(
    site: &Site,
    documents: &[Arc<Document>],
    root: &Path,
    (paths, now): (&[PathBuf], &Moment),
    request: Request,
) -> Result<Arrival, Diagnostics> {
    let mut problems = Diagnostics::default();
    let returned = read(paths, &mut problems);
    let mut by_language: BTreeMap<LanguageId, Vec<&Returned>> = BTreeMap::new();
    for file in &returned {
        match language(site, file) {
            Ok(language) => by_language.entry(language).or_default().push(file),
            Err(problem) => problems.push(problem),
        }
    }
    let past = Past::of(root, &pairs(site));
    let mut arrival = Arrival::default();
    for (language, files) in by_language {
        let texts = all(site, documents, language, &past, now);
        let messages = messages(root, &site.config, &site.locales.get(language).tag);
        let mut arriving = Arriving { site, language, request, texts, messages, arrival: &mut arrival };
        arriving.files(&files);
    }
    arrival.problems.append(problems);
    if arrival.problems.0.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(arrival.problems);
    }
    Ok(arrival)
}

/// The files that are named, and those in the folders that are.
fn read(paths: &[PathBuf], problems: &mut Diagnostics) -> Vec<Returned> {
    let mut files: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let unreadable =
            |error: String| Diagnostic::error(Code::Unreadable, format!("{} cannot be read: {error}", path.display()));
        if path.is_dir() {
            let before = files.len();
            for entry in WalkDir::new(path) {
                match entry {
                    Ok(entry) if entry.file_type().is_file() && is_exchange(entry.path()) => {
                        files.insert(entry.into_path());
                    }
                    Ok(_) => {}
                    Err(error) => problems.push(unreadable(error.to_string())),
                }
            }
            if files.len() == before {
                problems.push(
                    Diagnostic::error(Code::BadUsage, format!("no file in {} is XLIFF or PO", path.display()))
                        .hint("their names end in .xlf, .xliff or .po"),
                );
            }
        } else if path.exists() {
            files.insert(path.clone());
        } else {
            problems.push(
                Diagnostic::error(Code::BadUsage, format!("there is no file {}", path.display()))
                    .hint("name the files that came back, or the folder that they are in"),
            );
        }
    }
    let mut returned = Vec::new();
    for file in files {
        let shown = file.to_string_lossy().replace('\\', "/");
        let read = fs::read(&file)
            .map_err(|error| {
                Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {}", in_words(&error)))
                    .at(Place::file(&*shown))
            })
            .and_then(|bytes| {
                String::from_utf8(bytes).map_err(|_| {
                    Diagnostic::error(Code::NotUtf8, "the file is not in UTF-8")
                        .at(Place::file(&*shown))
                        .hint("save it again in UTF-8")
                })
            })
            .and_then(|content| match content.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
                true => xliff::read(&shown, content.trim_start_matches('\u{feff}').to_owned()),
                false => po::read(&shown, content),
            });
        match read {
            Ok(file) => returned.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    returned
}

fn is_exchange(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| ["xlf", "xliff", "po"].contains(&extension.as_str()))
}

/// The language of the site that a file was translated into.
fn language(site: &Site, file: &Returned) -> Result<LanguageId, Diagnostic> {
    let Some(tag) = &file.language else {
        return Err(Diagnostic::error(
            Code::BadExchange,
            "the file does not say which language it was translated into",
        )
        .at(Place::file(&file.path))
        .hint("in XLIFF it is the attribute `trgLang`, in PO the line `Language` of the header"));
    };
    let found = crate::language::LanguageTag::parse(tag).and_then(|tag| site.locales.find(tag.as_str()));
    found.ok_or_else(|| {
        let tags: Vec<&str> = site.locales.ids().map(|id| site.locales.get(id).tag.as_str()).collect();
        Diagnostic::error(
            Code::UnknownLanguage,
            format!("the file is in `{tag}`, which is not a language of this site"),
        )
        .at(Place::file(&file.path))
        .hint(format!("the site has {}", tags.join(", ")))
    })
}

/// Files in one language, on their way in.
struct Arriving<'a> {
    site: &'a Site,
    language: LanguageId,
    request: Request,
    texts: Vec<Chosen<'a>>,
    messages: Vec<Messages>,
    arrival: &'a mut Arrival,
}

type Sents<'a> = Vec<(&'a Returned, &'a Sent)>;

impl Arriving<'_> {
    fn files(&mut self, files: &[&Returned]) {
        let mut by_original: BTreeMap<&str, Sents> = BTreeMap::new();
        for file in files {
            for sent in &file.segments {
                by_original.entry(&sent.original).or_default().push((file, sent));
            }
        }
        let texts = self.texts.iter().enumerate().rev();
        let texts: HashMap<String, usize> = texts.map(|(i, text)| (text.path().to_owned(), i)).collect();
        for (original, mut sents) in by_original {
            sents.sort_by_key(|(file, sent)| (file.path.as_str(), sent.order));
            self.twice(&mut sents);
            if let Some(i) = texts.get(original) {
                self.text(*i, &sents);
            } else if let Some(i) = self.messages.iter().position(|messages| messages.text.original == original) {
                self.messages(i, &sents);
            } else {
                self.unknown(original, &sents);
            }
        }
    }

    /// Sentences that have come back in two files: where they say the same, one is enough.
    fn twice(&mut self, sents: &mut Sents) {
        let mut first: BTreeMap<(String, String), (String, super::returned::Words)> = BTreeMap::new();
        let mut problems = Vec::new();
        sents.retain(|(file, sent)| {
            let key = (sent.unit.clone(), sent.segment.clone());
            match first.get(&key) {
                Some((path, target)) if *path != file.path => {
                    if *target != sent.target {
                        problems.push(
                            Diagnostic::error(
                                Code::BadExchange,
                                format!("this sentence has come back twice, and says something else in {path}"),
                            )
                            .at(file.place(sent.offset))
                            .hint("take only the file that is right"),
                        );
                    }
                    false
                }
                _ => {
                    first.insert(key, (file.path.clone(), sent.target.clone()));
                    true
                }
            }
        });
        problems.into_iter().for_each(|problem| self.arrival.problems.push(problem));
    }

    fn unknown(&mut self, original: &str, sents: &Sents) {
        let Some((file, sent)) = sents.first() else { return };
        let known = || {
            let messages = self.messages.iter().map(|messages| messages.text.original.as_str());
            self.texts.iter().map(Chosen::path).chain(messages)
        };
        let problem = Diagnostic::error(
            Code::BadExchange,
            format!("`{original}` is no text of this site that is translated into this language"),
        );
        let problem = problem.at(file.place(sent.offset));
        self.arrival.problems.push(match nearest(original, known()) {
            Some(near) => problem.hint(format!("did you mean `{near}`? Has it been renamed since it went out?")),
            None => problem.hint("it may have been renamed or withdrawn since it went out: export it again"),
        });
    }

    fn unfinished(&self) -> Unfinished {
        match self.request.status {
            Some(Status::Machine) => Unfinished::Taken,
            _ => Unfinished::LeftOut,
        }
    }

    /// Whether somebody has edited a translation since its text went out, in a way that would be lost.
    fn is_edited(&self, text: &Text, outcomes: &[Outcome], sents: &Sents) -> bool {
        let stamps = sents.iter().flat_map(|(file, _)| &file.stamps).filter(|(original, _)| *original == text.original);
        let now = text.stamp.as_deref().unwrap_or("none");
        let mut stamps = stamps.peekable();
        let is_same = stamps.peek().is_some() && stamps.all(|(_, stamp)| stamp == now);
        let replaces = |(i, outcome): (usize, &Outcome)| {
            outcome.parts.is_some() && text.units[i].segments.iter().any(|segment| segment.target.is_some())
        };
        !is_same && !self.request.force && outcomes.iter().enumerate().any(replaces)
    }

    fn text(&mut self, i: usize, sents: &Sents) {
        let pairing = self.texts[i].pairing(self.site);
        let prepared = prepare(&pairing);
        let (outcomes, problems) = receive(&prepared.text, sents, self.unfinished());
        self.arrival.problems.append(problems);
        let mut arrived = Arrived {
            original: prepared.text.original.clone(),
            path: prepared.text.target.clone(),
            fate: Fate::Unchanged,
            new: 0,
            left: 0,
            status: pairing.translation.and_then(status_of),
            is_recorded: false,
        };
        let how = written::How { status: self.request.status, force: self.request.force };
        match written(&prepared, &outcomes, how) {
            Err(problems) => self.arrival.problems.append(problems),
            Ok(None) => {
                let is_left = |unit: &super::model::Unit| unit.segments.iter().any(|segment| segment.target.is_none());
                arrived.left = prepared.text.units.iter().filter(|unit| is_left(unit)).count();
            }
            Ok(Some(written)) => {
                let is_edited = self.is_edited(&prepared.text, &outcomes, sents);
                if is_edited {
                    arrived.fate = Fate::Kept;
                    self.arrival.problems.push(edited(&arrived.path));
                } else {
                    if written.body_stays {
                        self.arrival.problems.push(other_blocks(&arrived.path, &arrived.original));
                    }
                    for line in &written.dropped {
                        self.arrival.problems.push(dropped(&pairing, *line));
                    }
                    let is_changed = pairing.translation.is_none_or(|document| document.text() != written.text);
                    let fate = if pairing.translation.is_none() { Fate::New } else { Fate::Changed };
                    arrived.fate = if is_changed { fate } else { Fate::Unchanged };
                    (arrived.new, arrived.left) = (written.new, written.left);
                    (arrived.status, arrived.is_recorded) = (written.status, written.is_recorded);
                    if is_changed {
                        let was = pairing.translation.map(|document| document.text().into_owned());
                        self.arrival.files.push((arrived.path.clone(), was, written.text));
                    }
                }
            }
        }
        self.arrival.texts.push(arrived);
    }

    fn messages(&mut self, i: usize, sents: &Sents) {
        let unfinished = self.unfinished();
        let messages = &self.messages[i];
        let (outcomes, problems) = receive(&messages.text, sents, unfinished);
        self.arrival.problems.append(problems);
        let is_left = |i: &usize| {
            outcomes[*i].parts.is_none() && messages.text.units[*i].segments.iter().any(|s| s.target.is_none())
        };
        let mut arrived = Arrived {
            original: messages.text.original.clone(),
            path: messages.text.target.clone(),
            fate: Fate::Unchanged,
            new: outcomes.iter().filter(|outcome| outcome.parts.is_some()).count(),
            left: (0..outcomes.len()).filter(is_left).count(),
            status: None,
            is_recorded: false,
        };
        if self.is_edited(&messages.text, &outcomes, sents) {
            let folder = format!("locales/{}", self.site.locales.get(self.language).tag);
            self.arrival.problems.push(edited(&folder));
            arrived.fate = Fate::Kept;
            self.arrival.texts.push(arrived);
            return;
        }
        let earlier: BTreeMap<String, String> =
            self.arrival.files.iter().map(|(path, _, text)| (path.clone(), text.clone())).collect();
        match messages.written(&outcomes, &earlier) {
            Err(problems) => self.arrival.problems.append(problems),
            Ok((files, problems)) => {
                self.arrival.problems.append(problems);
                for (path, (was, text)) in files.into_iter().filter(|(_, (was, text))| was.as_deref() != Some(text)) {
                    arrived.fate = if was.is_none() { Fate::New } else { Fate::Changed };
                    match self.arrival.files.iter_mut().find(|(known, ..)| *known == path) {
                        Some((.., known)) => *known = text,
                        None => self.arrival.files.push((path, was, text)),
                    }
                }
            }
        }
        self.arrival.texts.push(arrived);
    }
}

fn edited(path: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::ChangedSince,
        "this has been edited since the text went out, and is left as it was edited",
    )
    .at(Place::file(path))
    .hint("export the text again and translate what is new; --force writes over what was edited")
}

fn other_blocks(path: &str, original: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::ChangedSince,
        format!(
            "its blocks are not those of {original}, and nobody can say which belongs where: its text is left as it was"
        ),
    )
    .at(Place::file(path))
    .hint("bring both to the same paragraphs, or write over the text with --force")
}

fn dropped(pairing: &super::prepare::Pairing, line: u32) -> Diagnostic {
    let message = "this block is left out: the original no longer has it";
    let (path, text) =
        pairing.translation.map_or(("", ""), |document| (document.path.as_str(), document.source.front()));
    Diagnostic::warning(Code::ChangedSince, message).at(Place::at(path, text, line as usize, 1))
}
