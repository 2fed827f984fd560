//! Resolving a site again of which a part has changed: what is not that part is shared with the last site.
//!
//! Each function gives what resolving everything would give, or none where more would change than its part. The tests in
//! `tests/preview_edits.rs` hold the two against each other.

use super::articles::{self, Candidate};
use super::{Resolved, publisher, stories, taxonomies};
use crate::diagnostic::Diagnostics;
use crate::input::content::{Document, DocumentKind, StoryId};
use crate::input::media::MediaId;
use crate::input::statics::StaticFiles;
use crate::language::locale::Locales;
use crate::site::{Article, ArticleId, Site, Taxonomy};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// A text before and after a change.
pub type Revision = (Arc<Document>, Arc<Document>);

/// What the files of one story come to.
struct Told {
    candidates: Vec<Candidate>,
    published: BTreeSet<MediaId>,
    problems: Diagnostics,
}

impl Resolved {
    /// The site with other words in some of its articles. None where they want another place in the site: another
    /// address, date, tag or state, another picture.
    pub fn with_texts(&self, revisions: &[Revision]) -> Option<(Resolved, Vec<ArticleId>)> {
        let stories: BTreeSet<StoryId> = revisions.iter().map(|(before, _)| story_of(before)).collect::<Option<_>>()?;
        // A problem of another stage, or a text that is not public, would have its place in a line of the last text.
        let is_revised = |path: &str| revisions.iter().any(|(before, _)| before.path == path);
        let later = self.of_site.0.iter().chain(&self.of_publisher.0).filter_map(|problem| problem.place.as_ref());
        let concealed = self.site.concealed.iter().map(|text| &text.place);
        if later.chain(concealed).any(|place| is_revised(&place.path)) {
            return None;
        }
        let mut revised = self.clone();
        let mut site = Site::clone(&self.site);
        let (mut matched, mut changed) = (0, Vec::new());
        for id in &stories {
            let story = &self.site.stories[*self.site.story_index.get(id)?];
            // A file that is no article would be missing among those of its story.
            if story.id != *id || self.site.hidden.contains_key(id) || self.incomplete.contains(id) {
                return None;
            }
            let of_story: Vec<&Article> = story.articles.iter().flatten().map(|id| self.site.article(*id)).collect();
            let mut after = Vec::with_capacity(of_story.len());
            for article in &of_story {
                let revision = revisions.iter().find(|(before, _)| Arc::ptr_eq(before, &article.document));
                if revision.is_some_and(|(_, now)| story_of(now).as_ref() != Some(id)) {
                    return None;
                }
                matched += usize::from(revision.is_some());
                after.push(Arc::clone(revision.map_or(&article.document, |(_, now)| now)));
            }
            let before = self.tell(of_story.iter().map(|article| Arc::clone(&article.document)).collect());
            let after = self.tell(after);
            let same = before.candidates.len() == of_story.len()
                && after.candidates.len() == of_story.len()
                && before.published == after.published
                && before.candidates.iter().zip(&after.candidates).all(|(a, b)| stands_where(a, b));
            if !same {
                return None;
            }
            for problem in &before.problems.0 {
                let at = revised.of_stories.0.iter().position(|other| other == problem)?;
                revised.of_stories.0.remove(at);
            }
            revised.of_stories.append(after.problems);
            for candidate in after.candidates {
                let id = story.articles[candidate.article.language.0]?;
                put(&mut site, id, *candidate.article)?;
                changed.push(id);
            }
        }
        revised.site = Arc::new(site);
        (matched == revisions.len()).then_some((revised, changed))
    }

    /// The site with other messages in the same languages. None where a section or a tag has another address by them.
    pub fn with_messages(&self, locales: &Arc<Locales>) -> Option<Resolved> {
        let mut site = Site::clone(&self.site);
        let slugs_of_concealed = |locales: &Locales| -> Vec<Option<String>> {
            let of_text = self.site.concealed.iter().flat_map(|text| {
                let section = text.story.section().map(|id| format!("{}-{id}.slug", taxonomies::SECTION));
                let tags = text.tags.iter().map(|id| format!("{}-{id}.slug", taxonomies::TAG));
                let keys = section.into_iter().chain(tags);
                keys.map(|key| locales.own_message(text.language, &key).map(str::to_owned))
            });
            of_text.collect()
        };
        if slugs_of_concealed(locales) != slugs_of_concealed(&self.site.locales) {
            return None;
        }
        site.locales = Arc::clone(locales);
        site.sections = Arc::new(self.renamed(&self.site.sections, taxonomies::SECTION, locales)?);
        site.tags = Arc::new(self.renamed(&self.site.tags, taxonomies::TAG, locales)?);
        Some(Resolved { site: Arc::new(site), ..self.clone() })
    }

