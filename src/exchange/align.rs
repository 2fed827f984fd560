//! Which block of a translation says what a block of the original says. Where that is not sure, none does.

use super::body::{Body, Group};
use crate::input::content::{Fingerprint, Record};
use crate::markdown::runs::{Entry, Sort};
use std::collections::HashSet;

/// How a translation's Markdown lies beside its original's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alignment {
    /// It is not there.
    None,
    /// It is there, and nobody can say which of its blocks is which.
    Unsure,
    /// Group by group.
    Pairs(Vec<Option<Pair>>),
}

/// A group of the translation that says what one of the original says, or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The group of the translation.
    pub group: usize,
    /// Whether the original has changed since.
    pub is_outdated: bool,
    /// Whether it only holds the place of the words.
    pub is_gap: bool,
}

impl Alignment {
    /// What belongs to a group of the original.
    pub fn pair(&self, group: usize) -> Option<Pair> {
        match self {
            Alignment::Pairs(pairs) => pairs.get(group).copied().flatten(),
            Alignment::None | Alignment::Unsure => None,
        }
    }

    /// Whether every group of the translation has its place, in the order of the original, and none is missing.
    pub fn is_whole(&self, groups: usize) -> bool {
        let Alignment::Pairs(pairs) = self else { return false };
        pairs.len() == groups && pairs.iter().enumerate().all(|(i, pair)| pair.is_some_and(|pair| pair.group == i))
    }
}

/// Lays a translation beside its original, by its record if the original has changed since.
pub fn align(original: &Body, translation: Option<&Body>, record: Option<&Record>) -> Alignment {
    let Some(translation) = translation.filter(|translation| !translation.groups.is_empty()) else {
        return Alignment::None;
    };
    if let Some(pairs) = record.and_then(|record| by_record(original, translation, record)) {
        return Alignment::Pairs(pairs);
    }
    if original.groups.len() != translation.groups.len() {
        return Alignment::Unsure;
    }
    let pair = |(i, group): (usize, &Group)| {
        let other = &translation.groups[i];
        if fits(original.of_group(group), translation.of_group(other)) {
            return Some(Pair { group: i, is_outdated: false, is_gap: false });
        }
        translation.is_gap(other).then_some(Pair { group: i, is_outdated: false, is_gap: true })
    };
    let pairs: Vec<Option<Pair>> = original.groups.iter().enumerate().map(pair).collect();
    if pairs.iter().any(Option::is_none) { Alignment::Unsure } else { Alignment::Pairs(pairs) }
}

/// Whether two groups are made of the same blocks, with as many pictures and footnotes in each.
fn fits(one: &[Entry], other: &[Entry]) -> bool {
    let count = |entry: &Entry, sort: Sort| {
        entry.run.as_ref().map_or(0, |run| run.codes().filter(|code| code.sort == sort).count())
    };
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            // A comment holds the place of words that are still to come.
            one.run.is_some() && other.what == "comment"
                || one.signature == other.signature
                    && count(one, Sort::Picture) == count(other, Sort::Picture)
                    && count(one, Sort::Footnote) == count(other, Sort::Footnote)
        })
}

/// What the record of a translation says of its blocks: each was translated from the block that has its place in the record.
/// None where the record is of another text than this one, or where the original is still what was recorded.
fn by_record(original: &Body, translation: &Body, record: &Record) -> Option<Vec<Option<Pair>>> {
    let now: Vec<&Fingerprint> = original.groups.iter().flat_map(|group| &group.fingerprints).collect();
    let known: HashSet<&Fingerprint> = record.0.iter().collect();
    let count: usize = translation.groups.iter().map(|group| group.fingerprints.len()).sum();
    let tail = record.0.get(record.0.len().checked_sub(count)?..)?;
    if now.iter().all(|fingerprint| known.contains(fingerprint)) && now.len() == count {
        return None;
    }
    let mut rest = tail;
    let mut then: Vec<&[Fingerprint]> = Vec::new();
    for group in &translation.groups {
        let (own, others) = rest.split_at_checked(group.fingerprints.len())?;
        then.push(own);
        rest = others;
    }
    let mut is_free = vec![true; then.len()];
    let mut pairs: Vec<Option<Pair>> = Vec::new();
    for group in &original.groups {
        let found = (0..then.len()).find(|i| is_free[*i] && then[*i] == group.fingerprints);
        let Some(i) = found else {
            pairs.push(None);
            continue;
        };
        is_free[i] = false;
        let other = &translation.groups[i];
        let is_gap = translation.is_gap(other);
        if !is_gap && !fits(original.of_group(group), translation.of_group(other)) {
            return None;
        }
        pairs.push(Some(Pair { group: i, is_outdated: false, is_gap }));
    }
    if pairs.iter().all(Option::is_none) {
        return None;
    }
    changed(original, translation, &mut pairs, &is_free);
    Some(pairs)
}

/// Pairs blocks that have changed: as many on both sides, between the same neighbours, and of the same kinds.
fn changed(original: &Body, translation: &Body, pairs: &mut [Option<Pair>], is_free: &[bool]) {
    let mut i = 0;
    while i < pairs.len() {
        if pairs[i].is_some() {
            i += 1;
            continue;
        }
        let end = pairs[i..].iter().position(Option::is_some).map_or(pairs.len(), |length| i + length);
        let from = if i == 0 { 0 } else { pairs[i - 1].map_or(0, |pair| pair.group + 1) };
        let to = pairs.get(end).copied().flatten().map_or(translation.groups.len(), |pair| pair.group);
        let are_free = from <= to && to - from == end - i && is_free[from..to].iter().all(|free| *free);
        for (offset, pair) in pairs[i..end].iter_mut().enumerate().filter(|_| are_free) {
            let (one, other) = (&original.groups[i + offset], &translation.groups[from + offset]);
            let is_gap = translation.is_gap(other);
            if is_gap || fits(original.of_group(one), translation.of_group(other)) {
                *pair = Some(Pair { group: from + offset, is_outdated: true, is_gap });
            }
        }
        i = end;
    }
}
