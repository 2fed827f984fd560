//! Texts: all those of a site, as they will be, and the site that they come to.

use super::moves::Moves;
use crate::diagnostic::Diagnostics;
use crate::edit::{self, Edit};
use crate::input::config;
use crate::input::content::{Document, SourceName, below_content, parse_document};
use crate::input::discover::SourceFile;
use crate::input::media::{MediaLibrary, Origin};
use crate::resolve::{Documents, Parts, resolve};
use crate::scaffold::archive::Archive;
use crate::scaffold::changes::{Changes, NewText};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The texts of a site, as they will be.
pub(super) struct Texts {
    pub config: Arc<config::Config>,
    pub all: Vec<Text>,
    /// Files that come to be, with their texts.
    pub new: BTreeMap<String, String>,
    pub by_path: HashMap<String, usize>,
    pub media: Vec<SourceFile>,
}

pub(super) struct Text {
    pub document: Arc<Document>,
    /// Its path below `content/`, as it will be.
    pub below: String,
    /// What names others is written anew.
    pub edits: Vec<Edit>,
    /// What it says of its own address.
    pub own: Vec<Edit>,
}

impl Text {
    pub fn is_edited(&self) -> bool {
        !self.edits.is_empty() || !self.own.is_empty()
    }

    /// Its text as it will be.
    pub fn written(&self) -> String {
        let all: Vec<Edit> = self.own.iter().chain(&self.edits).cloned().collect();
        edit::applied(&self.document.text(), &all)
    }
}

impl Texts {
    pub fn of(archive: &Archive, moves: &Moves) -> Texts {
        let of = |document: &Arc<Document>| Text {
            below: moves.place(document.below()).to_owned(),
            document: Arc::clone(document),
            edits: Vec::new(),
            own: Vec::new(),
        };
        let all: Vec<Text> = archive.documents.iter().map(of).collect();
        let by_path = all.iter().enumerate().map(|(i, text)| (text.document.path.clone(), i)).collect();
        let files = archive.site.media.files.iter().filter(|file| file.origin == Origin::Content);
        let media = files.map(|file| file.source.moved(moves.place(&file.source.below)));
        let mut media: Vec<_> = media.collect();
        media.sort_by(|a, b| a.path.cmp(&b.path));
        Texts { config: Arc::clone(&archive.site.config), all, new: BTreeMap::new(), by_path, media }
    }

    /// The text of a file as it is now.
    pub fn of_path(&mut self, path: &str) -> Option<&mut Text> {
        self.by_path.get(path).map(|i| &mut self.all[*i])
    }

    /// The documents, as they will be.
    fn documents(&self, archive: &Archive) -> (Vec<Arc<Document>>, Diagnostics) {
        let is_language = |tag: &str| archive.site.locales.find(tag).is_some();
        let names = &archive.site.config.keys;
        let parse = |path: String, text: String| {
            let name = SourceName::parse(below_content(&path), is_language);
            let (document, problems) = parse_document(path, name, text, Arc::clone(names));
            (document.map(Arc::new), problems)
        };
        let of = |text: &Text| {
            if !text.is_edited() && text.below == text.document.below() {
                return (Some(Arc::clone(&text.document)), Diagnostics::default());
            }
            parse(format!("content/{}", text.below), text.written())
        };
        let mut read: Vec<_> = self.all.par_iter().map(of).collect();
        read.extend(self.new.iter().map(|(path, text)| parse(path.clone(), text.clone())));
        let mut problems = Diagnostics::default();
        let mut documents = Vec::with_capacity(read.len());
        for (document, found) in read {
            documents.extend(document);
            problems.append(found);
        }
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        (documents, problems)
    }

    /// The site that they come to.
    pub fn resolved(&self, archive: &mut Archive) -> Arc<Site> {
        self.verified(archive).0
    }

    /// The same, with what is wrong then.
    pub fn verified(&self, archive: &mut Archive) -> (Arc<Site>, Diagnostics) {
        let (documents, mut problems) = self.documents(archive);
        let (media, _) = MediaLibrary::new(self.media.clone(), &archive.site.config.languages);
        let media = Arc::new(media.with_statics(&archive.site.statics));
        let config = Arc::clone(&self.config);
        let parts = Parts { media, config, ..archive.sources.parts_with(Documents::all(documents)) };
        let resolved = resolve(parts, None);
        problems.append(resolved.problems());
        problems.append(archive.sources.problems());
        (Arc::clone(&resolved.site), problems)
    }

    /// What is done to the files.
    pub fn changes(self, what: String, moves: &Moves) -> Changes {
        let in_content = |below: &str| format!("content/{below}");
        let new = self.new.into_iter().map(|(path, text)| NewText { path, was: None, text });
        let edited = self.all.into_iter().filter(Text::is_edited).map(|text| NewText {
            path: in_content(&text.below),
            text: text.written(),
            was: Some(text.document.text().into_owned()),
        });
        Changes {
            what,
            moves: moves
                .files
                .iter()
                .filter(|(from, to)| from != to)
                .map(|(from, to)| (in_content(from), in_content(to)))
                .collect(),
            texts: edited.chain(new).collect(),
            renamed: vec![(moves.old.to_string(), moves.new.to_string())],
            removals: Vec::new(),
        }
    }
}
