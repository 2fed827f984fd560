//! Problems as values: what is wrong, where, and the way out.
//!
//! Stages collect diagnostics and hand them on; only [`crate::cli`] prints them.

mod about;
mod code;
mod lines;
mod severities;

pub use about::{About, KeyPath, Step};
pub use code::{Code, Fault};
pub use lines::{Lines, places};
pub use severities::{Level, Severities};

use crate::path::beginning;
use serde::Serialize;
use serde_json::{Value, json};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published until it is fixed.
    Error,
    /// The site can be published; `--strict` makes it an error.
    Warning,
    /// Nothing is wrong: what somebody may want to know. `--strict` lets it be.
    Note,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Path below the site's root, with `/`.
    pub path: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, from 1; 0 for the line as a whole.
    pub column: u32,
    /// The line itself, where there is one.
    pub excerpt: Option<String>,
}

impl Place {
    /// The file as a whole.
    pub fn file(path: impl Into<String>) -> Place {
        Place { path: path.into(), line: 0, column: 0, excerpt: None }
    }

    /// The place of the byte `offset` in `text`.
    pub fn at_offset(path: impl Into<String>, text: &str, offset: usize) -> Place {
        let before = beginning(text, offset);
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |i| i + 1);
        let column = before[start..].chars().count() + 1;
        // Not `lines().nth()`: a text in which thousands of things are wrong is read from its beginning for each.
        let rest = (column <= LONGEST_EXCERPT).then(|| &text[start..]);
        let excerpt = rest.and_then(|rest| rest.lines().next()).map(excerpt_of);
        Place { path: path.into(), line: saturate(line), column: saturate(column), excerpt }
    }

    /// The given line and column (both from 1) of `text`.
    pub fn at(path: impl Into<String>, text: &str, line: usize, column: usize) -> Place {
        let excerpt = text.lines().nth(line.saturating_sub(1)).filter(|_| column <= LONGEST_EXCERPT).map(excerpt_of);
        Place { path: path.into(), line: saturate(line), column: saturate(column), excerpt }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => f.write_str(&self.path),
            line => write!(f, "{}:{line}:{}", self.path, self.column.max(1)),
        }
    }
}

fn saturate(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Characters of a line that are kept: a paragraph of Markdown may be one line, and a file of garbage, too.
const LONGEST_EXCERPT: usize = 4000;

fn excerpt_of(line: &str) -> String {
    match line.char_indices().nth(LONGEST_EXCERPT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// One problem, in the words of the person who can fix it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Which kind of problem it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// What to do.
    pub hints: Vec<String>,
    /// What it is about, where a later stage goes by it.
    pub about: Option<Box<About>>,
}

impl Diagnostic {
    /// The problem for other programs.
    pub fn as_json(&self) -> Value {
        let place = self.place.as_ref();
        let positive = |n: u32| (n > 0).then_some(n);
        json!({
            "severity": self.severity,
            "code": self.code.as_str(),
            "message": self.message,
            "path": place.map(|p| &p.path),
            "line": place.and_then(|p| positive(p.line)),
            "column": place.and_then(|p| positive(p.column)),
            "excerpt": place.and_then(|p| p.excerpt.as_ref()),
            "hints": self.hints,
            "about": self.about.as_ref().map(ToString::to_string),
        })
    }

    /// A problem that stops publication.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            hints: Vec::new(),
            about: None,
        }
    }

    /// A problem that does not.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// What somebody may want to know, where nothing is wrong.
    pub fn note(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(code, message) }
    }

    /// Whether it stops publication; under `strict` a warning does, and a note never.
    pub fn stops(&self, strict: bool) -> bool {
        match self.severity {
            Severity::Error => true,
            Severity::Warning => strict,
            Severity::Note => false,
        }
    }

    /// The same, at a place.
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.place = Some(place);
        self
    }

    /// The same, with what it is about.
    pub fn about(mut self, about: About) -> Diagnostic {
        self.about = Some(Box::new(about));
        self
    }

    /// The same, where it does not stand in the way of publication.
    pub fn as_warning(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }

    /// The same, with a way out.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// The same, with the nearest of the known words, if one is near.
    pub fn did_you_mean<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match nearest(word, known) {
            Some(near) => self.hint(format!("did you mean `{near}`?")),
            None => self,
        }
    }
}

/// How many ASCII characters one of two words has that the other lacks: each needs a step from one to the other.
fn different_letters(a: &str, b: &str) -> usize {
    let mut balance = [0_i32; 128];
    let mut add = |word: &str, n: i32| {
        word.bytes().filter(u8::is_ascii).for_each(|byte| balance[usize::from(byte)] += n);
    };
    add(a, 1);
    add(b, -1);
    let of_sign = |sign: i32| balance.iter().map(|n| (n * sign).max(0).unsigned_abs() as usize).sum::<usize>();
    of_sign(1).max(of_sign(-1))
}

/// The known word nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let near = |candidate: &'a str| {
        let other = candidate.chars().count();
        let most = 1 + other.min(length) / 4;
        // The distance is at least the difference in length, and in letters, which cost little to see.
        let is_far = other.abs_diff(length) > most || different_letters(word, candidate) > most;
        let distance = (!is_far).then(|| strsim::damerau_levenshtein(word, candidate))?;
        (distance <= most).then_some((distance, candidate))
    };
    known.into_iter().filter_map(near).min().map(|(_, candidate)| candidate)
}

/// All problems of a run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another run's.
    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Whether anything stops publication; under `strict` a warning does.
    pub fn stop_publication(&self, strict: bool) -> bool {
        self.0.iter().any(|problem| problem.stops(strict))
    }

    /// The number of problems of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// The gravest fault among the errors (and, under `strict`, the warnings): a machine that cannot
    /// write outweighs a mistake in an article, because fixing the article would not help yet.
    pub fn outcome(&self, strict: bool) -> Option<Fault> {
        let faults: Vec<Fault> =
            self.0.iter().filter(|problem| problem.stops(strict)).map(|problem| problem.code.fault()).collect();
        [Fault::Usage, Fault::Machine, Fault::Site].into_iter().find(|fault| faults.contains(fault))
    }

    /// The problems in the order of files and lines, each once.
    pub fn sorted(mut self) -> Diagnostics {
        self.0.sort_by(|a, b| {
            (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
        });
        self.0.dedup();
        self
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Diagnostics(iter.into_iter().collect())
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.0.extend(iter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_not_bytes() {
        let place = Place::at_offset("a.md", "один\nдва три\n", "один\nдва ".len());
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(place.excerpt.as_deref(), Some("два три"));
    }

    #[test]
    fn a_note_stops_nothing() {
        let of = |problem: Diagnostic| {
            let all = Diagnostics::from(problem);
            (all.stop_publication(false), all.stop_publication(true), all.outcome(true))
        };
        assert_eq!(of(Diagnostic::note(Code::NoRecord, "a")), (false, false, None));
        assert_eq!(of(Diagnostic::warning(Code::NoRecord, "a")), (false, true, Some(Fault::Site)));
    }

    #[test]
    fn a_near_miss_is_suggested_and_a_far_one_is_not() {
        assert_eq!(nearest("sumary", ["title", "summary"]), Some("summary"));
        assert_eq!(nearest("colour", ["title", "summary"]), None);
    }

    proptest::proptest! {
        /// What is left out unseen would not have been near.
        #[test]
        fn words_with_other_letters_are_far(a in "[a-cя]{0,8}", b in "[a-cя]{0,8}") {
            proptest::prop_assert!(different_letters(&a, &b) <= strsim::damerau_levenshtein(&a, &b));
        }
    }
}
