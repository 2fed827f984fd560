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
mod documents;
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

pub use documents::Documents;
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
use crate::site::{Article, ArticleId, Groups, Hidden, Pinned, Placement, Site, TaxonomyKind};
use documents::Stories;
use group::{OfStory, Others};
use names::Naming;
use order::InOrder;
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
    pub documents: Documents,
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
    /// The stories as they were told.
    told: Rc<InOrder>,
    /// The texts that are no articles.
    others: Rc<Others>,
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
/// checked in the same run. Stories are not told again that were told for the `last` site, of the same files. [`Documents`]
/// that are those of a site with changes want that site for the last.
pub fn resolve(parts: Parts, last: Option<&Resolved>) -> Resolved {
    let last = last.filter(|last| last.is_told_with(&parts));
    let Parts { config, locales, documents, media, statics, places, embeds, visibility } = parts;
    let languages = locales.ids().count();
    let slugs = last.map_or_else(|| Rc::new(Slugs::load(&config, &locales)), |last| Rc::clone(&last.slugs));
    slugs.take_letters_left();
    let mut problems = slugs.problems.clone();
    let Documents { stories, others } = documents;
    problems.append(others.doubles.clone());
    let of_pictures = pictures::Known { config: &config, media: &media, visibility: &visibility };
    let profiles = profiles::profiles(&others.authors, &locales, of_pictures, &mut problems);
    let authors: BTreeSet<String> = profiles.keys().cloned().collect();
    let terms = terms::terms(&others.terms, &locales, &visibility, &mut problems);
    let naming = Naming { locales: &locales, slugs: &slugs, files: &terms };
    let sections = slugs_of_sections(stories.sections(last.map(|last| &*last.sections)), naming);
    let mut letters_left = slugs.take_letters_left();
    let known = tell::Known {
        config: &config,
        locales: &locales,
        visibility: &visibility,
        pictures: of_pictures,
        authors: &authors,
        sections: &sections,
    };
    let last = last.filter(|last| *last.authors == authors && last.has_sections_like(&sections));
    let told = tell_all(stories, &slugs, known, last.map(|last| &*last.told));

    let articles = told.articles();
    let placements: Vec<Arc<Placement>> = articles.par_iter().map(|told| Arc::clone(&told.article.placement)).collect();
    let (mut ordered, (gist, ids)) = rayon::join(
        || order::order(&placements, languages),
        || rayon::join(|| gist(&told), || taxonomies::Ids::of(&placements)),
    );
    let Gist { hidden, hidden_members, aliases, mut groups, incomplete, mut of_stories, letters_left: of_told } = gist;
    letters_left.extend(of_told);
    ordered.name(aliases);
    groups.tags.extend(ids.tags().map(str::to_owned));
    let order::Ordered { stories, index, of: story_of } = ordered;
    let linked = link::Stories { index: &index, hidden: &hidden, incomplete: &incomplete };
    let link = |(told, story): (&&ToldArticle, &usize)| {
        let mut found = Diagnostics::default();
        (link::link(told, *story, linked, &locales, &mut found), found)
    };
    let (pinned, found): (Vec<Vec<Pinned>>, Vec<Diagnostics>) = articles.par_iter().zip(&story_of).map(link).unzip();
    for (told, found) in articles.iter().zip(found).filter(|(_, found)| !found.0.is_empty()) {
        of_stories.entry(told.article.placement.story.clone()).or_default().append(found);
    }
    terms::report_unused(&terms, &groups, &mut problems);
    let spelt = report_spellings(&articles, &hidden_members, &others.dossiers, naming, &mut problems);
    let last_site = last.map(|last| &*last.site);
    let (mut taxonomies, filed) =
        taxonomies::taxonomies((&placements, ids, last_site), &profiles, &config, naming, &mut problems);
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
    let (mut dossiers, dossiers_of) = dossiers::dossiers(&others.dossiers, &known, &mut published, &mut problems);
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
    letters_left.extend(slugs.take_letters_left());
    slugs.report(&letters_left, &mut problems);
    let tags = taxonomies.tags.terms.len();
    let (lists, related) = rayon::join(
        || {
            let latest = lists::latest(&placements, languages);
            (lists::months(&placements, &latest), latest, corrections::corrections(&placements, languages))
        },
        || related::related(&placements, &story_of, &filed, languages, tags),
    );
    let (months, latest, corrections) = lists;
    let site = Site {
        now: visibility.now,
        is_proof: visibility.proof,
        stories: Arc::new(stories),
        story_index: Arc::new(index),
        hidden: Arc::new(hidden),
        incomplete: Arc::new(incomplete),
        groups: Arc::new(groups),
        concealed: Arc::new(concealed),
        months: Arc::new(months),
        latest: Arc::new(latest),
        pages: Arc::new(lists::pages(&placements, &config, &locales)),
        corrections: Arc::new(corrections),
        related: Arc::new(related),
        articles: placed(&articles, story_of, filed, dossiers_of, pinned),
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
        told: Rc::new(told),
        others,
        slugs,
        terms: Rc::new(terms),
        spelt: Rc::new(spelt),
        sections: Rc::new(sections),
        authors: Rc::new(authors),
        of_stories,
        of_publisher,
        of_site: problems,
    }
}

