//! `dateline list`: which texts there are, found by what they are and what they say.

mod changed;
mod filter;
mod json;
mod table;
mod words;

use super::arguments::to_list;
use super::{exit_code, print};
use crate::input::content::Kind;
use crate::language::text::counted;
use crate::scaffold::archive::{Archive, State};
use crate::site::Article;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Drafts. With other words of this kind (--scheduled, --expired, …): texts in one of these states.
    #[arg(long)]
    pub drafts: bool,
    /// Texts that wait for their day: their date lies ahead.
    #[arg(long, visible_alias = "embargoed")]
    pub scheduled: bool,
    /// Texts whose time is over.
    #[arg(long)]
    pub expired: bool,
    /// Texts that only those find who have their address.
    #[arg(long)]
    pub unlisted: bool,
    /// Texts that readers find on the site.
    #[arg(long)]
    pub published: bool,
    /// By this author (an id: simon-westwood); may be given more than once: by one of them.
    #[arg(long, value_name = "ID")]
    pub author: Vec<String>,
    /// With this tag, in any spelling; may be given more than once: with all of them.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// In this section (an id: news); may be given more than once: in one of them.
    #[arg(long, value_name = "SECTION")]
    pub section: Vec<String>,
    /// In this language; may be given more than once: in one of them.
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    pub lang: Vec<String>,
    /// Of this kind; may be given more than once: of one of them.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<WantedKind>,
    /// With these words in the title, the standfirst or the text: all of them, in any order. Capitals and accents do not
    /// matter, and a word is found in a longer one, too.
    #[arg(long, short, value_name = "WORDS")]
    pub search: Vec<String>,
    /// Whose file was changed in the last 12h, 7d or 2w, or since a day: 2025-01-20.
    #[arg(long, value_name = "TIME")]
    pub changed: Option<String>,
    /// What comes first: the latest date, the last change of a file, or the title by the alphabet.
    #[arg(long, value_name = "BY", default_value = "date")]
    pub sort: Sort,
    /// How many texts to show at most [default: all].
    #[arg(long, short = 'n', value_name = "NUMBER")]
    pub count: Option<NonZeroUsize>,
    /// Print the files alone, one on each line, for another program.
    #[arg(long, conflicts_with = "json")]
    pub paths: bool,
    /// The same with a zero byte after each, for `xargs -0`.
    #[arg(long, short = '0', conflicts_with = "json")]
    pub null: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// List as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = super::arguments::parse_instant)]
    pub now: Option<Timestamp>,
    /// Print the result as JSON, for other programs.
    #[arg(long)]
    pub json: bool,
}

/// A kind of text that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum WantedKind {
    /// A report of events.
    News,
    /// What events mean.
    Analysis,
    /// What the author thinks.
    Opinion,
    /// Questions and answers.
    Interview,
    /// A report from the place.
    Reportage,
    /// A plain page, such as `about`.
    Page,
}

impl WantedKind {
    fn is_of(self, article: &Article) -> bool {
        let kind = match self {
            WantedKind::Page => return article.placement.is_page,
            WantedKind::News => Kind::News,
            WantedKind::Analysis => Kind::Analysis,
            WantedKind::Opinion => Kind::Opinion,
            WantedKind::Interview => Kind::Interview,
            WantedKind::Reportage => Kind::Reportage,
        };
        article.kind == Some(kind)
    }
}

/// What comes first in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// The latest date of publication.
    Date,
    /// The last change of the file.
    Changed,
    /// The title, by the alphabet of its language.
    Title,
}

/// A text of the list.
struct Row<'a> {
    article: &'a Article,
    state: State,
    /// When its file was last changed, where that was asked for and can be known.
    changed: Option<Timestamp>,
}

/// Runs the command.
pub(super) fn run(arguments: &ListArguments) -> ExitCode {
    let options = to_list(&arguments.root, arguments.now);
    let (archive, problems) = Archive::load(&options);
    let Some(archive) = archive else {
        print::problems(&problems, &[]);
        return exit_code(problems.outcome(false));
    };
    let wanted = match filter::Wanted::read(arguments, &archive) {
        Ok(wanted) => wanted,
        Err(problem) => {
            print::problems(&problem.clone().into(), &[]);
            return exit_code(Some(problem.code.fault()));
        }
    };
    let unread = archive.unread();
    print::problems(&unread, &[]);
    let mut rows = filter::rows(&archive, &wanted, arguments);
    sort(&archive, &mut rows, arguments.sort);
    let found = rows.len();
    rows.truncate(arguments.count.map_or(found, NonZeroUsize::get));
    say(&archive, &rows, arguments);
    tell_rest(found, rows.len(), &wanted, arguments);
    // The site outlives the list: the kernel takes the memory back faster than a million small frees.
    drop(rows);
    std::mem::forget(archive);
    exit_code(unread.outcome(false))
}

fn sort(archive: &Archive, rows: &mut [Row], by: Sort) {
    match by {
        // Articles are in this order; plain pages, which have no date, come last.
        Sort::Date => rows.sort_by_key(|row| Reverse(row.article.placement.date)),
        Sort::Changed => rows.sort_by_key(|row| Reverse(row.changed)),
        Sort::Title => rows.sort_by(|a, b| {
            let formats = &archive.site.locales.get(a.article.placement.language).formats;
            let place = |row: &Row| (row.article.placement.language, row.article.document.path.clone());
            let by_title = formats.compare(&a.article.title, &b.article.title);
            let is_one_language = a.article.placement.language == b.article.placement.language;
            match is_one_language {
                true => by_title.then_with(|| place(a).cmp(&place(b))),
                false => a.article.placement.language.cmp(&b.article.placement.language),
            }
        }),
    }
}

/// Writes the list to standard output. Who has seen enough closes the pipe (`dateline list | head`), and that is no mistake.
fn say(archive: &Archive, rows: &[Row], arguments: &ListArguments) {
    let mut out = io::stdout().lock();
    let _ = if arguments.json {
        out.write_all(json::list(archive, rows).as_bytes())
    } else if arguments.paths || arguments.null {
        let end = if arguments.null { '\0' } else { '\n' };
        let path = |row: &Row| format!("{}{end}", on_disk(arguments, &row.article.document.path));
        out.write_all(rows.iter().map(path).collect::<String>().as_bytes())
    } else {
        anstream::AutoStream::auto(out).write_all(table::list(archive, rows, table::width()).as_bytes())
    };
}

/// A file as another program finds it, which starts where this one did.
fn on_disk(arguments: &ListArguments, path: &str) -> String {
    match arguments.root.to_str() {
        Some(".") => path.to_owned(),
        _ => arguments.root.join(path).display().to_string(),
    }
}

/// What the list does not say itself goes to standard error, so that a pipe gets the list alone.
fn tell_rest(found: usize, shown: usize, wanted: &filter::Wanted, arguments: &ListArguments) {
    let mut error = anstream::stderr();
    // Where nobody can be told, there is nobody to tell that either.
    let mut tell = |line: String| drop(writeln!(error, "{line}"));
    if found == 0 {
        tell("Nothing was found.".to_owned());
        wanted.doubts.iter().for_each(|doubt| tell(doubt.clone()));
    } else if !arguments.json && io::stdout().is_terminal() {
        tell(match found == shown {
            true => counted(found, "text"),
            false => format!("{shown} of {}", counted(found, "text")),
        });
    }
}
