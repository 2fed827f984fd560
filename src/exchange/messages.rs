//! The messages around the texts: each sentence of each message is a unit, in the plural forms of the language it goes to.

use super::model::{Code, Inline, Names, Segment, State, Text, Unit, fingerprint, tidied};
use super::receive::{Outcome, Piece, joined};
use crate::diagnostic::{self, Diagnostic, Diagnostics, Lines, Place};
use crate::edit::{Edit, applied};
use crate::input::config::Config;
use crate::input::discover::{self, SourceFile};
use crate::input::theme;
use crate::language::LanguageTag;
use crate::language::locale::{Branches, Part, Phrase, TO_TRANSLATE, entry_ranges, message, phrases};
use crate::markdown::runs::Sort;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

/// The messages of a Fluent file, on their way into another language.
pub struct Messages {
    /// What translators get.
    pub text: Text,
    phrases: Vec<Going>,
    /// The site's Fluent files in the language, by their paths.
    files: BTreeMap<String, String>,
}

/// Fluent files by their paths: what is there, and what is to be there.
pub type Files = BTreeMap<String, (Option<String>, String)>;

/// A phrase on its way.
struct Going {
    phrase: Phrase,
    /// With the plural forms of the other language.
    fitted: Branches,
    /// What the other language has, and in which file.
    own: Option<(String, Branches)>,
    units: Range<usize>,
}

/// The messages of a site for a language: those of its own files, and those of its theme that the language lacks.
pub fn messages(root: &Path, config: &Config, language: &LanguageTag) -> Vec<Messages> {
    let (own, _) = discover::files_below(root, "locales");
    let (themes, _) = theme::load(root, &config.theme, Place::file(crate::input::config::FILE));
    let Some(first) = config.languages.first().map(|language| &language.tag) else { return Vec::new() };
    let there = in_language(&own, language);
    let mut known: BTreeSet<String> = names(there.iter().map(|(_, _, text)| text.as_str()));
    let mut all = Vec::new();
    let files: BTreeMap<String, String> = there.iter().map(|(path, _, text)| (path.clone(), text.clone())).collect();
    if first != language {
        let above: Vec<LanguageTag> = language.lineage().skip(1).collect();
        let inherited = names(
            above
                .iter()
                .flat_map(|tag| in_language(&own, tag))
                .map(|(_, _, text)| text)
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str),
        );
        for (path, name, text) in in_language(&own, first) {
            let going: Vec<Phrase> = phrases(&text)
                .into_iter()
                .filter(|phrase| known.contains(&phrase.message) || !inherited.contains(&phrase.message))
                .collect();
            known.extend(going.iter().map(|phrase| phrase.message.clone()));
            all.push(Messages::new(
                &path,
                (first, language),
                format!("locales/{language}/{name}"),
                going,
                &text,
                &files,
            ));
        }
    }
    for theme in &themes {
        let speaks = |tag: &LanguageTag| !in_language(&theme.locales, tag).is_empty();
        let resort = theme.language.as_deref().and_then(LanguageTag::parse);
        let source = if speaks(first) && first != language { Some(first.clone()) } else { resort };
        let of_theme = language.lineage().flat_map(|tag| in_language(&theme.locales, &tag));
        known.extend(names(of_theme.map(|(_, _, text)| text).collect::<Vec<_>>().iter().map(String::as_str)));
        let Some(source) = source.filter(|source| source != language) else { continue };
        for (path, name, text) in in_language(&theme.locales, &source) {
            let lacking: Vec<Phrase> =
                phrases(&text).into_iter().filter(|phrase| !known.contains(&phrase.message)).collect();
            known.extend(lacking.iter().map(|phrase| phrase.message.clone()));
            all.push(Messages::new(
                &path,
                (&source, language),
                format!("locales/{language}/{name}"),
                lacking,
                &text,
                &files,
            ));
        }
    }
    all.retain(|messages| !messages.text.units.is_empty());
    all
}

/// The Fluent files of a language: path, name, text.
fn in_language(files: &[SourceFile], tag: &LanguageTag) -> Vec<(String, String, String)> {
    let of_language = |file: &SourceFile| {
        let (folder, name) = file.below.split_once('/').filter(|(_, name)| name.ends_with(".ftl"))?;
        (LanguageTag::parse(folder)? == *tag).then_some(())?;
        // What cannot be read is told by the next build.
        let text = String::from_utf8(file.bytes().ok()?.into_owned()).ok()?;
        Some((file.path.clone(), name.to_owned(), text))
    };
    files.iter().filter_map(of_language).collect()
}

fn names<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    texts.flat_map(phrases).map(|phrase| phrase.message).collect()
}

