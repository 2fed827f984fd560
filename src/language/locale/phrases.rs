//! Phrases: the words of Fluent messages as translators get them. A choice inside a sentence is taken apart: each of its
//! branches is a whole sentence, which is how a language can be translated into another.

use super::formats::is_category;
use super::to_translate::{forms_of_counts, ranked};
use super::untranslated::is_of_one_language;
use super::{TO_TRANSLATE, guard, is_house_style};
use crate::language::LanguageTag;
use fluent_syntax::ast::{
    Entry, Expression, Identifier, InlineExpression, Message, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::{parser, serializer};
use std::collections::HashMap;
use std::ops::Range;

/// Branches of one message at most: one with more is a program, and stays as it is.
const MOST_BRANCHES: usize = 48;

/// A message, a term, or an attribute of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The message, `name`, or the term, `-name`.
    pub message: String,
    /// The attribute, if it is one.
    pub attribute: Option<String>,
    /// What the comment above the message says.
    pub comment: String,
    /// Whether it is marked to be translated.
    pub is_marked: bool,
    /// Where the message begins in its file.
    pub offset: usize,
    /// Its words.
    pub words: Branches,
}

/// Words, or a choice between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Branches {
    /// Words and placeables.
    Words(Vec<Part>),
    /// A choice.
    Choice {
        /// What decides, as it is written: `$count`.
        selector: String,
        /// Whether it decides by plural forms.
        is_plural: bool,
        /// The branches by their keys; the last one is the default.
        branches: Vec<(String, Branches)>,
    },
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Words(String),
    /// What stands in braces, with them.
    Placeable(String),
}

/// The phrases of a Fluent file, without those that are a language's own affair.
pub fn phrases(text: &str) -> Vec<Phrase> {
    let (kept, _) = guard::guarded(text);
    let resource: Resource<&str> = match parser::parse(kept.as_ref()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let ranges = entry_ranges(text);
    let mut found = Vec::new();
    for entry in &resource.body {
        let (name, value, attributes, comment) = match entry {
            Entry::Message(message) => {
                (message.id.name.to_owned(), message.value.as_ref(), &message.attributes, &message.comment)
            }
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes, &term.comment),
            _ => continue,
        };
        if is_of_one_language(&name) || is_house_style(&name) {
            continue;
        }
        let is_mark = |line: &str| format!("# {line}") == TO_TRANSLATE;
        let is_marked = comment.as_ref().is_some_and(|comment| comment.content.iter().any(|line| is_mark(line)));
        let comment = comment.as_ref().map(|comment| {
            let lines = comment.content.iter().filter(|line| !is_mark(line));
            lines.copied().collect::<Vec<_>>().join("\n")
        });
        let offset = ranges.get(name.as_str()).map_or(0, |range| range.start);
        let phrase = |attribute: Option<&str>, pattern: &Pattern<&str>| Phrase {
            message: name.clone(),
            attribute: attribute.map(str::to_owned),
            comment: comment.clone().unwrap_or_default(),
            is_marked,
            offset,
            words: branches(pattern),
        };
        found.extend(value.map(|pattern| phrase(None, pattern)));
        found.extend(attributes.iter().map(|attribute| phrase(Some(attribute.id.name), &attribute.value)));
    }
    found
}

fn branches(pattern: &Pattern<&str>) -> Branches {
    let whole = of_elements(&pattern.elements);
    if whole.leaves().len() <= MOST_BRANCHES { whole } else { Branches::Words(parts(&pattern.elements)) }
}

