//! Typed YAML with places: every mistake in a block of `key: value` lines, each at its own line and column.
//!
//! Serde reads a block that is right, and stops at the first mistake of one that is not. So a block that does not parse is
//! looked at again key by key, and what is right in it is kept: one wrong date does not hide a misspelt key, nor lose the
//! title. Where things stand is read by [`marks`] then, and only then.

mod block;
mod deprecated;
pub mod edits;
mod fields;
pub mod marks;
mod mistakes;
mod scalars;
pub mod shape;
mod write;

pub use block::{Block, KeyName};
pub use deprecated::{Deprecated, deprecated};
pub use fields::fields_of;
pub use mistakes::{mistake, mistake_text};
pub use scalars::{line, scalar, switch, text};
pub use write::{comment, is_switch, quoted};

use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath, Severity};
use marks::{Kind, Node};
use serde::de::DeserializeOwned;
use std::collections::HashSet;

/// A key that a block has and its type does not.
pub struct Unknown<'a> {
    /// The key.
    pub key: &'a str,
    /// Its value.
    pub value: &'a Node,
    /// The keys that there are.
    pub known: Vec<&'a str>,
    /// The key of the group that it stands in; none where it stands in none.
    pub below: Option<&'a str>,
}

/// Reads a block as a `T` whose keys are all optional (`#[serde(default, deny_unknown_fields)]`).
///
/// A key that is unknown or has a wrong value is reported and left out of the result. The result is the
/// default only where the block is no YAML at all.
pub fn parse<T: DeserializeOwned + Default>(block: Block) -> (T, Diagnostics) {
    parse_with(block, |_| None)
}

/// The same; `judge` says what an unknown key means, where it is more than an unknown key.
pub fn parse_with<T: DeserializeOwned + Default>(
    block: Block,
    judge: impl Fn(&Unknown) -> Option<Diagnostic>,
) -> (T, Diagnostics) {
    if let Some(at) = too_deep(block.yaml) {
        let problem = Diagnostic::error(Code::BadYaml, format!("more than {DEEPEST} brackets stand inside each other"));
        let problem = problem.at(block.place_at(at)).hint("close each `[` with a `]` and each `{` with a `}`");
        return (T::default(), problem.into());
    }
    // Only the blocks of an archive have other names.
    let named = block.names_other_keys().then(|| block.tree()).flatten();
    let renamed = named.as_ref().and_then(|tree| block.renamed(tree));
    let yaml = renamed.as_deref().unwrap_or(block.yaml);
    let mut passed_over = named.map(|tree| passed_over::<T>(&block, &tree, &judge)).unwrap_or_default();
    let (value, mut problems) = match serde_yaml::from_str::<Option<T>>(yaml) {
        Ok(value) => (value.unwrap_or_default(), slips(&block)),
        Err(error) => piecewise(&block, yaml, &error, judge),
    };
    problems.0.append(&mut passed_over.0);
    (value, problems)
}

/// Open brackets that a parser is given: each takes its part of the stack, and is looked at again with every sign that follows.
/// Whether they are part of a text is not asked: none has as many.
const DEEPEST: usize = 500;

