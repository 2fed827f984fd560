//! Layout: which file of the new site each entry of an archive is, and at which address, the old one wherever that can be.

use super::addresses::{self, Sample};
use super::archive::{Archive, ListOf, Role, State, TermKind, last_part};
use super::report::{Notes, Sort};
use crate::input::config::{Parts, Pattern};
use crate::input::content::TERM_FOLDERS;
use crate::input::old_address::OldAddress;
use crate::language::term_id;
use crate::markdown::encoded;
use crate::path::{OutputPath, slugify};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A section with more stories than this has folders for the years.
const MANY: usize = 300;

/// The longest name of a file, in characters, that is made of a title or an address.
const LONGEST: usize = 80;

/// The section of what has a date and none of its own.
pub const NO_SECTION: &str = "posts";

/// Where everything goes.
pub struct Layout {
    /// The patterns of addresses, by their keys in `site.yaml`; those that are the default are left out.
    pub patterns: BTreeMap<&'static str, String>,
    /// Patterns of single sections.
    pub of_sections: BTreeMap<String, String>,
    /// The forms in which old addresses lead on.
    pub redirects: Vec<&'static str>,
    /// Slugs of terms that are not their ids, by kind, id and language.
    pub term_slugs: HashMap<(TermKind, String, String), String>,
    /// What is written of each entry.
    pub entries: Vec<Placed>,
    /// Whether the site has more than one language.
    has_languages: bool,
}

/// What is written of an entry.
#[derive(Debug, Clone, Default)]
pub struct Placed {
    /// The folder below `content/`; empty for a plain page.
    pub folder: String,
    /// The name of its file or, of a bundle, of its folder.
    pub stem: String,
    /// Whether its files lie beside it in a folder.
    pub is_bundle: bool,
    /// The language.
    pub language: String,
    /// The slug, where that is not the name of the file.
    pub slug: Option<String>,
    /// Old addresses that lead to it.
    pub aliases: Vec<String>,
}

impl Placed {
    /// The folder of its bundle below `content/`.
    pub fn bundle(&self) -> String {
        if self.folder.is_empty() { self.stem.clone() } else { format!("{}/{}", self.folder, self.stem) }
    }

    fn name(&self, language: Option<&str>) -> String {
        let suffix = language.map_or_else(String::new, |language| format!(".{language}"));
        match self.is_bundle {
            true => format!("{}/index{suffix}.md", self.bundle()),
            false => format!("{}{suffix}.md", self.bundle()),
        }
    }
}

impl Layout {
    /// The file of an entry, below `content/`.
    pub fn path(&self, entry: usize) -> String {
        let placed = &self.entries[entry];
        placed.name(self.has_languages.then_some(placed.language.as_str()))
    }

    /// A link to an entry from a text in a language.
    pub fn link(&self, entry: usize, from: &str) -> String {
        let placed = &self.entries[entry];
        // Readers get their own language where there is one, unless another one is asked for.
        let language = (self.has_languages && placed.language != from).then_some(placed.language.as_str());
        format!("/{}", encoded(&placed.name(language)))
    }

    /// The suffix of the files of terms and authors in a language.
    pub fn suffix(&self, language: &str) -> String {
        if self.has_languages { format!(".{language}") } else { String::new() }
    }
}

