//! What is printed of many problems: the same one once, with its first places and their number; errors last, where the eye
//! of the person at the prompt is; and a table of all codes.

use super::problem::in_words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::language::text::counted;
use std::collections::BTreeMap;

/// Further places that are named for a problem.
const MOST_PLACES: usize = 4;

/// Different problems of one code and severity that are shown where nobody has asked for the code: the others are counted.
const MOST: usize = 20;

/// One problem and all the places that have it.
pub(super) struct Entry<'a> {
    first: &'a Diagnostic,
    others: Vec<&'a Place>,
}

/// The problems of a run as they are shown: those of the codes `only`, or all where it is empty.
pub(super) struct Digest<'a> {
    entries: Vec<Entry<'a>>,
    /// Different problems that are not shown.
    left_out: BTreeMap<(Severity, Code), usize>,
    /// Errors, warnings and notes of each code, shown or not.
    table: BTreeMap<Code, [usize; 3]>,
    /// Whether somebody has asked for some codes alone.
    is_part: bool,
}

impl<'a> Digest<'a> {
    /// The digest of some problems, which are in the order of their places.
    pub fn of(problems: &'a Diagnostics, only: &[Code]) -> Digest<'a> {
        let mut table: BTreeMap<Code, [usize; 3]> = BTreeMap::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut known: BTreeMap<(Severity, Code, &str), usize> = BTreeMap::new();
        for problem in &problems.0 {
            table.entry(problem.code).or_default()[problem.severity as usize] += 1;
            if !only.is_empty() && !only.contains(&problem.code) {
                continue;
            }
            match (known.get(&(problem.severity, problem.code, problem.message.as_str())), &problem.place) {
                (Some(entry), Some(place)) => entries[*entry].others.push(place),
                _ => {
                    known.insert((problem.severity, problem.code, &problem.message), entries.len());
                    entries.push(Entry { first: problem, others: Vec::new() });
                }
            }
        }
        let mut of_code: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
        entries.iter().for_each(|entry| *of_code.entry(entry.kind()).or_default() += 1);
        // A few problems of a kind must not stand in the middle of thousands of another.
        let most = if only.is_empty() { MOST } else { usize::MAX };
        let are_many = |entry: &Entry| of_code[&entry.kind()] > most;
        entries.sort_by_key(|entry| (std::cmp::Reverse(entry.first.severity), !are_many(entry)));
        let mut shown: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
        entries.retain(|entry| {
            let shown = shown.entry(entry.kind()).or_default();
            *shown += 1;
            *shown <= most
        });
        let left_out = of_code.into_iter().filter(|(_, count)| *count > most).map(|(kind, count)| (kind, count - most));
        Digest { entries, left_out: left_out.collect(), table, is_part: !only.is_empty() }
    }

    /// The lines that are printed.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            lines.push(entry.in_words());
            let kind = entry.kind();
            let is_last = || self.entries[i + 1..].iter().all(|next| next.kind() != kind);
            if let Some(count) = self.left_out.get(&kind).filter(|_| is_last()) {
                let what = match kind.0 {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Note => "note",
                };
                let code = kind.1.as_str();
                lines.push(format!("{} of {code} are not shown: `--only {code}` shows them\n", counted(*count, what)));
            }
        }
        // A table of one line says nothing new.
        let count = self.table.values().flatten().sum::<usize>();
        if count > 1 || (self.is_part && count > 0) {
            lines.push(self.table());
        }
        lines
    }

    fn table(&self) -> String {
        let mut rows: Vec<_> = self.table.iter().collect();
        // As above: what stops publication stands last.
        rows.sort_by_key(|(code, [errors, ..])| (*errors > 0, **code));
        let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        // Few runs have notes: a column of nothing would only be in the way.
        let has_notes = self.table.values().any(|[.., notes]| *notes > 0);
        let notes = |cell: String| if has_notes { format!("{cell:>5} ") } else { String::new() };
        let mut text =
            format!("{:<5} {}{:>8} {:>8}  what is wrong\n", "code", notes("notes".to_owned()), "warnings", "errors");
        for (code, [errors, warnings, told]) in rows {
            text.push_str(&format!(
                "{:<5} {}{:>8} {:>8}  {}\n",
                code.as_str(),
                notes(number(*told)),
                number(*warnings),
                number(*errors),
                code.meaning()
            ));
        }
        text
    }
}

impl Entry<'_> {
    fn kind(&self) -> (Severity, Code) {
        (self.first.severity, self.first.code)
    }

    fn in_words(&self) -> String {
        let mut text = in_words(self.first);
        if !self.others.is_empty() {
            // A line each, as compilers write places: terminals and editors lead there.
            self.others.iter().take(MOST_PLACES).for_each(|place| text.push_str(&format!("  {place}: the same\n")));
            let all = self.others.len() + 1;
            match self.others.len().saturating_sub(MOST_PLACES) {
                0 => text.push_str(&format!("  {all} places in all\n")),
                more => text.push_str(&format!("  and {} ({all} in all)\n", counted(more, "more place"))),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning(path: &str, message: &str) -> Diagnostic {
        Diagnostic::warning(Code::UnknownKey, message).at(Place::file(path))
    }

    #[test]
    fn the_same_problem_is_shown_once_and_errors_come_last() {
        let mut problems = Diagnostics::default();
        problems.push(Diagnostic::error(Code::BadValue, "wrong").at(Place::file("a0.md")));
        (1..=9).for_each(|i| problems.push(warning(&format!("a{i}.md"), "the key `layout` is not known")));
        let digest = Digest::of(&problems, &[]);
        let lines = digest.lines();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(
            lines[0].contains("a1.md") && lines[0].contains("a5.md: the same\n  and 4 more places (9 in all)"),
            "{}",
            lines[0]
        );
        assert!(lines[1].contains("wrong"));
        assert!(lines[2].contains("D103         9"), "{}", lines[2]);
    }

    #[test]
    fn many_of_one_code_do_not_bury_the_others() {
        let mut problems = Diagnostics((0..100).map(|i| warning("a.md", &format!("key {i}"))).collect());
        problems.0.insert(50, Diagnostic::error(Code::MissingKey, "the one that matters"));
        (0..30).for_each(|i| problems.push(Diagnostic::error(Code::MissingFile, format!("picture {i}"))));
        let all = Digest::of(&problems, &[]).lines();
        assert_eq!(all.len(), MOST + 1 + MOST + 1 + 1 + 1);
        assert!(all[MOST].contains("80 warnings of D103 are not shown: `--only D103`"), "{}", all[MOST]);
        assert!(all[2 * MOST + 1].contains("10 errors of D202 are not shown"), "{all:?}");
        assert!(all[2 * MOST + 2].contains("the one that matters"), "nearest to the prompt");
        assert_eq!(Digest::of(&problems, &[Code::UnknownKey]).lines().len(), 101);
        assert_eq!(Digest::of(&problems, &[Code::BadValue]).lines().len(), 1, "the table tells what there is");
    }
}
