//! What is missing on social cards, as far as pages have been printed.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::breaks::script_of;
use crate::language::text::counted;
use crate::path::OutputPath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// How many characters are quoted.
const QUOTED: usize = 8;

/// What is missing on cards.
#[derive(Default)]
pub struct CardFaults {
    /// By script: the pages, and what is known of the first of them.
    letters: Mutex<BTreeMap<&'static str, Missing>>,
    /// Cards on which two fonts would have to share a line that cannot, with what is not there.
    shared: Mutex<BTreeMap<OutputPath, Vec<char>>>,
}

struct Missing {
    pages: BTreeSet<OutputPath>,
    first: OutputPath,
    letter: String,
    page: PageOfCard,
}

/// The page that a card is of.
pub(super) struct PageOfCard {
    /// Where its headline is written.
    pub place: Place,
    /// What it comes from, in words.
    pub source: String,
}

impl CardFaults {
    /// Takes down that no font has a letter of the card of a page.
    pub(super) fn note(
        &self,
        path: &OutputPath,
        (script, letter): (&'static str, &str),
        page: impl Fn() -> PageOfCard,
    ) {
        let Ok(mut letters) = self.letters.lock() else { return };
        let found = || Missing { pages: BTreeSet::new(), first: path.clone(), letter: letter.to_owned(), page: page() };
        let missing = letters.entry(script).or_insert_with(found);
        // Whoever comes first to its page, the first page of all is told.
        if *path < missing.first {
            let pages = std::mem::take(&mut missing.pages);
            *missing = Missing { pages, ..found() };
        }
        missing.pages.insert(path.clone());
    }

    /// Takes down which characters of a card are empty boxes.
    pub(super) fn note_empty(&self, card: &OutputPath, without_glyph: &[char]) {
        if !without_glyph.is_empty()
            && let Ok(mut shared) = self.shared.lock()
        {
            shared.insert(card.clone(), without_glyph.to_vec());
        }
    }

    /// What no font has letters for, each script once.
    pub fn of_letters(&self) -> Diagnostics {
        let Ok(letters) = self.letters.lock() else { return Diagnostics::default() };
        Diagnostics(letters.iter().map(|(script, missing)| of_script(script, missing)).collect())
    }

    /// What showed only when cards were drawn.
    pub fn of_drawn(&self) -> Diagnostics {
        let Ok(shared) = self.shared.lock() else { return Diagnostics::default() };
        let problem = |(card, characters): (&OutputPath, &Vec<char>)| {
            let shown: String = characters.iter().take(QUOTED).collect();
            let script = characters.iter().find_map(|c| script_of(*c)).unwrap_or("signs");
            let message = format!("on the social card `{card}` there is nothing to see of `{shown}` ({script})");
            Diagnostic::warning(Code::NoGlyph, message)
                .hint("put a font into fonts/ that has the letters of all scripts of the line")
                .hint("in a template of your own, let `card_lines()` break the text, and take the font that it gives")
        };
        Diagnostics(shared.iter().map(problem).collect())
    }
}

fn of_script(script: &str, missing: &Missing) -> Diagnostic {
    let Missing { pages, letter, page, .. } = missing;
    let others = match pages.len() {
        0 | 1 => String::new(),
        count => format!(" and {}", counted(count - 1, "other card")),
    };
    let of = format!("the card of {}{others}", page.source);
    let found = match letter.chars().any(|c| script_of(c).is_some()) {
        true => {
            let message =
                format!("no font for social cards has {script} letters such as `{letter}`: {of} cannot be drawn");
            Diagnostic::warning(Code::NoGlyph, message)
                .hint(format!("put a font with {script} letters into fonts/, as .ttf or .otf"))
                .hint("until then networks show the lead picture, or what `social_image` names")
        }
        false => {
            let message = format!("no font for social cards has {script} such as `{letter}`: {of} goes without");
            Diagnostic::warning(Code::NoGlyph, message)
                .hint("put a font that has them into fonts/, as .ttf or .otf, or leave them out of the headline")
        }
    };
    found.at(page.place.clone())
}
