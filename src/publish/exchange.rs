//! The first way: the folder of the old state and that of the new one change places in one step of the file system.
//!
//! The new folder is the one that the last step has brought out, if it is still there, brought up to date; else that of the new
//! files, where most files are new; else an empty one. Unchanged files are linked, so that they keep their bytes, their times and
//! their places on the disk.

use super::Terms;
use super::change::Change;
use super::faults::unwritable;
use super::known::look_through;
use super::listing::{Folders, Listing, Paths, folders_of, remove_empty};
use super::places::{Places, clear, make_folder, set_private};
use super::purpose::{MARKER, Record};
use super::way::exchange;
use crate::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What becomes of the state that was published before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastState {
    /// It stays beside the output folder: the next build takes less time, and it can be published again.
    IsKept,
    /// It is removed.
    IsRemoved,
}

/// What is in the folder that becomes the new state.
enum Start {
    /// Files of an earlier state, or none.
    Last(Listing),
    /// The new files.
    New,
}

impl Start {
    fn into_listing(self) -> Listing {
        match self {
            Start::Last(listing) => listing,
            Start::New => Listing::default(),
        }
    }
}

/// The new state, ready to take its place.
pub(super) struct Exchange<'a> {
    pub places: &'a Places,
    /// The folder of the new files.
    pub new: &'a Path,
    pub change: &'a Change,
    pub marker: String,
    pub terms: Terms<'a>,
}

