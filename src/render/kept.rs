//! What is made once and kept while pages are printed: slots, and the nouns that stand in them.
//!
//! Makers fill the slots, each when it is first asked for. What belongs to one article stands behind a pointer of its own:
//! a press of which one text has changed has all other slots in common with the last.

use super::card_faults::CardFaults;
use super::spool::{Piece, Spool};
use crate::diagnostic::Diagnostics;
use crate::input::config::FeedFormat;
use crate::input::media::MediaId;
use crate::language::LanguageId;
use crate::markdown::Body;
use crate::path::OutputPath;
use crate::pictures::{Looked, Trouble};
use crate::recordings::{Fault, Head};
use crate::site::asked::{self, Once};
use crate::site::{ArticleId, Site, TaxonomyKind};
use crate::templates::Value;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, RwLock};

/// By the ids of the files, what is known of the pictures: looked up once, when somebody first asks.
pub type Slots = Vec<OnceLock<Result<Looked, Trouble>>>;

/// The pictures by the part of their derivatives' addresses that is their own.
pub(super) type Stems = HashMap<String, Vec<MediaId>>;

/// The slots of a site.
#[derive(Clone)]
pub(super) struct Kept {
    /// By article, of those that somebody has asked for.
    pub articles: Arc<Vec<OnceLock<Arc<OfArticle>>>>,
    /// Notes about authors, by their ids: languages that fall back share one.
    pub notes: Arc<Vec<Once<Body>>>,
    /// Introductions of dossiers, by dossier and language.
    pub dossiers: Arc<Vec<Vec<Once<Body>>>>,
    /// Introductions of sections and tags, of those that have one.
    pub terms: Arc<HashMap<(TaxonomyKind, usize, LanguageId), Once<Body>>>,
    /// What is known of the pictures beside the texts, by their ids.
    pub pictures: Arc<Slots>,
    /// The pictures by what the addresses of their derivatives have in common.
    pub stems: Arc<OnceLock<Stems>>,
    /// What was taken out of the drawings that have been published, or is wrong with them, by the ids of the files.
    pub drawings: Arc<Vec<OnceLock<Diagnostics>>>,
    /// What the heads of films and sound say, by the ids of the files: read when somebody first asks.
    pub recordings: Arc<Vec<OnceLock<Result<Head, Fault>>>>,
    /// Where entries of feeds are until feeds are written.
    pub spool: Arc<Spool>,
    /// What many pages show, and what pages show of other articles, as templates see it.
    pub values: Arc<OnceLock<Values>>,
    /// What structured data repeats on many pages.
    pub linked_data: Arc<OnceLock<LinkedData>>,
    /// What is known of the social cards of pages that have been printed.
    pub cards: Arc<Cards>,
    /// By their ids, how public texts show the files beside them, once all texts have been set.
    pub shown: Arc<OnceLock<Vec<Showing>>>,
    /// Pages that took too long for somebody who waits.
    pub given_up: Arc<Mutex<HashSet<OutputPath>>>,
}

/// The social cards of pages that have been printed.
#[derive(Default)]
pub(super) struct Cards {
    /// Where they are.
    pub named: RwLock<HashSet<OutputPath>>,
    /// What is missing on them.
    pub faults: CardFaults,
}

/// How public texts show a file beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Showing {
    /// Not at all.
    #[default]
    No,
    /// By derivatives of it.
    Derived,
    /// As it is.
    AsItIs,
}

/// What is made of one article.
#[derive(Default)]
pub(super) struct OfArticle {
    /// The text.
    pub text: TextSlot,
    /// The article as lists show it. Its text makes no difference.
    pub card: Arc<OnceLock<Value>>,
    /// The article as feeds hold it.
    pub feed_entry: FeedEntry,
}

impl OfArticle {
    /// The same article without its text.
    pub fn without_text(&self) -> OfArticle {
        OfArticle { card: Arc::clone(&self.card), ..OfArticle::default() }
    }

    /// The same article as the next publication begins with it: its text is dropped, and what it tells stays.
    pub fn for_the_next(&self) -> OfArticle {
        let next = self.without_text();
        next.text.take_over(&self.text);
        next.text.drop_text();
        next
    }
}

