//! Lost: what was at an address in a published site, and has left it without a trace.

use super::unseen::Unseen;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::content::StoryId;
use crate::input::old_address::OldAddress;
use crate::language::text::and_others;
use crate::plan::addresses::FormerKind;
use crate::render::Press;
use crate::site::{Article, Site, TaxonomyKind};
use std::collections::BTreeMap;

/// Addresses that are told one by one; more of one kind are told together.
const MOST: usize = 10;

/// Addresses that are named where many are told together.
const SHOWN: usize = 3;

/// An address that was published, leads nowhere, and that nothing answers for.
#[derive(Debug, Clone)]
pub struct Lost {
    /// The address below the site's root.
    pub address: String,
    /// What was there.
    pub kind: FormerKind,
    /// Its id; empty where nobody knows.
    pub id: String,
    /// Its language, likewise.
    pub language: String,
    /// Where it is now, if it still is somewhere.
    pub now: Option<String>,
    place: Place,
}

/// What has become of a term that has no page any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// All that it lists was withdrawn.
    Withheld,
    /// It has become empty in this language, and nobody is at fault.
    Empty,
    /// It is gone, or at another address.
    Elsewhere,
}

/// The public article with an id in a language.
pub(super) fn article<'a>(site: &'a Site, id: &str, tag: &str) -> Option<&'a Article> {
    let story = site.story_index.get(&StoryId(id.into()))?;
    site.stories[*story].articles[site.locales.find(tag)?.0].map(|id| site.article(id))
}

/// What has become of a term whose page is no longer there.
pub(super) fn fate_of_term(site: &Site, unseen: &Unseen, kind: TaxonomyKind, id: &str, tag: &str) -> Fate {
    let taxonomy = site.taxonomy(kind);
    let term = taxonomy.index.get(id).map(|i| &taxonomy.terms[*i]);
    let language = site.locales.find(tag);
    match (term, language) {
        (None, _) if unseen.has_term(kind, id, None) => Fate::Withheld,
        (Some(term), Some(language)) if term.articles[language.0].is_empty() => {
            if unseen.has_term(kind, id, Some(tag)) { Fate::Withheld } else { Fate::Empty }
        }
        _ => Fate::Elsewhere,
    }
}

impl Lost {
    /// What was at an address.
    pub(super) fn of(press: &Press, address: OldAddress, kind: FormerKind, id: &str, tag: &str) -> Lost {
        let site = &*press.site;
        let file = |folder: &str| Place::file(format!("content/{folder}{id}.{tag}.md"));
        let (now, place) = match kind.taxonomy() {
            None => match article(site, id, tag) {
                Some(article) => {
                    let block = article.document.block();
                    let key = block.first_key(["slug", "aliases", "title"]);
                    (Some(article.placement.path.address()), block.place_of(key.unwrap_or("title")))
                }
                None => (None, file("")),
            },
            Some(kind) => {
                let taxonomy = site.taxonomy(kind);
                let term = taxonomy.index.get(id).map(|i| &taxonomy.terms[*i]);
                let now = term.zip(site.locales.find(tag)).map(|(term, l)| term.pages[l.0].address());
                let place = match kind {
                    TaxonomyKind::Section => file("sections/"),
                    TaxonomyKind::Tag => file("tags/"),
                    TaxonomyKind::Author => file("authors/"),
                    TaxonomyKind::Dossier => file("dossiers/"),
                };
                (now, place)
            }
        };
        Lost { address: address.text(), kind, id: id.to_owned(), language: tag.to_owned(), now, place }
    }

    /// What it can be told together with: its kind, whether it has moved, its section and its language.
    fn group(&self) -> (FormerKind, bool, &str, &str) {
        let section =
            if self.kind == FormerKind::Article { self.id.split_once('/').map_or("", |(s, _)| s) } else { "" };
        (self.kind, self.now.is_some(), section, &self.language)
    }

    fn problem(&self) -> Diagnostic {
        let Lost { address, kind, id, language, now, place } = self;
        let became = match (now, kind) {
            (Some(now), FormerKind::Article) => format!("the article was published at {address} and is now at {now}"),
            (now, FormerKind::Other) => {
                format!("a page was published at {address} and {}", now.as_deref().unwrap_or("is gone"))
            }
            (now, kind) => {
                let now = now.as_ref().map_or("is gone".to_owned(), |now| format!("is now at {now}"));
                format!("the {} `{id}` ({language}) was published at {address} and {now}", kind.in_words())
            }
        };
        let problem = Diagnostic::warning(Code::AddressChanged, format!("{became}: links to it lead nowhere"));
        let (way_out, or) = self.ways_out();
        problem.at(place.clone()).hint(way_out).hint(or).hint(self.for_good())
    }

