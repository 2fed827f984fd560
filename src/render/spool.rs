//! Spool: pieces of files that are made early and used late. A build keeps them in a file that has no name, so that an archive
//! of any size is built in the same memory; a preview keeps them in memory.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;

/// Where pieces are kept.
#[derive(Default)]
pub(super) struct Spool {
    file: Mutex<Option<File>>,
}

/// A piece that is kept.
pub(super) enum Piece {
    /// In memory.
    Memory(Box<[u8]>),
    /// In the file: where it begins, and its bytes.
    File { at: u64, length: usize },
}

impl Spool {
    /// Keeps pieces in a file in a folder from now on. Where none can be made, they stay in memory.
    pub fn use_folder(&self, folder: &Path) {
        if let (Ok(mut file), Ok(new)) = (self.file.lock(), tempfile::tempfile_in(folder)) {
            *file = Some(new);
        }
    }

    /// Keeps a piece.
    pub fn put(&self, bytes: Box<[u8]>) -> Piece {
        let written = |file: &mut File| -> io::Result<u64> {
            let at = file.seek(SeekFrom::End(0))?;
            file.write_all(&bytes)?;
            Ok(at)
        };
        let at = self.file.lock().ok().and_then(|mut file| written(file.as_mut()?).ok());
        match at {
            Some(at) => Piece::File { at, length: bytes.len() },
            // There is no room on the disk: whoever needs it for what is published will say so.
            None => Piece::Memory(bytes),
        }
    }

    /// A piece. None where it cannot be read: it has to be made again.
    pub fn get<'a>(&self, piece: &'a Piece) -> Option<Cow<'a, [u8]>> {
        let (at, length) = match piece {
            Piece::Memory(bytes) => return Some(Cow::Borrowed(bytes)),
            Piece::File { at, length } => (*at, *length),
        };
        let mut bytes = Vec::with_capacity(length);
        let mut file = self.file.lock().ok()?;
        let file = file.as_mut()?;
        file.seek(SeekFrom::Start(at)).ok()?;
        Read::by_ref(file).take(length as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == length).then_some(Cow::Owned(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_the_same_in_memory_and_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::default();
        let first = spool.put((*b"first").into());
        spool.use_folder(folder.path());
        let [second, none, third] = [&b"second"[..], b"", b"third"].map(|bytes| spool.put(bytes.into()));
        assert!(matches!(first, Piece::Memory(_)) && matches!(third, Piece::File { at: 6, length: 5 }));
        for (piece, bytes) in [(&third, &b"third"[..]), (&first, b"first"), (&none, b""), (&second, b"second")] {
            assert_eq!(spool.get(piece).unwrap(), bytes);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
    }

    #[test]
    fn where_no_file_can_be_made_pieces_stay_in_memory() {
        let spool = Spool::default();
        spool.use_folder(Path::new("/there/is/no/such/folder"));
        assert!(matches!(spool.put((*b"a").into()), Piece::Memory(_)));
    }
}
