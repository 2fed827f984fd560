//! Which addresses an output file has, and which anchors: read from the bytes that readers, feed readers and search
//! engines would get, not from what they were made of.

use crate::html::tags::{self, Token};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

/// What leads out of a file, and what can be led to in it.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Addresses as they are written, each once.
    pub addresses: BTreeSet<String>,
    /// Values of `id`, each as the number that [`anchor`] makes of it; ascending.
    pub anchors: Vec<u64>,
}

/// A short stand-in for an anchor: a site has millions of them.
pub(super) fn anchor(id: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(id).as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

/// Texts of entries of feeds that have been read, by their hash: an article is in the feeds of its language, its section,
/// its tags and its authors, in each format.
#[derive(Debug, Default)]
pub(super) struct Texts {
    read: Mutex<HashMap<blake3::Hash, Arc<BTreeSet<String>>>>,
}

impl Texts {
    /// The addresses in a text that is HTML.
    fn addresses(&self, text: &str) -> Arc<BTreeSet<String>> {
        let hash = blake3::hash(text.as_bytes());
        if let Some(known) = self.read.lock().ok().and_then(|read| read.get(&hash).cloned()) {
            return known;
        }
        let mut gathered = Gathered::default();
        html(text.as_bytes(), &mut gathered, &mut |_| ());
        let addresses = Arc::new(gathered.addresses);
        if let Ok(mut read) = self.read.lock() {
            read.insert(hash, Arc::clone(&addresses));
        }
        addresses
    }
}

/// The addresses and anchors of a file, by its name.
pub(super) fn gather(path: &str, bytes: &[u8], texts: &Texts) -> Gathered {
    let mut gathered = Gathered::default();
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => html(bytes, &mut gathered, &mut |_| ()),
        "xml" => xml(bytes, texts, &mut gathered.addresses),
        "json" => json(bytes, texts, &mut gathered.addresses),
        "txt" => robots(bytes, &mut gathered.addresses),
        _ => {}
    }
    gathered.anchors.sort_unstable();
    gathered
}

/// The anchors of a page in words.
pub(super) fn anchors_of(bytes: &[u8]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    html(bytes, &mut Gathered::default(), &mut |id| {
        ids.insert(String::from_utf8_lossy(id).into_owned());
    });
    ids
}

/// What an attribute holds.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Nothing,
    Address,
    /// Several addresses, each with a width or a density (HTML, section 4.8.4.2.1).
    Pictures,
    Id,
    /// The name of what a `meta` element says.
    Property,
    /// What it says.
    Content,
}

fn holds(element: &[u8], attribute: &[u8]) -> Holds {
    match (element, attribute) {
        (_, b"id") | (b"a", b"name") => Holds::Id,
        (b"a" | b"area" | b"link", b"href") => Holds::Address,
        (b"img" | b"source" | b"script" | b"video" | b"audio" | b"track" | b"iframe" | b"embed" | b"input", b"src") => {
            Holds::Address
        }
        (b"image" | b"use", b"href" | b"xlink:href") => Holds::Address,
        (b"video", b"poster") | (b"form", b"action") | (b"object", b"data") => Holds::Address,
        (b"button" | b"input", b"formaction") => Holds::Address,
        (b"img" | b"source", b"srcset") | (b"link", b"imagesrcset") => Holds::Pictures,
        (b"meta", b"property" | b"name" | b"http-equiv") => Holds::Property,
        (b"meta", b"content") => Holds::Content,
        _ => Holds::Nothing,
    }
}

/// Whether what a `meta` element of this name says is an address.
fn says_an_address(property: &[u8]) -> bool {
    let property = std::str::from_utf8(property).unwrap_or_default();
    let of =
        |prefix: &str| property.strip_prefix(prefix).is_some_and(|rest| matches!(rest, "" | ":url" | ":secure_url"));
    property == "og:url"
        || property == "article:author"
        || of("og:image")
        || of("og:video")
        || of("og:audio")
        || of("twitter:image")
}

