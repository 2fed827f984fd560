//! Romanisation: a language's own table of Latin letters, where CLDR has no transform for it or an old one.
//!
//! The tables are data, `locales/<language>/romanisation/<name>.yaml`; no language is known here.

use crate::diagnostic::Diagnostics;
use crate::yaml::{self, Block};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The folder of a language's tables.
pub const FOLDER: &str = "romanisation";

/// A table of letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Romanisation {
    /// What letters are at the beginning of a word, where that is something else.
    first: BTreeMap<String, String>,
    /// What letters are, in small letters; several together may be one entry.
    letters: BTreeMap<String, String>,
}

impl Romanisation {
    /// Reads a file.
    pub fn parse(path: &str, text: &str) -> (Romanisation, Diagnostics) {
        yaml::parse(Block::whole(path, text))
    }

    /// A word in small Latin letters. What the table does not have stays.
    pub fn word(&self, word: &str) -> String {
        let word = word.to_lowercase();
        let mut latin = String::with_capacity(word.len());
        let mut at_start = true;
        let mut rest = word.as_str();
        while let Some(c) = rest.chars().next() {
            let found = at_start.then(|| longest(&self.first, rest)).flatten().or_else(|| longest(&self.letters, rest));
            let (read, written) =
                found.map_or((c.len_utf8(), None), |(letters, written)| (letters.len(), Some(written)));
            latin.push_str(written.unwrap_or(&rest[..read]));
            rest = &rest[read..];
            at_start = !c.is_alphanumeric() && !matches!(c, '\'' | '’' | 'ʼ');
        }
        latin
    }
}

/// The longest entry of a table that a text begins with.
fn longest<'t>(table: &'t BTreeMap<String, String>, text: &str) -> Option<(&'t str, &'t str)> {
    let entries = table.iter().filter(|(letters, _)| !letters.is_empty() && text.starts_with(letters.as_str()));
    entries.max_by_key(|(letters, _)| letters.len()).map(|(letters, written)| (letters.as_str(), written.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_written_as_the_table_says_the_longest_first() {
        let text = "first: { є: ye, ї: yi, й: y }\nletters: { зг: zgh, з: z, г: h, о: o, и: y, є: ie, ї: i, й: i, к: k, в: v, \"'\": \"\", ’: \"\" }\n";
        let (table, problems) = Romanisation::parse("x.yaml", text);
        assert!(problems.0.is_empty());
        for (word, latin) in
            [("Київ", "kyiv"), ("Їзд", "yizд"), ("згоїв", "zghoiv"), ("Згой", "zghoi"), ("з’їв", "ziv")]
        {
            assert_eq!(table.word(word), latin);
        }
    }
}
