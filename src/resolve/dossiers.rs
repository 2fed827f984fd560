//! Dossiers: an introduction in some languages, and the articles that its tags and its hand-made list name.

use super::language::language_of;
use super::pictures::{self, Folders};
use super::tags;
use super::taxonomies::{Filed, taxonomy};
use super::visibility::Visibility;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{Document, DocumentKind, DossierMatter, DossierOrder, Matching, StoryId};
use crate::input::media::MediaId;
use crate::input::slug;
use crate::language::locale::Locales;
use crate::language::{LanguageId, term_id};
use crate::resolve::slugs::Slugs;
use crate::site::{
    ArticleId, DossierText, Hidden, Label, NameSource, Placement, Story, StoryIndex, Taxonomy, WaitingText,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The dossiers of a site, both lists in the same order.
pub(super) struct Dossiers {
    pub taxonomy: Taxonomy,
    pub texts: Vec<Vec<Option<DossierText>>>,
    /// Those that are not public.
    pub drafts: Vec<Member>,
    /// Those that no page shows, for want of an article in their language.
    pub waiting: Vec<WaitingText>,
}

/// What is known of the site when its dossiers are resolved.
pub(super) struct Known<'a> {
    /// The public articles.
    pub placements: &'a [Arc<Placement>],
    /// Their terms.
    pub filed: &'a [Filed],
    /// The public stories.
    pub stories: &'a [Story],
    /// Index of a story by its id.
    pub story_index: &'a StoryIndex,
    /// What exists and is not public.
    pub hidden: &'a HashMap<StoryId, Hidden>,
    /// Those of which a file has mistakes.
    pub incomplete: &'a HashSet<StoryId>,
    /// The tags of the public articles.
    pub tags: &'a Taxonomy,
    /// The tags of all articles.
    pub known_tags: &'a BTreeSet<String>,
    /// What is public.
    pub visibility: &'a Visibility,
    /// The languages.
    pub locales: &'a Locales,
    /// How addresses are made.
    pub slugs: &'a Slugs,
    /// What pictures are found with.
    pub pictures: pictures::Known<'a>,
}

/// A dossier's file in one language.
pub(super) struct Member {
    pub document: Arc<Document>,
    pub matter: DossierMatter,
    pub language: LanguageId,
    pub folders: Folders,
}

/// The dossiers, and which of them each article is in.
pub(super) fn dossiers(
    documents: &[Arc<Document>],
    site: &Known,
    published: &mut BTreeSet<MediaId>,
    problems: &mut Diagnostics,
) -> (Dossiers, Vec<Vec<usize>>) {
    let Known { locales, slugs, visibility, .. } = *site;
    let mut groups = group(documents, locales, problems);
    for members in groups.values_mut() {
        inherit(members, locales, problems);
    }
    let mut dossiers = Dossiers {
        taxonomy: taxonomy(groups.keys().cloned()),
        texts: Vec::new(),
        drafts: Vec::new(),
        waiting: Vec::new(),
    };
    let mut of_articles = vec![Vec::new(); site.placements.len()];
    for (i, members) in groups.into_values().enumerate() {
        if let Some(original) = members.first() {
            report_mistakes(original, site, problems);
        }
        let mut listed = vec![Vec::new(); locales.ids().count()];
        let mut texts: Vec<Option<DossierText>> = locales.ids().map(|_| None).collect();
        let mut labels = vec![None; texts.len()];
        for member in members {
            let language = member.language.0;
            let is_public = !member.matter.draft.unwrap_or(false) || visibility.drafts;
            if is_public {
                listed[language] = chosen(&member.matter, member.language, site);
            }
            labels[language] = Some(label(&member, locales, slugs));
            // What no page shows must not have its pictures published either.
            if !listed[language].is_empty() {
                texts[language] = Some(text(member, site, published, problems));
            } else if !is_public {
                dossiers.drafts.push(member);
            } else {
                let waiting = WaitingText { dossier: i, language: member.language, document: member.document };
                dossiers.waiting.push(waiting);
            }
        }
        for id in listed.iter().flatten() {
            of_articles[id.0].push(i);
        }
        let term = &mut dossiers.taxonomy.terms[i];
        let nearest = |l: LanguageId| locales.fallbacks(l).into_iter().find_map(|l| labels[l.0].clone());
        let nameless = || Label {
            name: term.id.clone(),
            slug: crate::path::slugify(&term.id),
            description: None,
            source: NameSource::Elsewhere,
        };
        term.labels = locales.ids().map(|l| nearest(l).unwrap_or_else(nameless)).collect();
        term.articles = listed;
        dossiers.texts.push(texts);
    }
    (dossiers, of_articles)
}

