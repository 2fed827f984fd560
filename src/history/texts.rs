//! The texts of commits: one process for all of them.

use super::Unknown;
use super::program::{Git, could_not_start};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// Bytes of a text that is read: more is no article.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A process that gives texts.
pub struct Texts {
    child: Child,
    questions: Option<BufWriter<ChildStdin>>,
    answers: BufReader<ChildStdout>,
}

impl Texts {
    pub(super) fn begin(git: &Git) -> Result<Texts, Unknown> {
        let mut command = git.command(&["cat-file", "--batch"]);
        let started = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = started.map_err(|error| could_not_start(&error))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Unknown::Refused("it cannot be talked to".to_owned()));
        };
        Ok(Texts { child, questions: Some(BufWriter::new(questions)), answers: BufReader::new(answers) })
    }

    /// Texts by their names in git: `commit:path`, or what the list of changes calls them. None in the place of one that is
    /// not there, or is no text.
    pub fn get(&mut self, names: &[String]) -> Vec<Option<String>> {
        let Texts { questions: Some(questions), answers, .. } = self else { return vec![None; names.len()] };
        // Whoever only writes would wait for who only reads: git answers as it is asked.
        let asked = |name: &&String| !name.contains('\n');
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for name in names.iter().filter(asked) {
                    // A process that is gone gives no answer, and that is seen where it is read.
                    let _ = writeln!(questions, "{name}");
                }
                let _ = questions.flush();
            });
            names.iter().map(|name| asked(&name).then(|| answer(answers)).flatten()).collect()
        })
    }
}

/// An answer: `<id> blob <size>`, the bytes and a line end; or that there is none.
fn answer(answers: &mut impl BufRead) -> Option<String> {
    let mut head = Vec::new();
    answers.read_until(b'\n', &mut head).ok()?;
    let head = String::from_utf8(head).ok()?;
    let mut words = head.trim_end().rsplit(' ');
    let size: u64 = words.next()?.parse().ok()?;
    let kind = words.next()?;
    let mut bytes = Vec::new();
    answers.by_ref().take(size.min(LARGEST)).read_to_end(&mut bytes).ok()?;
    std::io::copy(&mut answers.by_ref().take(size.saturating_sub(LARGEST) + 1), &mut std::io::sink()).ok()?;
    (kind == "blob" && size <= LARGEST).then(|| String::from_utf8(bytes).ok()).flatten()
}

impl Drop for Texts {
    fn drop(&mut self) {
        // It ends when it is asked for nothing more.
        self.questions = None;
        let _ = self.child.wait();
    }
}
