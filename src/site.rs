//! The site: resolved, immutable, complete. Everything that a page shows can be read off it.

use crate::config::{Config, Policy};
use crate::content::{Document, Kind, Moment, StoryId, WebLink};
use crate::diagnostic::{Diagnostics, Place};
use crate::discover::SourceFile;
use crate::locale::{LanguageId, Locales};
use crate::markdown::Body;
use crate::media::{MediaId, MediaLibrary, StaticFiles};
use crate::path::OutputPath;
use crate::related::Index;
use crate::render::{FeedEntry, LinkedData};
use crate::routes::RouteTable;
use crate::slugs::SlugOrigin;
use crate::templates::{Templates, Value};
use crate::translations::Outdated;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Index of an article in [`Site::articles`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub usize);

/// A resolved site. Its parts are shared: a site of which one article has changed has all others in common with the last.
#[derive(Clone)]
pub struct Site {
    /// `site.yaml`.
    pub config: Arc<Config>,
    /// The moment that the site is built for: embargoes and expiry are measured against it.
    pub now: Moment,
    /// The languages.
    pub locales: Arc<Locales>,
    /// Public articles and plain pages, the newest first.
    pub articles: Vec<Arc<Article>>,
    /// What has been made of the articles so far, in the same order.
    pub rendered: Vec<Arc<Rendered>>,
    /// Stories that have at least one public article.
    pub stories: Arc<Vec<Story>>,
    /// Index of a story by its id.
    pub story_index: Arc<HashMap<StoryId, usize>>,
    /// Stories and translations that exist and are not public.
    pub hidden: Arc<HashMap<StoryId, Hidden>>,
    /// What is not public, as far as it takes to recognise it.
    pub concealed: Arc<Vec<Concealed>>,
    /// Public articles of each language (plain pages are not among them), the newest first.
    pub latest: Arc<Vec<Vec<ArticleId>>>,
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
    /// What structured data repeats on many pages, once it has been asked for.
    pub linked_data: OnceLock<Arc<LinkedData>>,
    /// Pictures and other files beside the articles.
    pub media: Arc<MediaLibrary>,
    /// Files of `static/` and of the themes.
    pub statics: Arc<StaticFiles>,
    /// What is needed to find related articles.
    pub related: Arc<Index>,
    /// The templates, compiled.
    pub templates: Arc<Templates>,
    /// Every output file.
    pub routes: Arc<RouteTable>,
}

/// Why an article is not public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It is marked as a draft.
    Draft,
    /// Its date is in the future.
    Embargo,
    /// Its time is over.
    Expired,
    /// Only those find it who have its address.
    Unlisted,
}

impl Hidden {
    /// The state in a sentence: "is a draft".
    pub fn in_words(self) -> &'static str {
        match self {
            Hidden::Draft => "is a draft",
            Hidden::Embargo => "is under embargo",
            Hidden::Expired => "has expired",
            Hidden::Unlisted => "is unlisted",
        }
    }
}

/// A text that is not public: what would betray it.
#[derive(Debug)]
pub struct Concealed {
    /// Its title in its file.
    pub place: Place,
    /// The place of its summary.
    pub summary_place: Place,
    /// Its language.
    pub language: LanguageId,
    /// Ids of its tags.
    pub tags: Vec<String>,
    /// Ids of its authors.
    pub authors: Vec<String>,
    /// Addresses that the pages of its tags and authors would have, where no public article has them.
    pub terms: Vec<String>,
    /// Why it is not public.
    pub why: Hidden,
    /// Its id; other texts of the story may be public.
    pub story: StoryId,
    /// The headline, as written and as set.
    pub title: Vec<String>,
    /// The standfirst, as written and as set.
    pub summary: Vec<String>,
    /// The addresses that it would have, the old ones among them, below the site's root.
    pub addresses: Vec<String>,
    /// Pictures that nothing public shows.
    pub pictures: Vec<OutputPath>,
}

