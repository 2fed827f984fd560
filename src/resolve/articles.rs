//! Members of stories to articles: what is required, what is public, where it is written.

use super::stories::{Member, folder, story_id};
use super::{Visibility, outdated, pictures};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::input::config::Config;
use crate::input::content::{Related, StoryId, WebLink};
use crate::input::media::{MediaId, MediaLibrary};
use crate::language::locale::Locales;
use crate::language::{LanguageId, WrittenDate};
use crate::path::{OutputPath, is_full_address, is_safe_address};
use crate::resolve::slugs::Slugs;
use crate::site::address::article_path;
use crate::site::{Article, ArticleId, Hidden, Image, Pinned, Taxonomy};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A public article with the ids that later steps turn into indices.
pub(super) struct Candidate {
    pub article: Box<Article>,
    pub story: StoryId,
    pub section: Option<String>,
    pub authors: Vec<String>,
    /// Whether this file, and not the original, names the authors.
    pub names_authors: bool,
    pub tags: Vec<String>,
    pub related: Vec<Related>,
    /// The language that the story was first written in.
    pub original: LanguageId,
}

/// The public articles, and what is known of the others.
pub(super) struct Resolved {
    pub articles: Vec<Candidate>,
    pub hidden: HashMap<StoryId, Hidden>,
    /// What is not public, and why.
    pub hidden_members: Vec<(Member, Hidden)>,
    /// Stories of which a file says too little to be an article.
    pub incomplete: HashSet<StoryId>,
    /// Ids that files would have by their paths, where `translation` gives them another.
    pub aliases_of_story: Vec<(StoryId, StoryId)>,
}

/// What is known when stories become articles.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub config: &'a Config,
    pub locales: &'a Locales,
    pub visibility: &'a Visibility,
    pub slugs: &'a Slugs,
    pub media: &'a MediaLibrary,
}

/// Resolves the members of stories. Each story is resolved for itself: `published`, the files that its articles show, and
/// the problems are those of its members.
pub(super) fn resolve(
    members: Vec<Member>,
    known: Known,
    published: &mut BTreeSet<MediaId>,
    problems: &mut Diagnostics,
) -> Resolved {
    let Known { config, locales, visibility, slugs, media } = known;
    let mut resolved = Resolved {
        articles: Vec::with_capacity(members.len()),
        hidden: HashMap::new(),
        hidden_members: Vec::new(),
        incomplete: HashSet::new(),
        aliases_of_story: Vec::new(),
    };
    for member in members {
        if member.document.name.story != member.story {
            resolved.aliases_of_story.push((member.document.name.story.clone(), member.story.clone()));
        }
        let is_page = member.story.section().is_none();
        let matter = &member.matter;
        let block = member.document.block();
        let zone = &config.time_zone;
        let moment = |date: Option<WrittenDate>| date.and_then(|d| d.in_zone(zone));
        let (date, expires) = (moment(matter.date), moment(matter.expires));
        let updated = moment(matter.updated).filter(|at| visibility.has_come(*at));
        let has_title = matter.title.as_ref().is_some_and(|t| !t.trim().is_empty());
        if !has_title && !member.document.is_flawed("title") {
            problems.push(
                Diagnostic::error(Code::MissingKey, "the article has no `title`")
                    .at(block.place_of("title"))
                    .hint("add `title: …` to the front matter"),
            );
        }
        if date.is_none() && !is_page && !member.document.is_flawed("date") {
            problems.push(
                Diagnostic::error(Code::MissingKey, "the article has no `date`")
                    .at(block.place_of("date"))
                    .hint("add `date: 2025-01-20` (or write the original, from which a translation inherits it)"),
            );
        }
        let hidden = visibility.hides(matter.draft, date, expires);
        if let Some(outdated) = &member.outdated
            && hidden != Some(Hidden::Expired)
        {
            problems.push(outdated::report(&member.document, outdated));
        }
        if let Some(state) = hidden {
            resolved.hidden.insert(member.story.clone(), state);
            resolved.hidden_members.push((member, state));
            continue;
        }
        if !has_title || (date.is_none() && !is_page) {
            resolved.incomplete.insert(member.story);
            continue;
        }
        if let Some(canonical) = &matter.canonical
            && !is_full_address(canonical)
        {
            problems.push(
                Diagnostic::error(Code::BadValue, format!("`canonical` is no full address: `{canonical}`"))
                    .at(block.place_in("canonical", canonical))
                    .hint("it begins with https:// and has no spaces or quotation marks; encode those"),
            );
        }
        let found =
            pictures::find(&member.document, matter.image.as_ref(), &member.folders, (media, published), problems);
        media.add_mentioned(folder(&member.document.path), &member.document.text, published);
        let mut candidate = article(member, found, date, updated, expires, config, slugs);
        // A correction that is dated ahead waits for its day, as an article does.
        candidate.article.corrections.retain(|(at, _)| visibility.has_come(*at));
        problems.extend(unpinned(&candidate.article));
        resolved.articles.push(candidate);
    }
    resolved.articles.par_iter_mut().for_each(|candidate| typeset(&mut candidate.article, locales));
    resolved
}

