//! Moves: which files go where, and which ids change with them.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::content::{SourceName, StoryId, below_content};
use crate::input::media::Origin;
use crate::language::term_id;
use crate::path::OutputPath;
use crate::scaffold::archive::Archive;
use crate::scaffold::named::{Named, fault_of, find, kind_of, story_of};
use crate::site::TaxonomyKind;
use std::collections::{BTreeMap, HashSet};

/// What is moved.
#[derive(Debug, Clone)]
pub struct Moves {
    /// The id that was named.
    pub old: StoryId,
    /// The one that takes its place.
    pub new: StoryId,
    /// The taxonomy of which it is a term; none for a story.
    pub kind: Option<TaxonomyKind>,
    /// Ids that change.
    pub ids: BTreeMap<String, String>,
    /// Files below `content/` that get another path.
    pub files: BTreeMap<String, String>,
}

impl Moves {
    /// Nothing yet, of a story.
    pub fn of(id: StoryId) -> Moves {
        Moves { new: id.clone(), old: id, kind: None, ids: BTreeMap::new(), files: BTreeMap::new() }
    }

    /// Reads what is to be renamed, and how.
    ///
    /// # Errors
    /// It is not there, cannot be called so, or something is there already.
    pub fn read(archive: &Archive, old: &str, new: &str) -> Result<Moves, Diagnostic> {
        let Named { id: old, .. } = find(archive, old)?;
        let kind = kind_of(&old);
        whole_section(archive, &old)?;
        let new = new_id(archive, &old, kind, new)?;
        let mut moves = Moves { kind, new, ..Moves::of(old) };
        match kind {
            Some(TaxonomyKind::Section) => moves.section(archive),
            _ => moves.story(archive),
        }
        moves.look_for_others(archive)?;
        Ok(moves)
    }

    /// The id of the term as taxonomies know it, before and after.
    pub fn term(&self) -> Option<(TaxonomyKind, String, String)> {
        let id = |kind: TaxonomyKind, story: &StoryId| -> String {
            let name = story.0.split_once('/').map_or("", |(_, name)| name);
            match kind {
                TaxonomyKind::Tag => term_id(name).map_or_else(|_| name.to_owned(), |id| id.into_owned()),
                _ => name.to_owned(),
            }
        };
        self.kind.map(|kind| (kind, id(kind, &self.old), id(kind, &self.new)))
    }

    /// Where a file below `content/` will be.
    pub fn place<'a>(&'a self, below: &'a str) -> &'a str {
        self.files.get(below).map_or(below, String::as_str)
    }

    fn story(&mut self, archive: &Archive) {
        let (old, new) = (self.old.to_string(), self.new.to_string());
        let term = self.term();
        self.ids.insert(old.clone(), new.clone());
        let is_own = |id: &StoryId| {
            let of_tag = || match &term {
                Some((TaxonomyKind::Tag, tag, _)) => {
                    kind_of(id) == Some(TaxonomyKind::Tag)
                        && id.0.split_once('/').and_then(|(_, name)| term_id(name).ok()).is_some_and(|own| own == *tag)
                }
                _ => false,
            };
            *id.0 == *old || of_tag()
        };
        let own = archive.documents.iter().filter(|document| is_own(&document.name.story));
        let has_bundle = own.clone().any(|document| document.name.bundle);
        for document in own {
            let below = document.below();
            let rest = &below[document.name.story.0.len().min(below.len())..];
            self.files.insert(below.to_owned(), format!("{new}{rest}"));
        }
        let folder = format!("{old}/");
        let inside =
            |document: &&std::sync::Arc<crate::input::content::Document>| document.name.story.0.starts_with(&folder);
        // A folder of the story's name belongs to it; where other stories are in it, only if it is the story's bundle.
        if has_bundle || !archive.documents.iter().any(|document| inside(&document)) {
            for document in archive.documents.iter().filter(inside) {
                self.take(&document.path, &document.name.story.0, &old, &new);
            }
            self.take_media(archive, &old, &new);
        }
        self.joined(archive);
    }

