//! Pictures on pages: which derivatives a place gets, and the mark-up around them.
//!
//! A browser is given the whole choice, in a modern format and in one that all know, and takes what its window needs. What is
//! no photograph (a drawing, a picture that moves, one from elsewhere) is shown as it is.

mod address;
mod faults;
mod for_templates;
pub(super) mod of_image;
mod publish;

pub(super) use address::FOLDER;
pub use address::{Derivative, derivative_at, path};
pub use faults::{Wrong, told as in_words};
pub(super) use faults::{of_front_matter, remark, wrong};
pub use for_templates::ForTemplates;
pub use publish::publish;

pub use super::kept::Slots;
use super::press::Press;
use crate::html::escape;
use crate::html::picture::{Choice, Img};
use crate::input::framing::{self, Focus};
use crate::input::media::{MediaId, is_drawing, no_picture};
use crate::input::theme::{Loading, Place};
use crate::markdown::Picture;
use crate::path::encode_path;
use crate::pictures::{Collection, Crop, Encoding, Looked, Trouble, Variant, ladder, largest, scaled};
use crate::site::Site;

/// The shapes in which search engines want the picture of an article (Google's documentation of `Article`), width to height.
const SHAPES_FOR_SEARCH: [(u32, u32); 3] = [(16, 9), (4, 3), (1, 1)];

/// The width of such a picture.
const WIDTH_FOR_SEARCH: u32 = 1200;

/// Empty slots for the pictures of a site.
pub fn slots(site: &Site) -> Slots {
    super::kept::slots(site.media.files.len())
}

/// Which part of which picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// The file.
    pub file: MediaId,
    /// The point that crops are about, in percent; else what the picture shows decides.
    pub focus: Option<(u8, u8)>,
    /// Whether it is shown whole everywhere: nothing may be cut off a chart.
    pub is_whole: bool,
}

impl Asked {
    /// A picture of which a text says how it may be cut.
    pub fn of(file: MediaId, focus: Option<Focus>, crop: framing::Crop) -> Asked {
        Asked { file, focus: focus.map(|focus| (focus.x, focus.y)), is_whole: crop == framing::Crop::Never }
    }

    /// A picture of which nothing more is said.
    pub fn plain(file: MediaId) -> Asked {
        Asked::of(file, None, framing::Crop::Auto)
    }
}

/// What pictures are made from, and where they are: a site without what has been set of its texts.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub site: &'a Site,
    pub collection: &'a Collection,
    pub slots: &'a Slots,
}

impl<'a> Source<'a> {
    pub fn of(press: &'a Press) -> Source<'a> {
        Source { site: &press.site, collection: &press.pictures, slots: &press.kept.pictures }
    }

    /// What is known of a picture; none for a drawing, and for what is surely no picture. It is looked at when that is first
    /// asked for.
    pub fn look(self, id: MediaId) -> Option<&'a Result<Looked, Trouble>> {
        let file = self.site.media.get(id);
        if is_drawing(&file.source.below) || no_picture(&file.source.below).is_some() {
            return None;
        }
        let look = || self.collection.look(&file.source, &self.site.config.keep_metadata);
        Some(self.slots[id.0].get_or_init(look))
    }

    /// What is known of a picture of which derivatives are shown; none where it is shown as it is.
    pub fn derived(self, id: MediaId) -> Option<&'a Looked> {
        self.look(id)?.as_ref().ok().filter(|looked| !looked.is_animated)
    }

    /// The address of a file as it is.
    pub fn original(self, id: MediaId) -> String {
        format!("{}{}", self.site.base_path(), encode_path(&self.site.media.get(id).path.address()))
    }

    /// Width and height of the file itself.
    pub fn own_size(self, id: MediaId) -> Option<(u32, u32)> {
        match self.look(id) {
            Some(looked) => looked.as_ref().ok().map(|looked| (looked.width, looked.height)),
            None => self.site.media.drawing_size(id),
        }
    }

    /// The picture in one width, for whoever takes one and no choice.
    pub fn middle(self, asked: Asked) -> One {
        self.in_shape(asked, None, None)
    }

    /// The picture in a shape and a width, in the format that all know; nothing is larger than the picture itself.
    pub fn in_shape(self, asked: Asked, shape: Option<(u32, u32)>, width: Option<u32>) -> One {
        let Some(looked) = self.derived(asked.file) else {
            return One { url: self.original(asked.file), size: self.own_size(asked.file) };
        };
        let frame = frame(looked, asked, shape);
        let width = width.unwrap_or_else(|| ladder::middle(frame.width));
        let width = width.min(frame.width).clamp(1, ladder::LARGEST);
        let url = format!("{}{}", self.stem(asked.file, looked), frame.variant(width, looked.safe));
        One { url, size: Some((width, frame.height(width))) }
    }

    /// The shapes of a picture for search engines; one alone where there are no derivatives.
    pub fn for_search(self, asked: Asked) -> Vec<One> {
        if self.derived(asked.file).is_none() || asked.is_whole {
            return vec![self.middle(asked)];
        }
        SHAPES_FOR_SEARCH.into_iter().map(|shape| self.in_shape(asked, Some(shape), Some(WIDTH_FOR_SEARCH))).collect()
    }

    /// The address of a picture as it is seen alone, in twice the width of a place.
    pub fn whole(self, asked: Asked, place: &Place) -> String {
        let wide = place.span.widest * 2;
        let width = ladder::LADDER.into_iter().find(|step| *step >= wide).unwrap_or(ladder::LARGEST);
        self.in_shape(Asked { is_whole: true, ..asked }, None, Some(width)).url
    }

    /// What the addresses of a picture's derivatives have in common.
    fn stem(self, id: MediaId, looked: &Looked) -> String {
        format!("{}{}", self.site.base_path(), encode_path(&address::stem(self.site, id, looked)))
    }

    /// All that a place needs of a picture.
    pub fn set(self, asked: Asked, place: &Place) -> Set {
        let Some(looked) = self.derived(asked.file) else {
            let size = self.own_size(asked.file);
            return Set { src: self.original(asked.file), size, ..Set::default() };
        };
        let (frame, stem) = (frame(looked, asked, place.shape), self.stem(asked.file, looked));
        let widths = |encoding| ladder::widths(place.span.narrowest, place.span.widest, frame.width, encoding);
        let address = |width, encoding| format!("{stem}{}", frame.variant(width, encoding));
        let srcset = |widths: &[u32], encoding| {
            let one = |width: &u32| format!("{} {width}w", address(*width, encoding));
            widths.iter().map(one).collect::<Vec<_>>().join(", ")
        };
        let (modern, safe) = (widths(Encoding::WebP), widths(looked.safe));
        let largest = |widths: &[u32]| widths.last().copied().unwrap_or(frame.width);
        Set {
            src: address(largest(&safe), looked.safe),
            safe: if safe.len() > 1 { srcset(&safe, looked.safe) } else { String::new() },
            modern: srcset(&modern, Encoding::WebP),
            size: Some((largest(&modern), frame.height(largest(&modern)))),
            tint: looked.colour.map(tint),
        }
    }
}

