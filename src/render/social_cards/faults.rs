//! What is wrong with cards: with the template of all, and with the letters of one.

use super::subject::{About, Shown};
use super::words::Words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath, Place};
use crate::language::breaks::script_of;
use crate::language::text::counted;
use crate::path::OutputPath;
use crate::pictures::cards::CardFault;
use crate::plan;
use crate::render::press::Press;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// What is missing on cards, as far as pages have been printed.
#[derive(Default)]
pub struct Faults {
    /// By script: the pages, and what is known of the first of them.
    letters: Mutex<BTreeMap<&'static str, Missing>>,
    /// Cards on which two fonts would have to share a line that cannot, with what is not there.
    shared: Mutex<BTreeMap<OutputPath, Vec<char>>>,
}

struct Missing {
    pages: BTreeSet<OutputPath>,
    first: OutputPath,
    letter: String,
    place: Option<Place>,
    source: String,
}

impl Faults {
    /// Takes down which letters of a card no font has.
    pub(super) fn note(&self, press: &Press, shown: &Shown, words: &Words) {
        for (script, letter) in words.missing() {
            let Ok(mut letters) = self.letters.lock() else { return };
            let path = &shown.route.path;
            let found = || Missing {
                pages: BTreeSet::new(),
                first: path.clone(),
                letter: letter.to_owned(),
                place: place(press, shown),
                source: plan::source(&press.site, shown.route),
            };
            let missing = letters.entry(script).or_insert_with(found);
            // Whoever comes first to its page, the first page of all is told.
            if *path < missing.first {
                let pages = std::mem::take(&mut missing.pages);
                *missing = Missing { pages, ..found() };
            }
            missing.pages.insert(path.clone());
        }
    }

    /// Takes down which characters of a card are empty boxes.
    pub(super) fn note_empty(&self, card: &OutputPath, without_glyph: &[char]) {
        if !without_glyph.is_empty()
            && let Ok(mut shared) = self.shared.lock()
        {
            shared.insert(card.clone(), without_glyph.to_vec());
        }
    }

    /// All of it, each script once.
    pub fn problems(&self, press: &Press) -> Diagnostics {
        let mut problems = Diagnostics::default();
        if let Ok(letters) = self.letters.lock() {
            problems.extend(letters.iter().map(|(script, missing)| of_letters(press, script, missing)));
        }
        problems
    }

    /// What showed only when cards were drawn.
    pub fn of_drawn(&self) -> Diagnostics {
        let Ok(shared) = self.shared.lock() else { return Diagnostics::default() };
        let problem = |(card, characters): (&OutputPath, &Vec<char>)| {
            let shown: String = characters.iter().take(8).collect();
            let script = characters.iter().find_map(|c| script_of(*c)).unwrap_or("signs");
            let message = format!("on the social card `{card}` there is nothing to see of `{shown}` ({script})");
            Diagnostic::warning(Code::NoGlyph, message)
                .hint("put a font into fonts/ that has the letters of all scripts of the line")
                .hint("in a template of your own, let `card_lines()` break the text, and take the font that it gives")
        };
        Diagnostics(shared.iter().map(problem).collect())
    }
}

fn of_letters(press: &Press, script: &str, missing: &Missing) -> Diagnostic {
    let Missing { pages, letter, source, .. } = missing;
    let others =
        if pages.len() > 1 { format!(" and {}", counted(pages.len() - 1, "other card")) } else { String::new() };
    let is_script = letter.chars().any(|c| script_of(c).is_some());
    let (message, way_out) = match is_script {
        true => (
            format!(
                "no font for social cards has the letters of {script}, such as `{letter}`: the card of {source}{others} cannot be drawn"
            ),
            format!("put a font with {script} into fonts/, as .ttf or .otf"),
        ),
        false => (
            format!(
                "no font for social cards has {script} such as `{letter}`: the card of {source}{others} goes without"
            ),
            "put a font that has them into fonts/, as .ttf or .otf, or leave them out of the headline".to_owned(),
        ),
    };
    let found = Diagnostic::warning(Code::NoGlyph, message).hint(way_out);
    let found = match is_script {
        true => found.hint("until then networks show the lead picture, or what `social_image` names"),
        false => found,
    };
    let at = missing.place.clone().unwrap_or_else(|| press.site.config.places.of(KeyPath::from("title")));
    found.at(at)
}

/// Where the headline of a card is written.
fn place(press: &Press, shown: &Shown) -> Option<Place> {
    let About::Article(id) = shown.about else { return None };
    Some(press.site.article(id).document.block().place_of(KeyPath::from("title").value()))
}

/// A fault of the drawing that the template makes.
pub(super) fn of_drawing(press: &Press, template: &str, fault: &CardFault) -> Diagnostic {
    Diagnostic::error(Code::BadCard, format!("the drawing of the social cards is wrong: {fault}"))
        .at(Place::file(press.templates.path_of(template).unwrap_or(template)))
        .hint(fault.way_out())
}

/// A picture of the drawing that is not one of the site's.
pub(super) fn unknown_picture(press: &Press, template: &str, href: &str) -> Diagnostics {
    of_drawing(press, template, &CardFault::UnknownPicture(href.to_owned())).into()
}
