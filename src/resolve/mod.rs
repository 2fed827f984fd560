//! Resolve: from documents to a site. Each step is a function in a file of its name, and hands on values:
//!
//! [`slugs`] → [`group`] → [`profiles`], [`terms`] → [`members`] and [`tell`], story by story → [`order`] → [`link`] →
//! [`taxonomies`] → [`dossiers`] → [`lists`], [`corrections`], [`related`] → [`concealed`] → [`publisher`] → the site.
//!
//! Every step after [`tell`] sees of articles their placements alone ([`Placement`](crate::site::Placement)), but for
//! [`link`], which puts into an article what that article itself names.

mod addresses;
mod audio;
mod concealed;
mod corrections;
mod dates;
mod dossiers;
mod doubles;
mod group;
mod hosting;
mod language;
mod link;
mod lists;
mod members;
mod names;
mod order;
mod outdated;
mod picture_source;
mod pictures;
mod podcast;
mod profiles;
mod publisher;
mod related;
mod revise;
mod slugs;
mod spellings;
mod tags;
mod taxonomies;
mod tell;
mod terms;
mod visibility;

pub use revise::Revision;
pub use visibility::Visibility;

use crate::diagnostic::Diagnostics;
use crate::input::config::Config;
use crate::input::config::embeds::Providers;
use crate::input::content::{Document, DocumentKind, StoryId};
use crate::input::media::{MediaId, MediaLibrary};
use crate::input::statics::StaticFiles;
use crate::input::theme::Place;
use crate::language::locale::Locales;
use crate::site::{Article, ArticleId, Groups, Hidden, Placement, Site, TaxonomyKind};
use names::Naming;
use rayon::prelude::*;
use slugs::Slugs;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;
use taxonomies::Filed;
use tell::{Told, ToldArticle};
use terms::TermFiles;

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
    /// Where the theme's pages show pictures.
    pub places: Arc<BTreeMap<String, Place>>,
    /// Providers of what pages show of others.
    pub embeds: Arc<Providers>,
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
    /// The files of sections and tags.
    terms: Rc<TermFiles>,
    /// Tags of which the places in their files have been reported.
    spelt: Rc<HashSet<String>>,
    /// The slug of each section in each language.
    sections: Rc<HashMap<String, Vec<String>>>,
    /// Ids of the authors that have a file.
    authors: Rc<BTreeSet<String>>,
    /// Problems that the files of a story have by themselves.
    of_stories: BTreeMap<StoryId, Diagnostics>,
    /// Problems of the publisher's pages and files.
    of_publisher: Diagnostics,
    /// All others.
    of_site: Diagnostics,
}

impl Resolved {
    /// What was found while the site was resolved.
    pub fn problems(&self) -> Diagnostics {
        let parts = self.of_stories.values().chain([&self.of_publisher, &self.of_site]);
        Diagnostics(parts.flat_map(|part| part.0.iter().cloned()).collect())
    }
}

