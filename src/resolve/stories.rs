//! Documents to stories: which language each is in, which belong together, what a translation inherits.

use super::outdated::{self, Side};
use super::pictures::{self, Folders};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::content::{self, Document, DocumentKind, FrontMatter, StoryId};
use crate::language::LanguageId;
use crate::language::locale::Locales;
use crate::site::{Groups, Outdated};
use jiff::tz::TimeZone;
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// A document that knows its place.
pub(super) struct Member {
    pub document: Arc<Document>,
    pub story: StoryId,
    pub language: LanguageId,
    /// The front matter with what a translation inherits.
    pub matter: Box<FrontMatter>,
    /// Where the files of the lead picture are.
    pub folders: Folders,
    /// The language that the story was first written in.
    pub original: LanguageId,
    /// What it lacks, if it is a translation that is out of date.
    pub outdated: Option<Outdated>,
}

/// Groups documents by story; within a story the original comes first. Stories of which a file could not be taken are
/// added to `incomplete`.
pub(super) fn group(
    documents: Vec<Arc<Document>>,
    locales: &Locales,
    zone: &TimeZone,
    incomplete: &mut HashSet<StoryId>,
    problems: &mut Diagnostics,
) -> Vec<Member> {
    let mut stories: BTreeMap<StoryId, Vec<Member>> = BTreeMap::new();
    for mut document in documents {
        // Where nobody else keeps the document, there is no need of a copy.
        let matter = match Arc::get_mut(&mut document).map(|document| &mut document.kind) {
            Some(DocumentKind::Article(matter)) => std::mem::take(matter),
            _ => match &document.kind {
                DocumentKind::Article(matter) => matter.clone(),
                _ => continue,
            },
        };
        let story = story_of(&document, &matter);
        let Some(language) = language_of(&document, matter.language.as_deref(), locales, problems) else {
            incomplete.insert(story);
            continue;
        };
        if document.name.story.0 == "index" {
            incomplete.insert(story);
            problems.push(
                Diagnostic::error(
                    Code::RouteConflict,
                    "the home page is made of the articles and has no file of its own",
                )
                .at(Place::file(&document.path))
                .hint("give the file another name, about.md; the home page is the template home.html"),
            );
            continue;
        }
        let folders = Folders::of(&document);
        let members = stories.entry(story.clone()).or_default();
        if let Some(other) = members.iter().find(|m| m.language == language) {
            let tag = &locales.get(language).tag;
            problems.push(
                Diagnostic::error(
                    Code::DuplicateArticle,
                    format!("{} is already `{story}` in `{tag}`", other.document.path),
                )
                .at(document.block().place_of("translation"))
                .hint("remove one of the two files, or give one of them another name"),
            );
            incomplete.insert(story);
            continue;
        }
        members.push(Member { document, story, language, matter, folders, original: language, outdated: None });
    }
    for (id, members) in &mut stories {
        if let Some(named) = members.first().and_then(|m| m.matter.translation.clone())
            && members.iter().all(|m| m.matter.translation.is_some())
        {
            problems.push(
                Diagnostic::warning(Code::UnknownStory, format!("there is no story `{named}` to be a translation of"))
                    .at(members[0].document.block().place_of("translation"))
                    .hint("`translation` names the original's path below content/ without language and extension"),
            );
        }
        inherit(id, members, locales, problems);
    }
    stories.par_iter_mut().for_each(|(_, members)| compare(members, zone));
    let mut members = Vec::with_capacity(stories.values().map(Vec::len).sum());
    members.extend(stories.into_values().flatten());
    members
}

/// The sections and tags of all documents, public or not.
pub(super) fn groups(members: &[Member]) -> Groups {
    let tags = members.iter().flat_map(|member| member.matter.tags.iter().flatten().cloned());
    let sections = members.iter().filter_map(|member| member.story.section().map(str::to_owned));
    Groups { sections: sections.collect(), tags: tags.collect() }
}

/// The story that an article's file belongs to.
pub(super) fn story_of(document: &Document, matter: &FrontMatter) -> StoryId {
    matter.translation.as_ref().map_or_else(|| document.name.story.clone(), |id| story_id(id))
}

