//! Writing copies. A copy that somebody has changed is never written over without a word; one that nobody has changed is
//! brought up to date.

use super::record::{self, Entry, Record};
use super::{fingerprint, originals, own_place};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::discover::SourceFile;
use crate::pattern::PathPattern;
use crate::whole;
use std::fs;
use std::io;
use std::path::{Component, Path};

/// What becomes of copies that somebody has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// They stay.
    Never,
    /// They are written over.
    Changed,
}

/// What is to be written where.
#[derive(Debug)]
pub struct Export<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// The theme.
    pub theme: &'a str,
    /// Patterns of paths in the theme; all of it where there are none.
    pub files: &'a [String],
    /// A folder, seen from where the program was called, that gets the files in the folders that they have in the theme; without one,
    /// `themes/<name>` for all of a theme, and for single files the places where they stand over the theme's.
    pub to: Option<&'a str>,
    /// What becomes of copies that somebody has changed.
    pub overwrite: Overwrite,
}

/// What has become of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It is new.
    Written,
    /// There was an older one that nobody had changed, or it had to be written over.
    Replaced,
    /// It was there, the same.
    Same,
}

/// One file of an export.
#[derive(Debug)]
pub struct Step {
    /// The copy's path below the root, or as the folder was named.
    pub path: String,
    /// What has become of it.
    pub done: Done,
}

/// The files of a theme that patterns name: paths, folders or globs.
///
/// # Errors
/// A pattern that names no file, with the nearest that there is.
pub fn select(files: Vec<SourceFile>, patterns: &[String]) -> Result<Vec<SourceFile>, Diagnostics> {
    if patterns.is_empty() {
        return Ok(files);
    }
    let mut wanted = vec![false; files.len()];
    let mut problems = Diagnostics::default();
    for pattern in patterns {
        let plain = pattern.trim_start_matches("./").trim_end_matches('/');
        let meant = PathPattern::new(plain);
        let mut is_found = false;
        for (file, wanted) in files.iter().zip(&mut wanted) {
            let is_meant = meant.fits(&file.below);
            is_found |= is_meant;
            *wanted |= is_meant;
        }
        if !is_found {
            let of_name = files.iter().find(|file| file.below.rsplit('/').next() == Some(plain));
            let problem = Diagnostic::error(Code::BadUsage, format!("the theme has no file `{pattern}`"));
            let problem = match of_name {
                Some(file) => problem.hint(format!("did you mean `{}`?", file.below)),
                None => problem.did_you_mean(plain, files.iter().map(|file| file.below.as_str())),
            };
            problems.push(problem.hint("`dateline theme list` shows all files of the theme"));
        }
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    Ok(files.into_iter().zip(wanted).filter_map(|(file, wanted)| wanted.then_some(file)).collect())
}

/// Writes the copies and remembers them. What could not be written, or was changed by somebody, is among the problems.
pub fn export(what: &Export) -> (Vec<Step>, Diagnostics) {
    let Some(files) = originals(what.theme) else {
        let problem = Diagnostic::error(Code::BadUsage, format!("no theme `{}` is part of the program", what.theme));
        return (Vec::new(), problem.hint("name one that `dateline theme list` shows, or none").into());
    };
    let files = match select(files, what.files) {
        Ok(files) => files,
        Err(problems) => return (Vec::new(), problems),
    };
    let mut problems = Diagnostics::default();
    let mut planned = Vec::new();
    let to = what.to.map(|to| place(what.root, to));
    for file in files {
        match (&to, what.files.is_empty()) {
            (Some((to, _)), _) => planned.push((below(to, &file.below), file)),
            (None, true) => planned.push((format!("themes/{}/{}", what.theme, file.below), file)),
            (None, false) => match own_place(&file.below) {
                Some(path) => planned.push((path.to_owned(), file)),
                None => problems.push(no_place(what.theme, &file.below)),
            },
        }
    }
    if !problems.0.is_empty() {
        return (Vec::new(), problems);
    }
    let side = to.map_or(Side::Inside, |(_, side)| side);
    write_all(what, &planned, side)
}

/// Whether files are written into the site: there copies are remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
}

/// A folder that somebody has named: as a path below the root, where it is one.
fn place(root: &Path, to: &str) -> (String, Side) {
    let full = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_plain = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    let to = full(Path::new(to));
    match to.strip_prefix(full(root)) {
        Ok(inside) if is_plain(inside) => {
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            (parts.join("/"), Side::Inside)
        }
        _ => (to.to_string_lossy().into_owned(), Side::Outside),
    }
}

fn below(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{}/{file}", folder.trim_end_matches('/')) }
}

