//! The archive: what every source is read into, whatever generator or system it comes from.

use crate::input::old_address::OldAddress;
use crate::language::WrittenDate;
use crate::path::without_slash;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_yaml::Mapping;
use std::path::PathBuf;

/// All that a source holds but its texts, which are read one by one.
#[derive(Debug, Default)]
pub struct Archive {
    /// The name of the site.
    pub title: Option<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// Its address, without a slash at the end.
    pub base_url: Option<String>,
    /// Where its clock hangs, by IANA's name.
    pub time_zone: Option<String>,
    /// Its languages; the first is its own. At least one, once it is read.
    pub languages: Vec<ArchiveLanguage>,
    /// Articles and pages, in the order of their places.
    pub entries: Vec<Entry>,
    /// What sections and tags are called.
    pub terms: Vec<ArchiveTerm>,
    /// Who wrote.
    pub authors: Vec<ArchiveAuthor>,
    /// The files that are no texts.
    pub files: Vec<ArchiveFile>,
    /// Public addresses of what is neither an article nor a page.
    pub lists: Vec<ListAddress>,
    /// Articles on a page of a list.
    pub paginate: Option<usize>,
    /// Sections in the order of the menu.
    pub sections: Vec<String>,
}

/// A language of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveLanguage {
    /// The BCP 47 tag.
    pub tag: String,
    /// What its addresses begin with, without slashes; empty at the root.
    pub prefix: String,
}

/// An article or a page.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Where it stands in the source, for people and for links: a path with `/`, or "post 123".
    pub place: String,
    /// What it is.
    pub role: Role,
    /// Its language, as one of [`Archive::languages`] is tagged; the first where none is said.
    pub language: Option<String>,
    /// What its translations have in common; two entries of one story and one language are an error of the source.
    pub story: String,
    /// The section, as an id: the name of a folder.
    pub section: Option<String>,
    /// What its file is called, as far as the name is free.
    pub stem: String,
    /// Where it was or, of what was not public, would have been: a path from the site's root, in whatever form.
    pub address: Option<String>,
    /// Further old addresses.
    pub aliases: Vec<String>,
    /// Whether it is public.
    pub state: State,
    /// The headline.
    pub title: Option<String>,
    /// The day, in a form that front matter takes.
    pub date: Option<String>,
    /// The last change.
    pub updated: Option<String>,
    /// When it goes.
    pub expires: Option<String>,
    /// The names of its authors, or their ids.
    pub authors: Vec<String>,
    /// Its tags as they are written.
    pub tags: Vec<String>,
    /// The standfirst.
    pub summary: Option<String>,
    /// The lead picture.
    pub image: Option<LeadPicture>,
    /// Where it was first published.
    pub canonical: Option<String>,
    /// The address that its headline leads to, in a link post.
    pub featured: bool,
    /// What else its front matter says, by its own names.
    pub extra: Mapping,
    /// The folder of the source whose files belong to it: a path with `/`.
    pub folder: Option<String>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Role {
    /// It has a date and a section, and stands in lists.
    #[default]
    Article,
    /// A plain page.
    Page,
}

/// Whether an entry is public. A date ahead and one that has passed are judged apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// In the lists.
    #[default]
    Public,
    /// On the site, in no list.
    Unlisted,
    /// Withheld.
    Draft,
}

/// The picture at the top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadPicture {
    /// Its address or path, as the source has it.
    pub src: String,
    /// What it shows.
    pub alt: Option<String>,
    /// The line below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// Which kind of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermKind {
    /// The section with an id.
    Section,
    /// The tag that is written like this.
    Tag,
    /// An author, by name or id as entries have it.
    Author,
}

/// What a section or a tag is called in a language, and where its page was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveTerm {
    /// Section or tag.
    pub kind: TermKind,
    /// The section's id, or the tag as entries have it.
    pub key: String,
    /// The language; the first where none is said.
    pub language: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// A sentence about it.
    pub summary: Option<String>,
    /// Its introduction, in Markdown.
    pub text: String,
    /// Where its page was.
    pub address: Option<String>,
}

/// An author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveAuthor {
    /// As entries name the author.
    pub key: String,
    /// The language of what is said; the first where none is said.
    pub language: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What the author does.
    pub role: Option<String>,
    /// The note about the author, in Markdown.
    pub text: String,
    /// A portrait, as the source has it.
    pub photo: Option<String>,
    /// Name and address of where else the author is.
    pub links: Vec<(String, String)>,
    /// Where the author's page was.
    pub address: Option<String>,
}

/// A file that is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveFile {
    /// Where it is on the disk.
    pub disk: PathBuf,
    /// Its path in the source, with `/`.
    pub place: String,
    /// Where readers had it: a path from the site's root, not encoded. None of what was no page's own.
    pub address: Option<String>,
    /// Whether it was on the site whoever named it.
    pub publish: Publish,
}

/// When a file is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publish {
    /// In any case: the folder was published as it was.
    Always,
    /// Where a text names it.
    Named,
    /// As a data file of the site.
    Data,
}

/// What is at the public address of a list or a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListAddress {
    /// The old address.
    pub address: String,
    /// What was there.
    pub of: ListOf,
}

/// What a public address shows that is neither an article nor a page. Languages are tags; none is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListOf {
    /// The home page of a language.
    Home(Option<String>),
    /// A term.
    Term(TermKind, String, Option<String>),
    /// The feed of a home page.
    Feed(Option<String>),
    /// The feed of a term.
    TermFeed(TermKind, String, Option<String>),
    /// A year of the archive, or a month of it.
    Archive(Option<String>, i16, Option<i8>),
    /// All tags.
    Tags(Option<String>),
    /// All authors.
    Authors(Option<String>),
}

/// A text, and how it is marked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// Markdown, with raw HTML in it perhaps.
    Markdown(String),
    /// HTML.
    Html(String),
}

impl Archive {
    /// The language of something that may not say one.
    pub fn language_or_first<'a>(&'a self, said: Option<&'a str>) -> &'a str {
        said.or_else(|| self.languages.first().map(|language| language.tag.as_str())).unwrap_or_default()
    }

    /// Where the clock hangs.
    pub fn zone(&self) -> TimeZone {
        self.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
    }

    /// The address that texts of the archive have for the site.
    pub fn own_address(&self) -> &str {
        self.base_url.as_deref().unwrap_or("https://example.org")
    }

    /// An address below the site's root as something that can be compared, however it is written.
    pub fn read_address(&self, text: &str) -> Option<OldAddress> {
        OldAddress::read(text, self.own_address()).ok().map(|reading| reading.address)
    }
}

impl Entry {
    /// Whether readers have it now.
    pub fn is_public(&self, zone: &TimeZone, now: Timestamp) -> bool {
        let at = |date: &Option<String>| {
            let date = WrittenDate::parse(date.as_deref()?).ok()?;
            date.in_zone(zone).map(|moment| moment.timestamp)
        };
        self.state != State::Draft
            && at(&self.date).is_none_or(|date| date <= now)
            && at(&self.expires).is_none_or(|end| end > now)
    }

    /// The day in the site's time zone.
    pub fn day(&self, zone: &TimeZone) -> Option<jiff::civil::Date> {
        let date = WrittenDate::parse(self.date.as_deref()?).ok()?;
        date.in_zone(zone).map(|moment| moment.local.date())
    }
}

/// The last part of an address, without its ending.
pub fn last_part(address: &str) -> &str {
    let path = without_slash(address.split(['?', '#']).next().unwrap_or_default());
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".html").unwrap_or(name)
}
