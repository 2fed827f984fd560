//! Prepare: a text of the site and its translation as units, with the way of each back to where it is written.

use super::align::{Alignment, Pair, align};
use super::body::Body;
use super::model::{Code, Inline, Names, Segment, State, Text, Unit, fingerprint, tidied};
use super::segments::{Coded, Cut, coded, cut, with_id};
use crate::diagnostic::KeyPath;
use crate::input::content::{Document, DocumentKind, Fingerprint, FrontMatter, Record, Status, pieces_of, status_of};
use crate::language::LanguageTag;
use crate::language::locale::is_marked;
use crate::language::typography::Typography;
use crate::markdown::runs::{Run, Token};
use crate::yaml;
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

/// A text of the site, with its translation if there is one.
#[derive(Clone, Copy)]
pub struct Pairing<'a> {
    /// The text.
    pub original: &'a Document,
    /// Its language.
    pub source: &'a LanguageTag,
    /// How that is set: which full stops end no sentence.
    pub source_typography: &'a Typography,
    /// Its translation.
    pub translation: Option<&'a Document>,
    /// The file that the translation is in, or is to be in.
    pub target: &'a str,
    /// Its language.
    pub language: &'a LanguageTag,
    /// How that is set.
    pub typography: &'a Typography,
    /// Whether what the translation's file says of itself counts: its record, and the mark of words that are only borrowed.
    pub heeds_marks: bool,
    /// Whether the translation is out of date by its dates.
    pub is_outdated: bool,
}

/// A text as units.
pub struct Prepared<'a> {
    /// What translators get.
    pub text: Text,
    /// For each unit, where it is written.
    pub ways: Vec<Way>,
    /// What it was made of.
    pub pairing: Pairing<'a>,
    /// The original's Markdown.
    pub body: Body<'a>,
    /// The translation's.
    pub own: Option<Body<'a>>,
    /// How the two lie beside each other.
    pub alignment: Alignment,
}

/// Where a unit is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The place.
    pub place: At,
    /// For each segment, where in the translation's Markdown it is written.
    pub written: Vec<Option<Range<usize>>>,
}

/// A place for words.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// A key of the front matter.
    Key(KeyPath),
    /// A block of the Markdown.
    Block(usize),
    /// Words inside a code of a block.
    Inside(usize, u32, Side),
}

/// Which words of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The description.
    Alt,
    /// Those in quotation marks behind the address.
    Title,
}

impl Coded {
    /// Words inside the code.
    pub fn side(&self, side: Side) -> Option<&Run> {
        match side {
            Side::Alt => self.code.alt.as_ref(),
            Side::Title => self.code.title.as_ref(),
        }
    }
}

/// Prepares a text.
pub fn prepare<'a>(pairing: &Pairing<'a>) -> Prepared<'a> {
    let record = pairing.translation.filter(|_| pairing.heeds_marks).and_then(record_of);
    let body = Body::of(pairing.original);
    let own = pairing.translation.map(Body::of);
    let alignment = align(&body, own.as_ref(), record.as_ref());
    let mut maker = Maker {
        pairing: *pairing,
        present: pairing.translation.and_then(status_of).map_or(State::Translated, state_of),
        is_marked: pairing.heeds_marks && pairing.translation.is_some_and(|document| is_marked(document.block().yaml)),
        names: Names::default(),
        units: Vec::new(),
        ways: Vec::new(),
    };
    maker.front_matter(record.as_ref());
    maker.blocks(&body, own.as_ref(), &alignment);
    let mut notes = vec![format!("{} ({}) → {}", pairing.original.path, pairing.source, pairing.target)];
    if alignment == Alignment::Unsure {
        notes.push(format!(
            "{} has other blocks than the original, so that nobody can say which of them says what: its text is not filled in \
             here. Only the words above the text are.",
            pairing.target
        ));
    }
    let text = Text {
        original: pairing.original.path.clone(),
        target: pairing.target.to_owned(),
        source: pairing.source.clone(),
        language: pairing.language.clone(),
        stamp: pairing.translation.map(|document| fingerprint(&document.text())),
        notes,
        units: maker.units,
    };
    Prepared { text, ways: maker.ways, pairing: *pairing, body, own, alignment }
}