/// Finds a place for everything. Entries without a date become pages; `dropped` are those that have no place.
pub fn layout(archive: &Archive, now: Timestamp, notes: &mut Notes) -> Layout {
    let zone = archive.zone();
    let prefixes: HashMap<&str, &str> =
        archive.languages.iter().map(|language| (language.tag.as_str(), language.prefix.as_str())).collect();
    let below = |address: &str, language: &str| below_prefix(address, prefixes.get(language).copied().unwrap_or(""));
    let mut patterns = BTreeMap::new();
    let mut term_slugs = HashMap::new();
    for (kind, key, default) in [
        (TermKind::Section, "section", "/:slug/"),
        (TermKind::Tag, "tag", "/tags/:slug/"),
        (TermKind::Author, "author", "/authors/:slug/"),
    ] {
        let known = term_addresses(archive, kind);
        // Of several addresses of a term the first is its own: others are of what it has swallowed.
        let mut seen = HashSet::new();
        let known: Vec<_> = known
            .iter()
            .filter(|(id, language, _)| seen.insert((id, language)))
            .filter_map(|(id, language, address)| Some((id, language, below(address, language)?)))
            .collect();
        let samples: Vec<Sample> = known.iter().map(|(.., address)| Sample { address, ..Sample::default() }).collect();
        let Some(fit) = addresses::of_lists(&samples) else { continue };
        for ((id, language, _), sample) in known.iter().zip(&samples) {
            let is_ours = |slug: &str| {
                kind == TermKind::Section && ["media", "assets", "tags", "authors", "archive"].contains(&slug)
            };
            let slug = addresses::slug_in(&fit.pattern, sample).filter(|slug| slug != *id && !is_ours(slug));
            if let Some(slug) = slug {
                term_slugs.insert((kind, (*id).clone(), (*language).clone()), slug);
            }
        }
        if fit.pattern != default {
            patterns.insert(key, fit.pattern);
        }
    }
    let section_slug = |section: &str, language: &str| {
        let key = (TermKind::Section, section.to_owned(), language.to_owned());
        term_slugs.get(&key).cloned().unwrap_or_else(|| section.to_owned())
    };
    // What the old addresses say, behind the prefixes.
    let olds: Vec<Option<(String, String)>> = archive
        .entries
        .iter()
        .map(|entry| {
            let language = archive.language_or_first(entry.language.as_deref());
            let address = below(entry.address.as_deref()?, language)?;
            Some((address, section_slug(entry.section.as_deref().unwrap_or(NO_SECTION), language)))
        })
        .collect();
    let sample = |i: usize| {
        let (address, section) = olds[i].as_ref()?;
        Some(Sample { section, date: archive.entries[i].day(&zone), address })
    };
    let of_role = |role: Role| -> Vec<Sample> {
        let is_one = |i: &usize| archive.entries[*i].role == role;
        (0..archive.entries.len()).filter(is_one).filter_map(sample).collect()
    };
    // What readers had counts; only where they had nothing, what they would have had.
    let is_shown = |i: &usize| archive.entries[*i].role == Role::Article && archive.entries[*i].is_public(&zone, now);
    let shown: Vec<Sample> = (0..archive.entries.len()).filter(is_shown).filter_map(sample).collect();
    let fit = addresses::of_articles(&shown).or_else(|| addresses::of_articles(&of_role(Role::Article)));
    let article = fit.map_or_else(|| "/:section/:slug/".to_owned(), |fit| fit.pattern);
    let page = addresses::of_lists(&of_role(Role::Page)).map(|fit| fit.pattern);
    // Pages are where articles are, as far as nothing else is known.
    let page = page.unwrap_or_else(|| format!("/:slug{}", addresses::ending(&article).unwrap_or("/")));
    let of_sections: Vec<(String, String)> = addresses::of_sections(&shown, &article)
        .into_iter()
        .map(|(section, fit)| (section.to_owned(), fit.pattern))
        .collect();
    let ids: HashMap<String, String> = archive
        .entries
        .iter()
        .filter_map(|entry| entry.section.clone())
        .map(|id| (section_slug(&id, archive.language_or_first(None)), id))
        .collect();
    let of_sections: BTreeMap<String, String> =
        of_sections.into_iter().map(|(slug, pattern)| (ids.get(&slug).cloned().unwrap_or(slug), pattern)).collect();
    let mut entries = names(archive);
    give_addresses(archive, &mut entries, notes, |i, slug| {
        let entry = &archive.entries[i];
        let language = archive.language_or_first(entry.language.as_deref());
        let prefix = prefixes.get(language).filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map_or_else(String::new, |prefix| format!("/{prefix}"));
        let section = entry.section.as_deref().unwrap_or(NO_SECTION);
        let text = match entry.role {
            Role::Page => &page,
            Role::Article => of_sections.get(section).unwrap_or(&article),
        };
        let old = sample(i).and_then(|sample| addresses::slug_in(text, &sample));
        let section = section_slug(section, language);
        let pattern = Pattern::parse(text, &["section", "slug", "year", "month", "day"]).ok();
        let page =
            slug.and_then(|slug| pattern?.page(&prefix, Parts { section: &section, slug, date: entry.day(&zone) }));
        (old, page)
    });
    for (key, pattern, default) in [("article", article, "/:section/:slug/"), ("page", page, "/:slug/")] {
        if pattern != default {
            patterns.insert(key, pattern);
        }
    }
    let redirects = forms(archive, &entries);
    Layout { patterns, of_sections, redirects, term_slugs, entries, has_languages: archive.languages.len() > 1 }
}

/// A path from the root of the site behind what its language begins with. None where it is not the language's.
fn below_prefix(address: &str, prefix: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let path = path.strip_suffix("index.html").map_or(path.clone(), str::to_owned);
    if prefix.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix('/')?.strip_prefix(prefix)?;
    rest.starts_with('/').then(|| rest.to_owned())
}

