//! Atom 1.0 (RFC 4287).

use super::{Entry, Feed, cut_out, put_together, room_for};
use crate::language::Moment;
use crate::render::xml;
use atom_syndication::{
    Category, Content, Entry as AtomEntry, Feed as AtomFeed, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};
use std::borrow::Cow;

pub(super) fn write(feed: &Feed, entries: &[Cow<[u8]>]) -> Vec<u8> {
    let tag = feed.locale.tag.as_str();
    let atom = AtomFeed {
        title: Text::plain(feed.title.clone()),
        id: feed.id.clone(),
        updated: date(feed.updated),
        subtitle: feed.description.clone().map(Text::plain),
        links: vec![
            link("self", &feed.own, Some("application/atom+xml"), None),
            link("alternate", &feed.page, Some("text/html"), Some(tag)),
        ],
        logo: feed.logo.clone(),
        generator: Some(Generator { value: "Dateline".to_owned(), ..Generator::default() }),
        // An entry without authors has the feed's (RFC 4287, section 4.1.2): the newsroom.
        authors: vec![Person { name: feed.site.clone(), uri: Some(feed.page.clone()), ..Person::default() }],
        lang: Some(tag.to_owned()),
        ..AtomFeed::default()
    };
    put_together(&xml::legal(written(&atom, Vec::new())), "</feed>", entries)
}

/// An entry as a feed holds it.
pub(super) fn entry(entry: &Entry) -> Box<[u8]> {
    let feed = AtomFeed { entries: vec![atom_entry(entry)], ..AtomFeed::default() };
    cut_out(written(&feed, room_for(entry)), "entry")
}

fn written(feed: &AtomFeed, mut bytes: Vec<u8>) -> Vec<u8> {
    // Writing to memory cannot fail.
    let _ = feed.write_with_config(&mut bytes, WriteConfig { write_document_declaration: true, indent_size: Some(1) });
    bytes
}

fn atom_entry(entry: &Entry) -> AtomEntry {
    let (article, tag) = (entry.article, entry.locale.tag.as_str());
    let mut links = vec![link("alternate", &entry.url, Some("text/html"), Some(tag))];
    links.extend(article.placement.canonical.as_deref().map(|first| link("via", first, None, None)));
    links.extend(entry.enclosure.as_ref().map(|sound| Link {
        length: sound.length.map(|bytes| bytes.to_string()),
        title: sound.title.map(str::to_owned),
        ..link("enclosure", &sound.url, Some(&sound.media_type), None)
    }));
    let person =
        |author: &super::Person| Person { name: author.name.to_owned(), uri: author.url.clone(), ..Person::default() };
    let category =
        |(id, name): &(&str, &str)| Category { term: (*id).to_owned(), scheme: None, label: Some((*name).to_owned()) };
    AtomEntry {
        title: Text::plain(article.title.clone()),
        id: entry.id.clone(),
        updated: date(article.changed()),
        published: article.placement.date.map(|at| date(Some(at))),
        authors: entry.authors.iter().map(person).collect(),
        categories: entry.categories.iter().map(category).collect(),
        links,
        summary: article.summary.clone().map(Text::plain),
        content: entry.html.as_ref().map(|html| Content {
            lang: Some(tag.to_owned()),
            value: Some(html.clone()),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..AtomEntry::default()
    }
}

fn link(rel: &str, href: &str, media_type: Option<&str>, hreflang: Option<&str>) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: media_type.map(str::to_owned),
        hreflang: hreflang.map(str::to_owned),
        ..Link::default()
    }
}

/// A date as the crate wants it. An empty feed has the beginning of time: the element is not optional.
fn date(moment: Option<Moment>) -> FixedDateTime {
    moment.and_then(|at| FixedDateTime::parse_from_rfc3339(&at.rfc3339()).ok()).unwrap_or_default()
}
