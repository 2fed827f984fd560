//! Sections, tags and authors: names, articles, addresses.

use super::articles::Candidate;
use super::authors::NamedProfile;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::config::Config;
use crate::input::config::permalinks::{Parts, Pattern};
use crate::input::media::MediaId;
use crate::language::LanguageId;
use crate::language::locale::Locales;
use crate::language::text::capitalized;
use crate::path::slugify;
use crate::resolve::slugs::Slugs;
use crate::site::{Label, Note, NoteId, Profile, Taxonomy, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The three ways of grouping articles.
pub(super) struct Taxonomies {
    pub sections: Taxonomy,
    pub tags: Taxonomy,
    pub authors: Taxonomy,
}

/// Builds the taxonomies and writes into the articles which terms they have.
pub(super) fn build(
    articles: &mut [Candidate],
    profiles: &BTreeMap<String, NamedProfile>,
    config: &Config,
    locales: &Locales,
    slugs: &Slugs,
    problems: &mut Diagnostics,
) -> Taxonomies {
    let sections: BTreeSet<String> = articles.iter().filter_map(|a| a.section.clone()).collect();
    let tags: BTreeSet<String> = articles.iter().flat_map(|a| a.tags.iter().cloned()).collect();
    let authors: BTreeSet<String> = articles.iter().flat_map(|a| a.authors.iter().cloned()).collect();
    report_unknown_sections(&sections, config, problems);

    let mut in_order: Vec<String> = config.sections.iter().filter(|id| sections.contains(*id)).cloned().collect();
    in_order.extend(sections.into_iter().filter(|id| !config.sections.contains(id)));
    let mut taxonomies = Taxonomies { sections: taxonomy(in_order), tags: taxonomy(tags), authors: taxonomy(authors) };

    for candidate in articles.iter_mut() {
        let indices = |taxonomy: &Taxonomy, ids: &[String]| {
            ids.iter().filter_map(|id| taxonomy.index.get(id).copied()).collect::<Vec<_>>()
        };
        let article = &mut candidate.article;
        article.section = candidate.section.as_ref().and_then(|id| taxonomies.sections.index.get(id).copied());
        article.authors = indices(&taxonomies.authors, &candidate.authors);
        article.tags = indices(&taxonomies.tags, &candidate.tags);
        article.tags.sort_unstable();
        article.tags.dedup();
        let language = article.language.0;
        let listed = |taxonomy: &mut Taxonomy, indices: &[usize]| {
            for index in indices {
                let articles = &mut taxonomy.terms[*index].articles;
                articles.resize(locales.ids().count(), Vec::new());
                articles[language].push(article.id);
            }
        };
        if article.unlisted {
            continue;
        }
        listed(&mut taxonomies.sections, article.section.as_slice());
        if article.section.is_some() {
            listed(&mut taxonomies.authors, &article.authors);
            listed(&mut taxonomies.tags, &article.tags);
        }
    }
    let Taxonomies { sections, tags, authors } = &mut taxonomies;
    for term in [sections, tags, authors].into_iter().flat_map(|taxonomy| &mut taxonomy.terms) {
        term.articles.resize(locales.ids().count(), Vec::new());
    }
    for (taxonomy, prefix) in [(&mut taxonomies.sections, SECTION), (&mut taxonomies.tags, TAG)] {
        for term in &mut taxonomy.terms {
            term.labels = labels(prefix, term, locales, slugs);
        }
    }
    for term in &mut taxonomies.authors.terms {
        let names = profiles.get(&term.id).map(|p| p.names.clone()).unwrap_or_default();
        let name = |language: usize| names.get(language).cloned().flatten().unwrap_or_else(|| readable(&term.id));
        term.labels =
            locales.ids().map(|l| Label { name: name(l.0), slug: slugs.of(l, &term.id), description: None }).collect();
    }
    taxonomies
}

/// The profiles in the order of the taxonomy's terms, and what they say. Only these authors have public articles: only
/// their photos are published.
pub(super) fn profiles_in_order(
    authors: &Taxonomy,
    mut profiles: BTreeMap<String, NamedProfile>,
    published: &mut BTreeSet<MediaId>,
    languages: usize,
) -> (Vec<Profile>, Vec<Note>) {
    let mut notes: Vec<Note> = Vec::new();
    let mut in_order = Vec::with_capacity(authors.terms.len());
    for term in &authors.terms {
        let Some(named) = profiles.remove(&term.id) else {
            in_order.push(Profile { notes: vec![None; languages], ..Profile::default() });
            continue;
        };
        published.extend(named.photo);
        let first = notes.len();
        let mut id = |note: &Arc<Note>| {
            let known = notes[first..].iter().position(|known| known.language == note.language);
            let id = NoteId(first + known.unwrap_or(notes.len() - first));
            if known.is_none() {
                notes.push(Note::clone(note));
            }
            id
        };
        let of_languages = named.notes.iter().map(|note| note.as_ref().map(&mut id)).collect();
        in_order.push(Profile { notes: of_languages, photo: named.photo, links: named.links });
    }
    (in_order, notes)
}

pub(super) fn taxonomy(ids: impl IntoIterator<Item = String>) -> Taxonomy {
    let mut taxonomy = Taxonomy::default();
    for id in ids {
        taxonomy.index.insert(id.clone(), taxonomy.terms.len());
        taxonomy.terms.push(Term { id, labels: Vec::new(), articles: Vec::new(), addresses: Vec::new() });
    }
    taxonomy
}

/// What the messages that name sections begin with.
pub(super) const SECTION: &str = "section";
/// What the messages that name tags begin with.
pub(super) const TAG: &str = "tag";

/// What a section or tag is called in each language.
pub(super) fn labels(prefix: &str, term: &Term, locales: &Locales, slugs: &Slugs) -> Vec<Label> {
    let used = |language: LanguageId| !term.articles[language.0].is_empty();
    locales.ids().map(|language| label(prefix, &term.id, used(language), locales, slugs, language)).collect()
}

/// The name of a section or tag: the Fluent message `tag-iran`, with the attributes `slug` and `description`.
fn label(prefix: &str, id: &str, used: bool, locales: &Locales, slugs: &Slugs, language: LanguageId) -> Label {
    let key = format!("{prefix}-{id}");
    // What is not a Fluent identifier cannot be a message; then the id is the name.
    let is_identifier = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let name = match (is_identifier, used) {
        (true, true) => locales.message(language, &key, None).map(|name| name.into_owned()),
        (true, false) => locales.optional_message(language, &key).map(|name| name.into_owned()),
        (false, _) => None,
    };
    let own = |attribute: &str| locales.own_message(language, &format!("{key}.{attribute}")).map(str::to_owned);
    let slug = own("slug").map_or_else(|| slugs.of(language, id), |slug| slugify(&slug));
    let typography = locales.typography(language, None);
    let set = |text: String| typography.set(&text).into_owned();
    Label { name: name.map_or_else(|| readable(id), set), slug, description: own("description").map(set) }
}

/// The part of the address of a section or tag that has no articles.
pub(super) fn slug_of_unused(kind: &str, id: &str, locales: &Locales, slugs: &Slugs, language: LanguageId) -> String {
    label(kind, id, false, locales, slugs, language).slug
}

/// An id as a name, for want of a better one: `south-africa` as "South africa".
fn readable(id: &str) -> String {
    capitalized(&id.replace(['-', '_'], " "))
}

/// Reports the authors that files name and that have no file of their own.
pub(super) fn report_unknown_authors(articles: &[Candidate], known: &BTreeSet<String>, problems: &mut Diagnostics) {
    for candidate in articles.iter().filter(|c| c.names_authors) {
        for id in candidate.authors.iter().filter(|id| !known.contains(*id)) {
            let block = candidate.article.document.block();
            let key = if block.yaml.contains("authors:") { "authors" } else { "author" };
            problems.push(
                Diagnostic::warning(Code::UnknownAuthor, format!("the author `{id}` has no file"))
                    .at(block.place_in(key, id))
                    .did_you_mean(id, known.iter().map(String::as_str))
                    .hint(format!("write content/authors/{id}.md with `name: …`")),
            );
        }
    }
}

fn report_unknown_sections(sections: &BTreeSet<String>, config: &Config, problems: &mut Diagnostics) {
    let named = config.sections.iter().map(|id| ("sections", id));
    let with_pattern = config.permalinks.sections.keys().map(|id| ("permalinks", id));
    let where_missing = config.missing_translations.sections.keys().map(|id| ("missing_translations", id));
    for (key, id) in named.chain(with_pattern).chain(where_missing).filter(|(_, id)| !sections.contains(*id)) {
        problems.push(
            Diagnostic::warning(Code::BadConfig, format!("the section `{id}` has no articles"))
                .at(config.places.of(key, id))
                .did_you_mean(id, sections.iter().map(String::as_str))
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
            term.addresses = locales
                .ids()
                .map(|l| {
                    format!(
                        "/{}{}",
                        locales.get(l).tag,
                        pattern.fill(Parts { slug: &term.labels[l.0].slug, ..Parts::default() })
                    )
                })
                .collect();
        }
    }
}
