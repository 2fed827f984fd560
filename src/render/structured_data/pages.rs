//! Pages that are no articles: home, lists, authors, dossiers, plain pages.

use super::shared::{self, picture, put, reference};
use super::{Described, article};
use crate::site::Article;
use serde_json::{Value, json};

/// Articles that the node of a dossier names.
const PARTS: usize = 10;

/// The site in a language.
pub(super) fn website(page: &Described) -> Value {
    let mut node = json!({
        "@type": "WebSite",
        "@id": format!("{}#website", page.url),
        "url": page.url,
        "name": page.shared().homes[page.language.0].name,
        "inLanguage": page.tag(),
        "publisher": reference(shared::publisher_id(page.site())),
    });
    put(&mut node, "description", page.description);
    node
}

/// A list of articles, or of lists.
pub(super) fn collection(page: &Described) -> Value {
    web_page(page, "CollectionPage")
}

/// A plain page. One that says how the newsroom works is about the publisher.
pub(super) fn plain_page(page: &Described, article: &Article) -> Value {
    let is_policy = page.site().publisher.policies.iter().any(|(_, story)| *story == article.story);
    let mut node = web_page(page, if is_policy { "AboutPage" } else { "WebPage" });
    if is_policy {
        put(&mut node, "about", reference(shared::publisher_id(page.site())));
    }
    put(&mut node, "image", article.image.as_ref().map(|image| picture(page.press, &image.source)));
    put(&mut node, "datePublished", article.placement.date.map(|date| date.rfc3339()));
    put(&mut node, "dateModified", article.updated.map(|date| date.rfc3339()));
    node
}

/// The page of an author.
pub(super) fn profile(page: &Described, author: usize) -> Value {
    let mut node = web_page(page, "ProfilePage");
    put(&mut node, "mainEntity", shared::person_in_full(page.press, author, page.language));
    node
}

/// A dossier, with the articles of this page of it.
pub(super) fn dossier(page: &Described, i: usize, number: usize) -> Value {
    let (site, language) = (page.site(), page.language.0);
    let mut node = web_page(page, "CollectionPage");
    if let Some(text) = &site.dossier_texts[i][language] {
        let name = |tag: &usize| json!({ "@type": "Thing", "name": site.tags.terms[*tag].labels[language].name });
        put(&mut node, "about", text.tags.iter().map(name).collect::<Vec<_>>());
        put(&mut node, "image", text.image.as_ref().map(|image| picture(page.press, &image.source)));
    }
    let on_a_page = site.config.paginate;
    let shown =
        site.dossiers.terms[i].articles[language].iter().skip((number - 1) * on_a_page).take(on_a_page.min(PARTS));
    let part = |item: &Article| {
        let url = site.absolute(&item.placement.path);
        json!({ "@type": article::kind(item), "@id": format!("{url}#article"), "url": url, "headline": item.title })
    };
    put(&mut node, "hasPart", shown.map(|id| part(site.article(*id))).collect::<Vec<_>>());
    node
}

fn web_page(page: &Described, kind: &str) -> Value {
    let home = &page.shared().homes[page.language.0].url;
    let mut node = json!({
        "@type": kind,
        "@id": page.url,
        "url": page.url,
        "inLanguage": page.tag(),
        "isPartOf": reference(format!("{home}#website")),
        "breadcrumb": reference(format!("{}#breadcrumb", page.url)),
    });
    put(&mut node, "name", page.title);
    put(&mut node, "description", page.description);
    node
}
