//! History: what files said earlier, as git knows it. Only this room calls the `git` program.
//!
//! The program is called a few times for a whole site: once for what the folder is, once for the list of changes, and once
//! for all texts. Nothing is fetched over a network, nothing is written, and nothing runs that a repository's
//! configuration names.

mod log;
mod program;
mod texts;

pub use log::Touch;
pub use texts::Texts;

use log::Log;
use program::Git;
use std::collections::BTreeSet;
use std::path::Path;

/// What git knows of a site's files.
pub struct History {
    git: Git,
    log: Log,
    /// The path from the repository's top folder to the site's, with `/` at its end; empty where they are one.
    prefix: String,
    /// Whether older changes were cut off: a shallow clone.
    pub is_cut: bool,
}

/// Why git knows nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// There is no program `git`.
    NoProgram,
    /// The folder is in no repository.
    NoRepository,
    /// Nothing was committed yet.
    NoCommits,
    /// git refuses to look, in its own words: the folder belongs to somebody else, for one.
    Refused(String),
}

impl Unknown {
    /// In a sentence without an end, for people.
    pub fn in_words(&self) -> String {
        match self {
            Unknown::NoProgram => "the program `git` is not installed".to_owned(),
            Unknown::NoRepository => "the site is in no git repository".to_owned(),
            Unknown::NoCommits => "nothing was committed to git yet".to_owned(),
            Unknown::Refused(why) => format!("git does not answer: {why}"),
        }
    }

    /// Whether somebody who uses git would want to know.
    pub fn is_a_surprise(&self) -> bool {
        matches!(self, Unknown::Refused(_))
    }
}

impl History {
    /// Reads the changes of the given files, which are named by their paths below the site's folder.
    ///
    /// # Errors
    /// Why git knows nothing of them.
    pub fn read(root: &Path, paths: &BTreeSet<&str>) -> Result<History, Unknown> {
        let git = Git::new(root)?;
        let answer = git.ask(&["rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"])?;
        let lines: Vec<&str> = answer.split('\n').collect();
        let [is_inside, is_cut, prefix, ""] = lines[..] else {
            return Err(Unknown::Refused("the path of the folder has a line break".to_owned()));
        };
        if is_inside != "true" {
            return Err(Unknown::NoRepository);
        }
        let (is_cut, prefix) = (is_cut == "true", prefix.to_owned());
        let log = Log::read(&git, paths)?;
        Ok(History { git, log, prefix, is_cut })
    }

    /// The commits that changed a file, the newest first; none for a file that was never committed.
    pub fn touches(&self, path: &str) -> &[Touch] {
        self.log.touches(path)
    }

    /// What a file was called when a commit was made.
    pub fn name_at(&self, path: &str, touch: &Touch) -> String {
        format!("{}:{}{}", touch.commit, self.prefix, self.log.name_at(path, touch.order))
    }

    /// Begins to read texts.
    ///
    /// # Errors
    /// Why git gives none.
    pub fn texts(&self) -> Result<Texts, Unknown> {
        Texts::begin(&self.git)
    }
}
