//! What `check` says of translations that have no record, and of what git knows of them.

use super::blocks::{blocks, why};
use super::pairs::{Pair, Standing};
use super::past::Past;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::content::pieces_of;
use crate::language::LanguageId;
use crate::language::text::{and_others, counted};
use crate::site::{Site, Why};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Files and lines that are named.
const MOST_PLACES: usize = 3;

/// What there is to know. None of it is a warning: how much git knows depends on the clone, and a site may do without
/// records.
pub fn notes(site: &Site, pairs: &[Pair], past: &Past) -> Diagnostics {
    let is_whole = |pair: &&Pair| !pair.is_draft && !pair.is_marked && pair.outdated.is_none();
    let mut notes = Diagnostics::default();
    let whole: Vec<&Pair> = pairs.iter().filter(is_whole).collect();
    let unrecorded: Vec<&Pair> =
        pairs.iter().filter(|p| p.standing == Standing::Unrecorded && !p.is_draft && !p.is_marked).collect();
    notes.extend(without_record(site, &unrecorded, past));
    let open: Vec<&Pair> = whole.into_iter().filter(|pair| pair.standing != Standing::Recorded).collect();
    notes.extend(open.into_par_iter().filter_map(|pair| behind(pair, past)).collect::<Vec<_>>());
    notes
}

fn without_record(site: &Site, pairs: &[&Pair], past: &Past) -> Option<Diagnostic> {
    let first = pairs.first()?;
    let mut of_language: BTreeMap<LanguageId, usize> = BTreeMap::new();
    pairs.iter().for_each(|pair| *of_language.entry(pair.to).or_default() += 1);
    let numbers = of_language.iter().map(|(language, n)| format!("{} {n}", site.locales.get(*language).tag));
    let verb = if pairs.len() == 1 { "does" } else { "do" };
    let message = format!(
        "{} {verb} not say what {} translated from: {}",
        counted(pairs.len(), "translation"),
        if pairs.len() == 1 { "it was" } else { "they were" },
        numbers.collect::<Vec<_>>().join(", ")
    );
    let named = pairs.iter().take(MOST_PLACES).map(|pair| pair.translation.path.as_str()).collect::<Vec<_>>();
    let others = and_others(pairs.len() - named.len(), "file");
    let note = Diagnostic::note(Code::NoRecord, message)
        .at(Place::file(&*first.translation.path))
        .hint(format!("{}{others}", named.join(", ")));
    let note = match &past.unknown {
        Some(unknown) if unknown.is_a_surprise() => note.hint(unknown.in_words()),
        _ => note,
    };
    let note = if past.unknown.is_some() {
        note.hint("when an original changes, it does not show in them unless its `updated` says so")
    } else if past.is_cut {
        note.hint("this clone has only the last part of the history: changes before that are not known")
    } else {
        note
    };
    Some(note.hint("`dateline translations --record-all` begins the records"))
}

/// What git says of a translation whose original has changed.
fn behind(pair: &Pair, past: &Past) -> Option<Diagnostic> {
    let then = past.then(&pair.translation.path)?;
    let commit = then.commit.as_ref()?;
    let found = pieces_of(pair.original, |now| blocks(now, then));
    let Why::Text { changes, removed } = why(&found)? else { return None };
    let (path, original) = (&pair.translation.path, &pair.original.path);
    let words: usize = changes.iter().map(|change| change.words).sum();
    let what = match (changes.len(), removed) {
        (0, removed) => format!("has lost {}", counted(removed, "block")),
        (new, 0) => format!("has {} that changed", counted(new, "block")),
        (new, removed) => {
            format!("has {} that changed, and has lost {}", counted(new, "block"), counted(removed, "block"))
        }
    };
    let message = format!(
        "the original {original} {what} since this translation was committed ({}, {})",
        commit.short(),
        commit.day
    );
    let note = Diagnostic::note(Code::OutdatedTranslation, message).at(pair.translation.block().place_of("translated"));
    let places = changes.iter().take(MOST_PLACES).map(|change| format!("{original}:{}", change.line));
    let places = places.collect::<Vec<_>>().join(", ");
    let others = and_others(changes.len().saturating_sub(MOST_PLACES), "place");
    let note = if changes.is_empty() {
        note
    } else {
        note.hint(format!("{} to do: {places}{others}", counted(words, "word")))
    };
    let see = format!("`dateline translations --diff {path}` shows what changed");
    Some(match pair.standing {
        Standing::WithoutRecords => note.hint(see),
        _ => note.hint(see).hint(format!("where it is up to date, run `dateline translations --record {path}`")),
    })
}
