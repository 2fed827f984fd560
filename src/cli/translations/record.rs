//! `dateline translations --record`, `--record-all`: what has been done is written down.

use crate::cli::arguments::TranslationsArguments;
use crate::diagnostic::Diagnostics;
use crate::inspect::behind::{Past, pairs};
use crate::language::text::{and_others, counted};
use crate::site::Site;
use crate::sources::{Outcome, Reason, Recording, Skipped, record_all, record_files};
use anstream::println;
use serde_json::json;

/// Files that are named for a reason: the others are counted.
const MOST_FILES: usize = 5;

/// Records translations and says what was written, and what was not.
pub(super) fn run(site: &Site, arguments: &TranslationsArguments) -> Diagnostics {
    let (recordings, skipped, problems) = match &arguments.record {
        Some(files) => {
            let (recordings, problems) = record_files(site, &arguments.root, files);
            (recordings, Vec::new(), problems)
        }
        None => record_all(site, &Past::of(&arguments.root, &pairs(site)), &arguments.root),
    };
    if arguments.json {
        let recorded: Vec<_> = recordings
            .iter()
            .map(|Recording { path, pieces, outcome }| {
                json!({ "path": path, "blocks": pieces, "written": *outcome == Outcome::Written })
            })
            .collect();
        let skipped: Vec<_> = skipped.iter().map(|left| json!({ "path": left.path, "why": word(left.why) })).collect();
        println!("{:#}", json!({ "recorded": recorded, "skipped": skipped }));
        return problems;
    }
    for Recording { path, pieces, outcome } in &recordings {
        let what = if *outcome == Outcome::Written { "recorded" } else { "unchanged" };
        println!("{what:<9}  {path}  ({})", counted(*pieces, "block"));
    }
    if arguments.record_all {
        summary(&recordings, &skipped, &problems);
    }
    problems
}

fn summary(recordings: &[Recording], skipped: &[Skipped], problems: &Diagnostics) {
    if recordings.is_empty() && skipped.is_empty() && problems.0.is_empty() {
        println!("Nothing to record: every translation has a record.");
        return;
    }
    println!("{} recorded", counted(recordings.len(), "translation"));
    for why in [Reason::OlderDate, Reason::OlderCommit, Reason::Draft, Reason::Marked] {
        let paths: Vec<&str> = skipped.iter().filter(|left| left.why == why).map(|left| left.path.as_str()).collect();
        if paths.is_empty() {
            continue;
        }
        println!("{} not recorded: {}", paths.len(), in_words(why));
        paths.iter().take(MOST_FILES).for_each(|path| println!("  {path}"));
        let others = and_others(paths.len().saturating_sub(MOST_FILES), "file");
        if !others.is_empty() {
            println!(" {others}");
        }
    }
}

fn in_words(why: Reason) -> &'static str {
    match why {
        Reason::OlderDate => "out of date, since the original was updated later",
        Reason::OlderCommit => "out of date, since the original has changed after the last commit of the translation",
        Reason::Draft => "drafts",
        Reason::Marked => "marked as still to be translated",
    }
}

fn word(why: Reason) -> &'static str {
    match why {
        Reason::OlderDate => "date",
        Reason::OlderCommit => "git",
        Reason::Draft => "draft",
        Reason::Marked => "marked",
    }
}