fn article(
    member: Member,
    (image, social_image): (Option<Image>, Option<MediaId>),
    date: Option<crate::language::Moment>,
    updated: Option<crate::language::Moment>,
    expires: Option<crate::language::Moment>,
    config: &Config,
    slugs: &Slugs,
) -> Candidate {
    let Member { document, story, language, matter, original, outdated, .. } = member;
    let corrections =
        matter.corrections.iter().filter_map(|c| Some((c.date.in_zone(&config.time_zone)?, c.text.clone()))).collect();
    let title = matter.title.unwrap_or_default();
    let (slug, slug_origin) = slugs.of_article(language, matter.slug.as_deref(), &title, document.name.story.stem());
    let names_authors = document.block().yaml.contains("author");
    Candidate {
        section: story.section().map(str::to_owned),
        story,
        authors: unique(matter.author.unwrap_or_default()),
        names_authors,
        tags: unique(matter.tags.unwrap_or_default()),
        related: matter.related.unwrap_or_default(),
        original,
        article: Box::new(Article {
            id: ArticleId(0),
            story: 0,
            language,
            document,
            title,
            summary: matter.summary,
            section: None,
            authors: Vec::new(),
            tags: Vec::new(),
            dossiers: Vec::new(),
            date,
            updated,
            expires,
            image,
            social_image,
            pullquote: matter.pullquote,
            kind: matter.kind,
            dateline: matter.dateline,
            corrections,
            aliases: matter.aliases,
            canonical: matter.canonical,
            featured: matter.featured.unwrap_or(false),
            draft: matter.draft,
            unlisted: matter.unlisted.unwrap_or(false),
            recorded: matter.translated.is_some(),
            outdated,
            pinned: Vec::new(),
            extra: matter.extra,
            typography: matter.typography,
            slug,
            slug_origin,
            path: placeholder(),
        }),
    }
}

/// Sets the words of the front matter that readers see as text. Descriptions of pictures are attributes, and stay.
fn typeset(article: &mut Article, locales: &Locales) {
    let typography = locales.typography(article.language, article.typography);
    if typography.is_none() {
        return;
    }
    let set = |text: &mut String| {
        if let Cow::Owned(new) = typography.set(text) {
            *text = new;
        }
    };
    set(&mut article.title);
    let Article { summary, pullquote, dateline, image, corrections, .. } = article;
    let (caption, credit) = image.as_mut().map(|i| (&mut i.caption, &mut i.credit)).unzip();
    [Some(summary), Some(pullquote), Some(dateline), caption, credit].into_iter().flatten().flatten().for_each(set);
    corrections.iter_mut().for_each(|(_, text)| set(text));
}

/// A published address that an editor could change without knowing.
fn unpinned(article: &Article) -> Option<Diagnostic> {
    let source = article.slug_origin.in_words().filter(|_| !article.draft && !article.slug.is_empty())?;
    let message = format!("the address `{}` would change with {source}", article.slug);
    let problem = Diagnostic::warning(Code::UnpinnedSlug, message).at(article.document.block().place_of("title"));
    Some(problem.hint("run `dateline slugs --write`: it writes the slug into the front matter"))
}

/// Stands in for the address until the sections are named.
fn placeholder() -> OutputPath {
    OutputPath::page("/").unwrap_or_else(|| unreachable!("the root is a page"))
}

fn unique(ids: Vec<String>) -> Vec<String> {
    let mut unique = Vec::with_capacity(ids.len());
    for id in ids {
        if !unique.contains(&id) {
            unique.push(id);
        }
    }
    unique
}

/// Turns pinned ids into stories.
pub(super) fn pin(
    articles: &mut [Candidate],
    locales: &Locales,
    stories: &HashMap<StoryId, usize>,
    hidden: &HashMap<StoryId, Hidden>,
    problems: &mut Diagnostics,
) {
    for candidate in articles {
        for related in std::mem::take(&mut candidate.related) {
            let block = candidate.article.document.block();
            match related {
                Related::External(link) if !is_safe_address(&link.url) => {
                    let message = format!("the link `{}` has an address that could run code", link.url);
                    problems.push(
                        Diagnostic::error(Code::UnsafeLink, message)
                            .at(block.place_in("related", &link.url))
                            .hint("use an address that begins with https://"),
                    );
                }
                Related::External(link) => {
                    let article = &mut candidate.article;
                    let title = locales.typography(article.language, article.typography).set(&link.title).into_owned();
                    article.pinned.push(Pinned::External(WebLink { title, ..link }));
                }
                Related::Story(text) => {
                    let id = story_id(&text);
                    match stories.get(&id) {
                        Some(story) if *story == candidate.article.story => {}
                        Some(story) => candidate.article.pinned.push(Pinned::Story(*story)),
                        // A story that is not public yet may be pinned: it shows when it is.
                        None if hidden.contains_key(&id) => {}
                        None if !block.yaml.contains(text.as_str()) => {}
                        None => {
                            let near = nearest(&id.0, stories.keys().map(|k| k.0.as_str())).map(str::to_owned);
                            problems.push(
                                Diagnostic::error(Code::UnknownStory, format!("there is no story `{text}`"))
                                    .at(block.place_in("related", &text))
                                    .hint(match near {
                                        Some(near) => format!("did you mean `{near}`?"),
                                        None => {
                                            "a story's id is its path below content/ without language and extension"
                                                .to_owned()
                                        }
                                    }),
                            );
                        }
                    }
                }
            }
        }
    }
}

/// Gives every article its address.
pub(super) fn address(
    articles: &mut [Candidate],
    sections: &Taxonomy,
    config: &Config,
    locales: &Locales,
    problems: &mut Diagnostics,
) {
    for Candidate { article, story, .. } in articles {
        match article_path(config, sections, locales, article, article.language) {
            Some(path) => article.path = path,
            None => problems.push(
                Diagnostic::error(Code::BadValue, format!("`{story}` gives no address"))
                    .at(article.document.block().place_of("slug"))
                    .hint("add `slug: …` with letters or digits"),
            ),
        }
    }
}
