//! What makes pictures for templates, and what it is asked.

/// What makes pictures for templates.
pub trait Pictures: Send + Sync {
    /// The mark-up of a picture in a place of the theme.
    ///
    /// # Errors
    /// There is no such place.
    fn html(&self, image: &PictureAsked, place: &str, with: &PictureWords) -> Result<String, String>;
    /// The link that lets a browser fetch it early.
    ///
    /// # Errors
    /// There is no such place.
    fn preload(&self, image: &PictureAsked, place: &str) -> Result<String, String>;
    /// The `srcset` of a place, in the modern format or in the one that all browsers know.
    ///
    /// # Errors
    /// There is no such place.
    fn srcset(&self, image: &PictureAsked, place: &str, is_modern: bool) -> Result<String, String>;
    /// The `sizes` of a place.
    ///
    /// # Errors
    /// There is no such place.
    fn sizes(&self, place: &str) -> Result<String, String>;
    /// The address of one derivative, in a shape and a width.
    fn url(&self, image: &PictureAsked, shape: Option<(u32, u32)>, width: Option<u32>) -> String;
}

/// A picture that a template asks for: an `image` or a `photo` of what it is given.
pub struct PictureAsked<'a> {
    /// Which.
    pub shown: Shown<'a>,
    /// Pixels, where known.
    pub size: Option<(u32, u32)>,
    /// The point that crops are about, in percent.
    pub focus: Option<(u8, u8)>,
    /// Whether nothing may be cut off.
    pub is_whole: bool,
}

/// Which picture.
pub enum Shown<'a> {
    /// A file of the site, by its index.
    File(usize),
    /// One at an address of its own.
    Elsewhere(&'a str),
}

/// What stands beside a picture in its mark-up.
pub struct PictureWords<'a> {
    /// What it shows.
    pub alt: &'a str,
    /// Classes.
    pub class: Option<&'a str>,
    /// Whether it is fetched at once; else the place decides.
    pub is_eager: Option<bool>,
}

/// The keys of an image by which it is found again.
pub const FILE: &str = "file";
/// The point that crops are about: a list of two numbers.
pub const FOCUS: &str = "focus";
/// Whether nothing may be cut off.
pub const WHOLE: &str = "whole";
