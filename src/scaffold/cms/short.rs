//! Short forms: `image: cup.jpg` in the place of a group. A form knows the group alone, and would throw the other away.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::Document;
use std::sync::Arc;

/// The keys that can be written as a text, for a group.
const KEYS: [&str; 3] = ["image", "photo", "audio"];

/// Tells of each text that a form would take something from.
pub(super) fn short_forms(documents: &[Arc<Document>]) -> Diagnostics {
    let mut problems = Diagnostics::default();
    for document in documents {
        let block = document.block();
        // Most texts have none, and need not be read as YAML once more.
        let may_be =
            |line: &str| KEYS.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
        if !block.yaml.lines().any(may_be) {
            continue;
        }
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
