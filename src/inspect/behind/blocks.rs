//! An original then and now, block by block.

use super::then::{Old, Then};
use super::words::changed_words;
use crate::input::content::{Fingerprint, Piece};
use crate::site::{Change, Why};
use std::collections::{BTreeMap, BTreeSet};

/// A block of an original that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The key of the front matter that it is the value of; none for a block of the text.
    pub key: Option<String>,
    /// The line of the original that it begins in now; none where it is gone.
    pub line: Option<u32>,
    /// What it said; none where it is new, and where nobody knows.
    pub before: Option<String>,
    /// What it says; none where it is gone.
    pub after: Option<String>,
    /// Its place among the pieces of then: where it stood, or those before it that are still there.
    pub at: usize,
    /// The words to translate: those that changed, or all where nobody knows which did.
    pub words: usize,
}

/// The blocks that are not what they were: those of now in their order, each gone one where it stood.
///
/// A block that only moved is the same. One that is gone and one that is new are one that was edited where they share
/// their words, or their key.
pub fn blocks(now: &[Piece], then: &Then) -> Vec<Block> {
    let known: BTreeSet<Fingerprint> = then.pieces.iter().map(|old| old.fingerprint).collect();
    let present: BTreeMap<Fingerprint, usize> =
        now.iter().enumerate().rev().map(|(i, piece)| (piece.fingerprint, i)).collect();
    let mut seen = BTreeSet::new();
    let new: Vec<(usize, &Piece)> = now.iter().enumerate().filter(|(_, p)| !known.contains(&p.fingerprint)).collect();
    let is_gone = |old: &Old| !present.contains_key(&old.fingerprint);
    let gone: Vec<(usize, &Old)> =
        then.pieces.iter().enumerate().filter(|(_, old)| is_gone(old) && seen.insert(old.fingerprint)).collect();
    let pairs = paired(&new, &gone);
    // Which piece of now was which of then, edited or not.
    let mut was: BTreeMap<usize, usize> = pairs.iter().map(|(n, g)| (new[*n].0, gone[*g].0)).collect();
    let mut is: BTreeMap<usize, usize> = was.iter().map(|(now, at)| (*at, *now)).collect();
    for (at, old) in then.pieces.iter().enumerate() {
        if let Some(i) = present.get(&old.fingerprint) {
            was.entry(*i).or_insert(at);
            is.insert(at, *i);
        }
    }
    let place_of = |i: usize| was.range(..i).next_back().map_or(0, |(_, at)| at + 1);
    let mut found: Vec<(usize, Block)> = Vec::new();
    for (n, (i, piece)) in new.iter().enumerate() {
        let edited = pairs.get(&n).map(|g| gone[*g]);
        let before = edited.and_then(|(_, old)| old.text.clone());
        let words = before.as_deref().map_or_else(|| piece.words(), |before| changed_words(before, piece.text));
        let block = Block {
            key: piece.key().map(ToString::to_string),
            line: Some(piece.line()),
            before,
            after: Some(piece.text.to_owned()),
            at: edited.map_or_else(|| place_of(*i), |(at, _)| at),
            words,
        };
        found.push((*i, block));
    }
    let is_paired = |g: usize| pairs.values().any(|paired| *paired == g);
    // Of pieces whose texts nobody knows, as many were edited as there are new ones that nothing else explains.
    let mut edited = new.len() - pairs.len();
    for (_, (at, old)) in gone.iter().enumerate().filter(|(g, _)| !is_paired(*g)) {
        if old.text.is_none() && edited > 0 {
            edited -= 1;
            continue;
        }
        let follows = is.range(..*at).next_back().map(|(_, i)| i);
        let block =
            Block { key: old.key.clone(), line: None, before: old.text.clone(), after: None, at: *at, words: 0 };
        found.push((follows.map_or(0, |i| i + 1), block));
    }
    // What is gone stood before what has come in its place.
    found.sort_by_key(|(i, block)| (*i, block.line.is_some(), block.at));
    found.into_iter().map(|(_, block)| block).collect()
}

/// The same as the site's own record says it; none where nothing has changed.
pub fn why(blocks: &[Block]) -> Option<Why> {
    let change = |block: &Block| Some(Change { line: block.line?, words: block.words });
    let changes: Vec<Change> = blocks.iter().filter_map(change).collect();
    let removed = blocks.iter().filter(|block| block.line.is_none()).count();
    (!blocks.is_empty()).then_some(Why::Text { changes, removed })
}

/// New and gone pieces that are held against each other: where there are more, the text is another.
const MOST: usize = 250_000;

/// The share of their words that two versions of a piece have in common.
const ALIKE: f64 = 0.4;

