//! Sets of words that are asked for at every space of a text.

use crate::language::text::capitalized;
use std::collections::HashSet;

/// The longest ending (bytes) that stands for `*`.
const LONGEST_ENDING: usize = 24;

/// A set of words.
///
/// Words of at most eight bytes, which short words are in any alphabet, are kept as numbers: a lookup is a few
/// comparisons, and there is one for each word of each article. A word that ends in `*` stands for all that begin so.
#[derive(Debug, Clone, Default)]
pub struct Words {
    short: Vec<u64>,
    long: HashSet<String>,
    beginnings: Vec<String>,
    longest: usize,
    /// Whether a word begins with a pair of bytes: a question that most words of a text answer with no.
    heads: Vec<bool>,
    all: Vec<String>,
}

impl Words {
    /// How many kinds of beginnings are told apart.
    pub const HEADS: usize = 256;

    /// A set of words that may begin a sentence: each also with a capital letter.
    pub fn new(words: Vec<String>) -> Words {
        let forms = words.iter().flat_map(|word| [word.clone(), capitalized(word)]).collect();
        Words { all: words, ..Words::exact(forms) }
    }

    /// A set of words as they are given: `m` is a metre and `M` none.
    pub fn exact(words: Vec<String>) -> Words {
        let mut set = Words { heads: vec![false; Words::HEADS], ..Words::default() };
        for word in &words {
            if let Some(beginning) = word.strip_suffix('*') {
                set.heads[head(beginning.as_bytes())] = true;
                set.longest = set.longest.max(beginning.len() + LONGEST_ENDING);
                set.beginnings.push(beginning.to_owned());
                continue;
            }
            set.heads[head(word.as_bytes())] = true;
            set.longest = set.longest.max(word.len());
            match short(word) {
                Some(number) => set.short.push(number),
                None => {
                    set.long.insert(word.clone());
                }
            }
        }
        set.short.sort_unstable();
        set.short.dedup();
        set.all = words;
        set
    }

    /// Whether the set has a word.
    pub fn has(&self, word: &str) -> bool {
        if self.beginnings.iter().any(|beginning| word.starts_with(beginning.as_str())) {
            return true;
        }
        if word.len() > self.longest {
            return false;
        }
        match short(word) {
            Some(number) => self.short.binary_search(&number).is_ok(),
            None => self.long.contains(word),
        }
    }

    /// Whether some word may begin as a text does.
    pub fn may_begin(&self, text: &[u8]) -> bool {
        !self.heads.is_empty() && self.heads[head(text)]
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The length in bytes of the longest word.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }
}

/// A number below [`Words::HEADS`] for the first two bytes.
pub fn head(bytes: &[u8]) -> usize {
    match bytes {
        [] => 0,
        [one] => usize::from(*one),
        [first, second, ..] if *first < 0x80 && !second.is_ascii_alphanumeric() => usize::from(*first),
        [first, second, ..] => usize::from(first ^ second.rotate_left(3)),
    }
}

fn short(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    let mut eight = [0; 8];
    eight.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(u64::from_le_bytes(eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_lower_case_and_at_the_head_of_a_sentence() {
        let words = Words::new(["в", "перед", "M."].map(String::from).into());
        for word in ["в", "В", "перед", "Перед", "M."] {
            assert!(words.has(word), "{word}");
        }
        for word in ["", "во", "вв", "ПЕРЕД", "m."] {
            assert!(!words.has(word), "{word}");
        }
        let words = Words::new(["голос*", "vote"].map(String::from).into());
        assert!(words.has("голосами") && words.has("Голосов") && words.has("Vote"));
        assert!(!words.has("голо") && !words.has("voted"));
    }
}
