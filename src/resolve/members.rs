//! The files of one story: which language each is in, what a translation inherits, what it lacks.

use super::language::language_of;
use super::outdated::{self, Side};
use super::pictures::{self, Folders};
use super::tags;
use super::{audio, dates};
use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, Place};
use crate::input::content::{self, Document, DocumentKind, FrontMatter, StoryId};
use crate::language::LanguageId;
use crate::language::locale::Locales;
use crate::site::{Outdated, SlugOrigin};
use jiff::tz::TimeZone;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A document that knows its place.
pub(super) struct Member {
    pub document: Arc<Document>,
    pub story: StoryId,
    pub language: LanguageId,
    /// The front matter with what a translation inherits.
    pub matter: Box<FrontMatter>,
    /// Whether its own file writes `tags`.
    pub writes_tags: bool,
    /// Where the files of the lead picture are.
    pub folders: Folders,
    /// The language that the story was first written in.
    pub original: LanguageId,
    /// What is wrong with its original, if it is a translation: what it would inherit is not its own fault.
    pub excused: Vec<About>,
    /// What it lacks, if it is a translation that is out of date.
    pub outdated: Option<Outdated>,
    /// The last part of its address, once that has been made.
    pub slug: String,
    /// What that was made of.
    pub slug_origin: SlugOrigin,
}

impl Member {
    /// Whether something has been reported that leaves it, or its original, without a value for a key.
    pub fn is_flawed(&self, key: &str) -> bool {
        self.document.is_flawed(key) || self.excused.iter().any(|about| about.covers(key))
    }
}

/// Letters that nothing made Latin in a language whose slugs should be: by language, of those that have any.
pub(super) type LettersLeft = Vec<(LanguageId, BTreeSet<char>)>;

/// The files of a story.
pub(super) struct Gathered {
    pub story: StoryId,
    /// Its files, where others keep them, too.
    pub files: Vec<Arc<Document>>,
    /// The original first.
    pub members: Vec<Member>,
    /// Whether all its files are among them.
    pub are_all: bool,
    /// Letters that its slugs keep, though they should be Latin: known when it has slugs.
    pub letters_left: LettersLeft,
    pub problems: Diagnostics,
}

/// The members of a story, from its files in the order of their paths: of two that are in each other's way, the first stays.
pub(super) fn members(story: StoryId, documents: Vec<Arc<Document>>, locales: &Locales, zone: &TimeZone) -> Gathered {
    let count = documents.len();
    // Whoever has them alone gives them away for good.
    let are_kept = documents.iter().all(|document| Arc::strong_count(document) > 1);
    let files = if are_kept { documents.clone() } else { Vec::new() };
    let mut problems = Diagnostics::default();
    let mut members: Vec<Member> = Vec::with_capacity(count);
    for document in documents {
        if let Some(member) = member(&story, document, &members, locales, &mut problems) {
            members.push(member);
        }
    }
    if let Some(first) = members.first()
        && let Some(named) = first.matter.translation.clone()
        && members.iter().all(|m| m.matter.translation.is_some())
    {
        problems.push(
            Diagnostic::warning(Code::UnknownStory, format!("there is no story `{named}` to be a translation of"))
                .at(first.document.block().place_of("translation"))
                .hint("`translation` names the original's path below content/ without language and extension"),
        );
    }
    inherit(&story, &mut members, locales, zone, &mut problems);
    compare(&mut members, zone);
    let letters_left = LettersLeft::default();
    Gathered { are_all: members.len() == count, story, files, members, letters_left, problems }
}

/// A file as a member of a story beside others; none, with a problem, where it cannot be one.
fn member(
    story: &StoryId,
    mut document: Arc<Document>,
    others: &[Member],
    locales: &Locales,
    problems: &mut Diagnostics,
) -> Option<Member> {
    // Where nobody else keeps the document, there is no need of a copy.
    let matter = match Arc::get_mut(&mut document).map(|document| &mut document.kind) {
        Some(DocumentKind::Article(matter)) => std::mem::take(matter),
        _ => match &document.kind {
            DocumentKind::Article(matter) => matter.clone(),
            _ => return None,
        },
    };
    let language = language_of(&document, matter.language.as_deref(), locales, problems)?;
    if &*document.name.story.0 == "index" {
        problems.push(
            Diagnostic::error(Code::RouteConflict, "the home page is made of the articles and has no file of its own")
                .at(Place::file(&document.path))
                .hint("give the file another name, about.md; the home page is the template home.html"),
        );
        return None;
    }
    if let Some(other) = others.iter().find(|m| m.language == language) {
        let message = format!("{} is already `{story}` in `{}`", other.document.path, locales.get(language).tag);
        problems.push(
            Diagnostic::error(Code::DuplicateArticle, message)
                .at(document.block().place_of("translation"))
                .hint("remove one of the two files, or give one of them another name"),
        );
        return None;
    }
    let folders = Folders::of(&document);
    Some(Member {
        document,
        story: story.clone(),
        language,
        writes_tags: matter.tags.is_some(),
        matter,
        folders,
        original: language,
        excused: Vec::new(),
        outdated: None,
        slug: String::new(),
        slug_origin: SlugOrigin::Fixed,
    })
}

