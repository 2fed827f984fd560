//! The rules of one language as they are written: `locales/<language>/typography.yaml`. `docs/typography.md` is the
//! reference.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::yaml::{self, Block};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file as written. Every key is optional; one that a later layer (the site over the theme) sets stands over the
/// earlier one as a whole.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Written {
    pub(super) quotes: Option<Vec<String>>,
    pub(super) typed_quotes: Option<Vec<String>>,
    pub(super) apostrophe: Option<String>,
    pub(super) elisions: Option<Vec<String>>,
    pub(super) possessives: Option<Vec<String>>,
    pub(super) ellipsis: Option<String>,
    pub(super) ellipsis_after_sign: Option<String>,
    pub(super) dashes: Option<BTreeMap<String, String>>,
    pub(super) before_dash: Option<String>,
    pub(super) inside_dashes: Option<String>,
    pub(super) after_opening_dash: Option<String>,
    pub(super) range: Option<String>,
    pub(super) range_words: Option<Vec<String>>,
    pub(super) score_words: Option<Vec<String>>,
    pub(super) before: Option<BTreeMap<String, String>>,
    pub(super) thousands: Option<String>,
    pub(super) no_break: Option<String>,
    pub(super) keep_with_next: Option<Vec<String>>,
    pub(super) keep_with_previous: Option<Vec<String>>,
    pub(super) units: Option<Vec<String>>,
    pub(super) spaced_units: Option<Vec<String>>,
    pub(super) between_numbers: Option<Vec<String>>,
    pub(super) before_numbers: Option<Vec<String>>,
    pub(super) before_names: Option<Vec<String>>,
    pub(super) name_particles: Option<Vec<String>>,
    pub(super) after_names: Option<Vec<String>>,
    pub(super) after_roman_numerals: Option<Vec<String>>,
    pub(super) abbreviations: Option<Vec<String>>,
    pub(super) initials: Option<Initials>,
    pub(super) long_initials: Option<Vec<String>>,
}

/// What is done between initials, and between them and the surname.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Initials {
    /// A space that is there does not break.
    Keep,
    /// A space that is missing before a surname is put in, too.
    Space,
}

impl Written {
    /// Reads a file.
    pub fn parse(path: &str, text: &str) -> (Written, Diagnostics) {
        let block = Block::whole(path, text);
        let (mut written, mut problems) = yaml::parse::<Written>(block);
        let mut wrong = |path: KeyPath, message: String, hint: &str| {
            problems.push(Diagnostic::error(Code::BadConfig, message).at(block.place_of(path)).hint(hint));
        };
        if written.quotes.as_ref().is_some_and(|quotes| quotes.len() % 2 != 0 || quotes.len() > 6) {
            wrong(
                KeyPath::from("quotes"),
                "`quotes` has marks without a partner".to_owned(),
                "list them in pairs, the outer marks first: [\"“\", \"”\", \"‘\", \"’\"]",
            );
        }
        for (i, mark) in written.quotes.iter().flatten().enumerate().filter(|(_, mark)| !is_mark_with_space(mark)) {
            wrong(
                KeyPath::from("quotes").item(i),
                format!("`{}` is not one quotation mark", shortened(mark)),
                "a mark, with the space inside of it where there is one: \"«\\u202F\"",
            );
        }
        written.quotes.take_if(|quotes| !quotes.iter().all(|mark| is_mark_with_space(mark)));
        for (key, mark) in written.marks() {
            if mark.as_deref().is_some_and(is_too_long) {
                wrong(KeyPath::from(key), TOO_LONG.to_owned(), ONE_OR_TWO);
                *mark = None;
            }
        }
        for (key, marks) in [("dashes", &mut written.dashes), ("before", &mut written.before)] {
            for typed in marks.iter().flatten().filter(|(_, mark)| is_too_long(mark)).map(|(typed, _)| typed) {
                wrong(KeyPath::from(key).key(typed), TOO_LONG.to_owned(), ONE_OR_TWO);
            }
            marks.iter_mut().for_each(|marks| marks.retain(|_, mark| !is_too_long(mark)));
        }
        for sign in written.before.iter().flat_map(BTreeMap::keys).filter(|sign| sign.chars().count() != 1) {
            wrong(
                KeyPath::from("before").key(sign),
                format!("`{sign}` is not one sign"),
                "one sign a line: `\";\": \"\\u202F\"`",
            );
        }
        for typed in written.dashes.iter().flat_map(BTreeMap::keys) {
            if !DASHES.contains(&typed.as_str()) {
                wrong(
                    KeyPath::from("dashes").key(typed),
                    format!("`{typed}` is no way to type a dash"),
                    "there are \" - \", \"--\", \" -- \", \"---\", \" --- \", \" – \" and \" — \"",
                );
            }
        }
        let has_parts = |abbreviation: &str| {
            let parts: Vec<&str> = abbreviation.split(' ').collect();
            parts.len() > 1 && parts.iter().all(|part| !part.is_empty())
        };
        for (i, abbreviation) in written.abbreviations.iter().flatten().enumerate().filter(|(_, a)| !has_parts(a)) {
            wrong(
                KeyPath::from("abbreviations").item(i),
                format!("`{abbreviation}` has no parts"),
                "write it with one space wherever it must not be broken: \"a. b.\"",
            );
        }
        (written, problems)
    }

