//! Remembered: what a build got to know of texts, so that the next need not read a file that nobody has touched.
//!
//! Of each text with which nothing is wrong, its front matter as it is written and what shows of its Markdown. The front matter
//! is parsed anew each time: what it means also depends on the configuration. One file for the site, below its cache; it is
//! versioned and checksummed, belongs to one build of the program, and can be deleted at any time.

use super::document::{Document, Marks};
use super::source_text::SourceText;
use crate::input::discover::SourceFile;
use crate::input::version::Version;
use crate::trace;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// The first bytes of the file. The number is that of its form.
const MAGIC: &[u8; 16] = b"dateline texts 1";

/// The name of the file below the cache.
const FILE: &str = "texts";

/// Numbers of an entry, eight bytes each.
const NUMBERS: usize = 11;

/// What is known of texts from the last build.
#[derive(Debug, Default)]
pub struct Remembered {
    fronts: HashMap<String, Mutex<Option<Front>>>,
}

/// What is known of one text.
#[derive(Debug)]
struct Front {
    version: Version,
    /// The text up to its Markdown.
    text: String,
    /// Bytes of the whole text.
    length: usize,
    /// A hash of the whole text.
    hash: u64,
    marks: Marks,
}

impl Remembered {
    /// What was left below `cache`; nothing where there is none, it is of another program, or it has been damaged.
    pub fn read(cache: &Path) -> Remembered {
        let fronts = trace::read_checked(&cache.join(FILE), MAGIC, fronts);
        Remembered { fronts: fronts.unwrap_or_default() }
    }

    /// The text of a file that is of this version now, and the marks of its Markdown, if that version is known. It is told once.
    /// `stays` is that of [`SourceText::of_front`].
    pub fn take(&self, file: &SourceFile, version: Version, stays: bool) -> Option<(SourceText, Marks)> {
        let front = self.fronts.get(&file.path)?;
        let front = front.lock().ok()?.take_if(|front| front.version == version)?;
        let source = SourceText::of_front(front.text, file.clone(), (front.length, front.hash), version, stays);
        Some((source, front.marks))
    }

    /// Whether nothing is known.
    pub fn are_none(&self) -> bool {
        self.fronts.is_empty()
    }

    /// Whether these texts are the same as were left: each of them has been taken, and there were no others.
    pub fn are<'a>(&self, texts: impl Iterator<Item = &'a Document>) -> bool {
        let is_taken = |text: &Document| {
            let front = self.fronts.get(&text.path).and_then(|front| front.lock().ok());
            front.is_some_and(|front| front.is_none())
        };
        let mut count = 0;
        texts.inspect(|_| count += 1).all(is_taken) && count == self.fronts.len()
    }
}

/// Leaves below `cache` what is known of texts that are of a known version, and with which nothing is wrong.
///
/// # Errors
/// Where it cannot be written.
pub fn remember<'a>(cache: &Path, texts: impl Iterator<Item = &'a Document>) -> io::Result<()> {
    let mut bytes = trace::begin(MAGIC);
    for document in texts {
        let Some(version) = document.source.version() else { continue };
        let front = document.source.front();
        let Marks { has_html, pictures, may_have_ends } = document.marks;
        let numbers: [u64; NUMBERS] = [
            document.path.len() as u64,
            front.len() as u64,
            version.size,
            version.modified.cast_unsigned(),
            version.changed.cast_unsigned(),
            version.number,
            document.source.length() as u64,
            document.source.hash(),
            u64::from(has_html) | u64::from(may_have_ends) << 1,
            pictures[0] as u64,
            pictures[1] as u64,
        ];
        numbers.iter().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes.extend_from_slice(document.path.as_bytes());
        bytes.extend_from_slice(front.as_bytes());
    }
    trace::write_checked(&cache.join(FILE), bytes)
}