/// Puts the original first and gives the translations what they leave out.
fn inherit(id: &StoryId, members: &mut [Member], locales: &Locales, zone: &TimeZone, problems: &mut Diagnostics) {
    members.sort_by_key(|m| m.language);
    let declared = members.iter().find_map(|m| m.matter.original.clone().map(|tag| (tag, m)));
    if let Some((tag, member)) = declared {
        match locales.find(&tag).and_then(|language| members.iter().position(|m| m.language == language)) {
            Some(position) => members[..=position].rotate_right(1),
            None => problems.push(
                Diagnostic::error(
                    Code::UnknownLanguage,
                    format!("the original of `{id}` is said to be in `{tag}`, but there is no such file"),
                )
                .at(member.document.block().place_of("original"))
                .hint("name the language of one of the story's files"),
            ),
        }
    }
    let Some((original, translations)) = members.split_first_mut() else { return };
    for member in translations {
        member.original = original.language;
        member.excused.clone_from(&original.document.flawed);
        report_differences(original, member, problems);
        dates::report_translation(
            (&original.document, &original.matter),
            (&member.document, &member.matter),
            zone,
            problems,
        );
        let (from, to) = (&original.matter, &mut member.matter);
        to.date = to.date.or(from.date);
        to.author = to.author.take().or_else(|| from.author.clone());
        to.tags = to.tags.take().or_else(|| from.tags.clone());
        to.kind = to.kind.or(from.kind);
        to.related = to.related.take().or_else(|| from.related.clone());
        to.featured = to.featured.or(from.featured);
        to.expires = to.expires.or(from.expires);
        to.unlisted = to.unlisted.or(from.unlisted);
        to.draft = to.draft.or(from.draft);
        pictures::inherit((&from.image, &original.folders), (&mut to.image, &mut member.folders));
        audio::inherit((&from.audio, &original.folders), (&mut to.audio, &mut member.folders));
    }
}

/// Finds the translations that are out of date.
fn compare(members: &mut [Member], zone: &TimeZone) {
    let Some((original, translations)) = members.split_first_mut() else { return };
    let original = &*original;
    // What cannot be read is not what has changed.
    if original.document.flawed.contains(&About::Block) {
        return;
    }
    let (text, kept) = (OnceCell::new(), OnceCell::new());
    for member in translations {
        let [from, to] = [original, &*member].map(|m| Side { document: &m.document, updated: m.matter.updated });
        let text = || &**text.get_or_init(|| original.document.text());
        let pieces = || &**kept.get_or_init(|| content::pieces(&original.document, text(), &original.matter));
        member.outdated = outdated::outdated(from, to, member.matter.translated.as_ref(), pieces, zone);
    }
}

/// A translation writes words; what else it repeats must be what the original says.
fn report_differences(original: &Member, member: &Member, problems: &mut Diagnostics) {
    let (from, to) = (&original.matter, &member.matter);
    let has_other_tags = |tags: &Vec<String>| !tags::are_same(tags, from.tags.as_deref().unwrap_or_default());
    let differs = [
        ("author", to.author.is_some() && to.author != from.author),
        ("tags", to.tags.as_ref().is_some_and(has_other_tags)),
        ("kind", to.kind.is_some() && to.kind != from.kind),
    ];
    for (key, _) in differs.into_iter().filter(|(_, differs)| *differs) {
        problems.push(
            Diagnostic::warning(
                Code::TranslationDiffers,
                format!("`{key}` is not what the original {} says", original.document.path),
            )
            .at(member.document.block().place_of(key))
            .hint(format!("remove `{key}` here: a translation inherits it")),
        );
    }
}
