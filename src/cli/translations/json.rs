//! The list of translations for programs; `docs/translations.md` is the contract.

use super::{Total, word};
use crate::input::content::Status;
use crate::inspect::behind::{Commit, Past};
use crate::inspect::survey::{Entry, Kind, Work};
use crate::language::LanguageId;
use crate::language::locale::Untranslated;
use crate::site::{Hidden, Site, Why};
use serde_json::{Value, json};

pub(super) fn list(site: &Site, all: &[Work], totals: &[Total], past: &Past) -> Value {
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
    json!({ "stories": stories, "languages": languages, "history": history(past) })
}

/// What git could say: `unknown` is why it said nothing, null where it was asked, or was not needed.
pub(super) fn history(past: &Past) -> Value {
    json!({ "unknown": past.unknown.as_ref().map(|unknown| unknown.in_words()), "cut": past.is_cut })
}

/// The commit that a translation was last changed in.
pub(super) fn commit(commit: &Commit) -> Value {
    json!({ "commit": commit.id, "day": commit.day })
}

fn marked(found: &Untranslated) -> Value {
    json!({ "message": found.message, "path": found.place.path, "line": found.place.line })
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
    let why = entry.file.as_ref().and_then(|file| file.behind.as_ref());
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
        "status": entry.file.as_ref().and_then(|file| file.status).map(Status::as_str),
        "recorded": entry.file.as_ref().is_some_and(|file| file.recorded),
        "since": entry.file.as_ref().and_then(|file| file.since.as_ref()).map(commit),
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
        Some(Hidden::LeftOut) => "left out",
    }
}

pub(super) fn tag(site: &Site, language: LanguageId) -> &str {
    site.locales.get(language).tag.as_str()
}
