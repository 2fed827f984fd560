//! Values that several kinds of files have.

use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// Reads a text of one line, a headline for one: line ends and the white space around them become a space, for block
/// texts (`>`, `|`) end with a line feed that nobody meant.
///
/// # Errors
/// Where it is no text.
pub fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let is_broken = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let read = Option::<String>::deserialize(deserializer)?;
    Ok(read.map(|text| {
        if text.contains(is_broken) {
            let parts = text.split(is_broken).map(str::trim).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" ")
        } else {
            trimmed(text)
        }
    }))
}

/// Reads a text of perhaps several lines, without the white space at its ends.
///
/// # Errors
/// Where it is no text.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(trimmed))
}

fn trimmed(text: String) -> String {
    match text.trim() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => trimmed.to_owned(),
    }
}

/// Reads `true`, `false`, `on` or `off`: YAML 1.2 takes the last two for texts.
///
/// # Errors
/// Where it is something else.
pub fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    struct Visitor;
    impl serde::de::Visitor<'_> for Visitor {
        type Value = Option<bool>;
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("`true` or `false`")
        }
        fn visit_bool<E: serde::de::Error>(self, on: bool) -> Result<Self::Value, E> {
            Ok(Some(on))
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            match text.to_ascii_lowercase().as_str() {
                "on" | "yes" | "true" => Ok(Some(true)),
                "off" | "no" | "false" => Ok(Some(false)),
                _ => Err(super::mistake(
                    format!("`{text}` is neither yes nor no"),
                    "write `true` or `false`, `on` or `off`",
                )),
            }
        }
    }
    deserializer.deserialize_any(Visitor)
}

/// Reads a value that is written as a text, though YAML may take it for a number: `expected` says in words what it is.
///
/// # Errors
/// Where it is neither, and what `read` says of it.
pub fn scalar<'de, D, T, F>(deserializer: D, expected: &'static str, read: F) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: FnOnce(&str) -> Result<T, String>,
{
    struct Visitor<F> {
        expected: &'static str,
        read: F,
    }
    impl<T, F: FnOnce(&str) -> Result<T, String>> de::Visitor<'_> for Visitor<F> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(self.expected)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            (self.read)(text).map_err(E::custom)
        }
        fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }
        fn visit_f64<E: de::Error>(self, number: f64) -> Result<T, E> {
            self.visit_str(&number.to_string())
        }
    }
    deserializer.deserialize_any(Visitor { expected, read })
}
