//! Discover: which files there are. Nothing outside the site's folder is followed.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::trace::modified;
use std::borrow::Cow;
use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// No article is larger than this (bytes): a longer file got into `content/` by mistake.
pub const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// A file that the site is made of, on disk or in the program.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path below the site's root, with `/`, for people: `themes/gazette/templates/base.html`.
    pub path: String,
    /// Path below the folder that was asked for.
    pub below: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Disk(PathBuf),
    Embedded(&'static [u8]),
}

/// A file that is read in parts.
#[derive(Debug)]
pub enum Opened {
    /// On the disk.
    Disk(fs::File),
    /// In the program.
    Embedded(Cursor<&'static [u8]>),
}

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Opened::Disk(file) => file.read(into),
            Opened::Embedded(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Opened::Disk(file) => file.seek(to),
            Opened::Embedded(bytes) => bytes.seek(to),
        }
    }
}

impl SourceFile {
    pub(crate) fn embedded(folder: &str, below: &str, bytes: &'static [u8]) -> SourceFile {
        SourceFile { path: format!("{folder}/{below}"), below: below.to_owned(), content: Content::Embedded(bytes) }
    }

    /// The same file seen from a folder below; none if it is not in it.
    pub fn strip(&self, folder: &str) -> Option<SourceFile> {
        let below = self.below.strip_prefix(folder)?;
        Some(SourceFile { below: below.to_owned(), ..self.clone() })
    }

    /// The same file as if it lay elsewhere in its folder of the site.
    pub fn moved(&self, below: &str) -> SourceFile {
        let folder = self.path.strip_suffix(self.below.as_str()).unwrap_or_default();
        SourceFile { path: format!("{folder}{below}"), below: below.to_owned(), ..self.clone() }
    }

    /// Whether it is part of the program.
    pub fn is_embedded(&self) -> bool {
        matches!(self.content, Content::Embedded(_))
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read.
    pub fn bytes(&self) -> Result<Cow<'static, [u8]>, Diagnostic> {
        match &self.content {
            Content::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Disk(path) => fs::read(path).map(Cow::Owned).map_err(|error| unreadable(&self.path, &error)),
        }
    }

