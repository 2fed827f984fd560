//! The program `git`, called so that nothing around it changes what it says, and that it does nothing else.

use super::Unknown;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What stands before every question: no pager, no lock, no replaced objects, no pattern in paths; and none of what a
/// repository's configuration may name to be run.
const ALWAYS: [&str; 18] = [
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.attributesFile=/dev/null",
    "-c",
    "log.showRoot=true",
    "-c",
    "log.showSignature=false",
    // A clone without its texts would fetch them: from no address at all.
    "-c",
    "protocol.allow=never",
];

/// The program, for one folder.
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    pub fn new(root: &Path) -> Result<Git, Unknown> {
        // A folder that is not there would look like a program that is not.
        let root = std::fs::canonicalize(root).map_err(|error| Unknown::Refused(error.to_string()))?;
        Ok(Git { root })
    }

    /// A call of the program. What the variables of the surroundings say of repositories is said of others: a hook that runs
    /// `dateline check` has them set.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command
            .env("LC_ALL", "C")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .current_dir(&self.root)
            .args(ALWAYS)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The answer to a question, as text.
    pub fn ask(&self, arguments: &[&str]) -> Result<String, Unknown> {
        let output = self.command(arguments).output().map_err(|error| could_not_start(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(refusal(&output))
    }
}

pub(super) fn could_not_start(error: &std::io::Error) -> Unknown {
    match error.kind() {
        ErrorKind::NotFound => Unknown::NoProgram,
        _ => Unknown::Refused(error.to_string()),
    }
}

/// Why git did not do what it was asked for, in the first line that it has written.
pub(super) fn refusal(output: &Output) -> Unknown {
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it says nothing");
    let first = first.trim_start_matches("fatal: ").trim();
    if first.starts_with("not a git repository") {
        Unknown::NoRepository
    } else if first.contains("does not have any commits yet") || first.contains("bad default revision") {
        Unknown::NoCommits
    } else {
        Unknown::Refused(first.to_owned())
    }
}
