//! Rename: a story, a section, a tag, an author or a dossier gets another name. Its files move, what names it is written
//! anew, and old addresses lead on.
//!
//! Everything is prepared in memory and resolved as a site before a file is touched: what would be wrong with the site
//! afterwards, and is not wrong now, stops it.

mod keep;
mod leftovers;
mod matter;
mod moves;
mod records;
mod target;

pub use moves::Moves;

use super::archive::{Archive, State};
use super::changes::{Changes, NewText};
use super::edits::{self, Edit};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::input::config;
use crate::input::content::{Document, SourceName, parse_document};
use crate::input::media::{MediaLibrary, Origin};
use crate::input::old_address::OldAddress;
use crate::markdown::{Form, references};
use crate::path::OutputPath;
use crate::plan::{self, RouteTable};
use crate::resolve::{Parts, resolve};
use crate::site::{Article, Site, TaxonomyKind};
use crate::yaml::Block;
use moves::below;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use target::{In, Names, Standpoint, Targets};

/// Something that is written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands now.
    pub place: Place,
    /// What stands there.
    pub from: String,
    /// What will stand there.
    pub to: String,
    edit: Edit,
}

/// Something that is left for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where it stands.
    pub place: Place,
    /// What to look at.
    pub what: String,
}

/// What becomes of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The file of the text, as it will be called; empty for the page of a term.
    pub path: String,
    /// The address now.
    pub from: String,
    /// The address afterwards.
    pub to: String,
    /// Whether the old one leads on, or why not.
    pub alias: Alias,
}

/// Whether an old address leads on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alias {
    /// It does.
    Added,
    /// Nobody has ever had it: the text is not public.
    NeverPublic(State),
    /// Another page is there now.
    Taken,
    /// Pages of lists have none.
    OfTerm,
}

/// A rename that is ready to be made.
pub struct Plan {
    /// What is moved.
    pub moves: Moves,
    /// What is done to the files.
    pub changes: Changes,
    /// What is written anew in texts and in `site.yaml`.
    pub references: Vec<Change>,
    /// Addresses that change.
    pub addresses: Vec<Moved>,
    /// Files that keep the address of a term, with the line that does it.
    pub kept: Vec<String>,
    /// What is left for a person.
    pub notes: Vec<Note>,
}

/// Prepares a rename.
///
/// # Errors
/// It cannot be done, or the site would be wrong afterwards.
pub fn plan(archive: &mut Archive, root: &Path, old: &str, new: &str) -> Result<Plan, Diagnostics> {
    let moves = Moves::read(archive, old, new)?;
    report_broken(archive, &moves)?;
    let (routes, of_plan) = plan::plan(&archive.site);
    let mut before = archive.problems().clone();
    before.append(of_plan);

    let mut texts = Texts::of(archive, &moves);
    let mut kept = Vec::new();
    let written = archive.site.config.places.text.clone();
    let none = HashMap::new();
    let by_id = Targets { archive, moves: &moves, names: Names::of(&moves, &none), pages: none };
    texts.config =
        configured(archive, &matter::of_config(Block::whole(config::FILE, &written), &by_id, &mut Vec::new()));
    // Who names it decides what there is: which story a translation joins, which texts an author has.
    change_references(&by_id, &mut texts, &mut Vec::new());
    let mut site = texts.resolved(archive);
    if let Some((kind, old, new)) = moves.term() {
        kept = keep::addresses(archive, &site, (kind, &old, &new), &mut texts)?;
        site = texts.resolved(archive);
    }
    let (after, _) = plan::plan(&site);
    let pages = moved_pages(archive, &moves, (&site, &routes, &after));
    let mut notes = Vec::new();
    let names = Names::of(&moves, &pages);
    let targets = Targets { archive, moves: &moves, pages, names };
    let mut references = change_references(&targets, &mut texts, &mut notes);
    let of_config = matter::of_config(Block::whole(config::FILE, &written), &targets, &mut notes);
    notes.extend(leftovers::notes(root, archive, &moves));
    notes.extend(unread(archive));
    let addresses = keep_addresses(archive, &moves, (&site, &after), &mut texts)?;

    let (site, mut found) = texts.verified(archive);
    let (_, of_plan) = plan::plan(&site);
    found.append(of_plan);
    report_new(&before, found, &moves)?;

    let mut changes = texts.changes(format!("rename {} {}", moves.old.0, moves.new.0), &moves);
    if !of_config.is_empty() {
        let was = archive.site.config.places.text.clone();
        let edits: Vec<Edit> = of_config.iter().map(|change| change.edit.clone()).collect();
        let text = edits::applied(&was, &edits);
        changes.texts.push(NewText { path: config::FILE.to_owned(), was: Some(was), text });
    }
    references.extend(of_config);
    references.sort_by(|a, b| a.place.cmp(&b.place));
    notes.sort_by(|a, b| a.place.cmp(&b.place));
    notes.dedup();
    Ok(Plan { changes, references, addresses, kept, notes, moves })
}

