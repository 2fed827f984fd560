//! Resolving a site again of which a part has changed: what is not that part is shared with the last site.
//!
//! Each function gives what resolving everything would give, or none where more would change than its part. The tests in
//! `tests/preview_edits.rs` hold the two against each other.

use super::group::story_of;
use super::names::Naming;
use super::{Parts, Resolved, link, members, pictures, publisher, tell};
use crate::diagnostic::Diagnostics;
use crate::input::content::{Document, StoryId};
use crate::input::media::Origin;
use crate::input::statics::StaticFiles;
use crate::language::locale::Locales;
use crate::site::{Article, ArticleId, Site, Taxonomy, TaxonomyKind};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// A text before and after a change.
#[derive(Clone)]
pub struct Revision {
    /// None of one that has come.
    pub before: Option<Arc<Document>>,
    /// None of one that has gone.
    pub now: Option<Arc<Document>>,
}

impl Revision {
    /// Whether the text has come or gone.
    pub fn comes_or_goes(&self) -> bool {
        self.before.is_none() || self.now.is_none()
    }

    /// The text before and after.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.before.iter().chain(&self.now)
    }
}

impl Resolved {
    /// The site with other words in some of its articles, and which these are: their stories are told again, and the others
    /// taken along. None where an article wants another place in the site.
    pub fn with_texts(&mut self, revisions: &[Revision]) -> Option<(Resolved, Vec<ArticleId>)> {
        let both = revisions.iter().map(|revision| Some((revision.before.as_ref()?, revision.now.as_ref()?)));
        let revisions: Vec<(&Arc<Document>, &Arc<Document>)> = both.collect::<Option<_>>()?;
        let stories: BTreeSet<StoryId> = revisions.iter().map(|(before, _)| story_of(before)).collect::<Option<_>>()?;
        let (mut matched, mut revised, mut stories_told, mut problems_of) = (0, Vec::new(), Vec::new(), Vec::new());
        for id in stories {
            let story = &self.site.stories[*self.site.story_index.get(&id)?];
            // A file that is no article would be missing among those of its story.
            if story.id != id || self.site.hidden.contains_key(&id) || self.site.incomplete.contains(&id) {
                return None;
            }
            let mut documents = Vec::new();
            for article in story.articles.iter().flatten().map(|id| self.site.article(*id)) {
                let revision = revisions.iter().find(|(before, _)| Arc::ptr_eq(before, &article.document));
                if revision.is_some_and(|(_, now)| story_of(now).as_ref() != Some(&id)) {
                    return None;
                }
                matched += usize::from(revision.is_some());
                documents.push(Arc::clone(revision.map_or(&article.document, |(_, now)| now)));
            }
            let count = documents.len();
            let told = self.tell(id.clone(), documents);
            let mut problems = told.problems.clone();
            if told.articles.len() != count {
                return None;
            }
            for told in &told.articles {
                let last = self.site.article(story.articles[told.article.placement.language.0]?);
                // The report of a spelling names lines, which may be others now.
                let is_spelt = |tag: &String| self.spelt.contains(tag);
                let placement = &told.article.placement;
                if *placement != last.placement || placement.writes_tags && placement.tags.iter().any(is_spelt) {
                    return None;
                }
                let known = link::Stories {
                    index: &self.site.story_index,
                    hidden: &self.site.hidden,
                    incomplete: &self.site.incomplete,
                };
                let pinned = link::link(told, last.story, known, &self.site.locales, &mut problems);
                let telling = Arc::clone(&told.article);
                let Article { id, story, section, ref authors, ref tags, ref dossiers, .. } = *last;
                let (authors, tags, dossiers) = (authors.clone(), tags.clone(), dossiers.clone());
                revised.push(Arc::new(Article { id, story, section, authors, tags, dossiers, pinned, telling }));
            }
            stories_told.push(Arc::new(told));
            problems_of.push((id, problems));
        }
        if matched != revisions.len() {
            return None;
        }
        let mut of_stories = self.of_stories.clone();
        for (id, problems) in problems_of {
            match problems.0.is_empty() {
                true => of_stories.remove(&id),
                false => of_stories.insert(id, problems),
            };
        }
        let mut site = Site::clone(&self.site);
        let changed = revised.iter().map(|article| article.id).collect();
        for article in revised {
            let i = article.id.0;
            site.articles[i] = article;
        }
        let mut all = Rc::unwrap_or_clone(std::mem::take(&mut self.told));
        stories_told.into_iter().for_each(|told| all.exchange(told));
        Some((Resolved { site: Arc::new(site), told: Rc::new(all), of_stories, ..self.clone() }, changed))
    }

