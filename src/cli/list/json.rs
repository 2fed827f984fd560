//! The list for programs.

use super::Row;
use crate::scaffold::archive::Archive;
use crate::site::Telling;
use serde_json::{Value, json};

pub(super) fn list(archive: &Archive, rows: &[Row]) -> String {
    let all = Value::Array(rows.iter().map(|row| of(archive, row)).collect());
    format!("{all:#}\n")
}

fn of(archive: &Archive, row: &Row) -> Value {
    let Row { article, state, changed } = row;
    let Telling { placement, document, .. } = &*article.telling;
    let moment = |moment: &Option<crate::language::Moment>| moment.map(|moment| moment.rfc3339());
    json!({
        "path": document.path,
        "story": &*archive.site.stories[article.story].id.0,
        "language": archive.site.locales.get(placement.language).tag.as_str(),
        "state": state.as_str(),
        "title": article.title,
        "summary": article.summary,
        "date": moment(&placement.date),
        "updated": moment(&article.updated),
        "expires": moment(&placement.expires),
        "changed": changed.map(|at| at.round(jiff::Unit::Second).unwrap_or(at).to_string()),
        "authors": &placement.authors[..],
        "tags": &placement.tags[..],
        "section": placement.section(),
        "kind": article.kind.map(|kind| kind.as_str()),
        "address": placement.path.address(),
    })
}
