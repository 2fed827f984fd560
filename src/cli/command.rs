//! The commands that there are.

use super::arguments::{
    BuildArguments, CheckArguments, RelatedArguments, ScheduleArguments, ServeArguments, SlugsArguments, TagsArguments,
};
use super::cms::CmsArguments;
use super::import::ImportArguments;
use super::init::InitArguments;
use super::list::ListArguments;
use super::new::NewArguments;
use super::rename::RenameArguments;
use super::rollback::RollbackArguments;
use super::schema::SchemaArguments;
use super::theme::ThemeArguments;
use super::translations::TranslationsOrExchange;
use super::watch::WatchArguments;
use super::withdraw::{GoneArguments, UnpublishArguments};
use clap::{Parser, Subcommand};

/// Dateline turns a newsroom's articles into a web site in all its languages.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, disable_help_subcommand = true, propagate_version = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the web site.
    ///
    /// Reads the site's folder and writes the pages to the folder `public`. If anything is wrong, all problems are
    /// listed and the pages that were there before stay as they were.
    Build(BuildArguments),
    /// Look for problems without writing anything.
    ///
    /// Does everything that `build` does, and throws the pages away. Run it before you publish.
    Check(CheckArguments),
    /// Write the configuration and the page of a content management system that works on the site's Git repository.
    ///
    /// Editors then write in the browser: sections, authors, pages, dossiers and terms, in all languages of the site.
    Cms(CmsArguments),
    /// Let addresses be gone for good: hosts answer 410 for them, and their texts are taken out of the site.
    ///
    /// The files are kept in the folder `withdrawn`, or deleted with --delete. Texts that name them are listed.
    Gone(GoneArguments),
    /// Make a site of an archive: of Hugo, Jekyll, WordPress and others.
    ///
    /// The report tells what came over, what was changed, what must be decided and what was left out. Old addresses are kept,
    /// or lead on. Nothing is fetched, and nothing that is there is written over.
    Import(ImportArguments),
    /// Make a new site: small, ready to be published, in all its languages.
    ///
    /// Asks for what it must know, unless it is said here; where nobody can be asked, it takes what is usual. Nothing that is
    /// there is written over.
    Init(InitArguments),
    /// Print what the program is made with, and under which licences: whoever hands the program on hands this on
    /// with it.
    #[command(alias = "licenses")]
    Licences,
    /// Find texts: drafts, what is scheduled, by author, tag, words, language, or what was changed lately.
    ///
    /// Filters narrow: `dateline list --drafts --lang fr --changed 7d`. Nothing is written.
    List(ListArguments),
    /// Begin a text: an article, its translation, a page, an author, a dossier, a name for a tag or a section.
    ///
    /// A translation has the structure of its original, with gaps for the words. Nothing that is there is written over; the
    /// path of the new file is printed.
    New(NewArguments),
    /// Explain "More on this topic" of an article: which articles, and why these.
    Related(RelatedArguments),
    /// Give a story another name or section: its files move in all languages, links to it are written anew, and the old
    /// address leads on. A section, a tag, an author or a dossier can be renamed, too.
    ///
    /// All of it is done, or nothing: with --dry-run it is only shown.
    Rename(RenameArguments),
    /// Publish again what was published before the last build, at once.
    ///
    /// For when something went out that must not stay, and there is no time to fix it first. What is published now is kept
    /// in its place: called again, the command takes itself back. The texts stay as they are, and the next build
    /// publishes what they say.
    Rollback(RollbackArguments),
    /// Write JSON Schemas of the site's files: editors then complete keys, explain them, and mark what is wrong.
    ///
    /// They know the site at hand: its languages, authors, sections and tags. Without a site they fit any.
    Schema(SchemaArguments),
    /// Preview the web site in a browser, drafts too.
    ///
    /// Nothing is written. With --watch every page follows its files: a change shows as soon as it is saved.
    Serve(ServeArguments),
    /// List when the published site changes without an edit, so that it can be built again exactly then.
    ///
    /// An embargo ends, an article expires, an article is too old for the news sitemap. Between these moments the site
    /// stays as it is.
    Schedule(ScheduleArguments),
    /// List the addresses that would change with a title or a transliteration, and pin them.
    ///
    /// An address must not change once it is published. What comes from the name of the file or from `slug` in the front
    /// matter stays; what comes from a title is listed here. With --write each gets its line `slug: …`, once and for all.
    Slugs(SlugsArguments),
    /// List the tags: how often each is used in which language, which have no name there, and which may be one.
    ///
    /// Drafts and articles to come are counted, too; the most used tags come first. With --write each tag that lacks a name
    /// gets a file, content/tags/<id>.<language>.md, to put it in.
    Tags(TagsArguments),
    /// Look at the theme, take copies of its files, and see what these miss of the program's newer ones.
    Theme(ThemeArguments),
    /// List what is left to translate: per story and language what is present, missing or out of date, with the words
    /// to do.
    ///
    /// Drafts and articles to come are listed too, what has expired is not. The newest stories come first, then plain
    /// pages and notes about authors.
    Translations(TranslationsOrExchange),
    /// Take stories back from readers: they become drafts, in all languages or in one, and keep their words.
    ///
    /// Texts that name them are listed. --undo publishes them again.
    Unpublish(UnpublishArguments),
    /// Build the web site, and again whenever something was saved, a commit has arrived, an embargo ends or an article
    /// expires: for a newsroom's own server.
    ///
    /// Each time all of it is published or nothing, as `build` does it. What is wrong is told, and the published site
    /// stays as it was until it is fixed. Ctrl-C ends it, and so does the system's own signal.
    Watch(WatchArguments),
}