    /// The bytes of a file that is published as it is. It is read when it is asked for, and by then a link may stand where
    /// a file was found.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read, or is outside the site's folder now.
    pub fn bytes_inside(&self) -> Result<Cow<'static, [u8]>, Diagnostic> {
        self.check_inside()?;
        self.bytes()
    }

    /// The same file, to be read in parts: a film has no place in memory as a whole.
    ///
    /// # Errors
    /// A diagnostic where the file cannot be read, or is outside the site's folder now.
    pub fn open_inside(&self) -> Result<Opened, Diagnostic> {
        self.check_inside()?;
        match &self.content {
            Content::Embedded(bytes) => Ok(Opened::Embedded(Cursor::new(bytes))),
            Content::Disk(path) => {
                fs::File::open(path).map(Opened::Disk).map_err(|error| unreadable(&self.path, &error))
            }
        }
    }

    fn check_inside(&self) -> Result<(), Diagnostic> {
        if let Content::Disk(on_disk) = &self.content
            && on_disk.symlink_metadata().is_ok()
            && let Some(root) = on_disk.ancestors().nth(self.path.split('/').count())
            && let Some(problem) = leads_outside(root, on_disk, &self.path)
        {
            return Err(problem);
        }
        Ok(())
    }

    /// The first bytes of the file, at most `length`; none where it cannot be read.
    pub fn head(&self, length: usize) -> Vec<u8> {
        let mut head = Vec::with_capacity(length);
        match &self.content {
            Content::Embedded(bytes) => head.extend(&bytes[..length.min(bytes.len())]),
            Content::Disk(path) => {
                let read = |file: fs::File| file.take(length as u64).read_to_end(&mut head);
                // What cannot be read is told by those who need it.
                let _ = fs::File::open(path).and_then(read);
            }
        }
        head
    }

    /// Bytes that are others when the file has been written to: its size and its time. They say nothing of what is in it.
    pub fn stamp(&self) -> Vec<u8> {
        let Content::Disk(path) = &self.content else { return Vec::new() };
        let metadata = fs::metadata(path);
        let time = metadata.as_ref().ok().and_then(|metadata| metadata.modified().ok());
        format!("{:?} {:?}", metadata.map(|metadata| metadata.len()).ok(), time).into_bytes()
    }

    /// The file's size in bytes and when it was written, in nanoseconds from 1970; none where that cannot be known. Who has
    /// seen it with the same two has seen the same file.
    pub fn state(&self) -> Option<(u64, i64)> {
        let Content::Disk(path) = &self.content else { return None };
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.len(), modified(&metadata)?))
    }

    /// The file's size in bytes; 0 where it cannot be read.
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Embedded(bytes) => bytes.len() as u64,
            Content::Disk(path) => fs::metadata(path).map_or(0, |m| m.len()),
        }
    }

    /// The file's text, or none with a problem reported.
    pub fn text(&self, problems: &mut Diagnostics) -> Option<String> {
        let size = self.size();
        if size > LARGEST_TEXT {
            problems.push(
                Diagnostic::error(
                    Code::TooLarge,
                    format!("the file has {} MB; a text has at most {} MB", size >> 20, LARGEST_TEXT >> 20),
                )
                .at(Place::file(&self.path))
                .hint("move it out of the folder, or split it"),
            );
            return None;
        }
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err(problem) => {
                problems.push(problem);
                return None;
            }
        };
        match String::from_utf8(bytes.into_owned()) {
            Ok(text) => Some(text),
            Err(error) => {
                let end = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let valid = String::from_utf8_lossy(&bytes[..end]).into_owned();
                let mut place = Place::at_offset(&self.path, &valid, end);
                place.excerpt = None;
                problems.push(
                    Diagnostic::error(Code::NotUtf8, "the file is not UTF-8 text")
                        .at(place)
                        .hint("open it in an editor and save it as UTF-8"),
                );
                None
            }
        }
    }
}

/// All files below a folder of the site, in the order of their paths. Hidden files and editors' copies are left out.
pub fn files_below(root: &Path, folder: &str) -> (Vec<SourceFile>, Diagnostics) {
    let mut files = Vec::new();
    let mut problems = Diagnostics::default();
    let base = root.join(folder);
    if fs::symlink_metadata(&base).is_err() {
        return (files, problems);
    }
    if let Some(problem) = leads_outside(root, &base, folder) {
        return (files, problem.into());
    }
    // The folder itself may be a link inside the site: walkdir follows the root it is given.
    for entry in WalkDir::new(&base)
        .follow_links(false)
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_ignored(e.file_name()))
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| folder.to_owned(), |p| relative(root, p));
                problems.push(
                    Diagnostic::error(Code::Unreadable, format!("cannot be read: {}", io_in_words(&error)))
                        .at(Place::file(path)),
                );
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        match take(root, folder, entry.path(), entry.file_type()) {
            Found::File(file) => files.push(file),
            Found::Problem(problem) => problems.push(problem),
            Found::Nothing => {}
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|second, first| {
        let are_one = second.path == first.path;
        if are_one {
            problems.push(one_name(first, second));
        }
        are_one
    });
    (files, problems)
}

/// Two files whose names are the same letters in two forms of Unicode: to people, to addresses and to most computers they
/// are one.
fn one_name(first: &SourceFile, second: &SourceFile) -> Diagnostic {
    let spelt_out = |file: &SourceFile| {
        let Content::Disk(path) = &file.content else { return file.path.clone() };
        let parts: Vec<_> = path.components().rev().take(file.path.split('/').count()).collect();
        let parts: Vec<_> = parts.iter().rev().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = parts.join("/");
        let spelt =
            |c: char| if c.is_alphanumeric() || c.is_ascii() { c.to_string() } else { c.escape_unicode().to_string() };
        name.chars().map(spelt).collect()
    };
    let message = format!(
        "two files have this name, written in two forms of Unicode: `{}` and `{}`",
        spelt_out(first),
        spelt_out(second)
    );
    Diagnostic::error(Code::DuplicateArticle, message)
        .at(Place::file(&first.path))
        .hint("remove one of the two, or give it another name: only one of them would be on the site")
}

