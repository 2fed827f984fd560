//! Receive: what has come back, laid on the units that it was made of, and looked over.

use super::model::{Code, Inline, State, Text, Unit, flat, is_empty, tidied};
use super::po::words_of;
use super::returned::{Returned, Sent, Words};
use crate::diagnostic::{self, Diagnostic, Diagnostics};
use crate::language::text::joins_without_blank;
use crate::markdown::runs::Sort;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What becomes of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Its new translation, in parts; none where it stays as it is.
    pub parts: Option<Vec<Piece>>,
    /// The lowest state of what has come back for it; none where nothing has.
    pub state: Option<State>,
}

/// A part of a new translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A sentence that stays as it is written.
    Kept(usize),
    /// Other words.
    Words(Vec<Inline>),
}

/// What is done with sentences that their file marks as unfinished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// They are left out.
    LeftOut,
    /// They are taken: a machine has made all of it.
    Taken,
}

/// Lays sentences that have come back on the units of a text. Outcomes are in the order of the units.
pub fn receive(text: &Text, sents: &[(&Returned, &Sent)], unfinished: Unfinished) -> (Vec<Outcome>, Diagnostics) {
    let mut receiving = Receiving {
        text,
        unfinished,
        outcomes: vec![Outcome::default(); text.units.len()],
        problems: Diagnostics::default(),
    };
    let units: HashMap<&str, usize> = text.units.iter().enumerate().map(|(i, unit)| (unit.id.as_str(), i)).collect();
    let mut by_unit: BTreeMap<usize, Vec<(&Returned, &Sent)>> = BTreeMap::new();
    let mut strays = Vec::new();
    for (file, sent) in sents {
        match units.get(sent.unit.as_str()) {
            Some(unit) => by_unit.entry(*unit).or_default().push((file, sent)),
            None => strays.push((*file, *sent)),
        }
    }
    for (i, mut sents) in by_unit {
        sents.sort_by_key(|(_, sent)| sent.order);
        receiving.unit(i, &sents);
    }
    receiving.strays(&strays);
    (receiving.outcomes, receiving.problems)
}

struct Receiving<'a> {
    text: &'a Text,
    unfinished: Unfinished,
    outcomes: Vec<Outcome>,
    problems: Diagnostics,
}