/// `site.yaml` as it will be.
fn configured(archive: &Archive, changes: &[Change]) -> Arc<config::Config> {
    let config = &archive.site.config;
    let edits: Vec<Edit> = changes.iter().map(|change| change.edit.clone()).collect();
    let (new, _) = config::parse(&edits::applied(&config.places.text, &edits), Some(&config.base_url));
    new.filter(|_| !edits.is_empty()).map_or_else(|| Arc::clone(config), Arc::new)
}

/// A file that cannot be understood cannot be told where it is.
fn report_broken(archive: &Archive, moves: &Moves) -> Result<(), Diagnostics> {
    let is_moved = |problem: &&Diagnostic| {
        let path = problem.place.as_ref().map_or("", |place| place.path.as_str());
        let is_grave =
            matches!(problem.code, Code::BadYaml | Code::NoFrontMatter | Code::NotUtf8 | Code::DuplicateArticle);
        problem.severity == Severity::Error && is_grave && moves.files.contains_key(below(path))
    };
    let broken: Vec<Diagnostic> = archive.problems().0.iter().filter(is_moved).cloned().collect();
    match broken.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics(broken.into_iter().map(|problem| problem.hint("nothing was changed")).collect())),
    }
}

/// Texts that could not be read, and so not looked at.
fn unread(archive: &Archive) -> Vec<Note> {
    let is_unread = |problem: &&Diagnostic| matches!(problem.code, Code::NotUtf8 | Code::TooLarge | Code::Unreadable);
    let places = archive.problems().0.iter().filter(is_unread).filter_map(|problem| problem.place.clone());
    places.map(|place| Note { place, what: "this file cannot be read, and was not looked at".to_owned() }).collect()
}

/// What is wrong afterwards and is not now, as far as it stops a build.
fn report_new(before: &Diagnostics, after: Diagnostics, moves: &Moves) -> Result<(), Diagnostics> {
    let known: HashSet<(Code, &str)> =
        before.0.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
    let errors = |all: &Diagnostics, code: Code| {
        all.0.iter().filter(|problem| problem.code == code && problem.severity == Severity::Error).count()
    };
    let is_new = |problem: &&Diagnostic| {
        problem.severity == Severity::Error
            && !known.contains(&(problem.code, problem.message.as_str()))
            && errors(&after, problem.code) > errors(before, problem.code)
    };
    let new: Vec<Diagnostic> = after.0.iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Ok(());
    }
    let what = format!("with `{}` for `{}` the site would be wrong: nothing was changed", moves.new.0, moves.old.0);
    Err(Diagnostics(new.into_iter().map(|problem| problem.hint(what.clone())).collect()))
}

/// The texts of a site, as they will be.
struct Texts {
    config: Arc<config::Config>,
    all: Vec<Text>,
    /// Files that come to be, with their texts.
    new: BTreeMap<String, String>,
    by_path: HashMap<String, usize>,
    media: Vec<crate::input::discover::SourceFile>,
}

struct Text {
    document: Arc<Document>,
    /// Its path below `content/`, as it will be.
    below: String,
    /// What names others is written anew.
    edits: Vec<Edit>,
    /// What it says of its own address.
    own: Vec<Edit>,
}

impl Text {
    fn is_edited(&self) -> bool {
        !self.edits.is_empty() || !self.own.is_empty()
    }

    /// Its text as it will be.
    fn written(&self) -> String {
        let all: Vec<Edit> = self.own.iter().chain(&self.edits).cloned().collect();
        edits::applied(&self.document.text, &all)
    }
}

