//! `content/` in memory: which texts have changed, and which have come and gone.

use super::{CONTENT, Sources, Texts, Touched, is_in};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::edge::{At, caught};
use crate::input::content::{
    Document, DocumentKind, Remembered, SourceName, document_of_front, is_text, parse_document, remember, unread,
};
use crate::input::discover::{self, Found, SourceFile};
use crate::input::version::{Version, now};
use crate::language::LanguageTag;
use crate::pictures::CACHE;
use crate::resolve::Revision;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A Markdown file.
pub(super) struct Text {
    /// None where it cannot be understood.
    pub document: Option<Arc<Document>>,
    pub problems: Diagnostics,
    /// Whether the document is that of an earlier text, since something is wrong with the one that is there now.
    pub is_kept: bool,
}

/// What has changed in `content/`.
#[derive(Default)]
pub(super) struct ContentChanges {
    pub texts: Vec<Revision>,
    /// Folders that have come, and pictures that have changed, come or gone.
    pub others: bool,
    /// Texts that something is wrong with now, or no longer.
    pub problems: bool,
}

impl Sources {
    /// Reads again what has changed in `content/`.
    pub(super) fn update_content(&mut self, touched: &Touched) -> ContentChanges {
        let mut changes = ContentChanges::default();
        let root = self.options.root.clone();
        let paths: Vec<&String> = touched.paths.iter().filter(|path| is_in(path, CONTENT)).collect();
        let is_folder = |path: &&String| self.is_known_folder(path) || root.join(path).is_dir();
        let folders: Vec<&str> = paths.iter().copied().filter(is_folder).map(String::as_str).collect();
        if !folders.is_empty() {
            self.update_folders(&folders, &mut changes);
        }
        for path in paths {
            let below = path.strip_prefix("content/").unwrap_or_default();
            let is_passed_over = discover::is_passed_over(below);
            let found = if is_passed_over { Found::Nothing } else { discover::file_at(&root, CONTENT, below) };
            if is_text(path) {
                let now = match found {
                    Found::Nothing => None,
                    Found::Problem(problem) => Some(Text { document: None, problems: problem.into(), is_kept: false }),
                    Found::File(file) => Some(self.read_text(file)),
                };
                let before = self.texts.remove(path);
                self.settle(path, before, now, &mut changes);
            } else {
                self.update_media(path, found, &mut changes);
            }
        }
        changes
    }

