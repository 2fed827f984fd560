//! Withdraw: texts that readers are not to see any more. Either they become drafts, or their addresses are gone for good.
//!
//! A host that answers 410 for an address names it in a file that anybody can read. So an address can only be gone where its
//! text is no longer part of the site: its files go to `withdrawn/`, beside `content/`, or are deleted.

mod draft;
mod gone;

pub use draft::{Draft, unpublish};
pub use gone::{FOLDER, Files, gone};

use super::archive::Archive;
use super::changes::Changes;
use super::named::{find, kind_of, language_of, story_of};
use super::rename::{Change, Moves, mentions};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::content::{Document, StoryId};
use crate::input::media::Origin;
use crate::language::LanguageId;
use crate::site::Article;
use std::collections::HashSet;

/// A withdrawal that is ready to be made.
pub struct Plan {
    /// What is done to the files.
    pub changes: Changes,
    /// Addresses that readers will not find any more, or find again.
    pub addresses: Vec<String>,
    /// Where other texts name them.
    pub mentions: Vec<Change>,
    /// What was left as it is, and why.
    pub notes: Vec<String>,
}

/// A story, or one of its languages, that is meant.
struct Meant {
    id: StoryId,
    language: Option<LanguageId>,
}

impl Meant {
    fn read(archive: &Archive, written: &str, tag: Option<&str>) -> Result<Meant, Diagnostic> {
        let named = find(archive, written)?;
        let said = tag.map(|tag| language_of(&archive.site, tag)).transpose()?;
        let language = said.or(named.language);
        if let Some(kind) = kind_of(&named.id) {
            let message = format!("`{}` is a {}: only stories and pages can be withdrawn", named.id, kind.word());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name a story: news/treaty"));
        }
        // A file with a name of its own belongs to its story.
        let own = archive.documents.iter().find(|document| document.name.story == named.id);
        let id = own.map_or(named.id, |document| story_of(document));
        let meant = Meant { id, language };
        if meant.articles(archive).next().is_none() {
            let problem =
                Diagnostic::error(Code::BadUsage, format!("there is no text of `{}` that can be read", meant.id));
            return Err(
                problem.hint("`dateline check` says what is wrong with it; or it is not there in this language")
            );
        }
        Ok(meant)
    }

    /// All texts of the story.
    fn story<'a>(&'a self, archive: &'a Archive) -> impl Iterator<Item = &'a Article> + 'a {
        let story = archive.site.story_index.get(&self.id);
        let articles = story.map(|story| &archive.site.stories[*story].articles).into_iter().flatten().flatten();
        articles.map(|id| archive.site.article(*id))
    }

    /// Those that are meant.
    fn articles<'a>(&'a self, archive: &'a Archive) -> impl Iterator<Item = &'a Article> + 'a {
        self.story(archive)
            .filter(|article| self.language.is_none_or(|language| article.placement.language == language))
    }

    fn rest<'a>(&'a self, archive: &'a Archive) -> impl Iterator<Item = &'a Article> + 'a {
        self.story(archive)
            .filter(|article| self.language.is_some_and(|language| article.placement.language != language))
    }

    fn in_words(&self, archive: &Archive) -> String {
        let tag = self.language.map(|language| format!(" ({})", archive.site.locales.get(language).tag));
        format!("`{}`{}", self.id, tag.unwrap_or_default())
    }

    /// The files that go with what is meant, below `content/`.
    fn files(&self, archive: &Archive) -> Vec<String> {
        let own: Vec<&Document> = self.articles(archive).map(|article| &*article.document).collect();
        let mut files: Vec<String> = own.iter().map(|document| document.below().to_owned()).collect();
        let is_whole = self.rest(archive).next().is_none();
        for id in own.iter().map(|document| &document.name.story).filter(|_| is_whole) {
            let folder = format!("{id}/");
            let is_shared = archive.documents.iter().any(|other| {
                other.below().starts_with(&folder) && !own.iter().any(|document| document.path == other.path)
            });
            let media = archive.site.media.files.iter().filter(|file| file.origin == Origin::Content && !is_shared);
            files.extend(media.map(|file| file.source.below.clone()).filter(|below| below.starts_with(&folder)));
        }
        files.sort();
        files.dedup();
        files
    }
}

/// Where texts that stay name what goes.
fn named_by_others(archive: &Archive, all: &[Meant], addresses: &[String]) -> Vec<Change> {
    let mut found = Vec::new();
    for meant in all {
        let own: HashSet<&str> = meant.articles(archive).map(|article| article.document.path.as_str()).collect();
        let is_whole = meant.rest(archive).next().is_none();
        let mut going = Moves::of(meant.id.clone());
        if is_whole {
            let ids = meant.articles(archive).map(|article| article.document.name.story.to_string());
            going.ids.extend(ids.chain([meant.id.to_string()]).map(|id| (id.clone(), format!("{id}-"))));
        }
        going.files.extend(meant.files(archive).into_iter().map(|file| (file.clone(), format!("{file}-"))));
        found.extend(mentions(archive, going, addresses, |document| !own.contains(document.path.as_str())));
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found.dedup_by(|a, b| a.place == b.place);
    found
}

impl Plan {
    fn new(what: &str) -> Plan {
        let changes = Changes { what: what.to_owned(), ..Changes::default() };
        Plan { changes, addresses: Vec::new(), mentions: Vec::new(), notes: Vec::new() }
    }
}
