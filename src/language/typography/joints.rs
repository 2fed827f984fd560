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
pub struct Joints {
    all: Vec<Vec<Joint>>,
    /// Those behind a part that ends in a letter: `млн т`, `и т. д.`
    after_letters: Vec<Vec<Joint>>,
}

impl Joints {
    /// The joints of abbreviations whose parts have one space between, as they stand inside a sentence and at its head.
    pub fn new(abbreviations: &[String]) -> Joints {
        if abbreviations.is_empty() {
            return Joints::default();
        }
        let mut joints_of =
            Joints { all: vec![Vec::new(); Words::HEADS], after_letters: vec![Vec::new(); Words::HEADS] };
        for abbreviation in abbreviations {
            let at_head = capitalized(abbreviation);
            let forms = [Some(abbreviation), (at_head != *abbreviation).then_some(&at_head)];
            for joint in forms.into_iter().flatten().flat_map(|form| joints(form)) {
                let head = words::head(joint.after[0].as_bytes());
                if joint.before.last().is_some_and(|part| part.ends_with(char::is_alphabetic)) {
                    joints_of.after_letters[head].push(joint.clone());
                }
                joints_of.all[head].push(joint);
            }
        }
        joints_of
    }

    /// The joints behind which a text may go on.
    pub fn before(&self, text: &[u8]) -> &[Joint] {
        self.all.get(words::head(text)).map_or(&[], Vec::as_slice)
    }

    /// Those of them that a part which ends in a letter stands before.
    pub fn after_letters(&self, text: &[u8]) -> &[Joint] {
        self.after_letters.get(words::head(text)).map_or(&[], Vec::as_slice)
    }

    /// All joints behind a part that ends in a letter.
    pub fn behind_letters(&self) -> impl Iterator<Item = &Joint> {
        self.after_letters.iter().flatten()
    }

    /// All joints.
    pub fn iter(&self) -> impl Iterator<Item = &Joint> {
        self.all.iter().flatten()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

fn joints(abbreviation: &str) -> Vec<Joint> {
    let parts: Vec<String> = abbreviation.split(' ').map(str::to_owned).collect();
    (1..parts.len()).map(|n| Joint { before: parts[..n].to_vec(), after: parts[n..].to_vec() }).collect()
}
