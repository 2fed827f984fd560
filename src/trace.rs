//! Traces: what each page of the last build was made of, so that the next build need not make it again ("verifying traces";
//! Mokhov, Mitchell, Peyton Jones 2018, "Build systems à la carte").
//!
//! One file for each output folder, below the site's cache. It is versioned and checksummed, belongs to one build of the
//! program, and can be deleted at any time: whatever cannot be read is as if it were not there.

use crate::whole;
use foldhash::quality::{FixedState, FoldHasher};
use std::fs::{self, Metadata};
use std::hash::{BuildHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The first bytes of the file. The number is that of its form.
const MAGIC: &[u8; 16] = b"dateline trace 3";

/// Which build of the program this is.
const PROGRAM: &str = env!("DATELINE_BUILD");

/// Bytes of a checksum.
const SUM: usize = 32;

/// What a file was made of, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// All that it was made of.
    pub of: u64,
    /// What is in it.
    pub content: u64,
    /// Bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970.
    pub modified: i64,
    /// Whether it names other files that are made for it, or something that a policy speaks of: it is looked at each time.
    pub is_telling: bool,
}

impl Made {
    /// Whether a file is as it was left.
    pub fn is_left(&self, metadata: &Metadata) -> bool {
        metadata.is_file() && metadata.len() == self.size && modified(metadata) == Some(self.modified)
    }
}

/// Values by hashes of what they are of.
pub type ByHash<T> = foldhash::HashMap<u64, T>;

/// What was made, and of what.
#[derive(Debug, Default)]
pub struct Trace {
    /// The texts that are the same wherever they stand, by all that they are set of.
    pub free_texts: foldhash::HashSet<u64>,
    /// What the policy was that pages were held against.
    pub policy: u64,
    /// What the templates of pages were made of, by their names.
    pub templates: ByHash<u64>,
    /// The files by their paths.
    pub files: ByHash<Made>,
    /// The site that they are of.
    pub world: World,
    /// By the paths of files, what was looked at for them. Of a file that is not here nothing is known of that.
    pub asked: ByHash<Asked>,
}

/// What was looked at for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The name of the template, as a hash; 0 where there is none.
    pub template: u64,
    /// The numbers of the articles.
    pub articles: Box<[u32]>,
}

/// A site, as far as it takes to tell which of its pages can be others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct World {
    /// A hash of all that any page may be made of besides what articles say themselves.
    pub of: u64,
    /// From when and until when the clock makes nothing else of it, in nanoseconds since 1970: the second is no longer part of it.
    pub since: i64,
    /// The end.
    pub until: i64,
    /// What each article says, as a hash.
    pub articles: Vec<u64>,
}

/// Stands for the articles that were looked at where nothing is known of them.
const NOT_KNOWN: u32 = u32::MAX;

/// The file that holds the trace of an output folder, `cache` being the folder of what is kept.
pub fn file_of(cache: &Path, out: &Path) -> PathBuf {
    cache.join(format!("build-{:016x}", hash(&whole::full(out))))
}

/// What hashes what files are made of: the same in each run of one build of the program, and five times as fast as that of the
/// standard library. Nobody gains by two texts with one hash: who could write them may change the page anyway.
pub fn hasher() -> FoldHasher<'static> {
    FixedState::default().build_hasher()
}

/// The hash of a value.
pub fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = hasher();
    value.hash(&mut hasher);
    hasher.finish()
}

/// When a file was last modified, in nanoseconds since 1970.
pub fn modified(metadata: &Metadata) -> Option<i64> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}

/// The beginning of a file that one build of the program leaves for the next.
pub fn begin(magic: &[u8; 16]) -> Vec<u8> {
    [magic, PROGRAM.as_bytes()].concat()
}

/// Writes such a file with its checksum, whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn write_checked(file: &Path, mut bytes: Vec<u8>) -> io::Result<()> {
    let sum = blake3::hash(&bytes);
    bytes.extend_from_slice(sum.as_bytes());
    whole::put(file, &bytes)
}

/// What `read` makes of what such a file holds; none where there is none, it is of another program, or it has been damaged.
pub fn read_checked<T>(file: &Path, magic: &[u8; 16], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    let bytes = fs::read(file).ok()?;
    let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(SUM)?)?;
    if blake3::hash(body).as_bytes() != sum {
        return None;
    }
    read(body.strip_prefix(magic)?.strip_prefix(PROGRAM.as_bytes())?)
}

/// The number that some bytes begin with, which is taken off them.
fn number(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(u64::from_le_bytes(*number))
}

/// The same of a number of four bytes.
fn small(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*number))
}

impl Trace {
    /// The trace in a file; none where there is none, it is of another program, or it has been damaged.
    pub fn read(file: &Path) -> Option<Trace> {
        read_checked(file, MAGIC, Trace::of_bytes)
    }

