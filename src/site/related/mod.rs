//! "More on this topic": the articles that share the most telling tags.
//!
//! Two articles are as near as their tags: each shared tag counts with its inverse document frequency
//! `ln(1 + N / df)`, and the sum is divided by the lengths of both tag lists, measured in the same way (the cosine of
//! vectors whose squared components are those weights; Salton & Buckley 1988, "Term-weighting approaches in automatic text
//! retrieval"), times a gentle preference for recent articles that halves in a year and never takes off more than
//! a fifth. Age is measured from the newest article, not from the clock, so that a page changes only when the site does.
//!
//! The search is exact and looks at a bounded number of articles, however many there are. With
//! `fixed(c) = recency(c) / |c|`, the score of a candidate is `fixed(c) · Σ idf` over the shared tags. All lists are in the
//! order of `fixed`, the greatest first ("impact-ordered" lists; Anh & Moffat 2006, "Pruned query evaluation using
//! pre-computed impacts"). Of those that share one and the same set of tags, the first five of that set's list are the best
//! five. So it takes a few entries of the list of each set of tags within the article's own, the heaviest first, and what
//! has no list of its own is in a short one ([`sets`]). Reading ends where nothing that follows can be among the best (the
//! bound of Turtle & Flood 1995, "Query evaluation: strategies and optimizations").

mod corpus;
mod sets;

use crate::language::LanguageId;
use crate::site::ArticleId;
use corpus::{Corpus, Search, Wanted};
use rayon::prelude::*;
use sets::Sets;
use std::collections::HashSet;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the search knows of an article, its tags apart.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The article.
    pub article: ArticleId,
    /// Index of its story.
    pub story: usize,
    /// Days since an epoch, with a fraction.
    pub day: f64,
}

/// The articles of a site, ready for search.
#[derive(Default)]
pub struct Index {
    /// By language.
    corpora: Vec<Corpus>,
    /// By the language of the reader and that of the articles: a reader is led to another language only for want of the story
    /// in their own.
    lists: Vec<Vec<Lists>>,
    /// The stories of each language, for the same; made in the same way.
    stories: Vec<OnceLock<HashSet<usize>>>,
}

/// The lists of the articles that readers of a language may be led to in a language. To make them pays who asks often: the
/// first read all articles.
#[derive(Default)]
struct Lists {
    asked: AtomicUsize,
    sets: OnceLock<Sets>,
}

/// Searches that read all articles. It takes as long to make the lists as for some dozens of these.
const WITHOUT_LISTS: usize = 16;

