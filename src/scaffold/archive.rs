//! The archive: all texts of a site, public or not, with the site that they come to.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::input::content::Document;
use crate::language::Moment;
use crate::resolve::{Documents, resolve};
use crate::site::{Article, Hidden, Site};
use crate::sources::{Options, Sources};
use crate::timings::Timings;
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;

/// All texts of a site.
pub struct Archive {
    /// The files.
    pub sources: Sources,
    /// Those of `content/` that are texts, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// What they come to if all of them are shown.
    pub site: Arc<Site>,
    /// The moment that counts as now.
    pub now: Moment,
    /// What was found on the way.
    problems: Diagnostics,
}

/// Whether readers see a text, or why they do not. A text is in one state: a draft with a date ahead is a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is in the lists.
    Published,
    /// It is on the site, and only those find it who have its address.
    Unlisted,
    /// It is marked as a draft.
    Draft,
    /// Its date lies ahead.
    Scheduled,
    /// Its time is over.
    Expired,
}

impl State {
    /// The word in lists and in reports for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Published => "published",
            State::Unlisted => "unlisted",
            State::Draft => "draft",
            State::Scheduled => "scheduled",
            State::Expired => "expired",
        }
    }

    /// Whether there is a page that readers can have.
    pub fn has_page(self) -> bool {
        matches!(self, State::Published | State::Unlisted)
    }

    /// Why there is no page, in a sentence: "is a draft".
    pub fn in_words(self) -> &'static str {
        match self {
            State::Published => "is published",
            State::Unlisted => Hidden::Unlisted.in_words(),
            State::Draft => Hidden::Draft.in_words(),
            State::Scheduled => Hidden::Embargo.in_words(),
            State::Expired => Hidden::Expired.in_words(),
        }
    }
}

/// The comment behind `draft: true` that `unpublish` leaves: the text was public, and can be again.
pub const UNPUBLISHED: &str = "# unpublished";

/// Whether a text is a draft because it was unpublished.
pub fn was_unpublished(document: &Document) -> bool {
    document.block().yaml.lines().any(|line| line.trim_end().contains(UNPUBLISHED))
}

impl Archive {
    /// Reads a site and resolves it with all its texts; no page is made. There is none only where its folder or its
    /// languages are unknown.
    pub fn load(options: &Options) -> (Option<Archive>, Diagnostics) {
        // At the beginning of time nothing has expired.
        let of_all = Options { drafts: true, future: true, now: Timestamp::UNIX_EPOCH, ..options.clone() };
        Archive::of(&of_all, options.now)
    }

    /// The same with the texts that some options show, seen from a moment.
    pub fn of(shown: &Options, now: Timestamp) -> (Option<Archive>, Diagnostics) {
        let (sources, problems) = Sources::load(shown, &mut Timings::default());
        let Some(mut sources) = sources else { return (None, problems) };
        let documents = sources.documents();
        let parts = sources.parts_with(Documents::all(documents.clone()));
        let resolved = resolve(parts, None);
        let mut problems = sources.problems();
        problems.append(resolved.problems());
        let site = Arc::clone(&resolved.site);
        let now = Moment::new(now, &site.config.time_zone);
        (Some(Archive { sources, documents, site, now, problems }), Diagnostics::default())
    }

    /// Whether readers see an article.
    pub fn state(&self, article: &Article) -> State {
        if article.placement.draft { State::Draft } else { self.state_without_draft(article) }
    }

    /// Whether readers would see an article if it were no draft.
    pub fn state_without_draft(&self, article: &Article) -> State {
        let placement = &article.placement;
        if placement.date.is_some_and(|date| date.timestamp > self.now.timestamp) {
            State::Scheduled
        } else if placement.expires.is_some_and(|end| end.timestamp <= self.now.timestamp) {
            State::Expired
        } else if placement.unlisted {
            State::Unlisted
        } else {
            State::Published
        }
    }

    /// What keeps files of `content/` from being an article: those texts are not among the articles.
    pub fn unread(&self) -> Diagnostics {
        let known: HashSet<&str> = self.site.articles.iter().map(|article| article.document.path.as_str()).collect();
        let is_about_unread = |problem: &&Diagnostic| {
            let path = problem.place.as_ref().map_or("", |place| place.path.as_str());
            problem.severity == Severity::Error && path.starts_with("content/") && !known.contains(path)
        };
        Diagnostics(self.problems.0.iter().filter(is_about_unread).cloned().collect()).sorted()
    }

    /// What was found while the files were read and resolved.
    pub fn problems(&self) -> &Diagnostics {
        &self.problems
    }
}