/// The record of a translation.
fn record_of(document: &Document) -> Option<Record> {
    match &document.kind {
        DocumentKind::Author(matter) => matter.translated.clone(),
        DocumentKind::Article(_) => yaml::parse::<FrontMatter>(document.block()).0.translated,
        DocumentKind::Dossier(_) | DocumentKind::Term(_) => None,
    }
}

fn state_of(status: Status) -> State {
    match status {
        Status::Machine => State::Machine,
        Status::Draft => State::Translated,
        Status::Reviewed => State::Reviewed,
    }
}

/// The name of a unit that is the value of a key: `image.alt`.
fn name_of(key: &KeyPath) -> String {
    key.to_string().replace('[', ".").replace(']', "")
}

/// The values of a document's keys that are translated, with the line of each and what each is known by.
pub fn keys_of(document: &Document) -> Vec<(KeyPath, String, u32, Fingerprint)> {
    pieces_of(document, |pieces| {
        let of_key = pieces.iter().filter_map(|piece| Some((piece, piece.key()?.clone())));
        of_key.map(|(piece, key)| (key, piece.text.to_owned(), piece.line(), piece.fingerprint)).collect()
    })
}

struct Maker<'a> {
    pairing: Pairing<'a>,
    present: State,
    is_marked: bool,
    names: Names,
    units: Vec<Unit>,
    ways: Vec<Way>,
}

/// A run with where its bytes are.
#[derive(Clone, Copy)]
struct Source<'a> {
    run: &'a Run,
    markdown: &'a str,
}

/// What a unit is to be, besides its words.
struct About {
    id: String,
    what: String,
    line: u32,
    is_outdated: bool,
    place: At,
}

impl<'a> Maker<'a> {
    fn front_matter(&mut self, record: Option<&Record>) {
        let keys = keys_of(self.pairing.original);
        let own = self.pairing.translation.map(keys_of).unwrap_or_default();
        let is_listed = |key: &KeyPath| key.top() == Some("corrections");
        let count =
            |keys: &[(KeyPath, String, u32, Fingerprint)]| keys.iter().filter(|(key, ..)| is_listed(key)).count();
        let are_as_many = count(&keys) == count(&own);
        let said: HashMap<&KeyPath, &str> = own.iter().rev().map(|(key, words, ..)| (key, words.as_str())).collect();
        for (key, words, line, known_by) in &keys {
            let target = said.get(key).copied();
            let target = target.filter(|_| !is_listed(key) || are_as_many);
            let about = About {
                id: format!("{}-{}", name_of(key), fingerprint(words)),
                what: name_of(key),
                line: *line,
                is_outdated: record.is_some_and(|record| !record.0.contains(known_by)),
                place: At::Key(key.clone()),
            };
            let (source, target) = (Run::of_words(words), target.map(|text| (Run::of_words(text), text)));
            let target = target.as_ref().map(|(run, text)| Source { run, markdown: text });
            self.unit(about, Source { run: &source, markdown: words }, target);
        }
    }

    fn blocks(&mut self, body: &Body<'a>, own: Option<&Body<'a>>, alignment: &Alignment) {
        for (i, group) in body.groups.iter().enumerate() {
            let pair = alignment.pair(i).filter(|pair| !pair.is_gap);
            for entry in group.entries.clone() {
                let offset = entry - group.entries.start;
                let other = pair.and_then(|Pair { group, is_outdated, .. }| {
                    let own = own?;
                    let entry = own.of_group(own.groups.get(group)?).get(offset)?;
                    Some((own.markdown, entry.run.as_ref()?, is_outdated))
                });
                self.block(body, entry, other);
            }
        }
    }

