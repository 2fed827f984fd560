//! The site: resolved, immutable, complete. Everything that a page shows can be read off it.

pub mod address;
mod article;
pub mod asked;
mod audio;
mod author;
mod dossier;
mod hidden;
mod image;
mod more_on_topic;
mod outdated;
mod placement;
mod publisher;
pub mod related;
mod slug_origin;
mod story;
mod taxonomy;
mod term_place;
mod term_text;

pub use article::{Article, ArticleId, CorrectionId, Pinned, Telling};
pub use audio::Audio;
pub use author::{Note, NoteId, Profile};
pub use dossier::{DossierText, WaitingText};
pub use hidden::{Concealed, Hidden};
pub use image::{Image, ImageSource, RemoteImage};
pub use more_on_topic::{RelatedEntry, related_of};
pub use outdated::{Change, Outdated, Why};
pub use placement::{Placement, Spelling, Words};
pub use publisher::{Publisher, StaticPicture};
pub use slug_origin::SlugOrigin;
pub use story::Story;
pub use taxonomy::{Groups, Label, NameSource, Taxonomy, TaxonomyKind, Term, Wording};
pub use term_place::{place_of_tag, place_of_term};
pub use term_text::TermText;

use crate::input::config::Config;
use crate::input::config::embeds::Providers;
use crate::input::content::StoryId;
use crate::input::media::{MediaId, MediaLibrary};
use crate::input::statics::StaticFiles;
use crate::input::theme::Place;
use crate::language::locale::Locales;
use crate::language::{LanguageId, Moment};
use crate::path::{self, OutputPath, encode_path};
use related::Index;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, LazyLock};

/// The articles of each month, by year and month, the newest first.
pub type Months = BTreeMap<(i16, i8), Vec<ArticleId>>;

/// Index of a story by its id.
pub type StoryIndex = foldhash::HashMap<StoryId, usize>;

/// A resolved site. Its parts are shared: a site of which one article has changed has all others in common with the last.
#[derive(Clone)]
pub struct Site {
    /// `site.yaml`.
    pub config: Arc<Config>,
    /// The moment that the site is built for: embargoes and expiry are measured against it.
    pub now: Moment,
    /// Whether it is a proof: its pages say that they are not for publication.
    pub is_proof: bool,
    /// The languages.
    pub locales: Arc<Locales>,
    /// Public articles and plain pages, the newest first.
    pub articles: Vec<Arc<Article>>,
    /// Stories that have at least one public article.
    pub stories: Arc<Vec<Story>>,
    /// Index of a story by its id.
    pub story_index: Arc<StoryIndex>,
    /// Stories and translations that exist and are not public.
    pub hidden: Arc<HashMap<StoryId, Hidden>>,
    /// Stories of which a file is neither an article nor hidden: its mistakes are reported, and it is not said that there is
    /// no such story.
    pub incomplete: Arc<HashSet<StoryId>>,
    /// The sections and tags of all texts, public or not: their names will be needed.
    pub groups: Arc<Groups>,
    /// What is not public, as far as it takes to recognise it.
    pub concealed: Arc<Vec<Concealed>>,
    /// Public articles of each language (plain pages are not among them), the newest first.
    pub latest: Arc<Vec<Vec<ArticleId>>>,
    /// The same by year and month, those without a date apart: a page of a month must not look for it in a whole archive.
    pub months: Arc<Vec<Months>>,
    /// Plain pages of each language, in the order of the footer.
    pub pages: Arc<Vec<Vec<ArticleId>>>,
    /// Sections.
    pub sections: Arc<Taxonomy>,
    /// Tags.
    pub tags: Arc<Taxonomy>,
    /// Authors.
    pub authors: Arc<Taxonomy>,
    /// Who the authors are, in the order of `authors.terms`.
    pub profiles: Arc<Vec<Profile>>,
    /// What is said about authors, in each language that says something of its own.
    pub notes: Arc<Vec<Note>>,
    /// Dossiers. Their articles are in the order that each dossier asks for.
    pub dossiers: Arc<Taxonomy>,
    /// What the dossiers say, in the order of `dossiers.terms`: for each language the dossier's text in it.
    pub dossier_texts: Arc<Vec<Vec<Option<DossierText>>>>,
    /// Texts of dossiers that no page shows, for want of an article in their language.
    pub waiting_dossiers: Arc<Vec<WaitingText>>,
    /// Corrections of the articles of each language, the newest first.
    pub corrections: Arc<Vec<Vec<CorrectionId>>>,
    /// What the publisher shows of itself.
    pub publisher: Arc<Publisher>,
    /// The cover of the podcast, if there is one.
    pub cover: Option<MediaId>,
    /// Pictures and other files beside the articles.
    pub media: Arc<MediaLibrary>,
    /// Those of them that the front matter of public texts shows. What the texts themselves show is known when they have
    /// been rendered (`render/shown.rs`).
    pub published: Arc<BTreeSet<MediaId>>,
    /// Where the theme's pages show pictures, by name.
    pub places: Arc<BTreeMap<String, Place>>,
    /// Providers of what pages show of others.
    pub embeds: Arc<Providers>,
    /// Files of `static/` and of the themes.
    pub statics: Arc<StaticFiles>,
    /// What is needed to find related articles.
    pub related: Arc<Index>,
}

