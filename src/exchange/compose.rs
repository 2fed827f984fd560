//! Compose: the Markdown of a translation, from the original's structure, the translation that there is, and new words.

use super::body::{Body, Group};
use super::model::Inline;
use super::prepare::{At, Prepared, Side, ids, keep_ids, whole};
use super::receive::{Outcome, Piece, joined, needs_blank};
use super::segments::{Coded, coded, with_id};
use crate::edit::{Edit, applied};
use crate::markdown::runs::{Entry, Escapes, Run, escaped};
use std::collections::HashMap;

/// A translation's Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The Markdown.
    pub markdown: String,
    /// Blocks that are still to be translated.
    pub gaps: usize,
    /// Lines of the translation whose blocks the original no longer has.
    pub dropped: Vec<u32>,
}

/// Composes the Markdown. `escapes` says for each unit how careful its words are written.
pub fn compose(prepared: &Prepared, outcomes: &[Outcome], escapes: &[Escapes]) -> Composed {
    let places = prepared.ways.iter().enumerate().map(|(i, way)| (keyed(&way.place), i));
    let units: HashMap<Place, usize> = places.filter_map(|(place, i)| Some((place?, i))).collect();
    let mut of_entry: HashMap<usize, Vec<usize>> = HashMap::new();
    units.iter().for_each(|((entry, _), unit)| of_entry.entry(*entry).or_default().push(*unit));
    let mut composer = Composer { prepared, outcomes, escapes, units, of_entry, gaps: 0 };
    let body = &prepared.body;
    match &prepared.own {
        Some(own) if prepared.alignment.is_whole(own.groups.len()) && body.groups.len() == own.groups.len() => {
            let edits =
                own.groups.iter().enumerate().flat_map(|(i, _)| composer.edits_of_group(i, own)).collect::<Vec<_>>();
            Composed { markdown: applied(own.markdown, &edits), gaps: composer.gaps, dropped: vec![] }
        }
        _ => composer.assembled(),
    }
}

/// What a unit of the Markdown is looked up by: its block, and the code that it stands inside.
type Place = (usize, Option<(u32, Side)>);

fn keyed(place: &At) -> Option<Place> {
    match place {
        At::Key(_) => None,
        At::Block(entry) => Some((*entry, None)),
        At::Inside(entry, id, side) => Some((*entry, Some((*id, *side)))),
    }
}

struct Composer<'a> {
    prepared: &'a Prepared<'a>,
    outcomes: &'a [Outcome],
    escapes: &'a [Escapes],
    units: HashMap<Place, usize>,
    /// The units of each block.
    of_entry: HashMap<usize, Vec<usize>>,
    gaps: usize,
}

/// A run of the translation with its Markdown.
#[derive(Clone, Copy)]
struct Own<'a> {
    run: &'a Run,
    markdown: &'a str,
}