/// Reads HTML by the rules of its standard, which never fail.
fn html(bytes: &[u8], gathered: &mut Gathered, with_id: &mut dyn FnMut(&[u8])) {
    let (mut element, mut held) = (Vec::new(), Holds::Nothing);
    let (mut property, mut content) = (Vec::new(), Vec::new());
    let mut add = |value: &[u8]| {
        if let Ok(value) = std::str::from_utf8(value)
            && !gathered.addresses.contains(value)
        {
            gathered.addresses.insert(value.to_owned());
        }
    };
    let anchors = &mut gathered.anchors;
    tags::read(bytes, &mut |token, _| match token {
        Token::Open(name) => {
            element.clear();
            element.extend_from_slice(name);
            property.clear();
            content.clear();
        }
        Token::End(_) => element.clear(),
        Token::Name(name) => held = holds(&element, name),
        Token::Value(value) => match std::mem::replace(&mut held, Holds::Nothing) {
            Holds::Nothing => {}
            Holds::Address => add(value),
            Holds::Pictures => pictures(value).for_each(&mut add),
            Holds::Id => {
                anchors.push(anchor(value));
                with_id(value);
            }
            Holds::Property => property.extend_from_slice(value),
            Holds::Content => content.extend_from_slice(value),
        },
        Token::Close { .. } if element == b"meta" => {
            if property.eq_ignore_ascii_case(b"refresh") {
                let address = content.iter().position(|byte| *byte == b'=').map(|at| &content[at + 1..]);
                address.into_iter().for_each(&mut add);
            } else if says_an_address(&property) {
                add(&content);
            }
        }
        _ => {}
    });
}

/// The addresses of `a.jpg 1x, b.jpg 2x`.
fn pictures(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let words = value.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let mut is_address = true;
    words.filter_map(move |word| {
        let ends = word.ends_with(b",");
        let address = is_address.then(|| word.strip_suffix(b",").unwrap_or(word));
        is_address = ends;
        address
    })
}

/// Reads a feed or a sitemap. The texts of entries are HTML of their own.
fn xml(bytes: &[u8], texts: &Texts, addresses: &mut BTreeSet<String>) {
    let mut reader = Reader::from_reader(bytes);
    let (mut buffer, mut text) = (Vec::new(), String::new());
    let mut is_html = false;
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                attributes(&start, addresses);
                is_html = holds_html(&start);
                text.clear();
            }
            Ok(Event::Empty(start)) => attributes(&start, addresses),
            Ok(Event::Text(part)) => text.push_str(&part),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(reference)) => text.push_str(&resolved(&reference)),
            Ok(Event::End(end)) => {
                match end.local_name().as_ref() {
                    "link" | "loc" | "url" | "uri" | "icon" | "logo" if !text.trim().is_empty() => {
                        addresses.insert(text.trim().to_owned());
                    }
                    _ if is_html => addresses.extend(texts.addresses(&text).iter().cloned()),
                    _ => {}
                }
                is_html = false;
                text.clear();
            }
            Ok(Event::Eof) | Err(_) => return,
            _ => {}
        }
        buffer.clear();
    }
}

/// Whether what an element of a feed holds is HTML: the full text of RSS (`content:encoded`), and what Atom says to be
/// (RFC 4287, section 3.1.1). All else is plain text, where `<a href="…">` is words.
fn holds_html(start: &BytesStart) -> bool {
    match start.local_name().as_ref() {
        "encoded" => true,
        "content" | "summary" | "title" | "subtitle" | "rights" => {
            let kind = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == "type");
            kind.is_some_and(|kind| kind.value == "html")
        }
        _ => false,
    }
}

fn attributes(start: &BytesStart, addresses: &mut BTreeSet<String>) {
    for attribute in start.attributes().flatten() {
        if matches!(attribute.key.as_ref(), "href" | "url" | "src")
            && let Ok(value) = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)
        {
            addresses.insert(value.into_owned());
        }
    }
}

/// `&amp;` and `&#38;`.
fn resolved(reference: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().to_owned()
}

