//! Known: the folders that a program has looked through which publishes again and again.

use super::listing::Listing;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// What was in the output folder, and in the state that was published before, when they were looked through. Of what is known
/// here only that is read which has changed since.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) out: Memory,
    pub(super) last: Memory,
}

impl Known {
    /// Whether somebody has looked through both.
    pub fn is_complete(&self) -> bool {
        [&self.out, &self.last].iter().all(|memory| memory.0.lock().is_ok_and(|listing| !listing.folders.is_empty()))
    }
}

/// What was in one folder; nothing where nobody has looked.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<Listing>);

impl Memory {
    /// What is in the folder now. Whoever asks tells what has become of it with [`Memory::keep`].
    ///
    /// # Errors
    /// It cannot be read.
    pub fn look_through(&self, folder: &Path) -> io::Result<Listing> {
        let earlier = self.0.lock().map(|mut listing| std::mem::take(&mut *listing)).unwrap_or_default();
        Listing::again(folder, earlier)
    }

    /// Keeps what was in the folder at some time.
    pub fn keep(&self, listing: Listing) {
        if let Ok(mut kept) = self.0.lock() {
            *kept = listing;
        }
    }
}

/// What is in a folder, from memory as far as there is one.
///
/// # Errors
/// It cannot be read.
pub(super) fn look_through(folder: &Path, memory: Option<&Memory>) -> io::Result<Listing> {
    memory.map_or_else(|| Listing::of(folder), |memory| memory.look_through(folder))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::path::OutputPath;
    use crate::publish::{Counts, LastState, Purpose, Staging, Terms, prepare};
    use std::fs;
    use std::thread::sleep;
    use std::time::Duration;

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