/// Resolves a site. It is complete as far as its parts allow, also where there are problems, so that the rest can be
/// checked in the same run.
pub fn resolve(parts: Parts) -> Resolved {
    let Parts { config, locales, documents, media, statics, places, embeds, visibility } = parts;
    let languages = locales.ids().count();
    let mut problems = Diagnostics::default();

    let slugs = Slugs::load(&config, &locales, &mut problems);
    doubles::by_case(&documents, &mut problems);
    let grouped = group::group(documents);
    let of_pictures = pictures::Known { config: &config, media: &media, visibility: &visibility };
    let profiles = profiles::profiles(grouped.authors, &locales, of_pictures, &mut problems);
    let authors: BTreeSet<String> = profiles.keys().cloned().collect();
    let terms = terms::terms(grouped.terms, &locales, &visibility, &mut problems);
    let naming = Naming { locales: &locales, slugs: &slugs, files: &terms };
    let sections = slugs_of_sections(grouped.stories.keys(), naming);
    let known = tell::Known {
        config: &config,
        locales: &locales,
        visibility: &visibility,
        pictures: of_pictures,
        authors: &authors,
        sections: &sections,
    };
    let told = tell_all(grouped.stories, &slugs, known);

    let Gist { mut articles, hidden, hidden_members, aliases, groups, incomplete, mut of_stories } = gist(told);
    let placements: Vec<Arc<Placement>> = articles.iter().map(|told| Arc::clone(&told.article.placement)).collect();
    let order::Ordered { stories, index, of: story_of } = order::order(&placements, aliases, languages);
    let linked = link::Stories { index: &index, hidden: &hidden, incomplete: &incomplete };
    for (told, story) in articles.iter_mut().zip(&story_of) {
        let mut found = Diagnostics::default();
        link::link(told, *story, linked, &locales, &mut found);
        if !found.0.is_empty() {
            of_stories.entry(told.article.placement.story.clone()).or_default().append(found);
        }
    }
    terms::report_unused(&terms, &groups, &mut problems);
    let spelt = report_spellings(&articles, &hidden_members, &grouped.dossiers, naming, &mut problems);
    let (mut taxonomies, filed) = taxonomies::taxonomies(&placements, &profiles, &config, naming, &mut problems);
    let mut published: BTreeSet<MediaId> = placements.iter().flat_map(|placement| &placement.shown).copied().collect();
    let named = [(&mut taxonomies.sections, TaxonomyKind::Section), (&mut taxonomies.tags, TaxonomyKind::Tag)];
    for (taxonomy, kind) in named {
        terms::introduce(taxonomy, kind, &terms, (&locales, of_pictures), &mut published, &mut problems);
    }
    let known = dossiers::Known {
        placements: &placements,
        filed: &filed,
        stories: &stories,
        story_index: &index,
        hidden: &hidden,
        incomplete: &incomplete,
        tags: &taxonomies.tags,
        known_tags: &groups.tags,
        visibility: &visibility,
        locales: &locales,
        slugs: &slugs,
        pictures: of_pictures,
    };
    let (mut dossiers, dossiers_of) = dossiers::dossiers(grouped.dossiers, &known, &mut published, &mut problems);
    taxonomies::address(&mut taxonomies, &mut dossiers.taxonomy, &config, &locales);
    let (profiles, notes) =
        taxonomies::profiles_in_order(&taxonomies.authors, profiles, (&media, &mut published), languages);

    let known =
        concealed::Known { config: &config, naming, taxonomies: &taxonomies, media: &media, published: &published };
    let concealed = concealed::concealed(&hidden_members, &dossiers.drafts, &placements, &known);
    let known = publisher::Known {
        statics: &statics,
        placement: &|id| &placements[id.0],
        stories: &stories,
        story_index: &index,
        hidden: &hidden,
    };
    let mut of_publisher = Diagnostics::default();
    let publisher = publisher::publisher(&config, &known, &mut of_publisher);
    let desks: BTreeSet<&str> = groups.sections.iter().map(String::as_str).collect();
    let cover = podcast::cover(&config, &media, &desks, &mut problems);
    hosting::security(&config, visibility.now, &mut problems);
    slugs.report(&mut problems);
    let tags = taxonomies.tags.terms.len();
    let latest = lists::latest(&placements, languages);
    let site = Site {
        now: visibility.now,
        is_proof: visibility.proof,
        stories: Arc::new(stories),
        story_index: Arc::new(index),
        hidden: Arc::new(hidden),
        incomplete: Arc::new(incomplete),
        groups: Arc::new(groups),
        concealed: Arc::new(concealed),
        months: Arc::new(lists::months(&placements, &latest)),
        latest: Arc::new(latest),
        pages: Arc::new(lists::pages(&placements, &config, &locales)),
        corrections: Arc::new(corrections::corrections(&placements, languages)),
        related: Arc::new(related::related(&placements, &story_of, &filed, languages, tags)),
        articles: placed(articles, story_of, filed, dossiers_of),
        sections: Arc::new(taxonomies.sections),
        tags: Arc::new(taxonomies.tags),
        authors: Arc::new(taxonomies.authors),
        profiles: Arc::new(profiles),
        notes: Arc::new(notes),
        dossiers: Arc::new(dossiers.taxonomy),
        dossier_texts: Arc::new(dossiers.texts),
        waiting_dossiers: Arc::new(dossiers.waiting),
        publisher: Arc::new(publisher),
        cover,
        published: Arc::new(published),
        config,
        locales,
        media,
        places,
        embeds,
        statics,
    };
    Resolved {
        site: Arc::new(site),
        visibility,
        slugs: Rc::new(slugs),
        terms: Rc::new(terms),
        spelt: Rc::new(spelt),
        sections: Rc::new(sections),
        authors: Rc::new(authors),
        of_stories,
        of_publisher,
        of_site: problems,
    }
}

/// The slug of the section of each story in each language.
fn slugs_of_sections<'a>(stories: impl Iterator<Item = &'a StoryId>, naming: Naming) -> HashMap<String, Vec<String>> {
    let sections: BTreeSet<&str> = stories.filter_map(StoryId::section).collect();
    let of_section = |id: &str| -> Vec<String> {
        naming.locales.ids().map(|language| naming.slug(TaxonomyKind::Section, id, language)).collect()
    };
    sections.into_iter().map(|id| (id.to_owned(), of_section(id))).collect()
}