impl Composer<'_> {
    /// The original's groups in their order, each from the translation where that has it.
    fn assembled(mut self) -> Composed {
        let prepared = self.prepared;
        let body = &prepared.body;
        let mut markdown = String::new();
        let mut end = 0;
        let mut used = Vec::new();
        for (i, group) in body.groups.iter().enumerate() {
            markdown.push_str(&body.markdown[end..group.range.start]);
            end = group.range.end;
            let pair = prepared.alignment.pair(i);
            used.extend(pair.map(|pair| pair.group));
            let own = prepared.own.as_ref().zip(pair);
            let text = match own.and_then(|(own, pair)| Some((own, own.groups.get(pair.group)?))) {
                Some((own, other)) if self.stays(i, own, other) => {
                    let start = other.range.start;
                    let edits = self.edits_of_group(i, own).into_iter();
                    let edits: Vec<Edit> =
                        edits.map(|edit| Edit { at: edit.at.start - start..edit.at.end - start, ..edit }).collect();
                    with_end_of(
                        &body.markdown[group.range.clone()],
                        &applied(&own.markdown[other.range.clone()], &edits),
                    )
                }
                _ => self.built(i),
            };
            markdown.push_str(&text);
        }
        markdown.push_str(&body.markdown[end..]);
        let left = prepared.own.as_ref().map_or_else(Vec::new, |own| {
            let is_left = |(i, _): &(usize, &Group)| !used.contains(i);
            own.groups.iter().enumerate().filter(is_left).map(|(_, group)| own.line(group.range.start)).collect()
        });
        Composed { markdown, gaps: self.gaps, dropped: left }
    }

    /// Whether a group of the translation is written on, and not anew.
    fn stays(&self, group: usize, own: &Body, other: &Group) -> bool {
        let Some(pair) = self.prepared.alignment.pair(group) else { return false };
        let entries = self.prepared.body.groups[group].entries.clone();
        let has_new = |entry: usize| self.has_new(entry);
        !(pair.is_gap && entries.clone().any(has_new)
            || entries.clone().any(|entry| {
                let there = own.of_group(other).get(entry - entries.start);
                has_new(entry) && there.is_none_or(|there| there.run.is_none())
            }))
    }

    fn has_new(&self, entry: usize) -> bool {
        let mut of_entry = self.of_entry.get(&entry).into_iter().flatten();
        of_entry.any(|unit| self.outcomes[*unit].parts.is_some())
    }

    /// The edits of a group of the translation that is in its place.
    fn edits_of_group(&mut self, i: usize, own: &Body) -> Vec<Edit> {
        let group = &self.prepared.body.groups[i];
        let Some(pair) = self.prepared.alignment.pair(i) else { return Vec::new() };
        let other = &own.groups[pair.group];
        if !self.stays(i, own, other) {
            let text = with_end_of(&own.markdown[other.range.clone()], &self.built(i));
            return vec![Edit { at: other.range.clone(), with: text }];
        }
        if pair.is_gap {
            self.gaps += 1;
        }
        let mut edits = Vec::new();
        for entry in group.entries.clone().filter(|entry| self.has_new(*entry)) {
            let there = own.of_group(other).get(entry - group.entries.start).and_then(|there| there.run.as_ref());
            let Some(run) = there else { continue };
            if let Some(text) = self.run(entry, Some(Own { run, markdown: own.markdown })) {
                edits.push(Edit { at: run.range.clone(), with: text });
            }
        }
        edits
    }

    /// A group with the structure of the original.
    fn built(&mut self, i: usize) -> String {
        let prepared = self.prepared;
        let body = &prepared.body;
        let group = &body.groups[i];
        let start = group.range.start;
        let mut edits = Vec::new();
        for entry in group.entries.clone() {
            let Entry { run: Some(run), .. } = &body.entries[entry] else { continue };
            if !self.of_entry.contains_key(&entry) {
                continue;
            }
            let own = self.own_run(i, entry);
            let text = self.run(entry, own).unwrap_or_else(|| {
                self.gaps += 1;
                gap(&body.markdown[run.range.clone()])
            });
            edits.push(Edit { at: run.range.start - start..run.range.end - start, with: text });
        }
        applied(&body.markdown[group.range.clone()], &edits)
    }

    fn own_run(&self, group: usize, entry: usize) -> Option<Own<'_>> {
        let pair = self.prepared.alignment.pair(group).filter(|pair| !pair.is_gap)?;
        let own = self.prepared.own.as_ref()?;
        let offset = entry - self.prepared.body.groups[group].entries.start;
        let there = own.of_group(own.groups.get(pair.group)?).get(offset)?;
        Some(Own { run: there.run.as_ref()?, markdown: own.markdown })
    }

    /// A run in the other language; none where its words are not there.
    fn run(&self, entry: usize, own: Option<Own>) -> Option<String> {
        let body = &self.prepared.body;
        let run = body.entries[entry].run.as_ref()?;
        let theirs = own.map(|own| keep_ids(run, body.markdown, own.run, own.markdown)).unwrap_or_default();
        let codes = Codes { composer: self, entry, own: own.map(|own| (theirs, own.markdown)), all: coded(run) };
        let Some(unit) = self.units.get(&(entry, None)).copied() else {
            // Pictures alone: what they show is the same, and only their words are others.
            return Some(match own {
                Some(own) => codes.written(&whole(own.run, &ids(&codes.own.as_ref()?.0)), Escapes::None),
                None => codes.written(&whole(run, &ids(&codes.all)), Escapes::None),
            });
        };
        let segments = &self.prepared.text.units[unit].segments;
        let existing = || -> Option<Vec<Piece>> {
            own?;
            segments.iter().map(|segment| segment.target.clone().map(Piece::Words)).collect()
        };
        let parts = match &self.outcomes[unit].parts {
            Some(parts) => parts.clone(),
            None => existing()?,
        };
        let mut out = String::new();
        let mut before: Option<(Option<usize>, Vec<Inline>)> = None;
        let written = &self.prepared.ways[unit].written;
        for (nth, part) in parts.iter().enumerate() {
            let (kept, inlines) = match part {
                Piece::Kept(k) => (Some(*k), segments[*k].target.clone().unwrap_or_default()),
                Piece::Words(words) => ((parts.len() == segments.len()).then_some(nth), words.clone()),
            };
            let place = |k: Option<usize>| k.and_then(|k| written.get(k)?.clone());
            if let Some((last, words)) = &before {
                let between = own.zip(place(*last)).zip(place(kept)).and_then(|((own, last), next)| {
                    own.markdown
                        .get(last.end..next.start)
                        .filter(|text| text.chars().all(|c| c.is_whitespace() || c == '>'))
                });
                match between {
                    Some(text) => out.push_str(text),
                    None if needs_blank(words, &inlines) && !out.ends_with(char::is_whitespace) => out.push(' '),
                    None => {}
                }
            }
            let as_written = match part {
                Piece::Kept(_) if !codes.has_new(&inlines) => {
                    own.zip(place(kept)).and_then(|(own, place)| own.markdown.get(place))
                }
                _ => None,
            };
            match as_written {
                Some(text) => out.push_str(text),
                None => out.push_str(&codes.written_at(&inlines, self.escapes[unit], out.is_empty())),
            }
            before = Some((kept, inlines));
        }
        Some(out)
    }
}

