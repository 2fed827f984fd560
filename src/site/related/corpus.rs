//! The articles of one language, as the search sees them.

use super::sets::{Set, Sets, Within};
use super::{Entry, Match};
use std::cmp::Ordering;
use std::collections::HashSet;

/// How much of a score age can take away, at most.
const RECENCY_WEIGHT: f64 = 0.2;
/// Age at which half of that is gone.
const HALF_LIFE_DAYS: f64 = 365.0;

/// The articles of one language: frequencies are counted within a language. Here an article goes by its rank, which is the
/// order of the static parts of all scores: whatever list is read, the first article has the greatest.
#[derive(Default)]
pub(super) struct Corpus {
    /// Inverse document frequency of each tag.
    weights: Vec<f64>,
    articles: Vec<Ranked>,
    /// The tags of all articles, each one's ascending.
    tags: Vec<u32>,
}

struct Ranked {
    entry: Entry,
    /// Recency divided by the length of the tag vector.
    fixed: f64,
    /// Where its tags begin.
    tags: usize,
}

/// What is looked for.
pub(super) struct Wanted<'a> {
    /// Ascending.
    pub tags: &'a [usize],
    pub count: usize,
    /// Stories.
    pub leave_out: &'a HashSet<usize>,
}

/// What a search has found, and how many entries of lists it has looked at for it.
pub(super) struct Search {
    pub matches: Vec<Match>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests hold it against a bound"))]
    pub looked_at: usize,
}

impl Corpus {
    /// `entries` with their tags, in the site's order, of `tags` tags.
    pub fn new(entries: Vec<(Entry, Vec<u32>)>, tags: usize) -> Corpus {
        let mut frequencies = vec![0_usize; tags];
        entries.iter().flat_map(|(_, tags)| tags).for_each(|tag| frequencies[*tag as usize] += 1);
        let n = entries.len() as f64;
        let weight = |df: usize| if df == 0 { 0.0 } else { idf(n, df as f64) };
        let weights: Vec<f64> = frequencies.into_iter().map(weight).collect();
        let newest = entries.iter().map(|(entry, _)| entry.day).fold(f64::NEG_INFINITY, f64::max);
        let fixed = |entry: &Entry, tags: &[u32]| {
            recency(newest - entry.day) / tags.iter().map(|tag| weights[*tag as usize]).sum::<f64>().sqrt()
        };
        let mut ranked: Vec<(f64, Entry, Vec<u32>)> =
            entries.into_iter().map(|(entry, tags)| (fixed(&entry, &tags), entry, tags)).collect();
        // Equals stay in the site's order, which breaks ties.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut corpus = Corpus { weights, articles: Vec::with_capacity(ranked.len()), tags: Vec::new() };
        for (fixed, entry, tags) in ranked {
            corpus.articles.push(Ranked { entry, fixed, tags: corpus.tags.len() });
            corpus.tags.extend(tags);
        }
        corpus
    }

    /// The sets of tags of those articles that `is_wanted` says.
    pub fn sets(&self, is_wanted: impl Fn(&Entry) -> bool) -> Sets {
        let ranks = (0..self.articles.len() as u32).filter(|rank| is_wanted(&self.articles[*rank as usize].entry));
        Sets::new(self.weights.len(), ranks, |rank| self.tags_of(rank))
    }

    /// The stories.
    pub fn stories(&self) -> impl Iterator<Item = usize> {
        self.articles.iter().map(|article| article.entry.story)
    }

    fn tags_of(&self, rank: u32) -> &[u32] {
        let end = self.articles.get(rank as usize + 1).map_or(self.tags.len(), |next| next.tags);
        &self.tags[self.articles[rank as usize].tags..end]
    }

    /// The best matches among the articles that `may_be_found`, all of which may be read.
    pub fn read_all(&self, may_be_found: impl Fn(&Entry) -> bool, wanted: &Wanted) -> Search {
        let tags = self.weighed(wanted);
        let mut best = Best::among(self, &tags, wanted);
        for rank in 0..self.articles.len() as u32 {
            best.looked_at += 1;
            if best.is_too_far(best.all, rank) {
                break;
            }
            if best.shared(rank).next().is_some() && may_be_found(&self.articles[rank as usize].entry) {
                best.take(rank);
            }
        }
        best.explained()
    }

    /// The tags that are wanted and that the language has, with their weights.
    fn weighed(&self, wanted: &Wanted) -> Vec<(u32, f64)> {
        let tags = wanted.tags.iter().map(|tag| (*tag as u32, self.weights[*tag]));
        tags.filter(|(_, weight)| *weight > 0.0).collect()
    }

    /// The best matches among the articles of `sets`.
    pub fn search(&self, sets: &Sets, wanted: &Wanted) -> Search {
        let tags = self.weighed(wanted);
        let mut best = Best::among(self, &tags, wanted);
        let Within { mut whole, mut beginnings } = sets.within(&tags);
        let heaviest_first = |a: &Set, b: &Set| b.weight.total_cmp(&a.weight);
        whole.sort_by(heaviest_first);
        beginnings.sort_by(heaviest_first);
        // The sooner the worst of the best is good, the sooner reading ends.
        let mut beginnings = beginnings.into_iter().peekable();
        while let Some(set) = beginnings.next_if(|_| !best.is_full()) {
            best.read_beginning(&set);
        }
        whole.iter().for_each(|set| best.read(set));
        while let Some(set) = beginnings.next_if(|set| best.may_hold(set)) {
            best.read_beginning(&set);
        }
        best.explained()
    }
}

