//! The lead picture of an article or a dossier: found beside the file that names it, inherited by translations.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{Document, ImageMatter};
use crate::input::media::{MediaId, MediaLibrary, is_raster, no_picture};
use crate::site::Image;
use std::collections::BTreeSet;

/// The folders, below `content/`, of the documents that name the files of a picture.
#[derive(Debug, Clone)]
pub(super) struct Folders {
    pub src: String,
    pub social: String,
}

impl Folders {
    /// Both are the document's own.
    pub fn of(document: &Document) -> Folders {
        let own = document.folder().to_owned();
        Folders { src: own.clone(), social: own }
    }
}

/// Gives a translation the files and the credit that it leaves out.
pub(super) fn inherit(from: (&Option<ImageMatter>, &Folders), to: (&mut Option<ImageMatter>, &mut Folders)) {
    let (Some(image), folders) = from else { return };
    let (own, own_folders) = (to.0.get_or_insert_with(ImageMatter::default), to.1);
    if own.src.is_none() {
        own.src = image.src.clone();
        own_folders.src = folders.src.clone();
    }
    if own.social.is_none() {
        own.social = image.social.clone();
        own_folders.social = folders.social.clone();
    }
    own.credit = own.credit.take().or_else(|| image.credit.clone());
}

/// The lead picture of a public document, and the raster picture for link previews alone; both are published.
pub(super) fn find(
    document: &Document,
    matter: Option<&ImageMatter>,
    folders: &Folders,
    (media, published): (&MediaLibrary, &mut BTreeSet<MediaId>),
    problems: &mut Diagnostics,
) -> (Option<Image>, Option<MediaId>) {
    let Some(matter) = matter else { return (None, None) };
    let block = document.block();
    let social =
        matter.social.as_ref().and_then(|name| social(document, name, &folders.social, (media, published), problems));
    let Some(src) = &matter.src else {
        if matter.social.is_none() {
            problems.push(
                Diagnostic::error(Code::MissingKey, "`image` lacks `src`")
                    .at(block.place_of("image"))
                    .hint("add `src: picture.jpg`, a file beside the article"),
            );
        }
        return (None, social);
    };
    let Some(file) = beside(document, ("src", src), &folders.src, media, problems) else { return (None, social) };
    if matter.alt.as_ref().is_none_or(|alt| alt.trim().is_empty()) {
        problems.push(
            Diagnostic::warning(Code::NoAltText, "the lead picture has no description")
                .at(block.place_of("image"))
                .hint("add `alt: …`: what the picture shows, for those who cannot see it"),
        );
    }
    published.insert(file);
    if let Some(kind) = no_picture(src).filter(|_| block.yaml.contains(src.as_str())) {
        let message = format!("`{src}` is a {kind}, and no picture: browsers show nothing there");
        problems.push(
            Diagnostic::warning(Code::NotAPicture, message)
                .at(block.place_in("image", src))
                .hint("name a picture here, and link to the file in the text"),
        );
    }
    let image = Image { file, alt: matter.alt.clone(), caption: matter.caption.clone(), credit: matter.credit.clone() };
    (Some(image), social)
}

fn social(
    document: &Document,
    name: &str,
    folder: &str,
    (media, published): (&MediaLibrary, &mut BTreeSet<MediaId>),
    problems: &mut Diagnostics,
) -> Option<MediaId> {
    if !is_raster(name) {
        if names_file(document, "social") {
            let message = format!("link previews cannot show `{name}`");
            problems.push(
                Diagnostic::error(Code::BadValue, message)
                    .at(document.block().place_of(KeyPath::from("image").key("social")))
                    .hint("`social` is a PNG, JPEG, WebP or GIF file"),
            );
        }
        return None;
    }
    let file = beside(document, ("social", name), folder, media, problems)?;
    published.insert(file);
    Some(file)
}

fn beside(
    document: &Document,
    (key, name): (&str, &str),
    in_folder: &str,
    media: &MediaLibrary,
    problems: &mut Diagnostics,
) -> Option<MediaId> {
    let found = media.find(in_folder, name);
    // A translation that inherits the picture is not to blame for it.
    if found.is_none() && names_file(document, key) {
        problems.push(
            Diagnostic::error(Code::MissingFile, format!("there is no picture `{name}` beside this file"))
                .at(document.block().place_of(KeyPath::from("image").key(key)))
                .hint(format!("put it into content/{in_folder}/, or correct its name")),
        );
    }
    found
}

/// Whether a document names a file of its picture itself, and does not inherit it.
fn names_file(document: &Document, key: &str) -> bool {
    let tree = document.block().tree();
    let image = tree.as_ref().and_then(|tree| tree.entry("image")).map(|(_, image)| image);
    image.is_some_and(|image| image.as_text().is_some() && key == "src" || image.entry(key).is_some())
}
