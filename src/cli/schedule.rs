//! `dateline schedule`: when to build again although nobody has edited anything.

use super::arguments::{ScheduleArguments, to_list};
use super::told;
use crate::diagnostic::Severity;
use crate::pipeline;
use crate::plan::schedule::{self, Event};
use crate::site::Site;
use crate::sources::Options;
use crate::timings::Timings;
use anstream::println;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Runs the command.
pub(super) fn run(arguments: &ScheduleArguments) -> ExitCode {
    let options = Options { drafts: false, ..to_list(&arguments.root, arguments.now) };
    let (press, mut problems) = pipeline::load(&options, &mut Timings::default());
    // Warnings are for `check`; what is wrong could hide an article from the list.
    problems.0.retain(|problem| problem.severity == Severity::Error);
    if let Some(site) = press.map(|press| press.site) {
        let site = &*site;
        let events = schedule::of(site);
        if arguments.next {
            if let Some(next) = events.first() {
                println!("{}", next.at.timestamp);
            }
        } else if arguments.json {
            println!("{:#}", as_json(site, &events));
        } else {
            print(site, &events);
        }
    }
    told(&problems)
}

fn as_json(site: &Site, events: &[Event]) -> Value {
    let change = |event: &Event| {
        json!({
            "at": event.at.rfc3339(),
            "change": event.change.as_str(),
            "path": event.document.path,
            "story": event.story,
            "language": site.locales.get(event.language).tag.as_str(),
            "title": event.title,
        })
    };
    json!({
        "now": site.now.timestamp.to_string(),
        "next": events.first().map(|event| event.at.timestamp.to_string()),
        "changes": events.iter().map(change).collect::<Vec<_>>(),
    })
}

fn print(site: &Site, events: &[Event]) {
    if events.is_empty() {
        println!(
            "Nothing will change by itself: no embargo, no expiry, no picture that comes down, no article that is news."
        );
        return;
    }
    let rows: Vec<[String; 4]> = events
        .iter()
        .map(|event| {
            [
                event.at.rfc3339().replacen('T', " ", 1),
                in_words(event.at.timestamp.duration_since(site.now.timestamp)),
                event.change.in_words().to_owned(),
                format!("{}  {}", event.document.path, event.title),
            ]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (when, away, what) = (width(0), width(1), width(2));
    for [at, distance, change, article] in &rows {
        println!("\x1b[1m{at:<when$}\x1b[0m  {distance:<away$}  {change:<what$}  {article}");
    }
}

/// A distance in the unit in which one would say it.
fn in_words(distance: SignedDuration) -> String {
    let minutes = (distance.as_secs() + 59) / 60;
    match minutes {
        0..=119 => format!("in {minutes} min"),
        120..=2_879 => format!("in {} h", minutes / 60),
        _ => format!("in {} days", minutes / 1_440),
    }
}
