//! Usage: how a house writes the names of the world, and how it does not.
//!
//! The list is data, `locales/<language>/style.yaml` ([`Written`]); `docs/house-style.md` is the reference.

mod form;
mod written;

pub use written::{FILE, Written};

use crate::diagnostic::{Code, Diagnostic};
use aho_corasick::{AhoCorasick, MatchKind};
use form::Form;
use std::collections::BTreeMap;
use std::ops::Range;

/// The list of one language, compiled.
#[derive(Debug, Default)]
pub struct Usage {
    rules: Vec<Rule>,
    /// Each form with the index of its rule.
    forms: Vec<(Form, usize)>,
    /// Finds what a form begins with; none where the list is empty.
    beginnings: Option<AhoCorasick>,
    /// By what is found: the forms that begin so.
    by_beginning: Vec<Vec<usize>>,
}

/// What a house writes in the place of what.
#[derive(Debug)]
pub struct Rule {
    /// What it writes.
    pub house: String,
    /// Why, or what to think of.
    pub note: Option<String>,
    /// The file that says so.
    pub file: String,
    /// Where the forms are right.
    unless: Vec<Form>,
}

/// A form that the house does not write.
#[derive(Debug)]
pub struct Found<'u> {
    /// The bytes of the text.
    pub at: Range<usize>,
    /// What is wrong about them.
    pub rule: &'u Rule,
}

/// Bytes before a form in which a phrase may begin that makes it right.
const LONGEST_PHRASE: usize = 160;

impl Usage {
    /// Compiles a list.
    pub fn new(written: Written) -> Usage {
        let mut usage = Usage::default();
        let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (house, entry) in written.entries {
            let rule = usage.rules.len();
            for form in entry.not {
                for beginning in form.beginnings() {
                    by_text.entry(beginning.clone()).or_default().push(usage.forms.len());
                }
                usage.forms.push((form, rule));
            }
            // A name that holds a form of another name, or of itself, is right.
            let unless = entry.unless.into_iter().chain(Form::parse(&house)).collect();
            usage.rules.push(Rule { house, note: entry.note, file: entry.file, unless });
        }
        if !by_text.is_empty() {
            let (texts, forms): (Vec<String>, Vec<Vec<usize>>) = by_text.into_iter().unzip();
            // Too many names for the machine's memory is all that could go wrong.
            usage.beginnings = AhoCorasick::builder().match_kind(MatchKind::Standard).build(texts).ok();
            usage.by_beginning = forms;
        }
        usage
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.beginnings.is_none()
    }

    /// Whether anything in a text begins as a form does: else there is no need to read it.
    pub fn may_be_in(&self, text: &str) -> bool {
        self.beginnings.as_ref().is_some_and(|beginnings| beginnings.is_match(text))
    }

    /// The forms in a text that the house does not write, in their order; of two that overlap the longer.
    pub fn find(&self, text: &str) -> Vec<Found<'_>> {
        let Some(beginnings) = &self.beginnings else { return Vec::new() };
        let mut found: Vec<Found> = Vec::new();
        for hit in beginnings.find_overlapping_iter(text) {
            for (form, rule) in self.by_beginning[hit.pattern().as_usize()].iter().map(|i| &self.forms[*i]) {
                let rule = &self.rules[*rule];
                let Some(end) = form.end_in(text, hit.start()) else { continue };
                let at = hit.start()..end;
                if !is_in_address(text, &at) && !rule.is_right(text, &at) {
                    found.push(Found { at, rule });
                }
            }
        }
        found.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end)));
        let mut end = 0;
        found.retain(|found| {
            let is_new = found.at.start >= end;
            end = end.max(found.at.end);
            is_new
        });
        found
    }
}

impl Rule {
    /// Whether a form is part of a phrase in which it is right.
    fn is_right(&self, text: &str, at: &Range<usize>) -> bool {
        let first = at.start.saturating_sub(LONGEST_PHRASE);
        let starts = (first..=at.start).filter(|start| text.is_char_boundary(*start));
        let holds =
            |start: usize| self.unless.iter().filter_map(|form| form.end_in(text, start)).any(|end| end >= at.end);
        !self.unless.is_empty() && starts.into_iter().any(holds)
    }

    /// What a writer is told of a form, `written`.
    pub fn problem(&self, written: &str) -> Diagnostic {
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = format!("the house writes `{}`, not `{written}`", self.house);
        let problem = Diagnostic::warning(Code::HouseSpelling, message);
        let problem = self.note.iter().fold(problem, |problem, note| problem.hint(note.clone()));
        problem.hint(format!("{} says so; a phrase in which it is right belongs below `unless` there", self.file))
    }
}

/// Characters before and after a form that may be part of its address: a text may be one word of a million.
const LONGEST_ADDRESS: usize = 2_000;

/// Whether a form is part of an address, of a tag for networks or of the name of a file.
fn is_in_address(text: &str, at: &Range<usize>) -> bool {
    let is_bound =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '«' | '»' | '“' | '”' | '\0');
    let before = text[..at.start].char_indices().rev().take(LONGEST_ADDRESS).take_while(|(_, c)| !is_bound(*c));
    let start = before.last().map_or(at.start, |(n, _)| n);
    let after = text[at.end..].char_indices().take(LONGEST_ADDRESS).take_while(|(_, c)| !is_bound(*c));
    let end = after.last().map_or(at.end, |(n, c)| at.end + n + c.len_utf8());
    let word = &text[start..end];
    let goes_on = text[at.end..].strip_prefix(['.', '_']).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    word.contains("://") || word.contains('@') || word.starts_with('#') || word.starts_with("www.") || goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(list: &str, text: &str) -> Vec<String> {
        let (written, problems) = Written::parse("locales/xx/style.yaml", list);
        assert!(problems.0.is_empty(), "{problems:?}");
        let usage = Usage::new(written);
        usage.find(text).into_iter().map(|found| format!("{}: {}", &text[found.at], found.rule.house)).collect()
    }

    #[test]
    fn each_form_is_found_once_and_with_what_the_house_writes() {
        let list = "Kyiv: [Kiev, Kyyiv]\nCzechia: Czech Republic\nOdesa: { not: [Odess*], note: x }\n";
        assert_eq!(
            found(list, "Kiev and the Czech Republic; Odessa. Kyiv, Odesa."),
            ["Kiev: Kyiv", "Czech Republic: Czechia", "Odessa: Odesa"]
        );
    }

    #[test]
    fn a_phrase_in_which_a_form_is_right_is_left_alone() {
        let list = "Kyiv: { not: [Kiev], unless: [chicken Kiev, Kiev Arsenal*] }\n";
        assert_eq!(found(list, "Chicken Kiev, chicken\nKiev, Kiev Arsenal’s, Arsenal Kiev"), ["Kiev: Kyiv"]);
        assert!(found("Soviet Union: [Union]\n", "the Soviet Union").is_empty());
        assert_eq!(found("Soviet Union: [Union]\n", "the Union").len(), 1);
    }

    #[test]
    fn addresses_and_tags_for_networks_are_left_alone() {
        let list = "Kyiv: [Kiev, kiev]\n";
        let text = "https://a.example/Kiev, kiev@a.example, #Kiev, kiev.example, kiev_map.svg, www.kiev.example";
        assert!(found(list, text).is_empty(), "{:?}", found(list, text));
        assert_eq!(found(list, "to Kiev.").len(), 1);
    }

    #[test]
    fn of_two_forms_that_overlap_the_longer_is_told() {
        assert_eq!(found("A: [Европейск*]\nБ: [Европейск* союз*]\n", "Европейский союз"), ["Европейский союз: Б"]);
    }
}
