//! The report: what came over, what was changed, what an editor must decide, what was left out.

use crate::language::text::counted;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file of the report, in the site's folder.
pub const FILE: &str = "import-report.md";

/// What is said of a text whose front matter cannot be read.
pub const UNREADABLE: &str = "Front matter that cannot be read: the text is a draft, with all of it under `extra`";

/// How many places the Markdown report shows of one kind; `--json` has all.
const SHOWN: usize = 20;

/// What kind of news a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// An editor must decide.
    Decide,
    /// The archive itself lacks it.
    Missing,
    /// It was left out.
    LeftOut,
    /// It reads otherwise than in the source.
    Changed,
}

/// Something that an editor should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What kind of news it is.
    pub sort: Sort,
    /// What was found, in a sentence that is the same for all of its kind, with what to do.
    pub what: String,
    /// Where in the source, `posts/a.md:12`, or in the new site.
    pub place: String,
    /// What exactly.
    pub detail: String,
}

/// Collects findings.
#[derive(Debug, Default)]
pub struct Notes(pub Vec<Finding>);

impl Notes {
    /// Adds a finding.
    pub fn add(&mut self, sort: Sort, what: &str, place: impl Into<String>, detail: impl Into<String>) {
        self.0.push(Finding { sort, what: what.to_owned(), place: place.into(), detail: detail.into() });
    }

    /// Adds what somebody else has found.
    pub fn append(&mut self, mut other: Notes) {
        self.0.append(&mut other.0);
    }
}

/// What an import has come to.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The kind of the source.
    pub kind: String,
    /// The source, as it was named.
    pub source: String,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// What came over, with numbers, in order: `articles in fr`, `authors`.
    pub came_over: Vec<(String, usize)>,
    /// The findings, by sort and sentence.
    pub findings: Vec<Group>,
    /// Old public addresses: how many are pages, how many lead on, and those that nothing answers.
    pub addresses: Answered,
    /// What `check` says of the new site.
    pub check: Checked,
}

/// Findings of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What kind of news.
    pub sort: Sort,
    /// The sentence.
    pub what: String,
    /// How many.
    pub count: usize,
    /// Each place, with what exactly.
    pub places: Vec<Place>,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// In the source, or in the new site.
    pub place: String,
    /// What exactly.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// How the old public addresses are answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// There is a page or a file.
    pub pages: usize,
    /// It leads to another address.
    pub redirects: usize,
    /// Nothing answers.
    pub unanswered: Vec<String>,
}

/// What `check` says of the new site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// How many errors.
    pub errors: usize,
    /// How many warnings, by code.
    pub warnings: BTreeMap<String, usize>,
}

/// Findings in groups, the most pressing first.
pub fn grouped(notes: Notes) -> Vec<Group> {
    let mut by_kind: BTreeMap<(Sort, String), Vec<Place>> = BTreeMap::new();
    let mut all = notes.0;
    all.sort();
    all.dedup();
    for Finding { sort, what, place, detail } in all {
        by_kind.entry((sort, what)).or_default().push(Place { place, detail });
    }
    let group =
        |((sort, what), places): ((Sort, String), Vec<Place>)| Group { sort, what, count: places.len(), places };
    let mut groups: Vec<Group> = by_kind.into_iter().map(group).collect();
    groups.sort_by(|a, b| a.sort.cmp(&b.sort).then(b.count.cmp(&a.count)).then(a.what.cmp(&b.what)));
    groups
}

impl Sort {
    fn heading(self) -> &'static str {
        match self {
            Sort::Decide => "To decide",
            Sort::Missing => "Missing in the archive itself",
            Sort::LeftOut => "Left out",
            Sort::Changed => "Changed",
        }
    }
}

impl Report {
    /// The number of findings of a sort.
    pub fn count(&self, sort: Sort) -> usize {
        self.findings.iter().filter(|group| group.sort == sort).map(|group| group.count).sum()
    }

    /// The report for people.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# Import report\n\nFrom `{}` ({}). This file is yours: delete it when all is done.\n\n## What came over\n\n\
             | | |\n| --- | ---: |\n",
            self.source, self.kind
        );
        for (what, count) in &self.came_over {
            let _ = writeln!(out, "| {what} | {count} |");
        }
        self.say_addresses(&mut out);
        for sort in [Sort::Decide, Sort::Missing, Sort::LeftOut, Sort::Changed] {
            let groups: Vec<&Group> = self.findings.iter().filter(|group| group.sort == sort).collect();
            if groups.is_empty() {
                continue;
            }
            let _ = write!(out, "\n## {}\n", sort.heading());
            for group in groups {
                let _ = write!(out, "\n### {} ({})\n\n", group.what, group.count);
                for Place { place, detail } in group.places.iter().take(SHOWN) {
                    let detail = if detail.is_empty() { String::new() } else { format!(": {}", code(detail)) };
                    let _ = writeln!(out, "- `{}`{detail}", place.replace('`', "'"));
                }
                if group.count > SHOWN {
                    let _ = writeln!(out, "- and {} more: `--json` lists them all", group.count - SHOWN);
                }
            }
        }
        self.say_check(&mut out);
        out
    }

    fn say_addresses(&self, out: &mut String) {
        let Answered { pages, redirects, unanswered } = &self.addresses;
        let _ = write!(
            out,
            "\n## Old addresses\n\n{} known: {pages} with a page, {redirects} that lead on, {} that nothing answers.\n",
            pages + redirects + unanswered.len(),
            unanswered.len()
        );
        if !unanswered.is_empty() {
            let _ = write!(
                out,
                "\nPut each under `aliases` of the article that it should lead to, under `moved` in `site.yaml`, or under \
                 `gone`:\n\n"
            );
            for address in unanswered.iter().take(SHOWN) {
                let _ = writeln!(out, "- {}", code(address));
            }
            if unanswered.len() > SHOWN {
                let _ = writeln!(out, "- and {} more: `--json` lists them all", unanswered.len() - SHOWN);
            }
        }
    }

    fn say_check(&self, out: &mut String) {
        let warnings: usize = self.check.warnings.values().sum();
        let _ = write!(
            out,
            "\n## What `dateline check` says of the new site\n\n{}, {}.\n",
            counted(self.check.errors, "error"),
            counted(warnings, "warning")
        );
        if warnings > 0 {
            let codes: Vec<String> =
                self.check.warnings.iter().map(|(code, count)| format!("{code} × {count}")).collect();
            let _ = write!(out, "\nBy code: {}. `dateline check --only CODE` shows them.\n", codes.join(", "));
        }
    }
}

/// A text as code, on one line.
fn code(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    if let Some((end, _)) = line.char_indices().nth(160) {
        line.truncate(end);
        line.push('…');
    }
    format!("`{line}`")
}