fn no_place(theme: &str, file: &str) -> Diagnostic {
    Diagnostic::error(Code::BadUsage, format!("a copy of `{file}` in the site would have no effect"))
        .hint("options of the theme are set under `options` in site.yaml, providers under `embeds`")
        .hint(format!("to change the file itself, export the whole theme: dateline theme export {theme}"))
        .hint("or copy it into a theme of your own: --to themes/mine")
}

fn write_all(what: &Export, planned: &[(String, SourceFile)], side: Side) -> (Vec<Step>, Diagnostics) {
    // Two exports at once would each forget what the other has remembered. Where a folder cannot be locked, that is so.
    let themes = what.root.join("themes");
    let is_inside = side == Side::Inside;
    let lock = is_inside.then(|| fs::create_dir_all(&themes).and_then(|()| fs::File::open(&themes)).ok()).flatten();
    let _ = lock.as_ref().map(fs::File::lock);
    let (mut record, mut problems) = if is_inside { record::read(what.root) } else { Default::default() };
    if !problems.0.is_empty() {
        return (Vec::new(), problems);
    }
    let mut steps = Vec::new();
    let mut is_new = false;
    for (path, file) in planned {
        match write(what, path, file, &record, side) {
            Ok(done) => {
                let entry = entry(what.theme, file);
                if is_inside && let Some(entry) = entry {
                    is_new |= record.0.get(path) != Some(&entry);
                    record.0.insert(path.clone(), entry);
                }
                steps.push(Step { path: path.clone(), done });
            }
            Err(problem) => {
                let is_of_the_machine = problem.code == Code::Unwritable;
                problems.push(problem);
                // The next could not be written, either.
                if is_of_the_machine {
                    break;
                }
            }
        }
    }
    if is_new {
        // Copies that have been thrown away are no copies any more.
        record.0.retain(|path, _| what.root.join(path).exists());
        if let Err(error) = whole::put(&what.root.join(record::FILE), record::text(&record).as_bytes()) {
            problems.push(whole::unwritable(record::FILE, &error));
        }
    }
    (steps, problems)
}

fn entry(theme: &str, file: &SourceFile) -> Option<Entry> {
    Some(Entry {
        theme: theme.to_owned(),
        file: file.below.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        original: fingerprint(&file.bytes().ok()?),
    })
}

fn write(what: &Export, path: &str, file: &SourceFile, record: &Record, side: Side) -> Result<Done, Diagnostic> {
    let target = what.root.join(path);
    let bytes = file.bytes()?;
    let done = match fs::read(&target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Done::Written,
        Err(error) => return Err(whole::unwritable(path, &error)),
        Ok(there) if fingerprint(&there) == fingerprint(&bytes) => return Ok(Done::Same),
        Ok(there) => {
            let is_untouched = record.0.get(path).is_some_and(|entry| entry.original == fingerprint(&there));
            if !is_untouched && what.overwrite == Overwrite::Never {
                return Err(Diagnostic::error(Code::OwnCopy, "the file has changes of its own, and stays as it is")
                    .at(Place::file(path))
                    .hint("`dateline theme diff` shows what it lacks; --force writes over it"));
            }
            Done::Replaced
        }
    };
    let result = if side == Side::Inside { whole::stays_inside(what.root, &target) } else { Ok(()) };
    result.and_then(|()| whole::put(&target, &bytes)).map_err(|error| whole::unwritable(path, &error))?;
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(patterns: &[&str]) -> Result<Vec<String>, Diagnostics> {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let files = select(originals("gazette").unwrap(), &patterns)?;
        Ok(files.into_iter().map(|file| file.below).collect())
    }

    #[test]
    fn files_are_named_by_paths_folders_and_patterns() {
        assert_eq!(selected(&["./templates/article.html"]).unwrap(), ["templates/article.html"]);
        assert_eq!(
            selected(&["templates/dossier*.html"]).unwrap(),
            ["templates/dossier.html", "templates/dossiers.html"]
        );
        assert!(selected(&["templates/"]).unwrap().iter().all(|file| file.starts_with("templates/")));
        assert!(selected(&["*.html"]).is_err(), "a pattern does not reach into folders");
        assert!(selected(&["locales/*/gazette.ftl"]).unwrap().len() > 2);
        assert!(selected(&[]).unwrap().contains(&"theme.yaml".to_owned()));
    }

    #[test]
    fn a_wrong_name_is_told_with_the_nearest() {
        let told = |pattern: &str| selected(&[pattern]).unwrap_err().0[0].hints[0].clone();
        assert_eq!(told("article.html"), "did you mean `templates/article.html`?");
        assert_eq!(told("templates/artcle.html"), "did you mean `templates/article.html`?");
    }
}
