//! Resolve: from documents to the site. Languages, stories, taxonomies, addresses, files, related articles.

mod articles;
mod authors;
mod concealed;
mod dossiers;
mod hosting;
pub mod outdated;
mod pictures;
mod publisher;
mod revise;
pub mod slugs;
mod stories;
mod taxonomies;

pub use revise::Revision;

use crate::diagnostic::Diagnostics;
use crate::input::config::Config;
use crate::input::content::{Document, DocumentKind, StoryId};
use crate::input::media::MediaLibrary;
use crate::input::statics::StaticFiles;
use crate::language::Moment;
use crate::language::locale::Locales;
use crate::resolve::slugs::Slugs;
use crate::site::related::{Entry, Index};
use crate::site::{Article, ArticleId, CorrectionId, Hidden, Site, Story};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// Which articles are public.
#[derive(Debug, Clone, Copy)]
pub struct Visibility {
    /// Drafts are shown too.
    pub drafts: bool,
    /// Articles of the future are shown too.
    pub future: bool,
    /// The moment that counts as now.
    pub now: Moment,
}

/// All that a site is made of.
pub struct Parts {
    /// `site.yaml`.
    pub config: Arc<Config>,
    /// The languages.
    pub locales: Arc<Locales>,
    /// The parsed files of `content/`.
    pub documents: Vec<Arc<Document>>,
    /// The other files of `content/`.
    pub media: Arc<MediaLibrary>,
    /// `static/` of the site and its themes.
    pub statics: Arc<StaticFiles>,
    /// What is public.
    pub visibility: Visibility,
}

/// A site that has been resolved, with what it takes to resolve it again when a part of it changes.
#[derive(Clone)]
pub struct Resolved {
    /// The site.
    pub site: Arc<Site>,
    visibility: Visibility,
    slugs: Rc<Slugs>,
    /// Ids of the authors that have a file.
    authors: Rc<BTreeSet<String>>,
    /// Stories of which a file is in none of the articles.
    incomplete: Rc<HashSet<StoryId>>,
    /// Problems that the files of a story have by themselves.
    of_stories: Diagnostics,
    /// Problems of the publisher's pages and files.
    of_publisher: Diagnostics,
    /// All others.
    of_site: Diagnostics,
}

impl Resolved {
    /// What was found while the site was resolved.
    pub fn problems(&self) -> Diagnostics {
        let parts = [&self.of_stories, &self.of_publisher, &self.of_site];
        Diagnostics(parts.into_iter().flat_map(|part| part.0.iter().cloned()).collect())
    }
}