/// One text in one language.
#[derive(Debug)]
pub struct Article {
    /// Its own index.
    pub id: ArticleId,
    /// Index of its story.
    pub story: usize,
    /// Its language.
    pub language: LanguageId,
    /// The file.
    pub document: Arc<Document>,
    /// The headline.
    pub title: String,
    /// The standfirst.
    pub summary: Option<String>,
    /// Index of the section; none for a plain page.
    pub section: Option<usize>,
    /// Indices of the authors, in the order of the byline.
    pub authors: Vec<usize>,
    /// Indices of the tags, in ascending order.
    pub tags: Vec<usize>,
    /// Indices of the dossiers that it is in, in ascending order.
    pub dossiers: Vec<usize>,
    /// Publication; none only for a plain page.
    pub date: Option<Moment>,
    /// Last change in substance.
    pub updated: Option<Moment>,
    /// End of publication.
    pub expires: Option<Moment>,
    /// The lead picture.
    pub image: Option<Image>,
    /// A raster picture that only link previews show.
    pub social_image: Option<MediaId>,
    /// A sentence lifted out of the text.
    pub pullquote: Option<String>,
    /// The genre.
    pub kind: Option<Kind>,
    /// The place that it is written from.
    pub dateline: Option<String>,
    /// Corrections, in the order of the front matter.
    pub corrections: Vec<(Moment, String)>,
    /// Old addresses.
    pub aliases: Vec<String>,
    /// First publication elsewhere.
    pub canonical: Option<String>,
    /// Whether it is a candidate for the top of the home page.
    pub featured: bool,
    /// Whether it is a draft (shown only where drafts are asked for).
    pub draft: bool,
    /// Whether only those find it who have its address: it is in no list, and no page but its translations that are
    /// unlisted, too, says by itself that it exists.
    pub unlisted: bool,
    /// Whether it is a translation that says what it was translated from.
    pub recorded: bool,
    /// What it lacks, if it is a translation that is out of date.
    pub outdated: Option<Outdated>,
    /// Entries at the top of "More on this topic".
    pub pinned: Vec<Pinned>,
    /// Whatever the theme wants.
    pub extra: serde_yaml::Mapping,
    /// Whether it is set by the rules of its language, where it says so itself.
    pub typography: Option<bool>,
    /// The last part of its address.
    pub slug: String,
    /// What that was made of.
    pub slug_origin: SlugOrigin,
    /// Where it is written.
    pub path: OutputPath,
}

/// What has been made of an article.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The text, once it has been asked for.
    pub body: OnceLock<Body>,
    /// The article as lists show it, once one has asked for it.
    pub card: OnceLock<Value>,
    /// The article as feeds hold it, once one has asked for it.
    pub feed_entry: OnceLock<FeedEntry>,
}

impl Article {
    /// The last change that a reader should know of: an update or a correction, else the publication itself.
    pub fn changed(&self) -> Option<Moment> {
        let corrected = self.corrections.iter().map(|(at, _)| *at).max();
        self.updated.max(corrected).max(self.date)
    }
}

/// A pinned entry.
#[derive(Debug, Clone)]
pub enum Pinned {
    /// A story, by its index.
    Story(usize),
    /// A page elsewhere.
    External(WebLink),
}

/// The lead picture of an article.
#[derive(Debug, Clone)]
pub struct Image {
    /// The file.
    pub file: MediaId,
    /// What it shows.
    pub alt: Option<String>,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// An article and its translations.
#[derive(Debug)]
pub struct Story {
    /// The id.
    pub id: StoryId,
    /// The language that it was first written in.
    pub original: LanguageId,
    /// The public article in each language.
    pub articles: Vec<Option<ArticleId>>,
}

/// The ways of grouping articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaxonomyKind {
    /// By section.
    Section,
    /// By tag.
    Tag,
    /// By author.
    Author,
    /// By dossier.
    Dossier,
}

impl TaxonomyKind {
    /// All of them.
    pub const ALL: [TaxonomyKind; 4] =
        [TaxonomyKind::Section, TaxonomyKind::Tag, TaxonomyKind::Author, TaxonomyKind::Dossier];
}

/// A way of grouping articles: sections, tags, authors, dossiers.
#[derive(Debug, Clone, Default)]
pub struct Taxonomy {
    /// The groups, by id.
    pub terms: Vec<Term>,
    /// Index of a term by its id.
    pub index: HashMap<String, usize>,
}