    /// The site with other messages in the same languages. None where a section or a tag has another address by them.
    pub fn with_messages(&self, locales: &Arc<Locales>) -> Option<Resolved> {
        let slugs_of_concealed = |locales: &Locales| -> Vec<String> {
            let naming = self.naming(locales);
            let of_text = self.site.concealed.iter().flat_map(|text| {
                let section = text.story.section().map(|id| (TaxonomyKind::Section, id));
                let tags = text.tags.iter().map(|id| (TaxonomyKind::Tag, id.as_str()));
                let slug = |(kind, id)| naming.slug(kind, id, text.language);
                section.into_iter().chain(tags).map(slug)
            });
            of_text.collect()
        };
        if slugs_of_concealed(locales) != slugs_of_concealed(&self.site.locales) {
            return None;
        }
        let mut site = Site::clone(&self.site);
        site.locales = Arc::clone(locales);
        site.sections = Arc::new(self.renamed(&self.site.sections, TaxonomyKind::Section, locales)?);
        site.tags = Arc::new(self.renamed(&self.site.tags, TaxonomyKind::Tag, locales)?);
        Some(Resolved { site: Arc::new(site), ..self.clone() })
    }

    /// The site with other contents of the files in `static/` and of the themes' own. None where there are other files.
    pub fn with_statics(&self, statics: &Arc<StaticFiles>) -> Option<Resolved> {
        if !statics.names().eq(self.site.statics.names()) || has_other_pictures(&self.site, statics) {
            return None;
        }
        let mut site = Site::clone(&self.site);
        site.statics = Arc::clone(statics);
        let known = publisher::Known {
            statics,
            placement: &|id| &site.articles[id.0].placement,
            stories: &site.stories,
            story_index: &site.story_index,
            hidden: &site.hidden,
        };
        let mut of_publisher = Diagnostics::default();
        site.publisher = Arc::new(publisher::publisher(&site.config, &known, &mut of_publisher));
        Some(Resolved { site: Arc::new(site), of_publisher, ..self.clone() })
    }

    /// Whether stories are told with the same, the authors and sections apart.
    pub(super) fn is_told_with(&self, parts: &Parts) -> bool {
        let (site, visibility) = (&self.site, parts.visibility);
        let is_same = Arc::ptr_eq(&site.config, &parts.config)
            && Arc::ptr_eq(&site.locales, &parts.locales)
            && Arc::ptr_eq(&site.media, &parts.media);
        is_same && self.visibility == visibility
    }

    /// Whether the sections that were there have the same slugs among others.
    pub(super) fn has_sections_like(&self, sections: &HashMap<String, Vec<String>>) -> bool {
        let is_same = |(id, slugs)| sections.get(id).is_none_or(|now: &Vec<String>| now == slugs);
        self.sections.iter().all(is_same)
    }

    /// Tells a story again.
    fn tell(&self, story: StoryId, mut documents: Vec<Arc<Document>>) -> tell::Told {
        let site = &self.site;
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let mut gathered = members::members(story, documents, &site.locales, &site.config.time_zone);
        self.slugs.name(&mut gathered);
        let known = tell::Known {
            config: &site.config,
            locales: &site.locales,
            visibility: &self.visibility,
            pictures: pictures::Known { config: &site.config, media: &site.media, visibility: &self.visibility },
            authors: &self.authors,
            sections: &self.sections,
        };
        tell::tell(gathered, known)
    }

    fn naming<'a>(&'a self, locales: &'a Locales) -> Naming<'a> {
        Naming { locales, slugs: &self.slugs, files: &self.terms }
    }

    /// A taxonomy with the names that the messages give it.
    fn renamed(&self, taxonomy: &Taxonomy, kind: TaxonomyKind, locales: &Locales) -> Option<Taxonomy> {
        let mut renamed = taxonomy.clone();
        for term in &mut renamed.terms {
            let labels = self.naming(locales).labels(kind, term);
            if labels.iter().zip(&term.labels).any(|(now, before)| now.slug != before.slug) {
                return None;
            }
            term.labels = labels;
        }
        Some(renamed)
    }
}

/// Whether a picture of `static/` that pages may show is another now.
fn has_other_pictures(site: &Site, statics: &StaticFiles) -> bool {
    let pictures = site.media.files.iter().filter(|file| file.origin == Origin::Static);
    pictures.map(|file| file.source.below.as_str()).any(|name| statics.address(name) != site.statics.address(name))
}
