//! Typed YAML with places: every mistake in a block of `key: value` lines, each at its own line and column.
//!
//! Serde stops at the first mistake. So a block that does not parse is looked at again key by key, and what
//! is right in it is kept: one wrong date does not hide a misspelt key, nor lose the title.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use serde::de::DeserializeOwned;

/// A block of YAML inside a file.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// Path of the file below the site's root.
    pub path: &'a str,
    /// The whole file, for excerpts.
    pub text: &'a str,
    /// The block.
    pub yaml: &'a str,
    /// The number of lines of the file above the block.
    pub lines_above: usize,
}

impl<'a> Block<'a> {
    /// A file that is YAML from its first line to its last.
    pub fn whole(path: &'a str, text: &'a str) -> Block<'a> {
        Block { path, text, yaml: text, lines_above: 0 }
    }

    fn place(&self, line: usize, column: usize) -> Place {
        Place::at(self.path, self.text, self.lines_above + line, column)
    }

    /// The place of a top-level key, or of the block's first line.
    pub fn place_of(&self, key: &str) -> Place {
        match entries(self.yaml).into_iter().find(|entry| entry.key == key) {
            Some(entry) => self.place(entry.line, 1),
            None => self.place(1, 1),
        }
    }

    /// Whether a top-level key is written.
    pub fn has_key(&self, key: &str) -> bool {
        entries(self.yaml).iter().any(|entry| entry.key == key)
    }

    /// Where, in bytes of the file, the lines of a top-level key and its value end; comments and empty lines below them
    /// belong to what follows.
    pub fn end_of(&self, key: &str) -> Option<usize> {
        let entry = entries(self.yaml).into_iter().find(|entry| entry.key == key)?;
        let start = entry.text.as_ptr() as usize - self.text.as_ptr() as usize;
        let mut end = 0;
        let mut offset = 0;
        for line in entry.text.split_inclusive('\n') {
            offset += line.len();
            if end == 0 || (line.starts_with([' ', '\t']) && !line.trim().is_empty()) {
                end = offset;
            }
        }
        Some(start + end)
    }

    /// The range in the block of a top-level key with its value, and with what stands between it and the next key.
    pub fn range_of(&self, key: &str) -> Option<std::ops::Range<usize>> {
        let entry = entries(self.yaml).into_iter().find(|entry| entry.key == key)?;
        let start = entry.text.as_ptr() as usize - self.yaml.as_ptr() as usize;
        Some(start..start + entry.text.len())
    }

    /// The place of the first line inside the value of a top-level key that holds `word`, or of the key.
    pub fn place_in(&self, key: &str, word: &str) -> Place {
        let Some(entry) = entries(self.yaml).into_iter().find(|entry| entry.key == key) else {
            return self.place(1, 1);
        };
        for (i, line) in entry.text.lines().enumerate() {
            let from = if i == 0 { key.len() } else { 0 };
            if let Some(found) = line.get(from..).and_then(|rest| rest.find(word)) {
                return self.place(entry.line + i, line[..from + found].chars().count() + 1);
            }
        }
        self.place(entry.line, 1)
    }
}

/// Reads `true`, `false`, `on` or `off`: YAML 1.2 takes the last two for texts.
///
/// # Errors
/// Where it is something else.
pub fn switch<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    struct Visitor;
    impl serde::de::Visitor<'_> for Visitor {
        type Value = Option<bool>;
        fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            f.write_str("`on` or `off`")
        }
        fn visit_bool<E: serde::de::Error>(self, on: bool) -> Result<Self::Value, E> {
            Ok(Some(on))
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            match text {
                "on" | "yes" => Ok(Some(true)),
                "off" | "no" => Ok(Some(false)),
                _ => Err(E::custom(format!("`{text}` is neither `on` nor `off`; write `on` or `off`"))),
            }
        }
    }
    deserializer.deserialize_any(Visitor)
}

