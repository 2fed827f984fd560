//! Rename: a story, a section, a tag, an author or a dossier gets another name. Its files move, what names it is written
//! anew, and old addresses lead on.
//!
//! Everything is prepared in memory and resolved as a site before a file is touched: what would be wrong with the site
//! afterwards, and is not wrong now, stops it.

mod addresses;
mod keep;
mod leftovers;
mod matter;
mod moves;
mod records;
mod references;
mod report;
mod target;
mod texts;

pub use moves::Moves;
pub(super) use references::mentions;

use super::archive::{Archive, State};
use super::changes::{Changes, NewText};
use crate::diagnostic::{Diagnostics, Place};
use crate::edit::{self, Edit};
use crate::input::config;
use crate::plan;
use crate::yaml::Block;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use target::{Names, Targets};
use texts::Texts;

/// Something that is written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands now.
    pub place: Place,
    /// What stands there.
    pub from: String,
    /// What will stand there.
    pub to: String,
    /// How it is done; none where it is written in a way that is not changed.
    edit: Option<Edit>,
}

/// Something that is left for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where it stands.
    pub place: Place,
    /// What to look at.
    pub what: String,
}

impl Note {
    /// Articles said what a tag is called; now a file does.
    fn of_name(path: &str, name: &str) -> Note {
        let what = format!("the tag is called \u{201c}{name}\u{201d} by this file now: articles write its id");
        Note { place: Place::file(path), what }
    }
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
    report::broken(archive, &moves)?;
    let (routes, of_plan) = plan::plan(&archive.site, None);
    let mut before = archive.problems().clone();
    before.append(of_plan);

    let mut texts = Texts::of(archive, &moves);
    let written = archive.site.config.places.text.clone();
    let none = HashMap::new();
    let by_id = Targets { archive, moves: &moves, names: Names::of(&moves, &none), pages: none };
    texts.config = configured(archive, &matter::of_config(Block::whole(config::FILE, &written), &by_id));
    // Who names it decides what there is: which story a translation joins, which texts an author has.
    references::change(&by_id, &mut texts, &mut Vec::new());
    let site = texts.resolved(archive);
    let kept = keep::of_term(archive, &site, &moves, &mut texts)?;
    let site = if moves.kind.is_some() { texts.resolved(archive) } else { site };
    let (after, _) = plan::plan(&site, None);
    let pages = addresses::moved_pages(archive, &moves, (&site, &routes, &after));
    let mut notes: Vec<Note> = kept.names.iter().map(|(path, name)| Note::of_name(path, name)).collect();
    let names = Names::of(&moves, &pages);
    let targets = Targets { archive, moves: &moves, pages, names };
    let mut references = references::change(&targets, &mut texts, &mut notes);
    let of_config = matter::of_config(Block::whole(config::FILE, &written), &targets);
    let of_config = references::told(of_config, &mut notes);
    notes.extend(leftovers::notes(root, archive, &moves));
    notes.extend(report::unread(archive));
    let addresses = addresses::keep(archive, &moves, (&site, &after), &mut texts)?;

    let (site, mut found) = texts.verified(archive);
    let (_, of_plan) = plan::plan(&site, None);
    found.append(of_plan);
    report::new_errors(&before, found, &moves)?;

    let mut changes = texts.changes(format!("rename {} {}", moves.old.0, moves.new.0), &moves);
    if !of_config.is_empty() {
        let was = archive.site.config.places.text.clone();
        let edits: Vec<Edit> = of_config.iter().filter_map(|change| change.edit.clone()).collect();
        let text = edit::applied(&was, &edits);
        changes.texts.push(NewText { path: config::FILE.to_owned(), was: Some(was), text });
    }
    references.extend(of_config);
    references.sort_by(|a, b| a.place.cmp(&b.place));
    notes.sort_by(|a, b| a.place.cmp(&b.place));
    notes.dedup();
    Ok(Plan { changes, references, addresses, kept: kept.addresses, notes, moves })
}

/// `site.yaml` as it will be.
fn configured(archive: &Archive, changes: &[Change]) -> Arc<config::Config> {
    let config = &archive.site.config;
    let edits: Vec<Edit> = changes.iter().filter_map(|change| change.edit.clone()).collect();
    let (new, _) = config::parse(&edit::applied(&config.places.text, &edits), Some(&config.base_url));
    new.filter(|_| !edits.is_empty()).map_or_else(|| Arc::clone(config), Arc::new)
}
