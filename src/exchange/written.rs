//! Written: the file of a translation with what has come back in it.

use super::compose::{Composed, compose};
use super::matter::{reread, with_word, with_words, without_lines};
use super::model::{Inline, State, flat};
use super::prepare::{At, Prepared, keys_of, prepare};
use super::receive::{Outcome, Piece, joined};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::input::content::{
    Correction, Document, DocumentKind, FrontMatter, SourceName, Status, parse_document, pieces_of, record, status_of,
};
use crate::language::locale::TO_TRANSLATE;
use crate::markdown::runs::Escapes;
use crate::sources::with_record;
use crate::yaml::{self, comment, quoted};
use std::collections::HashMap;

/// A translation's file, written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What is in it.
    pub text: String,
    /// Units that have new words.
    pub new: usize,
    /// Units that are still to be translated.
    pub left: usize,
    /// Lines of the old file whose blocks the original no longer has.
    pub dropped: Vec<u32>,
    /// What it says of how it was made.
    pub status: Option<Status>,
    /// Whether it says what it was translated from, and did not before.
    pub is_recorded: bool,
    /// Whether the Markdown was left as it was, since nobody can say which of its blocks is which.
    pub body_stays: bool,
}

/// How an arrival is treated.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// What is said of it, whatever its files say.
    pub status: Option<Status>,
    /// Whether it may stand over what it cannot be laid beside.
    pub force: bool,
}

/// Writes what has come back into the file of a translation. None where it says all of that already.
///
/// # Errors
/// Words that cannot be written so that they are read as they are meant.
pub fn written(prepared: &Prepared, outcomes: &[Outcome], how: How) -> Result<Option<Written>, Diagnostics> {
    let mut outcomes = outcomes.to_vec();
    let is_of_body = |i: usize| !matches!(prepared.ways[i].place, At::Key(_));
    let has_new_body = outcomes.iter().enumerate().any(|(i, outcome)| outcome.parts.is_some() && is_of_body(i));
    let is_unsure = prepared.alignment == super::align::Alignment::Unsure;
    let mut body_stays = is_unsure && has_new_body && !how.force;
    let trial = compose(prepared, &outcomes, &vec![Escapes::None; outcomes.len()]);
    // What the original no longer has goes when all else is there.
    body_stays |= !trial.dropped.is_empty() && trial.gaps > 0 && has_new_body && !how.force;
    if body_stays {
        outcomes.iter_mut().enumerate().filter(|(i, _)| is_of_body(*i)).for_each(|(_, outcome)| outcome.parts = None);
    }
    let is_new = |outcome: &Outcome| outcome.parts.is_some();
    let new = outcomes.iter().filter(|outcome| is_new(outcome)).count();
    let status = status(prepared, &outcomes, how);
    let before = prepared.pairing.translation.and_then(status_of);
    let confirmed = |i: usize| outcomes[i].parts.is_some() || outcomes[i].state >= Some(State::Translated);
    let units = &prepared.text.units;
    let stands = |i: usize, low: State| units[i].segments.iter().all(|s| s.target.is_some() && s.state >= low);
    let was_outdated = units.iter().any(|unit| unit.segments.iter().any(|segment| segment.state == State::Outdated));
    let is_confirmed = was_outdated && (0..units.len()).all(|i| confirmed(i) || stands(i, State::Translated));
    if new == 0 && status == before && !is_confirmed {
        return Ok(None).map(|none: Option<Written>| {
            body_stays
                .then(|| Written {
                    text: prepared.pairing.translation.map(|document| document.text().into_owned()).unwrap_or_default(),
                    new: 0,
                    left: 0,
                    dropped: vec![],
                    status,
                    is_recorded: false,
                    body_stays,
                })
                .or(none)
        });
    }
    let left = (0..units.len()).filter(|i| outcomes[*i].parts.is_none() && !has_target(prepared, *i)).count();
    let is_current = (0..units.len()).all(|i| confirmed(i) || stands(i, State::Machine) && !is_outdated(prepared, i));
    let is_complete = left == 0 && !body_stays;
    let (document, composed) = careful(prepared, &outcomes, is_complete, body_stays)?;
    let mut document = document;
    let mut problems = Diagnostics::default();
    let mut set = |document: &mut Document, text: Result<String, &'static str>| match text {
        Ok(text) => {
            if let Some(read) = reread(document, text) {
                *document = read;
            }
        }
        Err(why) => problems.push(cannot(&document.path, why)),
    };
    if status != before
        && let Some(status) = status
    {
        let text = with_word(&document, "translation_status", status.as_str());
        set(&mut document, text);
    }
    let has_record = matches!(document.kind, DocumentKind::Article(_) | DocumentKind::Author(_));
    let mut is_recorded = false;
    if is_complete && is_current && has_record {
        let wanted = pieces_of(prepared.pairing.original, record);
        let text = with_record(&document, &wanted);
        is_recorded = text != document.text();
        set(&mut document, Ok(text));
    }
    if is_complete {
        let words: Vec<String> =
            keys_of(prepared.pairing.original).iter().map(|(_, words, ..)| comment(words)).collect();
        let text = without_lines(&document, |line| line == TO_TRANSLATE || words.iter().any(|words| words == line));
        set(&mut document, Ok(text));
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    let dropped = if body_stays { vec![] } else { composed.dropped };
    Ok(Some(Written { text: document.text().into_owned(), new, left, dropped, status, is_recorded, body_stays }))
}

