//! `--profile FILE`: where the time of a run went.

use crate::diagnostic::{Code, Diagnostic};
use crate::reading::in_words;
use crate::timings::{Recording, folded, svg};
use crate::whole::full;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a profile can be, by the ending of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A drawing that a browser opens.
    FlameGraph,
    /// Lines for other programs.
    Stacks,
}

impl Form {
    fn of(path: &Path) -> Option<Form> {
        match path.extension()?.to_str()? {
            "svg" => Some(Form::FlameGraph),
            "folded" => Some(Form::Stacks),
            _ => None,
        }
    }
}

/// The path of a profile. By its ending it is none of the site's texts, whatever was mistyped.
pub(super) fn parse(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match Form::of(&path) {
        Some(_) => Ok(path),
        None => {
            Err("name a file that ends in .svg, for a flame graph, or in .folded, for the stacks as text".to_owned())
        }
    }
}

/// A profile in the making: its file is open, so that no build of an hour ends without a place to write to.
#[derive(Debug)]
pub(super) struct Profile {
    path: PathBuf,
    form: Form,
    file: File,
}

impl Profile {
    /// Opens the file. What is in it stays until there is something else to say.
    ///
    /// # Errors
    /// It cannot be written, or is in the output folder, which a build replaces as a whole.
    pub fn open(path: &Path, out: Option<&Path>) -> Result<Profile, Diagnostic> {
        if let Some(out) = out.filter(|out| full(path).starts_with(full(out))) {
            let message = format!("{} is inside {}, which a build replaces as a whole", path.display(), out.display());
            return Err(Diagnostic::error(Code::BadUsage, message).hint("name a file beside it with --profile"));
        }
        let form = Form::of(path).unwrap_or(Form::FlameGraph);
        let file = File::options().write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| unwritable(path, &error))?;
        Ok(Profile { path: path.to_owned(), form, file })
    }

    /// Writes what has been recorded.
    ///
    /// # Errors
    /// The disk is full or cannot be written.
    pub fn write(mut self, recording: &Recording) -> Result<(), Diagnostic> {
        let tree = recording.tree();
        let text = match self.form {
            Form::FlameGraph => svg(&tree),
            Form::Stacks => folded(&tree),
        };
        let written = self.file.set_len(0).and_then(|()| self.file.write_all(text.as_bytes()));
        written.map_err(|error| unwritable(&self.path, &error))
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::Unwritable,
        format!("the profile {} cannot be written: {}", path.display(), in_words(error)),
    )
    .hint("make room or give permission, or name another file with --profile")
}