    /// A block, and the words inside its codes.
    fn block(&mut self, body: &Body<'a>, index: usize, other: Option<(&str, &Run, bool)>) {
        let entry = &body.entries[index];
        let Some(run) = &entry.run else { return };
        let source = Source { run, markdown: body.markdown };
        let target = other.map(|(markdown, run, _)| Source { run, markdown });
        let is_outdated = other.is_some_and(|(.., is_outdated)| is_outdated);
        let about = |id: String, what: String, place: At, range: &Range<usize>| About {
            id,
            what,
            line: body.line(range.start),
            is_outdated,
            place,
        };
        let codes = coded(run);
        let own = target.map(|target| matched(source, &codes, target)).unwrap_or_default();
        let mut inside: HashMap<u32, Vec<String>> = HashMap::new();
        let mut later = Vec::new();
        for one in &codes {
            for (side, what) in [(Side::Alt, "description of a picture"), (Side::Title, "words behind an address")] {
                let Some(words) = one.side(side) else { continue };
                let what = match (side, one.closes.is_some()) {
                    (Side::Title, false) => "caption of a picture",
                    _ => what,
                };
                let id = self.names.once(format!("c-{}", fingerprint(&body.markdown[words.range.clone()])));
                inside.entry(one.id).or_default().push(id.clone());
                let other = with_id(&own, one.id).and_then(|other| other.side(side).cloned());
                later.push((
                    about(id, what.to_owned(), At::Inside(index, one.id, side), &words.range),
                    words.clone(),
                    other,
                ));
            }
        }
        if run.has_words() {
            let id = self.names.once(format!("b-{}", fingerprint(&said(&whole(run, &ids(&codes)), &codes))));
            self.unit(about(id, entry.what.to_owned(), At::Block(index), &run.range), source, target);
            if let Some(unit) = self.units.last_mut() {
                for code in unit.codes.iter_mut().chain(&mut unit.own_codes) {
                    code.inside = inside.get(&code.id).cloned().unwrap_or_default();
                }
            }
        }
        for (about, words, other) in later {
            let target = target.zip(other.as_ref()).map(|(target, run)| Source { run, markdown: target.markdown });
            self.unit(about, Source { run: &words, markdown: body.markdown }, target);
        }
    }

    fn unit(&mut self, about: About, source: Source, target: Option<Source>) {
        let codes = coded(source.run);
        let own = target.map(|target| matched(source, &codes, target)).unwrap_or_default();
        let cuts = cut(source.run, &ids(&codes), self.pairing.source_typography);
        let own_cuts = target.map(|target| cut(target.run, &ids(&own), self.pairing.typography)).unwrap_or_default();
        // Words that were only borrowed are no translation.
        let is_borrowed = self.is_marked && said_of(&cuts) == said_of(&own_cuts);
        let has_target = !own_cuts.is_empty() && !is_borrowed;
        let state = match has_target {
            false => State::Initial,
            true if about.is_outdated || self.pairing.is_outdated => State::Outdated,
            true => self.present,
        };
        let fits = cuts.len() == own_cuts.len()
            && cuts.iter().zip(&own_cuts).all(|(one, other)| ids_in(&one.inlines) == ids_in(&other.inlines));
        let sentences: Vec<(Vec<Inline>, Option<Cut>)> = match target {
            Some(target) if has_target && !fits => {
                let all = whole(target.run, &ids(&own));
                vec![(whole(source.run, &ids(&codes)), Some(Cut { inlines: all, written: target.run.range.clone() }))]
            }
            _ => {
                let mut own = own_cuts.into_iter().filter(|_| has_target);
                cuts.into_iter().map(|cut| (cut.inlines, own.next())).collect()
            }
        };
        let mut written = Vec::new();
        let mut segments = Vec::new();
        for (source, target) in sentences {
            let id = self.names.once(format!("s-{}", fingerprint(&said(&source, &codes))));
            written.push(target.as_ref().map(|cut| cut.written.clone()));
            segments.push(Segment { id, source, target: target.map(|cut| cut.inlines), state });
        }
        let codes: Vec<Code> = codes.iter().map(|code| written_code(code, source.markdown)).collect();
        let own_codes = target.map_or_else(Vec::new, |target| {
            let own = own.iter().map(|code| written_code(code, target.markdown));
            own.filter(|code| !codes.contains(code)).collect()
        });
        let About { id, what, line, place, .. } = about;
        self.units.push(Unit { id, what, line, notes: vec![], codes, own_codes, segments, keeps_lines: false });
        self.ways.push(Way { place, written });
    }
}

pub fn ids(codes: &[Coded]) -> Vec<u32> {
    codes.iter().map(|code| code.id).collect()
}

/// The codes that some words have, sorted.
fn ids_in(inlines: &[Inline]) -> Vec<u32> {
    let id = |inline: &Inline| match inline {
        Inline::Open(id) | Inline::Alone(id) => Some(*id),
        Inline::Words(_) | Inline::Close(_) => None,
    };
    let mut ids: Vec<u32> = inlines.iter().filter_map(id).collect();
    ids.sort_unstable();
    ids
}

