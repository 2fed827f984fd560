//! Pictures elsewhere that front matter names: what blocks them is told where they are written, not on each page that shows
//! them.

use crate::diagnostic::{KeyPath, Place};
use crate::input::content::Document;
use crate::path::OutputPath;
use crate::site::{Image, Site};

/// A picture elsewhere, with the front matter that names it.
pub(super) struct Elsewhere<'a> {
    /// Its address.
    pub url: &'a str,
    /// The first page that shows it, where one is known.
    pub page: Option<&'a OutputPath>,
    document: &'a Document,
    key: &'static str,
}

impl Elsewhere<'_> {
    /// Where it is written.
    pub fn place(&self) -> Place {
        self.document.block().place_of(KeyPath::from(self.key).key("src"))
    }
}

/// The pictures elsewhere in the front matter of what is public, each where it is written. Translations inherit theirs:
/// one that names none is passed over where another text of its story does.
pub(super) fn elsewhere(site: &Site) -> Vec<Elsewhere<'_>> {
    let url = |image: Option<&'_ Image>| Some(image?.source.remote()?.url.clone());
    let mut found = Vec::new();
    for article in &site.articles {
        let Some(remote) = article.image.as_ref().and_then(|image| image.source.remote()) else { continue };
        let names_it = article.document.says_of_picture("image", "src");
        let others = site.stories[article.story].articles.iter().flatten().map(|id| site.article(*id));
        let is_told = |other: &crate::site::Article| {
            url(other.image.as_ref()).as_ref() == Some(&remote.url) && other.document.says_of_picture("image", "src")
        };
        if names_it || !others.into_iter().any(is_told) {
            let page = Some(&article.placement.path);
            found.push(Elsewhere { url: &remote.url, page, document: &article.document, key: "image" });
        }
    }
    let dossiers = site.dossier_texts.iter().flatten().flatten().map(|text| (text.image.as_ref(), &text.document));
    let terms = site.term_texts().map(|text| (text.image.as_ref(), &text.document));
    for (image, document) in dossiers.chain(terms) {
        let remote = image.and_then(|image| image.source.remote()).filter(|_| document.says_of_picture("image", "src"));
        found.extend(remote.map(|remote| Elsewhere { url: &remote.url, page: None, document, key: "image" }));
    }
    for profile in site.profiles.iter() {
        let Some(remote) = profile.photo.as_ref().and_then(|photo| photo.source.remote()) else { continue };
        let notes = profile.notes.iter().flatten().map(|id| &*site.note(*id).document);
        let document = notes.into_iter().find(|document| document.text.contains(remote.url.as_str()));
        found.extend(document.map(|document| Elsewhere { url: &remote.url, page: None, document, key: "photo" }));
    }
    found
}
