//! Verify: the new site is planned and checked like any other, so that each old address is answered and the site builds.

use super::archive::{Archive, ListOf, TermKind};
use super::layout::{Layout, id_of};
use super::report::{Answered, Checked, Notes, Sort};
use super::site_yaml::site_yaml;
use super::write;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::input::old_address::OldAddress;
use crate::language::LanguageId;
use crate::path::OutputPath;
use crate::pictures::Effort;
use crate::pipeline::{self, Silence};
use crate::plan::feeds::{self, FeedOf};
use crate::plan::{Period, Subject};
use crate::render::Press;
use crate::site::{Site, TaxonomyKind};
use crate::sources;
use crate::timings::Timings;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

/// How often texts are set aside until a site builds: a draft may be what another text links to.
const ROUNDS: usize = 4;

/// The old addresses of an archive.
pub struct Olds<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// What the sitemap of the live site has.
    pub of_sitemap: BTreeSet<OldAddress>,
    /// The moment that counts as now.
    pub now: Timestamp,
}

/// Writes `site.yaml` with what moved, and finds out which old addresses are answered. What cannot be built is made a draft,
/// and told.
///
/// # Errors
/// The site cannot be read at all.
pub fn verify(
    stage: &Path,
    olds: &Olds,
    layout: &Layout,
    notes: &mut Notes,
) -> Result<(Answered, Checked), Diagnostics> {
    let archive = olds.archive;
    let failed = |error| super::failed(("site.yaml".to_owned(), error));
    let mut round = 0;
    loop {
        // What has moved is known once the rest is: what is set aside may take a list with it.
        let put = |moved| write::put(stage, "site.yaml", &site_yaml(archive, layout, &moved)).map_err(failed);
        put(BTreeMap::new())?;
        let mut loaded = load(stage, olds.now)?;
        let moved = moved(&loaded.0, olds);
        if !moved.is_empty() {
            put(moved)?;
            loaded = load(stage, olds.now)?;
        }
        let (press, mut problems) = loaded;
        let (found, _) = pipeline::check(&press, &Silence, &mut Timings::default());
        problems.append(found);
        round += 1;
        let errors: Vec<&Diagnostic> = problems.0.iter().filter(|p| p.severity == Severity::Error).collect();
        if errors.is_empty() || round > ROUNDS || !set_aside(stage, &errors, notes) {
            let mut checked = Checked { errors: errors.len(), ..Checked::default() };
            for problem in problems.0.iter().filter(|problem| problem.severity == Severity::Warning) {
                *checked.warnings.entry(problem.code.as_str().to_owned()).or_default() += 1;
            }
            for error in errors {
                let place = error.place.as_ref().map_or_else(String::new, place_of);
                notes.add(
                    Sort::Decide,
                    "What `dateline check` calls an error: nothing is built until it is fixed",
                    place,
                    error.message.clone(),
                );
            }
            return Ok((answered(&press, olds), checked));
        }
    }
}

fn place_of(place: &Place) -> String {
    match place.line {
        0 => place.path.clone(),
        line => format!("{}:{line}", place.path),
    }
}

fn load(stage: &Path, now: Timestamp) -> Result<(Press, Diagnostics), Diagnostics> {
    let options = sources::Options {
        root: stage.to_owned(),
        base_url: None,
        drafts: false,
        future: false,
        proof: false,
        pseudo: None,
        now,
        effort: Effort::Whole,
        texts: sources::Texts::Kept,
        leave_out: Vec::new(),
        today: now.as_second().div_euclid(24 * 60 * 60),
    };
    match pipeline::load(&options, &mut Timings::default()) {
        (Some(press), problems) => Ok((press, problems)),
        (None, problems) => Err(problems),
    }
}

