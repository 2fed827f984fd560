//! Order: articles, the newest first; and the stories that they make up.

use super::tell::{Told, ToldArticle};
use crate::input::content::StoryId;
use crate::site::{ArticleId, Placement, Story, StoryIndex};
use jiff::Timestamp;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

/// The stories of articles that stand in order.
pub(super) struct Ordered {
    pub stories: Vec<Story>,
    /// Index of a story by its id.
    pub index: StoryIndex,
    /// The story of each article.
    pub of: Vec<usize>,
}

/// Stories as they were told, in the order of their ids, and their articles, the newest first.
#[derive(Clone, Default)]
pub(super) struct InOrder {
    pub stories: Vec<Arc<Told>>,
    /// Each article by the index of its story and its own there. Of one time they stand by story and language, so that the
    /// order is always the same.
    articles: Vec<(u32, u32)>,
}

impl InOrder {
    /// Puts the articles of stories in order.
    pub fn of(stories: Vec<Arc<Told>>) -> InOrder {
        let of_story =
            |(story, told): (usize, &Arc<Told>)| (0..told.articles.len() as u32).map(move |i| (story as u32, i));
        let mut all = InOrder { articles: stories.iter().enumerate().flat_map(of_story).collect(), stories };
        // The times stand beside each other: most articles need not be looked at to be sorted.
        let mut sorted: Vec<_> = all.articles.iter().map(|at| (Reverse(time(all.placement(*at))), *at)).collect();
        sorted.par_sort_by(|(at_a, a), (at_b, b)| at_a.cmp(at_b).then_with(|| all.compare(*a, *b)));
        all.articles = sorted.into_iter().map(|(_, at)| at).collect();
        all
    }

    /// The articles, the newest first.
    pub fn articles(&self) -> Vec<&ToldArticle> {
        self.articles.iter().map(|(story, i)| &self.stories[*story as usize].articles[*i as usize]).collect()
    }

    /// A story.
    pub fn find(&self, id: &StoryId) -> Option<&Arc<Told>> {
        self.place(id).ok().map(|i| &self.stories[i])
    }

    /// Puts a story that is new, or has been told again, into its place, and its articles into theirs.
    pub fn put(&mut self, told: Arc<Told>) {
        let place = self.take(&told.story);
        self.articles.iter_mut().filter(|(story, _)| *story as usize >= place).for_each(|(story, _)| *story += 1);
        self.stories.insert(place, told);
        for i in 0..self.stories[place].articles.len() as u32 {
            let new = (place as u32, i);
            let at = self.articles.partition_point(|other| self.compare(*other, new).is_lt());
            self.articles.insert(at, new);
        }
    }

    /// Takes a story out, if it is there, and says where its place is.
    pub fn take(&mut self, id: &StoryId) -> usize {
        let place = match self.place(id) {
            Ok(place) => place,
            Err(place) => return place,
        };
        self.stories.remove(place);
        self.articles.retain(|(story, _)| *story as usize != place);
        self.articles.iter_mut().filter(|(story, _)| *story as usize > place).for_each(|(story, _)| *story -= 1);
        place
    }

    /// Exchanges a story for one whose articles have the same places.
    pub fn exchange(&mut self, told: Arc<Told>) {
        if let Ok(place) = self.place(&told.story) {
            self.stories[place] = told;
        }
    }

    fn place(&self, id: &StoryId) -> Result<usize, usize> {
        self.stories.binary_search_by(|told| told.story.cmp(id))
    }

    fn placement(&self, (story, i): (u32, u32)) -> &Placement {
        &self.stories[story as usize].articles[i as usize].article.placement
    }

    fn compare(&self, a: (u32, u32), b: (u32, u32)) -> Ordering {
        let (a, b) = (self.placement(a), self.placement(b));
        let by_time = Reverse(time(a)).cmp(&Reverse(time(b)));
        by_time.then_with(|| a.story.cmp(&b.story)).then_with(|| a.language.cmp(&b.language))
    }
}

fn time(placement: &Placement) -> Option<Timestamp> {
    placement.date.map(|date| date.timestamp)
}

impl Ordered {
    /// Takes in other ids by which files name a story.
    pub fn name(&mut self, aliases: Vec<(StoryId, StoryId)>) {
        for (alias, id) in aliases {
            if let Some(story) = self.index.get(&id).copied() {
                self.index.entry(alias).or_insert(story);
            }
        }
    }
}

/// The stories of articles in order.
pub(super) fn order(placements: &[Arc<Placement>], languages: usize) -> Ordered {
    let mut ordered =
        Ordered { stories: Vec::new(), index: StoryIndex::default(), of: Vec::with_capacity(placements.len()) };
    for (i, placement) in placements.iter().enumerate() {
        // The texts of a story mostly stand together.
        let last = ordered.of.last().copied().filter(|last: &usize| ordered.stories[*last].id == placement.story);
        let story = last.or_else(|| ordered.index.get(&placement.story).copied()).unwrap_or_else(|| {
            let (id, original) = (placement.story.clone(), placement.original);
            ordered.index.insert(id.clone(), ordered.stories.len());
            ordered.stories.push(Story { id, original, articles: vec![None; languages] });
            ordered.stories.len() - 1
        });
        ordered.stories[story].articles[placement.language.0] = Some(ArticleId(i));
        ordered.of.push(story);
    }
    ordered
}
