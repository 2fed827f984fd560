//! Writing the record into a translation: one line of its front matter, and nothing else.

use super::rewrite;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::input::content::{Document, Record, parse_document, pieces_of, record, recorded};
use crate::input::discover;
use crate::inspect::behind::{Pair, Past, Standing, Then, blocks, pairs};
use crate::site::Site;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The key of the record.
const KEY: &str = "translated";

/// A translation whose record was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Its path below the site's root.
    pub path: String,
    /// The number of pieces in the record.
    pub pieces: usize,
    /// What happened.
    pub outcome: Outcome,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The line was written or renewed.
    Written,
    /// It said so already.
    Unchanged,
}

/// A translation that has no record and got none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its path below the site's root.
    pub path: String,
    /// Why it got none.
    pub why: Reason,
}

/// Why a translation got no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// It is marked as still to be translated.
    Marked,
    /// The original was updated later, by the dates.
    OlderDate,
    /// The original has changed since it was committed.
    OlderCommit,
}

/// Records every translation that has no record yet, is done, and is not known to be out of date. Also returned are those that
/// got none. `past` is what git says.
pub fn record_all(site: &Site, past: &Past, root: &Path) -> (Vec<Recording>, Vec<Skipped>, Diagnostics) {
    let mut to_do = Vec::new();
    let mut skipped = Vec::new();
    for pair in pairs(site).into_iter().filter(|pair| pair.standing == Standing::Unrecorded) {
        match reason(&pair, past) {
            Some(why) => skipped.push(Skipped { path: pair.translation.path.clone(), why }),
            None => to_do.push(pair),
        }
    }
    let (recordings, problems) = write_all(to_do, root);
    (recordings, skipped, problems)
}

fn reason(pair: &Pair, past: &Past) -> Option<Reason> {
    let is_behind = |then: &Then| pieces_of(pair.original, |now| !blocks(now, then).is_empty());
    if pair.is_marked {
        Some(Reason::Marked)
    } else if pair.is_draft {
        Some(Reason::Draft)
    } else if pair.outdated.is_some() {
        Some(Reason::OlderDate)
    } else {
        past.then(&pair.translation.path).filter(|then| is_behind(then)).map(|_| Reason::OlderCommit)
    }
}

/// Records the given translations, whether they are recorded already or not. Nothing is written if one of the files is
/// not a translation.
pub fn record_files(site: &Site, root: &Path, files: &[PathBuf]) -> (Vec<Recording>, Diagnostics) {
    let (pairs, originals) = with_originals(site);
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut problems = Diagnostics::default();
    for file in files {
        let path = below(root, file);
        if pairs.iter().any(|pair| pair.translation.path == path) {
            wanted.insert(path);
        } else {
            problems.push(no_translation(&path, &originals, &pairs));
        }
    }
    if !problems.0.is_empty() {
        return (Vec::new(), problems);
    }
    write_all(pairs.into_iter().filter(|pair| wanted.contains(&pair.translation.path)).collect(), root)
}

fn no_translation(path: &str, originals: &[&str], pairs: &[Pair]) -> Diagnostic {
    if originals.contains(&path) {
        return Diagnostic::error(Code::BadUsage, format!("{path} is an original, not a translation"))
            .hint("name the files that were translated from it");
    }
    let problem = Diagnostic::error(Code::BadUsage, format!("{path} is no translation of this site"));
    match nearest(path, pairs.iter().map(|pair| pair.translation.path.as_str())) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem
            .hint("name an article, page or note about an author that has an original in another language")
            .hint("what has expired is not looked at"),
    }
}

/// The translations that can have a record, and the paths of all originals.
fn with_originals(site: &Site) -> (Vec<Pair<'_>>, Vec<&str>) {
    let stories = site.stories.iter().filter_map(|story| story.articles[story.original.0]);
    let stories = stories.map(|id| site.article(id).document.path.as_str());
    let first = |author: usize| site.locales.ids().find_map(|language| site.own_note(author, language));
    let notes = (0..site.profiles.len()).filter_map(first).map(|note| note.document.path.as_str());
    let originals = stories.chain(notes).collect();
    let pairs = pairs(site).into_iter().filter(|pair| pair.standing != Standing::WithoutRecords);
    (pairs.collect(), originals)
}