/// Reports how the files of articles and dossiers write tags, of those that are not public, too; gives the tags that have a
/// report.
fn report_spellings(
    articles: &[ToldArticle],
    hidden: &[(members::Member, Hidden)],
    dossiers: &[Arc<Document>],
    naming: Naming,
    problems: &mut Diagnostics,
) -> HashSet<String> {
    let of_hidden = hidden.iter().filter(|(member, _)| member.writes_tags);
    let of_hidden = of_hidden.map(|(member, _)| (&*member.document, &member.matter.tags));
    let of_dossiers = dossiers.iter().filter_map(|document| match &document.kind {
        DocumentKind::Dossier(matter) => Some((&**document, &matter.tags)),
        _ => None,
    });
    let others: Vec<(&Document, tags::Tags)> = of_hidden
        .chain(of_dossiers)
        .map(|(document, texts)| (document, tags::read(texts.as_deref().unwrap_or_default())))
        .collect();
    let others = others.iter().map(|(document, tags)| spellings::Writer {
        document,
        ids: &tags.ids,
        spellings: &tags.spellings,
    });
    let told = articles.iter().filter(|told| told.article.placement.writes_tags).map(|told| {
        let placement = &told.article.placement;
        spellings::Writer { document: &told.article.document, ids: &placement.tags, spellings: &placement.spellings }
    });
    let writers: Vec<spellings::Writer> = told.chain(others).collect();
    spellings::report(&writers, naming, problems)
}

/// All stories, told on all cores.
fn tell_all(stories: BTreeMap<StoryId, Vec<Arc<Document>>>, slugs: &Slugs, known: tell::Known) -> Vec<Told> {
    let (locales, zone) = (known.locales, &known.config.time_zone);
    let stories: Vec<(StoryId, Vec<Arc<Document>>)> = stories.into_iter().collect();
    let mut gathered: Vec<_> =
        stories.into_par_iter().map(|(story, files)| members::members(story, files, locales, zone)).collect();
    gathered.iter_mut().for_each(|gathered| slugs.name(gathered));
    gathered.into_par_iter().map(|gathered| tell::tell(gathered, known)).collect()
}

/// What all stories come to.
struct Gist {
    /// The public articles, in order.
    articles: Vec<ToldArticle>,
    hidden: HashMap<StoryId, Hidden>,
    hidden_members: Vec<(members::Member, Hidden)>,
    /// Other ids by which files name a story.
    aliases: Vec<(StoryId, StoryId)>,
    groups: Groups,
    incomplete: HashSet<StoryId>,
    /// Of those that have any.
    of_stories: BTreeMap<StoryId, Diagnostics>,
}

fn gist(all: Vec<Told>) -> Gist {
    let mut gist = Gist {
        articles: Vec::new(),
        hidden: HashMap::new(),
        hidden_members: Vec::new(),
        aliases: Vec::new(),
        groups: Groups::default(),
        incomplete: HashSet::new(),
        of_stories: BTreeMap::new(),
    };
    for told in all {
        let Told { story, articles, hidden, is_complete, aliases, other_tags, problems } = told;
        let is_known = !articles.is_empty() || !hidden.is_empty() || !is_complete;
        gist.groups.sections.extend(story.section().filter(|_| is_known).map(str::to_owned));
        let of_hidden: Vec<String> = hidden
            .iter()
            .flat_map(|(member, _)| tags::ids(member.matter.tags.as_deref().unwrap_or_default()))
            .collect();
        let of_articles = articles.iter().flat_map(|told| told.article.placement.tags.iter());
        for tag in of_articles.chain(&of_hidden).chain(&other_tags) {
            if !gist.groups.tags.contains(tag) {
                gist.groups.tags.insert(tag.clone());
            }
        }
        gist.aliases.extend(aliases.into_iter().map(|alias| (alias, story.clone())));
        gist.hidden.extend(hidden.last().map(|(_, why)| (story.clone(), *why)));
        gist.hidden_members.extend(hidden);
        gist.articles.extend(articles);
        if !is_complete {
            gist.incomplete.insert(story.clone());
        }
        if !problems.0.is_empty() {
            gist.of_stories.insert(story, problems);
        }
    }
    gist.articles.sort_by(|a, b| order::newest_first(&a.article.placement, &b.article.placement));
    gist
}

/// The articles with what they need to find others: indices of themselves, their story, their terms and dossiers.
fn placed(
    articles: Vec<ToldArticle>,
    stories: Vec<usize>,
    filed: Vec<Filed>,
    dossiers: Vec<Vec<usize>>,
) -> Vec<Arc<Article>> {
    let with_indices = articles.into_iter().zip(stories).zip(filed).zip(dossiers).enumerate();
    with_indices
        .map(|(i, (((told, story), Filed { section, authors, tags }), dossiers))| {
            let id = ArticleId(i);
            Arc::new(Article { id, story, section, authors, tags, dossiers, ..*told.article })
        })
        .collect()
}