impl Texts {
    fn of(archive: &Archive, moves: &Moves) -> Texts {
        let of = |document: &Arc<Document>| Text {
            below: moves.place(below(&document.path)).to_owned(),
            document: Arc::clone(document),
            edits: Vec::new(),
            own: Vec::new(),
        };
        let all: Vec<Text> = archive.documents.iter().map(of).collect();
        let by_path = all.iter().enumerate().map(|(i, text)| (text.document.path.clone(), i)).collect();
        let files = archive.site.media.files.iter().filter(|file| file.origin == Origin::Content);
        let media = files.map(|file| file.source.moved(moves.place(&file.source.below)));
        let mut media: Vec<_> = media.collect();
        media.sort_by(|a, b| a.path.cmp(&b.path));
        Texts { config: Arc::clone(&archive.site.config), all, new: BTreeMap::new(), by_path, media }
    }

    /// The text of a file as it is now.
    fn of_path(&mut self, path: &str) -> Option<&mut Text> {
        self.by_path.get(path).map(|i| &mut self.all[*i])
    }

    /// The documents, as they will be.
    fn documents(&self, archive: &Archive) -> (Vec<Arc<Document>>, Diagnostics) {
        let is_language = |tag: &str| archive.site.locales.find(tag).is_some();
        let names = &archive.site.config.keys;
        let parse = |path: String, text: String| {
            let name = SourceName::parse(below(&path), is_language);
            let (document, problems) = parse_document(path, name, text, Arc::clone(names));
            (document.map(Arc::new), problems)
        };
        let of = |text: &Text| {
            if !text.is_edited() && text.below == below(&text.document.path) {
                return (Some(Arc::clone(&text.document)), Diagnostics::default());
            }
            parse(format!("content/{}", text.below), text.written())
        };
        let mut read: Vec<_> = self.all.par_iter().map(of).collect();
        read.extend(self.new.iter().map(|(path, text)| parse(path.clone(), text.clone())));
        let mut problems = Diagnostics::default();
        let mut documents = Vec::with_capacity(read.len());
        for (document, found) in read {
            documents.extend(document);
            problems.append(found);
        }
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        (documents, problems)
    }

    /// The site that they come to.
    fn resolved(&self, archive: &mut Archive) -> Arc<Site> {
        self.verified(archive).0
    }

    /// The same, with what is wrong then.
    fn verified(&self, archive: &mut Archive) -> (Arc<Site>, Diagnostics) {
        let (documents, mut problems) = self.documents(archive);
        let (media, _) = MediaLibrary::new(self.media.clone(), &archive.site.config.languages);
        let media = Arc::new(media.with_statics(&archive.site.statics));
        let config = Arc::clone(&self.config);
        let parts = Parts { media, config, ..archive.sources.parts_with(documents) };
        let resolved = resolve(parts);
        problems.append(resolved.problems());
        problems.append(archive.sources.problems());
        (Arc::clone(&resolved.site), problems)
    }

    /// What is done to the files.
    fn changes(self, what: String, moves: &Moves) -> Changes {
        let in_content = |below: &str| format!("content/{below}");
        let new = self.new.into_iter().map(|(path, text)| NewText { path, was: None, text });
        let edited = self.all.into_iter().filter(Text::is_edited).map(|text| NewText {
            path: in_content(&text.below),
            text: text.written(),
            was: Some(text.document.text.clone()),
        });
        Changes {
            what,
            moves: moves
                .files
                .iter()
                .filter(|(from, to)| from != to)
                .map(|(from, to)| (in_content(from), in_content(to)))
                .collect(),
            texts: edited.chain(new).collect(),
            renamed: vec![(moves.old.0.clone(), moves.new.0.clone())],
            removals: Vec::new(),
        }
    }
}

/// The article of a site that is made of a file.
fn by_path(site: &Site) -> HashMap<&str, &Article> {
    site.articles.iter().map(|article| (article.document.path.as_str(), &**article)).collect()
}