fn group(documents: &[Arc<Document>], locales: &Locales, problems: &mut Diagnostics) -> BTreeMap<String, Vec<Member>> {
    let mut groups: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    for document in documents {
        let DocumentKind::Dossier(matter) = &document.kind else { continue };
        let matter = DossierMatter::clone(matter);
        let block = document.block();
        if let Some(key) = block.first_key(["date", "author", "authors"]) {
            problems.push(
                Diagnostic::error(Code::BadValue, "what lies below content/dossiers/ is a dossier, not an article")
                    .at(block.place_of(key))
                    .hint("move the article into the folder of its section")
                    .hint(format!("a dossier has no `{key}`: remove the key if this is one")),
            );
        }
        let Some(language) = language_of(document, matter.language.as_deref(), locales, problems) else { continue };
        let id = document.name.story.0.trim_start_matches("dossiers/").to_owned();
        let members = groups.entry(id.clone()).or_default();
        if let Some(other) = members.iter().find(|m| m.language == language) {
            let tag = &locales.get(language).tag;
            let message = format!("{} is already the dossier `{id}` in `{tag}`", other.document.path);
            problems.push(
                Diagnostic::error(Code::DuplicateArticle, message)
                    .at(document.block().place_of("title"))
                    .hint("remove one of the two files"),
            );
            continue;
        }
        // The title of a draft may be still to come, as long as there is a line for it.
        let waits = matter.draft == Some(true) && block.has_key("title");
        let has_title = matter.title.as_ref().is_some_and(|title| !title.trim().is_empty());
        if !has_title && !waits && !document.is_flawed("title") {
            problems.push(
                Diagnostic::error(Code::MissingKey, "the dossier has no `title`")
                    .at(document.block().place_of("title"))
                    .hint("add `title: …` to the front matter"),
            );
        }
        let texts = matter.tags.as_deref().unwrap_or_default();
        tags::report(document, texts, &tags::read(texts).refused, problems);
        let folders = Folders::of(document);
        members.push(Member { document: Arc::clone(document), matter, language, folders });
    }
    groups
}

/// Puts the original first and gives the translations what they leave out.
fn inherit(members: &mut [Member], locales: &Locales, problems: &mut Diagnostics) {
    members.sort_by_key(|m| m.language);
    if let Some((tag, member)) = members.iter().find_map(|m| m.matter.original.as_ref().map(|tag| (tag, m))) {
        match locales.find(tag).and_then(|language| members.iter().position(|m| m.language == language)) {
            Some(position) => members[..=position].rotate_right(1),
            None => problems.push(
                Diagnostic::error(Code::UnknownLanguage, format!("there is no file of this dossier in `{tag}`"))
                    .at(member.document.block().place_of("original"))
                    .hint("name the language of one of the dossier's files"),
            ),
        }
    }
    let Some((original, translations)) = members.split_first_mut() else { return };
    for Member { matter, folders, .. } in translations {
        let from = &original.matter;
        matter.tags = matter.tags.take().or_else(|| from.tags.clone());
        matter.articles = matter.articles.take().or_else(|| from.articles.clone());
        matter.matching = matter.matching.or(from.matching);
        matter.order = matter.order.or(from.order);
        matter.draft = matter.draft.or(from.draft);
        pictures::inherit((&from.image, &original.folders), (&mut matter.image, folders));
    }
}

fn report_mistakes(original: &Member, site: &Known, problems: &mut Diagnostics) {
    let (matter, block) = (&original.matter, original.document.block());
    let is_flawed = |key| original.document.is_flawed(key);
    let (tags, articles) = (matter.tags.iter().flatten(), matter.articles.iter().flatten());
    // A draft may say so later, as long as there is a line for it.
    let waits = matter.draft == Some(true) && (matter.tags.is_some() || matter.articles.is_some());
    if !waits
        && tags.clone().next().is_none()
        && articles.clone().next().is_none()
        && !is_flawed("tags")
        && !is_flawed("articles")
    {
        problems.push(
            Diagnostic::error(Code::MissingKey, "the dossier says of no article that it belongs to it")
                .at(block.place_of("tags"))
                .hint("add `tags: [iran, trade]`, or `articles:` with a list of story ids, or both"),
        );
    }
    for (index, tag) in tags.enumerate() {
        let Some(id) = term_id(tag).ok().filter(|id| !site.known_tags.contains(&**id)) else { continue };
        problems.push(
            Diagnostic::warning(Code::UnknownTag, format!("no article has the tag `{tag}`"))
                .at(block.place_of(KeyPath::from("tags").item(index)))
                .did_you_mean(&id, site.known_tags.iter().map(String::as_str))
                .hint("write the tag as articles have it under `tags`; `dateline tags` lists them"),
        );
    }
    for (i, written) in articles.enumerate() {
        let id = StoryId::read(written);
        if !site.story_index.contains_key(&id) && !site.hidden.contains_key(&id) && !site.incomplete.contains(&id) {
            problems.push(
                Diagnostic::error(Code::UnknownStory, format!("there is no story `{written}`"))
                    .at(block.place_of(KeyPath::from("articles").item(i)))
                    .did_you_mean(&id.0, site.story_index.keys().map(|k| &*k.0))
                    .hint("a story's id is its path below content/ without language and extension"),
            );
        }
    }
}

