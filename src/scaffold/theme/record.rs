//! What has been exported: `themes/exported.yaml`, a file of the site that is kept with it. By it a site's own change is
//! told from the program's.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::reading::in_words;
use crate::yaml::{self, Block};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Where the record is, below the site's root.
pub const FILE: &str = "themes/exported.yaml";

const HEAD: &str = "# Which files are copies of a theme of the program, and of which state of it.\n\
                    # `dateline theme export` writes this, `dateline theme diff` reads it. Keep it with the site.\n";

/// The copies of a site by their paths below its root.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub(super) struct Record(pub BTreeMap<String, Entry>);

/// Where a copy comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The theme.
    pub theme: String,
    /// The file's path in it.
    pub file: String,
    /// The version of the program that wrote the copy.
    pub program: String,
    /// The fingerprint of what it wrote.
    pub original: String,
}

/// Reads the record of a site; an empty one where there is none.
pub(super) fn read(root: &Path) -> (Record, Diagnostics) {
    let text = match fs::read_to_string(root.join(FILE)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Record::default(), Diagnostics::default()),
        Err(error) => {
            let problem = Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {}", in_words(&error)));
            return (Record::default(), problem.at(Place::file(FILE)).into());
        }
    };
    yaml::parse(Block::whole(FILE, &text))
}

/// The text of a record.
pub(super) fn text(record: &Record) -> String {
    // A map of texts can always be written.
    format!("{HEAD}{}", serde_yaml::to_string(record).unwrap_or_default())
}
