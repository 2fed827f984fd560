//! `dateline new`: begin a text.

use super::arguments::{parse_instant, to_list};
use super::{editor, exit_code, told};
use crate::scaffold::new::{Folder, Made, Request, make};
use crate::scaffold::write_all;
use anstream::{eprintln, println};
use clap::Args;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// What to begin: an article (`news/lighthouse`), a page (`pages/about`), an author (`authors/anna-lind`), a dossier
    /// (`dossiers/gulf`), a name for a tag (`tags/iran`) or a section (`sections/news`), the words around the texts in a
    /// further language (`locales/ar`).
    pub name: String,
    /// The language. Where the text is there in another language, this makes its translation [default: the site's first].
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// Take the structure of this story: its headings, pictures, tags.
    #[arg(long, value_name = "STORY")]
    pub from: Option<String>,
    /// The headline, or the name of an author or a term [default: made of the name].
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The author, by the id; may be given more than once [default: the site's author, if there is only one].
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub author: Vec<String>,
    /// Give it a folder of its own, for its pictures.
    #[arg(long)]
    pub folder: bool,
    /// Open it in the editor that $VISUAL or $EDITOR names, or in the one that this machine has for such files.
    #[arg(long)]
    pub edit: bool,
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Date it as if it were this moment (2025-01-20T09:00:00Z).
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    pub now: Option<Timestamp>,
}

/// Runs the command.
pub(super) fn run(arguments: &NewArguments) -> ExitCode {
    let request = Request {
        name: arguments.name.clone(),
        language: arguments.lang.clone(),
        from: arguments.from.clone(),
        title: arguments.title.clone(),
        authors: arguments.author.clone(),
        place: if arguments.folder { Folder::Own } else { Folder::Shared },
    };
    let made = make(&to_list(&arguments.root, arguments.now), &request);
    let written = made.and_then(|made| {
        write_all(&arguments.root, &made.files)?;
        Ok(made)
    });
    match written {
        Ok(Made { files, notes }) => {
            let paths: Vec<PathBuf> = files.iter().map(|file| below(&arguments.root, &file.path)).collect();
            // The paths alone, so that another program can take them.
            paths.iter().for_each(|path| println!("{}", path.display()));
            notes.iter().for_each(|note| eprintln!("{note}"));
            match paths.first().filter(|_| arguments.edit) {
                Some(path) => opened(path),
                None => exit_code(None),
            }
        }
        Err(problems) => told(&problems),
    }
}

fn opened(path: &Path) -> ExitCode {
    match editor::open(path) {
        Ok(()) => exit_code(None),
        Err(problem) => told(&problem.into()),
    }
}

/// A path as it is seen from where the command was called.
fn below(root: &Path, path: &str) -> PathBuf {
    if root == Path::new(".") { PathBuf::from(path) } else { root.join(path) }
}
