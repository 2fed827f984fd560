//! Term files: what `content/tags/` and `content/sections/` say of terms, in each language.

use super::language::language_of;
use super::pictures::{self, Folders};
use super::visibility::Visibility;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::content::{Document, DocumentKind, TermMatter};
use crate::input::media::MediaId;
use crate::input::slug;
use crate::language::locale::Locales;
use crate::language::{LanguageId, term_id};
use crate::site::{Groups, Taxonomy, TaxonomyKind, TermText};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The files of all terms.
#[derive(Default)]
pub(super) struct TermFiles(BTreeMap<TaxonomyKind, BTreeMap<String, Vec<TermFile>>>);

/// What a term is called in one language.
struct TermFile {
    language: LanguageId,
    document: Arc<Document>,
}

impl TermFiles {
    /// What the file of a term in a language says.
    pub fn matter(&self, kind: TaxonomyKind, id: &str, language: LanguageId) -> Option<&TermMatter> {
        self.of(kind, id).iter().find(|file| file.language == language).and_then(TermFile::matter)
    }

    /// The name that the file of a term in a language gives it.
    pub fn name(&self, kind: TaxonomyKind, id: &str, language: LanguageId) -> Option<&str> {
        self.matter(kind, id, language)?.name.as_deref().map(str::trim).filter(|name| !name.is_empty())
    }

    /// The part of the address that the file of a term in a language gives it.
    pub fn slug(&self, kind: TaxonomyKind, id: &str, language: LanguageId) -> Option<String> {
        slug::written(self.matter(kind, id, language)?.slug.as_deref())
    }

    /// Whether a file gives a term a name in any language.
    pub fn is_named(&self, kind: TaxonomyKind, id: &str) -> bool {
        self.of(kind, id).iter().any(|file| self.name(kind, id, file.language).is_some())
    }

    fn of(&self, kind: TaxonomyKind, id: &str) -> &[TermFile] {
        self.0.get(&kind).and_then(|files| files.get(id)).map_or(&[], Vec::as_slice)
    }
}

impl TermFile {
    fn matter(&self) -> Option<&TermMatter> {
        match &self.document.kind {
            DocumentKind::Term(matter) => Some(matter),
            _ => None,
        }
    }
}

/// The files of terms, by what they are about.
pub(super) fn terms(
    documents: &[Arc<Document>],
    locales: &Locales,
    visibility: &Visibility,
    problems: &mut Diagnostics,
) -> TermFiles {
    let mut files = TermFiles::default();
    for document in documents {
        let DocumentKind::Term(matter) = &document.kind else { continue };
        let story = &document.name.story;
        let Some(kind) = TaxonomyKind::NAMED.into_iter().find(|kind| story.section() == Some(kind.folder())) else {
            continue;
        };
        report_mistakes(kind, document, problems);
        let Some(language) = language_of(document, matter.language.as_deref(), locales, problems) else { continue };
        if matter.draft && !visibility.drafts {
            continue;
        }
        let Some(id) = id_of(kind, document) else {
            problems.push(
                Diagnostic::error(Code::BadValue, format!("the name of the file is the id of no {}", kind.word()))
                    .at(document.block().place_of("name"))
                    .hint("call the file by the id: middle-east.en.md"),
            );
            continue;
        };
        let of_term = files.0.entry(kind).or_default().entry(id.clone()).or_default();
        if let Some(other) = of_term.iter().find(|file| file.language == language) {
            let (other, tag) = (&other.document.path, &locales.get(language).tag);
            let message = format!("{other} already says what the {} `{id}` is called in `{tag}`", kind.word());
            problems.push(
                Diagnostic::error(Code::DuplicateArticle, message)
                    .at(document.block().place_of("name"))
                    .hint("remove one of the two files"),
            );
            continue;
        }
        of_term.push(TermFile { language, document: Arc::clone(document) });
    }
    files
}

