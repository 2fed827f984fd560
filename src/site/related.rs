//! "More on this topic": the articles that share the most telling tags.
//!
//! Two articles are as near as their tags: each shared tag counts with its inverse document frequency
//! `ln(1 + N / df)`, and the sum is divided by the lengths of both tag lists, measured in the same way (the cosine of
//! vectors whose squared components are those weights; Salton & Buckley 1988, "Term-weighting approaches in automatic text
//! retrieval"), times a gentle preference for recent articles that halves in a year and never takes off more than
//! a fifth. Age is measured from the newest article, not from the clock, so that a page changes only when the site does.
//!
//! The search is exact and does not look at every article. With `static(c) = recency(c) / |c|`, the score of a
//! candidate is `static(c) · Σ idf` over the shared tags. The lists of articles of each tag are sorted by `static`
//! and read from the rarest tag to the most common one; an article that first turns up in list `i` shares at most the
//! tags from `i` on, so that list can be left as soon as its `static` is too small for the best five
//! (the bound of Turtle & Flood 1995, "Query evaluation: strategies and optimizations").

use crate::language::LanguageId;
use crate::site::ArticleId;
use std::cmp::Ordering;
use std::collections::HashSet;

/// How much of a score age can take away, at most.
const RECENCY_WEIGHT: f64 = 0.2;
/// Age at which half of that is gone.
const HALF_LIFE_DAYS: f64 = 365.0;

/// What the search knows of an article.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The article.
    pub article: ArticleId,
    /// Its language.
    pub language: LanguageId,
    /// Index of its story.
    pub story: usize,
    /// Its tags, ascending, each once.
    pub tags: Vec<usize>,
    /// Days since an epoch, with a fraction.
    pub day: f64,
}

/// The articles of a site, ready for search.
#[derive(Debug, Default)]
pub struct Index {
    corpora: Vec<Corpus>,
}

/// The articles of one language: frequencies are counted within a language.
#[derive(Debug, Default)]
struct Corpus {
    entries: Vec<Entry>,
    /// Recency divided by the length of the tag vector.
    statics: Vec<f64>,
    /// Inverse document frequency of each tag.
    weights: Vec<f64>,
    /// For each tag its articles, the highest `statics` first.
    lists: Vec<Vec<usize>>,
}

/// A related article and why it is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The article.
    pub article: ArticleId,
    /// Between 0 and 1.
    pub score: f64,
    /// The shared tags with what each adds to the similarity.
    pub shared: Vec<(usize, f64)>,
    /// The factor for its age, between 0.8 and 1.
    pub recency: f64,
}

impl Index {
    /// Prepares the search. `entries` are the public articles in the site's order, which also breaks ties.
    pub fn new(languages: usize, tags: usize, entries: Vec<Entry>) -> Index {
        let mut corpora: Vec<Corpus> = (0..languages).map(|_| Corpus::default()).collect();
        for entry in entries {
            corpora[entry.language.0].entries.push(entry);
        }
        corpora.iter_mut().for_each(|corpus| corpus.prepare(tags));
        Index { corpora }
    }

    /// The `count` best matches in a language for an article of any language with these tags, except stories that
    /// `leave_out` names.
    pub fn search(
        &self,
        language: LanguageId,
        tags: &[usize],
        count: usize,
        leave_out: &dyn Fn(usize) -> bool,
    ) -> Vec<Match> {
        self.corpora[language.0].search(tags, count, leave_out)
    }
}

impl Corpus {
    fn prepare(&mut self, tags: usize) {
        self.lists = vec![Vec::new(); tags];
        for (i, entry) in self.entries.iter().enumerate() {
            entry.tags.iter().for_each(|tag| self.lists[*tag].push(i));
        }
        let n = self.entries.len() as f64;
        self.weights =
            self.lists.iter().map(|list| if list.is_empty() { 0.0 } else { idf(n, list.len() as f64) }).collect();
        let newest = self.entries.iter().map(|e| e.day).fold(f64::NEG_INFINITY, f64::max);
        self.statics = self.entries.iter().map(|e| recency(newest - e.day) / self.length(&e.tags)).collect();
        for list in &mut self.lists {
            list.sort_by(|a, b| self.statics[*b].total_cmp(&self.statics[*a]).then(a.cmp(b)));
        }
    }

    /// Length of the tag vector; tags that this language does not have count for nothing.
    fn length(&self, tags: &[usize]) -> f64 {
        tags.iter().map(|tag| self.weights[*tag]).sum::<f64>().sqrt()
    }

    fn search(&self, tags: &[usize], count: usize, leave_out: &dyn Fn(usize) -> bool) -> Vec<Match> {
        let mut lists: Vec<usize> = tags.iter().copied().filter(|tag| !self.lists[*tag].is_empty()).collect();
        lists.sort_by_key(|tag| (self.lists[*tag].len(), *tag));
        let own_length = self.length(tags);
        let mut best: Vec<(f64, usize)> = Vec::with_capacity(count + 1);
        let mut seen: HashSet<usize> = HashSet::new();
        for (i, tag) in lists.iter().enumerate() {
            // A rounding error must not cut off a tie.
            let remaining: f64 = lists[i..].iter().map(|tag| self.weights[*tag]).sum::<f64>() * (1.0 + 1e-9);
            for candidate in &self.lists[*tag] {
                if best.len() == count
                    && best.last().is_none_or(|(worst, _)| remaining * self.statics[*candidate] / own_length < *worst)
                {
                    break;
                }
                let entry = &self.entries[*candidate];
                if leave_out(entry.story) || !seen.insert(*candidate) {
                    continue;
                }
                let score = self.score(tags, own_length, *candidate);
                let position = best.partition_point(|b| in_order(*b, (score, *candidate)) == Ordering::Less);
                best.insert(position, (score, *candidate));
                best.truncate(count);
            }
        }
        best.into_iter().map(|(score, candidate)| self.explain(tags, own_length, score, candidate)).collect()
    }

