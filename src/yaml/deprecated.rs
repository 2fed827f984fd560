//! Deprecated: keys that have another name or another place by now. They are read as they always were, so that a
//! site that was built yesterday is built today, and a note says what to write instead.

use super::Block;
use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath};

/// A key that is still read and that nobody should begin to use.
#[derive(Debug, Clone, Copy)]
pub struct Deprecated {
    /// The key at the top of the file.
    pub key: &'static str,
    /// What to write in its place.
    pub instead: &'static str,
}

/// The notes about the keys of a block that are deprecated.
pub fn deprecated(block: &Block, keys: &[Deprecated]) -> Diagnostics {
    let written = keys.iter().filter(|old| block.has_key(old.key));
    let note = |old: &Deprecated| {
        let path = KeyPath::from(old.key);
        Diagnostic::note(
            Code::Deprecated,
            format!("`{}` is deprecated: it is read as before, and has another name now", old.key),
        )
        .at(block.place_of(path.clone()))
        .hint(format!("write `{}` instead", old.instead))
        .about(About::Key(path))
    };
    Diagnostics(written.map(note).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deprecated_key_is_told_at_its_line_and_stops_nothing() {
        let keys = [Deprecated { key: "topics", instead: "tags: […]" }, Deprecated { key: "unused", instead: "x" }];
        let notes = deprecated(&Block::whole("a.md", "title: A\ntopics: [a]\n"), &keys);
        assert_eq!(notes.0.len(), 1);
        assert_eq!(notes.0[0].place.as_ref().map(|place| place.line), Some(2));
        assert!(notes.0[0].hints[0].contains("tags: […]") && !notes.0[0].stops(true));
    }
}