    /// Translations with names of their own stay beside their original when that goes to another folder.
    fn joined(&mut self, archive: &Archive) {
        let folder = |id: &str| id.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let (from, to) = (folder(&self.old.0), folder(&self.new.0));
        if from == to || self.kind.is_some() {
            return;
        }
        let is_joined = |document: &&std::sync::Arc<crate::input::content::Document>| {
            let id = &document.name.story;
            *id != self.old && story_of(document) == self.old && folder(&id.0) == from && !self.ids.contains_key(&*id.0)
        };
        let joined: Vec<_> = archive.documents.iter().filter(is_joined).cloned().collect();
        for document in joined {
            let id = document.name.story.0.clone();
            let new = format!("{to}{}", document.name.story.stem());
            if document.name.bundle {
                self.take_media(archive, &id, &new);
            }
            self.take(&document.path, &id, &id, &new);
        }
    }

    fn section(&mut self, archive: &Archive) {
        let Some((_, old, new)) = self.term() else { return };
        self.story(archive);
        for document in archive.documents.iter().filter(|document| document.name.story.section() == Some(&*old)) {
            self.take(&document.path, &document.name.story.0, &old, &new);
        }
        self.take_media(archive, &old, &new);
    }

    /// Takes a text along from one folder, or one name, to another.
    fn take(&mut self, path: &str, id: &str, old: &str, new: &str) {
        let to = |text: &str| format!("{new}{}", &text[old.len().min(text.len())..]);
        self.ids.insert(id.to_owned(), to(id));
        self.files.insert(below_content(path).to_owned(), to(below_content(path)));
    }

    /// Takes the files of a folder along that are no texts.
    fn take_media(&mut self, archive: &Archive, old: &str, new: &str) {
        let folder = format!("{old}/");
        let files = archive.site.media.files.iter().filter(|file| file.origin == Origin::Content);
        for file in files.filter(|file| file.source.below.starts_with(&folder)) {
            self.files.insert(file.source.below.clone(), format!("{new}/{}", &file.source.below[folder.len()..]));
        }
    }

    /// What is there already under one of the new names.
    fn look_for_others(&self, archive: &Archive) -> Result<(), Diagnostic> {
        let taken = |what: String| {
            let problem = Diagnostic::error(Code::BadUsage, what);
            Err(problem.hint("choose another name, or move what is there first; nothing was changed"))
        };
        if let Some((kind, old, new)) = self.term()
            && old != new
            && site_has(archive, kind, &new)
        {
            return taken(format!("there is a {} `{new}` already", kind.word()));
        }
        let stays = |below: &str| !self.files.contains_key(below);
        // Where one is compared with all others, a section of many stories takes too long.
        let ids: HashSet<String> = self.ids.values().map(|new| new.to_lowercase()).collect();
        let places: HashSet<&str> = self.files.values().map(String::as_str).collect();
        for document in archive.documents.iter().filter(|document| stays(document.below())) {
            let is_taken = ids.contains(&document.name.story.0.to_lowercase());
            let is_same_group = self.ids.contains_key(&*story_of(document).0);
            let is_at_place = places.contains(document.below());
            if is_taken && (is_at_place || !is_same_group) {
                return taken(format!("{} is there already", document.path));
            }
        }
        let media = archive.site.media.files.iter().filter(|file| file.origin == Origin::Content);
        let mut media = media.filter(|file| stays(&file.source.below));
        let new: HashSet<String> = self.files.values().map(|path| path.to_lowercase()).collect();
        match media.find(|file| new.contains(&file.source.below.to_lowercase())) {
            Some(file) => taken(format!("{} is there already", file.source.path)),
            None => Ok(()),
        }
    }
}

fn site_has(archive: &Archive, kind: TaxonomyKind, id: &str) -> bool {
    archive.site.taxonomy(kind).index.contains_key(id)
}

