//! Names of people: initials, titles before a name, numbers and titles behind it.

use super::setter::{Setter, is_letter, last_word};
use super::written::Initials;
use super::{is_space, near, quotes};

/// The smallest word (letters) that is taken for the surname before initials: shorter ones are prepositions.
const SHORTEST_SURNAME: usize = 3;

/// How many initials and small words a name can have before its surname.
const LONGEST_CHAIN: usize = 4;

/// Whether a title or an initial ends at a space, and the name that it belongs to begins behind it.
pub(super) fn begins_before(s: &Setter, at: usize, end: usize, before: char) -> bool {
    let titled = || near::ends_with(s, at, &s.rules.before_names) && !near::follows_number(s);
    let rest = &s.text[end..];
    let is_capital = rest.starts_with(char::is_uppercase);
    if !is_capital && !s.rules.name_particles.may_begin(rest.as_bytes()) {
        return false;
    }
    (titled() && begins_name(s, rest))
        || (s.rules.initials.is_some()
            && before == '.'
            && ends_with_initial(s, at)
            && (begins_initial(s, rest).is_some() || begins_surname(s, rest)))
        || (is_capital
            && s.rules.initials == Some(Initials::Space)
            && begins_initials_alone(s, rest)
            && ends_with_surname(&s.text[..at]))
}

/// Whether what follows a space stays with the name before it: `Louis XIV`.
pub(super) fn ends_after(s: &Setter, at: usize, end: usize) -> bool {
    let words = &s.rules.after_names;
    if words.is_empty() || !words.may_begin(&s.text.as_bytes()[end..]) {
        return false;
    }
    let is_known =
        s.word_after(end, words.longest()).is_some_and(|word| words.has(word) || words.has(word.trim_end_matches('.')));
    let mut letters = last_word(&s.text[s.word_start.min(at)..at]).chars();
    is_known && letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Whether a text begins with a name: a capital letter, or small words that names begin with and then one.
fn begins_name(s: &Setter, text: &str) -> bool {
    let mut rest = text;
    for _ in 0..LONGEST_CHAIN {
        if rest.starts_with(char::is_uppercase) {
            return true;
        }
        match after_particle(s, rest) {
            Some(left) => rest = left,
            None => return false,
        }
    }
    false
}

/// What follows a small word that names begin with: `de `, `d’`.
fn after_particle<'t>(s: &Setter, text: &'t str) -> Option<&'t str> {
    let particles = &s.rules.name_particles;
    if !particles.may_begin(text.as_bytes()) {
        return None;
    }
    let end = text.find(|c: char| !is_letter(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let elided = rest.strip_prefix(['’', '\'']);
    let next = rest.trim_start_matches(is_space);
    match elided {
        Some(left) => particles.has(&format!("{word}’")).then_some(left),
        None => (next.len() < rest.len() && particles.has(word)).then_some(next),
    }
}

/// Whether an initial ends here: one capital letter and a full stop, or a long one that the language has, at the
/// beginning of a word or after another initial.
fn ends_with_initial(s: &Setter, at: usize) -> bool {
    start_of_initial(s, at)
        .is_some_and(|start| matches!(s.before(start), Some('.' | '…')) || quotes::begins_word(s, start))
}

fn start_of_initial(s: &Setter, at: usize) -> Option<usize> {
    let text = &s.text[..at];
    if let Some(long) = s.rules.long_initials.iter().find(|long| text.ends_with(long.as_str())) {
        return Some(at - long.len());
    }
    let mut back = text.char_indices().rev();
    back.next().filter(|(_, c)| *c == '.')?;
    back.next().filter(|(_, letter)| letter.is_uppercase()).map(|(start, _)| start)
}

/// The length (bytes) of the initial that a text begins with.
fn begins_initial(s: &Setter, text: &str) -> Option<usize> {
    if let Some(long) = s.rules.long_initials.iter().find(|long| text.starts_with(long.as_str())) {
        return Some(long.len());
    }
    let mut chars = text.char_indices();
    chars.next().filter(|(_, c)| c.is_uppercase())?;
    chars.next().filter(|(_, c)| *c == '.').map(|(n, _)| n + 1)
}

fn begins_surname(s: &Setter, text: &str) -> bool {
    let is_capitalized = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some_and(|c| c.is_lowercase() || matches!(c, '’' | '\''))
    };
    is_capitalized(text) || (begins_name(s, text) && after_particle(s, text).is_some())
}

/// Whether what ends here is an initial of a name that goes on: a surname follows after at most a few more, or stands
/// before the first.
pub(super) fn is_chain(s: &Setter, at: usize) -> bool {
    if !ends_with_initial(s, at) {
        return false;
    }
    if chain_ends_with_surname(s, &s.text[at..]) {
        return true;
    }
    let mut start = at;
    for _ in 0..LONGEST_CHAIN {
        let Some(initial) = start_of_initial(s, start) else { break };
        start = s.back_over_spaces(initial);
    }
    begins_initial(s, &s.text[at..]).is_some() && ends_with_surname(&s.text[..start])
}

fn chain_ends_with_surname(s: &Setter, text: &str) -> bool {
    let mut rest = text;
    for _ in 0..LONGEST_CHAIN {
        if begins_surname(s, rest) {
            return true;
        }
        match begins_initial(s, rest) {
            Some(length) => rest = rest[length..].trim_start_matches(is_space),
            None => return false,
        }
    }
    false
}

/// Whether a text begins with initials that no surname follows: `А. С.` in `Пушкин А. С.`
fn begins_initials_alone(s: &Setter, text: &str) -> bool {
    begins_initial(s, text).is_some() && !chain_ends_with_surname(s, text)
}

/// Whether a text ends with a word that can be a surname.
fn ends_with_surname(text: &str) -> bool {
    let start = text
        .rfind(|c: char| !(c.is_alphabetic() || c == '-'))
        .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    let word = &text[start..];
    word.chars().count() >= SHORTEST_SURNAME
        && word.starts_with(char::is_uppercase)
        && word.ends_with(char::is_lowercase)
}