    /// What is put into texts as it is, by its key.
    fn marks(&mut self) -> [(&'static str, &mut Option<String>); 9] {
        [
            ("apostrophe", &mut self.apostrophe),
            ("ellipsis", &mut self.ellipsis),
            ("ellipsis_after_sign", &mut self.ellipsis_after_sign),
            ("before_dash", &mut self.before_dash),
            ("inside_dashes", &mut self.inside_dashes),
            ("after_opening_dash", &mut self.after_opening_dash),
            ("range", &mut self.range),
            ("thousands", &mut self.thousands),
            ("no_break", &mut self.no_break),
        ]
    }

    /// The same, where `over` says nothing else.
    pub fn under(self, over: Written) -> Written {
        macro_rules! first {
            ($($key:ident),+) => { Written { $($key: over.$key.or(self.$key),)+ } };
        }
        first!(
            quotes,
            typed_quotes,
            apostrophe,
            elisions,
            possessives,
            ellipsis,
            ellipsis_after_sign,
            dashes,
            before_dash,
            inside_dashes,
            after_opening_dash,
            range,
            range_words,
            score_words,
            before,
            thousands,
            no_break,
            keep_with_next,
            keep_with_previous,
            units,
            spaced_units,
            between_numbers,
            before_numbers,
            before_names,
            name_particles,
            after_names,
            after_roman_numerals,
            abbreviations,
            initials,
            long_initials
        )
    }
}

/// The ways to type a dash.
const DASHES: [&str; 7] = [" - ", "--", " -- ", "---", " --- ", " – ", " — "];

/// Characters of a mark, at most. A text is set more than once, and what was put into it is set, too: a mark of many signs would
/// grow each time.
const LONGEST_MARK: usize = 6;

const TOO_LONG: &str = "this is longer than a mark";
const ONE_OR_TWO: &str = "write the sign, and the spaces that belong to it: at most six characters";

fn is_too_long(mark: &str) -> bool {
    mark.chars().count() > LONGEST_MARK
}

/// The beginning of what was written, to be shown.
fn shortened(mark: &str) -> String {
    let shown: String = mark.chars().take(20).collect();
    if shown.len() < mark.len() { shown + "…" } else { shown }
}

fn is_mark_with_space(mark: &str) -> bool {
    if is_too_long(mark) {
        return false;
    }
    let mut signs = mark.chars().filter(|c| !super::is_space(*c));
    signs.next().is_some_and(|c| !c.is_alphanumeric()) && signs.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_longer_than_a_mark_is_told_and_left_out() {
        let long = "-- ".repeat(100);
        let rules = [
            format!("quotes: [\"«{long}\", \"»\"]"),
            format!("dashes: {{ \"--\": \"{long}\", \" - \": \"–\" }}"),
            format!("before: {{ \"?\": \"{long}\" }}"),
            format!("range: \"{long}\""),
        ];
        for rules in rules {
            let (written, problems) = Written::parse("typography.yaml", &rules);
            assert_eq!(problems.0.len(), 1, "{rules}: {problems:?}");
            assert!(!format!("{written:?}").contains("-- -- -- --"), "{rules}");
        }
        assert_eq!(Written::parse("a", "ellipsis: \"……\"\nquotes: [\"«\\u202F\", \"\\u202F»\"]\n").1.0.len(), 0);
    }
}
