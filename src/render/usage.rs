//! Names in the texts of the site that the house writes in another way.

use crate::diagnostic::Diagnostics;
use crate::input::content::{Document, DocumentKind};
use crate::language::usage::{Rule, Usage};
use crate::markdown::words_in_place;
use crate::yaml::Block;

/// Keys of front matter that hold words for readers, wherever they stand. What `extra` and `related` hold is not the
/// house's: the one is for themes, the other has titles of others.
const WORDS: [&str; 9] = ["title", "summary", "pullquote", "dateline", "alt", "caption", "text", "role", "name"];
const OTHERS: [&str; 2] = ["extra", "related"];

/// What a file with some text says in forms that the house does not write: in its front matter and in its text.
pub(super) fn of_document(document: &Document, text: &str, usage: &Usage) -> Diagnostics {
    // Few files have any: the others are not read again.
    if !usage.may_be_in(text) {
        return Diagnostics::default();
    }
    let mut found = in_front_matter(document, usage);
    let start = document.body;
    let words = words_in_place(&text[start..]);
    found
        .extend(usage.find(&words).into_iter().map(|found| (start + found.at.start..start + found.at.end, found.rule)));
    let whole = Block::whole(&document.path, text);
    let problem =
        |(at, rule): (std::ops::Range<usize>, &Rule)| rule.problem(&text[at.clone()]).at(whole.place_at(at.start));
    Diagnostics(found.into_iter().map(problem).collect())
}

fn in_front_matter<'u>(document: &Document, usage: &'u Usage) -> Vec<(std::ops::Range<usize>, &'u Rule)> {
    let block = document.block();
    let Some(tree) = block.tree().filter(|_| usage.may_be_in(block.yaml)) else { return Vec::new() };
    let is_person = matches!(document.kind, DocumentKind::Author(_));
    let mut found = Vec::new();
    for (key, value) in tree.entries() {
        let Some(top) = key.as_text() else { continue };
        // Another program's name for a key of ours.
        let names = block.names.iter().find(|name| name.written == top);
        let top = names.and_then(|name| name.meant.as_deref()).unwrap_or(top);
        // A person is called as the person wishes.
        if OTHERS.contains(&top) || (is_person && top == "name") {
            continue;
        }
        value.walk(&top.into(), &mut |path, node| {
            if node.as_text().is_some() && path.last_key().is_some_and(|key| WORDS.contains(&key)) {
                let start = document.yaml.start + node.range.start;
                let words = &block.yaml[node.range.clone()];
                let all = usage.find(words).into_iter();
                found.extend(all.map(|found| (start + found.at.start..start + found.at.end, found.rule)));
            }
        });
    }
    found
}