impl Messages {
    fn new(
        path: &str,
        (source, language): (&LanguageTag, &LanguageTag),
        target: String,
        going: Vec<Phrase>,
        text: &str,
        files: &BTreeMap<String, String>,
    ) -> Messages {
        let mut there: HashMap<(String, Option<String>), (String, Phrase)> = HashMap::new();
        for (path, text) in files {
            let of_file = phrases(text).into_iter();
            there.extend(of_file.map(|p| ((p.message.clone(), p.attribute.clone()), (path.clone(), p))));
        }
        let mut units = Vec::new();
        let mut found = Vec::new();
        let mut names = Names::default();
        let lines = Lines::of(text);
        for phrase in going {
            let fitted = phrase.words.fitted(language);
            let own = there.get(&(phrase.message.clone(), phrase.attribute.clone()));
            let line = lines.number(phrase.offset) as u32;
            let start = units.len();
            of_phrase(&mut units, &mut names, &phrase, &fitted, own.map(|(_, own)| own), line);
            let own = own.map(|(path, own)| (path.clone(), own.words.clone()));
            found.push(Going { phrase, fitted, own, units: start..units.len() });
        }
        let all: String = files.values().map(String::as_str).collect();
        let text = Text {
            original: path.to_owned(),
            target,
            source: source.clone(),
            language: language.clone(),
            stamp: (!files.is_empty()).then(|| fingerprint(&all)),
            notes: vec![format!("{path} ({source}) → locales/{language}")],
            units,
        };
        Messages { text, phrases: found, files: files.clone() }
    }

    /// The site's Fluent files with what has come back: path, what was there, what will be; and what was left out. `earlier`
    /// are files that have new texts already.
    ///
    /// # Errors
    /// Messages that cannot be written so that they are read as they are meant.
    pub fn written(
        &self,
        outcomes: &[Outcome],
        earlier: &BTreeMap<String, String>,
    ) -> Result<(Files, Diagnostics), Diagnostics> {
        let mut files = Files::new();
        let mut problems = Diagnostics::default();
        let mut changes: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
        let mut of_messages: HashMap<&str, Vec<&Going>> = HashMap::new();
        self.phrases.iter().for_each(|going| of_messages.entry(&going.phrase.message).or_default().push(going));
        for going in &self.phrases {
            let name = &going.phrase.message;
            // All of a message at its first phrase.
            let Some(of_message) = of_messages.remove(&**name) else { continue };
            if !of_message.iter().any(|going| outcomes[going.units.clone()].iter().any(|o| o.parts.is_some())) {
                continue;
            }
            let words: Option<Vec<(Option<String>, Branches)>> = of_message
                .iter()
                .map(|going| Some((going.phrase.attribute.clone(), self.words(going, outcomes)?)))
                .collect();
            let line = self.text.units[going.units.start].line;
            let place = Place { path: self.text.original.clone(), line, column: 1, ..Place::file(&self.text.original) };
            let Some(words) = words else {
                problems.push(
                    Diagnostic::warning(
                        diagnostic::Code::BadExchange,
                        format!("only a part of the message `{name}` is translated: it is left as it was"),
                    )
                    .at(place)
                    .hint("translate all its forms and attributes"),
                );
                continue;
            };
            let path = going.own.as_ref().map_or(&self.text.target, |(path, _)| path);
            changes.entry(path).or_default().push(Change { name, words, place });
        }
        for (path, changes) in changes {
            let before = self.files.get(path);
            let text = with_messages(earlier.get(path).or(before).map_or("", String::as_str), &changes);
            let read = by_message(&text);
            for Change { name, words, place } in changes {
                let read = read.get(name).map(Vec::as_slice).unwrap_or_default();
                let is_read = |(attribute, words): &(Option<String>, Branches)| {
                    read.iter().any(|phrase| phrase.attribute == *attribute && same(&phrase.words, words))
                };
                if !words.iter().all(is_read) {
                    problems.push(
                        Diagnostic::error(
                            diagnostic::Code::BadExchange,
                            format!("the message `{name}` cannot be written so that it is read as it is meant"),
                        )
                        .at(place)
                        .hint("write it by hand"),
                    );
                }
            }
            files.insert(path.to_owned(), (before.cloned(), text));
        }
        let is_error = |problem: &Diagnostic| problem.severity == diagnostic::Severity::Error;
        if problems.0.iter().any(is_error) { Err(problems) } else { Ok((files, problems)) }
    }

