//! Which texts are in the list.

use super::{ListArguments, Row, changed, words};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::input::discover;
use crate::language::text::without_addresses;
use crate::language::{LanguageId, term_id};
use crate::path::composed;
use crate::scaffold::archive::{Archive, State};
use crate::scaffold::named::language_of;
use crate::site::{Article, Taxonomy, TaxonomyKind};
use jiff::Timestamp;
use rayon::prelude::*;
use std::fs;
use std::path::Path;

/// What is asked for, understood.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// All where it is empty, as in the lists below.
    states: Vec<State>,
    authors: Vec<String>,
    tags: Vec<String>,
    sections: Vec<String>,
    languages: Vec<LanguageId>,
    words: Vec<String>,
    since: Option<Timestamp>,
    /// Why nothing may be found.
    pub doubts: Vec<String>,
}

impl Wanted {
    /// Reads what is asked for.
    ///
    /// # Errors
    /// It makes no sense for this site.
    pub fn read(arguments: &ListArguments, archive: &Archive) -> Result<Wanted, Diagnostic> {
        let site = &archive.site;
        let states = [
            (arguments.drafts, State::Draft),
            (arguments.scheduled, State::Scheduled),
            (arguments.expired, State::Expired),
            (arguments.unlisted, State::Unlisted),
            (arguments.published, State::Published),
        ];
        let mut doubts = Vec::new();
        let mut known = |kind: TaxonomyKind, id: String| {
            doubts.extend(doubt(site.taxonomy(kind), kind, &id));
            id
        };
        let authors = arguments.author.iter().map(|id| known(TaxonomyKind::Author, composed(id.trim()).into_owned()));
        let authors = authors.collect();
        let sections = arguments.section.iter();
        let sections =
            sections.map(|id| known(TaxonomyKind::Section, composed(id.trim().trim_matches('/')).into_owned()));
        let sections = sections.collect();
        let read_tag = |tag: &String| {
            term_id(tag).map(|id| id.into_owned()).map_err(|_| {
                Diagnostic::error(Code::BadUsage, format!("`{tag}` is no tag: it has neither letters nor digits"))
                    .hint("`dateline tags` lists those that there are")
            })
        };
        let tags: Vec<String> = arguments.tag.iter().map(read_tag).collect::<Result<_, _>>()?;
        let tags = tags.into_iter().map(|id| known(TaxonomyKind::Tag, id)).collect();
        let since = |text: &String| {
            changed::since(text, archive.now.timestamp, &site.config.time_zone)
                .map_err(|[message, hint]| Diagnostic::error(Code::BadUsage, message).hint(hint))
        };
        Ok(Wanted {
            states: states.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, state)| state).collect(),
            authors,
            tags,
            sections,
            languages: arguments.lang.iter().map(|tag| language_of(site, tag)).collect::<Result<_, _>>()?,
            words: words::words(&arguments.search),
            since: arguments.changed.as_ref().map(since).transpose()?,
            doubts,
        })
    }

    /// What can be said without reading the text.
    fn fits(&self, article: &Article, state: State) -> bool {
        let placement = &article.placement;
        let is_one = |wanted: &[String], own: &str| wanted.iter().any(|wanted| wanted == own);
        (self.states.is_empty() || self.states.contains(&state))
            && (self.languages.is_empty() || self.languages.contains(&placement.language))
            && (self.sections.is_empty() || placement.section().is_some_and(|id| is_one(&self.sections, id)))
            && (self.authors.is_empty() || placement.authors.iter().any(|id| is_one(&self.authors, id)))
            && self.tags.iter().all(|tag| placement.tags.contains(tag))
    }

    fn says(&self, article: &Article) -> bool {
        let body = || without_addresses(article.document.kept_markdown());
        let summary = article.summary.as_deref().unwrap_or_default();
        self.words.is_empty() || words::are_in(&self.words, &[&article.title, summary, &body()])
    }
}

/// Why nothing may be found: there is no such term.
fn doubt(taxonomy: &Taxonomy, kind: TaxonomyKind, id: &str) -> Option<String> {
    if taxonomy.index.contains_key(id) {
        return None;
    }
    let word = kind.word();
    let near = nearest(id, taxonomy.terms.iter().map(|term| term.id.as_str()));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Some(format!("No text has the {word} `{id}`{near}"))
}

/// The texts that are asked for, the newest first.
pub(super) fn rows<'a>(archive: &'a Archive, wanted: &Wanted, arguments: &ListArguments) -> Vec<Row<'a>> {
    let needs_times = wanted.since.is_some() || arguments.json || arguments.sort == super::Sort::Changed;
    let row = |article: &'a std::sync::Arc<Article>| {
        let state = archive.state(article);
        let is_kind = arguments.kind.is_empty() || arguments.kind.iter().any(|kind| kind.is_of(article));
        if !is_kind || !wanted.fits(article, state) {
            return None;
        }
        let changed = needs_times.then(|| time_of(&arguments.root, &article.document.path)).flatten();
        let is_new = wanted.since.is_none_or(|since| changed.is_some_and(|changed| changed >= since));
        (is_new && wanted.says(article)).then_some(Row { article, state, changed })
    };
    archive.site.articles.par_iter().filter_map(row).collect()
}

/// When a file was last changed.
fn time_of(root: &Path, path: &str) -> Option<Timestamp> {
    // On the disk its name may be written in another form of Unicode.
    let metadata = fs::metadata(root.join(path)).or_else(|error| {
        let on_disk = discover::locate(root, path).filter(|_| !path.is_ascii()).ok_or(error)?;
        fs::metadata(on_disk)
    });
    Timestamp::try_from(metadata.ok()?.modified().ok()?).ok()
}
