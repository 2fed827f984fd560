//! What a translation remembers of its original: a fingerprint for each piece of text that was translated.

use crate::yaml::mistake;
use crate::yaml::shape::written_as;
use serde::{Deserialize, Deserializer, de};
use std::collections::BTreeSet;
use std::fmt;

/// Characters of a fingerprint: 25 bits, so that a change goes unnoticed once in a million pieces.
const LENGTH: usize = 5;

/// The alphabet of base 32 (RFC 4648) in lower case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// A short hash of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; LENGTH]);

impl Fingerprint {
    /// The fingerprint of a text. White space does not count: a paragraph may be wrapped anew.
    pub fn of(text: &str) -> Fingerprint {
        let mut letters = String::with_capacity(text.len());
        letters.extend(text.split_whitespace());
        let mut bits = [0; 8];
        bits.copy_from_slice(&blake3::hash(letters.as_bytes()).as_bytes()[..8]);
        let bits = u64::from_be_bytes(bits);
        Fingerprint(std::array::from_fn(|i| ALPHABET[(bits >> (64 - 5 * (i + 1))) as usize & 31]))
    }

    fn parse(word: &str) -> Option<Fingerprint> {
        let bytes: [u8; LENGTH] = word.as_bytes().try_into().ok()?;
        bytes.iter().all(|b| ALPHABET.contains(b)).then_some(Fingerprint(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

/// The front-matter key `translated`: the fingerprints of the original's pieces, in the order of the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record(pub Vec<Fingerprint>);

impl Record {
    /// Reads fingerprints with spaces between them.
    ///
    /// # Errors
    /// A sentence: which word is no fingerprint.
    pub fn parse(text: &str) -> Result<Record, String> {
        if text.trim().is_empty() {
            return Err("the record is empty".to_owned());
        }
        let word = |word: &str| Fingerprint::parse(word).ok_or_else(|| format!("there is no fingerprint `{word}`"));
        text.split_whitespace().map(word).collect::<Result<_, _>>().map(Record)
    }

    /// The fingerprints, each once.
    pub fn set(&self) -> BTreeSet<Fingerprint> {
        self.0.iter().copied().collect()
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(Fingerprint::to_string).collect();
        f.write_str(&words.join(" "))
    }
}

written_as!(Record, |generator| { "type": "string", "pattern": "^\\s*[a-z2-7]{5}(\\s+[a-z2-7]{5})*\\s*$" });

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Record;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a line of fingerprints as `dateline translations --record` writes it")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Record, E> {
                let how = "this line is written by `dateline translations --record`, not by hand";
                Record::parse(text).map_err(|wrong| mistake(wrong, how))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_count() {
        assert_eq!(Fingerprint::of("One two\nthree"), Fingerprint::of(" One\ttwo three\r\n"));
        assert_eq!(Fingerprint::of("我们\n喜欢"), Fingerprint::of("我们喜欢"));
        assert_ne!(Fingerprint::of("One two three"), Fingerprint::of("One two four"));
    }

    #[test]
    fn a_record_reads_what_it_writes() {
        let record = Record(vec![Fingerprint::of("a"), Fingerprint::of("b")]);
        assert_eq!(Record::parse(&record.to_string()), Ok(record));
        assert!(Record::parse("abcde abc1e").unwrap_err().contains("`abc1e`"));
        assert!(Record::parse(" ").is_err());
    }
}
