//! Pictures of front matter: the lead of an article, a dossier or a term, and the photograph of an author. What they say is
//! inherited by translations; where they are is found in [`super::picture_source`].

pub(super) use super::picture_source::Known;
use super::picture_source::{self, Asking, PICTURE, Wanted, names};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, KeyPath};
use crate::input::content::{Document, ImageMatter};
use crate::input::media::{self, MediaId, no_picture};
use crate::language::{LanguageId, Moment, WrittenDate};
use crate::markdown::picture_ends;
use crate::site::{Image, ImageSource};
use std::collections::BTreeSet;

/// Where the names of a picture are seen from: the folders, below `content/`, of the documents that write them.
#[derive(Debug, Clone)]
pub(super) struct Folders {
    pub src: String,
    pub social: String,
    pub audio: String,
    /// Until when the picture for link previews may be shown, where the original says so with it.
    pub social_until: Option<WrittenDate>,
}

impl Folders {
    /// All are the document's own.
    pub fn of(document: &Document) -> Folders {
        let own = document.folder().to_owned();
        Folders { src: own.clone(), social: own.clone(), audio: own, social_until: None }
    }
}

/// Gives a translation what it leaves out. How a picture is cut and until when it may be shown are said of that picture
/// alone: a translation that shows another inherits none of it.
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
        own_folders.social_until = image.until;
    }
    own.credit = own.credit.take().or_else(|| image.credit.clone());
    let is_same = match (&own.src, &image.src) {
        (Some(own), Some(src)) => {
            own == src && own_folders.src == folders.src || place(&own_folders.src, own) == place(&folders.src, src)
        }
        _ => false,
    };
    if is_same {
        own.focus = own.focus.or(image.focus);
        own.crop = own.crop.or(image.crop);
        own.until = own.until.or(image.until);
        own.width = own.width.or(image.width);
        own.height = own.height.or(image.height);
    }
}

/// What a name of a picture means, as far as that can be said without looking.
fn place(folder: &str, src: &str) -> Option<String> {
    match crate::path::scheme(src) {
        Some(_) => Some(src.trim().to_owned()),
        None => media::join(folder, src.trim()),
    }
}

/// A picture that front matter asks for, under the key `image`.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub document: &'a Document,
    pub matter: Option<&'a ImageMatter>,
    pub folders: &'a Folders,
    pub language: LanguageId,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Found {
    /// The lead picture.
    pub image: Option<Image>,
    /// The raster picture for link previews alone.
    pub social: Option<ImageSource>,
    /// When pictures of the front matter will come down.
    pub ends: Vec<Moment>,
}

/// The pictures of a public document. Files of the site are published.
pub(super) fn find(asked: Asked, known: Known, published: &mut BTreeSet<MediaId>, problems: &mut Diagnostics) -> Found {
    let Asked { document, matter, folders, language } = asked;
    let mut found = Found { ends: ends_in_text(document, known), ..Found::default() };
    let (Some(matter), key) = (matter, KeyPath::from("image")) else { return found };
    let may_show_social =
        may_show(matter.until, known, &mut found.ends) && may_show(folders.social_until, known, &mut found.ends);
    let asking = Asking { document, known, problems };
    if let Some(name) = matter.social.as_ref().filter(|_| may_show_social) {
        found.social = picture_source::find(
            asking,
            Wanted { key: &key, field: "social", name, folder: &folders.social, noun: PICTURE },
        )
        .map(|source| source.in_language(known.media, language));
        published.extend(found.social.as_ref().and_then(ImageSource::file));
    }
    if matter.src.is_none() && matter.social.is_none() {
        problems.push(
            Diagnostic::error(Code::MissingKey, "`image` lacks `src`")
                .at(document.block().place_of("image"))
                .hint("add `src: picture.jpg`, a file beside the article"),
        );
    }
    found.image = picture(document, (&key, matter, &folders.src), known, problems)
        .map(|image| Image { source: image.source.in_language(known.media, language), ..image });
    if let Some(image) = &found.image {
        published.extend(image.source.file());
        if image.alt.as_ref().is_none_or(|alt| alt.trim().is_empty()) {
            problems.push(
                Diagnostic::warning(Code::NoAltText, "the lead picture has no description")
                    .at(document.block().place_of("image"))
                    .hint("add `alt: …`: what the picture shows, for those who cannot see it"),
            );
        }
    }
    found
}