fn has_target(prepared: &Prepared, unit: usize) -> bool {
    prepared.text.units[unit].segments.iter().all(|segment| segment.target.is_some())
}

fn is_outdated(prepared: &Prepared, unit: usize) -> bool {
    prepared.text.units[unit].segments.iter().any(|segment| segment.state == State::Outdated)
}

/// What the translation will say of how it was made.
fn status(prepared: &Prepared, outcomes: &[Outcome], how: How) -> Option<Status> {
    let before = prepared.pairing.translation.and_then(status_of);
    let has_new = outcomes.iter().any(|outcome| outcome.parts.is_some());
    if how.status.is_some() && (has_new || outcomes.iter().any(|outcome| outcome.state.is_some())) {
        return how.status;
    }
    let all = || outcomes.iter().map(|outcome| outcome.state);
    if !outcomes.is_empty() && all().all(|state| state >= Some(State::Reviewed)) {
        return Some(Status::Reviewed);
    }
    let is_file_new = prepared.pairing.translation.is_none();
    match (has_new, before) {
        (true, None) if is_file_new => Some(Status::Draft),
        (true, Some(_)) => Some(Status::Draft),
        // Somebody has gone over what a machine had made, and left it so.
        (false, Some(Status::Machine)) if all().all(|state| state >= Some(State::Translated)) => Some(Status::Draft),
        _ => before,
    }
}

fn cannot(path: &str, why: &str) -> Diagnostic {
    Diagnostic::error(Code::BadYaml, format!("the translation cannot be written: {why}"))
        .at(Place::file(path))
        .hint("write its front matter as lines `key: value`")
}

/// The file, with words escaped as far as they have to be so that they are read as they are meant.
fn careful(
    prepared: &Prepared,
    outcomes: &[Outcome],
    is_complete: bool,
    body_stays: bool,
) -> Result<(Document, Composed), Diagnostics> {
    let mut escapes = vec![Escapes::None; outcomes.len()];
    loop {
        let composed = compose(prepared, outcomes, &escapes);
        let document = assembled(prepared, outcomes, &composed, is_complete, body_stays)?;
        let wrong = misread(prepared, outcomes, &document, body_stays);
        if wrong.is_empty() {
            return Ok((document, composed));
        }
        let mut is_over = true;
        for unit in &wrong {
            if let Some(more) = escapes[*unit].more() {
                escapes[*unit] = more;
                is_over = false;
            }
        }
        if is_over {
            let problem = |unit: &usize| {
                let words = prepared.text.units[*unit].what.as_str();
                let line = prepared.text.units[*unit].line as usize;
                Diagnostic::error(
                    Code::BadExchange,
                    format!("the translation of this {words} would be read as other mark-up than it is meant"),
                )
                .at(Place::at(prepared.text.original.as_str(), &prepared.pairing.original.text(), line, 1))
                .hint("put a blank or a letter between a placeholder and a sign beside it, or write this one by hand")
            };
            return Err(Diagnostics(wrong.iter().map(problem).collect()));
        }
    }
}

