//! The second way: files are replaced one by one, where folders cannot change places.
//!
//! The new files are beside the old ones, in a folder whose name says that it is not published, before the first is replaced.
//! From then on a journal says what is to be done: whoever finds one completes it. First comes what pages need, then the
//! pages, then what leads to them, and at last what is no longer published goes.

use super::change::Change;
use super::faults::{half_published, unwritable};
use super::listing::{Listing, Paths, folders_of, is_in_the_way, remove_empty};
use super::places::{Places, clear};
use super::power::Durability;
use super::purpose::MARKER;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::OutputPath;
use crate::whole;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    /// The name of the folder of the new files, in the output folder.
    from: String,
    /// Files that are moved to where they belong.
    place: Vec<String>,
    /// Files that are removed.
    remove: Vec<String>,
}

/// Publishes a change file by file. The new files are in `new`.
///
/// # Errors
/// Something cannot be written: either nothing has changed then, or the next build goes on.
pub(super) fn publish(
    places: &Places,
    new: &Path,
    change: &Change,
    marker: &str,
    durability: Durability,
) -> Result<(), Diagnostic> {
    let out = &places.out;
    let failed = |error: io::Error| unwritable(out, &error);
    fs::write(new.join(MARKER), marker).map_err(failed)?;
    let names = change.written.iter().map(|path| OsStr::new(path.as_str()));
    let folders = folders_of(names.clone());
    let files = names.chain([OsStr::new(MARKER)]);
    let all: Vec<PathBuf> = files.chain(folders).map(|path| new.join(path)).chain([new.to_owned()]).collect();
    durability.settle(out, &all).map_err(failed)?;
    let texts = |paths: &[std::ffi::OsString]| paths.iter().filter_map(|p| p.to_str().map(str::to_owned)).collect();
    let journal = Journal {
        from: new.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        place: change.written.iter().map(|path| path.as_str().to_owned()).collect(),
        remove: texts(&change.removed),
    };
    may_all_be_replaced(out, &journal)?;
    let bytes = serde_json::to_vec(&journal).map_err(|error| unwritable(out, &io::Error::other(error)))?;
    let file = places.inside("journal");
    let put = |draft: &Path| {
        // Its bytes before its name: a journal that is there can be read.
        durability.settle(out, &[draft.to_owned()]).and_then(|()| fs::rename(draft, &file))
    };
    whole::drafted(&file, &bytes, put).map_err(failed)?;
    durability.settle(out, std::slice::from_ref(out)).map_err(failed)?;
    carry_out(places, &journal, durability)
}

/// Completes what a build has begun that was killed.
///
/// # Errors
/// Something cannot be written, or the journal cannot be read.
pub(super) fn complete(places: &Places, durability: Durability) -> Result<(), Diagnostic> {
    let file = places.inside("journal");
    let bytes = match fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(half_published(&file, &error)),
    };
    let is_ours = |journal: &Journal| {
        let mut paths = journal.place.iter().chain(&journal.remove);
        let from = Path::new(&journal.from);
        from.components().count() == 1
            && from != Path::new("..")
            && Places::is_nobodys(from.as_os_str())
            && paths.all(|path| OutputPath::new(path).is_some_and(|is| is.as_str() == path))
    };
    match serde_json::from_slice::<Journal>(&bytes).ok().filter(is_ours) {
        Some(journal) => carry_out(places, &journal, durability),
        None => Err(Diagnostic::error(
            Code::HalfPublished,
            format!("{} says what a build that was stopped still had to do, and cannot be read", file.display()),
        )
        .hint("remove it, and build with --full: all files are written again")),
    }
}

/// Looks before the first file is replaced whether all can be.
fn may_all_be_replaced(out: &Path, journal: &Journal) -> Result<(), Diagnostic> {
    #[cfg(unix)]
    {
        use rustix::fs::{Access, access};
        let paths = journal.place.iter().chain(&journal.remove);
        let folders: HashSet<&Path> = paths.filter_map(|path| Path::new(path).parent()).collect();
        for folder in folders.into_iter().map(|folder| out.join(folder)).filter(|folder| folder.is_dir()) {
            access(&folder, Access::WRITE_OK | Access::EXEC_OK).map_err(|error| unwritable(&folder, &error.into()))?;
        }
    }
    let _ = (out, journal);
    Ok(())
}

/// When a file is replaced: what pages need before them, what leads to pages after them.
fn turn(path: &str) -> u8 {
    const LEAD_TO_PAGES: [&str; 5] = ["feed.json", "addresses.json", "robots.txt", "_redirects", "_headers"];
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((_, "html")) => 1,
        Some((_, "xml" | "rss" | "atom")) => 2,
        _ if LEAD_TO_PAGES.contains(&name) => 2,
        _ => 0,
    }
}

