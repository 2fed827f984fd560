//! The text of a file of `content/`: in memory, or read again when somebody asks for more than its front matter.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::discover::SourceFile;
use crate::input::version::Version;
use crate::trace;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The text of a file.
#[derive(Debug)]
pub struct SourceText {
    /// The whole text; where it is read again, its beginning with the front matter.
    kept: String,
    /// A hash of what is kept, once somebody has asked for it.
    hash: OnceLock<u64>,
    /// Where the rest is.
    rest: Option<Box<Rest>>,
}

#[derive(Debug)]
struct Rest {
    file: SourceFile,
    /// Bytes of the whole text.
    length: usize,
    /// A hash of the whole text.
    hash: u64,
    /// The version of the file that was read, where the next version of it can be told from that.
    version: Option<Version>,
    /// The whole text, where it stays in memory once it has been read.
    whole: Option<OnceLock<String>>,
}

impl SourceText {
    /// A text that stays in memory.
    pub fn new(text: String) -> SourceText {
        SourceText { kept: text, hash: OnceLock::new(), rest: None }
    }

    /// A text of which the beginning is known, and how long it is and its hash: the rest is in its file, of this version.
    /// `stays` says whether it stays in memory once it has been read.
    pub fn of_front(
        front: String,
        file: SourceFile,
        (length, hash): (usize, u64),
        version: Version,
        stays: bool,
    ) -> SourceText {
        let rest = Rest { file, length, hash, version: Some(version), whole: stays.then(OnceLock::new) };
        SourceText { kept: front, hash: OnceLock::new(), rest: Some(Box::new(rest)) }
    }

    /// Keeps no more than the first bytes of the text in memory: the rest is read again from its file. `version` is that of the file
    /// before it was read, if a later one can be told from it.
    pub fn release(&mut self, file: SourceFile, first: usize, version: Option<Version>) {
        let length = self.kept.len();
        if self.rest.is_none() && self.kept.is_char_boundary(first) && first < length {
            let hash = self.hash();
            self.rest = Some(Box::new(Rest { file, length, hash, version, whole: None }));
            self.kept.truncate(first);
            self.kept.shrink_to_fit();
        }
    }

    /// Reads a text that stays in memory, if that has not been done.
    pub fn fetch(&self) {
        if self.rest.as_ref().is_some_and(|rest| rest.whole.is_some()) {
            // What is wrong with it is told to whoever wants to show it.
            let _ = self.read();
        }
    }

    /// The beginning with the front matter, or more.
    pub fn front(&self) -> &str {
        &self.kept
    }

    /// The whole text.
    ///
    /// # Errors
    /// The file cannot be read any more, or is no longer as it was.
    pub fn read(&self) -> Result<Cow<'_, str>, Diagnostics> {
        let Some(rest) = &self.rest else { return Ok(Cow::Borrowed(&self.kept)) };
        if let Some(whole) = rest.whole.as_ref().and_then(OnceLock::get) {
            return Ok(Cow::Borrowed(whole));
        }
        let mut problems = Diagnostics::default();
        match rest.file.text(&mut problems) {
            Some(text) if text.len() == rest.length && trace::hash(&text) == rest.hash => Ok(match &rest.whole {
                Some(whole) => Cow::Borrowed(whole.get_or_init(|| text)),
                None => Cow::Owned(text),
            }),
            Some(_) => Err(Diagnostic::error(Code::Unreadable, "the file was changed while the site was built")
                .at(Place::file(&rest.file.path))
                .hint("build again")
                .into()),
            None => Err(problems),
        }
    }

    /// The whole text; where it cannot be read again, its beginning with the front matter. Whoever makes something of it that is
    /// published asks [`SourceText::read`].
    pub fn whole(&self) -> Cow<'_, str> {
        self.read().unwrap_or(Cow::Borrowed(&self.kept))
    }

    /// Bytes of the whole text.
    pub fn length(&self) -> usize {
        self.rest.as_ref().map_or(self.kept.len(), |rest| rest.length)
    }

    /// The version of the file whose text this is; none for a text that stays in memory, and where a later version may not be
    /// told from it.
    pub fn version(&self) -> Option<Version> {
        self.rest.as_ref()?.version
    }

    /// A hash of the whole text.
    pub fn hash(&self) -> u64 {
        self.rest.as_ref().map_or_else(|| *self.hash.get_or_init(|| trace::hash(&self.kept)), |rest| rest.hash)
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &SourceText) -> bool {
        match (&self.rest, &other.rest) {
            (None, None) => self.kept == other.kept,
            _ => self.hash() == other.hash() && self.whole() == other.whole(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::discover;
    use std::fs;

    #[test]
    fn what_was_released_is_read_again_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("content/a.md");
        fs::create_dir(folder.path().join("content")).unwrap();
        let whole = "---\ntitle: Ёлка\n---\nA text.\n";
        fs::write(&path, whole).unwrap();
        let file = discover::files_below(folder.path(), "content").0.remove(0);
        let (kept, mut text) = (SourceText::new(whole.to_owned()), SourceText::new(whole.to_owned()));
        let front = whole.find("A text").unwrap();
        text.release(file.clone(), front, None);
        assert_eq!((text.front(), &*text.read().unwrap(), text.length()), (&whole[..front], whole, whole.len()));
        assert!(text == kept);
        let version = file.version().unwrap();
        let stays = SourceText::of_front(whole[..front].to_owned(), file, (text.length(), text.hash()), version, true);
        stays.fetch();
        fs::write(&path, whole.replace("A text", "No text")).unwrap();
        assert_eq!(text.read().unwrap_err().0[0].code, Code::Unreadable);
        assert_eq!(text.whole(), &whole[..front], "what cannot be trusted is not shown");
        assert_eq!((&*stays.read().unwrap(), stays.front()), (whole, &whole[..front]));
        fs::remove_file(&path).unwrap();
        assert!(text.read().is_err());
    }
}