/// The articles of a dossier in a language: those of the list, then those that the tags find.
fn chosen(matter: &DossierMatter, language: LanguageId, site: &Known) -> Vec<ArticleId> {
    let of_story =
        |written: &String| site.stories[*site.story_index.get(&StoryId::read(written))?].articles[language.0];
    let mut seen = HashSet::new();
    let by_hand = matter.articles.iter().flatten().filter_map(of_story);
    let mut chosen: Vec<ArticleId> =
        by_hand.filter(|id| site.placements[id.0].is_listed() && seen.insert(*id)).collect();

    let wanted: BTreeSet<String> = tags::ids(matter.tags.as_deref().unwrap_or_default()).into_iter().collect();
    let tags: Vec<usize> = wanted.iter().filter_map(|id| site.tags.index.get(id).copied()).collect();
    let with = |tag: &usize| site.tags.terms[*tag].articles[language.0].iter().copied();
    // Ids are in the order of dates: a set that is sorted has the newest first.
    let tagged: BTreeSet<ArticleId> = match (matter.matching.unwrap_or_default(), tags.first()) {
        (Matching::All, Some(first)) => {
            let has_all = |id: &ArticleId| {
                tags.len() == wanted.len() && tags.iter().all(|tag| site.filed[id.0].tags.binary_search(tag).is_ok())
            };
            with(first).filter(has_all).collect()
        }
        _ => tags.iter().flat_map(with).collect(),
    };
    let mut tagged: Vec<ArticleId> = tagged.into_iter().filter(|id| seen.insert(*id)).collect();
    if matter.order.unwrap_or_default() == DossierOrder::Oldest {
        tagged.reverse();
    }
    chosen.append(&mut tagged);
    chosen
}

fn label(member: &Member, locales: &Locales, slugs: &Slugs) -> Label {
    let Member { document, matter, language, .. } = member;
    let typography = locales.typography(*language, matter.typography);
    let set = |text: &String| typography.set(text).into_owned();
    let stem = document.name.story.stem();
    let slug = slug::written(matter.slug.as_deref()).unwrap_or_else(|| slugs.of(*language, stem));
    let name = matter.title.as_ref().map_or_else(|| stem.to_owned(), set);
    Label { name, slug, description: matter.summary.as_ref().map(set), source: NameSource::File }
}

fn text(member: Member, site: &Known, published: &mut BTreeSet<MediaId>, problems: &mut Diagnostics) -> DossierText {
    let Member { document, matter, language, folders } = member;
    // A tag that only unlisted articles have is named on their pages alone.
    let is_listed = |tag: &usize| !site.tags.terms[*tag].articles[language.0].is_empty();
    let tags = tags::ids(matter.tags.as_deref().unwrap_or_default());
    let tags = tags.iter().filter_map(|id| site.tags.index.get(id).copied()).filter(is_listed).collect();
    let asked = pictures::Asked { document: &document, matter: matter.image.as_ref(), folders: &folders, language };
    let pictures::Found { mut image, social: social_image, ends: picture_ends } =
        pictures::find(asked, site.pictures, published, problems);
    let typography = site.locales.typography(language, matter.typography);
    let set = |text: &mut String| *text = typography.set(text).into_owned();
    if let Some(image) = &mut image {
        [&mut image.caption, &mut image.credit].into_iter().flatten().for_each(set);
    }
    DossierText {
        language,
        summary: matter.summary.map(|text| typography.set(&text).into_owned()),
        image,
        social_image,
        picture_ends,
        tags,
        draft: matter.draft.unwrap_or(false),
        typography: matter.typography,
        extra: matter.extra,
        document,
    }
}
