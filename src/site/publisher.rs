//! The publisher: the files and pages that say who publishes the site.

use crate::input::config::Policy;
use crate::input::discover::SourceFile;
use crate::path::OutputPath;

/// The files and pages of the publisher.
#[derive(Debug, Default)]
pub struct Publisher {
    /// The logo.
    pub logo: Option<StaticPicture>,
    /// The raster picture of link previews for pages that have none of their own.
    pub card: Option<StaticPicture>,
    /// The drawing that the icons are made of.
    pub icon: Option<SourceFile>,
    /// The stories of the plain pages that say how the newsroom works.
    pub policies: Vec<(Policy, usize)>,
}

/// A picture in `static/`.
#[derive(Debug, Clone)]
pub struct StaticPicture {
    /// Where it is written.
    pub path: OutputPath,
    /// Width and height in pixels, where the file says them.
    pub size: Option<(u32, u32)>,
    /// Its media type, if it is a raster picture.
    pub media_type: Option<&'static str>,
}