/// The known addresses of terms of a kind, with their ids and languages.
fn term_addresses(archive: &Archive, kind: TermKind) -> Vec<(String, String, String)> {
    let language = |said: &Option<String>| archive.language_or_first(said.as_deref()).to_owned();
    let of_terms = archive.terms.iter().filter(|term| term.kind == kind);
    let mut all: Vec<(String, String, String)> = of_terms
        .filter_map(|term| Some((id_of(kind, &term.key)?, language(&term.language), term.address.clone()?)))
        .collect();
    if kind == TermKind::Author {
        all.extend(archive.authors.iter().filter_map(|author| {
            Some((id_of(kind, &author.key)?, language(&author.language), author.address.clone()?))
        }));
    }
    let of_lists = archive.lists.iter().filter_map(|list| match &list.of {
        ListOf::Term(of, key, said) if *of == kind => Some((id_of(kind, key)?, language(said), list.address.clone())),
        _ => None,
    });
    all.extend(of_lists);
    all
}

/// The id of a term as the site has it.
pub fn id_of(kind: TermKind, key: &str) -> Option<String> {
    match kind {
        TermKind::Section => Some(key.to_owned()),
        TermKind::Tag => term_id(key).ok().map(|id| id.into_owned()),
        TermKind::Author => Some(slugify(key)).filter(|id| !id.is_empty()),
    }
}

/// A name for a file: the letters of a text, at most so many, and nothing that means something else.
pub fn stem_of(text: &str) -> Option<String> {
    let slug = slugify(text);
    let mut stem: String = slug.chars().take(LONGEST).collect();
    // Half a word is no name.
    if stem.len() < slug.len()
        && let Some((whole, _)) = stem.rsplit_once('-')
        && whole.len() > LONGEST / 2
    {
        stem.truncate(whole.len());
    }
    let stem = stem.trim_matches('-').to_owned();
    (!stem.is_empty()).then_some(stem)
}

/// Files for all entries: those of a story have one name, and no two stories the same.
fn names(archive: &Archive) -> Vec<Placed> {
    let zone = archive.zone();
    let tags: HashSet<&str> = archive.languages.iter().map(|language| language.tag.as_str()).collect();
    let mut stories: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let mut order: Vec<(&str, &str)> = Vec::new();
    for (i, entry) in archive.entries.iter().enumerate() {
        let role = if entry.role == Role::Page { "page" } else { "article" };
        let members = stories.entry((role, entry.story.as_str())).or_default();
        if members.is_empty() {
            order.push((role, entry.story.as_str()));
        }
        members.push(i);
    }
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    for members in stories.values() {
        let first = &archive.entries[members[0]];
        *sizes.entry(first.section.as_deref().unwrap_or(NO_SECTION)).or_default() += 1;
    }
    let mut taken: HashSet<String> = HashSet::new();
    // By wanted name: the next number.
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut placed = vec![Placed::default(); archive.entries.len()];
    for key in order {
        let members = &stories[&key];
        let rank = |i: &&usize| {
            let language = archive.language_or_first(archive.entries[**i].language.as_deref());
            archive.languages.iter().position(|known| known.tag == language).unwrap_or(usize::MAX)
        };
        let Some(original) = members.iter().min_by_key(rank).map(|i| &archive.entries[*i]) else { continue };
        let folder = match original.role {
            Role::Page => String::new(),
            Role::Article => {
                let section = original.section.as_deref().unwrap_or(NO_SECTION);
                let day = original.day(&zone).filter(|_| sizes.get(section).is_some_and(|size| *size > MANY));
                day.map_or_else(|| section.to_owned(), |day| format!("{section}/{:04}", day.year()))
            }
        };
        // `about/index.md` is called by its folder.
        let of_folder = || original.address.as_deref().map(last_part).filter(|_| original.stem == "index");
        let wanted = stem_of(of_folder().unwrap_or(&original.stem)).or_else(|| stem_of(original.title.as_deref()?));
        let mut wanted = wanted.unwrap_or_else(|| "text".to_owned());
        // A name that is read as a language, or as the text of a folder.
        if tags.contains(wanted.as_str()) || wanted == "index" || TERM_FOLDERS.contains(&wanted.as_str()) {
            wanted.push_str("-text");
        }
        let is_bundle = members.iter().any(|i| archive.entries[*i].folder.is_some());
        let free = |stem: &str| format!("{folder}/{}", stem.to_lowercase());
        // Thousands may have one name.
        let first = next.entry(free(&wanted)).or_insert(1_usize);
        let found = (*first..)
            .map(|n| (n, if n == 1 { wanted.clone() } else { format!("{wanted}-{n}") }))
            .find(|(_, stem)| taken.insert(free(stem)));
        let (n, stem) = found.unwrap_or_default();
        *first = n + 1;
        for i in members {
            let language = archive.language_or_first(archive.entries[*i].language.as_deref()).to_owned();
            placed[*i] =
                Placed { folder: folder.clone(), stem: stem.clone(), is_bundle, language, ..Placed::default() };
        }
    }
    placed
}