/// The best so far.
struct Best<'a> {
    corpus: &'a Corpus,
    /// Those wanted that the language has, ascending, with their weights.
    tags: &'a [(u32, f64)],
    /// The sum of their weights.
    all: f64,
    /// Length of their vector.
    length: f64,
    wanted: &'a Wanted<'a>,
    /// Scores and ranks, the best first.
    best: Vec<(f64, u32)>,
    looked_at: usize,
}

impl<'a> Best<'a> {
    fn among(corpus: &'a Corpus, tags: &'a [(u32, f64)], wanted: &'a Wanted<'a>) -> Best<'a> {
        let all = tags.iter().map(|(_, weight)| weight).sum::<f64>();
        Best { corpus, tags, all, length: all.sqrt(), wanted, best: Vec::new(), looked_at: 0 }
    }

    fn is_full(&self) -> bool {
        self.best.len() == self.wanted.count
    }

    /// Whether a score cannot be among the best. A rounding error must not cut off a tie.
    fn is_too_low(&self, score: f64) -> bool {
        self.is_full() && self.best.last().is_none_or(|(worst, _)| score * (1.0 + 1e-9) < *worst)
    }

    /// Whether an article whose shared tags weigh so much cannot be among the best.
    fn is_too_far(&self, weight: f64, rank: u32) -> bool {
        self.is_too_low(weight * self.corpus.articles[rank as usize].fixed / self.length)
    }

    /// Whether one of the best can share the tags of a set and no others: it has these at least, and its vector is so long.
    fn may_hold(&self, set: &Set) -> bool {
        !self.is_too_low(set.weight.sqrt() / self.length)
    }

    /// Reads a list until what follows cannot be near enough, whatever tags it shares.
    fn read(&mut self, set: &Set) {
        for rank in set.list {
            self.looked_at += 1;
            if self.is_too_far(self.all, *rank) {
                break;
            }
            self.take(*rank);
        }
    }

    /// Reads as much of a list as it takes to have the best of those that share its tags and no others. Of these, each has a
    /// lower score than all that stand before it, or the same and a later place: no more than are wanted can be among the
    /// best.
    fn read_beginning(&mut self, set: &Set) {
        let mut taken = 0;
        for rank in set.list {
            self.looked_at += 1;
            if taken == self.wanted.count || self.is_too_far(set.weight, *rank) {
                break;
            }
            taken += usize::from(self.take(*rank));
        }
    }

    /// Takes an article in, if it is one of the best so far. False if it is left out whatever its score.
    fn take(&mut self, rank: u32) -> bool {
        if self.wanted.leave_out.contains(&self.corpus.articles[rank as usize].entry.story) {
            return false;
        }
        let score = self.score(rank);
        let position = self.best.partition_point(|best| self.in_order(*best, (score, rank)) == Ordering::Less);
        if self.best.get(position).is_none_or(|(_, other)| *other != rank) {
            self.best.insert(position, (score, rank));
            self.best.truncate(self.wanted.count);
        }
        true
    }

    /// The best first; ties by the site's order.
    fn in_order(&self, a: (f64, u32), b: (f64, u32)) -> Ordering {
        let article = |rank: u32| self.corpus.articles[rank as usize].entry.article;
        b.0.total_cmp(&a.0).then_with(|| article(a.1).cmp(&article(b.1)))
    }

    fn score(&self, rank: u32) -> f64 {
        let weight: f64 = self.shared(rank).map(|(_, weight)| weight).sum();
        weight * self.corpus.articles[rank as usize].fixed / self.length
    }

    /// The tags that an article shares, with their weights.
    fn shared(&self, rank: u32) -> impl Iterator<Item = (u32, f64)> {
        let own = self.corpus.tags_of(rank);
        self.tags.iter().copied().filter(|(tag, _)| own.binary_search(tag).is_ok())
    }

    fn explained(mut self) -> Search {
        let found = std::mem::take(&mut self.best);
        let matches = found.into_iter().map(|(score, rank)| self.explain(score, rank)).collect();
        Search { matches, looked_at: self.looked_at }
    }

    fn explain(&self, score: f64, rank: u32) -> Match {
        let Ranked { entry, fixed, .. } = &self.corpus.articles[rank as usize];
        let tags = self.corpus.tags_of(rank);
        let length = tags.iter().map(|tag| self.corpus.weights[*tag as usize]).sum::<f64>().sqrt();
        let part = |(tag, weight): (u32, f64)| (tag as usize, weight / self.length / length);
        Match { article: entry.article, score, shared: self.shared(rank).map(part).collect(), recency: fixed * length }
    }
}

/// From `libm` and not from the machine's own library: the same bits everywhere.
pub(super) fn idf(n: f64, df: f64) -> f64 {
    libm::log(1.0 + n / df)
}

pub(super) fn recency(age_in_days: f64) -> f64 {
    1.0 - RECENCY_WEIGHT + RECENCY_WEIGHT * libm::exp2(-age_in_days.max(0.0) / HALF_LIFE_DAYS)
}