    /// The words of a phrase in the other language; none where one of its sentences is missing.
    fn words(&self, going: &Going, outcomes: &[Outcome]) -> Option<Branches> {
        let mut next = going.units.clone();
        let mut is_whole = true;
        let own = going.own.as_ref().map(|(_, own)| own);
        let words = going.fitted.with(
            &mut |_| {
                let Some(i) = next.next() else { return Vec::new() };
                let unit = &self.text.units[i];
                let segment = &unit.segments[0];
                let inlines = match &outcomes[i].parts {
                    Some(parts) => Some(joined_of(parts, segment, unit.keeps_lines)),
                    None => segment.target.clone(),
                };
                is_whole &= inlines.is_some();
                parts_of(&inlines.unwrap_or_default(), unit)
            },
            own,
        );
        is_whole.then_some(words)
    }
}

fn joined_of(parts: &[Piece], segment: &Segment, keeps_lines: bool) -> Vec<Inline> {
    let words = parts.iter().map(|part| match part {
        Piece::Kept(_) => segment.target.clone().unwrap_or_default(),
        Piece::Words(words) => words.clone(),
    });
    match parts.len() {
        1 => tidied(words.flatten().collect(), keeps_lines),
        _ => joined(words.collect()),
    }
}

fn parts_of(inlines: &[Inline], unit: &Unit) -> Vec<Part> {
    let codes = unit.of_target();
    let part = |inline: &Inline| match inline {
        Inline::Words(words) => Some(Part::Words(words.clone())),
        Inline::Alone(id) | Inline::Open(id) => codes.get(id).map(|code| Part::Placeable(code.opens.clone())),
        Inline::Close(_) => None,
    };
    inlines.iter().filter_map(part).collect()
}

/// Whether two wordings say the same, however their signs are put in quotation marks.
fn same(one: &Branches, other: &Branches) -> bool {
    let flat = |words: &Branches| -> Vec<(Vec<String>, String)> {
        let leaves = words.leaves().into_iter();
        leaves
            .map(|(keys, parts)| {
                let text: String = parts
                    .iter()
                    .map(|part| match part {
                        Part::Words(words) => words.clone(),
                        Part::Placeable(text) => literal(text).unwrap_or_else(|| text.clone()),
                    })
                    .collect();
                (keys.into_iter().map(str::to_owned).collect(), text.split_whitespace().collect())
            })
            .collect()
    };
    flat(one) == flat(other)
}

/// What stands in a placeable that is only a text: `{ "{" }`.
fn literal(placeable: &str) -> Option<String> {
    let inner = placeable.strip_prefix('{')?.strip_suffix('}')?.trim();
    let text = inner.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains(['"', '\\'])).then(|| text.to_owned())
}

/// What a message is to say.
struct Change<'a> {
    name: &'a str,
    /// By attribute.
    words: Vec<(Option<String>, Branches)>,
    /// Where the original has it.
    place: Place,
}

/// The phrases of a file by their messages.
fn by_message(text: &str) -> HashMap<String, Vec<Phrase>> {
    let mut found: HashMap<String, Vec<Phrase>> = HashMap::new();
    phrases(text).into_iter().for_each(|phrase| found.entry(phrase.message.clone()).or_default().push(phrase));
    found
}

/// A Fluent file in which messages say this. What they have besides, other attributes, stays.
fn with_messages(text: &str, changes: &[Change]) -> String {
    let there = by_message(text);
    let ranges = entry_ranges(text);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Vec::new();
    let mut new = Vec::new();
    for Change { name, words, .. } in changes {
        let there = there.get(*name).map(Vec::as_slice).unwrap_or_default();
        let is_known = |phrase: &Phrase| words.iter().any(|(attribute, _)| *attribute == phrase.attribute);
        let mut parts: Vec<(Option<&str>, &Branches)> =
            words.iter().map(|(attribute, words)| (attribute.as_deref(), words)).collect();
        parts.extend(there.iter().filter(|phrase| !is_known(phrase)).map(|p| (p.attribute.as_deref(), &p.words)));
        parts.sort_by_key(|(attribute, _)| attribute.is_some());
        let with = message(name, &parts).replace('\n', line_end);
        match ranges.get(name) {
            Some(range) => {
                edits.extend(marks_above(text, range.start));
                edits.push(Edit { at: range.clone(), with });
            }
            None => new.push(with),
        }
    }
    let mut out = applied(text, &edits);
    // Files that part messages by empty lines go on so.
    let between = if out.contains("\n\n") { line_end } else { "" };
    for message in new {
        let gap = match out.ends_with('\n') {
            _ if out.is_empty() || out.ends_with("\n\n") => "",
            true => between,
            false => line_end,
        };
        out.push_str(gap);
        out.push_str(&message);
    }
    out
}

