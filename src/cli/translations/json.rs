//! The list of translations for programs; `docs/translations.md` is the contract.

use super::{Total, word};
use crate::inspect::survey::{Entry, Kind, Work};
use crate::language::LanguageId;
use crate::language::locale::Untranslated;
use crate::site::{Hidden, Site, Why};
use crate::sources::{Outcome, Recording};
use serde_json::{Value, json};

pub(super) fn list(site: &Site, all: &[Work], totals: &[Total]) -> Value {
    let stories: Vec<Value> = all.iter().map(|work| story(site, work)).collect();
    let languages: Vec<Value> = totals
        .iter()
        .map(|total| {
            json!({
                "language": tag(site, total.language),
                "present": total.present,
                "missing": total.missing,
                "outdated": total.outdated,
                "words": total.words,
                "messages": total.messages,
                "marked": total.marked.iter().map(marked).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "stories": stories, "languages": languages })
}

fn marked(found: &Untranslated) -> Value {
    json!({ "message": found.message, "path": found.place.path, "line": found.place.line })
}

pub(super) fn recordings(recordings: &[Recording]) -> Value {
    let entry = |recording: &Recording| {
        json!({
            "path": recording.path,
            "blocks": recording.pieces,
            "written": recording.outcome == Outcome::Written,
        })
    };
    json!({ "recorded": recordings.iter().map(entry).collect::<Vec<_>>() })
}

fn story(site: &Site, work: &Work) -> Value {
    let kind = match work.kind {
        Kind::Article => "article",
        Kind::Page => "page",
        Kind::Dossier => "dossier",
        Kind::Author => "author",
    };
    json!({
        "id": work.id,
        "kind": kind,
        "section": work.section,
        "title": work.title,
        "date": work.date.map(|date| date.rfc3339()),
        "visibility": visibility(work.hidden),
        "original": { "language": tag(site, work.original), "path": work.path, "words": work.words },
        "translations": work.entries.iter().map(|entry| translation(site, work, entry)).collect::<Vec<_>>(),
    })
}

fn translation(site: &Site, work: &Work, entry: &Entry) -> Value {
    let why = entry.file.as_ref().and_then(|file| file.outdated).map(|outdated| &outdated.why);
    let (changed, removed) = match why {
        Some(Why::Text { changes, removed }) => (changes.as_slice(), *removed),
        _ => (&[][..], 0),
    };
    let changed: Vec<Value> =
        changed.iter().map(|change| json!({ "path": work.path, "line": change.line, "words": change.words })).collect();
    json!({
        "language": tag(site, entry.language),
        "state": word(entry.state),
        "words": entry.words,
        "path": entry.file.as_ref().map(|file| file.path),
        "visibility": entry.file.as_ref().map(|file| visibility(file.hidden)),
        "recorded": entry.file.as_ref().is_some_and(|file| file.recorded),
        "changed": changed,
        "removed": removed,
    })
}

fn visibility(hidden: Option<Hidden>) -> &'static str {
    match hidden {
        None => "public",
        Some(Hidden::Draft) => "draft",
        Some(Hidden::Embargo) => "embargo",
        Some(Hidden::Expired) => "expired",
        Some(Hidden::Unlisted) => "unlisted",
    }
}

fn tag(site: &Site, language: LanguageId) -> &str {
    site.locales.get(language).tag.as_str()
}