/// The id of the term that a file is about: its name, which for a tag may be any spelling of it.
fn id_of(kind: TaxonomyKind, document: &Document) -> Option<String> {
    let (_, name) = document.name.story.0.split_once('/')?;
    match kind {
        TaxonomyKind::Section => Some(name.to_owned()),
        _ => term_id(name).ok().map(|id| id.into_owned()),
    }
}

fn report_mistakes(kind: TaxonomyKind, document: &Document, problems: &mut Diagnostics) {
    let block = document.block();
    let of_article = block.first_key(["date", "author", "authors", "tags"]);
    if let Some(key) = of_article {
        let folder = kind.folder();
        let message =
            format!("what lies below content/{folder}/ says what a {} is called; it is no article", kind.word());
        problems.push(
            Diagnostic::error(Code::BadValue, message)
                .at(block.place_of(key))
                .hint("move the article into the folder of its section")
                .hint(format!("a {} has no `{key}`: remove the key if this is one", kind.word())),
        );
    }
}

/// Unknown terms for which the nearest known one is looked for.
const MOST_SUGGESTIONS: usize = 20;

/// Reports files of terms that no article has, drafts too.
pub(super) fn report_unused(files: &TermFiles, groups: &Groups, problems: &mut Diagnostics) {
    let mut suggestions = 0;
    for (kind, terms) in &files.0 {
        let known: &BTreeSet<String> = if *kind == TaxonomyKind::Section { &groups.sections } else { &groups.tags };
        for (id, files) in terms.iter().filter(|(id, _)| !known.contains(*id)) {
            for file in files {
                let what = if *kind == TaxonomyKind::Section { "is in the section" } else { "has the tag" };
                let problem = Diagnostic::warning(Code::UnusedTermFile, format!("no article {what} `{id}`"))
                    .at(file.document.block().place_of("name"));
                suggestions += 1;
                let known = known.iter().map(String::as_str).filter(|_| suggestions <= MOST_SUGGESTIONS);
                problems.push(problem.did_you_mean(id, known).hint(match kind {
                    TaxonomyKind::Section => "the file's name is the name of the section's folder; rename or remove it",
                    _ => "the file's name is the tag's id (`dateline tags` lists them); rename or remove it",
                }));
            }
        }
    }
}

/// Gives the terms of a taxonomy what their files say, where the language has a page of them: else no page shows it, and its
/// pictures must not be published either.
pub(super) fn introduce(
    taxonomy: &mut Taxonomy,
    kind: TaxonomyKind,
    files: &TermFiles,
    (locales, known): (&Locales, pictures::Known),
    published: &mut BTreeSet<MediaId>,
    problems: &mut Diagnostics,
) {
    let Some(files) = files.0.get(&kind) else { return };
    for (id, files) in files {
        let Some(term) = taxonomy.index.get(id).map(|i| &mut taxonomy.terms[*i]) else { continue };
        term.texts = locales.ids().map(|_| None).collect();
        for file in files.iter().filter(|file| !term.articles[file.language.0].is_empty()) {
            let text = text(file, (locales, known), published, problems);
            term.texts[file.language.0] = text.map(Box::new);
        }
    }
}

fn text(
    file: &TermFile,
    (locales, known): (&Locales, pictures::Known),
    published: &mut BTreeSet<MediaId>,
    problems: &mut Diagnostics,
) -> Option<TermText> {
    let (matter, document, language) = (file.matter()?, &file.document, file.language);
    let folders = Folders::of(document);
    let asked = pictures::Asked { document, matter: matter.image.as_ref(), folders: &folders, language };
    let pictures::Found { mut image, social: social_image, ends: picture_ends } =
        pictures::find(asked, known, published, problems);
    let typography = locales.typography(language, None);
    if let Some(image) = &mut image {
        let set = |text: &mut String| *text = typography.set(text).into_owned();
        [&mut image.caption, &mut image.credit].into_iter().flatten().for_each(set);
    }
    let (extra, document) = (matter.extra.clone(), Arc::clone(document));
    Some(TermText { language, image, social_image, picture_ends, extra, document })
}
