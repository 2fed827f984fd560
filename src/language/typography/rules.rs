//! The rules of one language: `locales/<language>/typography.yaml`, compiled. `docs/typography.md` is the reference.

use super::joints::Joints;
use super::words::{Heads, Words};
use super::written::{Initials, Written};
use std::collections::BTreeMap;

/// A pair of quotation marks.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The opening mark alone, and with the space that follows it.
    pub open: (char, String),
    /// The closing mark alone, and with the space before it.
    pub close: (char, String),
    /// The closing mark alone, as text.
    pub bare_close: String,
    /// The space inside, empty where there is none.
    pub space: String,
}

/// A dash as it is set.
#[derive(Debug, Clone)]
pub struct Dash {
    /// With its spaces.
    pub set: String,
    /// With its spaces where it begins what stands between two dashes.
    pub opening: String,
    /// With its spaces where it ends that.
    pub closing: String,
    /// The same before a comma: without the space behind.
    pub closing_before_comma: String,
}

impl Dash {
    fn new(set: &str, inside: Option<&str>) -> Dash {
        let inside = inside.filter(|_| set.ends_with(super::is_space) || set.starts_with(super::is_space));
        let dash = set.trim_matches(super::is_space);
        let with = |before: &str, after: &str| match inside {
            Some(_) => format!("{before}{dash}{after}"),
            None => set.to_owned(),
        };
        let space = inside.unwrap_or_default();
        Dash {
            set: set.to_owned(),
            opening: with(" ", space),
            closing: with(space, " "),
            closing_before_comma: format!("{space}{dash}"),
        }
    }
}

/// Compiled rules. Without any, text stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Quotation marks, the outer ones first.
    pub quotes: Vec<Pair>,
    /// Further marks that are typed round a quotation.
    pub typed_quotes: Vec<char>,
    /// What `'` inside or at the end of a word becomes.
    pub apostrophe: Option<String>,
    /// Words that begin with an apostrophe, without it.
    pub elisions: Words,
    /// The letters after which a word may have an apostrophe at its end.
    pub possessives: Vec<char>,
    /// What three full stops become.
    pub ellipsis: Option<String>,
    /// What three full stops become after `?` and `!`.
    pub ellipsis_after_sign: Option<String>,
    /// What typed dashes become, by how they are typed.
    pub dashes: BTreeMap<String, Dash>,
    /// The space inside a pair of dashes.
    pub inside_dashes: Option<String>,
    /// The space before a dash that has spaces around it.
    pub before_dash: Option<String>,
    /// The space after a dash that a paragraph begins with.
    pub after_opening_dash: Option<String>,
    /// What a hyphen between two numbers becomes.
    pub range: Option<String>,
    /// Words beside two numbers that say that they are a range.
    pub range_words: Words,
    /// Words near two numbers that say that they are none.
    pub score_words: Words,
    /// Spaces before signs.
    pub before: Vec<(char, String)>,
    /// The space between groups of three digits.
    pub thousands: Option<String>,
    /// The space of all rules that follow.
    pub no_break: String,
    /// Short words that do not end a line.
    pub keep_with_next: Words,
    /// Words that do not begin a line.
    pub keep_with_previous: Words,
    /// What stands after a number.
    pub units: Words,
    /// Signs after a number, before which a missing space is put in.
    pub spaced_units: Vec<String>,
    /// Units that a further number follows.
    pub between_numbers: Words,
    /// What stands before a number.
    pub before_numbers: Words,
    /// What stands before a name.
    pub before_names: Words,
    /// Small words that a name can begin with.
    pub name_particles: Words,
    /// What stands after a name.
    pub after_names: Words,
    /// What stands after a Roman numeral.
    pub after_roman_numerals: Words,
    /// Abbreviations of several parts, by their joints.
    pub abbreviations: Joints,
    /// Initials.
    pub initials: Option<Initials>,
    /// Initials of more than one letter, with their full stop.
    pub long_initials: Vec<String>,
    /// How a word may begin for which the space before it need not be a plain one, between small letters.
    pub joining: Heads,
    /// The first bytes at which something may have to be done; all else is passed over.
    pub triggers: Triggers,
}

/// A set of bytes.
#[derive(Debug, Clone)]
pub struct Triggers([bool; 256]);

impl Default for Triggers {
    fn default() -> Self {
        Triggers([false; 256])
    }
}

impl Triggers {
    /// Whether a byte is in the set.
    #[inline]
    pub fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    fn add(&mut self, c: char) {
        let mut buffer = [0; 4];
        self.0[usize::from(c.encode_utf8(&mut buffer).as_bytes()[0])] = true;
    }
}