/// Where more brackets are open than any block has.
fn too_deep(yaml: &str) -> Option<usize> {
    let mut depth = 0_usize;
    yaml.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Keys that the site does not need and that say something which may not be passed over.
fn passed_over<T: DeserializeOwned>(
    block: &Block,
    tree: &Node,
    judge: impl Fn(&Unknown) -> Option<Diagnostic>,
) -> Diagnostics {
    let known = fields_of::<T>();
    let judged = tree.entries().iter().filter_map(|(key, value)| {
        let name = key.as_text().filter(|key| block.passes_over(key))?;
        let problem = judge(&Unknown { key: name, value, known: known.to_vec(), below: None })?;
        let is_error = problem.severity == Severity::Error;
        is_error.then(|| problem.at(block.place_at(key.range.start)).about(About::Key(KeyPath::from(name))))
    });
    Diagnostics(judged.collect())
}

/// Slips that YAML takes for something else: a word that begins with `!`, and escapes for characters that no page may have.
/// Few blocks have the signs for either.
fn slips(block: &Block) -> Diagnostics {
    let bytes = block.yaml.as_bytes();
    let begins_a_word = |at: usize| {
        let before = at.checked_sub(1).map_or(b' ', |at| bytes[at]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        (before.is_ascii_whitespace() || b"[{,".contains(&before)) && !after.is_ascii_whitespace()
    };
    let is_suspect = memchr::memchr3_iter(b'!', b'&', b'\\', bytes).any(|at| bytes[at] == b'\\' || begins_a_word(at));
    if !is_suspect {
        return Diagnostics::default();
    }
    let mut problems = Diagnostics::default();
    if let Some(tree) = block.tree() {
        let are_names_meant = tree.has_alias();
        tree.walk(&KeyPath::default(), &mut |path, value| {
            // The block itself is no value of a key.
            if path.steps().is_empty() {
                return;
            }
            if value.is_anchored && !are_names_meant {
                // The value begins behind its name.
                let start = block.yaml[..value.range.start].rfind('&').unwrap_or(value.range.start);
                let word = block.yaml[start..].split_whitespace().next().unwrap_or_default();
                problems.push(lost_word(block, path, start, word));
            }
            if let Some(tag) = &value.tag {
                problems.push(lost_word(block, path, value.range.start, tag));
            }
            problems.extend(control_character(block, path, value));
        });
    }
    problems
}

/// The first word of a text, which YAML takes for a name (`&word`) or a type (`!word`) of the rest.
fn lost_word(block: &Block, path: &KeyPath, start: usize, word: &str) -> Diagnostic {
    let sign = word.chars().next().unwrap_or_default();
    let message = format!("a text that begins with `{sign}` must be in quotes: `{word}` is lost here");
    Diagnostic::error(Code::BadYaml, message)
        .at(block.place_at(start))
        .about(About::Key(path.clone()))
        .hint(format!("put the whole text in quotes: `{path}: \"{word} …\"`"))
}

/// A character in a text that no page may have: an escape stands for it.
fn control_character(block: &Block, path: &KeyPath, value: &Node) -> Option<Diagnostic> {
    let is_forbidden = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}') || *c == '\u{fffe}';
    let c = value.as_text()?.chars().find(is_forbidden)?;
    let message = format!("`{path}` has an invisible control character, U+{:04X}", u32::from(c));
    Some(
        Diagnostic::warning(Code::ControlCharacter, message)
            .at(block.place_at(value.range.start))
            .about(About::Key(path.clone()))
            .hint("remove the escape that stands for it, `\\e` or `\\x..`: no page and no feed may have it"),
    )
}

/// Reads a block in which something is wrong, key by key.
fn piecewise<T: DeserializeOwned + Default>(
    block: &Block,
    yaml: &str,
    error: &serde_yaml::Error,
    judge: impl Fn(&Unknown) -> Option<Diagnostic>,
) -> (T, Diagnostics) {
    // The block may have other names for keys than the text that is read; both have as many entries in the same order.
    let (tree, written) = (marks::read(yaml), block.tree());
    let has_twice = tree.as_ref().is_some_and(|tree| twice(tree).is_some());
    // A type may be at odds with a block before the block itself is.
    if let Some(error) = serde_yaml::from_str::<serde_yaml::Value>(yaml).err().filter(|_| !has_twice) {
        let problem = written.as_ref().and_then(|tree| huge_number(block, tree));
        return (T::default(), problem.unwrap_or_else(|| mistakes::syntax(block, &error)).into());
    }
    let (Some(tree), Some(written)) = (tree, written) else {
        return (T::default(), mistakes::syntax(block, error).into());
    };
    if !matches!(tree.kind, Kind::Group(_)) {
        return (T::default(), mistakes::no_group(block, tree.range.start).into());
    }
    let is_flow = yaml[tree.range.start..].starts_with('{');
    let mut entries: Vec<Piece> = Vec::new();
    let mut problems = slips(block);
    let is_read = |(key, _): &&(Node, Node)| !block.passes_over(key.as_text().unwrap_or_default());
    let written_entries: Vec<&(Node, Node)> = written.entries().iter().filter(is_read).collect();
    let starts: Vec<usize> = tree.entries().iter().map(|(key, _)| key.range.start).collect();
    let mut sound = yaml.to_owned();
    for (i, (key, value)) in tree.entries().iter().enumerate() {
        let name = key.as_text().unwrap_or_default();
        let until = starts.get(i + 1).copied().unwrap_or(if is_flow { value.range.end } else { yaml.len() });
        let text = &yaml[key.range.start..until.max(key.range.start)];
        let text = if is_flow { format!("{{{}}}", text.trim_end().trim_end_matches(',')) } else { text.to_owned() };
        let place = |offset: usize| block.place_at(offset);
        let as_written = written_entries.get(i).copied();
        let found = if entries.iter().any(|earlier| earlier.name == name) {
            let written = as_written.and_then(|(key, _)| key.as_text()).unwrap_or(name);
            let message = match written == name {
                true => format!("`{name}` is written twice"),
                false => format!("`{written}` says again what `{name}` says"),
            };
            Some(Diagnostic::error(Code::BadYaml, message).hint("remove one of the two"))
                .map(|problem| problem.about(About::Key(KeyPath::from(name))))
                .map(|problem| problem.at(place(as_written.map_or(0, |(key, _)| key.range.start))))
        } else if let Some((_, twice)) = as_written.and_then(|(_, value)| twice(value)) {
            Some(
                Diagnostic::error(Code::BadYaml, format!("a key is written twice below `{name}`"))
                    .at(place(twice))
                    .about(About::Key(KeyPath::from(name)))
                    .hint("remove one of the two"),
            )
        } else {
            let written_name = as_written.and_then(|(key, _)| key.as_text()).unwrap_or(name);
            mistakes::in_entry::<T>(block, &written, (name, written_name, value), &text, &judge)
        };
        match found {
            Some(_) if !is_flow && fill_empty::<T>(&mut sound, name, value, key.range.start..until) => {
                entries.push(Piece { name, range: key.range.start..until });
            }
            Some(problem) => {
                problems.push(problem);
                erase(&mut sound, key.range.start..until);
            }
            None => entries.push(Piece { name, range: key.range.start..until }),
        }
    }
    let read = |sound: &str| serde_yaml::from_str::<Option<T>>(sound);
    let result = match read(&sound) {
        Ok(value) => return (value.unwrap_or_default(), problems),
        Err(error) => error,
    };
    // Each is right alone, and yet they do not go together: one key under two names, `author` and `authors`.
    let together = |first: &Piece, second: &Piece| {
        let mut both = sound.clone();
        for piece in entries.iter().filter(|piece| ![first.name, second.name].contains(&piece.name)) {
            erase(&mut both, piece.range.clone());
        }
        read(&both).is_ok()
    };
    for (i, second) in entries.iter().enumerate() {
        if let Some(first) = entries[..i].iter().find(|first| !together(first, second)) {
            let message = format!("`{}` says again what `{}` says", second.name, first.name);
            problems.push(
                Diagnostic::error(Code::BadYaml, message)
                    .at(block.place_of(second.name))
                    .about(About::Key(KeyPath::from(first.name)))
                    .hint("they are one key: remove one of the two"),
            );
            let mut without = sound.clone();
            erase(&mut without, second.range.clone());
            return (read(&without).ok().flatten().unwrap_or_default(), problems);
        }
    }
    problems.push(mistakes::syntax(block, &result));
    (T::default(), problems)
}

/// A key with its value in the text of a block.
struct Piece<'a> {
    name: &'a str,
    range: std::ops::Range<usize>,
}