impl Receiving<'_> {
    /// Sentences of a unit that says what it said when it went out.
    fn unit(&mut self, i: usize, sents: &[(&Returned, &Sent)]) {
        let unit = &self.text.units[i];
        let of_segment: HashMap<&str, &(&Returned, &Sent)> =
            sents.iter().rev().map(|found| (found.1.segment.as_str(), found)).collect();
        let fits = sents.len() == unit.segments.len()
            && unit.segments.iter().all(|segment| of_segment.contains_key(segment.id.as_str()));
        let mut found: Vec<Option<Vec<Inline>>> = Vec::new();
        let mut lowest: Option<State> = None;
        let mut place = None;
        let in_order: Vec<&(&Returned, &Sent)> = match fits {
            true => unit.segments.iter().filter_map(|segment| of_segment.get(segment.id.as_str()).copied()).collect(),
            false => sents.iter().collect(),
        };
        for (k, (file, sent)) in in_order.into_iter().enumerate() {
            let inlines = inlines(unit, sent);
            let own = unit.segments.get(k).filter(|_| fits);
            let is_as_before = own.is_some_and(|own| own.target.as_deref().map(flat) == Some(flat(&inlines)));
            if self.is_unfinished(file, sent, is_as_before) {
                found.push(None);
                continue;
            }
            if is_empty(&inlines) {
                found.push(None);
                continue;
            }
            // Programs that know no states leave them as they were.
            let said = if is_as_before { sent.state } else { sent.state.max(State::Translated) };
            lowest = Some(lowest.map_or(said, |state: State| state.min(said)));
            place.get_or_insert((*file, *sent));
            found.push(Some(inlines));
        }
        let Some((file, sent)) = place else { return };
        self.outcomes[i].state = lowest;
        let parts = if fits { by_sentence(unit, found) } else { whole(unit, found) };
        match parts {
            Parts::Same => {}
            Parts::Lacking => self.lacking(unit, file, sent),
            Parts::New(parts) => self.take(i, parts, sents),
        }
    }

    /// Whether a sentence is to be left out, and says so.
    fn is_unfinished(&mut self, file: &Returned, sent: &Sent, is_as_before: bool) -> bool {
        let is_marked = file.marks_unfinished && matches!(sent.state, State::Outdated | State::Machine);
        if !is_marked || is_as_before || self.unfinished == Unfinished::Taken {
            return false;
        }
        self.problems.push(
            Diagnostic::warning(
                diagnostic::Code::BadExchange,
                "this sentence is marked as unfinished (fuzzy), and left out",
            )
            .at(file.place(sent.offset))
            .hint("take the mark away when the translation is right"),
        );
        true
    }

    fn lacking(&mut self, unit: &Unit, file: &Returned, sent: &Sent) {
        let message = format!("only a part of this {} is translated: it is left as it was", unit.what);
        let problem = Diagnostic::warning(diagnostic::Code::BadExchange, message).at(file.place(sent.offset));
        self.problems.push(problem.hint("translate its other sentences, too"));
    }

    fn take(&mut self, i: usize, parts: Vec<Piece>, sents: &[(&Returned, &Sent)]) {
        let unit = &self.text.units[i];
        let all: Vec<Inline> = parts
            .iter()
            .flat_map(|part| match part {
                Piece::Kept(k) => unit.segments.get(*k).and_then(|segment| segment.target.clone()).unwrap_or_default(),
                Piece::Words(words) => words.clone(),
            })
            .collect();
        let wrong = faults(unit, &all);
        if wrong.is_empty() {
            self.outcomes[i].parts = Some(parts);
            return;
        }
        let Some(first) = sents.first() else { return };
        for fault in wrong {
            // The sentence of the original that has the code, or the one that has come back with it.
            let has = |inlines: &[Inline]| {
                let id = fault.id();
                inlines.iter().any(|inline| matches!(inline, Inline::Open(i) | Inline::Alone(i) if *i == id))
            };
            let of_source =
                unit.segments.iter().find(|segment| has(&segment.source)).map(|segment| segment.id.as_str());
            let found = sents
                .iter()
                .find(|(_, sent)| of_source == Some(sent.segment.as_str()))
                .or_else(|| sents.iter().find(|(_, sent)| has(&inlines(unit, sent))));
            let (file, sent) = found.unwrap_or(first);
            let shown = |code: &Code| match file.marks_unfinished {
                true => sign(code),
                false => format!("{} ({})", code.id, code.opens.trim()),
            };
            let (message, hint) = fault.in_words(shown);
            let problem = Diagnostic::error(diagnostic::Code::BadPlaceholder, message).at(file.place(sent.offset));
            self.problems.push(problem.hint(hint));
        }
    }

    /// Sentences of units that are no more: some may stand in others now.
    fn strays(&mut self, strays: &[(&Returned, &Sent)]) {
        let mut found: BTreeMap<usize, BTreeMap<usize, (&Returned, &Sent)>> = BTreeMap::new();
        let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
        for (i, unit) in self.text.units.iter().enumerate().filter(|_| !strays.is_empty()) {
            for (k, segment) in unit.segments.iter().enumerate() {
                places.entry(&segment.id).or_insert((i, k));
            }
        }
        for (file, sent) in strays {
            match places.get(sent.segment.as_str()).copied() {
                Some((i, k)) => {
                    found.entry(i).or_default().insert(k, (file, sent));
                }
                None if matches!(&sent.target, Words::Plain(text) if text.is_empty()) => {}
                None if matches!(&sent.target, Words::Inlines(inlines) if is_empty(inlines)) => {}
                None => self.problems.push(
                    Diagnostic::warning(
                        diagnostic::Code::ChangedSince,
                        format!(
                            "the original has changed since this went out ({}): it is left out",
                            self.text.original
                        ),
                    )
                    .at(file.place(sent.offset))
                    .hint("export the text again: what still fits is filled in"),
                ),
            }
        }
        for (i, sents) in found {
            let unit = &self.text.units[i];
            let mut targets = vec![None; unit.segments.len()];
            let mut taken = Vec::new();
            for (k, (file, sent)) in sents {
                let inlines = inlines(unit, sent);
                let own = &unit.segments[k];
                let is_as_before = own.target.as_deref().map(flat) == Some(flat(&inlines));
                if !is_empty(&inlines) && !self.is_unfinished(file, sent, is_as_before) {
                    taken.push((file, sent));
                    targets[k] = Some(inlines);
                }
            }
            let Some((file, sent)) = taken.first().copied() else { continue };
            match by_sentence(&self.text.units[i], targets) {
                Parts::Same => {}
                Parts::Lacking => self.lacking(&self.text.units[i], file, sent),
                Parts::New(parts) => self.take(i, parts, &taken),
            }
        }
    }
}