impl Exchange<'_> {
    /// Publishes it.
    ///
    /// # Errors
    /// It cannot be written, or the folders cannot change places. The old state is there then.
    pub fn publish(&self) -> Result<(), Diagnostic> {
        let Exchange { places, change, terms: Terms { durability, known, last, .. }, .. } = self;
        let (next, has) = self.start().map_err(|error| unwritable(&places.beside("next"), &error))?;
        self.bring_up_to_date(&next, &has)?;
        let failed = |error: io::Error| unwritable(&places.out, &error);
        if places.is_there() {
            set_private(&next, Some(&places.out)).map_err(failed)?;
            exchange(&places.out, &next).map_err(failed)?;
        } else {
            fs::rename(&next, &places.out).map_err(failed)?;
        }
        // The site is published: what goes wrong from here on is cleaned up by the next build.
        let _ = durability.settle(&places.parent, std::slice::from_ref(&places.parent));
        let is_known = |path: &OsStr| change.there.files.contains_key(path);
        let earlier = known.map(|_| change.there.clone());
        let brought_out = give_back(&next, earlier, is_known, Some(&change.there.folders), &places.out);
        match last {
            LastState::IsKept => {
                let _ = set_private(&next, None);
                let _ = clear(&places.beside("last")).and_then(|()| fs::rename(&next, places.beside("last")));
                if let Some(known) = known {
                    known.last.keep(brought_out);
                    known.out.keep(has.into_listing());
                }
            }
            LastState::IsRemoved => remove(&next, &brought_out, &places.out),
        }
        Ok(())
    }

    /// The folder that becomes the new state, and what is in it by now.
    fn start(&self) -> io::Result<(PathBuf, Start)> {
        let places = self.places;
        let (next, last) = (places.beside("next"), places.beside("last"));
        if is_folder(&last) {
            // From here on it is no state that could be published again.
            clear(&next).and_then(|()| fs::rename(&last, &next)).or_else(|_| clear(&last))?;
        } else if let Ok(marker) = fs::read_to_string(next.join(MARKER)) {
            // A build was killed after it had published: what has come into the old state meanwhile is not ours.
            let record = Record::of_marker(&marker);
            give_back(&next, None, |path| record.has(path), None, &places.out);
        }
        if is_folder(&next)
            && tells_files_apart(places, &next)
            && let Ok(listing) = look_through(&next, self.terms.known.map(|known| &known.last))
            && listing.closed.is_empty()
            && clear(&next.join(MARKER)).is_ok()
        {
            return Ok((next, Start::Last(listing)));
        }
        let empty = make_folder(&next)?;
        let are_most_new = self.change.written.len() > self.change.staying().count();
        if are_most_new && self.put_new_at(&empty).is_ok() {
            return Ok((empty, Start::New));
        }
        Ok((make_folder(&next)?, Start::Last(Listing::default())))
    }

    /// Puts the folder of the new files in the place of an empty one: others may look into it as they could into that.
    fn put_new_at(&self, empty: &Path) -> io::Result<()> {
        let permissions = fs::metadata(empty)?.permissions();
        fs::set_permissions(self.new, permissions)?;
        fs::remove_dir(empty)?;
        fs::rename(self.new, empty)
    }

    fn folders_of_written(&self) -> Folders {
        let written = self.change.written.iter().map(|path| OsStr::new(path.as_str()));
        folders_of(written).into_iter().map(|folder| (folder.to_owned(), None)).collect()
    }

    /// Makes of a folder what is to be published.
    fn bring_up_to_date(&self, next: &Path, start: &Start) -> Result<(), Diagnostic> {
        let Exchange { places, change, .. } = self;
        let out = &places.out;
        let has = match start {
            Start::Last(listing) => listing,
            Start::New => &Listing { folders: self.folders_of_written(), ..Listing::default() },
        };
        let staying: Paths = change.staying().collect();
        let is_right = |path: &OsStr| {
            let number = has.files.get(path);
            number.is_some() && number == change.there.files.get(path)
        };
        let written = change.written.iter().map(|path| OsStr::new(path.as_str()));
        let wrong = || {
            let all = has.files.par_iter().map(|(path, _)| path.as_os_str());
            all.filter(|path| !(staying.contains(path) && is_right(path))).collect::<Vec<&OsStr>>()
        };
        let wanted = || {
            let mut wanted = folders_of(staying.iter().copied().chain(written.clone()));
            wanted.extend(change.bare.iter().map(|folder| folder.as_os_str()));
            wanted
        };
        let (gone, wanted) = rayon::join(wrong, wanted);
        gone.par_iter()
            .try_for_each(|path| fs::remove_file(next.join(path)))
            .map_err(|error| unwritable(next, &error))?;
        remove_empty(next, has.folders.keys().map(|f| f.as_os_str()).filter(|f| !wanted.contains(f)));
        let missing: Vec<&OsStr> = wanted.iter().copied().filter(|f| !has.folders.contains_key(*f)).collect();
        missing
            .par_iter()
            .try_for_each(|folder| fs::create_dir_all(next.join(folder)))
            .map_err(|error| unwritable(out, &error))?;
        let linked: Vec<&OsStr> = staying.into_par_iter().filter(|path| !is_right(path)).collect();
        linked.par_iter().try_for_each(|path| link(out, next, path))?;
        if let Start::Last(_) = start {
            change.written.par_iter().try_for_each(|path| {
                let (from, to) = (self.new.join(path.as_str()), next.join(path.as_str()));
                fs::rename(from, to).map_err(|error| unwritable(&out.join(path.as_str()), &error))
            })?;
        }
        let marker = next.join(MARKER);
        let written_marker = fs::write(&marker, &self.marker);
        written_marker.map_err(|error| unwritable(&marker, &error))?;
        let files = written.clone().map(|path| next.join(path)).chain([marker]);
        let touched = folders_of(written.chain(linked).chain(gone));
        let in_wanted = touched
            .union(&missing.into_iter().collect())
            .filter(|f| wanted.contains(*f))
            .map(|f| next.join(f))
            .collect::<Vec<_>>();
        let all: Vec<PathBuf> = files.chain(in_wanted).chain([next.to_owned()]).collect();
        self.terms.durability.settle(next, &all).map_err(|error| unwritable(out, &error))
    }
}