    fn ways_out(&self) -> (String, String) {
        let Lost { address, kind, id, now, .. } = self;
        let or = format!("or add `\"{address}\"` to the `aliases` of an article that its readers should find instead");
        match kind {
            FormerKind::Article if now.is_some() => (
                format!("add the old address: `aliases: [\"{address}\"]`"),
                "or give it back its old slug, file name or section".to_owned(),
            ),
            FormerKind::Article | FormerKind::Other => (
                format!("add `aliases: [\"{address}\"]` to the file under its new name, or to what takes its place"),
                "or bring the file back".to_owned(),
            ),
            FormerKind::Section => (format!("give `section-{id}` its old `.slug`, or the folder its old name"), or),
            FormerKind::Tag => (format!("give `tag-{id}` its old `.slug`, or the tag its old id"), or),
            FormerKind::Author => ("give the author back the old id".to_owned(), or),
            FormerKind::Dossier => ("give it back its old name or `slug`".to_owned(), or),
        }
    }

    fn for_good(&self) -> String {
        format!("or, if it is gone for good, say so in site.yaml: `gone: [\"{}\"]`", self.address)
    }
}

/// One problem for each address, or, where there are many, for all of one kind.
pub(super) fn problems(press: &Press, lost: &[Lost]) -> Diagnostics {
    let (here, without_language): (Vec<&Lost>, Vec<&Lost>) =
        lost.iter().partition(|lost| lost.language.is_empty() || press.site.locales.find(&lost.language).is_some());
    let mut problems: Diagnostics = Diagnostics(of_languages(press, &without_language));
    let mut groups: BTreeMap<_, Vec<&Lost>> = BTreeMap::new();
    here.into_iter().for_each(|lost| groups.entry(lost.group()).or_default().push(lost));
    for group in groups.into_values() {
        match group.len() {
            0..=MOST => problems.extend(group.into_iter().map(Lost::problem)),
            _ => problems.push(of_many(&group)),
        }
    }
    problems
}

/// The first of some addresses.
fn shown(lost: &[&Lost]) -> String {
    let first: Vec<&str> = lost.iter().take(SHOWN).map(|lost| lost.address.as_str()).collect();
    format!("{}{}", first.join(", "), and_others(lost.len() - first.len(), "page"))
}

fn of_many(group: &[&Lost]) -> Diagnostic {
    let first = group[0];
    let (kind, has_moved, section, tag) = first.group();
    let of = if section.is_empty() { String::new() } else { format!(" of `{section}`") };
    let what = format!("{} {}s{of} ({tag})", group.len(), kind.in_words());
    let (became, way_out) = match has_moved {
        true => (
            "have other addresses than they were published at",
            "if `permalinks` or the slug of a section was changed, change it back, or give each its old address under `aliases`",
        ),
        false => (
            "were published and are gone",
            "bring the files back, or answer for each address: `aliases` where it goes on, `gone` in site.yaml where it does not",
        ),
    };
    let place = match (kind, has_moved) {
        (FormerKind::Article, false) => Place::file(format!("content/{section}").trim_end_matches('/').to_owned()),
        _ => first.place.clone(),
    };
    Diagnostic::warning(Code::AddressChanged, format!("{what} {became}: links to them lead nowhere"))
        .at(place)
        .hint(shown(group))
        .hint(way_out)
        .hint("all of them are listed by --json, under `lost`")
}

/// What was published in a language that the site has no longer: one problem for each.
fn of_languages(press: &Press, lost: &[&Lost]) -> Vec<Diagnostic> {
    let mut by_language: BTreeMap<&str, Vec<&Lost>> = BTreeMap::new();
    lost.iter().for_each(|lost| by_language.entry(&lost.language).or_default().push(lost));
    let of_language = |(tag, lost): (&str, Vec<&Lost>)| {
        let message = format!(
            "the site was published in `{tag}` and has that language no longer: links to its pages lead nowhere"
        );
        Diagnostic::warning(Code::AddressChanged, message)
            .at(press.site.config.places.of("languages"))
            .hint(shown(&lost))
            .hint(format!(
                "put `{tag}` back among `languages`, or answer for each address: `aliases` or `gone` in site.yaml"
            ))
            .hint("all of them are listed by --json, under `lost`")
    };
    by_language.into_iter().map(of_language).collect()
}
