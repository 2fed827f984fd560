//! The list of changes: which commit touched which file, and what the file was called then.

use super::Unknown;
use super::program::{Git, could_not_start, refusal};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufRead, BufReader, Read};
use std::process::Output;

/// A change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The commit.
    pub commit: String,
    /// Its day, as who committed had it: `2025-01-20`.
    pub day: String,
    /// The text after it.
    pub after: String,
    /// The text before it; none where the file was new.
    pub before: Option<String>,
    /// Its place among all commits, the newest first.
    pub(super) order: usize,
}

/// What files have been through.
#[derive(Default)]
pub(super) struct Log {
    /// By what they are called now.
    touches: HashMap<String, Vec<Touch>>,
    /// Earlier names, each with the place of the commit that ended it.
    names: HashMap<String, Vec<(usize, String)>>,
}

/// How many new and gone files of one commit are held against each other to find out which of them were renamed. Files that
/// were renamed and not changed are found in any number.
const MOST_RENAMES: &str = "-l2000";

impl Log {
    /// Asks git once for all changes below the folder. Merges change nothing by themselves.
    pub fn read(git: &Git, paths: &BTreeSet<&str>) -> Result<Log, Unknown> {
        let mut child = git
            .command(&[
                "log",
                "-z",
                "--raw",
                "--no-abbrev",
                "--find-renames",
                MOST_RENAMES,
                "--relative",
                "--no-ext-diff",
                "--no-textconv",
                "--no-show-signature",
                "--no-notes",
                "--no-color",
                "--no-merges",
                "--encoding=UTF-8",
                "-O/dev/null",
                "--format=%x01%H %cs",
                "HEAD",
                "--",
                "content",
            ])
            .spawn()
            .map_err(|error| could_not_start(&error))?;
        // What git has to complain of is little: it fits the pipe until the list has been read.
        let log = child.stdout.take().map(|out| Log::parse(BufReader::new(out), paths)).unwrap_or_default();
        let mut stderr = Vec::new();
        if let Some(mut err) = child.stderr.take() {
            // What cannot be read cannot be told.
            let _ = err.read_to_end(&mut stderr);
        }
        let status = child.wait().map_err(|error| could_not_start(&error))?;
        if status.success() { Ok(log) } else { Err(refusal(&Output { status, stdout: Vec::new(), stderr })) }
    }

    /// Reads the list: `\x01commit day`, then for each file `:mode mode before after status` and its path, or two.
    fn parse(out: impl BufRead, paths: &BTreeSet<&str>) -> Log {
        let mut log = Log::default();
        // What a file was called then → what it is called now.
        let mut called: HashMap<String, String> = paths.iter().map(|p| ((*p).to_owned(), (*p).to_owned())).collect();
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        let (mut commit, mut day, mut order) = (String::new(), String::new(), 0);
        let mut parts = out.split(0).map_while(Result::ok).map(|part| String::from_utf8_lossy(&part).into_owned());
        while let Some(part) = parts.next() {
            let part = part.trim_start_matches('\n');
            if let Some(head) = part.strip_prefix('\u{1}') {
                // The names of a commit hold for those before it.
                called.extend(std::mem::take(&mut renamed));
                order += 1;
                (commit, day) = head.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap_or_default();
                continue;
            }
            let Some(fields) = part.strip_prefix(':') else { continue };
            let fields: Vec<&str> = fields.split(' ').collect();
            let [_, _, before, after, status] = fields[..] else { continue };
            let Some(mut path) = parts.next() else { break };
            let mut from = None;
            if status.starts_with(['R', 'C']) {
                let Some(to) = parts.next() else { break };
                from = Some(std::mem::replace(&mut path, to));
            }
            let Some(now) = called.get(&path).cloned() else { continue };
            if let Some(from) = from.filter(|_| status.starts_with('R')) {
                log.names.entry(now.clone()).or_default().push((order, from.clone()));
                renamed.insert(from, now.clone());
                called.remove(&path);
            }
            // A file that was only renamed says what it said; one that is gone is there again by a later commit.
            if before != after && !status.starts_with('D') {
                log.touches.entry(now).or_default().push(Touch {
                    commit: commit.clone(),
                    day: day.clone(),
                    after: after.to_owned(),
                    before: (!status.starts_with(['A', 'C'])).then(|| before.to_owned()),
                    order,
                });
            }
        }
        log
    }

    pub fn touches(&self, path: &str) -> &[Touch] {
        self.touches.get(path).map_or(&[], Vec::as_slice)
    }

    /// What a file was called after the commit at a place.
    pub fn name_at<'a>(&'a self, path: &'a str, order: usize) -> &'a str {
        let earlier = self.names.get(path).into_iter().flatten();
        // Names end in commits from the newest on: the last that ended in a later commit is the one.
        earlier.take_while(|(ended, _)| *ended < order).last().map_or(path, |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, paths: &[&str]) -> Log {
        Log::parse(text.replace('|', "\0").as_bytes(), &paths.iter().copied().collect())
    }

    #[test]
    fn a_file_is_followed_through_its_names() {
        let log = read(
            "\u{1}c3 2025-03-01||:100644 100644 b2 b3 M|content/нов.md|\
             \u{1}c2 2025-02-01|\n:100644 100644 b1 b1 R100|content/old.md|content/нов.md|\
             :100644 100644 x y M|content/other.md|\
             \u{1}c1 2025-01-01|\n:000000 100644 0 b1 A|content/old.md|",
            &["content/нов.md"],
        );
        let touches = log.touches("content/нов.md");
        let seen: Vec<_> = touches.iter().map(|t| (t.commit.as_str(), t.after.as_str(), t.before.as_deref())).collect();
        assert_eq!(seen, [("c3", "b3", Some("b2")), ("c1", "b1", None)], "a new name alone is no change");
        let names: Vec<&str> = touches.iter().map(|touch| log.name_at("content/нов.md", touch.order)).collect();
        assert_eq!(names, ["content/нов.md", "content/old.md"]);
        assert!(log.touches("content/other.md").is_empty(), "nobody has asked for it");
    }

    #[test]
    fn a_name_may_look_like_anything() {
        let log = read("\u{1}c1 2025-01-01||:000000 100644 0 b1 A|:odd name\n.md|", &[":odd name\n.md"]);
        assert_eq!(log.touches(":odd name\n.md").len(), 1);
    }
}
