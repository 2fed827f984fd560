//! Sections, tags and authors: names, articles, addresses.

use super::names::{Naming, readable};
use super::profiles::NamedProfile;
use super::spellings;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::config::Config;
use crate::input::config::permalinks::{Parts, Pattern};
use crate::input::media::{MediaId, MediaLibrary};
use crate::language::LanguageId;
use crate::language::locale::Locales;
use crate::site::address::{home, page_of};
use crate::site::{
    Article, ArticleId, Label, NameSource, Note, NoteId, Placement, Profile, Site, Taxonomy, TaxonomyKind, Term,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Articles that one core looks at at a time.
const AT_A_TIME: usize = 4_096;

/// The three ways of grouping articles.
pub(super) struct Taxonomies {
    pub sections: Taxonomy,
    pub tags: Taxonomy,
    pub authors: Taxonomy,
}

/// The terms of an article, as indices.
#[derive(Debug, Clone, Default)]
pub(super) struct Filed {
    /// None for a plain page.
    pub section: Option<usize>,
    /// In the order of the byline.
    pub authors: Arc<[usize]>,
    /// In ascending order, each once.
    pub tags: Arc<[usize]>,
}

/// The ids of all terms of articles, in order.
pub(super) struct Ids<'a> {
    sections: BTreeSet<&'a str>,
    tags: BTreeSet<&'a str>,
    authors: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    /// Those of these articles.
    pub fn of(placements: &'a [Arc<Placement>]) -> Ids<'a> {
        Ids {
            sections: in_all(placements, |some| some.iter().filter_map(|placement| placement.section()).collect()),
            tags: each_once(placements, |placement| &placement.tags),
            authors: each_once(placements, |placement| &placement.authors),
        }
    }

    /// The tags.
    pub fn tags(&self) -> impl Iterator<Item = &'a str> {
        self.tags.iter().copied()
    }
}

/// The taxonomies of articles with these terms, and which terms each article has. Those of articles that the `last` site has,
/// too, are taken from there if its terms are the same.
pub(super) fn taxonomies(
    (placements, ids, last): (&[Arc<Placement>], Ids, Option<&Site>),
    profiles: &BTreeMap<String, NamedProfile>,
    config: &Config,
    naming: Naming,
    problems: &mut Diagnostics,
) -> (Taxonomies, Vec<Filed>) {
    let Ids { sections, tags, authors } = ids;
    report_unknown_sections(&sections, config, problems);

    let mut in_order: Vec<&str> = config.sections.iter().map(String::as_str).collect();
    in_order.retain(|id| sections.contains(id));
    in_order.extend(sections.iter().filter(|id| !config.sections.iter().any(|known| known == *id)));
    let in_order = in_order.into_iter().map(str::to_owned);
    let mut taxonomies = Taxonomies {
        sections: taxonomy(in_order),
        tags: taxonomy(tags.into_iter().map(str::to_owned)),
        authors: taxonomy(authors.into_iter().map(str::to_owned)),
    };
    let Naming { locales, slugs, .. } = naming;
    let languages = locales.ids().count();
    let Taxonomies { sections, tags, authors } = &mut taxonomies;
    for term in [sections, tags, authors].into_iter().flat_map(|taxonomy| &mut taxonomy.terms) {
        term.articles.resize(languages, Vec::new());
    }
    let last = last.filter(|last| taxonomies.have_terms_of(last));
    let file_some = |(i, some): (usize, &[Arc<Placement>])| file_all(i * AT_A_TIME, some, &taxonomies, last);
    let filed: Vec<Vec<Filed>> = placements.par_chunks(AT_A_TIME).enumerate().map(file_some).collect();
    let filed: Vec<Filed> = filed.into_iter().flatten().collect();
    let list = |taxonomy: &mut Taxonomy, terms_of: fn(&Filed) -> &[usize]| {
        let listed = placements.iter().zip(&filed).enumerate().filter(|(_, (placement, _))| placement.is_listed());
        for (i, (placement, filed)) in listed {
            for term in terms_of(filed) {
                taxonomy.terms[*term].articles[placement.language.0].push(ArticleId(i));
            }
        }
    };
    let Taxonomies { sections, tags, authors } = &mut taxonomies;
    let by_others = || {
        list(sections, |filed| filed.section.as_slice());
        list(authors, |filed| &filed.authors);
    };
    rayon::join(by_others, || list(tags, |filed| &filed.tags));
    let tags_of = filed.iter().map(|filed| &*filed.tags);
    spellings::word(&mut taxonomies.tags, placements, tags_of, languages);
    let named = [(&mut taxonomies.sections, TaxonomyKind::Section), (&mut taxonomies.tags, TaxonomyKind::Tag)];
    for (taxonomy, kind) in named {
        for term in &mut taxonomy.terms {
            term.labels = naming.labels(kind, term);
        }
    }
    for term in &mut taxonomies.authors.terms {
        let names = profiles.get(&term.id).map(|p| p.names.clone()).unwrap_or_default();
        let name = |language: usize| names.get(language).cloned().flatten().unwrap_or_else(|| readable(&term.id));
        let label = |l: LanguageId| Label {
            name: name(l.0),
            slug: slugs.of(l, &term.id),
            description: None,
            source: NameSource::File,
        };
        term.labels = locales.ids().map(label).collect();
    }
    (taxonomies, filed)
}

