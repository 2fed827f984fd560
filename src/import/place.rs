//! Place: the folder of the new site. It is made beside it and put there as a whole; a second import writes over nothing that
//! somebody has touched.

use super::report::{Notes, Sort};
use super::walk;
use super::{Options, table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::reading::in_words;
use crate::whole;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What an import has written, with the fingerprint of each file, so that the next one knows what nobody has touched.
const RECORD: &str = ".dateline-import.json";

/// The record of an import.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Record {
    /// The fingerprint of each file, by its path.
    files: BTreeMap<String, String>,
}

impl Record {
    fn read(into: &Path) -> Record {
        fs::read(into.join(RECORD)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }
}

/// Whether a site may be written there.
///
/// # Errors
/// Something is there already, and nobody has asked for an update.
pub fn may_be_written(options: &Options) -> Result<(), Diagnostic> {
    let into = &options.into;
    if into.symlink_metadata().is_ok() && !into.is_dir() {
        let message = format!("{} is a file and no folder", into.display());
        return Err(Diagnostic::error(Code::InTheWay, message).hint("name another folder: --into"));
    }
    if options.update || options.dry_run {
        return Ok(());
    }
    // A repository that is empty but for its own files is a good place.
    let is_ours = |name: &str| name.starts_with('.') && name != RECORD || name == table::FILE;
    let names = fs::read_dir(into).into_iter().flatten().filter_map(Result::ok);
    let taken = names.filter_map(|entry| entry.file_name().into_string().ok()).find(|name| !is_ours(name));
    match taken {
        None => Ok(()),
        Some(name) => {
            let message = format!("{} is not empty: there is `{name}`", into.display());
            let problem =
                Diagnostic::error(Code::InTheWay, message).hint("name an empty folder, or a new one: --into site");
            Err(match into.join(RECORD).is_file() {
                true => problem.hint("an import was made there: --update writes anew what nobody has touched since"),
                false => problem,
            })
        }
    }
}

/// A new site that is being made, in a folder beside its own. It is removed again when it is dropped.
pub struct Stage(PathBuf);

impl Stage {
    /// A folder beside `into`.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new(into: &Path) -> Result<Stage, Diagnostic> {
        let name = into.file_name().map_or_else(|| "site".into(), |name| name.to_string_lossy().into_owned());
        // `.` and `..` have no name; their parent is found by what they really are.
        let real = fs::canonicalize(into).unwrap_or_else(|_| into.to_owned());
        let beside = real
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .map_or_else(|| PathBuf::from("."), Path::to_owned);
        let path = beside.join(format!(".{name}.dateline-import-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).map_err(|error| {
            Diagnostic::error(Code::Unwritable, format!("{} cannot be made: {}", path.display(), in_words(&error)))
                .hint("the new site is made beside its folder, and put there when it is whole: give permission to write there")
        })?;
        Ok(Stage(path))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts the site where it belongs.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn put_into_place(&self, options: &Options, notes: &mut Notes) -> Result<(), Diagnostics> {
        // Another import may have come first.
        may_be_written(options)?;
        let into = &options.into;
        let failed = |path: &str, error: io::Error| Diagnostics::from(whole::unwritable(path, &error));
        let last = if options.update { Record::read(into) } else { Record::default() };
        let mut record = Record::default();
        fs::create_dir_all(into).map_err(|error| failed(&into.display().to_string(), error))?;
        for file in walk::files(&self.0, &[]) {
            let path = &file.below;
            let new = fingerprint(&file.disk).map_err(|error| failed(path, error))?;
            let target = into.join(path);
            whole::stays_inside(into, &target).map_err(|error| failed(path, error))?;
            let there = target.symlink_metadata().is_ok().then(|| fingerprint(&target).unwrap_or_default());
            let old = last.files.get(path);
            let is_ours = match &there {
                None => old.is_none(),
                Some(there) => *there == new || Some(there) == old,
            };
            if !is_ours {
                let what = match there {
                    Some(_) => "Files that somebody has changed since the last import: they stay as they are",
                    None => "Files that somebody has removed since the last import: they stay away",
                };
                notes.add(Sort::Decide, what, path.clone(), "");
                record.files.extend(old.map(|old| (path.clone(), old.clone())));
                continue;
            }
            if there.as_ref() != Some(&new) {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder).map_err(|error| failed(path, error))?;
                }
                fs::rename(&file.disk, &target).map_err(|error| failed(path, error))?;
            }
            record.files.insert(path.clone(), new);
        }
        for path in last.files.keys().filter(|path| !record.files.contains_key(*path) && into.join(path).exists()) {
            notes.add(
                Sort::Decide,
                "Files of the last import that the archive does not have any more",
                path.clone(),
                "",
            );
        }
        let text = serde_json::to_vec_pretty(&record).unwrap_or_default();
        whole::put(&into.join(RECORD), &text).map_err(|error| failed(RECORD, error))?;
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn fingerprint(path: &Path) -> io::Result<String> {
    whole::fingerprint(fs::File::open(path)?)
}
