//! What can be said to the commands on the command line.

use super::profile;
use crate::diagnostic::Code;
use crate::input::discover::as_site_path;
use crate::language::locale::Pseudo;
use crate::pictures::Effort;
use crate::publish::{Durability, LastState, Terms, Trust};
use crate::serve::AllowedName;
use crate::sources::{self, Options, Texts, day_of};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// The folder to write to [default: `public` in the site's folder; for a proof, `proof`].
    #[arg(long, short, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Make everything anew, whatever the last build has left.
    #[arg(long)]
    pub full: bool,
    /// Read every text and every published file to see whether it is still as it was, and do not go by size and time.
    #[arg(long, conflicts_with = "full")]
    pub paranoid: bool,
    /// Wait so long for another build that is writing the same folder.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u64,
    /// Keep the state that was published before, so that `dateline rollback` can publish it again.
    #[arg(long)]
    pub keep_last: bool,
    #[command(flatten)]
    pub power: PowerArguments,
}

/// What may be lost where the power fails.
#[derive(Debug, Args)]
pub(super) struct PowerArguments {
    /// Do not wait until all is on the disk: less time, and a power failure may leave empty files.
    #[arg(long)]
    pub not_durable: bool,
}

impl PowerArguments {
    pub fn durability(&self) -> Durability {
        if self.not_durable { Durability::System } else { Durability::Power }
    }
}

impl BuildArguments {
    /// How the site is published.
    pub fn terms(&self) -> Terms<'static> {
        Terms {
            wait: Duration::from_secs(self.wait),
            last: if self.keep_last { LastState::IsKept } else { LastState::IsRemoved },
            durability: self.power.durability(),
            known: None,
        }
    }

    /// How far the last build is trusted.
    pub fn trust(&self) -> Trust {
        match (self.full, self.paranoid) {
            (true, _) => Trust::Nothing,
            (false, true) => Trust::Content,
            (false, false) => Trust::SizeAndTime,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub site: SiteArguments,
    /// What to do with addresses of other sites: `list` prints each with the pages that have it. None is asked for.
    #[arg(long, value_name = "WHAT")]
    pub external_links: Option<ExternalLinks>,
}

/// What becomes of addresses of other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExternalLinks {
    /// They are printed.
    List,
}