/// The ids of lists, sorted. Lists that texts of one story share are looked at once where these stand together.
fn each_once(placements: &[Arc<Placement>], list: fn(&Placement) -> &Arc<[String]>) -> BTreeSet<&str> {
    in_all(placements, |some| {
        let shared = some.chunk_by(|a, b| Arc::ptr_eq(list(a), list(b)));
        shared.flat_map(|same| list(&same[0]).iter().map(String::as_str)).collect()
    })
}

/// What `in_some` finds in some articles, of all articles, sorted.
fn in_all<'a>(
    placements: &'a [Arc<Placement>],
    in_some: impl Fn(&'a [Arc<Placement>]) -> foldhash::HashSet<&'a str> + Sync + Send,
) -> BTreeSet<&'a str> {
    let some: Vec<_> = placements.par_chunks(AT_A_TIME).map(in_some).collect();
    some.into_iter().flatten().collect()
}

impl Taxonomies {
    /// Whether they have the same terms, in the same order.
    fn have_terms_of(&self, site: &Site) -> bool {
        let pairs = [(&self.sections, &site.sections), (&self.tags, &site.tags), (&self.authors, &site.authors)];
        let have_same = |own: &Taxonomy, other: &Taxonomy| {
            own.terms.iter().map(|term| &term.id).eq(other.terms.iter().map(|term| &term.id))
        };
        pairs.into_iter().all(|(own, other)| have_same(own, other))
    }
}

/// The terms of articles, of which the first has the number `first`. Those of a story mostly stand together.
fn file_all(first: usize, placements: &[Arc<Placement>], taxonomies: &Taxonomies, last: Option<&Site>) -> Vec<Filed> {
    let mut filed = Vec::with_capacity(placements.len());
    // By how much the number of the article before has changed: that of the next has mostly changed by as much.
    let mut shift = 0;
    for same in placements.chunk_by(|a, b| have_same_terms(a, b)) {
        let number = first + filed.len();
        let known = last.and_then(|last| as_before(number, &same[0], last, &mut shift));
        filed.extend(std::iter::repeat_n(known.unwrap_or_else(|| file(&same[0], taxonomies)), same.len()));
    }
    filed
}

/// The terms of an article that the last site has, too, unchanged.
fn as_before(number: usize, placement: &Arc<Placement>, last: &Site, shift: &mut isize) -> Option<Filed> {
    let article_at = |number: usize| last.articles.get(number);
    let is_it = |article: &&Arc<Article>| Arc::ptr_eq(&article.placement, placement);
    let near = number.checked_add_signed(*shift).and_then(article_at).filter(is_it);
    let article = near.or_else(|| {
        let story = last.story_index.get(&placement.story)?;
        let id = last.stories[*story].articles[placement.language.0]?;
        let found = article_at(id.0).filter(is_it)?;
        *shift = id.0 as isize - number as isize;
        Some(found)
    })?;
    let Article { section, authors, tags, .. } = &**article;
    Some(Filed { section: *section, authors: Arc::clone(authors), tags: Arc::clone(tags) })
}

/// Whether two texts, of one story, share their terms.
fn have_same_terms(a: &Placement, b: &Placement) -> bool {
    Arc::ptr_eq(&a.tags, &b.tags) && Arc::ptr_eq(&a.authors, &b.authors) && a.story == b.story
}

