//! What serde says of a mistake, in a writer's words. Serde and its YAML parser give texts and no data: they are read here
//! and nowhere else, and the tests at the end hold their present wording.

use super::Unknown;
use super::block::Block;
use super::fields::fields_of;
use super::marks::Node;
use crate::diagnostic::{About, Code, Diagnostic, KeyPath, Step};
use serde::de::DeserializeOwned;

/// Stands between what is wrong and what to do in the texts of our own types: no text that people write has it.
const BETWEEN: char = '\u{1f}';

/// An error of one of our own types: what is wrong, and what to do.
pub fn mistake<E: serde::de::Error>(wrong: impl std::fmt::Display, to_do: impl std::fmt::Display) -> E {
    E::custom(mistake_text(wrong, to_do))
}

/// The same as a text, for errors that serde makes of texts (`TryFrom`).
pub fn mistake_text(wrong: impl std::fmt::Display, to_do: impl std::fmt::Display) -> String {
    format!("{wrong}{BETWEEN}{to_do}")
}

/// A block that is a list, or a text.
pub(super) fn no_group(block: &Block, offset: usize) -> Diagnostic {
    Diagnostic::error(Code::BadYaml, "this is not a group of lines `key: value`")
        .at(block.place_at(offset))
        .about(About::Block)
        .hint("write a key, a colon, a space and the value on each line: `title: …`")
}

/// What is wrong in one entry of a block, if anything is. `text` is the entry alone.
pub(super) fn in_entry<T: DeserializeOwned>(
    block: &Block,
    tree: &Node,
    (key, written, value): (&str, &str, &Node),
    text: &str,
    judge: impl Fn(&Unknown) -> Option<Diagnostic>,
) -> Option<Diagnostic> {
    let error = serde_path_to_error::deserialize::<_, T>(serde_yaml::Deserializer::from_str(text)).err()?;
    let mut path: KeyPath = error.path().iter().filter_map(step).collect();
    if path.top() != Some(key) {
        path = KeyPath::from(key);
    }
    let text = without_path(&without_location(error.inner()), key);
    // In the file the key may have another name.
    let in_file = || {
        let rest = path.steps().iter().skip(1).cloned();
        std::iter::once(Step::Key(written.to_owned())).chain(rest).collect::<KeyPath>()
    };
    let place_of = |path: &KeyPath| block.place_at(tree.find(path).unwrap_or(0));
    if let Some((word, known)) = unknown_field(&text) {
        // A group may lack a word that is its own name: `image: { image: … }`.
        if word == key && !fields_of::<T>().contains(&key) {
            let place = place_of(&KeyPath::from(written));
            let judged = judge(&Unknown { key, value, known: known.clone(), below: None });
            let problem = judged.unwrap_or_else(|| {
                Diagnostic::warning(Code::UnknownKey, format!("the key `{word}` is not known"))
                    .did_you_mean(word, known.iter().copied())
            });
            return Some(problem.at(place).about(About::Key(KeyPath::from(key))));
        }
        let names_it = path.steps().last() == Some(&Step::Key(word.to_owned()));
        let place = place_of(&if names_it { in_file() } else { in_file().key(word) });
        if let Some(problem) = judge(&Unknown { key: word, value, known: known.clone(), below: Some(key) }) {
            return Some(problem.at(place).about(About::Key(path)));
        }
        return Some(
            Diagnostic::error(Code::UnknownKey, format!("`{key}` knows no `{word}`"))
                .at(place)
                .about(About::Key(path))
                .did_you_mean(word, known.iter().copied())
                .hint(format!("it knows {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "))),
        );
    }
    Some(value_in_words(&path, &text).at(place_of(&value_path(&in_file()))).about(About::Key(path)))
}

/// A way that leads to a value and not to the name of its key.
fn value_path(path: &KeyPath) -> KeyPath {
    path.clone().value()
}

fn step(segment: &serde_path_to_error::Segment) -> Option<Step> {
    match segment {
        serde_path_to_error::Segment::Seq { index } => Some(Step::Item(*index)),
        serde_path_to_error::Segment::Map { key } => Some(Step::Key(key.clone())),
        serde_path_to_error::Segment::Enum { .. } | serde_path_to_error::Segment::Unknown => None,
    }
}

/// The word and the known ones of "unknown field `a`, expected one of `b`, `c`".
fn unknown_field(text: &str) -> Option<(&str, Vec<&str>)> {
    text.strip_prefix("unknown field `").map(|_| words(text))
}