/// A number that is too large for what reads YAML, which would say so in words of its own.
fn huge_number(block: &Block, tree: &Node) -> Option<Diagnostic> {
    let mut found = None;
    tree.walk(&KeyPath::default(), &mut |path, node| {
        let Kind::Scalar { text, is_plain: true } = &node.kind else { return };
        let digits = text.trim_start_matches(['+', '-']);
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if found.is_none() && is_number && text.parse::<i64>().is_err() && text.parse::<u64>().is_err() {
            let problem = Diagnostic::error(Code::BadValue, format!("`{path}` is a number that is far too large"));
            let problem = problem.at(block.place_at(node.range.start)).about(About::Key(path.clone()));
            found = Some(problem.hint("write a smaller one; if it is a text, put it in quotes"));
        }
    });
    found
}

/// Reads empty values (`""`), where that is all that is wrong with an entry, as values that are not there: forms write them
/// for what nobody has filled in. One that says yes or no stays wrong: what is meant by it decides who sees a text.
fn fill_empty<T: DeserializeOwned>(text: &mut String, name: &str, value: &Node, entry: std::ops::Range<usize>) -> bool {
    let mut empty = Vec::new();
    value.walk(&KeyPath::default(), &mut |_, node| {
        let written = text.get(node.range.clone()).unwrap_or_default();
        if matches!(written.trim_end(), "\"\"" | "''") {
            empty.push(node.range.start);
        }
    });
    let is_switch = value.as_text().is_some() && serde_yaml::from_str::<T>(&format!("{name}: false")).is_ok();
    if empty.is_empty() || is_switch {
        return false;
    }
    let mut filled = text.clone();
    empty.into_iter().for_each(|at| filled.replace_range(at..at + 2, "~ "));
    let reads = serde_yaml::from_str::<Option<T>>(&filled[entry]).is_ok();
    if reads {
        *text = filled;
    }
    reads
}

