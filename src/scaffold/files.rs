//! Files that belong together: all of them are written, or none.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::text::counted;
use crate::whole;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its path below the site's root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl NewFile {
    /// A file with a text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> NewFile {
        NewFile { path: path.into(), text: text.into() }
    }
}

/// Writes new files below a folder, which is made where it is not there.
///
/// # Errors
/// What is in the way, all of it; or why a file cannot be written. Then nothing is left of the others either.
pub fn write_all(root: &Path, files: &[NewFile]) -> Result<(), Diagnostics> {
    let found = in_the_way(root, files);
    if !found.0.is_empty() {
        return Err(found);
    }
    let mut made = Made::default();
    for file in files {
        if let Err(error) = made.write(root, file) {
            made.take_back();
            return Err(failed(file, &error).into());
        }
    }
    Ok(())
}

/// All that stands where one of the files is to be; or, on the way to it, where its folder is to be.
pub fn in_the_way(root: &Path, files: &[NewFile]) -> Diagnostics {
    if root.symlink_metadata().is_ok() && !root.is_dir() {
        let problem = Diagnostic::error(Code::InTheWay, format!("{} is a file and no folder", root.display()));
        return problem.hint("name another folder").into();
    }
    let mut found: Vec<&str> = files.iter().filter_map(|file| stands_for(root, file)).collect();
    // A file in the place of a folder is in the way of all that was to be in it.
    found.dedup();
    match found[..] {
        [] => Diagnostics::default(),
        [path] => there_already(path).into(),
        // In one report: who makes room wants to see all of them.
        _ => Diagnostic::error(
            Code::InTheWay,
            format!("{} are there already, and nothing is written over them", counted(found.len(), "file")),
        )
        .hint(found.join(", "))
        .hint("move them away, or choose another folder")
        .into(),
    }
}

fn stands_for<'a>(root: &Path, file: &'a NewFile) -> Option<&'a str> {
    let ancestors = file.path.match_indices('/').map(|(end, _)| &file.path[..end]);
    let no_folder = |path: &&str| root.join(path).symlink_metadata().is_ok() && !root.join(path).is_dir();
    let taken = ancestors.into_iter().find(no_folder);
    taken.or_else(|| root.join(&file.path).symlink_metadata().is_ok().then_some(&*file.path))
}

/// What is said of a file that is there already.
pub(super) fn there_already(path: &str) -> Diagnostic {
    Diagnostic::error(Code::InTheWay, "there is a file of this name already, and nothing is written over it")
        .at(Place::file(path))
        .hint("rename it or move it away, or choose another name")
}

fn failed(file: &NewFile, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return there_already(&file.path);
    }
    whole::unwritable(&file.path, error).hint("nothing was written")
}

/// Files and folders that have been made, in their order.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn write(&mut self, root: &Path, file: &NewFile) -> io::Result<()> {
        let target = root.join(&file.path);
        let folder = target.parent().unwrap_or(root);
        self.make_folder(folder)?;
        whole::stays_inside(root, &target)?;
        let mut open = fs::OpenOptions::new().write(true).create_new(true).open(&target)?;
        self.files.push(target);
        open.write_all(file.text.as_bytes())
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folder(parent)?;
        }
        match fs::create_dir(folder) {
            Ok(()) => self.folders.push(folder.to_owned()),
            // Somebody else has just made it.
            Err(_) if folder.is_dir() => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// What cannot be removed is not ours any more: somebody has put something into it.
    fn take_back(self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        let files = [NewFile::new("a/b/c.md", "c"), NewFile::new("d.md", "d")];
        write_all(&root, &files).unwrap();
        assert_eq!(fs::read_to_string(root.join("a/b/c.md")).unwrap(), "c");
        // The last is in the way of itself: the first is taken back.
        let twice = [NewFile::new("e/f.md", "f"), NewFile::new("g.md", "g"), NewFile::new("g.md", "g")];
        let problems = write_all(&root, &twice).unwrap_err();
        assert_eq!(problems.0[0].code, Code::InTheWay);
        assert_eq!(names(&root), ["a", "d.md"]);
    }

    #[test]
    fn everything_that_is_in_the_way_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("content"), "a file").unwrap();
        fs::write(folder.path().join("site.yaml"), "").unwrap();
        let files = ["content/news/a.md", "site.yaml", "free.md"].map(|path| NewFile::new(path, ""));
        let problems = write_all(folder.path(), &files).unwrap_err();
        assert_eq!(problems.0[0].hints[0], "content, site.yaml");
        assert!(!folder.path().join("free.md").exists());
    }
}
