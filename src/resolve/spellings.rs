//! Spellings: one tag that is written in several ways, told once, and the way that it is written most.

use super::names::{Naming, readable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{Document, as_list, words_of_list};
use crate::language::text::{and_others, counted};
use crate::language::{shown, visible};
use crate::site::{Placement, Spelling, Taxonomy, TaxonomyKind, Wording};
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Spellings that a report shows, and places of each.
const MOST_SHOWN: usize = 5;

/// A file that writes tags.
pub(super) struct Writer<'a> {
    pub document: &'a Document,
    pub ids: &'a [String],
    pub spellings: &'a [Spelling],
}

/// Where a spelling stands: index in the list of a file.
type Uses<'a> = Vec<(&'a Document, usize)>;

/// Reports each tag that is written in several ways, and those that look like a list in quotes; gives the ids of these tags.
pub(super) fn report(writers: &[Writer], naming: Naming, problems: &mut Diagnostics) -> HashSet<String> {
    let odd = written_oddly(writers);
    if odd.is_empty() {
        return HashSet::new();
    }
    let mut told = HashSet::new();
    let mut uses: BTreeMap<&str, HashMap<&str, Uses>> = BTreeMap::new();
    for writer in writers {
        let mut add = |id, text, index| {
            uses.entry(id).or_default().entry(text).or_default().push((writer.document, index));
        };
        for spelling in writer.spellings {
            let id = writer.ids[spelling.tag].as_str();
            if odd.contains(id) {
                add(id, spelling.text.as_str(), spelling.index);
            }
        }
        if writer.spellings.is_empty() {
            for (index, id) in writer.ids.iter().enumerate().filter(|(_, id)| odd.contains(id.as_str())) {
                add(id, id, index);
            }
        }
    }
    for (id, spellings) in uses {
        let mut spellings: Vec<(&str, Uses)> = spellings.into_iter().collect();
        for (_, uses) in &mut spellings {
            uses.sort_by(|a, b| (&a.0.path, a.1).cmp(&(&b.0.path, b.1)));
        }
        // The most frequent first; of equals the id itself, which needs no other spelling, and last what has something unseen.
        spellings.sort_by(|(a, a_uses), (b, b_uses)| {
            let order = |text: &str, uses: &Uses| (Reverse(uses.len()), text != id, text != visible(text));
            order(a, a_uses).cmp(&order(b, b_uses)).then_with(|| a.cmp(b))
        });
        let lists = spellings.iter().filter_map(|(text, uses)| list_in_quotes(id, text, uses, naming));
        let found: Vec<Diagnostic> = lists.chain(several(id, &spellings)).collect();
        if !found.is_empty() {
            told.insert(id.to_owned());
        }
        problems.extend(found);
    }
    told
}

/// The ids that are written in more than one way, or in one that looks like a list.
fn written_oddly<'a>(writers: &[Writer<'a>]) -> HashSet<&'a str> {
    let mut first: HashMap<&str, &str> = HashMap::new();
    let mut odd = HashSet::new();
    for writer in writers {
        for spelling in writer.spellings {
            let (id, text) = (writer.ids[spelling.tag].as_str(), spelling.text.as_str());
            match first.entry(id) {
                Entry::Occupied(known) if *known.get() == text => continue,
                Entry::Occupied(_) => odd.insert(id),
                Entry::Vacant(entry) => {
                    entry.insert(text);
                    words_of_list(text).is_some() && odd.insert(id)
                }
            };
        }
    }
    if first.is_empty() {
        return odd;
    }
    for writer in writers.iter().filter(|writer| writer.spellings.is_empty()) {
        let ids = writer.ids.iter().map(String::as_str);
        odd.extend(ids.filter(|id| first.get(id).is_some_and(|text| text != id)));
    }
    odd
}

