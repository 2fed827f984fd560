//! Copies of files that are published as they are, and how a copy is known to be one (docs/decisions/0007-big-files.md).
//!
//! A copy of a big file gets the time of the file that it is of: one of the same size and time need not be read again. A file
//! is never linked to what an editor has: whoever writes into either would write into both.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

/// Bytes from which on a file is told by its size and time. A smaller one is read sooner than anybody asks.
const BIG: u64 = 1024 * 1024;

/// The coarsest clock of a file system in use (FAT). What was written this short before its copy was made may have been
/// written again since, and have the same time.
const COARSEST: Duration = Duration::from_secs(2);

/// Bytes that are compared at a time.
const CHUNK: usize = 256 * 1024;

/// Whether what is published at `old` is what is in `file`.
pub(super) fn is_published(file: &mut File, old: &Path) -> bool {
    let (Ok(new), Ok(published)) = (file.metadata(), fs::symlink_metadata(old)) else { return false };
    if !published.is_file() || published.len() != new.len() {
        return false;
    }
    let is_copy = new.len() >= BIG && time(&new).is_some() && time(&new) == time(&published);
    is_copy || File::open(old).and_then(|mut old| are_same(file, &mut old)).unwrap_or(false)
}

fn time(metadata: &Metadata) -> Option<std::time::SystemTime> {
    metadata.modified().ok()
}

fn are_same(one: &mut File, other: &mut File) -> io::Result<bool> {
    let (mut first, mut second) = (vec![0; CHUNK], vec![0; CHUNK]);
    loop {
        let (read, other) = (fill(one, &mut first)?, fill(other, &mut second)?);
        if first[..read] != second[..other] {
            return Ok(false);
        }
        if read == 0 {
            return Ok(true);
        }
    }
}

fn fill(file: &mut File, into: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while read < into.len() {
        match file.read(&mut into[read..]) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// Copies a file to `target`, without the rights of its own: what is published is for everybody who may see the folder. The
/// system copies by itself where it can, and shares the blocks where the file system does (`copy_file_range` on Linux).
pub(super) fn copy(file: &mut File, target: &Path) -> io::Result<()> {
    io::Seek::rewind(file)?;
    let before = file.metadata()?;
    let mut new = File::create(target)?;
    io::copy(file, &mut new)?;
    let (after, written) = (file.metadata()?, new.metadata()?);
    let is_at_rest = time(&before) == time(&after) && before.len() == after.len() && written.len() == after.len();
    // A clock of the program's own is not needed: the copy has the time of now.
    let is_old =
        |modified| time(&written).and_then(|now| now.duration_since(modified).ok()).is_some_and(|age| age > COARSEST);
    if let Some(modified) = time(&after).filter(|modified| after.len() >= BIG && is_at_rest && is_old(*modified)) {
        // Without it, the next build reads both.
        let _ = new.set_modified(modified);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(size: u64, then: impl FnOnce(&Path, &Path)) {
        let folder = tempfile::tempdir().unwrap();
        let (source, target) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
        let file = File::create(&source).unwrap();
        file.set_len(size).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
        drop(file);
        copy(&mut File::open(&source).unwrap(), &target).unwrap();
        then(&source, &target);
    }

    fn is_published(source: &Path, target: &Path) -> bool {
        super::is_published(&mut File::open(source).unwrap(), target)
    }

    #[test]
    fn a_copy_of_a_big_file_has_its_time_and_is_known_by_it() {
        with(BIG, |source, target| {
            let time = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
            assert_eq!(time(source), time(target));
            assert!(is_published(source, target));
            // It is not read: who writes into the output deceives himself alone.
            let modified = time(target);
            let file = File::options().write(true).open(target).unwrap();
            io::Write::write_all(&mut &file, b"x").unwrap();
            file.set_modified(modified).unwrap();
            assert!(is_published(source, target));
        });
    }

    #[test]
    fn another_time_is_no_other_file_and_another_byte_is() {
        with(BIG, |source, target| {
            let file = File::options().write(true).open(source).unwrap();
            file.set_modified(std::time::SystemTime::now()).unwrap();
            assert!(is_published(source, target), "it was only touched");
            io::Write::write_all(&mut &file, b"x").unwrap();
            assert!(!is_published(source, target));
        });
    }

    #[test]
    fn what_was_just_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (source, target) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
        fs::write(&source, vec![1; BIG as usize]).unwrap();
        let modified = fs::metadata(&source).unwrap().modified().unwrap();
        copy(&mut File::open(&source).unwrap(), &target).unwrap();
        // Somebody writes again, within a tick of the clock.
        fs::write(&source, vec![2; BIG as usize]).unwrap();
        File::options().write(true).open(&source).unwrap().set_modified(modified).unwrap();
        assert!(!is_published(&source, &target));
    }

    #[test]
    fn a_small_file_is_compared_and_keeps_no_time() {
        with(1000, |source, target| {
            assert!(is_published(source, target));
            let time = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
            assert_ne!(time(source), time(target));
            fs::write(target, [7; 1000]).unwrap();
            assert!(!is_published(source, target));
        });
    }
}
