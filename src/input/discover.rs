//! Discover: which files there are. Nothing outside the site's folder is followed.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::version::Version;
use crate::reading::{self, LARGEST, in_words};
use std::borrow::Cow;
use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// No article is larger than this (bytes): a longer file got into `content/` by mistake.
pub const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// The folders that a site is made of.
pub const FOLDERS: [&str; 6] = [CONTENT, TEMPLATES, THEMES, LOCALES, STATIC, FONTS];
/// The texts, and what stands beside them.
pub const CONTENT: &str = "content";
/// The site's own templates.
pub const TEMPLATES: &str = "templates";
/// Themes.
pub const THEMES: &str = "themes";
/// The site's own messages.
pub const LOCALES: &str = "locales";
/// Files that are published as they are.
pub const STATIC: &str = "static";
/// Fonts of social cards.
pub const FONTS: &str = "fonts";

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
    /// A diagnostic where the file cannot be read, or is too large for that.
    pub fn bytes(&self) -> Result<Cow<'static, [u8]>, Diagnostic> {
        match &self.content {
            Content::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Disk(path) => reading::bytes(path).map(Cow::Owned).map_err(|error| unreadable(&self.path, &error)),
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
                reading::open(path).map(Opened::Disk).map_err(|error| unreadable(&self.path, &error))
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
                let _ = reading::open(path).and_then(read);
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
        self.version().map(|version| (version.size, version.modified))
    }

    /// Which version of the file is there; none where that cannot be known.
    pub fn version(&self) -> Option<Version> {
        let Content::Disk(path) = &self.content else { return None };
        Version::of_file(path)
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
        // The standard library takes longer to tell than it takes to copy the text.
        if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
            return Some(text.to_owned());
        }
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
    let mut walk = WalkDir::new(&base)
        .follow_links(false)
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_ignored(e.file_name()));
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| folder.to_owned(), |p| relative(root, p));
                let reason = error.io_error().map_or_else(|| error.to_string(), in_words);
                let problem = Diagnostic::error(Code::Unreadable, format!("cannot be read: {reason}"));
                problems.push(problem.at(Place::file(path)).hint(way_to_read(error.io_error())));
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        if entry.file_type().is_dir() && entry.file_name().to_str().is_none() {
            // Once for all that is in it.
            walk.skip_current_dir();
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
    if on_disk.file_name().is_some_and(|name| name.to_str().is_none()) {
        let problem = Diagnostic::error(Code::NotUtf8, "this name is not UTF-8 text, and can be part of no address");
        return Found::Problem(
            problem.at(Place::file(path)).hint("rename it: an old program wrote it in other letters"),
        );
    }
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
    }
    let is_file = kind.is_file() || kind.is_symlink() && on_disk.is_file();
    if kind.is_dir() {
        return Found::Nothing;
    }
    if !is_file {
        let problem = Diagnostic::warning(Code::NoFile, "this is a pipe, a socket or a device, and no file");
        return Found::Problem(problem.at(Place::file(path)).hint("remove it: a site has only files"));
    }
    let below = path[folder.len()..].trim_start_matches('/').to_owned();
    Found::File(SourceFile { path, below, content: Content::Disk(on_disk.to_owned()) })
}

/// What is wrong with where a path of the site really leads, if anything is. It may lead to a file of any of the
/// site's folders, wherever they are below its root.
fn leads_outside(root: &Path, path: &Path, name: &str) -> Option<Diagnostic> {
    let problem = |message: &str| Some(Diagnostic::error(Code::OutsideSite, message).at(Place::file(name)));
    let (real_root, target) = match (fs::canonicalize(root), fs::canonicalize(path)) {
        (Ok(root), Ok(target)) => (root, target),
        (_, Err(error)) if error.kind() == io::ErrorKind::NotFound => {
            return Some(problem("this link leads nowhere")?.hint("remove it, or correct its target"));
        }
        (_, Err(error)) if path.is_symlink() && error.kind() != io::ErrorKind::PermissionDenied => {
            return Some(problem("this link leads in a circle, or nowhere")?.hint("remove it, or correct its target"));
        }
        (_, Err(error)) | (Err(error), _) => return Some(unreadable(name, &error)),
    };
    if !target.starts_with(&real_root) {
        return Some(
            problem("this link leads out of the site's folder")?
                .hint("copy the file into the site: what is outside is never published"),
        );
    }
    // Most are where they seem to be. A theme may be a link as a whole, and its files are then where that leads.
    let parts: Vec<&str> = name.split('/').take(2).collect();
    let own = if parts[0] == THEMES { &parts[..] } else { &parts[..1] };
    let is_in = |folder: &str| below_folder(&real_root, &root.join(folder), &target);
    if is_in(&own.join("/")) || FOLDERS.iter().any(|folder| is_in(folder)) {
        return None;
    }
    let folders = FOLDERS.join("`, `");
    Some(
        problem("this link leads to what is none of the site's files")?
            .hint(format!("copy the file here; a link may lead to what is in `{folders}`, hidden files apart")),
    )
}

/// Whether a file is really in a folder of the site, and neither it nor a folder on the way is hidden.
fn below_folder(root: &Path, folder: &Path, target: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    let is_hidden = |path: &Path| path.iter().any(|name| name.to_string_lossy().starts_with('.'));
    // A folder of the site that is a link to the root, or to what is hidden there, holds all that is.
    let is_one = folder != root && folder.strip_prefix(root).is_ok_and(|below| !is_hidden(below));
    is_one && target.strip_prefix(&folder).is_ok_and(|below| !is_hidden(below))
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

/// The problem that a file cannot be read.
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let problem = match error.kind() {
        io::ErrorKind::FileTooLarge => {
            let message = format!("the file is too large to be read as a whole: the most is {} MB", LARGEST >> 20);
            Diagnostic::error(Code::TooLarge, message)
        }
        _ => Diagnostic::error(Code::Unreadable, format!("the file cannot be read: {}", in_words(error))),
    };
    problem.at(Place::file(path)).hint(way_to_read(Some(error)))
}

/// What to do where a file or a folder cannot be read.
fn way_to_read(error: Option<&io::Error>) -> &'static str {
    match error.map(io::Error::kind) {
        Some(io::ErrorKind::PermissionDenied) => "give the user who runs this program the permission to read it",
        Some(io::ErrorKind::NotFound) => "it was there a moment ago: try again when nothing is copied or moved",
        Some(io::ErrorKind::IsADirectory) => "move the folder away, and put a file there",
        Some(io::ErrorKind::FileTooLarge) => "make it smaller, or move it out of the folder",
        Some(io::ErrorKind::InvalidFilename) => "give it, or the folders that it is in, a shorter name",
        Some(io::ErrorKind::InvalidInput) => "remove it: a site has only files",
        _ => "look at the disk, and try again",
    }
}