/// The first word in back quotes, and the others.
fn words(text: &str) -> (&str, Vec<&str>) {
    let mut quoted = text.split('`').skip(1).step_by(2);
    (quoted.next().unwrap_or_default(), quoted.collect())
}

fn value_in_words(path: &KeyPath, text: &str) -> Diagnostic {
    let bad = |message: String| Diagnostic::error(Code::BadValue, message);
    if text.starts_with("unknown variant `") {
        let (word, known) = words(text);
        return bad(format!("`{path}` cannot be `{word}`"))
            .did_you_mean(word, known.iter().copied())
            .hint(format!("it is one of {}", known.join(", ")));
    }
    if text.starts_with("missing field `") {
        let (word, _) = words(text);
        return Diagnostic::error(Code::MissingKey, format!("`{path}` lacks `{word}`"))
            .hint(format!("add `{word}: …`"));
    }
    if let Some((found, expected)) = text.strip_prefix("invalid type: ").and_then(|t| t.split_once(", expected ")) {
        let (expected, found) = (expected_in_words(expected), found_in_words(found));
        return bad(format!("`{path}` must be {expected}, but this is {found}")).hint(format!(
            "the reference of front matter and configuration shows how `{}` is written",
            path.top().unwrap_or_default()
        ));
    }
    match text.split_once(BETWEEN) {
        Some((wrong, to_do)) => bad(format!("`{path}`: {wrong}")).hint(to_do),
        None => bad(format!("`{path}`: {text}")).hint(format!(
            "the reference of front matter and configuration shows how `{}` is written",
            path.top().unwrap_or_default()
        )),
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

/// A block that is no YAML.
pub(super) fn syntax(block: &Block, error: &serde_yaml::Error) -> Diagnostic {
    let (line, column) = error.location().map_or((1, 1), |l| (l.line(), l.column()));
    let text = without_location(error);
    let hint = if text.contains("mapping values are not allowed") {
        "a text that contains a colon must be in quotes: title: \"Oil: the price cap\""
    } else if text.contains("cannot start any token") {
        "a text that begins with @, ` or %, or a line indented with a tab: put the text in quotes, indent with spaces"
    } else if text.contains("expected key") || text.contains("block mapping") {
        "check the indentation and the quotation marks of this line and the one above"
    } else if text.contains("could not find expected ':'") {
        "a line is a key, a colon, a space and a value: `draft: true`"
    } else if text.contains("alias") || text.contains("anchor") {
        "a text that begins with * or & must be in quotes"
    } else {
        "check quotation marks and brackets: each needs its partner"
    };
    Diagnostic::error(Code::BadYaml, format!("this is not valid YAML: {text}"))
        .at(block.place_in_lines(line, column))
        .about(About::Block)
        .hint(hint)
}

/// The text without "at line 1 column 2" at its end.
fn without_location(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    match text.find(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The text without "title: " at its beginning, the way to the value in the parser's own form.
fn without_path(text: &str, key: &str) -> String {
    match text.split_once(": ") {
        Some((path, rest)) if path.starts_with(key) && !path.contains(' ') => rest.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Card {
        #[allow(dead_code)]
        title: Option<String>,
        #[allow(dead_code)]
        count: Option<u32>,
        #[allow(dead_code)]
        form: Option<Form>,
        #[allow(dead_code)]
        link: Option<Link>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Form {
        Round,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Link {
        #[allow(dead_code)]
        url: String,
    }

    /// The sentences that [`in_entry`] and [`syntax`] take apart, as serde and the parser write them today.
    #[test]
    fn the_wording_of_serde_is_what_is_read_here() {
        let said = |yaml: &str| without_location(&serde_yaml::from_str::<Card>(yaml).unwrap_err());
        for (yaml, wording) in [
            ("titel: a", "unknown field `titel`, expected one of `title`, `count`, `form`, `link`"),
            ("link: { ulr: a }", "link: unknown field `ulr`, expected `url`"),
            ("link: {}", "link: missing field `url`"),
            ("form: square", "form: unknown variant `square`, expected `round`"),
            ("count: many", "count: invalid type: string \"many\", expected u32"),
            ("title: [a]", "title: invalid type: sequence, expected a string"),
            ("title: a: b", "mapping values are not allowed in this context"),
            ("title: @a", "found character that cannot start any token"),
        ] {
            let text = said(yaml);
            assert!(text.starts_with(wording), "{yaml}: {text}");
        }
    }
}
