//! Rehearsal: a text that goes out and comes back with no translator in between, for who looks for what makes that fail.

use super::model::{Inline, State};
use super::prepare::{Pairing, Prepared, prepare};
use super::receive::{Outcome, Piece, Unfinished, receive};
use super::written::{How, written};
use super::{po, xliff};
use crate::diagnostic::Diagnostics;
use crate::input::content::Document;
use crate::language::LanguageTag;
use crate::language::typography::Typography;

/// A text and its translation, if it has one, in languages without rules of typography.
pub(super) fn pairing<'a>(
    original: &'a Document,
    translation: Option<&'a Document>,
    [source, language]: &'a [LanguageTag; 2],
    none: &'a Typography,
) -> Pairing<'a> {
    Pairing {
        original,
        source,
        source_typography: none,
        translation,
        target: "content/news/a.yy.md",
        language,
        typography: none,
        heeds_marks: true,
        is_outdated: false,
    }
}

/// Sends out an original and its translation, if it has one, in each format, and takes what comes back. Gives the translation
/// that says the same in capital letters, where that can be written, and how many sentences went out. `languages` are those of
/// the two.
///
/// # Errors
/// What was lost on the way.
pub fn rehearse(
    original: &Document,
    translation: Option<&Document>,
    languages: &[LanguageTag; 2],
) -> Result<(Option<String>, usize), String> {
    let none = Typography::default();
    let prepared = prepare(&pairing(original, translation, languages, &none));
    let texts = std::slice::from_ref(&prepared.text);
    let went_out: usize = prepared.text.units.iter().map(|unit| unit.segments.len()).sum();
    for came_back in [xliff::read("a.xlf", xliff::write(texts)), po::read("a.po", po::write(texts))] {
        let file = came_back.map_err(|problem| problem.message)?;
        if file.segments.len() != went_out {
            return Err(format!("{went_out} sentences went out, and {} came back", file.segments.len()));
        }
        let sents: Vec<_> = file.segments.iter().map(|sent| (&file, sent)).collect();
        let (outcomes, _) = receive(&prepared.text, &sents, Unfinished::Taken);
        // Whatever it says: it is written, or told.
        drop(taken(&prepared, &outcomes));
    }
    let shouted = taken(&prepared, &shouted(&prepared)).ok().flatten();
    Ok((shouted, went_out))
}

fn taken(prepared: &Prepared, outcomes: &[Outcome]) -> Result<Option<String>, Diagnostics> {
    Ok(written(prepared, outcomes, How { status: None, force: true })?.map(|written| written.text))
}

/// The outcomes of a translator who only writes in capital letters.
pub(super) fn shouted(prepared: &Prepared) -> Vec<Outcome> {
    let shout = |inline: &Inline| match inline {
        Inline::Words(words) => Inline::Words(words.to_uppercase()),
        code => code.clone(),
    };
    let units = prepared.text.units.iter().map(|unit| {
        let parts = unit.segments.iter().map(|segment| Piece::Words(segment.source.iter().map(shout).collect()));
        Outcome { parts: Some(parts.collect()), state: Some(State::Translated) }
    });
    units.collect()
}