fn inlines(unit: &Unit, sent: &Sent) -> Vec<Inline> {
    let inlines = match &sent.target {
        Words::Inlines(inlines) => inlines.clone(),
        Words::Plain(text) => {
            let placeables = unit.codes.iter().chain(&unit.own_codes).filter(|code| code.sort == Sort::Placeable);
            words_of(text, &placeables.collect::<Vec<_>>())
        }
    };
    tidied(inlines, unit.keeps_lines)
}

enum Parts {
    Same,
    Lacking,
    New(Vec<Piece>),
}

fn by_sentence(unit: &Unit, found: Vec<Option<Vec<Inline>>>) -> Parts {
    let mut parts = Vec::new();
    let mut is_new = false;
    for (k, (segment, words)) in unit.segments.iter().zip(found).enumerate() {
        match (words, &segment.target) {
            (Some(words), Some(target)) if flat(&words) == flat(target) => parts.push(Piece::Kept(k)),
            (Some(words), _) => {
                is_new = true;
                parts.push(Piece::Words(words));
            }
            (None, Some(_)) => parts.push(Piece::Kept(k)),
            (None, None) => return if is_new || !parts.is_empty() { Parts::Lacking } else { Parts::Same },
        }
    }
    if is_new { Parts::New(parts) } else { Parts::Same }
}

/// Sentences that somebody has joined or split.
fn whole(unit: &Unit, found: Vec<Option<Vec<Inline>>>) -> Parts {
    let Some(found) = found.into_iter().collect::<Option<Vec<_>>>() else { return Parts::Lacking };
    let all = joined(found);
    let targets: Option<Vec<Vec<Inline>>> = unit.segments.iter().map(|segment| segment.target.clone()).collect();
    match targets.map(joined) {
        Some(before) if flat(&before) == flat(&all) => Parts::Same,
        _ => Parts::New(vec![Piece::Words(all)]),
    }
}

/// Sentences one behind the other.
pub fn joined(sentences: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::new();
    for sentence in sentences {
        if !all.is_empty() && needs_blank(&all, &sentence) {
            all.push(Inline::Words(" ".to_owned()));
        }
        all.extend(sentence);
    }
    tidied(all, false)
}

/// Whether two sentences are parted by a blank, as their script has it.
pub fn needs_blank(before: &[Inline], after: &[Inline]) -> bool {
    // Only the letters that meet count.
    let last = before.iter().rev().filter_map(Inline::words).map(str::trim_end).find(|words| !words.is_empty());
    let first = after.iter().filter_map(Inline::words).map(str::trim_start).find(|words| !words.is_empty());
    !joins_without_blank(last.unwrap_or_default(), first.unwrap_or_default())
}

