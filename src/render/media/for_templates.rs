//! Pictures for templates: what `picture()`, `srcset()` and their like give.

use super::{Asked, Set, Slots, Source};
use crate::input::media::MediaId;
use crate::input::theme::{Loading, Place};
use crate::pictures::Collection;
use crate::site::Site;
use crate::templates::{self, PictureAsked, Shown};
use std::sync::Arc;

/// Makes what templates ask for.
pub struct ForTemplates {
    site: Arc<Site>,
    collection: Arc<Collection>,
    slots: Arc<Slots>,
}

impl ForTemplates {
    /// A maker for a site, which looks at a picture once.
    pub fn new(site: Arc<Site>, collection: Arc<Collection>, slots: Arc<Slots>) -> ForTemplates {
        ForTemplates { site, collection, slots }
    }

    fn source(&self) -> Source<'_> {
        Source { site: &self.site, collection: &self.collection, slots: &self.slots }
    }

    fn place(&self, name: &str) -> Result<&Place, String> {
        self.site.places.get(name).ok_or_else(|| {
            let near = crate::diagnostic::nearest(name, self.site.places.keys().map(String::as_str));
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("the theme has no place `{name}`: its places stand in theme.yaml{hint}")
        })
    }

    /// The picture of the site that a template means.
    ///
    /// # Errors
    /// The address of one that is elsewhere; empty where there is none.
    fn own<'i>(&self, image: &PictureAsked<'i>) -> Result<Asked, &'i str> {
        match image.shown {
            Shown::File(index) if index < self.site.media.files.len() => {
                Ok(Asked { file: MediaId(index), focus: image.focus, is_whole: image.is_whole })
            }
            Shown::File(_) => Err(""),
            Shown::Elsewhere(url) => Err(url),
        }
    }

    fn set(&self, image: &PictureAsked, place: &Place) -> Set {
        match self.own(image) {
            Ok(asked) => self.source().set(asked, place),
            Err(url) => Set { src: url.to_owned(), size: image.size, ..Set::default() },
        }
    }
}

impl templates::Pictures for ForTemplates {
    fn html(&self, image: &PictureAsked, place: &str, with: &templates::PictureWords) -> Result<String, String> {
        let place = self.place(place)?;
        let loading = with.is_eager.map_or(place.loading, |eager| if eager { Loading::Eager } else { Loading::Lazy });
        Ok(self.set(image, place).html(place, loading, (with.alt, with.class)))
    }

    fn preload(&self, image: &PictureAsked, place: &str) -> Result<String, String> {
        let place = self.place(place)?;
        Ok(self.set(image, place).preload(place))
    }

    fn srcset(&self, image: &PictureAsked, place: &str, is_modern: bool) -> Result<String, String> {
        let place = self.place(place)?;
        let set = self.set(image, place);
        Ok(if is_modern { set.modern } else { set.safe })
    }

    fn sizes(&self, place: &str) -> Result<String, String> {
        Ok(self.place(place)?.sizes.clone())
    }

    fn url(&self, image: &PictureAsked, shape: Option<(u32, u32)>, width: Option<u32>) -> String {
        match self.own(image) {
            Ok(asked) => self.source().in_shape(asked, shape, width).url,
            Err(url) => url.to_owned(),
        }
    }
}