    fn of_bytes(mut rest: &[u8]) -> Option<Trace> {
        let rest = &mut rest;
        let mut trace = Trace { policy: number(rest)?, ..Trace::default() };
        let [texts, templates, files, articles] = [number(rest)?, number(rest)?, number(rest)?, number(rest)?];
        for _ in 0..texts {
            trace.free_texts.insert(number(rest)?);
        }
        for _ in 0..templates {
            trace.templates.insert(number(rest)?, number(rest)?);
        }
        let world = &mut trace.world;
        (world.of, world.since, world.until) =
            (number(rest)?, number(rest)?.cast_signed(), number(rest)?.cast_signed());
        for _ in 0..articles {
            world.articles.push(number(rest)?);
        }
        for _ in 0..files {
            let path = number(rest)?;
            let (of, content, size) = (number(rest)?, number(rest)?, number(rest)?);
            let modified = number(rest)?.cast_signed();
            let is_telling = number(rest)? != 0;
            trace.files.insert(path, Made { of, content, size, modified, is_telling });
            let count = small(rest)?;
            if count != NOT_KNOWN {
                let template = number(rest)?;
                let articles = (0..count).map(|_| small(rest)).collect::<Option<_>>()?;
                trace.asked.insert(path, Asked { template, articles });
            }
        }
        Some(trace)
    }

    /// Writes the trace to a file, whole or not at all.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        let mut bytes = begin(MAGIC);
        let asked = self.asked.values().map(|asked| asked.articles.len()).sum::<usize>();
        let of_texts = 8 * (self.free_texts.len() + self.world.articles.len());
        bytes.reserve(128 + of_texts + 60 * self.files.len() + 4 * asked);
        let mut put = |number: u64| bytes.extend_from_slice(&number.to_le_bytes());
        put(self.policy);
        let counts = [self.free_texts.len(), self.templates.len(), self.files.len(), self.world.articles.len()];
        counts.into_iter().for_each(|count| put(count as u64));
        let mut texts: Vec<&u64> = self.free_texts.iter().collect();
        texts.sort_unstable();
        texts.into_iter().for_each(|text| put(*text));
        let mut templates: Vec<(&u64, &u64)> = self.templates.iter().collect();
        templates.sort_unstable();
        templates.into_iter().flat_map(|(name, of)| [*name, *of]).for_each(&mut put);
        let World { of, since, until, articles } = &self.world;
        [*of, since.cast_unsigned(), until.cast_unsigned()].into_iter().chain(articles.iter().copied()).for_each(put);
        let mut files: Vec<(&u64, &Made)> = self.files.iter().collect();
        files.sort_unstable_by_key(|(path, _)| **path);
        for (path, made) in files {
            let modified = made.modified.cast_unsigned();
            for number in [*path, made.of, made.content, made.size, modified, u64::from(made.is_telling)] {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
            let Some(Asked { template, articles }) = self.asked.get(path) else {
                bytes.extend_from_slice(&NOT_KNOWN.to_le_bytes());
                continue;
            };
            bytes.extend_from_slice(&u32::try_from(articles.len()).unwrap_or(NOT_KNOWN).to_le_bytes());
            bytes.extend_from_slice(&template.to_le_bytes());
            articles.iter().for_each(|id| bytes.extend_from_slice(&id.to_le_bytes()));
        }
        write_checked(file, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace() -> Trace {
        let made = Made { of: 1, content: 2, size: 3, modified: -4, is_telling: true };
        Trace {
            free_texts: [7, 9].into_iter().collect(),
            policy: 5,
            templates: [(3, 4)].into_iter().collect(),
            files: [(11, made), (12, made), (13, made)].into_iter().collect(),
            world: World { of: 6, since: -1, until: 8, articles: vec![10, 20] },
            asked: [(11, [1, 0].into()), (12, [].into())]
                .into_iter()
                .map(|(path, articles)| (path, Asked { template: 9, articles }))
                .collect(),
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cache/build");
        trace().write(&file).unwrap();
        let read = Trace::read(&file).unwrap();
        assert_eq!((read.free_texts, read.policy, read.files), (trace().free_texts, 5, trace().files));
        assert_eq!(read.templates, trace().templates);
        assert_eq!((read.world, read.asked), (trace().world, trace().asked));
    }

    #[test]
    fn a_damaged_file_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("build");
        assert!(Trace::read(&file).is_none());
        trace().write(&file).unwrap();
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            fs::write(&file, &damaged).unwrap();
            assert!(Trace::read(&file).is_none(), "{at}");
            fs::write(&file, &whole[..at]).unwrap();
            assert!(Trace::read(&file).is_none(), "{at}");
        }
    }
}