/// Which new piece was which gone one: with the same key, or with the most words in common.
fn paired(new: &[(usize, &Piece)], gone: &[(usize, &Old)]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (n, (_, piece)) in new.iter().enumerate() {
        let Some(key) = piece.key() else { continue };
        let found = gone.iter().position(|(_, old)| old.key.as_ref().is_some_and(|old| *old == key.to_string()));
        if let Some(g) = found.filter(|g| taken.insert(*g)) {
            pairs.insert(n, g);
        }
    }
    if new.len() * gone.len() > MOST {
        return pairs;
    }
    let words = |text: &str| -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
        counts
    };
    let before: Vec<Option<BTreeMap<String, usize>>> =
        gone.iter().map(|(_, old)| old.text.as_deref().filter(|_| old.key.is_none()).map(words)).collect();
    let mut alike: Vec<(u64, usize, usize)> = Vec::new();
    for (n, (_, piece)) in
        new.iter().enumerate().filter(|(n, (_, piece))| !pairs.contains_key(n) && piece.key().is_none())
    {
        let after = words(piece.text);
        let total: usize = after.values().sum();
        for (g, before) in before.iter().enumerate().filter_map(|(g, words)| Some((g, words.as_ref()?))) {
            let shared: usize = after.iter().map(|(word, n)| n.min(before.get(word).unwrap_or(&0))).sum();
            let all = total + before.values().sum::<usize>();
            // Texts without spaces are one word to this, and nearly the same only by their letters.
            let share = if all <= 4 { of_letters(piece.text, gone[g].1) } else { 2.0 * shared as f64 / all as f64 };
            if share >= ALIKE && !taken.contains(&g) {
                alike.push(((share * 1e6) as u64, n, g));
            }
        }
    }
    alike.sort_by_key(|(share, n, g)| (std::cmp::Reverse(*share), n.abs_diff(*g), *n, *g));
    for (_, n, g) in alike {
        if !pairs.contains_key(&n) && taken.insert(g) {
            pairs.insert(n, g);
        }
    }
    pairs
}

/// The share of letters that two texts have in common.
fn of_letters(text: &str, old: &Old) -> f64 {
    let old = old.text.as_deref().unwrap_or_default();
    let mut left: BTreeMap<char, usize> = BTreeMap::new();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let (before, after) = (letters(old), letters(text));
    before.iter().for_each(|c| *left.entry(*c).or_default() += 1);
    let shared = after.iter().filter(|c| left.get_mut(c).is_some_and(|n| n.checked_sub(1).map(|m| *n = m).is_some()));
    2.0 * shared.count() as f64 / (before.len() + after.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::content::{SourceName, parse_document, pieces_of};
    use crate::inspect::behind::then::texts;

    fn document(body: &str) -> crate::input::content::Document {
        let name = SourceName::parse("news/a.xx.md", |_| true);
        let text = format!("---\ntitle: A title\n---\n{body}\n");
        parse_document("content/news/a.xx.md".into(), name, text, [].into()).0.unwrap()
    }

    fn found(before: &str, after: &str, are_known: bool) -> Vec<(Option<u32>, usize, bool)> {
        let mut pieces = texts(&document(before));
        if !are_known {
            pieces.iter_mut().for_each(|old| (old.text, old.key) = (None, None));
        }
        let then = Then { pieces, commit: None };
        let found = pieces_of(&document(after), |now| blocks(now, &then));
        found.iter().map(|block| (block.line, block.words, block.before.is_some())).collect()
    }

    #[test]
    fn an_edited_block_is_one_and_only_its_new_words_are_to_do() {
        let before = "One two three four.\n\nAlpha beta gamma.\n\nLast.";
        let edited = "Alpha beta gamma.\n\nOne two 3 four.\n\nLast.";
        assert_eq!(found(before, edited, true), [(Some(6), 1, true)]);
        assert_eq!(found(before, edited, false), [(Some(6), 4, false)], "a record alone names the block");
        assert_eq!(found(before, "One two three four.\n\nLast.", true), [(None, 0, true)]);
        assert_eq!(found(before, "One two three four.\n\nLast.", false), [(None, 0, false)]);
        let other = "One two three four.\n\nQuite another thing here.\n\nLast.";
        assert_eq!(found(before, other, true), [(None, 0, true), (Some(6), 4, false)]);
        assert_eq!(found(before, other, false), [(Some(6), 4, false)]);
        assert_eq!(found(before, before, true), []);
        let order = "One two three 4.\n\nQuite another thing here.\n\nLast.";
        assert_eq!(
            found(before, order, true),
            [(Some(4), 1, true), (None, 0, true), (Some(6), 4, false)],
            "in their order"
        );
        assert_eq!(found("我们喜欢读书。", "我们喜欢唱歌。", true), [(Some(4), 1, true)]);
    }
}
