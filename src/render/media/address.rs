//! Where derivatives are: `assets/media/news/port/cranes.3f2a90c1d4b7.800.webp` is one of `content/news/port/cranes.jpg`. The
//! name says what is in the file, so that browsers may keep it for ever.

use super::Source;
use crate::input::media::{MediaId, MediaLibrary};
use crate::path::{OutputPath, beginning};
use crate::pictures::{Looked, Variant};
use crate::render::kept::Stems;
use crate::render::press::Press;
use crate::site::Site;

/// The folder of all derivatives, below that of all that is named for what is in it.
pub(in crate::render) const FOLDER: &str = "assets/media/";

/// A derivative of a picture of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Derivative {
    /// The picture.
    pub file: MediaId,
    /// What is made of it.
    pub variant: Variant,
}

/// All files of a library by their stems.
fn stems(library: &MediaLibrary) -> Stems {
    let mut stems = Stems::new();
    for id in (0..library.files.len()).map(MediaId) {
        stems.entry(own_part(library, id)).or_default().push(id);
    }
    stems
}

/// The longest last part of a stem, in bytes: a variant follows, and names of files have at most 255.
const LONGEST_NAME: usize = 180;

/// The path of a file without its first folder and its ending, in letters, digits and `-_.~/` alone: what else an address
/// must or may encode would have several spellings.
fn own_part(library: &MediaLibrary, id: MediaId) -> String {
    let path = library.get(id).path.as_str();
    let below = path.strip_prefix("media/").unwrap_or(path);
    let name = below.rfind('/').map_or(0, |slash| slash + 1);
    let stem = below[name..].rfind('.').map_or(below, |dot| &below[..name + dot]);
    let stem = beginning(stem, name + LONGEST_NAME);
    let plain = |c: char| c.is_alphanumeric() || "-_.~/".contains(c);
    stem.chars().map(|c| if plain(c) { c } else { '-' }).collect()
}

/// What the addresses of a picture's derivatives have in common, below the site's root: a variant follows.
pub(super) fn stem(site: &Site, id: MediaId, looked: &Looked) -> String {
    format!("/{FOLDER}{}.{}.", own_part(&site.media, id), looked.name)
}

/// The derivative at a path of the site, with what is known of its picture. It may never have been made.
pub fn derivative_at<'a>(press: &'a Press, path: &str) -> Option<(Derivative, &'a Looked)> {
    let below = path.strip_prefix(FOLDER)?;
    let (rest, extension) = below.rsplit_once('.')?;
    let (rest, size) = rest.rsplit_once('.')?;
    let (stem, name) = rest.rsplit_once('.')?;
    let variant: Variant = format!("{size}.{extension}").parse().ok()?;
    let source = Source::of(press);
    let is_it = |id: &&MediaId| source.derived(**id).is_some_and(|looked| looked.name == name);
    let id = *press.kept.stems.get_or_init(|| stems(&press.site.media)).get(stem)?.iter().find(is_it)?;
    let looked = source.derived(id)?;
    (variant.width <= looked.width && variant.crop.is_none_or(|crop| crop.height <= looked.height))
        .then_some((Derivative { file: id, variant }, looked))
}

/// Where a derivative is written.
pub fn path(press: &Press, derivative: Derivative, looked: &Looked) -> Option<OutputPath> {
    let stem = stem(&press.site, derivative.file, looked);
    OutputPath::new(&format!("{}{}", stem.trim_start_matches('/'), derivative.variant))
}
