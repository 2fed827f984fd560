//! The past: what git has to say of the originals of translations.
//!
//! A translation without a record says what its original said in the last commit that changed the translation's own words:
//! who committed it had that text before them. A commit that changed other lines of the file only (a slug, a tag) does not
//! count. A translation whose words are not committed yet counts as if it were committed now.

use super::pairs::{Pair, Standing};
use super::then::{self, Commit, Old, Then};
use crate::history::{History, Texts, Touch, Unknown};
use crate::input::content::{Document, Fingerprint, Record, parse_document, pieces_of, record, recorded};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// What git says of a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// What the original said.
    Then(Then),
    /// The original's file is what it was in this commit.
    Unchanged(Commit),
    /// The words of the translation are not committed yet.
    Uncommitted,
    /// Nothing.
    Nothing,
}

/// What git says of the translations of a site.
#[derive(Debug, Default)]
pub struct Past {
    says: BTreeMap<String, Says>,
    /// Why nothing is known, where something was asked.
    pub unknown: Option<Unknown>,
    /// Whether older changes were cut off: a shallow clone. What is said holds, and there may be more.
    pub is_cut: bool,
}

/// Translations that are looked at together: their texts are in memory at one time.
const TOGETHER: usize = 500;

/// Versions of a file that are looked at: who edits more often than that has a record.
const MOST_VERSIONS: usize = 40;

impl Past {
    /// What git says of translations that have no record, or whose record is not what the original says any more. It is not
    /// asked where there are none.
    pub fn of(root: &Path, pairs: &[Pair]) -> Past {
        // A dossier can have no record: nobody could say that it is up to date after all.
        let is_open =
            |pair: &&Pair| !pair.is_marked && (pair.standing == Standing::Unrecorded || pair.outdated.is_some());
        Past::ask(root, pairs.iter().filter(is_open).collect())
    }

    /// What git says of these translations, whatever they say of themselves.
    pub fn ask(root: &Path, pairs: Vec<&Pair>) -> Past {
        if pairs.is_empty() {
            return Past::default();
        }
        let paths = pairs.iter().flat_map(|pair| [pair.original, pair.translation]).map(|d| d.path.as_str());
        let opened = History::read(root, &paths.collect()).and_then(|history| Ok((history.texts()?, history)));
        let (mut texts, history) = match opened {
            Ok(opened) => opened,
            Err(unknown) => return Past { unknown: Some(unknown), ..Past::default() },
        };
        let mut past = Past { is_cut: history.is_cut, ..Past::default() };
        for some in pairs.chunks(TOGETHER) {
            let (with, without): (Vec<&Pair>, Vec<&Pair>) =
                some.iter().partition(|pair| pair.standing == Standing::Recorded);
            past.says.extend(of_records(&history, &mut texts, &with));
            past.says.extend(of_commits(&history, &mut texts, &without));
        }
        past
    }

    /// What is known of the original of a translation.
    pub fn says(&self, translation: &str) -> &Says {
        self.says.get(translation).unwrap_or(&Says::Nothing)
    }

    /// What an original said when a translation was made, where that is known.
    pub fn then(&self, translation: &str) -> Option<&Then> {
        match self.says(translation) {
            Says::Then(then) => Some(then),
            Says::Unchanged(_) | Says::Uncommitted | Says::Nothing => None,
        }
    }
}

/// An earlier version of a document.
fn earlier(document: &Document, text: String) -> Option<Document> {
    parse_document(document.path.clone(), document.name.clone(), text, Arc::clone(&document.names)).0
}

/// What a translator writes of a text, in short.
fn prints(document: &Document, text: String) -> Option<Record> {
    earlier(document, text).map(|document| pieces_of(&document, record))
}

/// A translation whose last change of words is looked for.
struct Search<'a> {
    pair: &'a Pair<'a>,
    touches: &'a [Touch],
    /// The touch that is looked at.
    at: usize,
    /// The translation's words; none as long as nobody has asked.
    words: Option<Record>,
}