/// A picture in one width.
pub(super) struct One {
    /// Its address below the host.
    pub url: String,
    /// Pixels.
    pub size: Option<(u32, u32)>,
}

/// What a browser chooses from.
#[derive(Debug, Default)]
pub(super) struct Set {
    /// The picture for who makes no choice.
    pub src: String,
    /// In the format that all browsers know; empty where there is one width.
    pub safe: String,
    /// In the modern one; empty where there is none.
    pub modern: String,
    /// The shape that the page keeps free, in pixels.
    pub size: Option<(u32, u32)>,
    /// The class for its colour.
    pub tint: Option<String>,
}

impl Set {
    /// The mark-up of a picture in a place, with its description and classes of its own.
    pub fn html(self, place: &Place, loading: Loading, (alt, class): (&str, Option<&str>)) -> String {
        let is_eager = loading == Loading::Eager;
        let (src, size, choice) = (self.src.clone(), self.size, self.choice(place));
        Img { src: &src, alt, choice: &choice, class, size, title: None, is_eager }.html()
    }

    /// The picture as a text has it.
    pub fn in_text(self, place: &Place) -> Picture {
        Picture { url: self.src.clone(), size: self.size, choice: Some(self.choice(place)), whole: None, remark: None }
    }

    fn choice(self, place: &Place) -> Choice {
        let sizes = |srcset: String| vec![("srcset", srcset), ("sizes", place.sizes.clone())];
        let source = |srcset: String| {
            let media_type = ("type", Encoding::WebP.media_type().to_owned());
            std::iter::once(media_type).chain(sizes(srcset)).collect()
        };
        let is_some = |srcset: &String| !srcset.is_empty();
        Choice {
            source: Some(self.modern).filter(is_some).map(source).unwrap_or_default(),
            img: Some(self.safe).filter(is_some).map(sizes).unwrap_or_default(),
            class: self.tint,
        }
    }

    /// The link that lets a browser fetch the picture before it has read the page.
    pub fn preload(&self, place: &Place) -> String {
        let sizes = escape(&place.sizes);
        match self.modern.is_empty() {
            true => {
                format!("<link rel=\"preload\" as=\"image\" href=\"{}\" fetchpriority=\"high\">", escape(&self.src))
            }
            false => format!(
                "<link rel=\"preload\" as=\"image\" type=\"{}\" imagesrcset=\"{}\" imagesizes=\"{sizes}\" \
                 fetchpriority=\"high\">",
                Encoding::WebP.media_type(),
                escape(&self.modern)
            ),
        }
    }
}

/// The part of a picture that is shown, in its own pixels.
struct Frame {
    width: u32,
    height: u32,
    is_crop: bool,
    focus: Option<(u8, u8)>,
}

impl Frame {
    fn height(&self, width: u32) -> u32 {
        scaled(self.height, width, self.width)
    }

    fn variant(&self, width: u32, encoding: Encoding) -> Variant {
        let crop = self.is_crop.then(|| Crop { height: self.height(width), focus: self.focus });
        Variant { width, crop, encoding }
    }
}

/// Shapes that differ by less than this (in percent) are one: nobody sees what is cut off, and a file serves both.
const SAME_SHAPE: u64 = 2;

fn frame(looked: &Looked, asked: Asked, shape: Option<(u32, u32)>) -> Frame {
    let own = (looked.width, looked.height);
    let whole = || {
        let (width, height) = largest(own, own);
        Frame { width, height, is_crop: false, focus: None }
    };
    let Some(shape) = shape.filter(|_| !asked.is_whole) else { return whole() };
    // The two cross products are equal where the shapes are.
    let product = |a: u32, b: u32| u64::from(a) * u64::from(b);
    let (is, wanted) = (product(own.0, shape.1), product(own.1, shape.0));
    if is.abs_diff(wanted) * 100 <= is.max(wanted) * SAME_SHAPE {
        return whole();
    }
    let (width, height) = largest(own, shape);
    Frame { width, height, is_crop: true, focus: asked.focus }
}

/// The class that stands for a colour: four steps of red, of green and of blue. A policy that lets no page bring styles of
/// its own lets it have classes.
fn tint([red, green, blue]: [u8; 3]) -> String {
    let step = |n: u8| (u32::from(n) * 3 + 127) / 255;
    format!("tint-{}{}{}", step(red), step(green), step(blue))
}