fn of_elements(elements: &[PatternElement<&str>]) -> Branches {
    let choice = elements.iter().enumerate().find_map(|(i, element)| match element {
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            Some((i, selector, variants))
        }
        _ => None,
    });
    let Some((i, selector, variants)) = choice else { return Branches::Words(parts(elements)) };
    let mut sorted: Vec<_> = variants.iter().collect();
    sorted.sort_by_key(|variant| variant.default);
    let name = |key: &VariantKey<&str>| match key {
        VariantKey::Identifier { name } => (*name).to_owned(),
        VariantKey::NumberLiteral { value } => (*value).to_owned(),
    };
    let is_word = |key: &VariantKey<&str>| matches!(key, VariantKey::Identifier { .. });
    let words = || sorted.iter().filter(|variant| is_word(&variant.key)).map(|variant| name(&variant.key));
    let is_plural = words().count() > 0 && words().all(|word| is_category(&word)) && ranked(selector).is_none();
    let branch = |variant: &&fluent_syntax::ast::Variant<&str>| {
        let around = elements[..i].iter().chain(&variant.value.elements).chain(&elements[i + 1..]);
        (name(&variant.key), of_elements(&around.cloned().collect::<Vec<_>>()))
    };
    Branches::Choice { selector: inline(selector), is_plural, branches: sorted.iter().map(branch).collect() }
}

