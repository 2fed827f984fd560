//! Which content management systems there are: rows of data.

use serde::Deserialize;
use serde_yaml::Mapping;

const KINDS: &str = include_str!("kinds.yaml");

/// A content management system that works on a Git repository.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CmsKind {
    /// What it is called on the command line.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// The address of its program.
    pub script: String,
    /// The fingerprint of that, as browsers check it.
    pub integrity: String,
    /// The address of the JSON Schema of its configuration.
    pub schema: Option<String>,
    /// Where repositories can be. The first is the usual one.
    pub backends: Vec<String>,
    /// The one of them that has no repository, and is there to look at.
    pub trial: String,
    /// The key that leaves the site's own language out of file names.
    pub omit: Option<String>,
    /// How it asks whether a text is a draft.
    pub draft: Mapping,
    /// What its configuration has besides.
    #[serde(default)]
    pub settings: Mapping,
    /// What its `i18n` has besides.
    #[serde(default)]
    pub i18n: Mapping,
    /// What each collection has besides.
    #[serde(default)]
    pub collection: Mapping,
}

/// All kinds, the usual one first.
pub fn kinds() -> Vec<CmsKind> {
    // A test reads the data: what is part of the program can be read.
    serde_yaml::from_str(KINDS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read() {
        let kinds = kinds();
        assert!(kinds.len() > 1);
        for kind in kinds {
            assert!(kind.script.contains('@') && kind.integrity.starts_with("sha384-"), "a version, and what it is");
            assert!(kind.backends.contains(&kind.trial) && kind.backends[0] != kind.trial);
        }
    }
}