impl Rules {
    /// Compiles a file.
    pub fn new(written: Written) -> Rules {
        let mark = |text: &str| text.chars().find(|c| !super::is_space(*c)).unwrap_or('"');
        let quotes = written.quotes.unwrap_or_default();
        let pairs = quotes.chunks_exact(2).map(|pair| Pair {
            open: (mark(&pair[0]), pair[0].clone()),
            close: (mark(&pair[1]), pair[1].clone()),
            bare_close: mark(&pair[1]).to_string(),
            space: pair[0].chars().filter(|c| super::is_space(*c)).collect(),
        });
        let words = |list: Option<Vec<String>>| Words::new(list.unwrap_or_default());
        let inside_dashes = written.inside_dashes;
        let units = written.units.unwrap_or_default();
        let spaced_units = written.spaced_units.unwrap_or_default();
        let mut rules = Rules {
            quotes: pairs.collect(),
            typed_quotes: written.typed_quotes.iter().flatten().filter_map(|mark| mark.chars().next()).collect(),
            apostrophe: written.apostrophe,
            elisions: words(written.elisions),
            possessives: written.possessives.iter().flatten().filter_map(|letter| letter.chars().next()).collect(),
            ellipsis: written.ellipsis,
            ellipsis_after_sign: written.ellipsis_after_sign,
            dashes: (written.dashes.iter().flatten())
                .map(|(typed, set)| (typed.clone(), Dash::new(set, inside_dashes.as_deref())))
                .collect(),
            inside_dashes,
            before_dash: written.before_dash,
            after_opening_dash: written.after_opening_dash,
            range: written.range,
            range_words: words(written.range_words),
            score_words: words(written.score_words),
            before: written
                .before
                .unwrap_or_default()
                .into_iter()
                .filter_map(|(sign, space)| Some((sign.chars().next()?, space)))
                .collect(),
            thousands: written.thousands,
            no_break: written.no_break.unwrap_or_else(|| "\u{a0}".to_owned()),
            keep_with_next: words(written.keep_with_next),
            keep_with_previous: words(written.keep_with_previous),
            units: Words::exact(units.into_iter().chain(spaced_units.iter().cloned()).collect()),
            spaced_units,
            between_numbers: Words::exact(written.between_numbers.unwrap_or_default()),
            before_numbers: words(written.before_numbers),
            before_names: words(written.before_names),
            name_particles: words(written.name_particles),
            after_names: Words::exact(written.after_names.unwrap_or_default()),
            after_roman_numerals: words(written.after_roman_numerals),
            abbreviations: Joints::new(&written.abbreviations.unwrap_or_default()),
            initials: written.initials,
            long_initials: written.long_initials.unwrap_or_default(),
            joining: Heads::default(),
            triggers: Triggers::default(),
        };
        rules.triggers = rules.find_triggers();
        rules.joining = rules.find_joining();
        rules
    }

    /// Whether there is nothing to do at all.
    pub fn is_empty(&self) -> bool {
        !(0..=255).any(|byte| self.triggers.has(byte))
    }

    /// The space that stands before a sign.
    pub fn space_before(&self, sign: char) -> Option<&str> {
        self.before.iter().find(|(known, _)| *known == sign).map(|(_, space)| space.as_str())
    }

    /// The pair with an opening mark that has a space inside.
    pub fn opening_with_space(&self, mark: char) -> Option<&Pair> {
        self.quotes.iter().find(|pair| pair.open.0 == mark && !pair.space.is_empty())
    }

    /// The pair with a closing mark that has a space inside.
    pub fn closing_with_space(&self, mark: char) -> Option<&Pair> {
        self.quotes.iter().find(|pair| pair.close.0 == mark && !pair.space.is_empty())
    }

    fn find_joining(&self) -> Heads {
        let mut joining = Heads::default();
        let sets = [&self.keep_with_previous, &self.after_roman_numerals, &self.after_names];
        sets.into_iter().for_each(|set| joining.add_all(set));
        if !self.before_names.is_empty() {
            joining.add_all(&self.name_particles);
        }
        let parts = self.abbreviations.behind_letters().filter_map(|joint| joint.after.first());
        parts.for_each(|part| joining.add(part.as_bytes()));
        joining
    }

    fn find_triggers(&self) -> Triggers {
        let mut triggers = Triggers::default();
        let mut add = |signs: &str| signs.chars().for_each(|c| triggers.add(c));
        if !self.quotes.is_empty() {
            add("\"'");
            self.quotes.iter().for_each(|pair| add(&format!("{}{}", pair.open.0, pair.close.0)));
        }
        if self.apostrophe.is_some() {
            add("'");
        }
        self.typed_quotes.iter().for_each(|mark| add(&mark.to_string()));
        let at_full_stops = self.ellipsis.is_some()
            || self.ellipsis_after_sign.is_some()
            || !self.abbreviations.is_empty()
            || self.initials == Some(Initials::Space)
            || self.before_numbers.iter().any(|word| word.ends_with('.'));
        if at_full_stops {
            add(".");
        }
        if !self.dashes.is_empty() || self.range.is_some() {
            add("-");
        }
        self.before.iter().for_each(|(sign, _)| add(&sign.to_string()));
        let ends_in_sign = |word: &&str| !word.ends_with(char::is_alphanumeric);
        for sign in self.before_numbers.iter().filter(ends_in_sign).filter_map(|word| word.chars().next_back()) {
            add(&sign.to_string());
        }
        for sign in self.spaced_units.iter().filter_map(|unit| unit.chars().next()) {
            add(&sign.to_string());
        }
        let at_spaces = !self.dashes.is_empty()
            || !self.before.is_empty()
            || self.quotes.iter().any(|pair| !pair.space.is_empty())
            || self.before_dash.is_some()
            || self.inside_dashes.is_some()
            || !self.abbreviations.is_empty()
            || self.after_opening_dash.is_some()
            || self.thousands.is_some()
            || self.initials.is_some();
        let sets = [
            &self.keep_with_next,
            &self.keep_with_previous,
            &self.units,
            &self.before_numbers,
            &self.before_names,
            &self.after_names,
            &self.between_numbers,
            &self.after_roman_numerals,
        ];
        if at_spaces || sets.into_iter().any(|set| !set.is_empty()) {
            add(" \n\u{a0}\u{202f}");
        }
        triggers
    }
}