    /// The site with other contents of the files in `static/` and of the themes' own. None where there are other files.
    pub fn with_statics(&self, statics: &Arc<StaticFiles>) -> Option<Resolved> {
        let same_files = statics.names().eq(self.site.statics.names());
        if !same_files {
            return None;
        }
        let mut site = Site::clone(&self.site);
        site.statics = Arc::clone(statics);
        let known = publisher::Known {
            statics,
            articles: &site.articles,
            stories: &site.stories,
            story_index: &site.story_index,
            hidden: &site.hidden,
        };
        let mut of_publisher = Diagnostics::default();
        site.publisher = Arc::new(publisher::resolve(&site.config, &known, &mut of_publisher));
        Some(Resolved { site: Arc::new(site), of_publisher, ..self.clone() })
    }

    /// Resolves the files of one story.
    fn tell(&self, mut documents: Vec<Arc<Document>>) -> Told {
        // In the order of all files: of two that are in each other's way, the first stays.
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let site = &self.site;
        let (mut published, mut problems) = (BTreeSet::new(), Diagnostics::default());
        let (locales, zone) = (&site.locales, &site.config.time_zone);
        // Where a file drops out, there are fewer articles than before.
        let members = stories::group(documents, locales, zone, &mut HashSet::new(), &mut problems);
        let known = articles::Known {
            config: &site.config,
            locales: &site.locales,
            visibility: &self.visibility,
            slugs: &self.slugs,
            media: &site.media,
        };
        let resolved = articles::resolve(members, known, &mut published, &mut problems);
        let mut candidates = resolved.articles;
        taxonomies::report_unknown_authors(&candidates, &self.authors, &mut problems);
        for Candidate { article, story, section, .. } in &mut candidates {
            article.story = site.story_index.get(story).copied().unwrap_or_default();
            article.section = section.as_ref().and_then(|id| site.sections.index.get(id).copied());
        }
        articles::pin(&mut candidates, &site.locales, &site.story_index, &site.hidden, &mut problems);
        articles::address(&mut candidates, &site.sections, &site.config, &site.locales, &mut problems);
        candidates.sort_by_key(|candidate| candidate.article.language);
        Told { candidates, published, problems }
    }

    /// A taxonomy with the names that the messages give it.
    fn renamed(&self, taxonomy: &Taxonomy, prefix: &str, locales: &Locales) -> Option<Taxonomy> {
        let mut renamed = taxonomy.clone();
        for term in &mut renamed.terms {
            let labels = taxonomies::labels(prefix, term, locales, &self.slugs);
            if labels.iter().zip(&term.labels).any(|(now, before)| now.slug != before.slug) {
                return None;
            }
            term.labels = labels;
        }
        Some(renamed)
    }
}

fn story_of(document: &Document) -> Option<StoryId> {
    match &document.kind {
        DocumentKind::Article(matter) => Some(stories::story_of(document, matter)),
        _ => None,
    }
}

/// Whether two articles have the same place in a site: all that others know of them is the same.
fn stands_where(a: &Candidate, b: &Candidate) -> bool {
    let of_candidate = |c: &Candidate| {
        (c.story.clone(), c.section.clone(), c.authors.clone(), c.tags.clone(), c.original, c.article.language)
    };
    let of_state = |a: &Article| (a.date, a.expires, a.draft, a.unlisted, a.canonical.clone());
    let of_address = |a: &Article| (a.path.clone(), a.slug.clone(), a.aliases.clone());
    let pictures = |a: &Article| (a.image.as_ref().map(|image| image.file), a.social_image);
    let corrections = |a: &Article| a.corrections.iter().map(|(at, _)| *at).collect::<Vec<_>>();
    // The footer sorts plain pages by their titles; the audit looks for the words of what is unlisted.
    let words = |a: &Article| (a.section.is_none() || a.unlisted).then(|| (a.title.clone(), a.summary.clone()));
    let (x, y) = (&a.article, &b.article);
    of_candidate(a) == of_candidate(b)
        && of_state(x) == of_state(y)
        && of_address(x) == of_address(y)
        && pictures(x) == pictures(y)
        && corrections(x) == corrections(y)
        && words(x) == words(y)
}

/// Puts an article in the place of the last one.
fn put(site: &mut Site, id: ArticleId, article: Article) -> Option<()> {
    let last = Arc::clone(site.articles.get(id.0)?);
    let Article { id, story, section, ref authors, ref tags, ref dossiers, ref path, .. } = *last;
    if *path != article.path {
        return None;
    }
    let (authors, tags, dossiers) = (authors.clone(), tags.clone(), dossiers.clone());
    site.articles[id.0] = Arc::new(Article { id, story, section, authors, tags, dossiers, ..article });
    Some(())
}
