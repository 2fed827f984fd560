//! `dateline translations --diff`: what has changed in an original, beside its translations.

use super::columns::{self, Ink, Mark, Side};
use super::json;
use crate::cli::arguments::TranslationsArguments;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::inspect::behind::{Basis, Comparison, Pair, Part, Past, Row, compare, pairs, parts};
use crate::language::LanguageId;
use crate::language::text::counted;
use crate::site::Site;
use crate::sources::below;
use anstream::println;
use serde_json::{Value, json};
use std::path::Path;

/// Columns of a terminal from which on two texts stand side by side.
const WIDE: usize = 100;

/// Prints the comparison.
///
/// # Errors
/// There is no such story, or it has no translation in these languages.
pub(super) fn run(
    site: &Site,
    arguments: &TranslationsArguments,
    languages: &[LanguageId],
    story: &str,
) -> Result<(), Diagnostics> {
    let all = pairs(site);
    let chosen = chosen(&all, arguments, languages, story)?;
    let past = Past::ask(&arguments.root, chosen.clone());
    if arguments.json {
        let found: Vec<Value> = chosen.iter().map(|pair| as_json(site, pair, &compare(pair, &past))).collect();
        println!("{:#}", json!({ "comparisons": found, "history": json::history(&past) }));
        return Ok(());
    }
    for pair in chosen {
        print(site, pair, &compare(pair, &past), &past);
    }
    Ok(())
}

/// The translations of a story that is meant by its id, or by one of its files.
fn chosen<'a, 'b>(
    all: &'b [Pair<'a>],
    arguments: &TranslationsArguments,
    languages: &[LanguageId],
    story: &str,
) -> Result<Vec<&'b Pair<'a>>, Diagnostics> {
    let file = below(&arguments.root, Path::new(story));
    let id = story.trim_matches('/');
    let is_file = |pair: &&Pair| pair.translation.path == file;
    let named: Vec<&Pair> = match all.iter().find(is_file) {
        Some(one) if arguments.lang.is_empty() => vec![one],
        Some(one) => all.iter().filter(|pair| pair.id == one.id).collect(),
        None => all.iter().filter(|pair| pair.id == id || pair.original.path == file).collect(),
    };
    if named.is_empty() {
        let problem = Diagnostic::error(Code::BadUsage, format!("there is no translated story `{story}`"));
        let problem = problem.did_you_mean(id, all.iter().map(|pair| pair.id.as_str()));
        return Err(problem.hint("name a story by its id (news/treaty), or one of its files").into());
    }
    let chosen: Vec<&Pair> = named.into_iter().filter(|pair| languages.contains(&pair.to)).collect();
    if chosen.is_empty() {
        let problem = Diagnostic::error(Code::BadUsage, format!("`{story}` is not translated into this language"));
        return Err(problem.hint("`dateline translations` lists what there is").into());
    }
    Ok(chosen)
}

/// How it is known what changed, in a sentence without its end.
fn basis(basis: &Basis, past: &Past) -> String {
    match basis {
        Basis::Record => "since the translation was recorded".to_owned(),
        Basis::Commit(commit) => format!("since the translation was committed ({}, {})", commit.short(), commit.day),
        Basis::Uncommitted => "the translation has changes that are not committed, and counts as up to date".to_owned(),
        Basis::Nothing => match &past.unknown {
            Some(unknown) => format!("not known: the translation has no record, and {}", unknown.in_words()),
            None => "not known: the translation has no record, and git does not have the original of then".to_owned(),
        },
    }
}

fn print(site: &Site, pair: &Pair, comparison: &Comparison, past: &Past) {
    let tag = |language: LanguageId| site.locales.get(language).tag.as_str();
    let ink = Ink::of_terminal();
    let head = format!("{}  {} → {}", pair.id, tag(pair.from), tag(pair.to));
    println!("{}", ink.bold(&head));
    println!("{}", basis(&comparison.basis, past));
    if comparison.rows.is_empty() {
        if !matches!(comparison.basis, Basis::Nothing | Basis::Uncommitted) {
            println!("Nothing has changed.");
        }
        println!();
        return;
    }
    let gone = comparison.rows.iter().filter(|row| row.block.line.is_none()).count();
    let gone = if gone > 0 { format!(", {} gone", counted(gone, "block")) } else { String::new() };
    println!("{} to do{gone}", counted(comparison.words, "word"));
    if past.is_cut {
        println!("this clone has only the last part of the history: more may have changed");
    }
    let is_upright = [pair.from, pair.to].iter().all(|l| site.locales.get(*l).direction == "ltr");
    // A terminal may turn around what stands beside Arabic.
    let width = columns::width();
    let wide = width.filter(|width| *width >= WIDE && is_upright);
    for row in &comparison.rows {
        let (left, right) = (original_side(pair, row), translation_side(pair, row));
        println!();
        match wide {
            Some(width) => columns::beside(&ink, &left, &right, width),
            None => columns::below(&ink, &left, &right, width),
        }
    }
    if let Some(unknown) = past.unknown.as_ref().filter(|_| comparison.rows.iter().any(is_blind)) {
        println!("\nWhat the blocks said before is not known: {}.", unknown.in_words());
    }
    println!();
}

