//! The source that a broken address comes from: what put it on the page has kept its place.

use super::same_address;
use crate::diagnostic::{KeyPath, Place, places};
use crate::plan::{Route, Subject};
use crate::render::Press;
use crate::render::shown::{self, Text};
use crate::site::{Article, Pinned, Site};
use std::collections::BTreeMap;

/// Where an address that a page has was written.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// The places in texts, in front matter or in `site.yaml`.
    pub places: Vec<Place>,
    /// Whether a text has written it of which that has been told already.
    pub is_told: bool,
}

/// The origins of addresses.
pub(super) type Origins<'l> = BTreeMap<&'l str, Origin>;

/// Finds where addresses on a page come from: all at once, since a text may have thousands.
pub(super) fn on_page<'l>(press: &Press, route: &Route, addresses: impl Iterator<Item = &'l str>) -> Origins<'l> {
    let site = &*press.site;
    let mut origins: Origins = addresses.map(|address| (address, Origin::default())).collect();
    // Around a text in another language, most of its addresses are those of its own page.
    if let Subject::Fallback(id) = route.subject {
        let own = press.routes.find(&site.article(id).placement.path);
        let texts: Vec<Text> = own.into_iter().flat_map(|own| shown::texts_on(press, own)).collect();
        in_texts(&texts, &mut origins);
    }
    let is_open = |origin: &Origin| origin.places.is_empty() && !origin.is_told;
    let (mut open, mut known): (Origins, Origins) = origins.into_iter().partition(|(_, origin)| is_open(origin));
    if !open.is_empty() {
        in_texts(&shown::texts_on(press, route), &mut open);
    }
    known.append(&mut open);
    for (address, origin) in &mut known {
        origin.places.extend(in_front_matter(site, route, address));
        let follow = site.config.follow.iter().enumerate().filter(|(_, link)| same_address(site, &link.url, address));
        let path = |i| KeyPath::from("follow").item(i).key("url");
        origin.places.extend(follow.map(|(i, _)| site.config.places.of(path(i))));
    }
    known
}

fn in_texts(texts: &[Text], origins: &mut Origins) {
    for text in texts {
        let place = places(&text.document.path, || text.document.text());
        for link in &text.body.links {
            let Some(origin) = origins.get_mut(link.address.trim()) else { continue };
            if link.is_told {
                origin.is_told = true;
            } else {
                origin.places.push(place(link.offset));
            }
        }
    }
}

/// Addresses that the front matter of an article, or of its authors, gives to the page.
fn in_front_matter(site: &Site, route: &Route, address: &str) -> Vec<Place> {
    let language = route.language.map_or(0, |language| language.0);
    match route.subject {
        Subject::Article(id) | Subject::Fallback(id) => {
            let article = site.article(id);
            let of_authors = article.authors.iter().flat_map(|author| of_author(site, *author, language, address));
            of_article(site, article, address).into_iter().chain(of_authors).collect()
        }
        Subject::Author(author, _) => of_author(site, author, language, address),
        _ => Vec::new(),
    }
}

fn of_article(site: &Site, article: &Article, address: &str) -> Vec<Place> {
    let is_it = |text: &str| same_address(site, text, address);
    let is_pinned = article.pinned.iter().any(|pinned| matches!(pinned, Pinned::External(link) if is_it(&link.url)));
    let is_canonical = article.placement.canonical.as_deref().is_some_and(is_it);
    let mut extra = Vec::new();
    article.extra.values().for_each(|value| strings(value, &mut extra));
    let keys = [("related", is_pinned), ("canonical", is_canonical), ("extra", extra.into_iter().any(is_it))];
    let block = article.document.block();
    keys.into_iter().filter(|(_, has_it)| *has_it).flat_map(|(key, _)| block.places_below(key, is_it)).collect()
}

fn of_author(site: &Site, author: usize, language: usize, address: &str) -> Vec<Place> {
    let profile = &site.profiles[author];
    let links = profile.links.get(language).into_iter().flatten().filter(|link| same_address(site, &link.url, address));
    let places = links.flat_map(|link| {
        let notes = profile.notes.iter().flatten().map(|id| site.note(*id));
        let mut blocks = notes.map(|note| note.document.block()).filter(|block| block.has_key("links"));
        blocks.next().into_iter().flat_map(|block| block.places_below("links", |text| text == link.url))
    });
    places.collect()
}

fn strings<'a>(value: &'a serde_yaml::Value, found: &mut Vec<&'a str>) {
    match value {
        serde_yaml::Value::String(text) => found.push(text),
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| strings(item, found)),
        serde_yaml::Value::Mapping(map) => map.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}