/// What is told of what was found, and what it stops.
#[derive(Debug, Args)]
pub(super) struct ProblemArguments {
    /// Show only problems with this code (D205); may be given more than once. What stops publication stays the same.
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = parse_code)]
    pub only: Vec<Code>,
    /// Treat warnings as errors.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// The address that the site will have, instead of `base_url` in site.yaml.
    #[arg(long, value_name = "ADDRESS")]
    pub base_url: Option<String>,
    /// Show drafts too. Not for publication: this makes a proof, in the folder `proof` where --out names no other, and its
    /// pages say so.
    #[arg(long)]
    pub drafts: bool,
    /// Show articles with a date in the future too. Not for publication: this makes a proof, see --drafts.
    #[arg(long)]
    pub future: bool,
    /// Write all messages in a shape that nobody overlooks: accented and longer, or (bidi) mirrored, from right to left.
    /// What stays plain on a page is not localised. Not for publication: this makes a proof, see --drafts.
    #[arg(long, value_name = "KIND", num_args = 0..=1, require_equals = true, default_missing_value = "accented",
          value_parser = Pseudo::parse)]
    pub pseudo: Option<Pseudo>,
    /// Build as if it were this moment (2025-01-20T09:00:00Z): the same input then gives the same site.
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
    /// The site that readers have now, to see which addresses have moved: the folder that it was built into, or its
    /// addresses.json [default: the output folder].
    #[arg(long, value_name = "PATH")]
    pub published: Option<PathBuf>,
    /// Let go what was public at the last build and is withheld now (a draft, a date in the future, expired): it is
    /// listed, and no problem. Without this it is a warning, and stops a build that is --strict.
    #[arg(long)]
    pub allow_withdrawn: bool,
    /// Publish without this text, which somebody will fix later: its file is not read, and links to it are told. May
    /// be given more than once.
    #[arg(long, value_name = "FILE")]
    pub leave_out: Vec<PathBuf>,
    #[command(flatten)]
    pub problems: ProblemArguments,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
    /// How many processor cores to use [default: all].
    #[arg(long, short, value_name = "NUMBER")]
    pub jobs: Option<NonZeroUsize>,
    /// Print how long each stage took, and how long each kind of file, each template and each text.
    #[arg(long)]
    pub timings: bool,
    /// Write where the time went: as a flame graph for the browser (profile.svg), or as stacks for other programs
    /// (profile.folded).
    #[arg(long, value_name = "FILE", value_parser = profile::parse)]
    pub profile: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct RelatedArguments {
    /// The article: its file (content/analysis/treaty.fr.md) or its story (analysis/treaty).
    pub article: String,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// The language, where the article is given as a story [default: all languages].
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// How many entries to show [default: as many as the page has].
    #[arg(long, short = 'n', value_name = "NUMBER")]
    pub count: Option<NonZeroUsize>,
    /// Count drafts too.
    #[arg(long)]
    pub drafts: bool,
    /// Count articles with a date in the future too.
    #[arg(long)]
    pub future: bool,
    /// Explain as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Show every change of the files as soon as they are saved.
    #[arg(long, short)]
    pub watch: bool,
    /// Look at the files again and again, where the system does not tell of changes: on network drives, in containers.
    #[arg(long, requires = "watch")]
    pub poll: bool,
    /// Open the browser.
    #[arg(long)]
    pub open: bool,
    /// The port; if it is taken, the next that is free.
    #[arg(long, short, value_name = "NUMBER", default_value_t = 4000)]
    pub port: u16,
    /// The name or address to listen on. 0.0.0.0 lets everybody in the network look at the preview.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// Another name under which the preview may be asked for, as on a remote machine or in a cloud editor;
    /// .example.org allows all names below it, too. May be given more than once.
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = AllowedName::parse)]
    pub allow_host: Vec<AllowedName>,
    /// Show drafts. This is the default; it takes back a --no-drafts that stands before it.
    #[arg(long, overrides_with = "no_drafts")]
    pub drafts: bool,
    /// Show no drafts: what a build would write.
    #[arg(long, overrides_with = "drafts")]
    pub no_drafts: bool,
    /// Show articles with a date in the future, too.
    #[arg(long)]
    pub future: bool,
    /// Go to the article that was saved, wherever the browser is.
    #[arg(long, requires = "watch")]
    pub follow: bool,
    /// Show pages without the writer's bar.
    #[arg(long)]
    pub plain: bool,
    /// Write all messages in a shape that nobody overlooks; see `build --help`.
    #[arg(long, value_name = "KIND", num_args = 0..=1, require_equals = true, default_missing_value = "accented",
          value_parser = Pseudo::parse)]
    pub pseudo: Option<Pseudo>,
    /// Show the site as it is at this moment (2025-01-20T09:00:00Z), and let no time go by.
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(super) struct ScheduleArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Print only the next moment, as an instant (2025-01-20T09:00:00Z), or nothing.
    #[arg(long, conflicts_with = "json")]
    pub next: bool,
    /// List what changes after this moment (2025-01-20T09:00:00Z): the last build, for one.
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct SlugsArguments {
    /// Articles, by their files (content/analysis/treaty.fr.md) [default: all, drafts too].
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// Write each slug into the front matter of its file.
    #[arg(long)]
    pub write: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct TagsArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Look for names in this language alone; may be given more than once [default: all].
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    pub lang: Vec<String>,
    /// List only tags that lack a name.
    #[arg(long)]
    pub missing: bool,
    /// Make a file for each name that is missing. A file that is there already stays as it is.
    #[arg(long)]
    pub write: bool,
    /// List as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct TranslationsArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Only this language; may be given more than once [default: all].
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    pub lang: Vec<String>,
    /// Only this section; may be given more than once [default: all, with pages and authors].
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    pub section: Vec<String>,
    /// Show only what stands like this.
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub only: Vec<Standing>,
    /// End with exit code 1 if anything stands like this, whether it is shown or not.
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub fail_on: Vec<Lack>,
    /// Write into these translations what they were translated from, so that a later change of the original shows.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["lang", "section", "only", "fail_on"])]
    pub record: Option<Vec<PathBuf>>,
    /// The same for all that have no such record, are no drafts, and are not known to be out of date.
    #[arg(long, conflicts_with_all = ["lang", "section", "only", "fail_on", "record"])]
    pub record_all: bool,
    /// Show what has changed in an original since it was translated, word by word, beside its translations: of a story
    /// (news/treaty), or of one of its files.
    #[arg(long, value_name = "STORY", conflicts_with_all = ["section", "only", "fail_on", "record", "record_all"])]
    pub diff: Option<String>,
    /// List as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

/// How a translation can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Standing {
    /// There, and up to date as far as is known.
    Present,
    /// Not there.
    Missing,
    /// The original has changed since.
    Outdated,
}

/// How a translation can stand that is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lack {
    /// Not there.
    Missing,
    /// The original has changed since.
    Outdated,
}

impl SiteArguments {
    /// The texts that are left out, as the site knows them.
    pub fn left_out(&self) -> Vec<String> {
        self.leave_out.iter().map(|file| path_in_site(&self.root, file)).collect()
    }

    pub fn options(&self) -> Options {
        Options {
            root: self.root.clone(),
            base_url: self.base_url.clone(),
            drafts: self.drafts,
            future: self.future,
            proof: self.drafts || self.future || self.pseudo.is_some(),
            pseudo: self.pseudo,
            now: self.now.unwrap_or_else(Timestamp::now),
            effort: Effort::Whole,
            texts: Texts::Kept,
            leave_out: self.left_out(),
            today: today(),
        }
    }
}

/// Options of the commands that list something of a site and write no pages: all texts count, also those that are not
/// public yet.
pub fn to_list(root: &Path, now: Option<Timestamp>) -> Options {
    Options {
        root: root.to_owned(),
        base_url: None,
        drafts: true,
        future: true,
        proof: false,
        pseudo: None,
        now: now.unwrap_or_else(Timestamp::now),
        effort: Effort::Beginning,
        texts: Texts::Kept,
        leave_out: Vec::new(),
        today: today(),
    }
}

/// Today by the clock of the machine: days from 1970.
pub fn today() -> i64 {
    day_of(Timestamp::now())
}

/// The path of a file below the site's root, as it was named: from there, or from the current folder.
fn path_in_site(root: &Path, file: &Path) -> String {
    let is_below = file.is_relative() && root.join(file).symlink_metadata().is_ok();
    if is_below { as_site_path(file) } else { sources::below(root, file) }
}

fn parse_code(text: &str) -> Result<Code, String> {
    Code::parse(text)
        .ok_or_else(|| format!("`{text}` is no code of a problem; each problem is printed with its code: D205"))
}

pub(super) fn parse_instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| format!("`{text}` is no instant; write it with its offset: 2025-01-20T09:00:00Z"))
}
