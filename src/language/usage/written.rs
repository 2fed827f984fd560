//! The list of a language as it is written.

use super::form::Form;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::yaml::{self, Block, marks::Node};
use std::collections::BTreeMap;

/// The name of the file in a language's folder.
pub const FILE: &str = "style.yaml";

/// The keys of a group.
const KEYS: [&str; 3] = ["not", "unless", "note"];

/// What a house writes, each with what it does not write.
#[derive(Debug, Clone, Default)]
pub struct Written {
    pub(super) entries: BTreeMap<String, Entry>,
}

/// What a house does not write, and when.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub not: Vec<Form>,
    pub unless: Vec<Form>,
    pub note: Option<String>,
    pub file: String,
}

impl Written {
    /// Reads a file. What is wrong in it is left out and told.
    pub fn parse(path: &str, text: &str) -> (Written, Diagnostics) {
        let block = Block::whole(path, text);
        let (_, mut problems) = yaml::parse::<BTreeMap<String, serde_yaml::Value>>(block);
        let mut written = Written::default();
        let Some(tree) = block.tree().filter(|_| problems.0.is_empty()) else { return (written, problems) };
        let mut reader = Reader { block, problems: &mut problems };
        for (key, value) in tree.entries() {
            let Some(house) = key.as_text().map(str::trim).filter(|house| !house.is_empty()) else { continue };
            let entry = reader.entry(house, value);
            written.entries.insert(house.to_owned(), Entry { file: path.to_owned(), ..entry });
        }
        reader.contradictions(&tree);
        (written, problems)
    }

    /// The same, where `over` says nothing else.
    pub fn under(mut self, over: Written) -> Written {
        self.entries.extend(over.entries);
        self
    }
}

struct Reader<'a> {
    block: Block<'a>,
    problems: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn wrong(&mut self, at: &Node, message: String, hint: impl Into<String>) {
        let problem = Diagnostic::error(Code::BadConfig, message).at(self.block.place_at(at.range.start));
        self.problems.push(problem.hint(hint));
    }

    fn entry(&mut self, house: &str, value: &Node) -> Entry {
        let mut entry = Entry::default();
        if value.entries().is_empty() {
            entry.not = self.forms(house, value);
            return entry;
        }
        for (key, value) in value.entries() {
            match key.as_text() {
                Some("not") => entry.not = self.forms(house, value),
                Some("unless") => entry.unless = self.forms("", value),
                Some("note") => entry.note = value.as_text().map(|note| note.trim().to_owned()),
                other => {
                    let other = other.unwrap_or_default();
                    let near = nearest(other, KEYS).map(|near| format!("did you mean `{near}`?"));
                    let hint = near.unwrap_or_else(|| "there are `not`, `unless` and `note`".to_owned());
                    self.wrong(key, format!("`{house}` has a key `{other}` that is not known"), hint);
                }
            }
        }
        entry
    }

    /// One form, or a list of them.
    fn forms(&mut self, house: &str, value: &Node) -> Vec<Form> {
        let mut forms = Vec::new();
        for node in value.texts() {
            let text = node.as_text().unwrap_or_default().trim();
            // `Name:` and `Name: []` say that nothing is wrong here, whatever another list says.
            if text.is_empty() || text == "~" {
                continue;
            }
            if text == house {
                self.wrong(
                    node,
                    format!("`{house}` cannot be what the house writes and what it does not"),
                    "remove one",
                );
                continue;
            }
            match Form::parse(text) {
                Ok(form) => forms.push(form),
                Err((message, hint)) => self.wrong(node, message, hint),
            }
        }
        forms
    }

    /// Forms that two names have, or that are themselves what the house writes.
    fn contradictions(&mut self, tree: &Node) {
        let mut of: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, value) in tree.entries() {
            let Some(house) = key.as_text() else { continue };
            let not = value.entry("not").map_or(value, |(_, not)| not);
            for node in
                if value.entries().is_empty() || value.entry("not").is_some() { not.texts() } else { Vec::new() }
            {
                let Some(form) = node.as_text() else { continue };
                if form != house && tree.entry(form).is_some() {
                    let message =
                        format!("`{form}` is not written in the place of `{house}`, and is what the house writes");
                    self.wrong(node, message, "remove one of the two");
                } else if let Some(other) = of.insert(form, house) {
                    let message = format!("`{form}` stands for two names: `{other}` and `{house}`");
                    self.wrong(node, message, "leave it below one of them");
                }
            }
        }
    }
}
