//! Withdrawn: what was public at the last build and is withheld now, by which line.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::text::and_others;
use crate::site::{Concealed, Hidden};
use std::collections::BTreeMap;

/// Texts that are told one by one; more that are withheld for one reason are told together.
const MOST: usize = 10;

/// A text that was public at the last build and is not now.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    /// The id of its story.
    pub story: String,
    /// Its language.
    pub language: String,
    /// Where it was, below the site's root.
    pub address: String,
    /// Why it is not public.
    pub why: Hidden,
    /// The day of its date, or on which it expired.
    pub day: Option<String>,
    /// The line that withholds it.
    pub place: Place,
    /// Whether the last build had announced it: it has expired when its page said it would.
    pub is_planned: bool,
}

impl Withdrawn {
    /// What has become of an article (id, language, address). `until` is when the last build said that it would expire.
    pub(super) fn of(text: &Concealed, [id, tag, old]: [&str; 3], until: Option<&str>) -> Withdrawn {
        let moment = text.moment.filter(|_| text.why != Hidden::Draft);
        Withdrawn {
            story: id.to_owned(),
            language: tag.to_owned(),
            address: old.to_owned(),
            why: text.why,
            day: moment.map(|moment| moment.local.date().to_string()),
            place: text.cause(),
            is_planned: text.why == Hidden::Expired
                && text.moment.is_some_and(|end| until == Some(end.rfc3339().as_str())),
        }
    }

    /// What it is and why, in a few words: `news/treaty.en, dated 2205-01-10`.
    pub fn in_words(&self) -> String {
        format!("{}.{}, {}", self.story, self.language, self.reason())
    }

    fn reason(&self) -> String {
        match (self.why, &self.day) {
            (Hidden::Embargo, Some(day)) => format!("dated {day}"),
            (Hidden::Embargo, None) => "dated in the future".to_owned(),
            (Hidden::Draft, _) => "a draft".to_owned(),
            (Hidden::Expired, Some(day)) => format!("expired {day}"),
            (Hidden::Expired, None) => "expired".to_owned(),
            (Hidden::Unlisted, _) => "unlisted".to_owned(),
            (Hidden::LeftOut, _) => "left out".to_owned(),
        }
    }
}

/// The problems of what was withdrawn and not announced: one for each line that withholds texts, or, where there are many,
/// for each reason.
pub(super) fn problems(withdrawn: &[Withdrawn]) -> Diagnostics {
    let mut by_reason: BTreeMap<&str, BTreeMap<&Place, Vec<&Withdrawn>>> = BTreeMap::new();
    // What is left out is so because somebody wants it.
    for text in withdrawn.iter().filter(|text| !text.is_planned && text.why != Hidden::LeftOut) {
        by_reason.entry(text.why.as_str()).or_default().entry(&text.place).or_default().push(text);
    }
    let mut problems = Diagnostics::default();
    for lines in by_reason.into_values() {
        match lines.len() {
            0..=MOST => problems.extend(lines.into_iter().map(|(place, texts)| of_line(place, &texts))),
            _ => problems.extend(of_many(&lines)),
        }
    }
    problems
}

fn of_line(place: &Place, texts: &[&Withdrawn]) -> Diagnostic {
    let names: Vec<String> = texts.iter().map(|text| format!("`{}.{}`", text.story, text.language)).collect();
    let was = if texts.len() == 1 { "was" } else { "were" };
    let first = texts[0];
    let reason = match (first.why, &first.day) {
        (Hidden::Embargo, Some(day)) => format!("the date, {day}, is in the future"),
        (Hidden::Expired, Some(day)) => format!("it expired on {day}"),
        _ => format!("it is now {}", first.reason()),
    };
    let message = format!("{} {was} public at the last build, and withdrawn since: {reason}", names.join(", "));
    with_hints(Diagnostic::warning(Code::Withdrawn, message).at(place.clone()), first.why)
}

fn of_many(lines: &BTreeMap<&Place, Vec<&Withdrawn>>) -> Option<Diagnostic> {
    let texts: Vec<&Withdrawn> = lines.values().flatten().copied().collect();
    let first = texts.first()?;
    let reason = match first.why {
        Hidden::Embargo => "their dates are in the future",
        Hidden::Expired => "they have expired",
        Hidden::Draft | Hidden::Unlisted | Hidden::LeftOut => "they are drafts now",
    };
    let message = format!("{} texts were public at the last build and are withdrawn: {reason}", texts.len());
    let shown: Vec<String> = texts.iter().take(MOST).map(|text| text.in_words()).collect();
    let problem = Diagnostic::warning(Code::Withdrawn, message).at(first.place.clone());
    let problem = problem.hint(format!("{}{}", shown.join("; "), and_others(texts.len() - shown.len(), "text")));
    Some(with_hints(problem, first.why))
}

fn with_hints(problem: Diagnostic, why: Hidden) -> Diagnostic {
    problem
        .hint(format!("if that is a slip, fix `{}`: its page is taken down otherwise", why.key()))
        .hint("if it is meant, build with --allow-withdrawn")
}