fn several(id: &str, spellings: &[(&str, Uses)]) -> Option<Diagnostic> {
    let [(usual, _), others @ ..] = spellings else { return None };
    let (first, index) =
        others.iter().filter_map(|(_, uses)| uses.first()).min_by_key(|(document, index)| (&document.path, *index))?;
    let named: Vec<String> = others.iter().take(MOST_SHOWN).map(|(text, _)| shown(text)).collect();
    let more = and_others(others.len() - named.len(), "spelling");
    let (named, usual) = (named.join(", ") + &more, shown(usual));
    let message = if others.len() == 1 {
        format!("{named} is {usual} written differently: one tag, `{id}`")
    } else {
        format!("{named} are {usual} written differently: one tag, `{id}`")
    };
    let mut problem = Diagnostic::warning(Code::SpellingsDiffer, message)
        .at(first.block().place_of(KeyPath::from("tags").item(*index)));
    for (text, uses) in spellings.iter().take(MOST_SHOWN + 1) {
        let places: Vec<String> = uses
            .iter()
            .take(if uses.len() <= MOST_SHOWN { MOST_SHOWN } else { MOST_SHOWN - 2 })
            .map(|(document, index)| {
                let place = document.block().place_of(KeyPath::from("tags").item(*index));
                format!("{}:{}:{}", place.path, place.line, place.column)
            })
            .collect();
        let more = and_others(uses.len() - places.len(), "place");
        problem = problem.hint(format!("{}: {}{more}", shown(text), places.join(", ")));
    }
    Some(problem.hint("write it in one way; what readers see is the `name` in content/tags/, where there is one"))
}

/// `["iran, russia"]` is one tag with a comma in it. One that has a name is meant so.
fn list_in_quotes(id: &str, text: &str, uses: &Uses, naming: Naming) -> Option<Diagnostic> {
    let words = words_of_list(text).filter(|words| words.len() > 1)?;
    let (document, index) = uses.first().filter(|_| !naming.files.is_named(TaxonomyKind::Tag, id))?;
    let in_files = if uses.len() > 1 { format!(", in {}", counted(uses.len(), "file")) } else { String::new() };
    Some(
        Diagnostic::warning(Code::ListInText, format!("{} is one tag{in_files}, and looks like several", shown(text)))
            .at(document.block().place_of(KeyPath::from("tags").item(*index)))
            .hint(format!("if they are several, each is an item of the list: `{}`", as_list("tags", &words)))
            .hint(format!("if it is one, give it a name: content/tags/{id}.{}.md", first_tag(naming))),
    )
}

fn first_tag(naming: Naming) -> String {
    naming.locales.ids().next().map(|id| naming.locales.get(id).tag.to_string()).unwrap_or_default()
}

/// Gives each tag the wording that articles use most, where that is no id.
/// `filed` are the indices of the tags of each article.
pub(super) fn word<'a>(
    tags: &mut Taxonomy,
    placements: &[Arc<Placement>],
    filed: impl Iterator<Item = &'a [usize]>,
    languages: usize,
) {
    // An id that is no ASCII is a word of the language that it is written in, too.
    let mut odd: Vec<bool> = tags.terms.iter().map(|term| !term.id.is_ascii()).collect();
    let own = |placement: &Placement| placement.writes_tags && placement.is_listed();
    let mut any = odd.contains(&true);
    for placement in placements.iter().filter(|placement| own(placement)) {
        for spelling in &placement.spellings {
            let id = &placement.tags[spelling.tag];
            if let Some(term) = tags.index.get(id).filter(|_| spelling.text != *id) {
                (odd[*term], any) = (true, true);
            }
        }
    }
    if !any {
        return;
    }
    // By tag and text: how often in articles that were first written in each language, and in all.
    let mut counts: HashMap<usize, BTreeMap<String, Vec<usize>>> = HashMap::new();
    for (placement, filed) in placements.iter().zip(filed).filter(|(placement, _)| own(placement)) {
        let mut add = |term: usize, text: String| {
            let counts = counts.entry(term).or_default().entry(text).or_insert_with(|| vec![0; languages + 1]);
            counts[languages] += 1;
            if placement.language == placement.original {
                counts[placement.language.0] += 1;
            }
        };
        match &*placement.spellings {
            [] => filed.iter().filter(|term| odd[**term]).for_each(|term| add(*term, String::new())),
            spellings => {
                for spelling in spellings {
                    let id = &placement.tags[spelling.tag];
                    if let Some(term) = tags.index.get(id).filter(|term| odd[**term]) {
                        let text = visible(&spelling.text);
                        add(*term, if text == *id { String::new() } else { text });
                    }
                }
            }
        }
    }
    for (term, counts) in counts {
        // An id is written as ``; of equals the first in Unicode, capital letters before small ones, and the id last.
        let id = &tags.terms[term].id;
        let most = |slot: usize| {
            let used = counts.iter().filter(|(_, counts)| counts[slot] > 0);
            let (text, _) = used.min_by_key(|(text, counts)| (Reverse(counts[slot]), text.is_empty(), *text))?;
            match text.is_empty() {
                true if id.is_ascii() => None,
                true => Some(readable(id)),
                false => Some(text.clone()),
            }
        };
        let wording = Wording { by_language: (0..languages).map(most).collect(), anywhere: most(languages) };
        tags.terms[term].written = Some(Box::new(wording));
    }
}
