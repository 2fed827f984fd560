//! Ahead: what the next publication begins with is made while nobody waits for it.

use super::known::Known;
use super::listing::{Listing, folders_of};
use super::lock::Lock;
use super::places::{Places, make_private_folder};
use rayon::prelude::*;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// The clock of files ticks more often than this: what comes into a folder after it gives the folder another time.
const TICK: Duration = Duration::from_millis(100);

/// Makes a folder of links to all that is published, unless the state before it is still there, and looks through both. For a
/// program that has published by an exchange of folders, and will do so again.
///
/// # Errors
/// The folders cannot be read or written; the next publication does it all itself then.
pub fn prepare(out: &Path, known: &Known) -> io::Result<()> {
    let Some(places) = Places::of(out).filter(Places::is_there) else { return Ok(()) };
    // Another build is at work: whatever it needs is its own.
    let Ok(_lock) = Lock::take(&places, Duration::ZERO, &|| true) else { return Ok(()) };
    let (next, last) = (places.beside("next"), places.beside("last"));
    let is_there = |place: &Path| fs::symlink_metadata(place).is_ok();
    let there = known.out.look_through(&places.out)?;
    if is_there(&last) {
        known.last.keep(known.last.look_through(&last)?);
    } else if !is_there(&next) {
        known.last.keep(links_to(&places.out, &there, &next)?);
    }
    known.out.keep(there);
    Ok(())
}

fn links_to(out: &Path, there: &Listing, next: &Path) -> io::Result<Listing> {
    let next = make_private_folder(next)?;
    let files: Vec<&OsStr> = there.files.keys().map(|path| path.as_os_str()).collect();
    folders_of(files.iter().copied()).par_iter().try_for_each(|folder| fs::create_dir_all(next.join(folder)))?;
    files.par_iter().try_for_each(|path| fs::hard_link(out.join(path), next.join(path)))?;
    sleep(TICK);
    Listing::again(&next, Listing::default())
}
