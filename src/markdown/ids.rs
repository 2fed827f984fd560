//! The ids of a text: each stands once on the page, whatever the page around the text has.
//!
//! What cannot be moved comes first: raw HTML and the notes. Then what writers wrote behind their headings, then what is
//! made of the words of headings.

use super::events::{end_of, plain_text};
use super::footnotes::Notes;
use super::raw_ids;
use super::{Body, Source, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::path::slugify;
use pulldown_cmark::{CowStr, Event, Tag};
use std::collections::{BTreeSet, HashMap};

/// The ids of a text's headings.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    /// By where each heading stands.
    headings: HashMap<usize, String>,
    /// What links in the text may say, and the id that they mean.
    meant: HashMap<String, String>,
}

impl Ids {
    /// The id of the heading at an offset.
    pub fn of_heading(&self, offset: usize) -> Option<&str> {
        self.headings.get(&offset).map(String::as_str)
    }

    /// The id that an anchor of a link in the text means.
    pub fn meant<'a>(&'a self, anchor: &'a str) -> &'a str {
        self.meant.get(anchor).map_or(anchor, String::as_str)
    }
}

/// What was written at the end of a heading in braces.
struct Braces {
    at: usize,
    id: String,
}

/// Takes `{#id}` from the ends of headings and gives it to them.
pub(super) fn take_written(source: &Source, markdown: &str, events: &mut [Spanned], problems: &mut Diagnostics) {
    let mut start = 0;
    while start < events.len() {
        if !matches!(events[start].0, Event::Start(Tag::Heading { .. })) {
            start += 1;
            continue;
        }
        let end = end_of(events, start);
        if let Some(braces) = braces(markdown, &events[start + 1..end]) {
            let problem = |message: String, hint: &str| {
                source.problem(Diagnostic::warning, Code::BadId, message, braces.at).hint(hint)
            };
            let words: Vec<&str> = braces.id.split_whitespace().collect();
            let id = words.iter().find_map(|word| word.strip_prefix('#'));
            if let Some(more) = words.iter().find(|word| !word.starts_with('#')) {
                let message = format!("`{more}` behind a heading means nothing here: it was left out");
                problems.push(problem(message, "write the id alone: `{#id}`"));
            }
            match id.filter(|id| is_usable(id)) {
                Some(id) => {
                    if let Event::Start(Tag::Heading { id: of_heading, .. }) = &mut events[start].0 {
                        *of_heading = Some(CowStr::from(id.to_owned()));
                    }
                }
                None => problems.push(problem(
                    format!("`#{}` cannot be an id: the heading gets one from its words", id.unwrap_or_default()),
                    "an id has letters, digits, `-`, `_`, `.` and `:`, and begins with a letter or a digit",
                )),
            }
            cut(events, start, end, braces.at);
        }
        start += 1;
    }
}

/// The list in braces, with an id in it, that the text of a heading ends with.
fn braces(markdown: &str, inner: &[Spanned]) -> Option<Braces> {
    let (first, last) = (inner.first()?.1.start, inner.last()?.1.end);
    let text = markdown.get(first..last)?.trim_end();
    let open = text.strip_suffix('}')?.rfind('{')?;
    let inside = text[open + 1..text.len() - 1].trim();
    let at = first + open;
    // The brace has to be text, and one that was not escaped.
    let is_text = inner.iter().any(|(event, range)| matches!(event, Event::Text(_)) && range.contains(&at));
    let is_free = !text[..open].ends_with(['\\', '{', '%']);
    let has_id = inside.split_whitespace().any(|word| word.starts_with('#'));
    let is_list = inside.split_whitespace().all(|word| word.starts_with(['#', '.']) || word.contains('='));
    (is_text && is_free && has_id && (is_list || inside.starts_with('#')) && !inside.ends_with('#')
        || is_text && is_free && inside == "#")
        .then(|| Braces { at, id: inside.to_owned() })
}

/// Takes what stands behind `at` from the heading between two events. Empty texts stay in the place of what goes: nothing
/// behind it has to move, and a text may have thousands of headings.
fn cut(events: &mut [Spanned], start: usize, end: usize, at: usize) {
    let mut last = None;
    for (i, (event, range)) in events.iter_mut().enumerate().take(end).skip(start + 1) {
        if range.start >= at {
            *event = Event::Text(CowStr::Borrowed(""));
            continue;
        }
        if range.end > at
            && let Event::Text(text) = event
        {
            let length = text.len() - (range.end - at).min(text.len());
            *text = CowStr::from(text.get(..length).unwrap_or_default().to_owned());
        }
        range.end = range.end.min(at);
        last = Some(i);
    }
    if let Some((Event::Text(text), _)) = last.and_then(|i| events.get_mut(i)) {
        *text = CowStr::from(text.trim_end().to_owned());
    }
}

