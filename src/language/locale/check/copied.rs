//! Messages that say the same in two languages: they were copied, and nobody has translated them.
//!
//! Languages do borrow words: a single word proves nothing, and is a note. Several words with a small letter in one that is not
//! the first are a sentence; names have large ones.

use super::graph::{Graph, Node};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::LanguageTag;
use crate::language::locale::is_house_style;
use crate::language::locale::resources::Resources;
use crate::language::locale::untranslated::is_of_one_language;
use crate::language::text::and_others;
use std::collections::{BTreeMap, BTreeSet};

/// The line above a message that is the same in two languages, and is meant to be.
const SAME: &str = "same";

/// The line above a message that waits for its translation, and is told elsewhere.
const TO_DO: &str = "TODO translate";

/// Messages that are named in a note.
const MOST: usize = 5;

/// Messages of which languages have no words of their own: names, and what is no text.
fn is_a_name(id: &str) -> bool {
    const NAMES: [&str; 3] = ["language-name", "site-title", "site-description"];
    id.starts_with("tag-") || NAMES.contains(&id) || is_of_one_language(id) || is_house_style(id)
}

/// A message of one word that other languages have, too: its name, its place, and those languages.
type Word<'a> = (&'a str, Place, BTreeSet<usize>);

/// What is copied: sentences one by one, single words together for each file.
pub(in crate::language::locale) fn copied(tags: &[LanguageTag], resources: &Resources) -> Diagnostics {
    let graphs: Vec<Graph> = tags.iter().map(|tag| Graph::of(&resources.of(tag))).collect();
    let mut problems = Diagnostics::default();
    let mut words: BTreeMap<(usize, &str), Vec<Word>> = BTreeMap::new();
    // A variety has its language's files, too, and they are looked at once.
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (language, graph) in graphs.iter().enumerate() {
        let mut own: Vec<(&String, &Node)> = graph.nodes.iter().collect();
        own.retain(|(id, node)| node.resource.is_own && !id.starts_with('-') && !is_a_name(id));
        own.retain(|(_, node)| !seen.contains(node.resource.path.as_str()));
        seen.extend(graph.nodes.values().map(|node| node.resource.path.as_str()));
        for (id, node) in own {
            let is_other = |other: &usize| *other < language && tags[*other].language() != tags[language].language();
            let same: BTreeSet<usize> = (0..graphs.len())
                .filter(is_other)
                .filter(|other| graphs[*other].nodes.get(id).is_some_and(|other| is_same(node, other)))
                .collect();
            let Some(first) = same.first() else { continue };
            let text = node.text();
            if is_sentence(&text) {
                let message = format!("`{id}` is the same in `{}` and `{}`", tags[language], tags[*first]);
                problems.push(
                    Diagnostic::warning(Code::CopiedMessage, message)
                        .at(node.place())
                        .hint("translate it")
                        .hint(format!("if it is meant to be the same, write `# {SAME}` on the line above it")),
                );
            } else if text.chars().any(char::is_alphabetic) {
                words.entry((language, &node.resource.path)).or_default().push((id, node.place(), same));
            }
        }
    }
    problems.extend(words.into_iter().filter_map(|((language, _), found)| in_one(tags, language, found)));
    problems
}

/// Single words of a file.
fn in_one(tags: &[LanguageTag], language: usize, mut found: Vec<(&str, Place, BTreeSet<usize>)>) -> Option<Diagnostic> {
    found.sort_by_key(|(_, place, _)| (place.line, place.column));
    let (_, first, _) = found.first()?;
    let others: BTreeSet<usize> = found.iter().flat_map(|(_, _, same)| same.iter().copied()).collect();
    let others = others.iter().map(|other| format!("`{}`", tags[*other])).collect::<Vec<_>>().join(", ");
    let all = found.iter().take(MOST).map(|(id, place, _)| format!("`{id}` (line {})", place.line));
    let named = all.collect::<Vec<_>>().join(", ");
    let rest = and_others(found.len().saturating_sub(MOST), "message");
    let what = if found.len() == 1 { "a word is the same" } else { "words are the same" };
    Some(
        Diagnostic::note(Code::CopiedMessage, format!("{what} in `{}` and {others}", tags[language]))
            .at(first.clone())
            .hint(format!("{named}{rest}"))
            .hint(format!("translate what is not; where it is, `# {SAME}` on the line above a message says so")),
    )
}

/// Whether two messages say the same, and neither says of itself that it is meant to, or waits for its translation.
fn is_same(a: &Node, b: &Node) -> bool {
    let is_excused = |node: &Node| node.comment().any(|line| line.trim() == SAME || line.trim() == TO_DO);
    a.has_value && b.has_value && !is_excused(a) && !is_excused(b) && a.says_the_same_as(b)
}

/// Whether a text is more than a word, a sign or a name.
fn is_sentence(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
    let is_large = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    words.len() > 1 && words.iter().skip(1).any(|word| !is_large(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_more_than_a_word_or_a_name() {
        for (text, expected) in [
            ("Share", false),
            ("Share on", true),
            ("Creative Commons", false),
            ("Page ", false),
            (" articles  article", true),
            ("Поделиться с друзьями", true),
            ("–", false),
            ("a b", false),
            ("© 2025", false),
        ] {
            assert_eq!(is_sentence(text), expected, "{text}");
        }
    }
}