/// The slug of each section in each language.
fn slugs_of_sections(sections: BTreeSet<&str>, naming: Naming) -> HashMap<String, Vec<String>> {
    let of_section = |id: &str| -> Vec<String> {
        naming.locales.ids().map(|language| naming.slug(TaxonomyKind::Section, id, language)).collect()
    };
    sections.into_iter().map(|id| (id.to_owned(), of_section(id))).collect()
}

/// Reports how the files of articles and dossiers write tags, of those that are not public, too; gives the tags that have a
/// report.
fn report_spellings(
    articles: &[&ToldArticle],
    hidden: &[&(members::Member, Hidden)],
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

/// All stories, in the order of their ids: those that are `remembered` with the same files as they were told, the others told
/// on all cores.
fn tell_all(stories: Stories, slugs: &Slugs, known: tell::Known, last: Option<&InOrder>) -> InOrder {
    let stories = match stories {
        Stories::Changed { mut told, changed } if last.is_some() => {
            let (gone, changed): (Vec<_>, Vec<_>) = changed.into_iter().partition(|(_, files)| files.is_empty());
            for (id, _) in gone {
                told.take(&id);
            }
            tell_each(changed, slugs, known).into_iter().for_each(|story| told.put(story));
            return told;
        }
        stories => stories.all(),
    };
    let mut remembered = last.map_or(&[][..], |last| &last.stories).iter().peekable();
    let mut all: Vec<Option<Arc<Told>>> = Vec::with_capacity(stories.len());
    let mut new: Vec<OfStory> = Vec::new();
    for (story, files) in stories {
        while remembered.next_if(|told| told.story < story).is_some() {}
        let told = remembered.next_if(|told| told.story == story).filter(|told| told.is_of(&files));
        all.push(told.cloned());
        if told.is_none() {
            new.push((story, files));
        }
    }
    let mut told = tell_each(new, slugs, known).into_iter();
    InOrder::of(all.into_iter().filter_map(|remembered| remembered.or_else(|| told.next())).collect())
}

/// Tells stories on all cores.
fn tell_each(stories: Vec<OfStory>, slugs: &Slugs, known: tell::Known) -> Vec<Arc<Told>> {
    let (locales, zone) = (known.locales, &known.config.time_zone);
    let mut gathered: Vec<_> =
        stories.into_par_iter().map(|(story, files)| members::members(story, files, locales, zone)).collect();
    gathered.iter_mut().for_each(|gathered| slugs.name(gathered));
    gathered.into_par_iter().map(|gathered| Arc::new(tell::tell(gathered, known))).collect()
}

/// What all stories come to.
struct Gist<'a> {
    hidden: HashMap<StoryId, Hidden>,
    hidden_members: Vec<&'a (members::Member, Hidden)>,
    /// Other ids by which files name a story.
    aliases: Vec<(StoryId, StoryId)>,
    /// The sections, and the tags that no public article has.
    groups: Groups,
    incomplete: HashSet<StoryId>,
    /// Of those that have any.
    of_stories: BTreeMap<StoryId, Diagnostics>,
    letters_left: members::LettersLeft,
}

fn gist(all: &InOrder) -> Gist<'_> {
    let mut gist = Gist {
        hidden: HashMap::new(),
        hidden_members: Vec::new(),
        aliases: Vec::new(),
        groups: Groups::default(),
        incomplete: HashSet::new(),
        of_stories: BTreeMap::new(),
        letters_left: Default::default(),
    };
    let mut sections: foldhash::HashSet<&str> = Default::default();
    for told in &all.stories {
        let Told { story, articles, hidden, is_complete, aliases, other_tags, letters_left, problems, .. } = &**told;
        let is_known = !articles.is_empty() || !hidden.is_empty() || !is_complete;
        sections.extend(story.section().filter(|_| is_known));
        gist.groups.tags.extend(other_tags.iter().cloned());
        gist.letters_left.extend(letters_left.iter().cloned());
        for (member, _) in hidden {
            gist.groups.tags.extend(tags::ids(member.matter.tags.as_deref().unwrap_or_default()));
        }
        gist.aliases.extend(aliases.iter().map(|alias| (alias.clone(), story.clone())));
        gist.hidden.extend(hidden.last().map(|(_, why)| (story.clone(), *why)));
        gist.hidden_members.extend(hidden);
        if !is_complete {
            gist.incomplete.insert(story.clone());
        }
        if !problems.0.is_empty() {
            gist.of_stories.insert(story.clone(), problems.clone());
        }
    }
    gist.groups.sections = sections.into_iter().map(str::to_owned).collect();
    gist
}

/// The articles with what they need to find others: indices of themselves, their story, their terms and dossiers.
fn placed(
    articles: &[&ToldArticle],
    stories: Vec<usize>,
    filed: Vec<Filed>,
    dossiers: Vec<Vec<usize>>,
    pinned: Vec<Vec<Pinned>>,
) -> Vec<Arc<Article>> {
    let with_indices = articles.par_iter().zip(stories).zip(filed).zip(dossiers).zip(pinned).enumerate();
    with_indices
        .map(|(i, ((((told, story), Filed { section, authors, tags }), dossiers), pinned))| {
            let (id, telling) = (ArticleId(i), Arc::clone(&told.article));
            Arc::new(Article { id, story, section, authors, tags, dossiers, pinned, telling })
        })
        .collect()
}
