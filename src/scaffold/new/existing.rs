//! The texts that a site has, as far as a new one must know them.

use super::kind::{AUTHORS, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::config::Config;
use crate::input::content::{Document, DocumentKind, SourceName, StoryId, TERM_FOLDERS, below_content};
use crate::language::{LanguageTag, term_id};
use crate::scaffold::named::story_of;
use std::collections::BTreeSet;
use std::sync::Arc;

/// All texts of a site.
pub(super) struct Shelf {
    pub config: Arc<Config>,
    documents: Vec<Arc<Document>>,
}

/// The files of one text, in its languages.
pub(super) struct Existing<'a>(Vec<(LanguageTag, &'a Document)>);

impl Shelf {
    pub fn new(config: Arc<Config>, documents: Vec<Arc<Document>>) -> Shelf {
        Shelf { config, documents }
    }

    /// A language of the site.
    pub fn language(&self, tag: &str) -> Option<LanguageTag> {
        let tag = LanguageTag::parse(&tag.replace('_', "-"))?;
        self.config.languages.iter().any(|language| language.tag == tag).then_some(tag)
    }

    /// The site's name in a language.
    pub fn title(&self, tag: &LanguageTag) -> &str {
        let title = &self.config.title;
        title.get(tag.as_str()).or_else(|| title.any()).unwrap_or_default()
    }

    pub fn tags(&self) -> Vec<&str> {
        self.config.languages.iter().map(|language| language.tag.as_str()).collect()
    }

    pub fn first_language(&self) -> LanguageTag {
        self.config.languages[0].tag.clone()
    }

    /// The language of a text: as its name says it, or its front matter; else the site's own.
    pub fn language_of(&self, document: &Document) -> LanguageTag {
        let key = match &document.kind {
            DocumentKind::Article(matter) => &matter.language,
            DocumentKind::Author(matter) => &matter.language,
            DocumentKind::Dossier(matter) => &matter.language,
            DocumentKind::Term(matter) => &matter.language,
        };
        let said = document.name.language.as_deref().or(key.as_deref());
        said.and_then(|tag| self.language(tag)).unwrap_or_else(|| self.first_language())
    }