fn is_usable(id: &str) -> bool {
    let is_part = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_' | '.' | ':')
            || !(c.is_ascii() || c.is_whitespace() || c.is_control())
    };
    id.starts_with(char::is_alphanumeric) && id.chars().all(is_part)
}

/// The ids that are in use, while they are given.
struct Taken<'s> {
    source: &'s Source<'s>,
    of_text: BTreeSet<String>,
    /// The next number to try behind words.
    next: HashMap<String, usize>,
}

/// Numbers that are tried behind words before others stand in front of them.
const MOST_TRIES: usize = 50;

impl Taken<'_> {
    fn has(&self, id: &str) -> bool {
        self.of_text.contains(id) || self.source.around.has_id(id)
    }

    /// An id like the one that is wanted, which nothing else has.
    fn give(&mut self, wanted: &str) -> String {
        let mut base = wanted.to_owned();
        for _ in 0..MOST_TRIES {
            let mut number = self.next.get(&base).copied().unwrap_or(1);
            let most = number + self.of_text.len().min(MOST_TRIES) + MOST_TRIES;
            while number < most {
                let id = if number == 1 { base.clone() } else { format!("{base}-{number}") };
                number += 1;
                if !self.has(&id) {
                    self.next.insert(base, number);
                    self.of_text.insert(id.clone());
                    return id;
                }
            }
            base = format!("text-{base}");
        }
        base
    }
}

/// Gives ids to the headings of a text and its notes, and tells of those that would stand twice. `repeated` is the id of a
/// heading that is shown as the headline alone.
pub(super) fn give(
    source: &Source,
    markdown: &str,
    text: &[Spanned],
    notes: &Notes,
    repeated: Option<String>,
    body: &mut Body,
) {
    let texts = notes.texts();
    let parts = || std::iter::once(text).chain(texts.iter().copied());
    let mut ids = Ids::default();
    let mut taken = Taken { source, of_text: BTreeSet::new(), next: HashMap::new() };
    for id in notes.ids() {
        let of_page = source.id(&id);
        taken.of_text.insert(of_page.clone());
        ids.meant.insert(id, of_page);
    }
    let twice = |id: &str, offset: usize| {
        let hint = "give it another name, here and in the links that lead to it";
        let message = format!("the id `{id}` stands twice on the page: links to it lead to the first");
        source.problem(Diagnostic::warning, Code::BadId, message, offset).hint(hint)
    };
    for (event, range) in parts().flatten() {
        if !matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            continue;
        }
        for (id, at) in raw_ids::ids(&markdown[range.clone()]) {
            if taken.has(&id) {
                body.problems.push(twice(&id, range.start + at));
            }
            taken.of_text.insert(id.clone());
            ids.meant.insert(id.clone(), id);
        }
    }
    let headings: Vec<(usize, Option<&str>, String)> = parts().flat_map(headings).collect();
    for (offset, written, _) in &headings {
        let Some(written) = written else { continue };
        let wanted = source.id(written);
        if taken.has(&wanted) {
            let message = format!("the id `{written}` is taken on this page: the heading gets another");
            let problem = source.problem(Diagnostic::warning, Code::BadId, message, *offset);
            body.problems.push(problem.hint("choose another id; links to this one still lead to the heading"));
        }
        ids.keep(*offset, written, taken.give(&wanted));
    }
    for (offset, written, title) in &headings {
        if written.is_none() {
            let slug = match slugify(title) {
                slug if slug.is_empty() => "section".to_owned(),
                slug => slug,
            };
            ids.keep(*offset, &slug, taken.give(&source.id(&slug)));
        }
    }
    if let Some(id) = repeated {
        ids.meant.entry(id).or_default();
    }
    body.ids = ids;
}

impl Ids {
    fn keep(&mut self, offset: usize, wanted: &str, id: String) {
        // A link means the first of several.
        self.meant.entry(wanted.to_owned()).or_insert_with(|| id.clone());
        self.headings.insert(offset, id);
    }
}

/// The headings of a part of a text: place, written id, words.
fn headings<'e>(events: &'e [Spanned]) -> impl Iterator<Item = (usize, Option<&'e str>, String)> + 'e {
    events.iter().enumerate().filter_map(move |(i, (event, range))| {
        let Event::Start(Tag::Heading { id, .. }) = event else { return None };
        Some((range.start, id.as_deref(), plain_text(&events[i + 1..end_of(events, i)])))
    })
}