/// The path below the site's root of a file as it was named: from the site's root or from the current folder.
pub fn below(root: &Path, file: &Path) -> String {
    let full = fs::canonicalize(root).ok().zip(fs::canonicalize(file).ok());
    let inside = full.and_then(|(root, file)| Some(file.strip_prefix(root).ok()?.to_owned()));
    discover::as_site_path(&inside.unwrap_or_else(|| file.to_owned()))
}

fn write_all(pairs: Vec<Pair>, root: &Path) -> (Vec<Recording>, Diagnostics) {
    let mut recordings = Vec::new();
    let mut problems = Diagnostics::default();
    for pair in pairs {
        let wanted = pieces_of(pair.original, record);
        match write(pair.translation, &wanted, root) {
            Ok(outcome) => {
                recordings.push(Recording { path: pair.translation.path.clone(), pieces: wanted.0.len(), outcome })
            }
            Err(problem) => problems.push(problem),
        }
    }
    (recordings, problems)
}

fn write(document: &Document, wanted: &Record, root: &Path) -> Result<Outcome, Diagnostic> {
    let text = with_record(document, wanted);
    if text == document.text() {
        return Ok(Outcome::Unchanged);
    }
    // Front matter can be written in ways that take no further line (`{ title: … }` in one): better none than a broken one.
    let (read, problems) =
        parse_document(document.path.clone(), document.name.clone(), text.clone(), document.names.clone());
    if read.as_ref().and_then(recorded).as_ref() != Some(wanted) || problems.0.iter().any(|p| p.code == Code::BadYaml) {
        return Err(Diagnostic::error(Code::BadYaml, format!("`{KEY}` cannot be added to this front matter"))
            .at(document.block().place_of(KEY))
            .hint("write the front matter as lines `key: value`"));
    }
    rewrite(root, document, &text).map(|()| Outcome::Written)
}

/// The text of a document with a record, in the place of the one that it has, or as the last line of the front matter.
pub fn with_record(document: &Document, record: &Record) -> String {
    let text = &document.text();
    // In quotes, since a fingerprint can be a word that YAML understands: `false`.
    let line = format!("{KEY}: \"{record}\"");
    let Some(range) = document.block().range_of(KEY) else {
        let line_end = if text[..document.yaml.start].ends_with("\r\n") { "\r\n" } else { "\n" };
        let (before, after) = text.split_at(document.yaml.end);
        return format!("{before}{line}{line_end}{after}");
    };
    let (start, end) = (document.yaml.start + range.start, document.yaml.start + range.end);
    let mut lines = text[start..end].split_inclusive('\n').peekable();
    let first = lines.next().unwrap_or_default();
    let content = first.trim_end();
    let comment = content.find(" #").map_or("", |hash| &content[content[..hash].trim_end().len()..]);
    let belongs_to_value =
        |line: &&str| line.starts_with([' ', '\t']) && !line.trim_start().starts_with(['#', '\r', '\n']);
    while lines.next_if(belongs_to_value).is_some() {}
    let kept: String = lines.collect();
    format!("{}{line}{comment}{}{kept}{}", &text[..start], &first[content.len()..], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::content::{Fingerprint, SourceName};

    fn recorded_as(text: &str) -> String {
        let name = SourceName::parse("a.xx.md", |_| true);
        let document = parse_document("content/a.xx.md".into(), name, text.into(), [].into()).0.unwrap();
        with_record(&document, &Record(vec![Fingerprint::of("x")])).replace(&Fingerprint::of("x").to_string(), "NEW")
    }

    #[test]
    fn only_the_line_of_the_record_changes() {
        for (before, after) in [
            ("---\ntitle: a # b\n---\nText", "---\ntitle: a # b\ntranslated: \"NEW\"\n---\nText"),
            ("\u{feff}---\r\ntitle: a\r\n---\r\n", "\u{feff}---\r\ntitle: a\r\ntranslated: \"NEW\"\r\n---\r\n"),
            (
                "---\ntranslated: abcde # mine\n\n# next\ntitle: a\n---\n",
                "---\ntranslated: \"NEW\" # mine\n\n# next\ntitle: a\n---\n",
            ),
            (
                "---\ntranslated: \"abcde\n  abcde\"\n  # c\ntitle: a\n---\n",
                "---\ntranslated: \"NEW\"\n  # c\ntitle: a\n---\n",
            ),
            (
                "---\nsummary: >\n  long\n  text\n\n---\n",
                "---\nsummary: >\n  long\n  text\n\ntranslated: \"NEW\"\n---\n",
            ),
        ] {
            assert_eq!(recorded_as(before), after);
            assert_eq!(recorded_as(after), after);
        }
    }
}