fn parts(elements: &[PatternElement<&str>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for element in elements {
        match (element, parts.last_mut()) {
            (PatternElement::TextElement { value }, Some(Part::Words(words))) => words.push_str(value),
            (PatternElement::TextElement { value }, _) => parts.push(Part::Words((*value).to_owned())),
            (PatternElement::Placeable { expression }, _) => parts.push(Part::Placeable(placeable(expression))),
        }
    }
    parts
}

fn placeable(expression: &Expression<&str>) -> String {
    let element = PatternElement::Placeable { expression: expression.clone() };
    serialized(vec![element])
}

fn inline(expression: &InlineExpression<&str>) -> String {
    let text = placeable(&Expression::Inline(expression.clone()));
    text.trim_start_matches('{').trim_end_matches('}').trim().to_owned()
}

/// A pattern as it is written behind `=`.
fn serialized(elements: Vec<PatternElement<&str>>) -> String {
    let message = Message {
        id: Identifier { name: "x" },
        value: Some(Pattern { elements }),
        attributes: Vec::new(),
        comment: None,
    };
    let text = serializer::serialize(&Resource { body: vec![Entry::Message(message)] });
    text.trim_start_matches("x =").trim().to_owned()
}

impl Branches {
    /// The sentences with the keys that lead to each.
    pub fn leaves(&self) -> Vec<(Vec<&str>, &[Part])> {
        match self {
            Branches::Words(parts) => vec![(Vec::new(), parts)],
            Branches::Choice { branches, .. } => branches
                .iter()
                .flat_map(|(key, below)| {
                    below.leaves().into_iter().map(move |(mut keys, parts)| {
                        keys.insert(0, key.as_str());
                        (keys, parts)
                    })
                })
                .collect(),
        }
    }

    /// The same with the plural forms of another language: what it does not have of them says what the default says.
    pub fn fitted(&self, language: &LanguageTag) -> Branches {
        let Branches::Choice { selector, is_plural, branches } = self else { return self.clone() };
        let fit = |(key, below): &(String, Branches)| (key.clone(), below.fitted(language));
        let mut fitted: Vec<(String, Branches)> = match is_plural {
            false => branches.iter().map(fit).collect(),
            true => branches.iter().filter(|(key, _)| !is_category(key)).map(fit).collect(),
        };
        if *is_plural {
            let Some((_, default)) = branches.last() else { return self.clone() };
            for form in forms_of_counts(language) {
                let own = branches.iter().find(|(key, _)| key == form).map_or(default, |(_, below)| below);
                fitted.push((form.to_owned(), own.fitted(language)));
            }
        }
        match &mut fitted[..] {
            [(_, only)] if *is_plural => only.clone(),
            _ => Branches::Choice { selector: selector.clone(), is_plural: *is_plural, branches: fitted },
        }
    }

    /// What another wording of the same says where this one has some keys: nothing where it is built in another way.
    pub fn leaf(&self, keys: &[&str], model: &Branches) -> Option<&[Part]> {
        match (self, model) {
            (Branches::Words(parts), _) => Some(parts),
            (Branches::Choice { .. }, Branches::Words(_)) => None,
            (
                Branches::Choice { selector, branches, .. },
                Branches::Choice { selector: theirs, branches: models, .. },
            ) => {
                let (key, rest) = keys.split_first()?;
                let of_key = |(name, _): &&(String, Branches)| name == key;
                let (_, below) = branches.iter().find(of_key).filter(|_| selector == theirs)?;
                let (_, model) = models.iter().find(of_key)?;
                below.leaf(rest, model)
            }
        }
    }

    /// The same structure with other sentences; what `own` has besides is kept.
    pub fn with(&self, words: &mut dyn FnMut(&[Part]) -> Vec<Part>, own: Option<&Branches>) -> Branches {
        match self {
            Branches::Words(parts) => Branches::Words(words(parts)),
            Branches::Choice { selector, is_plural, branches } => {
                let theirs = match own {
                    Some(Branches::Choice { selector: other, branches, .. }) if other == selector => {
                        branches.as_slice()
                    }
                    _ => &[],
                };
                let find = |key: &str| theirs.iter().find(|(name, _)| name == key).map(|(_, below)| below);
                let mut all: Vec<(String, Branches)> =
                    branches.iter().map(|(key, below)| (key.clone(), below.with(words, find(key)))).collect();
                let extra = theirs.iter().filter(|(key, _)| !branches.iter().any(|(known, _)| known == key));
                let at = all.len().saturating_sub(1);
                all.splice(at..at, extra.cloned());
                Branches::Choice { selector: selector.clone(), is_plural: *is_plural, branches: all }
            }
        }
    }
}

/// A message as it is written in a file: its value and its attributes.
pub fn message(name: &str, parts: &[(Option<&str>, &Branches)]) -> String {
    let mut out = format!("{name} =");
    for (attribute, words) in parts {
        match attribute {
            None => out.push_str(&pattern(words, 4)),
            Some(attribute) => out.push_str(&format!("\n    .{attribute} ={}", pattern(words, 8))),
        }
    }
    out + "\n"
}

fn pattern(words: &Branches, indent: usize) -> String {
    let pad = " ".repeat(indent);
    match words {
        Branches::Words(parts) => match sentence(parts, indent) {
            text if text.contains('\n') => format!("\n{pad}{text}"),
            text => format!(" {text}"),
        },
        Branches::Choice { selector, branches, .. } => {
            let mut out = format!(" {{ {selector} ->");
            for (i, (key, below)) in branches.iter().enumerate() {
                let mark = if i + 1 == branches.len() { "   *" } else { "    " };
                let inner = &pad[..indent - 4];
                out.push_str(&format!("\n{inner}{mark}[{key}]{}", pattern(below, indent + 4)));
            }
            out + &format!("\n{}}}", if indent > 4 { &pad[..indent - 4] } else { "" })
        }
    }
}

/// Words and placeables; signs that mean something to Fluent are put in quotation marks.
fn sentence(parts: &[Part], indent: usize) -> String {
    let pad = format!("\n{}", " ".repeat(indent));
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Placeable(text) => out.push_str(text),
            Part::Words(words) => {
                for (i, line) in words.split('\n').enumerate() {
                    if i > 0 {
                        out.push_str(&pad);
                    }
                    let begins = i > 0 || out.is_empty();
                    for (at, c) in line.char_indices() {
                        let is_special = matches!(c, '{' | '}') || begins && at == 0 && matches!(c, '[' | '*' | '.');
                        match is_special {
                            true => out.push_str(&format!("{{ \"{c}\" }}")),
                            false => out.push(c),
                        }
                    }
                }
            }
        }
    }
    // Blanks at the ends would be lost.
    let blanks = |text: &str| format!("{{ \"{text}\" }}");
    let start = out.len() - out.trim_start_matches(' ').len();
    if start > 0 {
        out = blanks(&out[..start]) + &out[start..];
    }
    let end = out.trim_end_matches(' ').len();
    if end < out.len() {
        out = format!("{}{}", &out[..end], blanks(&out[end..]));
    }
    if out.is_empty() { "{ \"\" }".to_owned() } else { out }
}

