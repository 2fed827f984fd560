//! `BreadcrumbList`: where a page stands below the home page.

use super::Described;
use super::shared::index_url;
use crate::plan::list_addresses::archive;
use crate::plan::{Period, Subject};
use crate::render::kept::Crumb;
use crate::render::titles::{archive_title, word};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    item_list_element: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: Cow<'a, str>,
    item: Cow<'a, str>,
}

/// The breadcrumbs of a page; none for one that stands nowhere.
pub(super) fn of<'a>(page: &'a Described) -> Option<Breadcrumbs<'a>> {
    let (site, language, shared) = (page.site(), page.language, page.shared());
    let crumb = |name: Option<String>, url: String| Crumb { name: name.unwrap_or_default(), url };
    let index = |subject, key| crumb(word(site, language, key), index_url(site, language, subject));
    let of_archive = |period| {
        let url = site.absolute(&archive(site, language, period));
        crumb(Some(archive_title(site, language, period)), url)
    };
    let mut section = None;
    let above: Vec<Crumb> = match page.route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            section = site.article(id).section.and_then(|i| shared.sections[language.0][i].as_ref());
            Vec::new()
        }
        Subject::Tag(..) => vec![index(Subject::Tags, "tags")],
        Subject::Author(..) => vec![index(Subject::Authors, "authors")],
        Subject::Dossier(..) => vec![index(Subject::Dossiers, "dossiers")],
        Subject::Archive(Period::Year(_), _) => vec![of_archive(Period::All)],
        Subject::Archive(Period::Month(year, _), _) => vec![of_archive(Period::All), of_archive(Period::Year(year))],
        Subject::Section(..) | Subject::Archive(Period::All, _) | Subject::Tags | Subject::Authors => Vec::new(),
        Subject::Dossiers | Subject::Corrections(_) => Vec::new(),
        _ => return None,
    };
    let borrowed = [&shared.homes[language.0]].into_iter().chain(section);
    let borrowed = borrowed.map(|c| (Cow::Borrowed(c.name.as_str()), Cow::Borrowed(c.url.as_str())));
    let owned = above.into_iter().map(|c| (Cow::Owned(c.name), Cow::Owned(c.url)));
    let here = (Cow::Borrowed(page.title?), Cow::Borrowed(page.url));
    let items = borrowed.chain(owned).chain([here]).enumerate();
    Some(Breadcrumbs {
        kind: "BreadcrumbList",
        id: format!("{}#breadcrumb", page.url),
        item_list_element: items
            .map(|(i, (name, item))| Item { kind: "ListItem", position: i + 1, name, item })
            .collect(),
    })
}