    fn is_known_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let text = self.texts.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(&folder));
        text || self.media.iter().any(|file| file.path.starts_with(&folder))
    }

    /// Folders have come, gone or been exchanged: what is in them is read again.
    fn update_folders(&mut self, folders: &[&str], changes: &mut ContentChanges) {
        let is_in_them = |path: &str| folders.iter().any(|folder| is_in(path, folder));
        let texts = std::mem::take(&mut self.texts);
        let (before, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            texts.into_iter().partition(|(path, _)| is_in_them(path));
        self.texts = others;
        let media = std::mem::take(&mut self.media);
        let files = self.discover();
        let new = files.iter().any(|file| is_in_them(&file.path) && !before.contains_key(&file.path));
        self.parse(files);
        for (path, text) in before {
            let now = self.texts.remove(&path);
            self.settle(&path, Some(text), now, changes);
        }
        let is_same_media = media.iter().map(|file| &file.path).eq(self.media.iter().map(|file| &file.path));
        self.media_changes += u64::from(!is_same_media);
        changes.others |= new || !is_same_media;
    }

    /// Takes in a text that may be another than before. One that has become wrong counts as it was.
    fn settle(&mut self, path: &str, before: Option<Text>, now: Option<Text>, changes: &mut ContentChanges) {
        let Some(mut now) = now else {
            changes.problems |= before.is_some();
            let before = before.and_then(|text| text.document);
            changes.texts.extend(before.map(|before| Revision { before: Some(before), now: None }));
            return;
        };
        let was_right = |text: &Text| text.is_kept || text.problems.count(Severity::Error) == 0;
        let is_wrong = now.problems.count(Severity::Error) > 0;
        let (was_kept, earlier) = match &before {
            Some(text) => (text.is_kept, text.document.clone().filter(|_| !is_wrong || was_right(text))),
            None => (false, None),
        };
        let before = before.and_then(|text| text.document);
        match (earlier, &now.document) {
            (Some(earlier), _) if is_wrong => {
                (now.document, now.is_kept) = (Some(earlier), true);
                changes.problems = true;
            }
            (Some(earlier), Some(document)) if earlier.source == document.source => {
                now.document = Some(earlier);
                changes.problems |= was_kept;
            }
            (_, None) if before.is_none() => changes.problems = true,
            (_, document) => changes.texts.push(Revision { before, now: document.clone() }),
        }
        self.texts.insert(path.to_owned(), now);
    }

    /// Takes in a file that is no text.
    fn update_media(&mut self, path: &str, found: Found, changes: &mut ContentChanges) {
        let is_about_it = |problem: &Diagnostic| problem.place.as_ref().is_some_and(|place| place.path == path);
        let known = self.problems.content.0.len();
        self.problems.content.0.retain(|problem| !is_about_it(problem));
        if let Found::File(file) = &found {
            self.problems.content.extend(unread(file));
        }
        changes.problems |= self.problems.content.0.len() != known;
        let was = self.media.binary_search_by(|file| file.path.as_str().cmp(path));
        let has_changed = match (was, found) {
            (Err(_), Found::Nothing) => false,
            (Ok(_), Found::File(_)) => true,
            (Err(i), Found::File(file)) => {
                self.media.insert(i, file);
                true
            }
            (was, Found::Nothing) => was.map(|i| self.media.remove(i)).is_ok(),
            (was, Found::Problem(problem)) => {
                self.problems.content.push(problem);
                changes.problems = true;
                was.map(|i| self.media.remove(i)).is_ok()
            }
        };
        if has_changed {
            self.library = None;
        }
        changes.others |= has_changed;
        self.media_changes += u64::from(has_changed);
    }

    /// The Markdown files of `content/`; its other files are taken in.
    pub(super) fn discover(&mut self) -> Vec<SourceFile> {
        let (files, found) = discover::files_below(&self.options.root, CONTENT);
        let (markdown, media) = files.into_iter().partition(|file| is_text(&file.below));
        self.media = media;
        self.library = None;
        self.problems.content = found;
        // A link that leads nowhere, for one.
        let left_out = &self.options.leave_out;
        let is_left_out = |problem: &Diagnostic| problem.place.as_ref().is_some_and(|at| left_out.contains(&at.path));
        self.problems.content.0.retain(|problem| !is_left_out(problem));
        self.problems.content.extend(self.media.iter().filter_map(unread));
        markdown
    }

    /// Reads the Markdown files of a site for the first time, but for those that the last build has read.
    pub(super) fn parse_all(&mut self, files: Vec<SourceFile>) {
        let (cache, texts) = (self.options.root.join(CACHE), self.options.texts);
        if matches!(texts, Texts::Remembered | Texts::KeptSoon) {
            self.remembered = Remembered::read(&cache);
        }
        self.parse(files);
        if texts.are_kept() {
            // Who only looks at a site writes nothing.
            self.remembered = Remembered::default();
            return;
        }
        let last = std::mem::take(&mut self.remembered);
        let sound = self.texts.values().filter(|text| text.problems.0.is_empty());
        let documents = sound.filter_map(|text| text.document.as_deref());
        let known = documents.filter(|document| document.source.version().is_some());
        if !last.are(known.clone()) {
            // Where it cannot be written, neither can the trace of the build, which says so.
            let _ = remember(&cache, known);
        }
    }

    /// Reads the Markdown files that are not known yet on all cores, and forgets those that are gone.
    pub(super) fn parse(&mut self, files: Vec<SourceFile>) {
        let mut known = std::mem::take(&mut self.texts);
        let (old, new): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| known.contains_key(&file.path));
        let read: Vec<(String, Text)> =
            new.into_par_iter().map(|file| (file.path.clone(), self.read_text(file))).collect();
        self.texts = old.into_iter().filter_map(|file| known.remove_entry(&file.path)).chain(read).collect();
        // One that cannot even be found, a link that leads nowhere, has its place all the same.
        let others = self.options.leave_out.iter().filter(|path| is_text(path) && !self.texts.contains_key(*path));
        let others = others.filter(|path| self.has(path)).filter_map(|path| {
            let below = path.strip_prefix(CONTENT)?.strip_prefix('/')?;
            Some((path.clone(), self.left_out(path, below)))
        });
        let others: Vec<(String, Text)> = others.collect();
        self.texts.extend(others);
    }

    fn leaves_out(&self, path: &str) -> bool {
        self.options.leave_out.iter().any(|left_out| left_out == path)
    }

    /// What was asked to be left out and is no text of the site.
    pub(super) fn left_out_in_vain(&self) -> Diagnostics {
        let unknown =
            self.options.leave_out.iter().filter(|path| !is_text(path) || !is_in(path, CONTENT) || !self.has(path));
        let problem = |path: &String| {
            let message = format!("`{path}` is no text of this site, and cannot be left out");
            let problem =
                Diagnostic::error(Code::BadUsage, message).did_you_mean(path, self.texts.keys().map(String::as_str));
            problem.hint("name a file of content/ that ends in .md; of a broken picture, the text that shows it")
        };
        Diagnostics(unknown.map(problem).collect())
    }

    fn has(&self, path: &str) -> bool {
        // One that cannot even be found by its name is left out all the same.
        self.texts.contains_key(path) || self.options.root.join(path).symlink_metadata().is_ok()
    }

    fn is_language(&self, tag: &str) -> bool {
        LanguageTag::parse(tag).is_some_and(|tag| self.config.languages.iter().any(|language| language.tag == tag))
    }

    /// A text that is left out, whether its file can be read or not.
    fn left_out(&self, path: &str, below: &str) -> Text {
        let note = Diagnostic::note(Code::LeftOut, "this text is left out: nothing of it is published");
        let note = note.at(Place::file(path)).hint("build again without --leave-out when it is fixed");
        let name = SourceName::parse(below, |tag| self.is_language(tag));
        let document = Document::left_out(path.to_owned(), name, Arc::clone(&self.config.keys));
        // An author or a term without a file is known by what texts say.
        let document = Some(document).filter(|document| matches!(document.kind, DocumentKind::Article(_)));
        Text { document: document.map(Arc::new), problems: note.into(), is_kept: false }
    }

    fn read_text(&self, file: SourceFile) -> Text {
        if self.leaves_out(&file.path) {
            return self.left_out(&file.path, &file.below);
        }
        let mut problems = Diagnostics::default();
        let is_language = |tag: &str| self.is_language(tag);
        let name = SourceName::parse(&file.below, is_language);
        if let Some(problem) = in_folder_of_language(&file, &name, is_language) {
            problems.push(problem);
            return Text { document: None, problems, is_kept: false };
        }
        let keeps = self.options.texts.are_kept();
        let version = if keeps && self.remembered.are_none() { None } else { file.version() };
        // Asked before it is read: what is written meanwhile is another version.
        let settled = version.filter(|version| version.is_settled(now()));
        let read = caught(At::File(&file.path), || match self.remembered_document(&file, name.clone(), version) {
            Some((document, found)) => (Some(document), found),
            None => match file.text(&mut problems) {
                Some(text) => parse_document(file.path.clone(), name, text, Arc::clone(&self.config.keys)),
                None => (None, Diagnostics::default()),
            },
        });
        let (mut document, found) = read.unwrap_or_else(|failed| (None, failed.of_file(&file.path).into()));
        problems.append(found);
        if let Some(document) = document.as_mut().filter(|_| !keeps) {
            document.source.release(file, document.body, settled);
        }
        Text { document: document.map(Arc::new), problems, is_kept: false }
    }

    /// The document of a file that is of a version that the last build has read.
    fn remembered_document(
        &self,
        file: &SourceFile,
        name: SourceName,
        version: Option<Version>,
    ) -> Option<(Document, Diagnostics)> {
        let stays = self.options.texts == Texts::KeptSoon;
        let (source, marks) = self.remembered.take(file, version?, stays)?;
        document_of_front(file.path.clone(), name, source, marks, Arc::clone(&self.config.keys))
    }
}

/// A text in a folder of a language, or with a language for a name: other programs keep each language so.
fn in_folder_of_language(
    file: &SourceFile,
    name: &SourceName,
    is_language: impl Fn(&str) -> bool,
) -> Option<Diagnostic> {
    let is_tag = |part: &str| is_language(&part.replace('_', "-"));
    let mut parts: Vec<&str> = file.below.split('/').collect();
    let last = parts.pop()?;
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let (tag, story) = match parts.iter().position(|part| is_tag(part)) {
        Some(i) => {
            let tag = parts.remove(i);
            if parts.is_empty() {
                parts.push("news");
            }
            let stem =
                if name.language.is_some() { stem.rsplit_once('.').map_or(stem, |(stem, _)| stem) } else { stem };
            (tag, format!("{}/{stem}", parts.join("/")))
        }
        None if is_tag(stem) && !parts.is_empty() => (stem, format!("{}/index", parts.join("/"))),
        None => return None,
    };
    let message = format!("`{tag}` is a language of the site, and here it is part of an address");
    let problem = Diagnostic::error(Code::MisplacedText, message).at(Place::file(&file.path));
    Some(
        problem
            .hint(format!("name the file content/{story}.{tag}.md: the language is the end of the name, before .md")),
    )
}