/// Reads a block as a `T` whose keys are all optional (`#[serde(default, deny_unknown_fields)]`).
///
/// A key that is unknown or has a wrong value is reported and left out of the result. The result is the
/// default only where the block is no YAML at all.
pub fn parse<T: DeserializeOwned + Default>(block: Block) -> (T, Diagnostics) {
    let quick = match serde_yaml::from_str::<Option<T>>(block.yaml) {
        Ok(value) => return (value.unwrap_or_default(), Diagnostics::default()),
        Err(error) => error,
    };
    if let Err(error) = serde_yaml::from_str::<serde_yaml::Value>(block.yaml)
        && !error.to_string().contains("duplicate entry")
    {
        return (T::default(), syntax_error(&block, &error).into());
    }
    let mut problems = Diagnostics::default();
    let mut sound = block.yaml.to_owned();
    let mut seen: Vec<&str> = Vec::new();
    for entry in entries(block.yaml) {
        let problem = if seen.contains(&entry.key) {
            let message = format!("`{}` is written twice", entry.key);
            Some(Diagnostic::error(Code::BadYaml, message).at(block.place(entry.line, 1)).hint("remove one of the two"))
        } else {
            serde_yaml::from_str::<T>(entry.text).err().map(|error| value_error(&block, &entry, &error))
        };
        seen.push(entry.key);
        if let Some(problem) = problem {
            problems.push(problem);
            let start = entry.text.as_ptr() as usize - block.yaml.as_ptr() as usize;
            // The lines stay, empty, so that later places are right.
            let blank: String = entry.text.chars().filter(|c| *c == '\n').collect();
            let kept = sound.len() - (block.yaml.len() - start);
            sound.replace_range(kept..kept + entry.text.len(), &blank);
        }
    }
    if problems.0.is_empty() {
        let problem = two_names(&block, &quick).unwrap_or_else(|| syntax_error(&block, &quick));
        return (T::default(), problem.into());
    }
    (serde_yaml::from_str::<Option<T>>(&sound).ok().flatten().unwrap_or_default(), problems)
}

struct Entry<'a> {
    key: &'a str,
    /// Line of the block, from 1.
    line: usize,
    /// The key's line and everything that belongs to it.
    text: &'a str,
}

/// The top-level entries of a block mapping: a line that begins with a key, and the lines below it.
fn entries(yaml: &str) -> Vec<Entry<'_>> {
    let mut starts: Vec<(usize, usize, &str)> = Vec::new();
    let mut offset = 0;
    for (i, line) in yaml.split_inclusive('\n').enumerate() {
        if let Some(key) = key_of(line) {
            starts.push((offset, i + 1, key));
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).map(|s| s.0).chain([yaml.len()]).collect::<Vec<_>>();
    starts
        .iter()
        .zip(ends)
        .map(|((start, line, key), end)| Entry { key, line: *line, text: &yaml[*start..end] })
        .collect()
}

fn key_of(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if first.is_whitespace() || matches!(first, '#' | '-' | '}' | ']' | '.') {
        return None;
    }
    let (key, rest) = line.split_once(':')?;
    (rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])).then(|| key.trim().trim_matches(['"', '\'']))
}

fn value_error(block: &Block, entry: &Entry, error: &serde_yaml::Error) -> Diagnostic {
    let (line, column) = error.location().map_or((1, 1), |l| (l.line(), l.column()));
    let mut place = block.place(entry.line + line - 1, column);
    let text = without_location(error);
    let (text, key) = match text.split_once(": ") {
        Some((path, rest)) if path.starts_with(entry.key) => (rest.to_owned(), path.to_owned()),
        _ => (text, entry.key.to_owned()),
    };
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    if let Some(rest) = text.strip_prefix("unknown field `") {
        let word = rest.split('`').next().unwrap_or_default();
        let known = quoted.get(1..).unwrap_or_default();
        if word == entry.key {
            place = block.place(entry.line, 1);
            let message = format!("the key `{word}` is not known");
            return Diagnostic::warning(Code::UnknownKey, message)
                .at(place)
                .did_you_mean(word, known.iter().copied())
                .hint("a theme's own values go below `extra:`");
        }
        let message = format!("`{}` knows no `{word}`", entry.key);
        return Diagnostic::error(Code::UnknownKey, message)
            .at(place)
            .did_you_mean(word, known.iter().copied())
            .hint(format!("it knows {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")));
    }
    if let Some(rest) = text.strip_prefix("unknown variant `") {
        let word = rest.split('`').next().unwrap_or_default();
        let known = quoted.get(1..).unwrap_or_default();
        return Diagnostic::error(Code::BadValue, format!("`{key}` cannot be `{word}`"))
            .at(place)
            .did_you_mean(word, known.iter().copied())
            .hint(format!("it is one of {}", known.join(", ")));
    }
    if let Some(rest) = text.strip_prefix("missing field `") {
        let word = rest.trim_end_matches('`');
        return Diagnostic::error(Code::MissingKey, format!("`{key}` lacks `{word}`"))
            .at(place)
            .hint(format!("add `{word}: …`"));
    }
    if let Some((found, expected)) = text.strip_prefix("invalid type: ").and_then(|t| t.split_once(", expected ")) {
        return Diagnostic::error(
            Code::BadValue,
            format!("`{key}` must be {}, but this is {}", expected_in_words(expected), found_in_words(found)),
        )
        .at(place)
        .hint(format!("the reference of front matter and configuration shows how `{}` is written", entry.key));
    }
    // Our own types say what is wrong, then what to do.
    match text.rsplit_once("; ") {
        Some((wrong, hint)) => Diagnostic::error(Code::BadValue, format!("`{key}`: {wrong}")).at(place).hint(hint),
        None => Diagnostic::error(Code::BadValue, format!("`{key}`: {text}")).at(place),
    }
}