impl Taxonomy {
    /// Whether any of the groups has an article in a language.
    pub fn has_articles(&self, language: LanguageId) -> bool {
        self.terms.iter().any(|term| !term.articles[language.0].is_empty())
    }
}

/// One section, tag, author or dossier.
#[derive(Debug, Clone)]
pub struct Term {
    /// The id, the same in all languages.
    pub id: String,
    /// What it is called, in each language.
    pub labels: Vec<Label>,
    /// Its articles in each language, the newest first; those of a dossier in the dossier's own order.
    pub articles: Vec<Vec<ArticleId>>,
    /// The address of its first page in each language, without the site's base path.
    pub addresses: Vec<String>,
}

/// The name of a term in one language.
#[derive(Debug, Clone)]
pub struct Label {
    /// The name.
    pub name: String,
    /// Its part of the address.
    pub slug: String,
    /// A sentence about it.
    pub description: Option<String>,
}

/// An author.
#[derive(Debug, Default)]
pub struct Profile {
    /// The author's file for each language: the language's own, or that of a fallback.
    pub notes: Vec<Option<Arc<Note>>>,
    /// A picture.
    pub photo: Option<MediaId>,
    /// Where else to find the author, in each language: what the language's own file says, or the nearest that says it.
    pub links: Vec<Vec<WebLink>>,
}

/// The files and pages of the publisher.
#[derive(Debug, Default)]
pub struct Publisher {
    /// The logo.
    pub logo: Option<StaticPicture>,
    /// The raster picture of link previews for pages that have none of their own.
    pub card: Option<StaticPicture>,
    /// The drawing that the icons are made of.
    pub icon: Option<SourceFile>,
    /// The stories of the plain pages that say how the newsroom works.
    pub policies: Vec<(Policy, usize)>,
}

/// A picture in `static/`.
#[derive(Debug, Clone)]
pub struct StaticPicture {
    /// Where it is written.
    pub path: OutputPath,
    /// Width and height in pixels, where the file says them.
    pub size: Option<(u32, u32)>,
    /// Its media type, if it is a raster picture.
    pub media_type: Option<&'static str>,
}

/// A dossier in one language.
#[derive(Debug, Clone)]
pub struct DossierText {
    /// The language that it is written in.
    pub language: LanguageId,
    /// What it is about.
    pub summary: Option<String>,
    /// The picture.
    pub image: Option<Image>,
    /// A raster picture that only link previews show.
    pub social_image: Option<MediaId>,
    /// Indices of its tags.
    pub tags: Vec<usize>,
    /// Whether it is a draft (shown only where drafts are asked for).
    pub draft: bool,
    /// Whether it is set by the rules of its language, where it says so itself.
    pub typography: Option<bool>,
    /// Whatever the theme wants.
    pub extra: serde_yaml::Mapping,
    /// The file; its body is the introduction.
    pub document: Arc<Document>,
    /// The rendered introduction, once it has been asked for.
    pub body: OnceLock<Body>,
}

/// A dossier in a language that has no article for it.
#[derive(Debug)]
pub struct WaitingText {
    /// Index of the dossier.
    pub dossier: usize,
    /// Its language.
    pub language: LanguageId,
    /// The file.
    pub document: Arc<Document>,
}

/// A correction: the article, and which of its corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrectionId {
    /// The article.
    pub article: ArticleId,
    /// Index in [`Article::corrections`].
    pub index: usize,
}

/// The note about an author in one language.
#[derive(Debug, Clone)]
pub struct Note {
    /// The language that it is written in.
    pub language: LanguageId,
    /// What the author does.
    pub role: Option<String>,
    /// Whether it is a translation that says what it was translated from.
    pub recorded: bool,
    /// What it lacks, if it is a translation that is out of date.
    pub outdated: Option<Outdated>,
    /// The file; its body is the note.
    pub document: Arc<Document>,
    /// The rendered note, once it has been asked for.
    pub body: OnceLock<Body>,
}