/// The photograph of an author, and when it comes down.
pub(super) fn photo(
    document: &Document,
    matter: Option<&ImageMatter>,
    known: Known,
    problems: &mut Diagnostics,
) -> (Option<Image>, Vec<Moment>) {
    let mut ends = ends_in_text(document, known);
    let (Some(matter), key) = (matter, KeyPath::from("photo")) else { return (None, ends) };
    may_show(matter.until, known, &mut ends);
    if matter.src.is_none() {
        problems.push(
            Diagnostic::error(Code::MissingKey, "`photo` lacks `src`")
                .at(document.block().place_of("photo"))
                .hint("add `src: portrait.jpg`, a file beside this one"),
        );
    }
    (picture(document, (&key, matter, document.folder()), known, problems), ends)
}

/// When pictures of the Markdown will come down: few texts have one of which it is said.
fn ends_in_text(document: &Document, known: Known) -> Vec<Moment> {
    let mut ends = Vec::new();
    if document.marks.may_have_ends {
        for until in picture_ends(&document.markdown()) {
            may_show(Some(until), known, &mut ends);
        }
    }
    ends
}

/// Whether a picture may be shown still; a moment to come is noted.
fn may_show(until: Option<WrittenDate>, known: Known, ends: &mut Vec<Moment>) -> bool {
    let Some(until) = until.and_then(|until| until.in_zone(&known.config.time_zone)) else { return true };
    let is_to_come = until.timestamp > known.visibility.now.timestamp;
    if is_to_come && !ends.contains(&until) {
        ends.push(until);
    }
    is_to_come
}

/// A picture, if it is there and may be shown still.
fn picture(
    document: &Document,
    (key, matter, folder): (&KeyPath, &ImageMatter, &str),
    known: Known,
    problems: &mut Diagnostics,
) -> Option<Image> {
    let src = matter.src.as_ref()?;
    let block = document.block();
    if !may_show(matter.until, known, &mut Vec::new()) {
        // Whoever writes the date is told; those who inherit it find it there.
        if names(document, key, "until") {
            let message = format!("the picture `{src}` has come down: its `until` has passed");
            problems.push(
                Diagnostic::warning(Code::PictureHasEnded, message)
                    .at(block.place_of(key.clone().key("until").value()))
                    .hint("name another picture, or remove the lines of this one")
                    .hint("if it may be shown for longer, correct `until`"),
            );
        }
        return None;
    }
    let asking = Asking { document, known, problems };
    let mut source = picture_source::find(asking, Wanted { key, field: "src", name: src, folder, noun: PICTURE })?;
    // The file is read again for it: only where something is to be told.
    let says_it = || names(document, key, "src");
    if let Some(kind) = picture_source::path_of(src).and_then(no_picture).filter(|_| says_it()) {
        let message = format!("`{src}` is a {kind}, and no picture: browsers show nothing there");
        problems.push(
            Diagnostic::warning(Code::NotAPicture, message)
                .at(block.place_of(key.clone().key("src")))
                .hint("name a picture here, and link to the file in the text"),
        );
    }
    let has_size = matter.width.is_some() || matter.height.is_some();
    match &mut source {
        ImageSource::Remote(remote) => {
            remote.size = matter.width.zip(matter.height).map(|(width, height)| (width.0, height.0));
            if remote.size.is_none() && says_it() {
                let message = "the size of a picture elsewhere is not known: the page would jump when it comes";
                problems.push(
                    Diagnostic::warning(Code::UnknownSize, message)
                        .at(block.place_of(key.clone().key("src")))
                        .hint(format!("add below `{key}`, with its own numbers: `width: 1600` and `height: 900`")),
                );
            }
        }
        ImageSource::File(_) => {
            let mut sides = ["width", "height"].into_iter().filter(|_| has_size);
            if let Some(side) = sides.find(|side| names(document, key, side)) {
                let message = format!("`{side}` is for pictures elsewhere: that of a file is read from the file");
                problems.push(
                    Diagnostic::warning(Code::UnknownSize, message)
                        .at(block.place_of(key.clone().key(side)))
                        .hint(format!("remove `{side}`")),
                );
            }
        }
    }
    Some(Image {
        source,
        alt: matter.alt.clone(),
        caption: matter.caption.clone(),
        credit: matter.credit.clone(),
        focus: matter.focus,
        crop: matter.crop.unwrap_or_default(),
        until: matter.until.and_then(|until| until.in_zone(&known.config.time_zone)),
    })
}