/// The entries of the file; none where they are not what is written here.
fn fronts(mut rest: &[u8]) -> Option<HashMap<String, Mutex<Option<Front>>>> {
    let mut fronts = HashMap::new();
    while !rest.is_empty() {
        let mut numbers = [0_u64; NUMBERS];
        for number in &mut numbers {
            let (bytes, after) = rest.split_first_chunk::<8>()?;
            (*number, rest) = (u64::from_le_bytes(*bytes), after);
        }
        let [path, front, size, modified, changed, number, length, hash, flags, marks @ ..] = numbers;
        let mut text = |length: u64| {
            let (bytes, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            rest = after;
            Some(std::str::from_utf8(bytes).ok()?.to_owned())
        };
        let (path, text) = (text(path)?, text(front)?);
        let version = Version { size, modified: modified.cast_signed(), changed: changed.cast_signed(), number };
        let [a, b] = marks.map(|mark| usize::try_from(mark).unwrap_or(usize::MAX));
        let marks = Marks { has_html: flags & 1 != 0, pictures: [a, b], may_have_ends: flags & 2 != 0 };
        let length = usize::try_from(length).ok()?;
        fronts.insert(path, Mutex::new(Some(Front { version, text, length, hash, marks })));
    }
    Some(fronts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::content::{SourceName, document_of_front, parse_document};
    use crate::input::discover;
    use std::fs;

    const TEXT: &str = "---\ntitle: Ёлка\n---\n![](a.jpg) <b>until</b>\n";

    fn document(file: &SourceFile) -> Document {
        let name = SourceName::parse("news/a.md", |_| false);
        let (document, problems) = parse_document(file.path.clone(), name, TEXT.to_owned(), [].into());
        assert!(problems.0.is_empty(), "{problems:?}");
        let mut document = document.unwrap();
        document.source.release(file.clone(), document.body, file.version());
        document
    }

    #[test]
    fn what_was_left_is_known_until_the_file_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("content/news/a.md");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, TEXT).unwrap();
        let file = discover::files_below(folder.path(), "content").0.remove(0);
        let read = document(&file);
        remember(folder.path(), [&read].into_iter()).unwrap();

        let remembered = Remembered::read(folder.path());
        let version = file.version().unwrap();
        assert!(remembered.take(&file, Version { number: version.number ^ 1, ..version }, false).is_none());
        assert!(!remembered.are([&read].into_iter()));
        let (source, marks) = remembered.take(&file, version, false).unwrap();
        assert!(remembered.are([&read].into_iter()));
        assert!(!remembered.are([].into_iter()) && !remembered.are([&read, &read].into_iter()));
        let name = read.name.clone();
        let (known, _) = document_of_front(file.path.clone(), name, source, marks, [].into()).unwrap();
        assert!(known.source == read.source);
        assert_eq!((&*known.text(), known.source.length(), known.source.hash()), (TEXT, TEXT.len(), trace::hash(TEXT)));
        assert_eq!((known.marks, &known.yaml, known.body), (read.marks, &read.yaml, read.body));

        // As long, and as old by its date: somebody has copied an old file over it.
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, TEXT.replace("until", "UNTIL")).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
        let now = file.version().unwrap();
        assert_eq!((now.size, now.modified), (version.size, version.modified));
        if cfg!(unix) {
            assert!(Remembered::read(folder.path()).take(&file, now, false).is_none());
        }
    }

    #[test]
    fn a_damaged_file_is_as_none() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("content/a.md"), TEXT).unwrap();
        let file = discover::files_below(folder.path(), "content").0.remove(0);
        remember(folder.path(), [&document(&file)].into_iter()).unwrap();
        let whole = fs::read(folder.path().join(FILE)).unwrap();
        let is_known = |bytes: &[u8]| {
            fs::write(folder.path().join(FILE), bytes).unwrap();
            Remembered::read(folder.path()).take(&file, file.version().unwrap(), false).is_some()
        };
        assert!(is_known(&whole));
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert!(!is_known(&damaged) && !is_known(&whole[..at]), "{at}");
        }
    }
}
