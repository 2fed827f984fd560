//! Pictures and sound elsewhere that front matter names: what blocks them is told where they are written, not on each page that shows
//! them.

use crate::diagnostic::{KeyPath, Place};
use crate::input::content::Document;
use crate::path::OutputPath;
use crate::site::{Article, ImageSource, Site};

/// A picture or a sound elsewhere, with the front matter that names it.
pub(super) struct Elsewhere<'a> {
    /// Its address.
    pub url: &'a str,
    /// The first page that shows it, where one is known.
    pub page: Option<&'a OutputPath>,
    /// The directive of a policy that decides about it.
    pub directive: &'static str,
    document: &'a Document,
    key: &'static str,
}

impl Elsewhere<'_> {
    /// Where it is written.
    pub fn place(&self) -> Place {
        self.document.block().place_of(KeyPath::from(self.key).key("src"))
    }
}

/// What front matter of public texts names elsewhere, each where it is written. Translations inherit theirs: one that names
/// none is passed over where another text of its story does.
pub(super) fn elsewhere(site: &Site) -> Vec<Elsewhere<'_>> {
    const PICTURE: &str = "img-src";
    type Source = fn(&Article) -> Option<&ImageSource>;
    let of_articles: [(&str, &str, Source); 2] = [
        ("image", PICTURE, |article| article.image.as_ref().map(|image| &image.source)),
        ("audio", "media-src", |article| article.audio.as_ref().map(|audio| &audio.source)),
    ];
    let mut found = Vec::new();
    for (key, directive, source) in of_articles {
        let url = |article: &Article| source(article).and_then(ImageSource::remote).map(|remote| remote.url.clone());
        for article in &site.articles {
            let Some(remote) = source(article).and_then(ImageSource::remote) else { continue };
            let names_it = article.document.says_of_picture(key, "src");
            let mut others = site.stories[article.story].articles.iter().flatten().map(|id| site.article(*id));
            let is_told = |other: &Article| {
                url(other).as_ref() == Some(&remote.url) && other.document.says_of_picture(key, "src")
            };
            if names_it || !others.any(is_told) {
                let page = Some(&article.placement.path);
                found.push(Elsewhere { url: &remote.url, page, directive, document: &article.document, key });
            }
        }
    }
    let dossiers = site.dossier_texts.iter().flatten().flatten().map(|text| (text.image.as_ref(), &text.document));
    let terms = site.term_texts().map(|text| (text.image.as_ref(), &text.document));
    for (image, document) in dossiers.chain(terms) {
        let remote = image.and_then(|image| image.source.remote()).filter(|_| document.says_of_picture("image", "src"));
        found.extend(remote.map(|remote| Elsewhere {
            url: &remote.url,
            page: None,
            directive: PICTURE,
            document,
            key: "image",
        }));
    }
    for profile in site.profiles.iter() {
        let Some(remote) = profile.photo.as_ref().and_then(|photo| photo.source.remote()) else { continue };
        let notes = profile.notes.iter().flatten().map(|id| &*site.note(*id).document);
        let document = notes.into_iter().find(|document| document.text().contains(remote.url.as_str()));
        found.extend(document.map(|document| Elsewhere {
            url: &remote.url,
            page: None,
            directive: PICTURE,
            document,
            key: "photo",
        }));
    }
    found
}
