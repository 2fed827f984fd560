//! Resolve: from documents to the site. Languages, stories, taxonomies, addresses, files, related articles.

mod articles;
mod authors;
mod concealed;
mod dossiers;
mod hosting;
mod pictures;
mod publisher;
mod stories;
mod taxonomies;

use crate::config::Config;
use crate::content::{Document, DocumentKind, Moment, StoryId};
use crate::diagnostic::Diagnostics;
use crate::locale::Locales;
use crate::media::{MediaLibrary, StaticFiles};
use crate::related::{Entry, Index};
use crate::routes;
use crate::site::{Article, ArticleId, CorrectionId, Hidden, Site, Story};
use crate::slugs::Slugs;
use crate::templates::Templates;
use crate::theme::Theme;
use crate::words;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

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
    pub documents: Vec<Document>,
    /// The other files of `content/`.
    pub media: MediaLibrary,
    /// `static/` of the site and its themes.
    pub statics: StaticFiles,
    /// The themes.
    pub themes: Vec<Theme>,
    /// The site's own templates.
    pub templates: Vec<crate::discover::SourceFile>,
    /// What is public.
    pub visibility: Visibility,
}

/// Resolves a site. It is complete as far as its parts allow, also where there are problems, so that the rest can be
/// checked in the same run.
pub fn resolve(parts: Parts) -> (Site, Diagnostics) {
    let Parts { config, locales, documents, mut media, statics, themes, templates, visibility } = parts;
    let mut problems = Diagnostics::default();
    let statics = Arc::new(statics);
    let slugs = Slugs::load(&config, &mut problems);

    let (authors, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|d| matches!(d.kind, DocumentKind::Author(_)));
    let (dossiers, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|d| matches!(d.kind, DocumentKind::Dossier(_)));
    let members = stories::group(documents, &locales, &config.time_zone, &mut problems);
    let groups = stories::groups(&members);
    let profiles = authors::profiles(authors, &locales, &config.time_zone, &media, &mut problems);
    let articles::Resolved { mut articles, hidden, hidden_members, aliases_of_story } =
        articles::resolve(members, &config, &locales, &visibility, &slugs, &mut media, &mut problems);

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
    articles::pin(&mut articles, &locales, &story_index, &hidden, &mut problems);
    articles::address(&mut articles, &taxonomies.sections, &config, &locales, &mut problems);
    let known = dossiers::Known {
        stories: &stories,
        story_index: &story_index,
        hidden: &hidden,
        tags: &taxonomies.tags,
        known_tags: &groups.tags,
        visibility: &visibility,
        locales: &locales,
        slugs: &slugs,
    };
    let mut dossiers = dossiers::resolve(dossiers, &mut articles, &known, &mut media, &mut problems);
    let articles: Vec<Article> = articles.into_iter().map(|candidate| candidate.article).collect();
    taxonomies::address(&mut taxonomies, &mut dossiers.taxonomy, &config, &locales);
    let profiles = taxonomies::profiles_in_order(&taxonomies.authors, profiles, &mut media, locales.ids().count());

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
    let known_of_concealed =
        concealed::Known { config: &config, locales: &locales, slugs: &slugs, taxonomies: &taxonomies, media: &media };
    let concealed_articles =
        hidden_members.iter().map(|(member, why)| concealed::article(member, *why, &known_of_concealed));
    let concealed_dossiers = dossiers.drafts.iter().map(|member| concealed::dossier(member, &known_of_concealed));
    let unlisted = articles.iter().filter(|article| article.unlisted);
    let concealed_unlisted = unlisted.map(|article| concealed::unlisted(article, &stories[article.story].id));
    let concealed = concealed_articles.chain(concealed_dossiers).chain(concealed_unlisted).collect();
    let publisher = publisher::resolve(&config, &known, &mut problems);
    hosting::security(&config, visibility.now, &mut problems);
    let corrections = corrections(&articles, locales.ids().count());
    let related = Index::new(
        locales.ids().count(),
        taxonomies.tags.terms.len(),
        articles.iter().filter_map(related_entry).collect(),
    );
    let (templates, found) = Templates::compile(&templates, &themes, &config);
    problems.append(found);
    problems.append(words::unused(&locales, &templates, &groups));
    problems.append(words::variables(&locales, &templates));
    problems.append(words::not_localised(&locales, &templates));
    let taxonomies::Taxonomies { sections, tags, authors } = taxonomies;
    let mut site = Site {
        config,
        now: visibility.now,
        locales,
        articles,
        stories,
        story_index,
        hidden,
        concealed,
        latest,
        pages,
        sections,
        tags,
        authors,
        profiles,
        dossiers: dossiers.taxonomy,
        dossier_texts: dossiers.texts,
        waiting_dossiers: dossiers.waiting,
        corrections,
        publisher,
        linked_data: OnceLock::new(),
        media,
        statics,
        related,
        templates,
        routes: routes::RouteTable::default(),
    };
    let (table, found) = routes::table(&site);
    problems.append(found);
    site.routes = table;
    let bindings = crate::render::bindings(&site);
    site.templates.bind(bindings);
    (site, problems)
}

/// The corrections of articles by language, the newest first.
fn corrections(articles: &[Article], languages: usize) -> Vec<Vec<CorrectionId>> {
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

/// An empty cell for a text that is rendered later.
pub(crate) fn unrendered() -> OnceLock<crate::markdown::Body> {
    OnceLock::new()
}
