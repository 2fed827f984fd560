//! Leftovers: where templates and messages name what has another name now. A program cannot know what they mean by it: they
//! are told.

use super::Note;
use super::moves::Moves;
use crate::diagnostic::{Diagnostics, Place, places};
use crate::input::discover;
use crate::scaffold::archive::Archive;
use crate::site::TaxonomyKind;
use std::borrow::Cow;
use std::path::Path;

/// Places in templates and messages that name the old ids.
pub(super) fn notes(root: &Path, archive: &Archive, moves: &Moves) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut needles: Vec<String> = Vec::new();
    let id = match moves.term() {
        Some((_, old, _)) => old,
        None => moves.old.to_string(),
    };
    for quote in ['"', '\''] {
        needles.push(format!("{quote}{id}{quote}"));
    }
    for folder in ["templates", "themes"] {
        let (files, _) = discover::files_below(root, folder);
        let is_text = |path: &str| [".html", ".xml", ".txt", ".yaml", ".svg"].iter().any(|end| path.ends_with(end));
        for file in files.into_iter().filter(|file| is_text(&file.path)) {
            let Some(text) = file.text(&mut Diagnostics::default()) else { continue };
            let place = places(&file.path, || Cow::Borrowed(&*text));
            for needle in &needles {
                let found = text.match_indices(needle.as_str());
                notes.extend(
                    found.map(|(at, _)| Note { place: place(at + 1), what: format!("the template names `{id}`") }),
                );
            }
        }
    }
    if let Some((kind, old, new)) = moves.term().filter(|(kind, ..)| TaxonomyKind::NAMED.contains(kind)) {
        let (message, better) = (format!("{}-{old}", kind.word()), format!("{}-{new}", kind.word()));
        let (files, _) = discover::files_below(root, "locales");
        for file in files.into_iter().filter(|file| file.path.ends_with(".ftl")) {
            let Some(text) = file.text(&mut Diagnostics::default()) else { continue };
            for (number, line) in text.lines().enumerate() {
                if line.strip_prefix(&message).is_some_and(|rest| rest.trim_start().starts_with('=')) {
                    let place = Place::at(&*file.path, &text, number + 1, 1);
                    notes.push(Note { place, what: format!("call the message `{better}`") });
                }
            }
        }
    }
    notes.extend(of_customary_policy(archive, moves));
    notes
}

/// A page that counted as a policy by its name alone.
fn of_customary_policy(archive: &Archive, moves: &Moves) -> Option<Note> {
    use crate::input::config::Policy;
    let named = &archive.site.config.publisher.policies;
    let (policy, _) =
        Policy::CUSTOMARY.into_iter().find(|(policy, id)| *id == &*moves.old.0 && !named.contains_key(policy))?;
    let what = format!(
        "this page was known as a policy by its name: write `publisher: {{ policies: {{ {}: {} }} }}`",
        policy.key(),
        moves.new.0
    );
    Some(Note { place: Place::file("site.yaml"), what })
}