impl Site {
    /// An article.
    pub fn article(&self, id: ArticleId) -> &Article {
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

    /// An article's text, rendered on first use.
    pub fn body(&self, article: &Article) -> &Body {
        self.rendered(article).body.get_or_init(|| crate::markdown::render_article(self, article, article.language))
    }

    /// What has been made of an article so far.
    pub fn rendered(&self, article: &Article) -> &Rendered {
        &self.rendered[article.id.0]
    }

    /// An author's note, rendered on first use.
    pub fn note_body<'a>(&'a self, note: &'a Note) -> &'a Body {
        note.body.get_or_init(|| crate::markdown::render_note(self, note))
    }

    /// A dossier's introduction, rendered on first use.
    pub fn dossier_body<'a>(&'a self, text: &'a DossierText) -> &'a Body {
        text.body.get_or_init(|| crate::markdown::render_dossier(self, text))
    }

    /// The article that a reader of `language` gets of a story: in that language, or the nearest there is.
    pub fn best_article(&self, story: usize, language: LanguageId) -> Option<&Article> {
        let articles = &self.stories[story].articles;
        self.locales.fallbacks(language).into_iter().find_map(|l| articles[l.0]).map(|id| self.article(id))
    }

    /// The same among the articles that are in lists: what a page may lead to by itself.
    pub fn best_listed(&self, story: usize, language: LanguageId) -> Option<&Article> {
        let articles = &self.stories[story].articles;
        let listed = |l: LanguageId| articles[l.0].map(|id| self.article(id)).filter(|article| !article.unlisted);
        self.locales.fallbacks(language).into_iter().find_map(listed)
    }

    /// The texts of an article's story that its page may name, by language: a listed article does not give away
    /// translations that are unlisted.
    pub fn translations_seen_from<'a>(
        &'a self,
        article: &Article,
    ) -> impl Iterator<Item = Option<&'a Article>> + use<'a> {
        let is_unlisted = article.unlisted;
        let story = self.stories[article.story].articles.iter();
        story.map(move |id| id.map(|id| self.article(id)).filter(|other| is_unlisted || !other.unlisted))
    }

    /// The texts that everything on public pages comes from, templates apart.
    pub fn public_sources(&self) -> impl Iterator<Item = &str> {
        let articles = self.articles.iter().filter(|article| !article.unlisted).map(|article| &article.document);
        let notes = self.profiles.iter().flat_map(|profile| profile.notes.iter().flatten()).map(|note| &note.document);
        let dossiers = self.dossier_texts.iter().flatten().flatten().map(|dossier| &dossier.document);
        let documents = articles.chain(notes).chain(dossiers).map(|document| document.text.as_str());
        documents.chain(self.locales.sources()).chain([self.config.places.text.as_str()])
    }

    /// The path part of the site's base address, `/news` for `https://example.org/news`.
    pub fn base_path(&self) -> &str {
        base_path(&self.config.base_url)
    }

    /// The address of an output file as a page of the site links to it.
    pub fn href(&self, path: &OutputPath) -> String {
        format!("{}{}", self.base_path(), path.address())
    }

    /// The full address of an output file, encoded as a URI.
    pub fn absolute(&self, path: &OutputPath) -> String {
        self.full(&path.address())
    }

    /// The full address of a path below the site's root, encoded as a URI.
    pub fn full(&self, address: &str) -> String {
        format!("{}{}", self.config.base_url, crate::path::encode_path(address))
    }

    /// Problems that showed only while the texts were rendered.
    pub fn text_problems(&self) -> Diagnostics {
        let bodies = self.rendered.iter().filter_map(|rendered| rendered.body.get());
        let notes = self.profiles.iter().flat_map(|p| p.notes.iter().flatten()).filter_map(|n| n.body.get());
        let dossiers = self.dossier_texts.iter().flatten().flatten().filter_map(|d| d.body.get());
        Diagnostics(bodies.chain(notes).chain(dossiers).flat_map(|body| body.problems.0.iter().cloned()).collect())
    }
}

/// The path part of an address, without a slash at its end.
pub fn base_path(base_url: &str) -> &str {
    let after_scheme = base_url.find("://").map_or(0, |i| i + 3);
    base_url[after_scheme..].find('/').map_or("", |slash| &base_url[after_scheme + slash..])
}
