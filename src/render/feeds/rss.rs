//! RSS 2.0, with the whole text (`content`), authors (Dublin Core), the lead picture (Media RSS) and the last change (Atom).

use super::{Entry, Feed, Picture, cut_out, put_together, room_for};
use crate::html::escape;
use crate::render::xml;
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Channel, Enclosure, Guid, Item};
use std::borrow::Cow;
use std::collections::BTreeMap;

const NAMESPACES: [(&str, &str); 4] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("content", "http://purl.org/rss/1.0/modules/content/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("media", "http://search.yahoo.com/mrss/"),
];

pub(super) fn write(feed: &Feed, entries: &[Cow<[u8]>]) -> Vec<u8> {
    let mut channel = Channel::default();
    channel.set_title(feed.title.clone());
    channel.set_link(feed.page.clone());
    channel.set_description(feed.description.clone().unwrap_or_else(|| feed.title.clone()));
    channel.set_language(feed.locale.tag.to_string());
    channel.set_last_build_date(feed.updated.map(|d| d.rfc2822()));
    channel.set_atom_ext(AtomExtension {
        links: vec![Link {
            href: feed.own.clone(),
            rel: "self".to_owned(),
            mime_type: Some("application/rss+xml".to_owned()),
            ..Link::default()
        }],
    });
    channel.set_namespaces(namespaces());
    put_together(&xml::legal(written(&channel, Vec::new())), "</channel>", entries)
}

/// The namespaces of what an item may have.
pub(super) fn namespaces() -> BTreeMap<String, String> {
    NAMESPACES.iter().map(|(prefix, uri)| ((*prefix).to_owned(), (*uri).to_owned())).collect()
}

/// An entry as a feed holds it.
pub(super) fn entry(entry: &Entry) -> Box<[u8]> {
    let mut channel = Channel::default();
    channel.set_items([item(entry)]);
    cut_out(written(&channel, room_for(entry)), "item")
}

pub(super) fn written(channel: &Channel, mut bytes: Vec<u8>) -> Vec<u8> {
    // Writing to memory cannot fail.
    let _ = channel.pretty_write_to(&mut bytes, b' ', 1);
    bytes
}

/// An entry as an item.
pub(super) fn item(entry: &Entry) -> Item {
    let article = entry.article;
    let mut item = Item::default();
    item.set_title(article.title.clone());
    item.set_link(entry.url.clone());
    item.set_guid(Guid { value: entry.id.clone(), permalink: false });
    item.set_pub_date(article.placement.date.map(|d| d.rfc2822()));
    // Readers take a description for HTML; a standfirst is text.
    item.set_description(article.summary.as_deref().map(escape));
    item.set_content(entry.html.clone());
    item.set_enclosure(entry.enclosure.as_ref().map(|sound| Enclosure {
        url: sound.url.clone(),
        // The attribute is not optional.
        length: sound.length.unwrap_or(0).to_string(),
        mime_type: sound.media_type.clone(),
    }));
    let category = |(_, name): &(&str, &str)| Category { name: (*name).to_owned(), domain: None };
    item.set_categories(entry.categories.iter().map(category).collect::<Vec<_>>());
    item.set_dublin_core_ext(DublinCoreExtension {
        creators: entry.authors.iter().map(|author| author.name.to_owned()).collect(),
        ..DublinCoreExtension::default()
    });
    let mut extensions = ExtensionMap::new();
    // RSS knows only when an article was published.
    if let Some(changed) = article.changed().filter(|changed| Some(*changed) != article.placement.date) {
        add(&mut extensions, "atom", "updated", Extension { value: Some(changed.rfc3339()), ..Extension::default() });
    }
    if let Some(picture) = &entry.picture {
        let caption = article.image.as_ref().and_then(|image| image.caption.as_deref());
        add(&mut extensions, "media", "content", media(picture, caption));
    }
    item.set_extensions(extensions);
    item
}

fn media(picture: &Picture, caption: Option<&str>) -> Extension {
    let (width, height) = picture.size.unzip();
    let attributes = [
        ("url", Some(picture.url.clone())),
        ("type", Some(picture.media_type.to_owned())),
        ("medium", Some("image".to_owned())),
        ("width", width.map(|n| n.to_string())),
        ("height", height.map(|n| n.to_string())),
    ];
    let mut content = Extension {
        attrs: attributes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
        ..Extension::default()
    };
    if let Some(caption) = caption {
        let description =
            Extension { name: "media:description".to_owned(), value: Some(caption.to_owned()), ..Extension::default() };
        content.children.insert("description".to_owned(), vec![description]);
    }
    content
}

fn add(extensions: &mut ExtensionMap, prefix: &str, name: &str, extension: Extension) {
    let extension = Extension { name: format!("{prefix}:{name}"), ..extension };
    extensions.entry(prefix.to_owned()).or_default().entry(name.to_owned()).or_default().push(extension);
}