/// A text that is set when somebody first asks for it. It may be dropped when its page is there; what it tells stays.
#[derive(Default)]
pub(super) struct TextSlot(Mutex<TextState>);

#[derive(Clone, Default)]
enum TextState {
    #[default]
    Unset,
    /// It depends on nothing but this, and has nothing to tell: what stands for it is made where somebody asks.
    Free(u64),
    Set(TextOnce),
    /// Only what it tells.
    Dropped(TextOnce),
}

/// A text, and the articles that were looked at when it was set.
#[derive(Clone)]
struct TextOnce {
    body: Arc<Body>,
    asked: Arc<[ArticleId]>,
}

impl TextState {
    /// Puts something short in the place of a text that depends on nothing else.
    fn stand_in(&mut self) {
        if let TextState::Free(of) = self {
            let body = Arc::new(Body::of_html(format!("<p>{of:016x}</p>\n")));
            *self = TextState::Set(TextOnce { body, asked: Arc::default() });
        }
    }
}

impl TextOnce {
    fn of(set: impl FnOnce() -> Body) -> TextOnce {
        let (body, asked) = asked::during(set);
        TextOnce { body: Arc::new(body), asked: asked.into() }
    }

    /// The text, for who has then looked at what was looked at for it.
    fn used(&self) -> Arc<Body> {
        asked::note_all(&self.asked);
        Arc::clone(&self.body)
    }
}

impl TextSlot {
    /// The text, set now if it is not there. One that was dropped is not kept again.
    pub fn body(&self, set: impl FnOnce() -> Body) -> Arc<Body> {
        let Ok(mut state) = self.0.lock() else { return Arc::new(set()) };
        state.stand_in();
        match &*state {
            TextState::Set(text) => text.used(),
            TextState::Unset | TextState::Free(_) => {
                let text = TextOnce::of(set);
                let body = Arc::clone(&text.body);
                *state = TextState::Set(text);
                body
            }
            TextState::Dropped(_) => {
                drop(state);
                Arc::new(set())
            }
        }
    }

    /// What the text tells, and the text itself unless it has been dropped. None where it has not been set.
    pub fn told(&self) -> Option<Arc<Body>> {
        let mut state = self.0.lock().ok()?;
        state.stand_in();
        match &*state {
            TextState::Unset | TextState::Free(_) => None,
            TextState::Set(text) | TextState::Dropped(text) => Some(text.used()),
        }
    }

    /// What the text tells, for who makes no page of it. Of one that has nothing to tell nobody is told.
    pub fn tell(&self, each: impl FnOnce(&Body)) {
        if let Ok(state) = self.0.lock()
            && let TextState::Set(text) | TextState::Dropped(text) = &*state
        {
            each(&text.body);
        }
    }

    /// Whether it depends on nothing, and has nothing to tell. Once somebody has asked for it, it is a text like others.
    pub fn is_free(&self) -> bool {
        self.0.lock().is_ok_and(|state| matches!(*state, TextState::Free(_)))
    }

    /// Whether it is known what the text tells.
    pub fn is_known(&self) -> bool {
        self.0.lock().is_ok_and(|state| !matches!(*state, TextState::Unset))
    }

    /// Whether the text has been set, and dropped.
    pub fn is_dropped(&self) -> bool {
        self.0.lock().is_ok_and(|state| matches!(*state, TextState::Dropped(_)))
    }

    /// Whether one of these articles was looked at when the text was set.
    pub fn has_asked(&self, articles: &foldhash::HashSet<ArticleId>) -> bool {
        self.0.lock().is_ok_and(|state| match &*state {
            TextState::Unset | TextState::Free(_) => false,
            TextState::Set(text) | TextState::Dropped(text) => text.asked.iter().any(|id| articles.contains(id)),
        })
    }

    /// Says that the text depends on nothing but `of`, and has nothing to tell, unless the slot is filled.
    pub fn set_free(&self, of: u64) {
        if let Ok(mut state) = self.0.lock()
            && matches!(*state, TextState::Unset)
        {
            *state = TextState::Free(of);
        }
    }

    /// Takes the text of another slot over, unless this one is filled.
    pub fn take_over(&self, other: &TextSlot) {
        let Ok(text) = other.0.lock().map(|state| state.clone()) else { return };
        if let Ok(mut state) = self.0.lock()
            && matches!(*state, TextState::Unset)
        {
            *state = text;
        }
    }

