//! Footnotes: numbered in the order in which the text refers to them, gathered at its end, with ways back.

use super::{Body, Source, Spanned, blocks, raw};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::html::escape;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};
use std::collections::HashMap;

/// The footnotes of a text, in the order of their numbers.
pub(super) struct Notes<'a>(Vec<Note<'a>>);

impl<'a> Notes<'a> {
    /// What the notes say.
    pub fn texts(&self) -> Vec<&[Spanned<'a>]> {
        self.0.iter().map(|note| note.events.as_slice()).collect()
    }

    /// The ids of the notes and of the places that refer to them.
    pub fn ids(&self) -> Vec<String> {
        let of_note = |(index, note): (usize, &Note)| {
            let references = (1..=note.references).map(move |reference| anchor(index + 1, reference));
            std::iter::once(format!("fn-{}", index + 1)).chain(references).collect::<Vec<_>>()
        };
        self.0.iter().enumerate().flat_map(of_note).collect()
    }
}

struct Note<'a> {
    events: Vec<Spanned<'a>>,
    references: usize,
}

/// Takes the footnotes' texts out of the events and puts numbered references into them.
pub(super) fn split<'a>(
    source: &Source,
    events: Vec<Spanned<'a>>,
    problems: &mut Diagnostics,
) -> (Vec<Spanned<'a>>, Notes<'a>) {
    if !events
        .iter()
        .any(|(event, _)| matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_))))
    {
        return (events, Notes(Vec::new()));
    }
    let mut text = Vec::with_capacity(events.len());
    let mut definitions: Vec<(CowStr, usize, Vec<Spanned>)> = Vec::new();
    // A note may stand inside a quotation inside a note: each event belongs to the innermost.
    let mut open: Vec<usize> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                open.push(definitions.len());
                definitions.push((label, range.start, Vec::new()));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                open.pop();
            }
            event => match open.last() {
                Some(note) => definitions[*note].2.push((event, range)),
                None => text.push((event, range)),
            },
        }
    }
    let mut order = Order::default();
    number(source, &mut text, &mut order);
    let mut first: HashMap<CowStr, usize> = HashMap::new();
    for (i, (label, ..)) in definitions.iter().enumerate() {
        first.entry(label.clone()).or_insert(i);
    }
    // A footnote may refer to a footnote: those come after all that the text refers to.
    let mut next = 0;
    while let Some((label, _)) = order.notes.get(next) {
        if let Some((.., body)) = first.get(label).and_then(|note| definitions.get_mut(*note)) {
            number(source, body, &mut order);
        }
        next += 1;
    }
    for (i, (label, start, _)) in definitions.iter().enumerate() {
        if first.get(label).is_some_and(|first| *first < i) {
            let message = format!("there are two footnotes `[^{label}]`: readers see the first one alone");
            let problem = source.problem(Diagnostic::warning, Code::BrokenFootnote, message, *start);
            problems.push(problem.hint("give one of the two another name, here and where the text refers to it"));
        } else if !order.numbers.contains_key(label) {
            let problem = source.problem(
                Diagnostic::warning,
                Code::BrokenFootnote,
                format!("nothing refers to the footnote `[^{label}]`"),
                *start,
            );
            problems.push(problem.hint(format!("put `[^{label}]` where it belongs in the text, or remove it")));
        }
    }
    let notes = order.notes.into_iter().map(|(label, references)| {
        let found = first.get(&label).and_then(|note| definitions.get_mut(*note));
        Note { events: found.map(|(.., body)| std::mem::take(body)).unwrap_or_default(), references }
    });
    let notes = Notes(notes.collect());
    (text, notes)
}

/// The footnotes that a text refers to.
#[derive(Default)]
struct Order<'a> {
    /// In the order of their numbers, with how often the text refers to each.
    notes: Vec<(CowStr<'a>, usize)>,
    /// The index of each by its label.
    numbers: HashMap<CowStr<'a>, usize>,
}

/// Replaces references by links and counts them.
fn number<'a>(source: &Source, events: &mut [Spanned<'a>], order: &mut Order<'a>) {
    for (event, _) in events {
        let Event::FootnoteReference(label) = event else { continue };
        let index = *order.numbers.entry(label.clone()).or_insert_with(|| {
            order.notes.push((label.clone(), 0));
            order.notes.len() - 1
        });
        order.notes[index].1 += 1;
        let anchor = source.id(&anchor(index + 1, order.notes[index].1));
        let number = index + 1;
        let note = source.id(&format!("fn-{number}"));
        let numeral = escape(&source.labels.numeral(number));
        let html = format!("<sup class=\"footnote-ref\"><a href=\"#{note}\" id=\"{anchor}\">{numeral}</a></sup>");
        // Our own mark-up, told apart from what the writer wrote by its kind of event.
        *event = Event::InlineMath(html.into());
    }
}

fn anchor(note: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{note}") } else { format!("fnref-{note}-{reference}") }
}

/// Writes the footnotes below the text.
pub(super) fn write(source: &Source, notes: Notes, body: &mut Body, out: &mut String) {
    if notes.0.is_empty() {
        return;
    }
    out.push_str(&format!(
        "<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\">\n<ol>\n",
        escape(&source.labels.footnotes)
    ));
    for (index, note) in notes.0.into_iter().enumerate() {
        let number = index + 1;
        out.push_str(&format!("<li id=\"{}\">", source.id(&format!("fn-{number}"))));
        let mut events = note.events;
        raw::rework(source, &mut events, body);
        let events = blocks::transform(source, events, body);
        let mut text = String::new();
        html::push_html(&mut text, events.into_iter());
        let back: String = (1..=note.references)
            .map(|r| {
                format!(
                    " <a class=\"footnote-back\" href=\"#{}\" aria-label=\"{}\">↩</a>",
                    source.id(&anchor(number, r)),
                    escape(&source.labels.back)
                )
            })
            .collect();
        match text.trim_end().strip_suffix("</p>") {
            Some(start) => out.push_str(&format!("{start}{back}</p>")),
            None => out.push_str(&format!("{}<p>{back}</p>", text.trim_end())),
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n</div>\n");
}
