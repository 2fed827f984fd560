//! What an output folder is written for, what was published in it, and the file in it that says so.

use crate::diagnostic::{Code, Diagnostic};
use rayon::prelude::*;
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Path;
use std::sync::OnceLock;

/// The file in the output folder that says that the folder is ours.
pub const MARKER: &str = ".dateline";

/// What a folder is written for. One that holds the one is never replaced by the other: nobody shall upload a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The site that readers get.
    Site,
    /// A site with texts that are not public, for the newsroom.
    Proof,
}

impl Purpose {
    /// The line of the marker that says so.
    const PROOF: &str = "contents: proof";

    /// What the marker of such a folder says, with these files in it.
    pub(super) fn marker<'a>(self, files: impl IntoIterator<Item = &'a OsStr>) -> String {
        let text = "This folder is written by Dateline: each build replaces it as a whole.\n";
        let mut marker = match self {
            Purpose::Site => text.to_owned(),
            Purpose::Proof => format!("{text}It is a proof, and not for publication.\n{}\n", Purpose::PROOF),
        };
        let files: Vec<&OsStr> = files.into_iter().collect();
        let mut sums: Vec<u64> = files.into_par_iter().map(sum).collect();
        sums.par_sort_unstable();
        marker.push_str(FILES);
        marker.push('\n');
        for sum in sums {
            let _ = writeln!(marker, "{sum:012x}");
        }
        marker
    }

    /// What the marker of a folder says that it is.
    pub(super) fn of_marker(marker: &str) -> Purpose {
        if marker.lines().any(|line| line == Purpose::PROOF) { Purpose::Proof } else { Purpose::Site }
    }

    /// The problem where a folder holds what a build of the other purpose has written.
    pub(super) fn wrong_folder(self, out: &Path) -> Diagnostic {
        let out = out.display();
        let (message, hint) = match self {
            Purpose::Proof => (
                format!(
                    "{out} holds a published site, and what would be written is a proof with texts that are not public"
                ),
                "leave --out away, and the proof goes to the folder `proof`; or name another folder",
            ),
            Purpose::Site => (
                format!("{out} holds a proof, and what would be written is the site for readers"),
                "choose another folder with --out, or remove the proof first",
            ),
        };
        Diagnostic::error(Code::WrongFolder, message).hint(hint)
    }
}

/// The line of the marker below which the published files stand.
const FILES: &str = "files:";

/// Which files a build has published, so that those of others can be told from them. The paths themselves are not there: the
/// marker may be uploaded, and not every page is one that the site leads to.
#[derive(Debug)]
pub(super) struct Record {
    /// A line for each file, in order; none where nothing is known of single files.
    lines: Option<String>,
    /// What they say, once somebody asks.
    sums: OnceLock<Vec<u64>>,
}

impl Record {
    /// What a marker says; an older one says nothing.
    pub fn of_marker(marker: &str) -> Record {
        let lines = marker.split_once(&format!("\n{FILES}\n")).map(|(_, files)| files.to_owned());
        Record { lines, sums: OnceLock::new() }
    }

    /// Nothing was published.
    pub fn empty() -> Record {
        Record { lines: Some(String::new()), sums: OnceLock::new() }
    }

    /// Whether it says nothing of single files.
    pub fn is_silent(&self) -> bool {
        self.lines.is_none()
    }

    /// Whether a file was published by a build. Where nothing is known, all were.
    pub fn has(&self, path: &OsStr) -> bool {
        let Some(lines) = &self.lines else { return true };
        let sums = self.sums.get_or_init(|| {
            let mut sums: Vec<u64> = lines.lines().filter_map(|line| u64::from_str_radix(line, 16).ok()).collect();
            // Somebody may have written in it.
            sums.sort_unstable();
            sums
        });
        sums.binary_search(&sum(path)).is_ok()
    }
}

/// What stands for a path in the marker: so much of its hash that no other path has it.
fn sum(path: &OsStr) -> u64 {
    let hash = blake3::hash(path.as_encoded_bytes());
    let [a, b, c, d, e, f, ..] = *hash.as_bytes();
    u64::from_be_bytes([0, 0, a, b, c, d, e, f])
}
