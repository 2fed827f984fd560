//! Lists of ids and tags in front matter: `tags: [iran, russia]`, or one alone without brackets.

use crate::yaml::mistake;
use serde::{Deserializer, de};
use std::fmt;

/// What people write between several words that they mean as a list, in any script.
const BETWEEN: [char; 7] = [',', ';', '،', '؛', '，', '；', '、'];

/// Entries of `tags` or `author`. Each has a page whose card of the article names all the others: what is written grows with
/// the square of their number, and a slip of a program must not fill the disk.
const MOST_TERMS: usize = 500;

/// Reads `tags`: texts, numbers and `no` too.
pub(super) fn tags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    deserializer.deserialize_any(List { key: "tags", most: MOST_TERMS })
}

/// Reads `author` or `authors`.
pub(super) fn authors<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    deserializer.deserialize_any(List { key: "author", most: MOST_TERMS })
}

/// Reads `articles` of a dossier.
pub(super) fn articles<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    deserializer.deserialize_any(List { key: "articles", most: usize::MAX })
}

/// The words of a text that is a list without its brackets; none where it is one text.
pub fn words_of_list(text: &str) -> Option<Vec<&str>> {
    let is_between = |c: char| BETWEEN.contains(&c) || matches!(c, '\n' | '|');
    let are_hashtags = text.split_whitespace().count() > 1 && text.split_whitespace().all(|word| word.starts_with('#'));
    let parts: Vec<&str> = match text.trim() {
        _ if are_hashtags => text.split_whitespace().collect(),
        text if text.contains(is_between) => text.split(is_between).collect(),
        _ => return None,
    };
    Some(parts.into_iter().map(|part| part.trim_matches(is_no_word)).filter(|part| !part.is_empty()).collect())
}

/// What stands round a word in a list that somebody has written as a text.
fn is_no_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | ']' | '"' | '\'' | '#')
}

/// `tags: [iran, "D.C."]`, as it is to be written.
pub fn as_list(key: &str, words: &[&str]) -> String {
    let is_plain = |word: &str| {
        word.starts_with(char::is_alphanumeric)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.'))
    };
    let quoted = |word: &&str| if is_plain(word) { (*word).to_owned() } else { format!("{word:?}") };
    format!("{key}: [{}]", words.iter().map(quoted).collect::<Vec<_>>().join(", "))
}

struct List {
    key: &'static str,
    /// Entries that it may have.
    most: usize,
}

impl List {
    fn one<E: de::Error>(&self, text: impl ToString) -> Result<Option<Vec<String>>, E> {
        Ok(Some(vec![text.to_string()]))
    }
}

impl<'de> de::Visitor<'de> for List {
    type Value = Option<Vec<String>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("one text or a list of texts")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let Some(words) = words_of_list(text) else { return self.one(text) };
        let list = as_list(self.key, &words);
        let whole = as_list(self.key, &[text.trim()]);
        Err(mistake(
            format!("`{}` is one text and no list", text.trim().replace('\n', " ")),
            format!("write `{list}`, or `{whole}` if it is one"),
        ))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.one(number)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.one(number)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        self.one(number)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.one(value)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = seq.next_element_seed(Item { key: self.key })? {
            if texts.len() == self.most {
                return Err(mistake(
                    format!("`{}` has more than {} entries", self.key, self.most),
                    "each of them has a page; keep those that a reader looks for",
                ));
            }
            texts.push(text);
        }
        Ok(Some(texts))
    }
}

/// An item of a list, as it is written: `1.50` and `no` are texts here.
struct Item {
    key: &'static str,
}

impl<'de> de::DeserializeSeed<'de> for Item {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl de::Visitor<'_> for Item {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "text in one list, as in `{}`", as_list(self.key, &["a", "b"]))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Front {
        #[serde(deserialize_with = "tags")]
        tags: Option<Vec<String>>,
    }

    fn read(yaml: &str) -> Result<Vec<String>, String> {
        let front: Result<Front, _> = serde_yaml::from_str(yaml);
        front.map(|front| front.tags.unwrap_or_default()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_yaml_takes_for_numbers_is_text() {
        assert_eq!(
            read("tags: [2024, no, NO, 1.50, true, 007, 0x1F, 1e3]").unwrap(),
            ["2024", "no", "NO", "1.50", "true", "007", "0x1F", "1e3"]
        );
        assert_eq!(read("tags: 2024").unwrap(), ["2024"]);
        assert_eq!(read("tags: true").unwrap(), ["true"]);
        assert_eq!(read("tags: one two").unwrap(), ["one two"]);
        assert_eq!(read("tags:").unwrap(), [""; 0]);
        assert_eq!(read("tags:\n  -\n  - a").unwrap(), ["", "a"]);
    }

    #[test]
    fn a_list_of_thousands_is_told() {
        let list = |n: usize| read(&format!("tags: [{}]", vec!["a"; n].join(", ")));
        assert_eq!(list(MOST_TERMS).unwrap().len(), MOST_TERMS);
        assert!(list(MOST_TERMS + 1).unwrap_err().contains("more than 500 entries"));
    }

    #[test]
    fn a_list_without_brackets_is_told_with_the_list_to_write() {
        for (yaml, list) in [
            ("tags: iran, russia", "tags: [iran, russia]"),
            ("tags: iran; russia;", "tags: [iran, russia]"),
            ("tags: |\n  iran\n  Middle East\n", "tags: [iran, Middle East]"),
            ("tags: \"#iran #russia\"", "tags: [iran, russia]"),
            ("tags: \"['iran', 'C++']\"", "tags: [iran, \"C++\"]"),
            ("tags: إيران، روسيا", "tags: [إيران, روسيا]"),
            ("tags: 伊朗、俄罗斯", "tags: [伊朗, 俄罗斯]"),
        ] {
            assert!(read(yaml).unwrap_err().contains(list), "{yaml}: {:?}", read(yaml));
        }
        assert!(read("tags: Washington, D.C.").unwrap_err().contains("`tags: [\"Washington, D.C.\"]` if it is one"));
        assert!(read("tags: [[iran, russia]]").is_err() && read("tags: [{ a: b }]").is_err());
    }
}