/// Units that are not read as they are meant; all new ones where even their blocks are not.
fn misread(prepared: &Prepared, outcomes: &[Outcome], document: &Document, body_stays: bool) -> Vec<usize> {
    let new = || (0..outcomes.len()).filter(|i| outcomes[*i].parts.is_some());
    let of_keys = |i: &usize| matches!(prepared.ways[*i].place, At::Key(_));
    let mut wrong = Vec::new();
    let keys: HashMap<KeyPath, String> = keys_of(document).into_iter().map(|(key, words, ..)| (key, words)).collect();
    for i in new().filter(of_keys) {
        let At::Key(key) = &prepared.ways[i].place else { continue };
        let tidy = |text: &str| text.split_whitespace().collect::<String>();
        if keys.get(key).map(|words| tidy(words)) != Some(tidy(&plain(&wanted(prepared, outcomes, i)))) {
            wrong.push(i);
        }
    }
    if body_stays || new().all(|i| of_keys(&i)) {
        return wrong;
    }
    // The translation beside its original once more, as the next export will see it. Its record is still the old one, and words that are
    // the same in both languages are meant.
    let pairing = super::prepare::Pairing {
        translation: Some(document),
        heeds_marks: false,
        is_outdated: false,
        ..prepared.pairing
    };
    let again = prepare(&pairing);
    let all_new: Vec<usize> = new().filter(|i| !of_keys(i)).collect();
    if again.alignment == super::align::Alignment::Unsure {
        wrong.extend(all_new);
        return wrong;
    }
    for i in all_new {
        let is_read = again.text.units.get(i).is_some_and(|unit| {
            let targets: Option<Vec<Vec<Inline>>> = unit.segments.iter().map(|s| s.target.clone()).collect();
            targets.is_some_and(|targets| same(&joined(targets), &wanted(prepared, outcomes, i)))
        });
        if !is_read {
            wrong.push(i);
        }
    }
    wrong
}

/// Whether two sentences say the same; blanks at the ends of codes do not count.
fn same(one: &[Inline], other: &[Inline]) -> bool {
    let tight = |inlines: &[Inline]| flat(inlines).split([' ', '\n']).collect::<String>();
    tight(one) == tight(other)
}

fn plain(inlines: &[Inline]) -> String {
    inlines.iter().filter_map(Inline::words).collect()
}

/// What a unit is to say.
fn wanted(prepared: &Prepared, outcomes: &[Outcome], unit: usize) -> Vec<Inline> {
    let segments = &prepared.text.units[unit].segments;
    let parts = outcomes[unit].parts.iter().flatten().map(|part| match part {
        Piece::Kept(k) => segments[*k].target.clone().unwrap_or_default(),
        Piece::Words(words) => words.clone(),
    });
    joined(parts.collect())
}

/// The file: its front matter with new words, and the Markdown.
fn assembled(
    prepared: &Prepared,
    outcomes: &[Outcome],
    composed: &Composed,
    is_complete: bool,
    body_stays: bool,
) -> Result<Document, Diagnostics> {
    let Some(translation) = prepared.pairing.translation else {
        let text = begun(prepared, outcomes, composed, is_complete);
        let name = SourceName::parse(prepared.text.target.trim_start_matches("content/"), |_| true);
        let names = prepared.pairing.original.names.clone();
        return parse_document(prepared.text.target.clone(), name, text, names)
            .0
            .ok_or_else(|| cannot(&prepared.text.target, "it cannot be read").into());
    };
    let text = match body_stays {
        true => translation.text().into_owned(),
        false => format!("{}{}", &translation.text()[..translation.body], composed.markdown),
    };
    let unreadable = || Diagnostics::from(cannot(&translation.path, "it cannot be read"));
    let mut document = reread(translation, text).ok_or_else(unreadable)?;
    for i in (0..outcomes.len()).filter(|i| outcomes[*i].parts.is_some()) {
        let At::Key(key) = &prepared.ways[i].place else { continue };
        let words = plain(&wanted(prepared, outcomes, i));
        let text = with_words(&document, key, &words).map_err(|why| {
            cannot(&document.path, &format!("`{key}`: {why}")).about(crate::diagnostic::About::Key(key.clone()))
        })?;
        document = reread(&document, text).ok_or_else(unreadable)?;
    }
    Ok(document)
}

