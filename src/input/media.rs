//! The files beside the texts: pictures, and whatever else an article shows or links to.

use super::config::LanguageConfig;
use super::discover::SourceFile;
use super::recording::{is_captions, recording_named};
use super::statics::StaticFiles;
use super::variants::Variants;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::language::LanguageId;
use crate::path::{OutputPath, composed, encode_path};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Index of a file in [`MediaLibrary::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(pub usize);

/// The files below `content/` that are not Markdown, and the pictures of the site's own `static/`.
#[derive(Debug, Default)]
pub struct MediaLibrary {
    /// The files of `content/` by path, then the pictures, films and sound of `static/`.
    pub files: Vec<MediaFile>,
    index: HashMap<String, MediaId>,
    /// Files whose names are not composed (NFC), by what they would be then: file systems tell them apart, people do not.
    composed: HashMap<String, MediaId>,
    pub(super) folders: HashMap<String, Vec<MediaId>>,
    /// Pictures, films and sound of `static/`, by where they are published.
    statics: HashMap<String, MediaId>,
    variants: Variants,
}

/// A file beside an article, which is published only if a public page shows it or links to it; or a picture of `static/`,
/// which is published as it is.
#[derive(Debug)]
pub struct MediaFile {
    /// Where it is.
    pub source: SourceFile,
    /// Where it is written: the same for all languages, so that a reader's browser fetches it once.
    pub path: OutputPath,
    /// Of a drawing, width and height in pixels, where it says them; read when that is first asked for.
    drawing_size: OnceLock<Option<(u32, u32)>>,
    /// Which folder of the site it belongs to.
    pub origin: Origin,
}

/// The folder of the site that a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `content/`.
    Content,
    /// The site's own `static/`: it has a route of its own there.
    Static,
}

impl MediaLibrary {
    /// Takes the files of `content/` that are not Markdown, of a site in these languages.
    pub fn new(files: Vec<SourceFile>, languages: &[LanguageConfig]) -> (MediaLibrary, Diagnostics) {
        let mut library = MediaLibrary::default();
        let mut problems = Diagnostics::default();
        for source in files {
            let Some(path) = OutputPath::new(&format!("media/{}", source.below)) else {
                problems.push(
                    Diagnostic::error(Code::BadValue, "this file name cannot be part of an address")
                        .at(Place::file(&source.path))
                        .hint("rename it: no control characters, no backslash"),
                );
                continue;
            };
            let id = MediaId(library.files.len());
            library.index.insert(source.below.clone(), id);
            if let Cow::Owned(composed) = composed(&source.below) {
                library.composed.entry(composed).or_insert(id);
            }
            // A file is beside the articles of its own folder and of all folders above it: `pictures/map.svg` is.
            let mut folder = source.below.as_str();
            while let Some((parent, _)) = folder.rsplit_once('/') {
                library.folders.entry(parent.to_owned()).or_default().push(id);
                folder = parent;
            }
            library.files.push(MediaFile { source, path, drawing_size: OnceLock::new(), origin: Origin::Content });
        }
        let paths: Vec<&str> = library.files.iter().map(|file| file.source.below.as_str()).collect();
        library.variants = Variants::of(&paths, languages);
        (library, problems)
    }

    /// Takes the pictures, films and sound of the site's own `static/`, too. What stands there in the place of a theme's file is the theme's.
    pub fn with_statics(mut self, statics: &StaticFiles) -> MediaLibrary {
        let is_own = |source: &SourceFile| source.path.strip_prefix("static/") == Some(source.below.as_str());
        for (path, source) in
            statics.files.iter().filter(|(path, source)| path.as_str() == source.below && is_own(source))
        {
            if !is_shown(&source.below) {
                continue;
            }
            let id = MediaId(self.files.len());
            self.statics.insert(path.as_str().to_owned(), id);
            let (source, path) = (source.clone(), path.clone());
            self.files.push(MediaFile { source, path, drawing_size: OnceLock::new(), origin: Origin::Static });
        }
        self
    }

    /// The file that `src`, written in a document in `folder` (below `content/`), means: as it stands there, or encoded
    /// as in an address, in whatever form its letters are composed.
    pub fn find(&self, folder: &str, src: &str) -> Option<MediaId> {
        let find = |src: &str| self.at(&join(folder, src)?);
        find(src).or_else(|| match percent_decode_str(src).decode_utf8().ok()? {
            Cow::Borrowed(_) => None,
            Cow::Owned(decoded) => find(&decoded),
        })
    }

    /// The file that a document in `folder` means by `src`, in whatever way: as [`Self::find`] knows it, by its address on
    /// the published site, or as a picture of the site's own `static/`.
    pub fn named(&self, folder: &str, src: &str) -> Option<MediaId> {
        self.find(folder, src).or_else(|| self.with_address(src)).or_else(|| self.in_static(src))
    }

    /// The file that readers of a language get where a text names `id`: the one of their language or of those that it falls
    /// back to, `map.xx.svg` beside `map.svg`, else the one that is named.
    pub fn in_language(&self, id: MediaId, language: LanguageId) -> MediaId {
        MediaId(self.variants.shown(id.0, language))
    }

    /// The files that some readers get in the place of one.
    pub fn variants(&self, id: MediaId) -> impl Iterator<Item = MediaId> + '_ {
        self.variants.all(id.0).iter().map(|file| MediaId(*file))
    }

    /// What to do where a document in `folder` names a file that is not there, and its relative in another language is.
    pub fn near_variant(&self, folder: &str, src: &str) -> Option<String> {
        self.variants.near(src, |src| self.find(folder, src).is_some())
    }

    /// The file with an address on the published site, `/media/news/map.svg` or `/photos/map.svg`, encoded or not.
    pub fn with_address(&self, address: &str) -> Option<MediaId> {
        let of_content = address.strip_prefix("/media/").and_then(|below| self.find("", below));
        of_content.or_else(|| self.static_at(address.strip_prefix('/')?))
    }

    /// A picture of the site's own `static/`, by its path in the site: `static/photos/map.svg`.
    fn in_static(&self, path: &str) -> Option<MediaId> {
        self.static_at(path.strip_prefix('/').unwrap_or(path).strip_prefix("static/")?)
    }

    fn static_at(&self, below: &str) -> Option<MediaId> {
        if self.statics.is_empty() {
            return None;
        }
        let find = |below: &str| {
            let path = join("", below)?;
            self.statics.get(&path).or_else(|| self.statics.get(&*composed(&path))).copied()
        };
        find(below).or_else(|| match percent_decode_str(below).decode_utf8().ok()? {
            Cow::Borrowed(_) => None,
            Cow::Owned(decoded) => find(&decoded),
        })
    }

    /// How a document in `folder` could name the files that somebody may have meant by `src`: those of the folder, and the
    /// pictures of `static/` where that is asked for.
    pub fn names_near(&self, folder: &str, src: &str) -> Vec<String> {
        let of_statics = src.starts_with('/') || src.starts_with("static/");
        let statics = self.files.iter().filter(|file| of_statics && file.origin == Origin::Static);
        let prefix = if src.trim_start_matches('/').starts_with("static/") { "static/" } else { "/" };
        let statics = statics.map(|file| format!("{prefix}{}", file.source.below));
        let beside = self.folders.get(folder).into_iter().flatten().map(|id| &self.get(*id).source.below);
        let beside = beside.map(|below| below[folder.len()..].trim_start_matches('/').to_owned());
        beside.chain(statics).collect()
    }

    fn at(&self, below: &str) -> Option<MediaId> {
        let find = |below: &str| self.index.get(below).copied();
        find(below).or_else(|| {
            let composed = (!below.is_ascii()).then(|| composed(below))?;
            find(&composed).or_else(|| self.composed.get(&*composed).copied())
        })
    }

    /// A file.
    pub fn get(&self, id: MediaId) -> &MediaFile {
        &self.files[id.0]
    }

    /// Width and height of a drawing in pixels, where it says them.
    pub fn drawing_size(&self, id: MediaId) -> Option<(u32, u32)> {
        let file = self.get(id);
        let read = || svg_size(&file.source.bytes().ok()?);
        *file.drawing_size.get_or_init(|| is_drawing(&file.source.below).then(read).flatten())
    }

    /// The files that a document in `folder` mentions by name, wherever in its text: what the audit looks for on pages
    /// where the document is not public.
    pub fn mentioned<'a>(&'a self, folder: &'a str, text: &'a str) -> impl Iterator<Item = MediaId> + 'a {
        let files = self.folders.get(folder).into_iter().flatten().copied();
        files.filter(move |id| mentions(text, folder, &self.get(*id).source.below))
    }

    /// Whether a text in `folder` mentions a file.
    pub fn is_mentioned(&self, folder: &str, text: &str, id: MediaId) -> bool {
        let below = &self.get(id).source.below;
        let is_below = folder.is_empty() || below.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        is_below && mentions(text, folder, below)
    }
}

/// Whether a file is a picture, by its name.
pub fn is_picture(name: &str) -> bool {
    mime_guess::from_path(name).first().is_some_and(|kind| kind.type_() == mime_guess::mime::IMAGE)
}

/// Whether texts may show a file of `static/`, by its name: a picture, a film, sound, or captions.
fn is_shown(name: &str) -> bool {
    is_picture(name) || recording_named(name).is_some() || is_captions(name)
}

/// What a file is by its name, where that is surely no picture: `film`, `sound`, `document`.
pub fn no_picture(name: &str) -> Option<&'static str> {
    let kind = mime_guess::from_path(name).first()?;
    match kind.type_().as_str() {
        "video" => Some("film"),
        "audio" => Some("sound file"),
        _ if kind.essence_str() == "application/pdf" => Some("document"),
        _ => None,
    }
}

/// Whether a file is a drawing (SVG), by its name.
pub fn is_drawing(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case("svg"))
}

/// Width and height of a picture in pixels, where the file says them in its first bytes.
pub fn picture_size(source: &SourceFile) -> Option<(u32, u32)> {
    size_in(&source.bytes().ok()?, is_drawing(&source.below))
}

/// The same, of the bytes of a file.
pub(crate) fn size_in(bytes: &[u8], is_drawing: bool) -> Option<(u32, u32)> {
    if is_drawing {
        return svg_size(bytes);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// The media type of a picture, by its name.
pub fn media_type(name: &str) -> Option<&'static str> {
    raster_type(name).or_else(|| is_drawing(name).then_some("image/svg+xml"))
}

/// Whether a file is a picture of the kinds that link previews can show, by its name.
pub fn is_raster(name: &str) -> bool {
    raster_type(name).is_some()
}

/// The media types of raster pictures that link previews can show.
pub const RASTER: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// The media type of a raster picture, by its name (IANA's registry of media types).
pub fn raster_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let [png, jpeg, webp, gif] = RASTER;
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" => png,
        "jpg" | "jpeg" => jpeg,
        "webp" => webp,
        "gif" => gif,
        _ => return None,
    })
}

/// The size that the root element of an SVG declares: `width` and `height` in pixels, else its `viewBox`
/// (SVG 2, section 8).
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(root) | Event::Empty(root) if root.local_name().as_ref() == "svg" => {
                let attribute = |name: &str| {
                    let value = root.try_get_attribute(name).ok()??;
                    Some(value.value.into_owned())
                };
                let pixels = |text: String| text.trim().trim_end_matches("px").parse::<f64>().ok();
                let whole = |n: f64| (1.0..1e6).contains(&n).then_some(n.round() as u32);
                let declared = (attribute("width").and_then(pixels), attribute("height").and_then(pixels));
                let (width, height) = match declared {
                    (Some(width), Some(height)) => (width, height),
                    _ => {
                        let view = attribute("viewBox")?;
                        let numbers: Vec<f64> = view
                            .split(|c: char| c.is_ascii_whitespace() || c == ',')
                            .filter_map(|n| n.parse().ok())
                            .collect();
                        (*numbers.get(2)?, *numbers.get(3)?)
                    }
                };
                return Some((whole(width)?, whole(height)?));
            }
            Event::Eof => return None,
            _ => buffer.clear(),
        }
    }
}

/// Whether a text in `folder` names the file `below` (both below `content/`), as a relative path or as its address. The
/// name of a longer file, `roadmap.svg`, does not name `map.svg`, nor does that of another folder's file.
fn mentions(text: &str, folder: &str, below: &str) -> bool {
    let name = below[folder.len()..].trim_start_matches('/');
    let is_part = |c: char| c.is_alphanumeric() || "/._-%~+@&;".contains(c);
    let mut writings = vec![name.to_owned(), encode_path(name), name.replace(' ', "%20")];
    writings.dedup();
    writings.iter().any(|writing| {
        memchr::memmem::find_iter(text.as_bytes(), writing.as_bytes()).any(|at| {
            let (before, after) = (&text[..at], &text[at + writing.len()..]);
            let mut next = after.chars();
            let goes_on = match next.next() {
                Some('.') => next.next().is_some_and(char::is_alphanumeric),
                Some(c) => c.is_alphanumeric() || "-_".contains(c),
                None => false,
            };
            let way = &before[before.trim_end_matches(is_part).len()..];
            let path = format!("{}{name}", percent_decode_str(way).decode_utf8_lossy());
            !goes_on && (join(folder, &path).as_deref() == Some(below) || path.ends_with(&format!("/media/{below}")))
        })
    })
}

/// `src` as seen from `folder`, without `.` and `..`; none if it leads out of `content/`.
pub fn join(folder: &str, src: &str) -> Option<String> {
    let (mut parts, src): (Vec<&str>, &str) = match src.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|p| !p.is_empty()).collect(), src),
    };
    for part in src.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_its_folder_and_never_leaves_content() {
        assert_eq!(join("analysis/treaty", "map.svg").as_deref(), Some("analysis/treaty/map.svg"));
        assert_eq!(join("analysis/treaty", "../eaeu/./index.md").as_deref(), Some("analysis/eaeu/index.md"));
        assert_eq!(join("analysis", "/news/a.md").as_deref(), Some("news/a.md"));
        assert_eq!(join("analysis", "../../etc/passwd"), None);
    }

    #[test]
    fn a_file_is_mentioned_by_its_whole_name_alone() {
        let mentioned =
            |text: &str| mentions(text, "news", "news/a/map 1.svg") || mentions(text, "news", "news/map.svg");
        for yes in [
            "![x](map.svg)",
            "src: map.svg",
            "{src: \"map.svg\"}",
            "<img src=./map.svg>",
            "See map.svg.",
            "(../news/map.svg)",
            "(/news/map.svg)",
            "src='/media/news/map.svg'",
            "(a/map%201.svg)",
            "(<a/map 1.svg>)",
            "https://x.example/media/news/map.svg",
        ] {
            assert!(mentioned(yes), "{yes}");
        }
        for no in
            ["(roadmap.svg)", "(my-map.svg)", "(map.svg.png)", "(map.svgz)", "(../analysis/map.svg)", "(b/map.svg)"]
        {
            assert!(!mentioned(no), "{no}");
        }
    }

    #[test]
    fn the_size_of_a_drawing_is_read_from_its_root() {
        assert_eq!(
            svg_size(br#"<?xml version="1.0"?><svg width="1200px" height="675" viewBox="0 0 1 1"/>"#),
            Some((1200, 675))
        );
        assert_eq!(svg_size(br#"<!-- x --><svg viewBox="0 0 400 300.4"><g/></svg>"#), Some((400, 300)));
        assert_eq!(svg_size(b"<svg width='100%' height='100%'/>"), None);
        assert_eq!(svg_size(b"no drawing"), None);
    }
}