fn said_of(cuts: &[Cut]) -> Vec<&[Inline]> {
    cuts.iter().map(|cut| cut.inlines.as_slice()).collect()
}

/// What some words say, with what their codes are in the place of their numbers.
fn said(inlines: &[Inline], codes: &[Coded]) -> String {
    let sort = |id: &u32| with_id(codes, *id).map(|code| format!("{:?}", code.code.sort));
    let one = |inline: &Inline| match inline {
        Inline::Words(words) => words.clone(),
        Inline::Open(id) | Inline::Alone(id) => format!("\u{1}{}\u{2}", sort(id).unwrap_or_default()),
        Inline::Close(_) => "\u{3}".to_owned(),
    };
    inlines.iter().map(one).collect()
}

/// A run in one piece.
pub fn whole(run: &Run, ids: &[u32]) -> Vec<Inline> {
    let mut ids = ids.iter().copied();
    let mut open = Vec::new();
    let one = |token: &Token| match token {
        Token::Words(words) => Inline::Words(words.text.clone()),
        Token::Open(_) => {
            open.push(ids.next().unwrap_or_default());
            Inline::Open(open.last().copied().unwrap_or_default())
        }
        Token::Close(_) => Inline::Close(open.pop().unwrap_or_default()),
        Token::Alone(_) => Inline::Alone(ids.next().unwrap_or_default()),
    };
    tidied(run.tokens.iter().map(one).collect(), false)
}

fn written_code(coded: &Coded, markdown: &str) -> Code {
    let text = |range: &Range<usize>| markdown.get(range.clone()).unwrap_or_default().to_owned();
    Code {
        id: coded.id,
        sort: coded.code.sort,
        opens: text(&coded.code.range),
        closes: coded.closes.as_ref().map(text),
        inside: Vec::new(),
        is_optional: false,
    }
}

/// The codes of a translation under the numbers of the original's: those that are written in the same way, then those of the
/// same sort in their order. What the original does not have gets numbers of its own.
fn matched(source: Source, codes: &[Coded], target: Source) -> Vec<Coded> {
    let mut own = coded(target.run);
    let mut found: Vec<Option<u32>> = vec![None; own.len()];
    for is_exact in [true, false] {
        let shape = |one: &Coded, markdown: &str| {
            let text = if is_exact { bare(one, markdown) } else { String::new() };
            (one.code.sort, one.closes.is_some(), text)
        };
        let taken: HashSet<u32> = found.iter().flatten().copied().collect();
        let mut free: HashMap<_, VecDeque<u32>> = HashMap::new();
        for one in codes.iter().filter(|one| !taken.contains(&one.id)) {
            free.entry(shape(one, source.markdown)).or_default().push_back(one.id);
        }
        for (other, found) in own.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            *found = free.get_mut(&shape(other, target.markdown)).and_then(VecDeque::pop_front);
        }
    }
    let mut next = codes.len() as u32;
    for (code, found) in own.iter_mut().zip(found) {
        code.id = found.unwrap_or_else(|| {
            next += 1;
            next
        });
    }
    own
}

/// A code without the words inside it.
fn bare(coded: &Coded, markdown: &str) -> String {
    let mut text = String::new();
    let ranges = [Some(&coded.code.range), coded.closes.as_ref()];
    let inside: Vec<&Range<usize>> =
        [Side::Alt, Side::Title].iter().filter_map(|side| coded.side(*side)).map(|run| &run.range).collect();
    for range in ranges.into_iter().flatten() {
        let is_kept = |at: usize| !inside.iter().any(|inside| inside.contains(&at));
        let slice = markdown.get(range.clone()).unwrap_or_default();
        text.extend(slice.char_indices().filter(|(at, _)| is_kept(range.start + at)).map(|(_, c)| c));
        text.push('\u{1}');
    }
    text
}

/// The codes of a translation's run under the numbers of its original's.
pub fn keep_ids(run: &Run, markdown: &str, own: &Run, own_markdown: &str) -> Vec<Coded> {
    matched(Source { run, markdown }, &coded(run), Source { run: own, markdown: own_markdown })
}
