//! Finding many texts in much output at a cost that nobody notices.
//!
//! Of each text only a mark is searched for, the four of its bytes that are the rarest on the site's pages; where one is
//! found, the rest is compared. Vector instructions find up to 64 marks at 3 to 5 GB/s, where an automaton for the
//! texts themselves manages 0.15 GB/s: a page that leads from state to state is slow to read.

use aho_corasick::packed::{self, Searcher};
use aho_corasick::{AhoCorasick, Input, Span};
use std::collections::BTreeMap;

/// Bytes of a mark: as many as the vectors look at.
const MARK: usize = 4;

/// Marks that one pass finds.
const IN_A_PASS: usize = 64;

/// Beyond these passes the automaton is the faster.
const MOST_PASSES: usize = 16;

/// Texts, ready to be searched for.
#[derive(Debug)]
pub struct Search {
    passes: Vec<Pass>,
}

#[derive(Debug)]
struct Pass {
    method: Method,
    /// For each mark the texts that it stands for.
    texts: Vec<Vec<Part>>,
}

/// A text by its index, and where in it the mark is.
type Part = (usize, usize);

/// Bytes that are searched for, and the texts that they stand for.
struct Mark<'a> {
    bytes: &'a [u8],
    texts: Vec<Part>,
}

#[derive(Debug)]
enum Method {
    Vectors(Searcher),
    Automaton(AhoCorasick),
}

impl Search {
    /// Prepares the search for `texts`, each at least four bytes long. `sample` is output like that which will be
    /// searched: it decides how fast the search is, and nothing else.
    pub fn new(texts: &[&[u8]], sample: &[Vec<u8>]) -> Search {
        let pairs = pairs_of(sample);
        let mut marks: BTreeMap<&[u8], Vec<Part>> = BTreeMap::new();
        for (i, text) in texts.iter().enumerate() {
            let rarity = |(at, mark): &(usize, &[u8])| (mark.windows(2).map(|p| pairs[pair(p)]).sum::<f64>(), *at);
            let windows = text.windows(MARK).enumerate();
            let rarest = windows.min_by(|a, b| {
                let (a, b) = (rarity(a), rarity(b));
                a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
            });
            if let Some((at, mark)) = rarest {
                marks.entry(mark).or_default().push((i, at));
            }
        }
        let marks: Vec<Mark> = marks.into_iter().map(|(bytes, texts)| Mark { bytes, texts }).collect();
        let in_a_pass = if marks.len() > MOST_PASSES * IN_A_PASS { marks.len() } else { IN_A_PASS };
        Search { passes: marks.chunks(in_a_pass).filter_map(Pass::new).collect() }
    }

    /// Calls `found` with each text that stands in `bytes` and where it begins.
    pub fn each<'a>(&self, bytes: &[u8], text: impl Fn(usize) -> &'a [u8], mut found: impl FnMut(usize, usize)) {
        for pass in &self.passes {
            let mut from = 0;
            while let Some((mark, at)) = pass.next(bytes, from) {
                for (index, offset) in &pass.texts[mark] {
                    if let Some(start) = at.checked_sub(*offset)
                        && bytes[start..].starts_with(text(*index))
                    {
                        found(*index, start);
                    }
                }
                // Another mark may begin inside of this one.
                from = at + 1;
            }
        }
    }
}

impl Pass {
    fn new(marks: &[Mark]) -> Option<Pass> {
        let texts = marks.iter().map(|mark| mark.texts.clone()).collect();
        let marks = marks.iter().map(|mark| mark.bytes);
        let vectors = (marks.len() <= IN_A_PASS)
            .then(|| packed::Config::new().heuristic_pattern_limits(false).builder().extend(marks.clone()).build());
        let method = match vectors.flatten() {
            Some(searcher) => Method::Vectors(searcher),
            None => Method::Automaton(AhoCorasick::new(marks).ok()?),
        };
        Some(Pass { method, texts })
    }

    /// The next mark, and where it is.
    fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let found = match &self.method {
            Method::Vectors(searcher) => searcher.find_in(bytes, Span::from(from..bytes.len())),
            Method::Automaton(automaton) => automaton.find(Input::new(bytes).span(from..bytes.len())),
        }?;
        Some((found.pattern().as_usize(), found.start()))
    }
}

fn pair(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// How common each pair of bytes is, as a logarithm.
fn pairs_of(sample: &[Vec<u8>]) -> Vec<f64> {
    let mut counts = vec![1_u32; 1 << 16];
    sample.iter().flat_map(|page| page.windows(2)).for_each(|bytes| counts[pair(bytes)] += 1);
    counts.into_iter().map(|count| libm::log(f64::from(count))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_is_found_wherever_it_stands(
            texts in prop::collection::vec("[abc]{4,7}", 1..120),
            page in "[abc]{0,200}",
            many in any::<bool>(),
        ) {
            let mut texts = texts;
            if many {
                texts.extend((0..1500).map(|i| format!("{i:06}")));
            }
            let bytes: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
            let search = Search::new(&bytes, &[page.clone().into_bytes()]);
            let mut found = Vec::new();
            search.each(page.as_bytes(), |i| bytes[i], |i, at| found.push((i, at)));
            found.sort_unstable();
            let mut expected = Vec::new();
            for (i, text) in texts.iter().enumerate() {
                expected.extend((0..page.len()).filter(|at| page[*at..].starts_with(text.as_str())).map(|at| (i, at)));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