/// A new file.
fn begun(prepared: &Prepared, outcomes: &[Outcome], composed: &Composed, is_complete: bool) -> String {
    let original = prepared.pairing.original;
    let mut head = String::from("---\n");
    if !is_complete {
        head.push_str(&format!("{TO_TRANSLATE}\n"));
    }
    let mut group = None;
    for (i, way) in prepared.ways.iter().enumerate() {
        let At::Key(key) = &way.place else { continue };
        let words = outcomes[i].parts.is_some().then(|| plain(&wanted(prepared, outcomes, i)));
        let was =
            super::model::flat(&joined(prepared.text.units[i].segments.iter().map(|s| s.source.clone()).collect()));
        if key.top() == Some("corrections") {
            continue;
        }
        let (name, is_below) = match key.steps() {
            [_, crate::diagnostic::Step::Key(field)] => (field.as_str(), true),
            _ => (key.top().unwrap_or_default(), false),
        };
        let top = is_below.then(|| key.top().unwrap_or_default().to_owned());
        if top != group {
            head.extend(top.iter().map(|top| format!("{top}:\n")));
            group = top;
        }
        let indent = if is_below { "  " } else { "" };
        match words {
            Some(words) => head.push_str(&format!("{indent}{name}: {}\n", quoted(&words))),
            // What has no name is nobody.
            None if name == "name" => head.push_str(&format!("{indent}{}\n{name}: {}\n", comment(&was), quoted(&was))),
            None => head.push_str(&format!("{indent}{}\n{indent}{name}:\n", comment(&was))),
        }
    }
    head.push_str(&corrections(prepared, outcomes));
    let stands_for = SourceName::parse(prepared.text.target.trim_start_matches("content/"), |_| true).story;
    if let DocumentKind::Article(_) = original.kind {
        let said = yaml::parse::<FrontMatter>(original.block()).0.translation;
        if let Some(id) = said.filter(|id| **id != *stands_for.0) {
            head.push_str(&format!("translation: {}\n", quoted(&id)));
        }
    }
    if !is_complete && !matches!(original.kind, DocumentKind::Author(_)) {
        head.push_str("draft: true\n");
    }
    let line = if composed.markdown.is_empty() || composed.markdown.starts_with(['\n', '\r']) { "" } else { "\n" };
    let blank = if original.markdown().starts_with(['\n', '\r']) { line } else { "" };
    format!("{head}---\n{blank}{}", composed.markdown)
}

/// Corrections, which have to be there as a whole: each has its date.
fn corrections(prepared: &Prepared, outcomes: &[Outcome]) -> String {
    let DocumentKind::Article(_) = prepared.pairing.original.kind else { return String::new() };
    let dates: Vec<Correction> = yaml::parse::<FrontMatter>(prepared.pairing.original.block()).0.corrections;
    let is_one = |i: &usize| matches!(&prepared.ways[*i].place, At::Key(key) if key.top() == Some("corrections"));
    let units: Vec<usize> = (0..outcomes.len()).filter(is_one).collect();
    if units.is_empty() || units.len() != dates.len() || units.iter().any(|i| outcomes[*i].parts.is_none()) {
        return String::new();
    }
    let block = prepared.pairing.original.block();
    let tree = block.tree();
    let items = tree.as_ref().and_then(|tree| tree.entry("corrections")).map(|(_, list)| &list.kind);
    let crate::yaml::marks::Kind::List(items) = (match items {
        Some(kind) => kind,
        None => return String::new(),
    }) else {
        return String::new();
    };
    let line = |(i, item): (&usize, &crate::yaml::marks::Node)| {
        let date = item.entry("date").and_then(|(_, date)| date.as_text()).unwrap_or_default();
        format!("  - date: {date}\n    text: {}\n", quoted(&plain(&wanted(prepared, outcomes, *i))))
    };
    "corrections:\n".to_owned() + &units.iter().zip(items).map(line).collect::<String>()
}