/// The marks in the comment above a message, to be taken away: they belong to what it said before.
fn marks_above(text: &str, message: usize) -> Vec<Edit> {
    let mut marks = Vec::new();
    let mut end = message;
    while end > 0 {
        let start = text[..end - 1].rfind('\n').map_or(0, |at| at + 1);
        if !text[start..].starts_with('#') {
            break;
        }
        if text[start..end].trim_end() == TO_TRANSLATE {
            marks.push(Edit { at: start..end, with: String::new() });
        }
        end = start;
    }
    marks
}

fn of_phrase(
    units: &mut Vec<Unit>,
    names: &mut Names,
    phrase: &Phrase,
    fitted: &Branches,
    own: Option<&Phrase>,
    line: u32,
) {
    let mut codes: Vec<Code> = Vec::new();
    let leaves = fitted.leaves();
    for (_, parts) in &leaves {
        inlines(parts, &mut codes);
    }
    let known = codes.clone();
    let selectors = selectors(fitted);
    let what = match &phrase.attribute {
        Some(attribute) => format!("{}.{attribute}", phrase.message),
        None => phrase.message.clone(),
    };
    for (keys, parts) in leaves {
        let source = inlines(parts, &mut codes);
        let target = own.and_then(|own| own.words.leaf(&keys, fitted));
        let mut all = known.clone();
        let target = target.map(|parts| inlines(parts, &mut all)).filter(|target| {
            // What is only borrowed is no translation.
            !own.is_some_and(|own| own.is_marked) || *target != source
        });
        let own_codes = all.split_off(known.len());
        let name = if keys.is_empty() { what.clone() } else { format!("{what}:{}", keys.join(":")) };
        let flat: String = parts
            .iter()
            .map(|part| match part {
                Part::Words(words) | Part::Placeable(words) => words.as_str(),
            })
            .collect();
        let id = names.once(format!("{name}-{}", fingerprint(&flat)));
        let is_in = |code: &Code| source.contains(&Inline::Alone(code.id));
        let of_count = |code: &Code| selectors.iter().any(|selector| code.opens.contains(selector.as_str()));
        let codes =
            known.iter().map(|code| Code { is_optional: !is_in(code) || of_count(code), ..code.clone() }).collect();
        let mut notes: Vec<String> = phrase.comment.lines().map(str::to_owned).collect();
        if !keys.is_empty() {
            notes.push(format!("when {}", chosen(fitted, &keys)));
        }
        let state = if target.is_some() { State::Translated } else { State::Initial };
        let segment = Segment { id: names.once(format!("s-{}", fingerprint(&flat))), source, target, state };
        units.push(Unit { id, what: name, line, notes, codes, own_codes, segments: vec![segment], keeps_lines: true });
    }
}

/// What decides in a choice by plural forms.
fn selectors(words: &Branches) -> Vec<String> {
    let Branches::Choice { selector, is_plural, branches } = words else { return Vec::new() };
    let variable = selector
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | '-' | '_')))
        .find(|word| word.starts_with('$'));
    let own = variable.filter(|_| *is_plural).map(str::to_owned);
    own.into_iter().chain(branches.iter().flat_map(|(_, below)| selectors(below))).collect()
}

/// The keys that lead to a sentence, with what each decides by.
fn chosen(words: &Branches, keys: &[&str]) -> String {
    let (Branches::Choice { selector, branches, .. }, Some((key, rest))) = (words, keys.split_first()) else {
        return String::new();
    };
    let below = branches.iter().find(|(name, _)| name == key).map(|(_, below)| chosen(below, rest));
    let below = below.filter(|below| !below.is_empty()).map(|below| format!(", {below}")).unwrap_or_default();
    format!("{selector} is {key}{below}")
}

/// Words and placeables; each placeable has a number of its own, which those that are new are given.
fn inlines(parts: &[Part], codes: &mut Vec<Code>) -> Vec<Inline> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let tight = |text: &str| text.split_whitespace().collect::<String>();
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Words(words) => found.push(Inline::Words(words.clone())),
            Part::Placeable(text) => {
                let count = seen.entry(tight(text)).or_default();
                *count += 1;
                let nth =
                    codes.iter().filter(|code| tight(&code.opens) == tight(text)).nth(*count - 1).map(|code| code.id);
                let id = nth.unwrap_or_else(|| {
                    let id = codes.len() as u32 + 1;
                    codes.push(Code {
                        id,
                        sort: Sort::Placeable,
                        opens: text.clone(),
                        closes: None,
                        inside: Vec::new(),
                        is_optional: false,
                    });
                    id
                });
                found.push(Inline::Alone(id));
            }
        }
    }
    tidied(found, true)
}
