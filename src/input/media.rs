//! The files beside the texts: pictures, and whatever else an article shows or links to.

use super::discover::SourceFile;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::path::{OutputPath, composed, encode_path};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::HashMap;

/// Index of a file in [`MediaLibrary::files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(pub usize);

/// The files below `content/` that are not Markdown.
#[derive(Debug, Default)]
pub struct MediaLibrary {
    /// The files by path.
    pub files: Vec<MediaFile>,
    index: HashMap<String, MediaId>,
    /// Files whose names are not composed (NFC), by what they would be then: file systems tell them apart, people do not.
    composed: HashMap<String, MediaId>,
    folders: HashMap<String, Vec<MediaId>>,
}

/// A file beside an article. It is published only if a public page shows it or links to it.
#[derive(Debug)]
pub struct MediaFile {
    /// Where it is.
    pub source: SourceFile,
    /// Where it is written: the same for all languages, so that a reader's browser fetches it once.
    pub path: OutputPath,
}

impl MediaLibrary {
    /// Takes the files of `content/` that are not Markdown.
    pub fn new(files: Vec<SourceFile>) -> (MediaLibrary, Diagnostics) {
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
            library.files.push(MediaFile { source, path });
        }
        (library, problems)
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

    /// The file with an address on the published site, `/media/news/map.svg`, encoded or not.
    pub fn with_address(&self, address: &str) -> Option<MediaId> {
        self.find("", address.strip_prefix("/media/")?)
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

/// Width and height of a picture in pixels, where the file says them.
pub fn picture_size(source: &SourceFile) -> Option<(u32, u32)> {
    let bytes = source.bytes().ok()?;
    if source.below.to_ascii_lowercase().ends_with(".svg") {
        return svg_size(&bytes);
    }
    let size = imagesize::blob_size(&bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// The media type of a picture, by its name.
pub fn media_type(name: &str) -> Option<&'static str> {
    let is = |extension: &str| name.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(extension));
    raster_type(name).or_else(|| is("svg").then_some("image/svg+xml")).or_else(|| is("avif").then_some("image/avif"))
}

/// Whether a file is a picture of the kinds that link previews can show, by its name.
pub fn is_raster(name: &str) -> bool {
    raster_type(name).is_some()
}

/// The media type of a raster picture, by its name (IANA's registry of media types).
pub fn raster_type(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
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
                        let numbers: Vec<f64> = view.split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
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