/// Makes drafts of texts that stand in the way of a build. Whether anything could be done.
fn set_aside(stage: &Path, errors: &[&Diagnostic], notes: &mut Notes) -> bool {
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for error in errors {
        if let Some(place) = error.place.as_ref().filter(|place| place.path.starts_with("content/")) {
            by_file.entry(&place.path).or_default().push(error);
        }
    }
    let mut is_changed = false;
    // A file in the place of a page, or a drawing that cannot be read.
    for error in errors {
        let Some(place) = error.place.as_ref().filter(|place| place.path.starts_with("static/")) else { continue };
        if fs::remove_file(stage.join(&place.path)).is_ok() {
            is_changed = true;
            let what = "Files that stand in the place of a page, or cannot be read: they were left out";
            notes.add(Sort::Decide, what, place.path.clone(), error.message.clone());
        }
    }
    for (path, errors) in by_file {
        let file = stage.join(path);
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let Some(rest) = text.strip_prefix("---\n") else { continue };
        let head = rest.split("\n---\n").next().unwrap_or_default();
        // One that is a draft already, and still in the way, cannot be helped like this.
        if head.lines().any(|line| line == "draft: true") {
            continue;
        }
        let others: String =
            rest.lines().filter(|line| *line != "draft: false").map(|line| format!("{line}\n")).collect();
        if fs::write(&file, format!("---\ndraft: true\n{others}")).is_ok() {
            is_changed = true;
            for error in errors {
                notes.add(
                    Sort::Decide,
                    "Texts that cannot be built: each is a draft until it is fixed",
                    error.place.as_ref().map_or_else(String::new, place_of),
                    error.message.clone(),
                );
            }
        }
    }
    is_changed
}

/// Where each list of a language is.
type Lists = HashMap<(Subject, LanguageId), OutputPath>;

/// The addresses of lists and feeds that are elsewhere now.
fn moved(press: &Press, olds: &Olds) -> BTreeMap<String, String> {
    let mut moved = BTreeMap::new();
    let new: Lists = press
        .routes
        .iter()
        .filter(|route| !matches!(route.subject, Subject::Article(_) | Subject::Fallback(_) | Subject::Media(_)))
        .filter_map(|route| Some(((route.subject, route.language?), route.path.clone())))
        .collect();
    for (address, of) in lists(olds.archive, olds.now) {
        let is_answered = press.routes.has_page(&address) || press.routes.redirect_of(&address).is_some();
        // What only differs in a slash is led on by every host.
        if is_answered || moved.contains_key(&address.text()) {
            continue;
        }
        if let Some(path) = target(press, &new, olds.archive, &of) {
            moved.insert(address.text(), path.address());
        }
    }
    moved
}

/// All lists and feeds whose old addresses are known.
fn lists(archive: &Archive, now: Timestamp) -> Vec<(OldAddress, ListOf)> {
    let is_kept = |list: &&super::archive::ListAddress| !matches!(list.of, ListOf::TermFeed(TermKind::Tag, ..));
    let of_lists = archive.lists.iter().filter(is_kept).map(|list| (list.address.clone(), list.of.clone()));
    let of_terms = archive.terms.iter().filter_map(|term| {
        Some((term.address.clone()?, ListOf::Term(term.kind, term.key.clone(), term.language.clone())))
    });
    let of_authors = archive.authors.iter().filter_map(|author| {
        Some((author.address.clone()?, ListOf::Term(TermKind::Author, author.key.clone(), author.language.clone())))
    });
    let all = of_lists.chain(of_terms).chain(of_authors);
    let shown = Shown::of(archive, now);
    let all = all.filter(|(_, of)| shown.has(of));
    all.filter_map(|(address, of)| Some((archive.read_address(&address)?, of))).collect()
}

/// What public articles have: a list of others showed nothing.
struct Shown {
    terms: HashSet<(TermKind, String)>,
    months: HashSet<(i16, i8)>,
}

impl Shown {
    fn of(archive: &Archive, now: Timestamp) -> Shown {
        let zone = archive.zone();
        let (mut terms, mut months) = (HashSet::new(), HashSet::new());
        for entry in archive.entries.iter().filter(|entry| entry.is_public(&zone, now)) {
            let section = entry.section.iter().map(|key| (TermKind::Section, key));
            let tags = entry.tags.iter().map(|key| (TermKind::Tag, key));
            let authors = entry.authors.iter().map(|key| (TermKind::Author, key));
            let all = section.chain(tags).chain(authors);
            terms.extend(all.filter_map(|(kind, key)| Some((kind, id_of(kind, key)?))));
            months.extend(entry.day(&zone).map(|day| (day.year(), day.month())));
        }
        Shown { terms, months }
    }