    /// Drops the text.
    pub fn drop_text(&self) {
        if let Ok(mut state) = self.0.lock()
            && let TextState::Set(text) = &*state
        {
            let asked = Arc::clone(&text.asked);
            *state = TextState::Dropped(TextOnce { body: Arc::new(text.body.told()), asked });
        }
    }
}

impl Kept {
    /// Empty slots for all that a site has.
    pub fn empty(site: &Site, pictures: Arc<Slots>) -> Kept {
        let languages = site.locales.ids().count();
        let of_dossier = |_: &_| slots(languages);
        let of_terms = TaxonomyKind::NAMED.into_iter().flat_map(|kind| {
            let terms = site.taxonomy(kind).terms.iter().enumerate();
            terms.flat_map(move |(i, term)| term.texts.iter().flatten().map(move |text| (kind, i, text.language)))
        });
        Kept {
            articles: Arc::new(slots(site.articles.len())),
            notes: Arc::new(slots(site.notes.len())),
            dossiers: Arc::new(site.dossier_texts.iter().map(of_dossier).collect()),
            terms: Arc::new(of_terms.map(|of| (of, Once::default())).collect()),
            pictures,
            stems: Arc::default(),
            drawings: Arc::new(slots(site.media.files.len())),
            recordings: Arc::new(slots(site.media.files.len())),
            spool: Arc::default(),
            values: Arc::default(),
            linked_data: Arc::default(),
            cards: Arc::default(),
            shown: Arc::default(),
            given_up: Arc::default(),
        }
    }
}

/// What may be of any text, as templates see it: terms, each by language.
pub(super) struct Values {
    pub authors: Vec<Vec<Once<Value>>>,
    pub sections: Vec<Vec<Once<Value>>>,
    pub tags: Vec<Vec<Once<Value>>>,
}

impl Values {
    /// Empty slots for all terms of a site.
    pub fn of(site: &Site) -> Values {
        let languages = site.locales.ids().count();
        let of = |kind: TaxonomyKind| site.taxonomy(kind).terms.iter().map(|_| slots(languages)).collect();
        Values { authors: of(TaxonomyKind::Author), sections: of(TaxonomyKind::Section), tags: of(TaxonomyKind::Tag) }
    }
}

/// Empty slots.
pub(super) fn slots<T: Default>(count: usize) -> Vec<T> {
    (0..count).map(|_| T::default()).collect()
}

/// An article's entry by the formats of feeds, each once a feed has asked for it.
#[derive(Default)]
pub(super) struct FeedEntry {
    pub(super) written: [OnceLock<Piece>; FeedFormat::ALL.len()],
    /// Hashes of the same.
    pub(super) digests: [Once<u64>; FeedFormat::ALL.len()],
}

/// A page that others are below: its name and its full address.
#[derive(Debug, Clone)]
pub(super) struct Crumb {
    pub name: String,
    pub url: String,
}

/// What structured data repeats, by language.
#[derive(Debug)]
pub(super) struct LinkedData {
    /// The publisher as each article carries it.
    pub(super) publishers: Vec<Box<RawValue>>,
    /// Each author as an article carries it, once one has asked for it.
    pub(super) persons: Vec<Vec<OnceLock<Box<RawValue>>>>,
    /// The home page.
    pub(super) homes: Vec<Crumb>,
    /// Each section that has a page.
    pub(super) sections: Vec<Vec<Option<Crumb>>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_dropped_still_tells_and_can_be_had_again() {
        let set = || {
            let mut body = Body::of_html("<p>A</p>".to_owned());
            body.has_gallery = true;
            body
        };
        let slot = TextSlot::default();
        assert!(slot.told().is_none());
        assert_eq!(slot.body(set).html, "<p>A</p>");
        assert_eq!(slot.body(|| panic!("it is there")).html, "<p>A</p>");
        slot.drop_text();
        let told = slot.told().unwrap();
        assert_eq!((told.html.as_str(), told.has_gallery), ("", true));
        assert_eq!(slot.body(set).html, "<p>A</p>");
        assert_eq!(slot.told().unwrap().html, "", "it is not kept a second time");
    }
}