/// What is wrong with the codes of a translation.
enum Fault<'a> {
    Missing(&'a Code),
    Twice(&'a Code),
    Unbalanced(&'a Code),
    Unknown(u32),
}

impl Fault<'_> {
    /// The number of the code that it is about.
    fn id(&self) -> u32 {
        match self {
            Fault::Missing(code) | Fault::Twice(code) | Fault::Unbalanced(code) => code.id,
            Fault::Unknown(id) => *id,
        }
    }

    fn in_words(&self, sign: impl Fn(&Code) -> String) -> (String, String) {
        match self {
            Fault::Missing(code) => (
                format!("the placeholder {} is missing from the translation", sign(code)),
                "put it where it belongs: it stands for mark-up of the original, such as a link".to_owned(),
            ),
            Fault::Twice(code) => {
                (format!("the placeholder {} stands twice in the translation", sign(code)), "leave it once".to_owned())
            }
            Fault::Unbalanced(code) => (
                format!(
                    "the placeholder {} does not begin and end in the translation as it does in the original",
                    sign(code)
                ),
                "a placeholder that begins has to end, and not inside another one".to_owned(),
            ),
            Fault::Unknown(0) => (
                "the translation has something in braces that the original does not have".to_owned(),
                "copy what stands in braces from the original, to the letter".to_owned(),
            ),
            Fault::Unknown(id) => (
                format!("the translation has a placeholder {id} that the original does not have"),
                "take it away; to write `<` in a text, write `&lt;`".to_owned(),
            ),
        }
    }
}

/// A placeholder as PO shows it.
fn sign(code: &Code) -> String {
    match &code.closes {
        _ if code.sort == Sort::Placeable => code.opens.clone(),
        Some(_) => format!("<{id}>…</{id}>", id = code.id),
        None => format!("<{}/>", code.id),
    }
}

fn faults<'a>(unit: &'a Unit, inlines: &[Inline]) -> Vec<Fault<'a>> {
    let known = unit.of_target();
    let find = |id: u32| known.get(&id).copied();
    let is_in = |ids: &[u32], id: u32| ids.binary_search(&id).is_ok();
    let mut faults = Vec::new();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut open: Vec<u32> = Vec::new();
    let mut unbalanced: Vec<u32> = Vec::new();
    for inline in inlines {
        let (id, is_pair) = match inline {
            Inline::Words(_) => continue,
            Inline::Open(id) | Inline::Close(id) => (*id, true),
            Inline::Alone(id) => (*id, false),
        };
        let Some(code) = find(id) else {
            if !matches!(inline, Inline::Close(_)) {
                faults.push(Fault::Unknown(id));
            }
            continue;
        };
        if code.closes.is_some() != is_pair {
            unbalanced.push(id);
        }
        match inline {
            Inline::Open(_) => open.push(id),
            Inline::Close(_) if open.last() == Some(&id) => drop(open.pop()),
            Inline::Close(_) => unbalanced.push(id),
            Inline::Alone(_) | Inline::Words(_) => {}
        }
        if !matches!(inline, Inline::Close(_)) {
            *counts.entry(id).or_default() += 1;
        }
    }
    unbalanced.extend(open);
    unbalanced.sort_unstable();
    unbalanced.dedup();
    faults.extend(unbalanced.iter().filter_map(|id| find(*id)).map(Fault::Unbalanced));
    let is_placeable = |code: &Code| code.sort == Sort::Placeable;
    let twice = counts.iter().filter(|(id, count)| **count > 1 && !is_in(&unbalanced, **id));
    faults.extend(twice.filter_map(|(id, _)| find(*id)).filter(|code| !is_placeable(code)).map(Fault::Twice));
    // What the translation has done without until now is its own affair.
    let before = unit.segments.iter().filter_map(|segment| segment.target.as_ref()).flatten();
    let had: HashSet<u32> = before
        .filter_map(|inline| match inline {
            Inline::Open(id) | Inline::Alone(id) => Some(*id),
            Inline::Words(_) | Inline::Close(_) => None,
        })
        .collect();
    let is_complete = unit.segments.iter().all(|segment| segment.target.is_some());
    let is_needed = |code: &&Code| !code.is_optional && (!is_complete || had.contains(&code.id));
    let missing = unit.codes.iter().filter(|code| !counts.contains_key(&code.id) && !is_in(&unbalanced, code.id));
    faults.extend(missing.filter(is_needed).map(Fault::Missing));
    faults
}