/// What is at a path.
pub enum Found {
    /// A file of the site.
    File(SourceFile),
    /// Something that the site cannot have.
    Problem(Diagnostic),
    /// No file.
    Nothing,
}

/// What is at the path `below` a folder of the site now.
pub fn file_at(root: &Path, folder: &str, below: &str) -> Found {
    let base = root.join(folder);
    let path = base.join(below);
    // A link to a folder is not followed, wherever it stands on the way.
    let mut on_the_way = path.ancestors().skip(1).take_while(|ancestor| *ancestor != base);
    if on_the_way.any(|ancestor| ancestor.is_symlink()) {
        return Found::Nothing;
    }
    match fs::symlink_metadata(&path) {
        Ok(metadata) => take(root, folder, &path, metadata.file_type()),
        // On the disk its name may be written in another form of Unicode.
        Err(_) if !below.is_ascii() => {
            let file = files_below(root, folder).0.into_iter().find(|file| file.below == below);
            file.map_or(Found::Nothing, Found::File)
        }
        Err(_) => Found::Nothing,
    }
}

fn take(root: &Path, folder: &str, on_disk: &Path, kind: fs::FileType) -> Found {
    let path = relative(root, on_disk);
    if kind.is_symlink() {
        if let Some(problem) = leads_outside(root, on_disk, &path) {
            return Found::Problem(problem);
        }
        if on_disk.is_dir() {
            let problem = Diagnostic::warning(Code::OutsideSite, "a link to a folder is not followed");
            return Found::Problem(
                problem.at(Place::file(path)).hint("move the folder here, or link its files one by one"),
            );
        }
    } else if !kind.is_file() {
        return Found::Nothing;
    }
    let below = path[folder.len()..].trim_start_matches('/').to_owned();
    Found::File(SourceFile { path, below, content: Content::Disk(on_disk.to_owned()) })
}

fn leads_outside(root: &Path, path: &Path, name: &str) -> Option<Diagnostic> {
    let inside = match (fs::canonicalize(root), fs::canonicalize(path)) {
        (Ok(root), Ok(target)) => target.starts_with(root),
        (Ok(_), Err(_)) => {
            let problem = Diagnostic::error(Code::OutsideSite, "this link leads nowhere").at(Place::file(name));
            return Some(problem.hint("remove it, or correct its target"));
        }
        _ => false,
    };
    (!inside).then(|| {
        Diagnostic::error(Code::OutsideSite, "this link leads out of the site's folder")
            .at(Place::file(name))
            .hint("copy the file into the site: what is outside is never published")
    })
}

/// Whether a path below a folder of the site goes through a name that is no content.
pub fn is_passed_over(below: &str) -> bool {
    below.split('/').any(|name| is_ignored(std::ffi::OsStr::new(name)))
}

/// Names that are no content: hidden files, and what editors leave while a file is open.
fn is_ignored(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#') || name == "Thumbs.db"
}

/// Where on the disk the file with a path is, if its name there has another form.
pub fn locate(root: &Path, path: &str) -> Option<PathBuf> {
    let (files, _) = files_below(root, path.split('/').next()?);
    files.into_iter().find(|file| file.path == path).and_then(|file| match file.content {
        Content::Disk(path) => Some(path),
        Content::Embedded(_) => None,
    })
}

fn relative(root: &Path, path: &Path) -> String {
    as_site_path(path.strip_prefix(root).unwrap_or(path))
}

/// A path below the site's root as the program writes it: with `/`, and in one form of Unicode.
pub fn as_site_path(below: &Path) -> String {
    use std::path::Component;
    let parts = below.components().filter(|c| *c != Component::CurDir);
    let text = parts.map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    // macOS hands out decomposed names; the same file must have the same id everywhere.
    icu::normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned()
}

pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {error}")).at(Place::file(path))
}

fn io_in_words(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}
