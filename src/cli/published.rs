//! What has become of the last published site: where its record is, and how that is told.

use super::arguments::SiteArguments;
use crate::diagnostic::Diagnostics;
use crate::inspect::published::{self, Comparison, LastRecord, Lost, Withdrawals, Withdrawn};
use crate::language::text::and_others;
use crate::render::Press;
use serde_json::{Value, json};
use std::path::Path;

/// Texts that the summary names.
const MOST: usize = 5;

/// Holds a site against the last one that was published, by the record that is named or the one in its folder. The press
/// learns what the next record is to know.
pub(super) fn compare(
    press: &mut Press,
    arguments: &SiteArguments,
    out: &Path,
    problems: &mut Diagnostics,
) -> Comparison {
    let last = arguments.published.as_deref().map_or(LastRecord::In(out), LastRecord::At);
    let withdrawals = if arguments.allow_withdrawn { Withdrawals::AreLetGo } else { Withdrawals::AreTold };
    published::hold(press, last, withdrawals, problems)
}

/// What was withdrawn, as lines of the summary.
pub(super) fn lines(comparison: &Comparison) -> Vec<String> {
    let (planned, withdrawn): (Vec<&Withdrawn>, Vec<&Withdrawn>) =
        comparison.withdrawn.iter().partition(|text| text.is_planned);
    let named = |texts: Vec<&Withdrawn>, what: &str| {
        let first: Vec<String> = texts.iter().take(MOST).map(|text| text.in_words()).collect();
        let others = and_others(texts.len() - first.len(), "text");
        (!texts.is_empty()).then(|| format!("{} {what}: {}{others}", texts.len(), first.join("; ")))
    };
    let lost = comparison.lost.len();
    let lost = (lost > 0).then(|| {
        let (what, lead) = if lost == 1 { ("address that was", "leads") } else { ("addresses that were", "lead") };
        format!("{lost} {what} published {lead} nowhere")
    });
    [named(withdrawn, "withdrawn"), named(planned, "expired as announced"), lost].into_iter().flatten().collect()
}

/// Adds all of it to a report for programs.
pub(super) fn add_to(document: &mut Value, comparison: &Comparison) {
    document["withdrawn"] = comparison.withdrawn.iter().map(of_withdrawn).collect();
    document["lost"] = comparison.lost.iter().map(of_lost).collect();
}

fn of_withdrawn(text: &Withdrawn) -> Value {
    json!({
        "story": text.story,
        "language": text.language,
        "address": text.address,
        "why": text.why.as_str(),
        "date": text.day,
        "announced": text.is_planned,
        "path": text.place.path,
        "line": text.place.line,
        "column": text.place.column,
    })
}

fn of_lost(lost: &Lost) -> Value {
    json!({
        "address": lost.address,
        "kind": lost.kind,
        "id": lost.id,
        "language": lost.language,
        "now": lost.now,
    })
}
