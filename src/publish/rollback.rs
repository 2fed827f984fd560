//! Rollback: the state that was published before the last one takes its place again.

use super::Counts;
use super::exchange::give_back;
use super::faults::{half_published, unwritable};
use super::listing::Listing;
use super::lock::Lock;
use super::places::{Places, set_private};
use super::power::Durability;
use super::purpose::{MARKER, Purpose, Record};
use super::way::{Way, exchange};
use crate::diagnostic::{Code, Diagnostic};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

/// Publishes the state that was published before the last one; the last one is kept in its place.
///
/// # Errors
/// There is none; another build is at work; the folder cannot be written.
pub fn rollback(out: &Path, wait: Duration, is_over: &dyn Fn() -> bool) -> Result<Counts, Diagnostic> {
    let places = Places::of(out).filter(Places::is_there).ok_or_else(|| nothing_kept(out))?;
    let _lock = Lock::take(&places, wait, is_over)?;
    if places.inside("journal").exists() {
        return Err(half_published(&places.out, &io::Error::other("a build was stopped while it replaced files")));
    }
    let last = places.beside("last");
    let marker_of = |folder: &Path| fs::read_to_string(folder.join(MARKER)).ok();
    let (Some(now), Some(before)) = (marker_of(&places.out), marker_of(&last)) else { return Err(nothing_kept(out)) };
    if Purpose::of_marker(&now) != Purpose::of_marker(&before) {
        return Err(nothing_kept(out));
    }
    let failed = |error: io::Error| unwritable(&places.out, &error);
    let there = Listing::of(&places.out).map_err(failed)?;
    let kept = Listing::of(&last).map_err(failed)?;
    let record = Record::of_marker(&now);
    let is_foreign = |path: &OsString| !record.is_silent() && !record.has(path);
    for path in there.files.keys().filter(|path| is_foreign(path) && !kept.files.contains_key(*path)) {
        let (from, to) = (places.out.join(path), last.join(path));
        to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::hard_link(from, to)).map_err(failed)?;
    }
    set_private(&last, Some(&places.out)).map_err(failed)?;
    exchange(&places.out, &last).map_err(failed)?;
    // The state is published: what goes wrong from here on takes nothing back.
    let _ = set_private(&last, None);
    let _ = Durability::Power.settle(&places.parent, std::slice::from_ref(&places.parent));
    give_back(&last, None, |path| there.files.contains_key(path), Some(&there.folders), &places.out);
    let is_another = |(path, number): &(&OsString, &u64)| there.files.get(*path) != Some(number);
    let written = kept.files.iter().filter(is_another).count();
    let removed = there.files.keys().filter(|path| !kept.files.contains_key(*path) && !is_foreign(path)).count();
    Ok(Counts { written, unchanged: kept.files.len() - written, removed, way: Way::InOneStep })
}

fn nothing_kept(out: &Path) -> Diagnostic {
    let message = format!("no state of {} was kept that could be published again", out.display());
    Diagnostic::error(Code::NothingKept, message)
        .hint("`dateline watch` and `dateline build --keep-last` keep the last one, where folders can change places")
}