/// The pages that get another address.
fn moved_pages(
    archive: &Archive,
    moves: &Moves,
    (site, routes, after): (&Site, &RouteTable, &RouteTable),
) -> HashMap<String, String> {
    let mut pages = HashMap::new();
    let now = by_path(site);
    for article in &archive.site.articles {
        let path = format!("content/{}", moves.place(below(&article.document.path)));
        if let Some(new) = now.get(path.as_str()) {
            let [old, new] = [article, *new].map(|article| article.placement.path.address());
            if old != new {
                pages.insert(old, new);
            }
        }
    }
    let term = moves.term();
    for kind in TaxonomyKind::ALL {
        for old in &archive.site.taxonomy(kind).terms {
            let id = match &term {
                Some((renamed, id, new)) if *renamed == kind && *id == old.id => new,
                _ => &old.id,
            };
            let taxonomy = site.taxonomy(kind);
            let Some(new) = taxonomy.index.get(id).map(|i| &taxonomy.terms[*i]) else { continue };
            for (from, to) in old.pages.iter().zip(&new.pages).filter(|(from, to)| from != to) {
                pages.insert(from.address(), to.address());
                // Its feeds and further pages.
                let folder = from.folder();
                for route in routes.iter() {
                    let address = route.path.address();
                    let Some(rest) = address.strip_prefix(folder.as_str()).filter(|rest| !rest.is_empty()) else {
                        continue;
                    };
                    let other = format!("{}{rest}", to.folder());
                    if after.at(&other).is_some() {
                        pages.entry(address).or_insert(other);
                    }
                }
            }
        }
    }
    pages
}

/// Writes anew what texts name: addresses in Markdown, and ids and files in front matter.
fn change_references(targets: &Targets, texts: &mut Texts, notes: &mut Vec<Note>) -> Vec<Change> {
    let pages: HashMap<&str, String> = targets
        .archive
        .site
        .articles
        .iter()
        .map(|article| (article.document.path.as_str(), article.placement.path.address()))
        .collect();
    let of_text = |text: &Text| {
        let new_folder = text.below.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = pages.get(text.document.path.as_str()).cloned();
        in_text(&text.document, targets, &Standpoint { folder: text.document.folder(), new_folder, page })
    };
    let found: Vec<(Vec<Change>, Vec<Note>)> = texts.all.par_iter().map(of_text).collect();
    let mut all = Vec::new();
    for (text, (changes, found)) in texts.all.iter_mut().zip(found) {
        text.edits = changes.iter().map(|change| change.edit.clone()).collect();
        all.extend(changes);
        notes.extend(found);
    }
    keep_records(targets.archive, texts);
    all
}

/// What a text names and is written in another way from now on.
fn in_text(document: &Document, targets: &Targets, from: &Standpoint) -> (Vec<Change>, Vec<Note>) {
    let mut notes = Vec::new();
    let mut changes = matter::changes(document, targets, from, &mut notes);
    if may_name(document, targets, from) {
        for reference in references(document.markdown()) {
            let place = match reference.form {
                Form::Markdown => In::Markdown,
                Form::Attribute => In::Html,
            };
            if let Some(new) = targets.exchanged(&reference.target, from, place) {
                let with = reference.written(&new);
                changes.push(Change::in_body(document, reference.at.clone(), &reference.target, (new, with)));
            }
        }
    }
    (changes, notes)
}

/// Where other texts name what is about to go: a story, its files, its pages.
pub(super) fn mentions(
    archive: &Archive,
    going: Moves,
    pages: &[String],
    stays: impl Fn(&Document) -> bool + Sync,
) -> Vec<Change> {
    let pages: HashMap<String, String> = pages.iter().map(|page| (page.clone(), String::new())).collect();
    let names = Names::of(&going, &pages);
    let targets = Targets { archive, moves: &going, pages, names };
    let of_text = |document: &Arc<Document>| {
        let from = Standpoint { folder: document.folder(), new_folder: document.folder(), page: None };
        if stays(document) { in_text(document, &targets, &from).0 } else { Vec::new() }
    };
    let mut found: Vec<Change> = archive.documents.par_iter().flat_map_iter(of_text).collect();
    let block = Block::whole(config::FILE, &archive.site.config.places.text);
    found.extend(matter::of_config(block, &targets, &mut Vec::new()));
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found
}

/// Whether the Markdown of a text may have an address that changes: most texts of an archive have none, and are not parsed.
fn may_name(document: &Document, targets: &Targets, from: &Standpoint) -> bool {
    if from.folder != from.new_folder || from.page.as_ref().is_some_and(|page| targets.pages.contains_key(page)) {
        return true;
    }
    let markdown = document.markdown();
    // An address may be encoded or escaped; a name of a file ends every way to it.
    memchr::memchr3(b'%', b'&', b'\\', markdown.as_bytes()).is_some() || targets.may_be_in(markdown)
}