/// What related articles are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The language of the reader.
    pub reader: LanguageId,
    /// The language of the articles. If it is another, stories that the reader's language has are not among them.
    pub language: LanguageId,
    /// Tags, ascending, each once.
    pub tags: &'a [usize],
    /// How many.
    pub count: usize,
    /// Stories that are not wanted.
    pub leave_out: &'a HashSet<usize>,
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
    /// Prepares the search. `entries` are, by language, the public articles in the site's order, which also breaks ties, with
    /// their tags: ascending, each once, below `tags`.
    pub fn new(entries: Vec<Vec<(Entry, Vec<u32>)>>, tags: usize) -> Index {
        let languages = entries.len();
        let empty = || (0..languages).map(|_| Lists::default()).collect();
        Index {
            corpora: entries.into_par_iter().map(|entries| Corpus::new(entries, tags)).collect(),
            lists: (0..languages).map(|_| empty()).collect(),
            stories: (0..languages).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The best matches, the best first.
    pub fn search(&self, query: Query) -> Vec<Match> {
        let asked = &self.lists[query.reader.0][query.language.0].asked;
        match asked.fetch_add(1, Ordering::Relaxed) < WITHOUT_LISTS {
            true => self.find_without_lists(query).matches,
            false => self.find(query).matches,
        }
    }

    fn find(&self, query: Query) -> Search {
        let Query { reader, language, tags, count, leave_out } = query;
        let corpus = &self.corpora[language.0];
        let sets = self.lists[reader.0][language.0].sets.get_or_init(|| corpus.sets(self.may_lead(reader, language)));
        corpus.search(sets, &Wanted { tags, count, leave_out })
    }

    fn find_without_lists(&self, query: Query) -> Search {
        let Query { reader, language, tags, count, leave_out } = query;
        self.corpora[language.0].read_all(self.may_lead(reader, language), &Wanted { tags, count, leave_out })
    }

    /// To which articles of a language a reader may be led.
    fn may_lead(&self, reader: LanguageId, language: LanguageId) -> impl Fn(&Entry) -> bool {
        let own = (reader != language)
            .then(|| self.stories[reader.0].get_or_init(|| self.corpora[reader.0].stories().collect()));
        move |entry| own.is_none_or(|own| !own.contains(&entry.story))
    }
}

#[cfg(test)]
mod tests {
    use super::corpus::{idf, recency};
    use super::*;
    use proptest::prelude::*;

    const OURS: LanguageId = LanguageId(0);

    /// Articles of one language by their tags and days: each is a story of its own.
    fn index<'a>(tags: usize, articles: impl IntoIterator<Item = (&'a [u32], f64)>) -> Index {
        let entry =
            |(i, (tags, day)): (usize, (&[u32], f64))| (Entry { article: ArticleId(i), story: i, day }, tags.to_vec());
        Index::new(vec![articles.into_iter().enumerate().map(entry).collect()], tags)
    }

    fn search(index: &Index, tags: &[usize], count: usize, leave_out: &[usize]) -> Search {
        let leave_out = leave_out.iter().copied().collect();
        index.find(Query { reader: OURS, language: OURS, tags, count, leave_out: &leave_out })
    }

    fn ids(found: &Search) -> Vec<usize> {
        found.matches.iter().map(|m| m.article.0).collect()
    }

    #[test]
    fn a_rare_tag_tells_more_than_a_common_one() {
        let mut articles: Vec<(&[u32], f64)> = vec![(&[0, 1], 0.0), (&[0, 2], 0.0), (&[1, 3], 0.0)];
        articles.extend((3..20).map(|_| (&[0][..], 0.0)));
        let found = search(&index(4, articles), &[0, 1], 2, &[0]);
        assert_eq!(ids(&found)[0], 2, "shares the rare tag 1");
    }

    #[test]
    fn of_two_equals_the_more_recent_comes_first() {
        let index = index(1, [(&[0][..], 5000.0), (&[0], 10.0), (&[0], 4000.0)]);
        assert_eq!(ids(&search(&index, &[0], 5, &[0])), [2, 1]);
    }

    #[test]
    fn age_never_takes_more_than_a_fifth() {
        assert!((recency(0.0) - 1.0).abs() < 1e-12 && recency(1e6) >= 0.8 && (recency(365.0) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn another_language_lends_only_stories_that_the_readers_own_does_not_have() {
        let entry = |article, story| (Entry { article: ArticleId(article), story, day: 0.0 }, vec![0]);
        let index = Index::new(vec![vec![entry(0, 0)], vec![entry(1, 0), entry(2, 7)]], 1);
        let found = |reader, leave_out: &[usize]| {
            let leave_out = leave_out.iter().copied().collect();
            let language = LanguageId(1);
            ids(&index.find(Query { reader, language, tags: &[0], count: 5, leave_out: &leave_out }))
        };
        assert_eq!(found(OURS, &[]), [2]);
        assert_eq!(found(LanguageId(1), &[7]), [1]);
    }

    /// Articles as archives have them: some tags are on a third of all, most on a handful.
    fn archive(articles: usize) -> Vec<(Vec<u32>, f64)> {
        const TAGS: usize = 540;
        let mut state = 7_u64;
        // A linear congruential generator (Knuth, MMIX).
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let zipf: Vec<f64> = (0..TAGS)
            .scan(0.0, |sum, i| {
                *sum += 1.0 / (i + 2) as f64;
                Some(*sum)
            })
            .collect();
        let article = |i: usize| {
            let count = 4 + (random() * 3.0) as usize;
            let mut tags: Vec<u32> =
                (0..count).map(|_| zipf.partition_point(|sum| *sum < random() * zipf[TAGS - 1]) as u32).collect();
            tags.sort_unstable();
            tags.dedup();
            (tags, -(i as f64) / 10.0)
        };
        (0..articles).map(article).collect()
    }

    #[test]
    fn the_number_of_articles_looked_at_does_not_grow_with_the_archive() {
        for size in [1_000, 10_000, 60_000] {
            let articles = archive(size);
            let index = index(540, articles.iter().map(|(tags, day)| (&tags[..], *day)));
            let looked_at = (0..size).step_by(size / 500).map(|i| {
                let tags: Vec<usize> = articles[i].0.iter().map(|tag| *tag as usize).collect();
                search(&index, &tags, 5, &[i]).looked_at
            });
            let most = looked_at.max();
            assert!(most <= Some(MOST_LOOKED_AT), "{most:?} of {size}");
        }
    }

    /// For five related articles of one with at most seven tags.
    const MOST_LOOKED_AT: usize = 300;

    #[test]
    fn the_same_many_tags_on_every_article_are_no_trouble() {
        let tags: Vec<u32> = (0..20).collect();
        let index = index(20, (0..2_000).map(|i| (&tags[..], f64::from(i))));
        let wanted: Vec<usize> = (0..20).collect();
        let found = search(&index, &wanted, 5, &[1_999]);
        assert_eq!(ids(&found), [1_998, 1_997, 1_996, 1_995, 1_994]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn the_search_equals_a_look_at_every_article(
            // Few tags on many articles: then sets of them have lists.
            articles in prop::collection::vec((prop::collection::btree_set(0_u32..12, 0..7), 0_u32..3000), 1..300),
            query in prop::collection::btree_set(0_usize..12, 0..7),
            count in 1_usize..8,
            excluded in prop::collection::hash_set(0_usize..300, 0..5),
        ) {
            let articles: Vec<(Vec<u32>, f64)> =
                articles.into_iter().map(|(tags, day)| (tags.into_iter().collect(), f64::from(day))).collect();
            let query: Vec<usize> = query.into_iter().collect();
            let leave_out: Vec<usize> = excluded.iter().copied().collect();
            let index = index(12, articles.iter().map(|(tags, day)| (&tags[..], *day)));
            let found = search(&index, &query, count, &leave_out).matches;
            let (tags, language) = (&query[..], OURS);
            let plain = index.find_without_lists(Query { reader: OURS, language, tags, count, leave_out: &excluded });
            prop_assert_eq!(&plain.matches, &found);

            // The definition, written out: no lists, no bounds.
            let n = articles.len() as f64;
            let weight = |tag: u32| {
                let df = articles.iter().filter(|(tags, _)| tags.contains(&tag)).count() as f64;
                if df == 0.0 { 0.0 } else { idf(n, df) }
            };
            let norm = |tags: &[u32]| tags.iter().map(|t| weight(*t)).sum::<f64>().sqrt();
            let newest = articles.iter().map(|(_, day)| *day).fold(0.0, f64::max);
            let wanted: Vec<u32> = query.iter().map(|tag| *tag as u32).collect();
            let scores: Vec<f64> = articles.iter().map(|(tags, day)| {
                let common: f64 = wanted.iter().filter(|t| tags.contains(t)).map(|t| weight(*t)).sum();
                let age = 0.8 + 0.2 * libm::exp2(-(newest - day) / 365.0);
                if common == 0.0 { 0.0 } else { common / norm(&wanted) / norm(tags) * age }
            }).collect();
            let mut reference: Vec<usize> =
                (0..articles.len()).filter(|i| scores[*i] > 0.0 && !excluded.contains(i)).collect();
            reference.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
            reference.truncate(count);
            prop_assert_eq!(found.len(), reference.len());
            for (found, reference) in found.iter().zip(&reference) {
                // Articles whose scores differ by rounding alone may stand in either order.
                prop_assert!((found.score - scores[*reference]).abs() < 1e-12, "{:?} {:?}", found, reference);
                prop_assert!((found.score - scores[found.article.0]).abs() < 1e-12);
                let parts: f64 = found.shared.iter().map(|(_, part)| part).sum::<f64>() * found.recency;
                prop_assert!((parts - found.score).abs() < 1e-9);
            }
        }
    }
}
