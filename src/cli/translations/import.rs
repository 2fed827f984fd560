//! `dateline translations import`: what translators send back.

use crate::cli::changing::{self, How, Prepared};
use crate::cli::print;
use crate::exchange::{self, Arrival, Arrived, Fate, Request};
use crate::input::content::Status;
use crate::language::text::counted;
use crate::scaffold::changes::{Changes, NewText};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArguments {
    /// Files that came back (.xlf, .xliff, .po), or folders of such files.
    #[arg(required = true, value_name = "FILE|FOLDER")]
    pub files: Vec<PathBuf>,
    /// Write over what has been edited since the texts went out.
    #[arg(long)]
    pub force: bool,
    /// How the translations were made, whatever the files say of it.
    #[arg(long, value_name = "STATUS")]
    pub status: Option<StatusName>,
    #[command(flatten)]
    pub how: How,
}

/// A status, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatusName {
    /// A machine has made them, and nobody has read them.
    Machine,
    /// A person has translated them; nobody else has read them.
    Draft,
    /// Somebody has read them beside the originals.
    Reviewed,
}

/// Runs the command.
pub(super) fn run(arguments: &ImportArguments) -> ExitCode {
    let status = arguments.status.map(|status| match status {
        StatusName::Machine => Status::Machine,
        StatusName::Draft => Status::Draft,
        StatusName::Reviewed => Status::Reviewed,
    });
    let request = Request { status, force: arguments.force };
    changing::run(&arguments.how, |archive, _| {
        let files = (arguments.files.as_slice(), &archive.now);
        let root = &arguments.how.root;
        let arrival = exchange::import(&archive.site, &archive.documents, root, files, request)?;
        print::problems(&arrival.problems.clone().sorted(), &[]);
        Ok(Some(Import::new(arrival)))
    })
}

/// An arrival, with the changes that it makes.
struct Import {
    arrival: Arrival,
    changes: Changes,
}

impl Import {
    fn new(arrival: Arrival) -> Import {
        let texts = arrival.files.iter().cloned().map(|(path, was, text)| NewText { path, was, text });
        let what = "dateline translations import".to_owned();
        let changes = Changes { what, texts: texts.collect(), ..Changes::default() };
        Import { arrival, changes }
    }
}

impl Prepared for Import {
    fn changes(&self) -> &Changes {
        &self.changes
    }

    fn as_json(&self, is_dry: bool) -> Value {
        let text = |text: &Arrived| {
            json!({
                "original": text.original,
                "path": text.path,
                "result": word(text.fate),
                "translated": text.new,
                "left": text.left,
                "status": text.status.map(Status::as_str),
                "recorded": text.is_recorded,
            })
        };
        json!({
            "done": !is_dry,
            "texts": self.arrival.texts.iter().map(text).collect::<Vec<_>>(),
            "written": self.changes.texts.iter().map(|text| &text.path).collect::<Vec<_>>(),
        })
    }

    fn in_words(&self, is_dry: bool) -> String {
        let mut out = String::new();
        for text in &self.arrival.texts {
            let mut facts = Vec::new();
            if text.new > 0 {
                facts.push(format!("{} translated", counted(text.new, "block")));
            }
            if text.left > 0 {
                facts.push(format!("{} left to translate", counted(text.left, "block")));
            }
            facts.extend(text.status.map(|status| status.as_str().to_owned()));
            if text.is_recorded {
                facts.push("recorded".to_owned());
            }
            let facts = if facts.is_empty() { String::new() } else { format!("  ({})", facts.join(", ")) };
            out.push_str(&format!("{:<9}  {}{facts}\n", word(text.fate), text.path));
        }
        out.push_str(match (is_dry, self.changes.texts.is_empty()) {
            (_, true) => "Nothing to write: the site says all of this already.\n",
            (true, false) => "\nNothing was changed: leave out --dry-run to do it.\n",
            (false, false) => "\nDone. `dateline check` looks at the whole site.\n",
        });
        out
    }
}

fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "new",
        Fate::Changed => "changed",
        Fate::Unchanged => "unchanged",
        Fate::Kept => "kept",
    }
}