/// A page that has the folder of a section for its own cannot go without the section.
fn whole_section(archive: &Archive, id: &StoryId) -> Result<(), Diagnostic> {
    let is_bundle = archive.documents.iter().any(|document| document.name.story == *id && document.name.bundle);
    if !is_bundle || !site_has(archive, TaxonomyKind::Section, &id.0) {
        return Ok(());
    }
    let message = format!("`{id}` is a page in the folder of the section `{id}`: all stories of it would go along");
    Err(Diagnostic::error(Code::BadUsage, message)
        .hint(format!("to rename the section, name `sections/{id}`"))
        .hint(format!("to rename the page alone, move it out of the folder first: content/{id}.md")))
}

/// The new id, as somebody writes it: whole, as a file, as the folder that it goes to, or without the folder of its kind.
fn new_id(archive: &Archive, old: &StoryId, kind: Option<TaxonomyKind>, written: &str) -> Result<StoryId, Diagnostic> {
    let wrong = |message: String| Diagnostic::error(Code::BadUsage, message);
    let is_page = written.starts_with('/') && !written.trim_matches('/').contains('/');
    let text = written.trim().trim_start_matches("./").trim_start_matches('/');
    let text = below_content(text);
    let text = match (text.strip_suffix('/'), kind) {
        (Some(folder), None) => format!("{folder}/{}", old.stem()),
        (Some(name), Some(_)) => name.to_owned(),
        (None, _) => text.to_owned(),
    };
    let text = match kind {
        Some(kind) if !text.contains('/') => format!("{}/{text}", kind.folder()),
        _ => text,
    };
    let is_language = |tag: &str| archive.site.locales.find(tag).is_some();
    let id = SourceName::parse(&text, is_language).story;
    if text.is_empty() || OutputPath::new(&id.0).is_none() {
        let hint = "write it as a path below content/: news/treaty";
        return Err(wrong(format!("`{written}` cannot be the name of a text")).hint(hint));
    }
    if let Some(why) = id.0.split('/').find_map(fault_of) {
        return Err(wrong(format!("`{written}` cannot be the name of a text: {why}")));
    }
    let again = SourceName::parse(&format!("{}.md", id.0), is_language);
    if again.story != id || again.language.is_some() {
        return Err(wrong(format!("the end of `{}` would be read as a language or an index", id.0))
            .hint("choose a name without it: languages are the end of file names, `treaty.fr.md`"));
    }
    if let Some(tag) = id.0.split('/').find(|part| is_language(part)) {
        return Err(wrong(format!("`{tag}` is a language of the site, and cannot be a part of a name"))
            .hint("the language is the end of a file's name, before .md; it stays as it is"));
    }
    if id == *old {
        return Err(wrong(format!("`{}` is its name already", id.0)));
    }
    if kind != kind_of(&id) {
        let what = |kind: Option<TaxonomyKind>| match kind {
            None => "an article or a page",
            Some(TaxonomyKind::Section) => "a section",
            Some(TaxonomyKind::Tag) => "a tag",
            Some(TaxonomyKind::Author) => "an author",
            Some(TaxonomyKind::Dossier) => "a dossier",
        };
        let message = format!("`{}` is {}, and `{}` would be {}", old.0, what(kind), id.0, what(kind_of(&id)));
        return Err(wrong(message).hint("it can only become another one of its own kind"));
    }
    let is_deep = kind.is_some() && id.0.matches('/').count() != 1;
    if is_deep {
        return Err(wrong(format!("`{}` has a folder too many", id.0))
            .hint(format!("write {}/name", id.0.split('/').next().unwrap_or_default())));
    }
    match (old.section(), id.section(), kind) {
        (Some(section), None, None) if !is_page => {
            Err(wrong(format!("`{}` would be a plain page, in no section", id.0))
                .hint(format!("write `{section}/{}` to keep it in its section", id.0))
                .hint(format!("write `/{}` if it is to be a plain page", id.0)))
        }
        _ => Ok(id),
    }
}