/// Takes a part of a text out of it. Its lines stay, empty, so that what is below keeps its place.
fn erase(text: &mut String, range: std::ops::Range<usize>) {
    let blank: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blank);
}

/// A key that stands twice in a group inside a value, and where the second one stands.
fn twice(value: &Node) -> Option<(&str, usize)> {
    match &value.kind {
        Kind::Scalar { .. } | Kind::Alias => None,
        Kind::List(items) => items.iter().find_map(twice),
        Kind::Group(entries) => {
            let mut seen = HashSet::new();
            let again = entries.iter().find_map(|(key, _)| {
                let name = key.as_text()?;
                (!seen.insert(name)).then_some((name, key.range.start))
            });
            again.or_else(|| entries.iter().find_map(|(_, value)| twice(value)))
        }
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
    fn an_empty_value_is_none_unless_it_says_yes_or_no() {
        #[derive(Debug, Default, Deserialize, PartialEq)]
        #[serde(default, deny_unknown_fields)]
        struct Form {
            title: Option<String>,
            count: Option<u32>,
            draft: Option<bool>,
            card: Option<Card>,
        }
        let parsed = |yaml: &str| parse::<Form>(Block::whole("a.md", yaml));
        let (form, problems) = parsed("title: T\ncount: \"\"\ncard:\n  title: ''\n  count: ''\n");
        assert_eq!(problems.0.len(), 0, "{problems:?}");
        assert_eq!((form.title.as_deref(), form.count), (Some("T"), None));
        assert_eq!(form.card.and_then(|card| card.count), None);
        let (_, problems) = parsed("title: T\ndraft: \"\"\ncuont: \"\"\n");
        assert_eq!(problems.0.iter().map(|p| p.code).collect::<Vec<_>>(), [Code::BadValue, Code::UnknownKey]);
    }

    #[test]
    fn a_wrong_type_is_said_in_words() {
        let (_, problems) = parsed("title: [a, b]\ntags: {a: b}\n");
        assert!(problems[0].3.starts_with("`title` must be text, but this is a list"), "{problems:?}");
        assert!(problems[1].3.starts_with("`tags` must be a list, but this is a group"), "{problems:?}");
    }

    #[test]
    fn broken_yaml_below_an_unknown_key_is_broken_yaml() {
        let (_, problems) = parsed("layout: post\ntitle: Oil: the cap\n");
        assert_eq!((problems[0].0, problems[0].1), (Code::BadYaml, 2), "{problems:?}");
        assert!(problems[0].3.contains("must be in quotes"), "{problems:?}");
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
    fn a_number_beyond_all_bounds_is_told_in_words() {
        for count in ["99999999999999999999", "-99999999999999999999"] {
            let (_, problems) = parsed(&format!("title: a\ncount: {count}\n"));
            assert_eq!((problems[0].0, problems[0].1, problems[0].2), (Code::BadValue, 2, 8), "{problems:?}");
            assert!(problems[0].3.contains("far too large"), "{problems:?}");
        }
    }

    #[test]
    fn brackets_without_end_are_told_and_not_read() {
        for open in ["[", "{a: ", "- [", "{"] {
            let (card, problems) = parsed(&format!("title: T\ntags: {}\n", open.repeat(50_000)));
            assert_eq!((card, problems[0].0, problems[0].1), (Card::default(), Code::BadYaml, 2), "{open}");
        }
    }

    #[test]
    fn an_empty_block_is_the_default() {
        assert_eq!(parsed("").0, Card::default());
        assert_eq!(parsed("# nothing\n").0, Card::default());
    }
}