/// Gives one more name to a file that stays.
fn link(out: &Path, next: &Path, path: &OsStr) -> Result<(), Diagnostic> {
    let (old, target) = (out.join(path), next.join(path));
    // Of what belongs to somebody else, not every system makes links.
    let linked = fs::hard_link(&old, &target).or_else(|_| fs::copy(&old, &target).map(drop));
    linked.map_err(|error| unwritable(&old, &error))
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether two files in a folder and in the output folder are one if their numbers are: not if they are on two file systems,
/// nor on one that is laid over others and has the numbers of those.
#[cfg(unix)]
fn tells_files_apart(places: &Places, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::symlink_metadata(path).ok().map(|metadata| metadata.dev());
    device(folder).is_some() && device(folder) == device(&places.out) && !is_laid_over_others(folder)
}

#[cfg(not(unix))]
fn tells_files_apart(_: &Places, _: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_laid_over_others(folder: &Path) -> bool {
    /// `OVERLAYFS_SUPER_MAGIC` of the kernel.
    const OVERLAY: u64 = 0x794c_7630;
    rustix::fs::statfs(folder).map_or(true, |found| u64::try_from(found.f_type) == Ok(OVERLAY))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_laid_over_others(_: &Path) -> bool {
    false
}

/// Brings what is not known in a folder that was brought out to where it was: somebody has put it there in the last moment.
/// Gives what is in the folder; `earlier` is what was in it when it was looked through, if it was.
pub(super) fn give_back(
    from: &Path,
    earlier: Option<Listing>,
    is_known: impl Fn(&OsStr) -> bool,
    folders: Option<&Folders>,
    to: &Path,
) -> Listing {
    let found = earlier.map_or_else(|| Listing::of(from), |earlier| Listing::again(from, earlier));
    let Ok(mut listing) = found else { return Listing::default() };
    let bring = |path: &OsStr| {
        let (old, new) = (from.join(path), to.join(path));
        if fs::symlink_metadata(&old).is_ok() && fs::symlink_metadata(&new).is_err() {
            let _ = new.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(old, new));
        }
    };
    let is_new = |folder: &&OsString| folders.is_some_and(|known| !known.contains_key(*folder));
    let mut whole: Vec<&OsStr> = listing.folders.keys().filter(is_new).map(|folder| folder.as_os_str()).collect();
    whole.extend(listing.closed.iter().map(|folder| folder.as_os_str()));
    whole.sort_unstable_by_key(|folder| folder.len());
    whole.into_iter().for_each(bring);
    listing.files.retain(|path, _| {
        let is_known = is_known(path);
        if !is_known {
            bring(path);
        }
        is_known
    });
    listing
}

/// Removes a state that was brought out, and nothing else: what has come into it since goes back.
fn remove(old: &Path, listing: &Listing, out: &Path) {
    let files: Vec<&OsStr> = listing.files.keys().map(|path| path.as_os_str()).collect();
    files.into_par_iter().for_each(|path| {
        let _ = fs::remove_file(old.join(path));
    });
    remove_empty(old, listing.folders.keys().map(|folder| folder.as_os_str()));
    let _ = fs::remove_file(old.join(MARKER));
    if fs::remove_dir(old).is_err() && is_folder(old) {
        give_back(old, None, |_| false, Some(&Folders::default()), out);
        let _ = fs::remove_dir(old);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_into_the_old_state_in_the_last_moment_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let (old, out) = (folder.path().join("old"), folder.path().join("out"));
        fs::create_dir_all(old.join("en")).unwrap();
        fs::create_dir_all(out.join("en")).unwrap();
        fs::write(old.join("en/a.html"), "ours").unwrap();
        let (known, folders) = (Listing::of(&old).unwrap(), Listing::of(&old).unwrap().folders);
        fs::create_dir_all(old.join(".git/refs/heads")).unwrap();
        fs::write(old.join(".git/config"), "theirs").unwrap();
        fs::write(old.join("en/note.txt"), "theirs").unwrap();
        let listing = give_back(&old, None, |path| known.files.contains_key(path), Some(&folders), &out);
        assert!(out.join(".git/refs/heads").is_dir() && out.join(".git/config").is_file());
        assert!(out.join("en/note.txt").is_file() && !out.join("en/a.html").exists());
        fs::create_dir(old.join("uploads")).unwrap();
        remove(&old, &listing, &out);
        assert!(out.join("uploads").is_dir() && !old.exists());
    }
}
