//! Typography: quotation marks, dashes, apostrophes and spaces as a language's printers set them.
//!
//! The rules of a language are data, `locales/<language>/typography.yaml` ([`Written`]); no language is known here.
//! Setting is idempotent: a text that is right already stays as it is, byte for byte.
//!
//! Sources of the rules that can be expressed: Imprimerie nationale, *Lexique des règles typographiques*;
//! А. Э. Мильчин, Л. К. Чельцова, *Справочник издателя и автора*; *The Chicago Manual of Style*, chapter 6.

mod abbreviations;
mod dashes;
mod joints;
mod literal;
mod names;
mod near;
mod number;
mod pass;
mod quotes;
mod ranges;
mod rules;
mod setter;
mod signs;
mod spaces;
mod words;
mod written;

pub use rules::Rules;
pub use written::{Initials, Written};

use std::borrow::Cow;

/// The typography of one language, or none at all.
#[derive(Debug, Clone, Default)]
pub struct Typography {
    rules: Rules,
}

/// Stands for something inside a text that is not text: code, a picture, an address.
pub const OBJECT: char = '\u{fffc}';

/// Ends a line inside a text: what stands on both sides does not touch.
pub const LINE_END: char = '\u{2028}';

impl Typography {
    /// The typography that a file describes.
    pub fn new(written: Written) -> Typography {
        Typography { rules: Rules::new(written) }
    }

    /// Whether every text stays as it is.
    pub fn is_none(&self) -> bool {
        self.rules.is_empty()
    }

    /// The space that stands before a sign, where the language says so.
    pub fn space_before(&self, sign: char) -> Option<&str> {
        self.rules.space_before(sign)
    }

    /// Whether a text that ends in a full stop ends in an abbreviation or an initial, and not with its sentence.
    pub fn is_cut_short(&self, text: &str) -> bool {
        let text = text.trim_end();
        if !text.ends_with('.') {
            return false;
        }
        let mut words = text.split([' ', '\u{a0}', '\u{202f}', '\n']).rev();
        let last = words.next().unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
        let rules = &self.rules;
        // A unit is one behind its number: sentences end with those.
        let is_number = words.next().is_some_and(|word| word.ends_with(|c: char| c.is_ascii_digit()));
        let is_known = [&rules.before_names, &rules.before_numbers].iter().any(|set| set.has(last));
        let mut letters = last.chars();
        let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.as_str() == ".";
        let goes_on = rules.abbreviations.iter().any(|joint| joint.before.last().is_some_and(|part| part == last));
        let is_initial = is_initial || rules.long_initials.iter().any(|long| long == last);
        goes_on || (is_known || is_initial) && !is_number
    }

    /// Sets a text without mark-up.
    pub fn set<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.set_with(text, &mut []) {
            Some(set) => Cow::Owned(set),
            None => Cow::Borrowed(text),
        }
    }

    /// Sets a text whose pieces come from several places. `cuts` are the offsets (bytes, ascending) at which it is
    /// taken apart again; they are moved to the same places in the result. None where nothing changes.
    pub fn set_with(&self, text: &str, cuts: &mut [usize]) -> Option<String> {
        if self.is_none() {
            return None;
        }
        let (edits, is_all) = pass::edits(text, &self.rules);
        if edits.is_empty() {
            return None;
        }
        if is_all {
            return Some(apply(text, &edits, cuts));
        }
        let as_written = cuts.to_vec();
        let mut set = apply(text, &edits, cuts);
        // Where marks have no partner, and where a rule takes back what another has set, one may read what the other has left. So it is
        // read once more, as if somebody had typed it so: there must be nothing more to do.
        for _ in 0..MOST_PASSES {
            let (edits, _) = pass::edits(&set, &self.rules);
            if edits.is_empty() {
                return Some(set);
            }
            set = apply(&set, &edits, cuts);
        }
        // The rules do not agree: what was typed can be read.
        cuts.copy_from_slice(&as_written);
        None
    }
}

/// How often a text is set again, at most. Once is enough for all that people write.
const MOST_PASSES: usize = 4;

/// What replaces a range (bytes) of a text.
type Edit<'r> = (usize, usize, &'r str);

fn apply(text: &str, edits: &[Edit], cuts: &mut [usize]) -> String {
    let mut out = String::with_capacity(text.len() + 2 * edits.len() + 16);
    let mut copied = 0;
    let mut cuts = cuts.iter_mut().peekable();
    for &(start, end, with) in edits {
        while let Some(cut) = cuts.next_if(|cut| **cut <= start) {
            *cut = out.len() + (*cut - copied);
        }
        out.push_str(&text[copied..start]);
        out.push_str(with);
        copied = end;
        // What was taken out between two pieces belongs to the first.
        while let Some(cut) = cuts.next_if(|cut| **cut <= end) {
            *cut = out.len();
        }
    }
    for cut in cuts {
        *cut = out.len() + (*cut - copied);
    }
    out.push_str(&text[copied..]);
    out
}

/// A space that a line may or may not break at, or a line's end in the source.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// What a word can begin after.
fn is_start(c: char) -> bool {
    is_space(c) || matches!(c, LINE_END | '\t' | '(' | '[' | '{' | '—' | '–' | '/' | '«' | '„' | '“' | '‘' | '‹')
}

/// What can follow a finished word.
fn is_end(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            LINE_END
                | '\t'
                | ')'
                | ']'
                | '}'
                | '.'
                | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '…'
                | '—'
                | '–'
                | '/'
                | '»'
                | '”'
                | '’'
                | '›'
                | '،'
                | '؛'
                | '؟'
        )
}