    fn score(&self, tags: &[usize], own_length: f64, candidate: usize) -> f64 {
        shared(tags, &self.entries[candidate].tags).map(|tag| self.weights[tag]).sum::<f64>() * self.statics[candidate]
            / own_length
    }

    fn explain(&self, tags: &[usize], own_length: f64, score: f64, candidate: usize) -> Match {
        let entry = &self.entries[candidate];
        let length = self.length(&entry.tags);
        Match {
            article: entry.article,
            score,
            shared: shared(tags, &entry.tags).map(|tag| (tag, self.weights[tag] / own_length / length)).collect(),
            recency: self.statics[candidate] * length,
        }
    }
}

/// The best first; ties by the site's order.
fn in_order(a: (f64, usize), b: (f64, usize)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// What two ascending lists have in common.
fn shared<'a>(a: &'a [usize], b: &'a [usize]) -> impl Iterator<Item = usize> + 'a {
    a.iter().copied().filter(|tag| b.binary_search(tag).is_ok())
}

/// From `libm` and not from the machine's own library: the same bits everywhere.
fn idf(n: f64, df: f64) -> f64 {
    libm::log(1.0 + n / df)
}

fn recency(age_in_days: f64) -> f64 {
    1.0 - RECENCY_WEIGHT + RECENCY_WEIGHT * libm::exp2(-age_in_days.max(0.0) / HALF_LIFE_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(i: usize, tags: &[usize], day: f64) -> Entry {
        Entry { article: ArticleId(i), language: LanguageId(0), story: i, tags: tags.to_vec(), day }
    }

    fn ids(matches: &[Match]) -> Vec<usize> {
        matches.iter().map(|m| m.article.0).collect()
    }

    #[test]
    fn a_rare_tag_tells_more_than_a_common_one() {
        let mut entries = vec![entry(0, &[0, 1], 0.0), entry(1, &[0, 2], 0.0), entry(2, &[1, 3], 0.0)];
        entries.extend((3..20).map(|i| entry(i, &[0], 0.0)));
        let index = Index::new(1, 4, entries);
        let found = index.search(LanguageId(0), &[0, 1], 2, &|story| story == 0);
        assert_eq!(found[0].article.0, 2, "shares the rare tag 1: {found:?}");
    }

    #[test]
    fn of_two_equals_the_more_recent_comes_first() {
        let index = Index::new(1, 1, vec![entry(0, &[0], 5000.0), entry(1, &[0], 10.0), entry(2, &[0], 4000.0)]);
        assert_eq!(ids(&index.search(LanguageId(0), &[0], 5, &|story| story == 0)), [2, 1]);
    }

    #[test]
    fn age_never_takes_more_than_a_fifth() {
        assert!((recency(0.0) - 1.0).abs() < 1e-12 && recency(1e6) >= 0.8 && (recency(365.0) - 0.9).abs() < 1e-12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn the_search_equals_a_look_at_every_article(
            articles in prop::collection::vec((prop::collection::btree_set(0usize..12, 0..7), 0u32..3000), 1..120),
            query in prop::collection::btree_set(0usize..12, 0..7),
            count in 1usize..8,
            excluded in prop::collection::hash_set(0usize..120, 0..5),
        ) {
            let entries: Vec<Entry> = articles
                .iter()
                .enumerate()
                .map(|(i, (tags, day))| entry(i, &tags.iter().copied().collect::<Vec<_>>(), f64::from(*day)))
                .collect();
            let query: Vec<usize> = query.into_iter().collect();
            let index = Index::new(1, 12, entries);
            let found = index.search(LanguageId(0), &query, count, &|story| excluded.contains(&story));

            // The definition, written out: no lists, no bounds.
            let corpus = &index.corpora[0];
            let n = articles.len() as f64;
            let idf = |tag: usize| {
                let df = articles.iter().filter(|(tags, _)| tags.contains(&tag)).count() as f64;
                if df == 0.0 { 0.0 } else { libm::log(1.0 + n / df) }
            };
            let norm = |tags: &[usize]| tags.iter().map(|t| idf(*t)).sum::<f64>().sqrt();
            let newest = articles.iter().map(|(_, day)| f64::from(*day)).fold(0.0, f64::max);
            let mut reference: Vec<(f64, usize)> = Vec::new();
            for (i, (tags, day)) in articles.iter().enumerate() {
                let tags: Vec<usize> = tags.iter().copied().collect();
                let common: f64 = query.iter().filter(|t| tags.contains(t)).map(|t| idf(*t)).sum();
                if common > 0.0 && !excluded.contains(&i) {
                    let age = 0.8 + 0.2 * libm::exp2(-(newest - f64::from(*day)) / 365.0);
                    reference.push((common / norm(&query) / norm(&tags) * age, i));
                }
            }
            reference.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            reference.truncate(count);
            prop_assert_eq!(found.len(), reference.len());
            for (found, reference) in found.iter().zip(&reference) {
                prop_assert!((found.score - reference.0).abs() < 1e-12, "{:?} {:?}", found, reference);
                // Articles whose scores differ by rounding alone may stand in either order.
                let same = corpus.score(&query, corpus.length(&query), reference.1);
                prop_assert!(found.article.0 == reference.1 || (found.score - same).abs() < 1e-12);
                let parts: f64 = found.shared.iter().map(|(_, part)| part).sum::<f64>() * found.recency;
                prop_assert!((parts - found.score).abs() < 1e-9);
            }
        }
    }
}