fn expected_in_words(expected: &str) -> String {
    match expected {
        "a string" | "string" => "text".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        "a sequence" => "a list".to_owned(),
        e if e.starts_with("struct ") || e == "a map" => "a group of `key: value`".to_owned(),
        "usize" | "u32" | "u64" | "u16" | "u8" => "a whole number".to_owned(),
        other => other.to_owned(),
    }
}

fn found_in_words(found: &str) -> String {
    let value = found.split('`').nth(1).unwrap_or_default();
    match found.split([' ', '`']).next().unwrap_or_default() {
        "integer" | "floating" => format!("the number {value}"),
        "boolean" => format!("`{value}`"),
        "string" => format!("the text {}", found.strip_prefix("string ").unwrap_or_default()),
        "sequence" => "a list".to_owned(),
        "map" => "a group of `key: value`".to_owned(),
        "unit" => "empty".to_owned(),
        _ => found.to_owned(),
    }
}

/// One key under two names, `author` and `authors`: each is right alone.
fn two_names(block: &Block, error: &serde_yaml::Error) -> Option<Diagnostic> {
    let text = error.to_string();
    let field = text.strip_prefix("duplicate field `")?.split('`').next()?;
    let second = entries(block.yaml).into_iter().filter(|entry| entry.key.starts_with(field)).nth(1)?;
    let message = format!("`{}` says again what `{field}` says", second.key);
    Some(
        Diagnostic::error(Code::BadYaml, message)
            .at(block.place(second.line, 1))
            .hint("they are one key: remove one of the two"),
    )
}

fn syntax_error(block: &Block, error: &serde_yaml::Error) -> Diagnostic {
    let (line, column) = error.location().map_or((1, 1), |l| (l.line(), l.column()));
    let text = without_location(error);
    let hint = if text.contains("mapping values are not allowed") {
        "a text that contains a colon must be in quotes: title: \"Oil: the price cap\""
    } else if text.contains("cannot start any token") {
        "a text that begins with @, ` or %, or a line indented with a tab: put the text in quotes, indent with spaces"
    } else if text.contains("expected key") || text.contains("block mapping") {
        "check the indentation and the quotation marks of this line and the one above"
    } else if text.contains("alias") || text.contains("anchor") {
        "a text that begins with * or & must be in quotes"
    } else if text.contains("invalid type") {
        "it is a list of lines `key: value`"
    } else {
        "check quotation marks and brackets: each needs its partner"
    };
    Diagnostic::error(Code::BadYaml, format!("this is not valid YAML: {text}")).at(block.place(line, column)).hint(hint)
}

fn without_location(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default, deny_unknown_fields)]
    struct Card {
        title: Option<String>,
        summary: Option<String>,
        count: Option<u32>,
        tags: Vec<String>,
    }

    fn parsed(yaml: &str) -> (Card, Vec<(Code, u32, u32, String)>) {
        let (card, problems) = parse::<Card>(Block::whole("a.md", yaml));
        let seen = problems.0.into_iter().map(|d| {
            let place = d.place.unwrap();
            (d.code, place.line, place.column, format!("{} | {}", d.message, d.hints.join(" | ")))
        });
        (card, seen.collect())
    }

    #[test]
    fn every_mistake_is_reported_and_what_is_right_is_kept() {
        let (card, problems) = parsed("title: Right\nsumary: x\ncount: many\ntags:\n  - a\n  - [b]\n");
        assert_eq!(card.title.as_deref(), Some("Right"));
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert_eq!((problems[0].0, problems[0].1), (Code::UnknownKey, 2));
        assert!(problems[0].3.contains("did you mean `summary`"), "{problems:?}");
        assert_eq!((problems[1].0, problems[1].1), (Code::BadValue, 3));
        assert_eq!((problems[2].0, problems[2].1), (Code::BadValue, 6));
    }

    #[test]
    fn a_wrong_type_is_said_in_words() {
        let (_, problems) = parsed("title: [a, b]\ntags: {a: b}\n");
        assert!(problems[0].3.starts_with("`title` must be text, but this is a list"), "{problems:?}");
        assert!(problems[1].3.starts_with("`tags` must be a list, but this is a group"), "{problems:?}");
    }

    #[test]
    fn broken_yaml_has_a_place_and_a_way_out() {
        let (_, problems) = parsed("title: Oil: the cap\nsummary: x\n");
        assert_eq!((problems[0].0, problems[0].1), (Code::BadYaml, 1));
        assert!(problems[0].3.contains("must be in quotes"), "{problems:?}");
    }

    #[test]
    fn a_key_written_twice_is_reported() {
        let (_, problems) = parsed("title: a\ntitle: b\n");
        assert_eq!((problems[0].0, problems[0].1), (Code::BadYaml, 2));
    }

    #[test]
    fn an_empty_block_is_the_default() {
        assert_eq!(parsed("").0, Card::default());
        assert_eq!(parsed("# nothing\n").0, Card::default());
    }
}
