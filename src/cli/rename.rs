//! `dateline rename`: a story, or a term, gets another name.

use super::changing::{self, How, Prepared};
use super::problem::{BOLD, PLAIN};
use crate::diagnostic::Place;
use crate::language::text::{and_others, counted};
use crate::scaffold::changes::Changes;
use crate::scaffold::rename::{self, Alias, Moved, Plan};
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct RenameArguments {
    /// The story: its id (news/treaty), one of its files, or its address; or a section (sections/news), a tag
    /// (tags/iran), an author (authors/ann), a dossier (dossiers/gulf).
    pub old: String,
    /// Its new name: an id (analysis/treaty), or the section that it goes to (analysis/).
    pub new: String,
    #[command(flatten)]
    pub how: How,
}

/// Runs the command.
pub(super) fn run(arguments: &RenameArguments) -> ExitCode {
    let wanted = (arguments.old.clone(), arguments.new.clone());
    changing::run(&arguments.how, |archive, completed| {
        match rename::plan(archive, &arguments.how.root, &arguments.old, &arguments.new) {
            Ok(mut plan) => {
                plan.changes.renamed.push(wanted);
                Ok(Some(plan))
            }
            // What was stopped may have been this.
            Err(_) if completed.is_some_and(|completed| completed.renamed.contains(&wanted)) => Ok(None),
            Err(problems) => Err(problems),
        }
    })
}

impl Prepared for Plan {
    fn changes(&self) -> &Changes {
        &self.changes
    }

    fn as_json(&self, is_dry: bool) -> Value {
        as_json(self, is_dry)
    }

    fn in_words(&self, is_dry: bool) -> String {
        in_words(self, is_dry)
    }
}

/// Lines of each kind that are shown.
const MOST: usize = 20;

fn in_words(plan: &Plan, is_dry: bool) -> String {
    let mut text = String::new();
    let mut add = |line: String| text.extend([line.as_str(), "\n"]);
    add(format!("{BOLD}{}{PLAIN} → {BOLD}{}{PLAIN}", plan.moves.old, plan.moves.new));
    let mut part = |title: String, lines: Vec<String>, noun: &str| {
        if lines.is_empty() {
            return;
        }
        add(format!("\n{BOLD}{title}{PLAIN}"));
        let count = lines.len();
        lines.into_iter().take(MOST).for_each(|line| add(format!("  {line}")));
        if count > MOST {
            add(format!("  …{} (--json names all)", and_others(count - MOST, noun)));
        }
    };
    let moves = plan.changes.moves.iter().map(|(from, to)| format!("{from} → {to}"));
    part(counted(plan.changes.moves.len(), "file"), moves.collect(), "file");
    let addresses = plan.addresses.iter().map(|moved| format!("{} → {}   {}", moved.from, moved.to, alias(moved)));
    part(format!("{} changed", addresses_in_words(plan.addresses.len())), addresses.collect(), "address");
    let kept = plan.kept.iter().map(|path| format!("{path}   `slug` keeps the address"));
    part("Addresses kept".to_owned(), kept.collect(), "file");
    let references = plan.references.iter().map(|change| format!("{}   {} → {}", change.place, change.from, change.to));
    part(format!("{} written anew", counted(plan.references.len(), "reference")), references.collect(), "reference");
    let notes = plan.notes.iter().map(|note| format!("{}   {}", note.place, note.what));
    part("Not changed; look at these yourself".to_owned(), notes.collect(), "place");
    add(match is_dry {
        true => "\nNothing was changed: leave out --dry-run to do it.".to_owned(),
        false => "\nDone. `dateline check` looks at the whole site.".to_owned(),
    });
    text
}

fn addresses_in_words(n: usize) -> String {
    if n == 1 { "1 address".to_owned() } else { format!("{n} addresses") }
}

fn alias(moved: &Moved) -> String {
    match moved.alias {
        Alias::Added => "the old one leads on".to_owned(),
        Alias::NeverPublic(state) => format!("no alias: it {}", state.in_words()),
        Alias::Taken => "no alias: another page is there now".to_owned(),
        Alias::OfTerm => "no alias: pages of lists have none".to_owned(),
    }
}

fn as_json(plan: &Plan, is_dry: bool) -> Value {
    let place = |place: &Place| json!({ "path": place.path, "line": place.line, "column": place.column });
    let with = |mut value: Value, more: Value| {
        if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
            value.extend(more);
        }
        value
    };
    let addresses = plan.addresses.iter().map(|moved| {
        json!({ "path": moved.path, "from": moved.from, "to": moved.to, "alias": moved.alias == Alias::Added, "note": alias(moved) })
    });
    let references = plan.references.iter();
    let references =
        references.map(|change| with(place(&change.place), json!({ "from": change.from, "to": change.to })));
    let notes = plan.notes.iter().map(|note| with(place(&note.place), json!({ "note": note.what })));
    json!({
        "old": &*plan.moves.old.0,
        "new": &*plan.moves.new.0,
        "done": !is_dry,
        "files": plan.changes.moves.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect::<Vec<_>>(),
        "written": plan.changes.texts.iter().map(|text| &text.path).collect::<Vec<_>>(),
        "addresses": addresses.collect::<Vec<_>>(),
        "kept": plan.kept,
        "references": references.collect::<Vec<_>>(),
        "not_changed": notes.collect::<Vec<_>>(),
    })
}
