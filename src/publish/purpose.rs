//! What an output folder is written for, and the file in it that says so.

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

    /// What the marker of such a folder says.
    pub(super) fn marker(self) -> String {
        let text = "This folder is written by Dateline: each build replaces it as a whole.\n";
        match self {
            Purpose::Site => text.to_owned(),
            Purpose::Proof => format!("{text}It is a proof, and not for publication.\n{}\n", Purpose::PROOF),
        }
    }

    /// What the marker of a folder says that it is.
    pub(super) fn of_marker(marker: &str) -> Purpose {
        if marker.lines().any(|line| line == Purpose::PROOF) { Purpose::Proof } else { Purpose::Site }
    }
}