/// Reads a JSON feed: what its keys call an address.
fn json(bytes: &[u8], texts: &Texts, addresses: &mut BTreeSet<String>) {
    fn walk(value: serde_json::Value, texts: &Texts, addresses: &mut BTreeSet<String>) {
        use serde_json::Value;
        match value {
            Value::Array(items) => items.into_iter().for_each(|item| walk(item, texts, addresses)),
            Value::Object(map) => {
                for (key, value) in map {
                    match (key.as_str(), value) {
                        ("content_html", Value::String(text)) => {
                            addresses.extend(texts.addresses(&text).iter().cloned());
                        }
                        ("image" | "banner_image" | "avatar" | "icon" | "favicon", Value::String(address)) => {
                            addresses.insert(address);
                        }
                        (key, Value::String(address)) if key == "url" || key.ends_with("_url") => {
                            addresses.insert(address);
                        }
                        (_, other) => walk(other, texts, addresses),
                    }
                }
            }
            _ => {}
        }
    }
    if let Ok(value) = serde_json::from_slice(bytes) {
        walk(value, texts, addresses);
    }
}

/// Reads `Sitemap: https://…` in `robots.txt`.
fn robots(bytes: &[u8], addresses: &mut BTreeSet<String>) {
    let text = String::from_utf8_lossy(bytes);
    addresses.extend(text.lines().filter_map(|line| Some(line.strip_prefix("Sitemap:")?.trim().to_owned())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(path: &str, text: &str) -> Vec<String> {
        gather(path, text.as_bytes(), &Texts::default()).addresses.into_iter().collect()
    }

    #[test]
    fn every_kind_of_address_of_a_page_is_found_and_nothing_else() {
        let page = r##"<!doctype html><meta property=og:image content="/1"><meta name="twitter:image" content='/2'><meta name="x" content="/no">
            <meta http-equiv="refresh" content="0; url=/3"><link rel=canonical href=/4><a class=x href="/5?a=1&amp;b=2#c" id="d">/no</a>
            <img src=/6 srcset="/7 1x, /8 2x"><picture><source srcset="/9 480w,
            /10 800w"></picture><script src=/11></script><script>"<a href='/no'>"</script><video poster=/12><track src=/13></video>
            <form action=/14></form><!-- <a href="/no"> --><p data-href="/no" title="<a href='/no'>">"##;
        let found: BTreeSet<String> = addresses("a.html", page).into_iter().collect();
        let mut expected: BTreeSet<String> = (1..=14).filter(|n| *n != 5).map(|n| format!("/{n}")).collect();
        expected.insert("/5?a=1&b=2#c".to_owned());
        assert_eq!(found, expected);
        assert_eq!(gather("a.html", page.as_bytes(), &Texts::default()).anchors, [anchor(b"d")]);
        assert_eq!(anchors_of(page.as_bytes()), BTreeSet::from(["d".to_owned()]));
    }

    #[test]
    fn feeds_and_sitemaps_are_read_too() {
        let feed = r#"<rss xmlns:atom="x"><channel><link>https://a.example/en/</link><atom:link rel="self" href="/self?a=1&amp;b=2"/>
            <item><enclosure url="/e.png"/><content:encoded><![CDATA[<a href="/in">x</a>]]></content:encoded></item>
            <entry><content type="html">&lt;img src="/esc&amp;amp;aped"&gt;</content><title>/no</title></entry>
            <item><description>A standfirst about &lt;a href="/no"&gt;</description></item><entry><summary>&lt;img src="/no"&gt;</summary></entry></channel></rss>"#;
        assert_eq!(
            addresses("feed.xml", feed),
            ["/e.png", "/esc&aped", "/in", "/self?a=1&b=2", "https://a.example/en/"]
        );
        let sitemap = "<urlset><url><loc> /a&amp;b </loc><xhtml:link href='/fr'/><image:image><image:loc>/i</image:loc></image:image></url></urlset>";
        assert_eq!(addresses("sitemap.xml", sitemap), ["/a&b", "/fr", "/i"]);
        let json = r#"{"feed_url":"/f","items":[{"url":"/u","title":"/no","content_html":"<a href='/c'>","image":"/i","authors":[{"avatar":"/v"}]}]}"#;
        assert_eq!(addresses("feed.json", json), ["/c", "/f", "/i", "/u", "/v"]);
        assert_eq!(addresses("robots.txt", "User-agent: *\nSitemap: /s.xml\n"), ["/s.xml"]);
    }
}
