//! Sets of words that are asked for at every space of a text.

use crate::language::text::capitalized;

/// The longest ending (bytes) that stands for `*`.
const LONGEST_ENDING: usize = 24;

/// The longest word (bytes) that is looked for: no text has a longer one, and at each sign of a text as much would be read again.
const LONGEST: usize = 256;

/// A set of words.
///
/// Words of at most eight bytes, which short words are in any alphabet, are kept as numbers: a lookup is a few
/// comparisons, and there is one for each word of each article. A word that ends in `*` stands for all that begin so.
#[derive(Debug, Clone, Default)]
pub struct Words {
    short: Vec<u64>,
    long: foldhash::HashSet<String>,
    beginnings: Vec<String>,
    longest: usize,
    /// How words begin: a question that most words of a text answer with no.
    heads: Heads,
    all: Vec<String>,
}

/// How the words of a set begin.
#[derive(Debug, Clone, Default)]
pub struct Heads {
    /// The kinds of their first two bytes.
    pairs: Bits<{ Words::HEADS / 64 }>,
    /// Those of them of which nothing more is known, as a word is shorter than four bytes or has a mark in them.
    open: Bits<{ Words::HEADS / 64 }>,
    /// The first four bytes of the others, as one of 1,024 kinds.
    fours: Bits<16>,
}

/// A set of small numbers.
#[derive(Debug, Clone)]
struct Bits<const N: usize>([u64; N]);

impl<const N: usize> Default for Bits<N> {
    fn default() -> Self {
        Bits([0; N])
    }
}

impl<const N: usize> Bits<N> {
    fn add(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    #[inline]
    fn has(&self, number: usize) -> bool {
        self.0[number / 64] & (1 << (number % 64)) != 0
    }
}

impl Heads {
    /// Adds the beginnings of another set.
    pub fn add_all(&mut self, words: &Words) {
        words.all.iter().for_each(|word| self.add(word.strip_suffix('*').unwrap_or(word).as_bytes()));
    }

    /// Adds the beginning of a word.
    pub fn add(&mut self, word: &[u8]) {
        self.pairs.add(head(word));
        // Letters of the common alphabets: a text may have another mark in the place of one.
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, 0x80..=0xdf);
        match word {
            [a, b, c, d, ..] if [a, b, c, d].into_iter().all(is_letter) => self.fours.add(four([*a, *b, *c, *d])),
            _ => self.open.add(head(word)),
        }
    }

    /// Whether some word may begin as a text does.
    #[inline]
    pub fn may_begin(&self, text: &[u8]) -> bool {
        let pair = head(text);
        self.pairs.has(pair)
            && (self.open.has(pair) || matches!(text, [a, b, c, d, ..] if self.fours.has(four([*a, *b, *c, *d]))))
    }
}

/// The kind of four bytes.
#[inline]
fn four(bytes: [u8; 4]) -> usize {
    // The upper bits of a product depend on all of them.
    (u32::from_le_bytes(bytes).wrapping_mul(0x9e37_79b1) >> 22) as usize
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
        let mut set = Words::default();
        for word in &words {
            if let Some(beginning) = word.strip_suffix('*') {
                set.heads.add(beginning.as_bytes());
                set.longest = set.longest.max((beginning.len() + LONGEST_ENDING).min(LONGEST));
                set.beginnings.push(beginning.to_owned());
                continue;
            }
            set.heads.add(word.as_bytes());
            set.longest = set.longest.max(word.len().min(LONGEST));
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
    #[inline]
    pub fn may_begin(&self, text: &[u8]) -> bool {
        self.heads.may_begin(text)
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
#[inline]
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
    fn no_more_of_a_text_is_read_than_a_word_can_have() {
        let words = Words::exact(["a".repeat(100_000), "b".repeat(LONGEST)].into());
        assert_eq!(words.longest(), LONGEST);
        assert!(words.has(&"b".repeat(LONGEST)) && !words.has(&"a".repeat(100_000)));
    }

    #[test]
    fn what_words_begin_with_is_never_missed() {
        let words =
            Words::exact(["d’", "век", "век*", "km/h", "г.", "статья", "a", "République"].map(String::from).into());
        for text in ["d’Orsay", "d'Orsay", "век", "веками", "km/h", "г. Москва", "статья 5", "a b", "République,"]
        {
            assert!(words.may_begin(text.as_bytes()), "{text}");
        }
        for text in ["слово", "Région", "status", "мера"] {
            assert!(!words.may_begin(text.as_bytes()), "{text}");
        }
        assert!(!Words::default().may_begin(b"a") && !Words::exact(Vec::new()).may_begin(b""));
    }

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