/// The terms of an article.
fn file(placement: &Placement, taxonomies: &Taxonomies) -> Filed {
    let indices = |taxonomy: &Taxonomy, ids: &[String]| -> Vec<usize> {
        ids.iter().filter_map(|id| taxonomy.index.get(id).copied()).collect()
    };
    let mut tags = indices(&taxonomies.tags, &placement.tags);
    tags.sort_unstable();
    tags.dedup();
    let section = placement.section().and_then(|id| taxonomies.sections.index.get(id).copied());
    Filed { section, authors: indices(&taxonomies.authors, &placement.authors).into(), tags: tags.into() }
}

/// The profiles in the order of the taxonomy's terms, and what they say. Only these authors have public articles: only
/// their photos are published.
pub(super) fn profiles_in_order(
    authors: &Taxonomy,
    mut profiles: BTreeMap<String, NamedProfile>,
    (media, published): (&MediaLibrary, &mut BTreeSet<MediaId>),
    languages: usize,
) -> (Vec<Profile>, Vec<Note>) {
    let mut notes: Vec<Note> = Vec::new();
    let mut in_order = Vec::with_capacity(authors.terms.len());
    for term in &authors.terms {
        let Some(mut named) = profiles.remove(&term.id) else {
            in_order.push(Profile { notes: vec![None; languages], ..Profile::default() });
            continue;
        };
        let of_languages = (0..languages).filter(|language| !term.articles[*language].is_empty()).map(LanguageId);
        let file = named.photo.as_ref().and_then(|photo| photo.source.file());
        published.extend(of_languages.filter_map(|language| Some(media.in_language(file?, language))));
        let first = notes.len();
        notes.append(&mut named.notes);
        let of_languages = named.nearest.iter().map(|note| note.map(|note| NoteId(first + note))).collect();
        let NamedProfile { photo, picture_ends, links, genders, .. } = named;
        in_order.push(Profile { notes: of_languages, photo, picture_ends, links, genders });
    }
    (in_order, notes)
}

pub(super) fn taxonomy(ids: impl IntoIterator<Item = String>) -> Taxonomy {
    let mut taxonomy = Taxonomy::default();
    for id in ids {
        taxonomy.index.insert(id.clone(), taxonomy.terms.len());
        taxonomy.terms.push(Term {
            id,
            labels: Vec::new(),
            articles: Vec::new(),
            pages: Vec::new(),
            written: None,
            texts: Vec::new(),
        });
    }
    taxonomy
}

fn report_unknown_sections(sections: &BTreeSet<&str>, config: &Config, problems: &mut Diagnostics) {
    let below = |key: &str, id: &String| KeyPath::from(key).key("sections").key(id);
    let named = config.sections.iter().enumerate().map(|(i, id)| (KeyPath::from("sections").item(i), id));
    let with_pattern = config.permalinks.sections.keys().map(|id| (below("permalinks", id), id));
    let missing = config.missing_translations.sections.keys();
    let where_missing = missing.map(|id| (below("missing_translations", id), id));
    for (path, id) in named.chain(with_pattern).chain(where_missing).filter(|(_, id)| !sections.contains(id.as_str())) {
        problems.push(
            Diagnostic::warning(Code::BadConfig, format!("the section `{id}` has no articles"))
                .at(config.places.of(path))
                .did_you_mean(id, sections.iter().copied())
                .hint(format!("a section is a folder: content/{id}/")),
        );
    }
}

/// Gives every term its address in each language.
pub(super) fn address(taxonomies: &mut Taxonomies, dossiers: &mut Taxonomy, config: &Config, locales: &Locales) {
    let patterns: [(&mut Taxonomy, &Pattern); 4] = [
        (dossiers, &config.permalinks.dossier),
        (&mut taxonomies.sections, &config.permalinks.section),
        (&mut taxonomies.tags, &config.permalinks.tag),
        (&mut taxonomies.authors, &config.permalinks.author),
    ];
    for (taxonomy, pattern) in patterns {
        for term in &mut taxonomy.terms {
            let page = |l: LanguageId| {
                let of = |slug| page_of(config, l, pattern, Parts { slug, ..Parts::default() });
                // An id without letters gives no slug.
                of(&term.labels[l.0].slug).or_else(|| of("-")).unwrap_or_else(|| home(config, l))
            };
            term.pages = locales.ids().map(page).collect();
        }
    }
}