/// The codes of a run, to be written.
struct Codes<'a> {
    composer: &'a Composer<'a>,
    entry: usize,
    /// Those of the translation, under the numbers of the original's, and its Markdown.
    own: Option<(Vec<Coded>, &'a str)>,
    all: Vec<Coded>,
}

impl Codes<'_> {
    fn written(&self, inlines: &[Inline], escapes: Escapes) -> String {
        self.written_at(inlines, escapes, true)
    }

    fn written_at(&self, inlines: &[Inline], escapes: Escapes, begins: bool) -> String {
        let mut out = String::new();
        for inline in inlines {
            match inline {
                Inline::Words(words) => out.push_str(&escaped(words, escapes, begins && out.is_empty())),
                Inline::Open(id) | Inline::Alone(id) => out.push_str(&careful(self.text(*id).0, escapes)),
                Inline::Close(id) => out.push_str(&careful(self.text(*id).1, escapes)),
            }
        }
        out
    }

    /// A code as it is written, and its end.
    fn text(&self, id: u32) -> (String, String) {
        let original = with_id(&self.all, id);
        let has = |code: &Coded, side: Side| code.side(side).is_some();
        let sides = [Side::Alt, Side::Title];
        let own = self.own.as_ref().and_then(|(own, markdown)| {
            let code = with_id(own, id)?;
            let lacks = |side: &Side| original.is_some_and(|original| has(original, *side)) && !has(code, *side);
            // Words that are new have no place in a code that has none for them.
            (!sides.iter().any(|side| lacks(side) && self.is_new(id, *side))).then_some((code, *markdown, true))
        });
        let found = own.or(original.map(|code| (code, self.composer.prepared.body.markdown, false)));
        let Some((code, markdown, is_own)) = found else { return (String::new(), String::new()) };
        let mut edits = Vec::new();
        for side in sides {
            let Some(run) = code.side(side) else { continue };
            let with = match self.inside(id, side, run, markdown) {
                Some(text) => text,
                None if is_own => continue,
                None => String::new(),
            };
            edits.push(Edit { at: run.range.clone(), with });
        }
        let part = |range: &std::ops::Range<usize>| {
            let of_part = edits.iter().filter(|edit| range.start <= edit.at.start && edit.at.end <= range.end);
            let moved = of_part.map(|edit| Edit {
                at: edit.at.start - range.start..edit.at.end - range.start,
                with: edit.with.clone(),
            });
            applied(markdown.get(range.clone()).unwrap_or_default(), &moved.collect::<Vec<_>>())
        };
        (part(&code.code.range), code.closes.as_ref().map(part).unwrap_or_default())
    }

    fn unit(&self, id: u32, side: Side) -> Option<usize> {
        self.composer.units.get(&(self.entry, Some((id, side)))).copied()
    }

    fn is_new(&self, id: u32, side: Side) -> bool {
        self.unit(id, side).is_some_and(|unit| self.composer.outcomes[unit].parts.is_some())
    }

    /// Whether words inside one of these codes are new.
    fn has_new(&self, inlines: &[Inline]) -> bool {
        inlines.iter().any(|inline| match inline {
            Inline::Open(id) | Inline::Alone(id) => [Side::Alt, Side::Title].iter().any(|side| self.is_new(*id, *side)),
            Inline::Words(_) | Inline::Close(_) => false,
        })
    }

    /// New words inside a code.
    fn inside(&self, id: u32, side: Side, run: &Run, markdown: &str) -> Option<String> {
        let unit = self.unit(id, side)?;
        let segments = &self.composer.prepared.text.units[unit].segments;
        let parts = self.composer.outcomes[unit].parts.as_ref()?;
        let words = parts.iter().map(|part| match part {
            Piece::Kept(k) => segments[*k].target.clone().unwrap_or_default(),
            Piece::Words(words) => words.clone(),
        });
        let escapes = self.composer.escapes[unit];
        let codes = coded(run);
        let code = |id: u32| with_id(&codes, id);
        let raw = |range: &std::ops::Range<usize>| markdown.get(range.clone()).unwrap_or_default().to_owned();
        let mut out = String::new();
        for inline in joined(words.collect()) {
            match inline {
                Inline::Words(words) => out.push_str(&escaped(&words, escapes, false)),
                Inline::Open(id) | Inline::Alone(id) => out.extend(code(id).map(|code| raw(&code.code.range))),
                Inline::Close(id) => out.extend(code(id).and_then(|code| code.closes.as_ref()).map(raw)),
            }
        }
        match side {
            Side::Alt => Some(out),
            // The mark that it stands in must not end it.
            Side::Title => {
                let mark = markdown[..run.range.start].chars().next_back().unwrap_or('"');
                let end = if mark == '(' { ')' } else { mark };
                let is_escaped = escapes == Escapes::All;
                Some(if is_escaped { out } else { out.replace(end, &format!("\\{end}")) })
            }
        }
    }
}

/// Emphasis by `_` only stands between words.
fn careful(code: String, escapes: Escapes) -> String {
    match code.as_str() {
        "_" | "__" if escapes > Escapes::None => code.replace('_', "*"),
        _ => code,
    }
}

/// The place of words that are still to come: a comment, which no page shows.
fn gap(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    while text.contains("--") {
        text = text.replace("--", "- -");
    }
    format!("<!-- {} -->", text.replace('|', "/"))
}

/// A text with the end of a line where another one has it.
fn with_end_of(model: &str, text: &str) -> String {
    let text = text.trim_end_matches(['\n', '\r']);
    format!("{text}{}", &model[model.trim_end_matches(['\n', '\r']).len()..])
}
