//! Abbreviations of several parts, by their joints: `т. е.` has one, `и т. д.` two.

use super::words::{self, Words};
use crate::language::text::capitalized;

/// An abbreviation of several parts at one of its joints.
#[derive(Debug, Clone)]
pub struct Joint {
    /// The parts before it.
    pub before: Vec<String>,
    /// The parts behind it.
    pub after: Vec<String>,
}

/// The joints of all abbreviations, by how the part behind them begins: at nearly every space of a text it is asked
/// whether there is one, and most words begin as none does.
#[derive(Debug, Clone, Default)]
pub struct Joints(Vec<Vec<Joint>>);

impl Joints {
    /// The joints of abbreviations whose parts have one space between, as they stand inside a sentence and at its head.
    pub fn new(abbreviations: &[String]) -> Joints {
        if abbreviations.is_empty() {
            return Joints::default();
        }
        let mut by_head = vec![Vec::new(); Words::HEADS];
        for abbreviation in abbreviations {
            let at_head = capitalized(abbreviation);
            let forms = [Some(abbreviation), (at_head != *abbreviation).then_some(&at_head)];
            for joint in forms.into_iter().flatten().flat_map(|form| joints(form)) {
                by_head[words::head(joint.after[0].as_bytes())].push(joint);
            }
        }
        Joints(by_head)
    }

    /// The joints behind which a text may go on.
    pub fn before(&self, text: &[u8]) -> &[Joint] {
        self.0.get(words::head(text)).map_or(&[], Vec::as_slice)
    }

    /// Those behind a part that ends in a letter: `млн т`, `и т. д.`
    pub fn behind_letters(&self) -> impl Iterator<Item = &Joint> {
        self.iter().filter(|joint| joint.before.last().is_some_and(|part| part.ends_with(char::is_alphabetic)))
    }

    /// All joints.
    pub fn iter(&self) -> impl Iterator<Item = &Joint> {
        self.0.iter().flatten()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn joints(abbreviation: &str) -> Vec<Joint> {
    let parts: Vec<String> = abbreviation.split(' ').map(str::to_owned).collect();
    (1..parts.len()).map(|n| Joint { before: parts[..n].to_vec(), after: parts[n..].to_vec() }).collect()
}
