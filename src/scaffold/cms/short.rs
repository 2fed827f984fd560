//! Short forms: `image: cup.jpg` in the place of a group. A form knows the group alone, and would throw the other away.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{SourceName, is_text, parse_document};
use crate::input::discover;
use std::path::Path;

/// The keys that can be written as a text, for a group.
const KEYS: [&str; 3] = ["image", "photo", "audio"];

/// Tells of each text that a form would take something from.
pub(super) fn short_forms(root: &Path, is_language: impl Fn(&str) -> bool) -> Diagnostics {
    let mut problems = Diagnostics::default();
    // What cannot be read is told by `check`.
    let (files, _) = discover::files_below(root, "content");
    for file in files.into_iter().filter(|file| is_text(&file.below)) {
        let Some(text) = file.text(&mut Diagnostics::default()) else { continue };
        // Most texts have none, and need not be read as YAML.
        let may_be =
            |line: &str| KEYS.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
        if !text.lines().any(may_be) {
            continue;
        }
        let name = SourceName::parse(&file.below, &is_language);
        let (Some(document), _) = parse_document(file.path, name, text, [].into()) else { continue };
        let block = document.block();
        let Some(tree) = block.tree() else { continue };
        for key in KEYS {
            let Some((_, value)) = tree.entry(key) else { continue };
            if let Some(word) = value.as_text().filter(|word| !word.is_empty()) {
                let message = format!("the form of the CMS knows `{key}` as a group alone, and would take this out");
                problems.push(
                    Diagnostic::warning(Code::LostInForm, message)
                        .at(block.place_of(KeyPath::from(key).value()))
                        .hint(format!("write `{key}: {{ src: {word} }}` before anybody saves this text there")),
                );
            }
        }
    }
    problems
}
