//! Where a picture or a sound of front matter is: a file beside the text that names it, a path below `content/`, a file of the site's
//! `static/`, or an address elsewhere.

use super::visibility::Visibility;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::config::Config;
use crate::input::content::Document;
use crate::input::media::{MediaId, MediaLibrary, is_raster};
use crate::path::{is_full_address, scheme};
use crate::site::{ImageSource, RemoteImage};

/// What pictures are found with.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub config: &'a Config,
    pub media: &'a MediaLibrary,
    pub visibility: &'a Visibility,
}

/// What most of them are.
pub(super) const PICTURE: &str = "picture";

/// Who asks for a picture, and who is told what is wrong with it.
pub(super) struct Asking<'a> {
    pub document: &'a Document,
    pub known: Known<'a>,
    pub problems: &'a mut Diagnostics,
}

/// A name of a picture, and the folder that it is seen from.
pub(super) struct Wanted<'a> {
    /// The key of the picture, `image`.
    pub key: &'a KeyPath,
    /// What of it names a file: `src` or `social`.
    pub field: &'static str,
    pub name: &'a str,
    pub folder: &'a str,
    /// What it is, as messages say it: `picture`.
    pub noun: &'static str,
}

/// What a name means. What is wrong with it is told to the document that writes it: one that inherits it is not to blame.
pub(super) fn find(asking: Asking, wanted: Wanted) -> Option<ImageSource> {
    let Asking { document, known, problems } = asking;
    let Wanted { key, field, name, folder, noun } = wanted;
    let tell = |problem: Diagnostic| {
        if names(document, key, field) {
            problems.push(problem.at(document.block().place_of(key.clone().key(field))));
        }
    };
    read(name.trim(), (folder, field == "social", noun), known, tell)
}

fn read(
    name: &str,
    (folder, is_social, noun): (&str, bool, &str),
    known: Known,
    mut tell: impl FnMut(Diagnostic),
) -> Option<ImageSource> {
    if is_social && path_of(name).is_some_and(|path| has_ending(path) && !is_raster(path)) {
        let problem = Diagnostic::error(Code::BadValue, format!("link previews cannot show `{name}`"));
        tell(problem.hint("`social` is a PNG, JPEG, WebP or GIF file"));
        return None;
    }
    match place(name, noun, known) {
        Place::Here(name) => {
            let found = known.media.named(folder, name);
            if found.is_none() {
                tell(missing(name, folder, noun, known));
            }
            found.map(ImageSource::File)
        }
        Place::Elsewhere { url, is_plain } => {
            if is_plain {
                tell(plain(&url, noun));
            }
            Some(ImageSource::Remote(RemoteImage { url, size: None }))
        }
        Place::Own(file) => Some(ImageSource::File(file)),
        Place::Nowhere(problem) => {
            tell(problem);
            None
        }
    }
}

enum Place<'a> {
    /// A path, as it stands.
    Here(&'a str),
    /// A file, by its address on the site.
    Own(MediaId),
    /// Another host's; plain is what is not encrypted on the way to pages that are.
    Elsewhere { url: String, is_plain: bool },
    /// What is no place of a picture.
    Nowhere(Diagnostic),
}

fn place<'a>(name: &'a str, noun: &str, known: Known) -> Place<'a> {
    if let Some(rest) = name.strip_prefix("//") {
        let problem = Diagnostic::error(Code::BadValue, format!("`{name}` does not say how the {noun} is fetched"));
        return Place::Nowhere(problem.hint(format!("write `https://{rest}`")));
    }
    let Some(scheme) = scheme(name).filter(|_| known.media.named("", name).is_none()) else { return Place::Here(name) };
    let rest = name.split_once(':').map_or("", |(_, rest)| rest);
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "https" && scheme != "http" {
        // `C:\photos\a.jpg` is a path of somebody's own computer.
        let is_drive = scheme.len() == 1 || scheme == "file";
        let (code, message, hint) = match is_drive {
            true => (
                Code::BadValue,
                "is a place on your own computer".to_owned(),
                "put the file beside the article, and write its name",
            ),
            false => (
                Code::UnsafeLink,
                format!("is no address of a {noun}"),
                "write the name of a file, or an address that begins with https://",
            ),
        };
        let start: String = name.chars().take(LONGEST).collect();
        return Place::Nowhere(Diagnostic::error(code, format!("`{start}` {message}")).hint(hint));
    }
    let url = format!("{scheme}:{rest}");
    if !is_full_address(&url) {
        let problem = Diagnostic::error(Code::BadValue, format!("`{name}` is no full address of a {noun}"));
        let hint = "it begins with https:// and the name of a host, and has no spaces or quotation marks; encode those";
        return Place::Nowhere(problem.hint(hint));
    }
    let base_url = known.config.base_url.as_str();
    if let Some(own) = url.strip_prefix(base_url).filter(|rest| rest.starts_with('/'))
        && let Some(file) = path_of(own).and_then(|path| known.media.with_address(path))
    {
        return Place::Own(file);
    }
    let is_plain = scheme == "http" && base_url.starts_with("https:");
    Place::Elsewhere { url, is_plain }
}

/// Characters of an address that a message quotes: a picture may stand in one as a whole (`data:`).
const LONGEST: usize = 80;

fn plain(url: &str, noun: &str) -> Diagnostic {
    let verb = if noun == PICTURE { "show" } else { "play" };
    let message =
        format!("`{url}` is fetched without encryption: browsers do not {verb} it on pages that are encrypted");
    let rest = url.split_once(':').map_or("", |(_, rest)| rest);
    Diagnostic::warning(Code::PlainPicture, message)
        .hint(format!("write `https:{rest}`, if the host answers there; else put a copy beside the article"))
}

fn missing(name: &str, folder: &str, noun: &str, known: Known) -> Diagnostic {
    let is_static = name.trim_start_matches('/').starts_with("static/");
    let message = match (is_static, name.starts_with('/')) {
        (true, _) => format!("there is no {noun} `{name}`"),
        (false, true) => format!("there is no {noun} `{name}`, neither below content/ nor in static/"),
        (false, false) => format!("there is no {noun} `{name}` beside this file"),
    };
    let hint = match (is_static, name.strip_prefix('/')) {
        (true, _) => "put it there, or correct its name".to_owned(),
        (false, Some(path)) => format!("put it at content/{path} or static/{path}, or correct its name"),
        (false, None) if folder.is_empty() => "put it into content/, or correct its name".to_owned(),
        (false, None) => format!("put it into content/{folder}/, or correct its name"),
    };
    let problem = Diagnostic::error(Code::MissingFile, message);
    let near = known.media.names_near(folder, name);
    let problem = problem.did_you_mean(name, near.iter().map(String::as_str)).hint(hint);
    known.media.near_variant(folder, name).into_iter().fold(problem, Diagnostic::hint)
}

/// The path of a file or an address, without what follows it in an address.
pub(super) fn path_of(name: &str) -> Option<&str> {
    let path = match name.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map(|(_, path)| path)?,
        None => name,
    };
    let is_address = path.len() < name.len() || name.starts_with('/');
    if is_address { path.split(['?', '#']).next() } else { Some(path) }
}

/// Whether the last part of a path ends with what names a kind of file.
fn has_ending(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && (2..=5).contains(&ending.len()))
}

/// Whether a document says something of its picture itself, and does not inherit it.
pub(super) fn names(document: &Document, key: &KeyPath, field: &str) -> bool {
    key.top().is_some_and(|key| document.says_of_picture(key, field))
}