impl Site {
    /// The picture of an author that readers of a language see.
    pub fn photo(&self, author: usize, language: LanguageId) -> Option<Image> {
        let photo = self.profiles[author].photo.clone()?;
        Some(Image { source: photo.source.in_language(&self.media, language), ..photo })
    }

    /// An article. Who listens is told that it was looked at.
    pub fn article(&self, id: ArticleId) -> &Article {
        asked::note(id);
        &self.articles[id.0]
    }

    /// One of the ways of grouping articles.
    pub fn taxonomy(&self, kind: TaxonomyKind) -> &Taxonomy {
        match kind {
            TaxonomyKind::Section => &self.sections,
            TaxonomyKind::Tag => &self.tags,
            TaxonomyKind::Author => &self.authors,
            TaxonomyKind::Dossier => &self.dossiers,
        }
    }

    /// What files say of sections and tags that have pages in their language.
    pub fn term_texts(&self) -> impl Iterator<Item = &TermText> {
        let terms = TaxonomyKind::NAMED.into_iter().flat_map(|kind| &self.taxonomy(kind).terms);
        terms.flat_map(|term| term.texts.iter().flatten().map(|text| &**text))
    }

    /// A note about an author.
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.0]
    }

    /// The article that a reader of `language` gets of a story: in that language, or the nearest there is.
    pub fn best_article(&self, story: usize, language: LanguageId) -> Option<&Article> {
        let articles = &self.stories[story].articles;
        self.locales.fallbacks(language).into_iter().find_map(|l| articles[l.0]).map(|id| self.article(id))
    }

    /// The same among the articles that are in lists: what a page may lead to by itself.
    pub fn best_listed(&self, story: usize, language: LanguageId) -> Option<&Article> {
        let articles = &self.stories[story].articles;
        let listed =
            |l: LanguageId| articles[l.0].map(|id| self.article(id)).filter(|article| !article.placement.unlisted);
        self.locales.fallbacks(language).into_iter().find_map(listed)
    }

    /// The texts of an article's story that its page may name, by language: a listed article does not give away
    /// translations that are unlisted.
    pub fn translations_seen_from<'a>(
        &'a self,
        article: &Article,
    ) -> impl Iterator<Item = Option<&'a Article>> + use<'a> {
        let is_unlisted = article.placement.unlisted;
        let story = self.stories[article.story].articles.iter();
        story.map(move |id| id.map(|id| self.article(id)).filter(|other| is_unlisted || !other.placement.unlisted))
    }

    /// The note about an author that a language has itself.
    pub fn own_note(&self, author: usize, language: LanguageId) -> Option<&Note> {
        self.profiles[author].notes[language.0].map(|id| self.note(id)).filter(|note| note.language == language)
    }

    /// The texts that everything on public pages comes from, templates apart.
    pub fn public_sources(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let articles =
            self.articles.iter().filter(|article| !article.placement.unlisted).map(|article| &article.document);
        let notes = self.notes.iter().map(|note| &note.document);
        let dossiers = self.dossier_texts.iter().flatten().flatten().map(|dossier| &dossier.document);
        let terms = self.term_texts().map(|text| &text.document);
        let documents = articles.chain(notes).chain(dossiers).chain(terms).map(|document| document.text());
        let others = self.locales.sources().chain([self.config.places.text.as_str()]);
        documents.chain(others.map(Cow::Borrowed))
    }

    /// A place that pages have whatever their theme says of it; one that it does not name is as wide as a column of text.
    pub fn place(&self, name: &str) -> &Place {
        static USUAL: LazyLock<Place> = LazyLock::new(Place::usual);
        self.places.get(name).unwrap_or(&USUAL)
    }

    /// The path part of the site's base address, `/news` for `https://example.org/news`.
    pub fn base_path(&self) -> &str {
        path::base_path(&self.config.base_url)
    }

    /// A path below the domain as it is below the site's root, for a site that lies below a path; none for what lies elsewhere.
    pub fn below_base<'a>(&self, path: &'a str) -> Option<&'a str> {
        let base = self.base_path();
        path.strip_prefix(base).filter(|rest| !base.is_empty() && rest.starts_with('/'))
    }

    /// The address of an output file as a page of the site links to it.
    pub fn href(&self, path: &OutputPath) -> String {
        path.address_below(self.base_path())
    }

    /// The full address of an output file, encoded as a URI.
    pub fn absolute(&self, path: &OutputPath) -> String {
        self.full(&path.address())
    }

    /// The full address of a path below the site's root, encoded as a URI.
    pub fn full(&self, address: &str) -> String {
        [&*self.config.base_url, &*encode_path(address)].concat()
    }
}