/// Reads an id as a writer may give it: with or without extension and index.
pub(super) fn story_id(text: &str) -> StoryId {
    content::SourceName::parse(text.trim_start_matches('/'), |_| false).story
}

/// The folder of a document below `content/`.
pub(super) fn folder(path: &str) -> &str {
    let below = path.strip_prefix("content/").unwrap_or(path);
    below.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The language of a document: from its file name, its `language` key, or the site's own.
pub(super) fn language_of(
    document: &Document,
    key: Option<&str>,
    locales: &Locales,
    problems: &mut Diagnostics,
) -> Option<LanguageId> {
    let known: Vec<&str> = locales.ids().map(|id| locales.get(id).tag.as_str()).collect();
    let mut unknown = |tag: &str, place| {
        problems.push(
            Diagnostic::error(Code::UnknownLanguage, format!("`{tag}` is not a language of this site"))
                .at(place)
                .did_you_mean(tag, known.iter().copied())
                .hint(format!("the site has {}; add others to `languages` in site.yaml", known.join(", "))),
        );
    };
    let of_key = match key {
        Some(tag) => match locales.find(tag) {
            Some(language) => Some(language),
            None => {
                unknown(tag, document.block().place_in("language", tag));
                return None;
            }
        },
        None => None,
    };
    let of_name = match &document.name.language {
        Some(tag) => match locales.find(tag) {
            Some(language) => Some(language),
            None => {
                unknown(tag, Place::file(&document.path));
                return None;
            }
        },
        None => None,
    };
    if let (Some(key), Some(name)) = (of_key, of_name)
        && key != name
    {
        let (key, name) = (&locales.get(key).tag, &locales.get(name).tag);
        problems.push(
            Diagnostic::error(
                Code::LanguageMismatch,
                format!("the file's name says `{name}`, its `language` says `{key}`"),
            )
            .at(document.block().place_of("language"))
            .hint("rename the file, or remove the key: the name is enough"),
        );
        return None;
    }
    of_name.or(of_key).or_else(|| locales.ids().next())
}

/// Puts the original first and gives the translations what they leave out.
fn inherit(id: &StoryId, members: &mut [Member], locales: &Locales, problems: &mut Diagnostics) {
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
        report_differences(original, member, problems);
        let (from, to) = (&original.matter, &mut member.matter);
        to.date = to.date.or(from.date);
        to.author = to.author.take().or_else(|| from.author.clone());
        to.tags = to.tags.take().or_else(|| from.tags.clone());
        to.kind = to.kind.or(from.kind);
        to.related = to.related.take().or_else(|| from.related.clone());
        to.featured = to.featured.or(from.featured);
        to.expires = to.expires.or(from.expires);
        to.unlisted = to.unlisted.or(from.unlisted);
        pictures::inherit((&from.image, &original.folders), (&mut to.image, &mut member.folders));
    }
}

/// Finds the translations that are out of date.
fn compare(members: &mut [Member], zone: &TimeZone) {
    let Some((original, translations)) = members.split_first_mut() else { return };
    let original = &*original;
    let kept = OnceCell::new();
    for member in translations {
        let [from, to] = [original, &*member].map(|m| Side { document: &m.document, updated: m.matter.updated });
        let pieces = || &**kept.get_or_init(|| content::pieces(&original.document, &original.matter));
        member.outdated = outdated::outdated(from, to, member.matter.translated.as_ref(), pieces, zone);
    }
}

/// A translation writes words; what else it repeats must be what the original says.
fn report_differences(original: &Member, member: &Member, problems: &mut Diagnostics) {
    let (from, to) = (&original.matter, &member.matter);
    let sorted = |tags: &Option<Vec<String>>| {
        tags.clone().map(|mut tags| {
            tags.sort_unstable();
            tags
        })
    };
    let differs = [
        ("date", to.date.is_some() && to.date != from.date),
        ("author", to.author.is_some() && to.author != from.author),
        ("tags", to.tags.is_some() && sorted(&to.tags) != sorted(&from.tags)),
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