    /// The files of a text.
    pub fn find(&self, kind: Kind, id: &str) -> Existing<'_> {
        let is_term = |document: &Document| kind == Kind::Term && same_term(&document.name.story.0, id);
        let files = self.documents.iter().map(|document| &**document);
        let files = files.filter(|document| &*story_of(document).0 == id || is_term(document));
        Existing(files.map(|document| (self.language_of(document), document)).collect())
    }

    /// Whether there is a text with an id.
    pub fn has(&self, id: &str) -> bool {
        self.documents.iter().any(|document| &*story_of(document).0 == id)
    }

    pub fn has_path(&self, path: &str) -> bool {
        self.documents.iter().any(|document| document.path == path)
    }

    /// The sections: the folders of articles, and those that the site names.
    pub fn sections(&self) -> BTreeSet<String> {
        let of_texts = self.documents.iter().filter_map(|document| match document.name.story.0.split_once('/') {
            Some(("sections", id)) => Some(id.to_owned()),
            Some((section, _)) if matches!(document.kind, DocumentKind::Article(_)) => Some(section.to_owned()),
            _ => None,
        });
        of_texts.chain(self.config.sections.iter().cloned()).collect()
    }

    pub fn has_section(&self, id: &str) -> bool {
        self.sections().contains(id)
    }

    /// The ids of the authors.
    pub fn authors(&self) -> Vec<String> {
        let ids = self.documents.iter().filter_map(|document| match &document.kind {
            DocumentKind::Author(_) => document.name.story.0.strip_prefix(AUTHORS)?.strip_prefix('/'),
            _ => None,
        });
        ids.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether an article has a term, or is in a section.
    pub fn is_used(&self, id: &str) -> bool {
        let Some((folder, id)) = id.split_once('/').filter(|(folder, _)| TERM_FOLDERS.contains(folder)) else {
            return false;
        };
        let is_tag = |tag: &String| term_id(tag).is_ok_and(|tag| tag == id);
        self.documents.iter().any(|document| match &document.kind {
            DocumentKind::Article(_) if folder == "sections" => story_of(document).section() == Some(id),
            DocumentKind::Article(matter) => matter.tags.iter().flatten().any(is_tag),
            _ => false,
        })
    }

    /// The path of a new file below `content/`. In a site of one language none needs to say which, unless the others do, or
    /// the end of its name would be taken for a language.
    pub fn path(&self, stem: &str, language: &LanguageTag) -> String {
        let says = |document: &Arc<Document>| document.name.language.is_some();
        let plain = format!("{stem}.md");
        let is_clear = SourceName::parse(&plain, |tag| self.language(tag).is_some()).language.is_none();
        if self.config.languages.len() == 1 && is_clear && !self.documents.iter().any(says) {
            format!("content/{plain}")
        } else {
            format!("content/{stem}.{language}.md")
        }
    }

    /// The text whose structure a new one takes.
    ///
    /// # Errors
    /// There is none.
    pub fn model(&self, name: &str, kind: Kind, language: &LanguageTag) -> Result<Arc<Document>, Diagnostic> {
        let id = StoryId::read(below_content(name));
        let found = self.find(kind, &id.0);
        let model = found.in_language(language).or_else(|| found.first(self)).map(|document| &document.path);
        let model = model.and_then(|path| self.documents.iter().find(|document| document.path == *path));
        model.cloned().ok_or_else(|| {
            let known = self.documents.iter().map(|document| &*document.name.story.0);
            Diagnostic::error(Code::BadUsage, format!("there is no story `{name}` to take the structure of"))
                .did_you_mean(&id.0, known)
                .hint("a story's id is its path below content/, without language and extension: news/lighthouse")
        })
    }
}

impl<'a> Existing<'a> {
    pub fn in_language(&self, tag: &LanguageTag) -> Option<&'a Document> {
        self.0.iter().find(|(language, _)| language == tag).map(|(_, document)| *document)
    }

    /// The original: the one that is named as that, else the first in the order of the site's languages.
    pub fn first(&self, shelf: &Shelf) -> Option<&'a Document> {
        let original = |document: &Document| match &document.kind {
            DocumentKind::Article(matter) => matter.original.clone(),
            DocumentKind::Dossier(matter) => matter.original.clone(),
            _ => None,
        };
        let named = self.0.iter().find_map(|(_, document)| original(document));
        let named = named.and_then(|tag| self.in_language(&shelf.language(&tag)?));
        named.or_else(|| shelf.config.languages.iter().find_map(|language| self.in_language(&language.tag)))
    }
}

/// Whether two names of term files are of one term: a tag may be spelt in several ways.
fn same_term(one: &str, other: &str) -> bool {
    let (Some((folder, one)), Some((other_folder, other))) = (one.split_once('/'), other.split_once('/')) else {
        return false;
    };
    folder == other_folder && folder != "sections" && term_id(one).is_ok_and(|id| id == other)
}

/// What a text is called.
pub(super) fn title_of(document: &Document) -> String {
    let title = match &document.kind {
        DocumentKind::Article(matter) => &matter.title,
        DocumentKind::Author(matter) => &matter.name,
        DocumentKind::Dossier(matter) => &matter.title,
        DocumentKind::Term(matter) => &matter.name,
    };
    title.clone().unwrap_or_default()
}

/// What a text has in common with those that are made after it: its tags and its genre.
pub(super) fn facts(document: &Document) -> (Vec<String>, Option<&'static str>) {
    match &document.kind {
        DocumentKind::Article(matter) => {
            (matter.tags.clone().unwrap_or_default(), matter.kind.map(|kind| kind.as_str()))
        }
        _ => (Vec::new(), None),
    }
}