/// Whether nobody knows what a block said before.
fn is_blind(row: &Row) -> bool {
    row.block.before.is_none()
}

fn original_side(pair: &Pair, row: &Row) -> Side {
    let block = &row.block;
    let key = block.key.as_ref().map(|key| format!(" ({key})")).unwrap_or_default();
    let path = &pair.original.path;
    let head = block.line.map_or_else(|| format!("{path}{key}: gone"), |line| format!("{path}:{line}{key}"));
    let parts = match (&block.before, &block.after) {
        (Some(before), Some(after)) => in_parts(before.trim(), after.trim()),
        (None, Some(after)) => vec![(Mark::New, after.trim().to_owned())],
        (Some(before), None) => vec![(Mark::Gone, before.trim().to_owned())],
        (None, None) => vec![(Mark::Aside, "A block that the record names is no longer there.".to_owned())],
    };
    Side { head, parts }
}

fn in_parts(before: &str, after: &str) -> Vec<(Mark, String)> {
    let mark = |part: &Part| match part {
        Part::Same(text) => (Mark::Same, (*text).to_owned()),
        Part::Gone(text) => (Mark::Gone, (*text).to_owned()),
        Part::New(text) => (Mark::New, (*text).to_owned()),
    };
    parts(before, after).iter().map(mark).collect()
}

fn translation_side(pair: &Pair, row: &Row) -> Side {
    let path = &pair.translation.path;
    match (&row.translation, row.after_line) {
        (Some(passage), _) => {
            Side { head: format!("{path}:{}", passage.line), parts: vec![(Mark::Same, passage.text.clone())] }
        }
        (None, Some(line)) if row.block.line.is_some() => {
            let aside = format!("To be written after line {line}.");
            Side { head: path.clone(), parts: vec![(Mark::Aside, aside)] }
        }
        (None, _) => {
            let aside = "It is not known where the translation says this.".to_owned();
            Side { head: path.clone(), parts: vec![(Mark::Aside, aside)] }
        }
    }
}

fn as_json(site: &Site, pair: &Pair, comparison: &Comparison) -> Value {
    let by = match comparison.basis {
        Basis::Record => "record",
        Basis::Commit(_) => "commit",
        Basis::Uncommitted => "uncommitted",
        Basis::Nothing => "nothing",
    };
    let since = match &comparison.basis {
        Basis::Commit(commit) => json::commit(commit),
        _ => Value::Null,
    };
    let side = |language: LanguageId, path: &str| json!({ "language": json::tag(site, language), "path": path });
    json!({
        "id": pair.id,
        "original": side(pair.from, &pair.original.path),
        "translation": side(pair.to, &pair.translation.path),
        "by": by,
        "since": since,
        "words": comparison.words,
        "blocks": comparison.rows.iter().map(row_as_json).collect::<Vec<_>>(),
    })
}

fn row_as_json(row: &Row) -> Value {
    let block = &row.block;
    let part = |part: &Part| match part {
        Part::Same(text) => json!({ "same": text }),
        Part::Gone(text) => json!({ "gone": text }),
        Part::New(text) => json!({ "new": text }),
    };
    let both = block.before.as_deref().zip(block.after.as_deref());
    let passage = row.translation.as_ref().map(|passage| json!({ "line": passage.line, "text": passage.text }));
    json!({
        "key": block.key,
        "line": block.line,
        "before": block.before,
        "after": block.after,
        "words": block.words,
        "parts": both.map(|(before, after)| parts(before, after).iter().map(part).collect::<Vec<_>>()),
        "translation": passage,
        "after_line": row.after_line,
    })
}