/// Gives every entry its address, and the old ones that lead to it. `at` says which slug gives an entry its old address,
/// and what a slug comes to.
fn give_addresses(
    archive: &Archive,
    entries: &mut [Placed],
    notes: &mut Notes,
    at: impl Fn(usize, Option<&str>) -> (Option<String>, Option<OutputPath>),
) {
    let mut claimed: HashSet<OldAddress> = HashSet::new();
    let read = |text: &str| archive.read_address(text);
    let mut chosen: Vec<Option<String>> = vec![None; entries.len()];
    // What can keep its address keeps it, before others are given one.
    for (i, entry) in archive.entries.iter().enumerate() {
        let (Some(slug), _) = at(i, None) else { continue };
        let (_, page) = at(i, Some(&slug));
        let (Some(page), Some(old)) = (page, entry.address.as_deref().and_then(read)) else { continue };
        if OldAddress::of(page) == old && claimed.insert(old) {
            chosen[i] = Some(slug);
        }
    }
    for (i, entry) in archive.entries.iter().enumerate() {
        if chosen[i].is_some() {
            continue;
        }
        let of_old = entry.address.as_deref().and_then(addresses::slug_of);
        let wanted = of_old.unwrap_or_else(|| entries[i].stem.clone());
        let slug = (1..1000).map(|n| if n == 1 { wanted.clone() } else { format!("{wanted}-{n}") }).find(|slug| {
            let (_, page) = at(i, Some(slug));
            page.is_some_and(|page| claimed.insert(OldAddress::of(page)))
        });
        chosen[i] = slug;
    }
    let pages = claimed.clone();
    for (i, entry) in archive.entries.iter().enumerate() {
        let slug = chosen[i].take().unwrap_or_else(|| entries[i].stem.clone());
        let new = at(i, Some(&slug)).1.map(OldAddress::of);
        entries[i].slug = Some(slug).filter(|slug| *slug != entries[i].stem);
        let mut aliases: Vec<OldAddress> = Vec::new();
        for alias in entry.address.iter().chain(&entry.aliases) {
            let Some(address) = read(alias) else {
                notes.add(Sort::LeftOut, "Old addresses that are none of the site's", &entry.place, alias.clone());
                continue;
            };
            let is_home = address.query.is_none() && address.path.address() == "/";
            if new.as_ref() == Some(&address) || aliases.contains(&address) || is_home {
                continue;
            }
            if entry.state == State::Unlisted && address.query.is_some() {
                notes.add(
                    Sort::LeftOut,
                    "Old addresses with a query of unlisted texts: hosts' files would name them",
                    &entry.place,
                    alias.clone(),
                );
            } else if pages.contains(&address) || !claimed.insert(address.clone()) {
                notes.add(
                    Sort::Decide,
                    "Old addresses that two texts have: the first keeps it",
                    &entry.place,
                    alias.clone(),
                );
            } else {
                aliases.push(address);
            }
        }
        entries[i].aliases = aliases.iter().map(OldAddress::text).collect();
    }
}

/// The forms of redirects that the old addresses need: one with a query, or one that names no page, only hosts can express.
fn forms(archive: &Archive, entries: &[Placed]) -> Vec<&'static str> {
    let all = entries.iter().flat_map(|entry| &entry.aliases).filter_map(|alias| archive.read_address(alias));
    let lists = archive.lists.iter().filter_map(|list| archive.read_address(&list.address));
    let needs_hosts =
        all.chain(lists).any(|address| address.query.is_some() || !address.path.as_str().ends_with(".html"));
    let forms = ["html", "netlify", "nginx", "apache"];
    let is_needed = |form: &&str| *form == "html" || needs_hosts;
    // Each is of use to some host: an editor takes out what the site's own is not.
    forms.into_iter().filter(is_needed).collect()
}