/// The lines of each message and term of a file, without the comment above it and the empty lines below. Of several with one
/// name the first counts.
pub fn entry_ranges(text: &str) -> HashMap<&str, Range<usize>> {
    let mut ranges: HashMap<&str, Range<usize>> = HashMap::new();
    let mut open: Option<(&str, Range<usize>)> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '#')) {
            if let Some((name, range)) = open.take() {
                ranges.entry(name).or_insert(range);
            }
            open = line.split_once('=').map(|(name, _)| (name.trim_end_matches([' ', '\t']), start..offset));
        } else if let Some((_, range)) = open.as_mut().filter(|_| !line.trim().is_empty()) {
            range.end = offset;
        }
    }
    if let Some((name, range)) = open {
        ranges.entry(name).or_insert(range);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# How many.\n# TODO translate\nfound = Found { $count ->\n    [0] nothing\n    [one] one text\n   *[other] { $count } texts\n} in { $where }.\n    .title = Search\nkind = { $kind ->\n   *[other] Thing\n    [map] Map\n}\n-brand = The Post\nbrace = {\"{\"} a\n  b\n";

    fn shown(words: &Branches) -> Vec<String> {
        let part = |part: &Part| match part {
            Part::Words(words) | Part::Placeable(words) => words.clone(),
        };
        let leaves = words.leaves().into_iter();
        leaves
            .map(|(keys, parts)| format!("{}: {}", keys.join(","), parts.iter().map(part).collect::<String>()))
            .collect()
    }

    #[test]
    fn each_branch_is_a_sentence_and_plural_forms_are_those_of_the_language() {
        let found = phrases(TEXT);
        assert_eq!((found[0].message.as_str(), found[0].comment.as_str()), ("found", "How many."));
        let russian = found[0].words.fitted(&LanguageTag::parse("ru").unwrap());
        assert_eq!(
            shown(&russian),
            [
                "0: Found nothing in { $where }.",
                "one: Found one text in { $where }.",
                "few: Found { $count } texts in { $where }.",
                "many: Found { $count } texts in { $where }.",
                "other: Found { $count } texts in { $where }.",
            ]
        );
        let chinese = LanguageTag::parse("zh").unwrap();
        assert_eq!(shown(&found[0].words.fitted(&chinese)).len(), 2);
        assert_eq!(shown(&found[2].words.fitted(&chinese)), ["map: Map", "other: Thing"]);
        assert_eq!(found[3].message, "-brand");
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for phrase in phrases(TEXT) {
            let text = message("x", &[(None, &phrase.words), (Some("a"), &phrase.words)]);
            let read = phrases(&text);
            assert_eq!(read.len(), 2, "{text}");
            assert!(read.iter().all(|read| shown(&read.words) == shown(&phrase.words)), "{text}\n{:?}", phrase.words);
        }
        for words in ["*a", " a ", ".b", "[c", "a {b}", "a\n[b\nc", "", "a\n\nb"] {
            let words = Branches::Words(vec![Part::Words(words.to_owned())]);
            let text = message("x", &[(None, &words)]);
            assert_eq!(parser::parse(text.as_str()).map(|read| read.body.len()).unwrap_or(0), 1, "{text}");
        }
    }

    #[test]
    fn where_a_message_begins_is_looked_for_once_for_all() {
        for phrase in phrases(TEXT) {
            assert_eq!(phrase.offset, entry_ranges(TEXT)[&*phrase.message].start, "{}", phrase.message);
        }
        // Each name looked for by itself would take minutes.
        let names: String = (0..60_000).map(|i| format!("m{i} = A\n")).collect();
        assert_eq!(phrases(&names).last().unwrap().offset, names.rfind("m59999").unwrap());
    }

    #[test]
    fn a_message_is_found_in_its_file() {
        let ranges = entry_ranges(TEXT);
        assert!(TEXT[ranges["found"].clone()].ends_with(".title = Search\n"));
        assert_eq!(&TEXT[ranges["-brand"].clone()], "-brand = The Post\n");
        assert_eq!(ranges.get("bran"), None);
    }
}