/// Resolves a site. It is complete as far as its parts allow, also where there are problems, so that the rest can be
/// checked in the same run.
pub fn resolve(parts: Parts) -> Resolved {
    let Parts { config, locales, documents, media, statics, visibility } = parts;
    let (mut of_stories, mut problems) = (Diagnostics::default(), Diagnostics::default());
    let mut published = BTreeSet::new();
    let slugs = Slugs::load(&config, &mut problems);

    let (authors, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|d| matches!(d.kind, DocumentKind::Author(_)));
    let (dossiers, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|d| matches!(d.kind, DocumentKind::Dossier(_)));
    let mut incomplete = HashSet::new();
    let members = stories::group(documents, &locales, &config.time_zone, &mut incomplete, &mut of_stories);
    let groups = stories::groups(&members);
    let profiles = authors::profiles(authors, &locales, &config.time_zone, &media, &mut problems);
    let authors: BTreeSet<String> = profiles.keys().cloned().collect();
    let known =
        articles::Known { config: &config, locales: &locales, visibility: &visibility, slugs: &slugs, media: &media };
    let articles::Resolved { mut articles, hidden, hidden_members, incomplete: too_short, aliases_of_story } =
        articles::resolve(members, known, &mut published, &mut of_stories);
    incomplete.extend(too_short);
    taxonomies::report_unknown_authors(&articles, &authors, &mut of_stories);

    articles.sort_by(|a, b| {
        newest_first(&a.article, &b.article)
            .then_with(|| a.story.cmp(&b.story))
            .then(a.article.language.cmp(&b.article.language))
    });
    let mut stories: Vec<Story> = Vec::new();
    let mut story_index: HashMap<StoryId, usize> = HashMap::new();
    for (i, candidate) in articles.iter_mut().enumerate() {
        let story = *story_index.entry(candidate.story.clone()).or_insert_with(|| {
            stories.push(Story {
                id: candidate.story.clone(),
                original: candidate.original,
                articles: vec![None; locales.ids().count()],
            });
            stories.len() - 1
        });
        stories[story].articles[candidate.article.language.0] = Some(ArticleId(i));
        candidate.article.id = ArticleId(i);
        candidate.article.story = story;
    }
    for (alias, id) in aliases_of_story {
        if let Some(story) = story_index.get(&id).copied() {
            story_index.entry(alias).or_insert(story);
        }
    }
    let mut taxonomies = taxonomies::build(&mut articles, &profiles, &config, &locales, &slugs, &mut problems);
    articles::pin(&mut articles, &locales, &story_index, &hidden, &mut of_stories);
    articles::address(&mut articles, &taxonomies.sections, &config, &locales, &mut of_stories);
    let known = dossiers::Known {
        stories: &stories,
        story_index: &story_index,
        hidden: &hidden,
        tags: &taxonomies.tags,
        known_tags: &groups.tags,
        visibility: &visibility,
        locales: &locales,
        slugs: &slugs,
        media: &media,
    };
    let mut dossiers = dossiers::resolve(dossiers, &mut articles, &known, &mut published, &mut problems);
    let articles: Vec<Arc<Article>> = articles.into_iter().map(|candidate| Arc::from(candidate.article)).collect();
    taxonomies::address(&mut taxonomies, &mut dossiers.taxonomy, &config, &locales);
    let (profiles, notes) =
        taxonomies::profiles_in_order(&taxonomies.authors, profiles, &mut published, locales.ids().count());

    let mut latest = vec![Vec::new(); locales.ids().count()];
    let mut pages = vec![Vec::new(); locales.ids().count()];
    for article in articles.iter().filter(|article| !article.unlisted) {
        let lists = if article.section.is_some() { &mut latest } else { &mut pages };
        lists[article.language.0].push(article.id);
    }
    for (language, pages) in locales.ids().zip(&mut pages) {
        let order = |id: &ArticleId| {
            let story = &stories[articles[id.0].story].id.0;
            config.pages.iter().position(|p| p == story).unwrap_or(usize::MAX)
        };
        let formats = &locales.get(language).formats;
        pages.sort_by(|a, b| {
            order(a).cmp(&order(b)).then_with(|| formats.compare(&articles[a.0].title, &articles[b.0].title))
        });
    }
    let known = publisher::Known {
        statics: &statics,
        articles: &articles,
        stories: &stories,
        story_index: &story_index,
        hidden: &hidden,
    };
    let known_of_concealed = concealed::Known {
        config: &config,
        locales: &locales,
        slugs: &slugs,
        taxonomies: &taxonomies,
        media: &media,
        published: &published,
    };
    let concealed_articles =
        hidden_members.iter().map(|(member, why)| concealed::article(member, *why, &known_of_concealed));
    let concealed_dossiers = dossiers.drafts.iter().map(|member| concealed::dossier(member, &known_of_concealed));
    let unlisted = articles.iter().filter(|article| article.unlisted);
    let concealed_unlisted = unlisted.map(|article| concealed::unlisted(article, &stories[article.story].id));
    let concealed: Vec<_> = concealed_articles.chain(concealed_dossiers).chain(concealed_unlisted).collect();
    let mut of_publisher = Diagnostics::default();
    let publisher = publisher::resolve(&config, &known, &mut of_publisher);
    hosting::security(&config, visibility.now, &mut problems);
    let corrections = corrections(&articles, locales.ids().count());
    let related = Index::new(
        locales.ids().count(),
        taxonomies.tags.terms.len(),
        articles.iter().filter_map(|article| related_entry(article)).collect(),
    );
    let taxonomies::Taxonomies { sections, tags, authors: authors_taxonomy } = taxonomies;
    let site = Site {
        config,
        now: visibility.now,
        locales,
        articles,
        stories: Arc::new(stories),
        story_index: Arc::new(story_index),
        hidden: Arc::new(hidden),
        groups: Arc::new(groups),
        concealed: Arc::new(concealed),
        latest: Arc::new(latest),
        pages: Arc::new(pages),
        sections: Arc::new(sections),
        tags: Arc::new(tags),
        authors: Arc::new(authors_taxonomy),
        profiles: Arc::new(profiles),
        notes: Arc::new(notes),
        dossiers: Arc::new(dossiers.taxonomy),
        dossier_texts: Arc::new(dossiers.texts),
        waiting_dossiers: Arc::new(dossiers.waiting),
        corrections: Arc::new(corrections),
        publisher: Arc::new(publisher),
        media,
        published: Arc::new(published),
        statics,
        related: Arc::new(related),
    };
    Resolved {
        site: Arc::new(site),
        visibility,
        slugs: Rc::new(slugs),
        authors: Rc::new(authors),
        incomplete: Rc::new(incomplete),
        of_stories,
        of_publisher,
        of_site: problems,
    }
}

/// The corrections of articles by language, the newest first.
fn corrections(articles: &[Arc<Article>], languages: usize) -> Vec<Vec<CorrectionId>> {
    let mut by_language = vec![Vec::new(); languages];
    for article in articles.iter().filter(|article| article.section.is_some() && !article.unlisted) {
        let of_article = (0..article.corrections.len()).map(|index| CorrectionId { article: article.id, index });
        by_language[article.language.0].extend(of_article);
    }
    let at = |c: &CorrectionId| articles[c.article.0].corrections[c.index].0.timestamp;
    by_language.iter_mut().for_each(|list| list.sort_by_key(|c| (std::cmp::Reverse(at(c)), c.article, c.index)));
    by_language
}

fn newest_first(a: &Article, b: &Article) -> std::cmp::Ordering {
    let at = |article: &Article| article.date.map(|d| d.timestamp);
    at(b).cmp(&at(a))
}

fn related_entry(article: &Article) -> Option<Entry> {
    let date = article.date.filter(|_| article.section.is_some() && !article.unlisted)?;
    Some(Entry {
        article: article.id,
        language: article.language,
        story: article.story,
        tags: article.tags.clone(),
        day: date.timestamp.as_second() as f64 / 86_400.0,
    })
}

impl Visibility {
    /// Whether what bears a moment may be shown.
    pub fn has_come(&self, at: Moment) -> bool {
        self.future || at.timestamp <= self.now.timestamp
    }

    /// Why an article with these marks is not public, if it is not.
    pub fn hides(&self, draft: bool, date: Option<Moment>, expires: Option<Moment>) -> Option<Hidden> {
        if draft && !self.drafts {
            Some(Hidden::Draft)
        } else if date.is_some_and(|d| d.timestamp > self.now.timestamp) && !self.future {
            Some(Hidden::Embargo)
        } else if expires.is_some_and(|e| e.timestamp <= self.now.timestamp) {
            Some(Hidden::Expired)
        } else {
            None
        }
    }
}
