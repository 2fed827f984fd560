//! JSON Feed 1.1 (jsonfeed.org).

use super::{Enclosure, Entry, Feed, Person};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    language: &'a str,
    items: Vec<&'a RawValue>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    /// The whole text; where feeds have only the standfirst, that is the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u64>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<&'a str>,
}

/// Bytes of a feed around its entries, more or less.
const FRAME: usize = 1_024;

pub(super) fn write(feed: &Feed, entries: &[Cow<[u8]>]) -> Vec<u8> {
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: &feed.own,
        description: feed.description.as_deref(),
        icon: feed.logo.as_deref(),
        language: feed.locale.tag.as_str(),
        // It is what has been written below, and is not read again but to its end.
        items: entries.iter().filter_map(|entry| serde_json::from_slice(entry).ok()).collect(),
    };
    // A feed is long: to let it grow would copy it several times.
    let size = entries.iter().map(|entry| entry.len() + 1).sum::<usize>();
    let mut bytes = Vec::with_capacity(size + FRAME);
    // Texts and lists of texts: nothing in it can fail.
    let _ = serde_json::to_writer(&mut bytes, &json);
    bytes.push(b'\n');
    bytes
}

/// An entry as a feed holds it.
pub(super) fn entry(entry: &Entry) -> Box<[u8]> {
    // Texts and lists of texts: nothing in it can fail.
    serde_json::to_vec(&item(entry)).unwrap_or_default().into()
}

fn item<'a>(entry: &'a Entry) -> Item<'a> {
    let article = entry.article;
    Item {
        id: &entry.id,
        url: &entry.url,
        external_url: article.placement.canonical.as_deref(),
        title: &article.title,
        content_html: entry.html.as_deref(),
        // An item must have one of the two.
        content_text: entry.html.is_none().then(|| article.summary.as_deref().unwrap_or(&article.title)),
        summary: article.summary.as_deref(),
        image: entry.picture.as_ref().map(|picture| picture.url.as_str()),
        date_published: article.placement.date.map(|at| at.rfc3339()),
        date_modified: article.changed().map(|at| at.rfc3339()),
        authors: entry.authors.iter().map(author).collect(),
        tags: entry.categories.iter().map(|(_, name)| *name).collect(),
        language: entry.locale.tag.as_str(),
        attachments: entry.enclosure.iter().map(attachment).collect(),
    }
}

fn attachment<'a>(sound: &'a Enclosure) -> Attachment<'a> {
    Attachment {
        url: &sound.url,
        mime_type: &sound.media_type,
        title: sound.title,
        size_in_bytes: sound.length,
        duration_in_seconds: sound.seconds,
    }
}

fn author<'a>(author: &'a Person) -> Author<'a> {
    Author { name: author.name, url: author.url.as_deref(), avatar: author.avatar.as_deref() }
}