/// For translations without a record: the last commits that changed their words, and the originals in them.
fn of_commits(history: &History, texts: &mut Texts, pairs: &[&Pair]) -> Vec<(String, Says)> {
    let mut said: Vec<(String, Says)> = Vec::new();
    let mut open: Vec<Search> = Vec::new();
    for pair in pairs {
        let path = &pair.translation.path;
        match history.touches(path) {
            [] => said.push((path.clone(), Says::Uncommitted)),
            touches => open.push(Search { pair, touches, at: 0, words: None }),
        }
    }
    let names: Vec<String> = open.iter().map(|search| search.touches[0].after.clone()).collect();
    let committed = texts.get(&names);
    let looked: Vec<(Search, bool)> = open
        .into_par_iter()
        .zip(committed)
        .map(|(search, text)| {
            // Most files are as they were committed: what they say is not asked for.
            let document = search.pair.translation;
            let is_committed = text.is_none_or(|text| {
                text == document.text() || prints(document, text) == Some(pieces_of(document, record))
            });
            (search, is_committed)
        })
        .collect();
    open = Vec::new();
    for (search, is_committed) in looked {
        if is_committed {
            open.push(search);
        } else {
            said.push((search.pair.translation.path.clone(), Says::Uncommitted));
        }
    }
    let mut found: Vec<Search> = Vec::new();
    for round in 0.. {
        let (still, done): (Vec<Search>, Vec<Search>) = open.into_iter().partition(|search| {
            round < MOST_VERSIONS && search.at + 1 < search.touches.len() && search.touches[search.at].before.is_some()
        });
        found.extend(done);
        if still.is_empty() {
            break;
        }
        let names: Vec<String> = still.iter().filter_map(|search| search.touches[search.at].before.clone()).collect();
        let before = texts.get(&names);
        let looked: Vec<(Search, bool)> = still
            .into_par_iter()
            .zip(before)
            .map(|(search, text)| {
                let document = search.pair.translation;
                let words = search.words.unwrap_or_else(|| pieces_of(document, record));
                let is_same = text.and_then(|text| prints(document, text)).as_ref() == Some(&words);
                (Search { at: search.at + usize::from(is_same), words: Some(words), ..search }, is_same)
            })
            .collect();
        open = Vec::new();
        for (search, is_same) in looked {
            if is_same { open.push(search) } else { found.push(search) }
        }
    }
    let names: Vec<String> = found.iter().map(|s| history.name_at(&s.pair.original.path, &s.touches[s.at])).collect();
    let originals = texts.get(&names);
    let of_search = |(search, text): (Search, Option<String>)| {
        let (touch, original) = (&search.touches[search.at], search.pair.original);
        let commit = || Commit { id: touch.commit.clone(), day: touch.day.clone() };
        let says = match text {
            Some(text) if text == *original.text() => Says::Unchanged(commit()),
            text => text.and_then(|text| earlier(original, text)).map_or(Says::Nothing, |document| {
                Says::Then(Then { pieces: then::texts(&document), commit: Some(commit()) })
            }),
        };
        (search.pair.translation.path.clone(), says)
    };
    said.extend(found.into_par_iter().zip(originals).map(of_search).collect::<Vec<_>>());
    said
}

/// For translations with a record: the texts of the pieces that it names, wherever in the history of the original they are.
fn of_records(history: &History, texts: &mut Texts, pairs: &[&Pair]) -> Vec<(String, Says)> {
    struct Open<'a> {
        pair: &'a Pair<'a>,
        record: Record,
        known: BTreeMap<Fingerprint, Old>,
    }
    let mut open: Vec<Open> = Vec::new();
    for pair in pairs {
        let Some(record) = recorded(pair.translation) else { continue };
        let known = then::texts(pair.original).into_iter().map(|old| (old.fingerprint, old)).collect();
        open.push(Open { pair, record, known });
    }
    for version in 0..MOST_VERSIONS {
        let wanted = |open: &Open| {
            let all: BTreeSet<Fingerprint> = open.record.set();
            let touch = history.touches(&open.pair.original.path).get(version)?;
            all.iter().any(|print| !open.known.contains_key(print)).then(|| touch.after.clone())
        };
        let names: Vec<(usize, String)> =
            open.iter().enumerate().filter_map(|(i, open)| Some((i, wanted(open)?))).collect();
        if names.is_empty() {
            break;
        }
        let asked: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
        for ((i, _), text) in names.iter().zip(texts.get(&asked)) {
            let open = &mut open[*i];
            let document = text.and_then(|text| earlier(open.pair.original, text));
            for old in document.iter().flat_map(then::texts) {
                open.known.entry(old.fingerprint).or_insert(old);
            }
        }
    }
    let says = |open: Open| {
        let then = then::of_record(&open.record, &open.known);
        (open.pair.translation.path.clone(), Says::Then(then))
    };
    open.into_iter().map(says).collect()
}
