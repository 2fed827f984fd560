//! The one rule that says whether a translation is out of date.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::content::{Document, Piece, Record};
use crate::language::WrittenDate;
use crate::language::text::counted;
use crate::site::{Change, Outdated, Why};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// What the rule looks at on either side.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The file.
    pub document: &'a Document,
    /// When it was last changed in substance.
    pub updated: Option<WrittenDate>,
}

/// Whether a translation is out of date, and how it shows. `pieces` gives the original's pieces; it is asked only where
/// there is a record, since the text is hashed for it.
///
/// A record beats the dates: who recorded a translation has seen the text.
pub fn outdated<'a>(
    original: Side,
    translation: Side,
    record: Option<&Record>,
    pieces: impl FnOnce() -> &'a [Piece<'a>],
    zone: &TimeZone,
) -> Option<Outdated> {
    let why = match record {
        Some(record) => differences(pieces(), record)?,
        None => {
            let at = |side: Side| side.updated.and_then(|date| date.in_zone(zone)).map(|moment| moment.timestamp);
            let is_later = original.updated.is_some() && at(original) > at(translation);
            is_later.then_some(Why::Date)?
        }
    };
    Some(Outdated { original: original.document.path.clone(), why })
}

fn differences(pieces: &[Piece], record: &Record) -> Option<Why> {
    let known = record.set();
    let changes: Vec<Change> = pieces
        .iter()
        .filter(|piece| !known.contains(&piece.fingerprint))
        .map(|piece| Change { line: piece.line(), words: piece.words() })
        .collect();
    let present: BTreeSet<_> = pieces.iter().map(|piece| piece.fingerprint).collect();
    // A piece that was edited is gone as well as new: only what is gone beyond that was taken out.
    let removed = known.difference(&present).count().saturating_sub(changes.len());
    (!changes.is_empty() || removed > 0).then_some(Why::Text { changes, removed })
}

/// The warning about a translation that is out of date.
pub fn report(translation: &Document, outdated: &Outdated) -> Diagnostic {
    let (path, original) = (&translation.path, &outdated.original);
    let record = format!("then run `dateline translations --record {path}`");
    let problem = |message: String| {
        Diagnostic::warning(Code::OutdatedTranslation, message).at(translation.block().place_of("translated"))
    };
    match &outdated.why {
        Why::Date => problem(format!("the original {original} was updated later than this translation"))
            .hint(format!("bring the translation up to date, {record}"))
            .hint("without a record, give it an `updated` that is not older than the original's"),
        Why::Text { changes, removed } => {
            let words: usize = changes.iter().map(|change| change.words).sum();
            let what = match (changes.len(), *removed) {
                (0, removed) => format!("has lost {}", counted(removed, "block")),
                (new, 0) => format!("has {} that this translation does not know", counted(new, "block")),
                (new, removed) => format!(
                    "has {} that this translation does not know, and has lost {}",
                    counted(new, "block"),
                    counted(removed, "block")
                ),
            };
            let places = changes.iter().map(|change| format!("{original}:{}", change.line)).collect::<Vec<_>>();
            let problem = problem(format!("the original {original} {what}"));
            let problem = if places.is_empty() {
                problem
            } else {
                problem.hint(format!("{} to do: {}", counted(words, "word"), places.join(", ")))
            };
            problem.hint(format!("bring the translation up to date, {record}"))
        }
    }
}