    fn has(&self, of: &ListOf) -> bool {
        match of {
            ListOf::Term(kind, key, _) | ListOf::TermFeed(kind, key, _) => {
                id_of(*kind, key).is_some_and(|id| self.terms.contains(&(*kind, id)))
            }
            ListOf::Archive(_, year, month) => {
                self.months.iter().any(|(y, m)| y == year && month.is_none_or(|month| month == *m))
            }
            ListOf::Home(_) | ListOf::Feed(_) | ListOf::Tags(_) | ListOf::Authors(_) => true,
        }
    }
}

/// Where the site has what a list showed.
fn target(press: &Press, new: &Lists, archive: &Archive, of: &ListOf) -> Option<OutputPath> {
    let site = &*press.site;
    let language = |said: &Option<String>| site.locales.find(archive.language_or_first(said.as_deref()));
    let route = |subject: Subject, language: LanguageId| new.get(&(subject, language)).cloned();
    let feed = |of: FeedOf, language| {
        feeds::exists(site, of, language)
            .then(|| OutputPath::page(&feeds::shown_address(site, of, language)?))
            .flatten()
    };
    match of {
        ListOf::Home(said) => route(Subject::Home, language(said)?),
        ListOf::Archive(said, year, None) => route(Subject::Archive(Period::Year(*year), 1), language(said)?),
        ListOf::Archive(said, year, Some(month)) => {
            route(Subject::Archive(Period::Month(*year, *month), 1), language(said)?)
        }
        ListOf::Tags(said) => route(Subject::Tags, language(said)?),
        ListOf::Authors(said) => route(Subject::Authors, language(said)?),
        ListOf::Feed(said) => feed(FeedOf::Home, language(said)?),
        ListOf::Term(kind, key, said) => {
            let (kind, i) = term(site, *kind, key)?;
            let language = language(said)?;
            let subject = match kind {
                TaxonomyKind::Section => Subject::Section(i, 1),
                TaxonomyKind::Tag => Subject::Tag(i, 1),
                _ => Subject::Author(i, 1),
            };
            route(subject, language)
        }
        ListOf::TermFeed(kind, key, said) => {
            let (kind, i) = term(site, *kind, key)?;
            feed(FeedOf::Term(kind, i), language(said)?)
        }
    }
}

fn term(site: &Site, kind: TermKind, key: &str) -> Option<(TaxonomyKind, usize)> {
    let id = id_of(kind, key)?;
    let kind = match kind {
        TermKind::Section => TaxonomyKind::Section,
        TermKind::Tag => TaxonomyKind::Tag,
        TermKind::Author => TaxonomyKind::Author,
    };
    Some((kind, *site.taxonomy(kind).index.get(&id)?))
}

/// How the old public addresses are answered.
fn answered(press: &Press, olds: &Olds) -> Answered {
    let archive = olds.archive;
    let zone = archive.zone();
    let public = archive.entries.iter().filter(|entry| entry.is_public(&zone, olds.now));
    let of_entries = public.flat_map(|entry| entry.address.iter().chain(&entry.aliases));
    let mut all: BTreeSet<OldAddress> = of_entries.filter_map(|text| archive.read_address(text)).collect();
    all.extend(lists(archive, olds.now).into_iter().map(|(address, _)| address));
    all.extend(olds.of_sitemap.iter().cloned());
    let mut answered = Answered::default();
    for address in all {
        if press.routes.has_page(&address) {
            answered.pages += 1;
        } else if press.routes.redirect_of(&address).is_some() {
            answered.redirects += 1;
        } else {
            answered.unanswered.push(address.text());
        }
    }
    answered
}