/// Translations remember pieces of their originals by fingerprints, of which addresses are a part.
fn keep_records(archive: &Archive, texts: &mut Texts) {
    let mut edits: Vec<(String, Vec<Edit>)> = Vec::new();
    for story in archive.site.stories.iter() {
        let Some(original) = story.articles[story.original.0].map(|id| archive.site.article(id)) else { continue };
        let Some(text) = texts.of_path(&original.document.path).filter(|text| !text.edits.is_empty()) else { continue };
        let new = text.written();
        let name = text.document.name.clone();
        let (after, _) = parse_document(text.document.path.clone(), name, new, Arc::clone(&text.document.names));
        let Some(after) = after else { continue };
        let changed = records::changed(&text.document, &after);
        for other in story.articles.iter().flatten().filter(|id| **id != original.id) {
            let document = &archive.site.article(*other).document;
            let found = records::edits(document, &changed);
            if !found.is_empty() {
                edits.push((document.path.clone(), found));
            }
        }
    }
    for (path, found) in edits {
        if let Some(text) = texts.of_path(&path) {
            text.edits.extend(found);
        }
    }
}

/// Lets old addresses lead on, and takes those away that are the text's own again.
fn keep_addresses(
    archive: &Archive,
    moves: &Moves,
    (site, after): (&Site, &RouteTable),
    texts: &mut Texts,
) -> Result<Vec<Moved>, Diagnostics> {
    let now = by_path(site);
    let base_url = &archive.site.config.base_url;
    let mut all = Vec::new();
    let mut problems = Diagnostics::default();
    for article in &archive.site.articles {
        let path = format!("content/{}", moves.place(below(&article.document.path)));
        let Some(new) = now.get(path.as_str()) else { continue };
        let [old, to] = [article, *new].map(|article| &article.placement.path);
        if old == to {
            continue;
        }
        let state = archive.state(article);
        let is_alias = |alias: &String, path: &OutputPath| {
            OldAddress::read(alias, base_url).is_ok_and(|read| read.address == OldAddress::of(path.clone()))
        };
        let is_taken = after.find(old).is_some_and(|route| !matches!(route.subject, plan::Subject::Redirect(_)));
        let alias = match state.has_page() {
            false => Alias::NeverPublic(state),
            true if is_taken => Alias::Taken,
            true => Alias::Added,
        };
        let document = &article.document;
        let block = document.block();
        let mut edits = edits::without_items(&block, "aliases", |item| is_alias(&item.to_owned(), to));
        let is_there = article.placement.aliases.iter().any(|alias| is_alias(alias, old));
        if alias == Alias::Added && !is_there {
            let text = OldAddress::of(old.clone()).text();
            // A list that loses its last item is written anew.
            let remains = article.placement.aliases.iter().any(|alias| !is_alias(alias, to));
            let added = match (edits.is_empty(), remains) {
                (false, false) => {
                    let at = edits[0].at.clone();
                    edits.clear();
                    let line_end = if document.text.contains("\r\n") { "\r\n" } else { "\n" };
                    Ok(vec![Edit { at, with: format!("aliases: [{}]{line_end}", edits::in_quotes(&text)) }])
                }
                _ => edits::with_items(&block, "aliases", std::slice::from_ref(&text), &["slug", "title"]),
            };
            match added {
                Ok(added) => edits.extend(added),
                Err(why) => problems.push(
                    Diagnostic::error(Code::BadYaml, format!("`aliases` cannot be added to this front matter: {why}"))
                        .at(block.place_of("aliases"))
                        .hint(format!("write it as lines, with `aliases: [\"{text}\"]`; nothing was changed")),
                ),
            }
        }
        if let Some(text) = texts.of_path(&document.path) {
            text.own.extend(edits);
        }
        all.push(Moved { path, from: old.address(), to: to.address(), alias });
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    if let Some((kind, old, new)) = moves.term() {
        let term = |site: &Site, id: &str| {
            let taxonomy = site.taxonomy(kind);
            taxonomy.index.get(id).map(|i| taxonomy.terms[*i].clone())
        };
        if let (Some(before), Some(after)) = (term(&archive.site, &old), term(site, &new)) {
            let languages = before.articles.iter().enumerate().filter(|(_, articles)| !articles.is_empty());
            for (i, _) in languages.filter(|(i, _)| before.pages[*i] != after.pages[*i]) {
                let (from, to) = (before.pages[i].address(), after.pages[i].address());
                all.push(Moved { path: String::new(), from, to, alias: Alias::OfTerm });
            }
        }
    }
    Ok(all)
}
