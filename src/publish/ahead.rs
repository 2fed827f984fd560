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

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::path::OutputPath;
    use crate::publish::{Counts, LastState, Purpose, Staging, Terms};

    /// Publishes pages of these texts.
    fn publish(out: &Path, pages: &[(String, &str)], known: &Known) -> Counts {
        let terms = Terms { last: LastState::IsKept, known: Some(known), ..Terms::default() };
        let staging = Staging::open(out, Purpose::Site, terms, &|| false).unwrap();
        for (path, text) in pages {
            staging.write(&OutputPath::new(path).unwrap(), text.as_bytes()).unwrap();
        }
        let counts = staging.commit(&[]).unwrap().0;
        // The clock of files goes on.
        sleep(Duration::from_millis(120));
        counts
    }

    fn assert_is(out: &Path, pages: &[(String, &str)]) {
        for (path, text) in pages {
            assert_eq!(fs::read_to_string(out.join(path)).unwrap(), *text, "{path}");
        }
    }

    fn pages(first: &'static str) -> Vec<(String, &'static str)> {
        (0..30).map(|n| (format!("en/a{n}/index.html"), if n == 0 { first } else { "same" })).collect()
    }

    #[test]
    fn what_happens_to_the_folders_in_between_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let (out, last) = (folder.path().join("public"), folder.path().join(".public.dateline-last"));
        let known = Known::default();
        publish(&out, &pages("0"), &known);
        publish(&out, &pages("1"), &known);
        publish(&out, &pages("2"), &known);
        assert!(known.is_complete());
        // Somebody tidies up in the state that the next one is made of.
        fs::remove_file(last.join("en/a7/index.html")).unwrap();
        fs::remove_dir_all(last.join("en/a8")).unwrap();
        fs::remove_file(last.join("en/a9/index.html")).unwrap();
        fs::write(last.join("en/a9/index.html"), "another").unwrap();
        let same = ("en/a9/index.html".to_owned(), "same");
        let mut third = pages("3");
        third[9] = same;
        publish(&out, &third, &known);
        assert_is(&out, &third);
        // Files of others come, and pages of ours go.
        fs::create_dir_all(out.join("uploads")).unwrap();
        fs::write(out.join("uploads/a.txt"), "theirs").unwrap();
        fs::remove_dir_all(out.join("en/a3")).unwrap();
        publish(&out, &pages("4"), &known);
        assert_is(&out, &pages("4"));
        assert_eq!(fs::read_to_string(out.join("uploads/a.txt")).unwrap(), "theirs");
        let fewer: Vec<_> = pages("5").into_iter().take(20).collect();
        assert_eq!(publish(&out, &fewer, &known).removed, 10);
        assert!(!out.join("en/a25").exists() && out.join("uploads/a.txt").exists());
    }

    #[test]
    fn what_is_made_ready_is_what_the_next_publication_begins_with() {
        use std::os::unix::fs::MetadataExt;
        let folder = tempfile::tempdir().unwrap();
        let (out, next) = (folder.path().join("public"), folder.path().join(".public.dateline-next"));
        let known = Known::default();
        publish(&out, &pages("0"), &known);
        prepare(&out, &known).unwrap();
        assert!(known.is_complete());
        let number = |path: &Path| fs::metadata(path).unwrap().ino();
        let folder_of_page = number(&next.join("en/a5"));
        assert_eq!(number(&next.join("en/a5/index.html")), number(&out.join("en/a5/index.html")));
        publish(&out, &pages("1"), &known);
        assert_is(&out, &pages("1"));
        assert_eq!(number(&out.join("en/a5")), folder_of_page);
        assert!(!next.exists());
    }
}