fn carry_out(places: &Places, journal: &Journal, durability: Durability) -> Result<(), Diagnostic> {
    let (out, from) = (&places.out, places.out.join(&journal.from));
    let failed = |path: &str, error: &io::Error| half_published(&out.join(path), error);
    // Without it the folder would be nobody's, if this is its first state.
    place(&from, out, MARKER, durability).map_err(|error| failed(MARKER, &error))?;
    let new: Paths = journal.place.iter().map(OsStr::new).collect();
    let folders = folders_of(journal.place.iter().map(OsStr::new));
    let blocks = |path: &&String| is_in_the_way(OsStr::new(path.as_str()), &folders, |folder| new.contains(folder));
    let (first, last): (Vec<&String>, Vec<&String>) = journal.remove.iter().partition(blocks);
    first.into_iter().try_for_each(|path| remove(out, path).map_err(|error| failed(path, &error)))?;
    for now in 0..=2 {
        let of_turn: Vec<&String> = journal.place.iter().filter(|path| turn(path) == now).collect();
        let placed = |path: &&String| place(&from, out, path, durability).map_err(|error| failed(path, &error));
        of_turn.par_iter().try_for_each(placed)?;
    }
    last.into_iter().try_for_each(|path| remove(out, path).map_err(|error| failed(path, &error)))?;
    let touched = folders.iter().map(|folder| out.join(folder)).filter(|folder| folder.is_dir());
    let all: Vec<PathBuf> = touched.chain([out.clone()]).collect();
    durability.settle(out, &all).map_err(|error| half_published(out, &error))?;
    let file = places.inside("journal");
    fs::remove_file(&file).map_err(|error| half_published(&file, &error))?;
    // What stays is removed by the next build.
    let _ = clear(&from);
    Ok(())
}

/// Moves a file to where it belongs. One that is not there has been moved already.
fn place(from: &Path, out: &Path, path: &str, durability: Durability) -> io::Result<()> {
    let (new, target) = (from.join(path), out.join(path));
    if fs::symlink_metadata(&new).is_err() {
        return Ok(());
    }
    target.parent().map_or(Ok(()), fs::create_dir_all)?;
    match fs::rename(&new, &target) {
        // Its folder is a volume of its own: the file is made there first, under a name that is not published.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let draft = target.with_file_name(format!("{MARKER}-moved-{}", whole::fingerprint(path.as_bytes())?));
            fs::copy(&new, &draft)?;
            let folder = target.parent().unwrap_or(out).to_owned();
            durability.settle(&folder, std::slice::from_ref(&draft))?;
            fs::rename(&draft, &target)?;
            // The two disks are written at different times: the one must have the file before the other loses it.
            durability.settle(&folder, std::slice::from_ref(&folder))?;
            fs::remove_file(&new)
        }
        // Only empty folders can be left there: files of others are in nobody's way.
        Err(_) if target.is_dir() => {
            let folders = Listing::of(&target)?.folders;
            remove_empty(&target, folders.keys().map(|folder| folder.as_os_str()));
            fs::remove_dir(&target).and_then(|()| fs::rename(&new, &target))
        }
        placed => placed,
    }
}

/// Removes a file, and the folders that are empty then.
fn remove(out: &Path, path: &str) -> io::Result<()> {
    // A folder of the new state may be there by now.
    if out.join(path).is_dir() {
        return Ok(());
    }
    match fs::remove_file(out.join(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound && error.kind() != io::ErrorKind::NotADirectory => {
            return Err(error);
        }
        _ => {}
    }
    let folders = Path::new(path).ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_need_comes_before_them_and_what_leads_to_them_after() {
        let turns = ["assets/a.css", "en/index.html", "en/rss.xml", "sitemap.xml", "en/feed.json", "data/a.json"];
        assert_eq!(turns.map(turn), [0, 1, 2, 2, 2, 0]);
    }

    #[test]
    fn whoever_finds_a_journal_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of(&folder.path().join("public")).unwrap();
        let write = |path: &str, text: &str| {
            let file = places.out.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        // One file has been moved already; a file is where a folder is to be, and a folder where a file is.
        for (path, text) in [
            ("a.css", "new"),
            ("b/index.html", "old"),
            ("c", "old"),
            ("d/e/f.txt", "old"),
            ("g/index.html", "new"),
            (".dateline-new/b/index.html", "new"),
            (".dateline-new/c/index.html", "new"),
            (".dateline-new/d", "new"),
        ] {
            write(path, text);
        }
        let journal = Journal {
            from: ".dateline-new".to_owned(),
            place: ["a.css", "b/index.html", "c/index.html", "d", "g/index.html"].map(str::to_owned).to_vec(),
            remove: ["c", "d/e/f.txt", "g"].map(str::to_owned).to_vec(),
        };
        write(".dateline-journal", &serde_json::to_string(&journal).unwrap());
        complete(&places, Durability::System).unwrap();
        for path in ["a.css", "b/index.html", "c/index.html", "d", "g/index.html"] {
            assert_eq!(fs::read_to_string(places.out.join(path)).unwrap(), "new", "{path}");
        }
        assert!(!places.inside("journal").exists() && !places.inside("new").exists());
    }

    #[test]
    fn a_journal_leads_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of(&folder.path().join("public")).unwrap();
        fs::create_dir(&places.out).unwrap();
        for (from, path) in [("..", "a"), (".dateline-new", "../a"), ("content", "a"), (".dateline-new", "/a")] {
            let journal = Journal { from: from.to_owned(), place: vec![path.to_owned()], remove: Vec::new() };
            fs::write(places.inside("journal"), serde_json::to_vec(&journal).unwrap()).unwrap();
            let problem = complete(&places, Durability::System).unwrap_err();
            assert_eq!(problem.code, Code::HalfPublished, "{from} {path}");
        }
    }
}
