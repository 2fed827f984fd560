//! The export file of WordPress (WXR, an extension of RSS), read piece by piece: of contents only where they are is kept.

use crate::reading::in_words;
use quick_xml::Reader;
use quick_xml::events::Event;
use regex::Regex;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::LazyLock;

/// All that the file holds but contents.
#[derive(Debug, Default)]
pub struct Export {
    pub title: String,
    pub description: String,
    pub language: String,
    pub base_url: String,
    pub authors: Vec<BTreeMap<String, String>>,
    /// Categories, tags and other terms, by the fields that they have.
    pub terms: Vec<(TermTag, BTreeMap<String, String>)>,
    pub items: Vec<Item>,
    pub comments: usize,
}

/// Which element a term stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermTag {
    Category,
    Tag,
    Term,
}

/// A post, a page, an attachment or something else.
#[derive(Debug, Default)]
pub struct Item {
    /// Its simple fields, by their names: `title`, `link`, `wp:post_id`.
    pub fields: BTreeMap<String, String>,
    /// Domain, nicename and name of each of its terms.
    pub terms: Vec<(String, String, String)>,
    pub meta: BTreeMap<String, String>,
    /// Where its content stands in the file.
    pub content: (u64, u64),
    /// How many marks divide it into pages.
    pub page_breaks: usize,
    /// Whether a part of it is for members alone.
    pub is_restricted: bool,
}

impl Item {
    /// A field; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }
}

/// Shortcodes and blocks by which plugins keep words from those who have not paid or are not known.
static RESTRICTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[\[:/](?:[a-z]+[_-])?(?:members?|restrict|private|protected|paid|paywall|subscribers?|membership|login)(?:[a-z_-]*)[\s\]/]").ok()
});

/// What the file begins with where an editor has saved it.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads an export.
///
/// # Errors
/// It cannot be read, or is no export of WordPress: a sentence.
pub fn read(path: &Path) -> Result<Export, String> {
    let mut file = BufReader::with_capacity(
        1 << 16,
        File::open(path).map_err(|error| format!("it cannot be read: {}", in_words(&error)))?,
    );
    let start = file.fill_buf().map(|bytes| if bytes.starts_with(BOM) { BOM.len() } else { 0 }).unwrap_or(0);
    file.consume(start);
    let mut reader = Reader::from_reader(file);
    let mut export = Export::default();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut group: BTreeMap<String, String> = BTreeMap::new();
    let mut item: Option<Item> = None;
    let mut of_term = (String::new(), String::new());
    let mut begins = 0;
    let mut is_rss = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let before = reader.buffer_position() + start as u64;
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| format!("it is no XML from here on, byte {before}: {error}"))?;
        match event {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                match name.as_str() {
                    "rss" => is_rss = true,
                    "item" => item = Some(Item::default()),
                    "category" if item.is_some() => {
                        let value = |name: &str| {
                            tag.try_get_attribute(name)
                                .ok()
                                .flatten()
                                .map(|found| found.value.into_owned())
                                .unwrap_or_default()
                        };
                        of_term = (value("domain"), value("nicename"));
                    }
                    "wp:author" | "wp:category" | "wp:tag" | "wp:term" => group.clear(),
                    "wp:comment" => export.comments += 1,
                    _ => {}
                }
                path.push(name);
                text.clear();
                begins = reader.buffer_position() + start as u64;
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push_str(&resolved(&part)),
            Event::End(_) => {
                let Some(name) = path.pop() else { break };
                let parent = path.last().map_or("", String::as_str);
                let value = std::mem::take(&mut text);
                ended(&mut export, &mut item, &mut group, &name, parent, value, &of_term, (begins, before));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let is_export = is_rss && (!export.items.is_empty() || !export.base_url.is_empty());
    if is_export { Ok(export) } else { Err("it is no export of WordPress: make one in Tools → Export".to_owned()) }
}

/// A reference as what it stands for.
fn resolved(part: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(sign)) = part.resolve_char_ref() {
        return sign.to_string();
    }
    let known = quick_xml::escape::resolve_predefined_entity(part);
    known.map_or_else(|| format!("&{};", &**part), str::to_owned)
}

/// What an element has said when it ends.
#[expect(clippy::too_many_arguments, reason = "the state of the reader, which lives in one loop")]
fn ended(
    export: &mut Export,
    item: &mut Option<Item>,
    group: &mut BTreeMap<String, String>,
    name: &str,
    parent: &str,
    value: String,
    (domain, nicename): &(String, String),
    content: (u64, u64),
) {
    match (name, parent) {
        ("item", _) => export.items.extend(item.take()),
        ("wp:author", "channel") => export.authors.push(std::mem::take(group)),
        ("wp:category", "channel") => export.terms.push((TermTag::Category, std::mem::take(group))),
        ("wp:tag", "channel") => export.terms.push((TermTag::Tag, std::mem::take(group))),
        ("wp:term", "channel") => export.terms.push((TermTag::Term, std::mem::take(group))),
        (_, "wp:author" | "wp:category" | "wp:tag" | "wp:term") => drop(group.insert(name.to_owned(), value)),
        ("title", "channel") => export.title = value,
        ("description", "channel") => export.description = value,
        ("language", "channel") => export.language = value,
        ("link", "channel") if export.base_url.is_empty() => export.base_url = value,
        ("wp:base_blog_url", "channel") => export.base_url = value,
        ("wp:meta_key", "wp:postmeta") => drop(group.insert("key".to_owned(), value)),
        ("wp:meta_value", "wp:postmeta") => drop(group.insert("value".to_owned(), value)),
        ("wp:postmeta", "item") => {
            let (key, value) = (group.remove("key").unwrap_or_default(), group.remove("value").unwrap_or_default());
            if let Some(item) = item {
                item.meta.insert(key, value);
            }
        }
        ("content:encoded", "item") => {
            if let Some(item) = item {
                item.content = content;
                item.page_breaks = value.matches("<!--nextpage-->").count();
                item.is_restricted = RESTRICTED.as_ref().is_some_and(|names| names.is_match(&value));
            }
        }
        ("category", "item") => {
            if let Some(item) = item {
                item.terms.push((domain.clone(), nicename.clone(), value));
            }
        }
        (_, "item") => {
            if let Some(item) = item {
                item.fields.insert(name.to_owned(), value);
            }
        }
        _ => {}
    }
}

/// A content of the file.
///
/// # Errors
/// The file cannot be read any more.
pub fn content(path: &Path, (start, end): (u64, u64)) -> io::Result<String> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = vec![0; usize::try_from(end.saturating_sub(start)).unwrap_or(0)];
    file.read_exact(&mut bytes)?;
    let raw = String::from_utf8_lossy(&bytes);
    let mut reader = Reader::from_str(&raw);
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(part)) => text.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) => text.push_str(&part),
            Ok(Event::GeneralRef(part)) => text.push_str(&resolved(&part)),
            Ok(Event::Eof) | Err(_) => return Ok(text),
            Ok(_) => {}
        }
    }
}
