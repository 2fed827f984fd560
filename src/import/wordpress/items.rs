//! The items of an export: posts and pages, in their languages.

use super::export::{Export, Item, TermTag};
use super::{WordPress, html, sibling};
use crate::import::archive::{ArchiveLanguage, Entry, LeadPicture, Role, State};
use crate::import::fields::tag;
use crate::import::layout::stem_of;
use crate::import::matter;
use crate::import::report::{Notes, Sort};
use crate::language::LanguageTag;
use jiff::civil::DateTime;
use percent_encoding::percent_decode_str;
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, HashMap};

/// Kinds of items that are no texts of the site.
const NOT_TEXTS: [&str; 14] = [
    "attachment",
    "revision",
    "nav_menu_item",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
];

/// What the items come to.
#[derive(Default)]
pub struct Items {
    pub entries: Vec<Entry>,
    pub languages: Vec<ArchiveLanguage>,
    pub time_zone: Option<String>,
    pub contents: HashMap<String, (u64, (u64, u64))>,
    pub reused: HashMap<u64, (u64, u64)>,
}

/// The categories, with what is above each.
pub struct Categories {
    parents: HashMap<String, String>,
    ids: HashMap<String, String>,
}

impl Categories {
    pub fn of(export: &Export) -> Categories {
        let get = |map: &BTreeMap<String, String>, name: &str| {
            map.get(name).map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let own = export.terms.iter().filter(|(tag, _)| *tag == TermTag::Category).map(|(_, fields)| fields);
        let parents =
            own.clone().map(|fields| (get(fields, "wp:category_nicename"), get(fields, "wp:category_parent")));
        let ids = own.map(|fields| (get(fields, "wp:term_id"), get(fields, "wp:category_nicename")));
        Categories { parents: parents.filter(|(_, parent)| !parent.is_empty()).collect(), ids: ids.collect() }
    }

    /// The category above one.
    pub fn parent(&self, slug: &str) -> Option<&str> {
        self.parents.get(slug).map(String::as_str)
    }

    /// Those above it, the nearest first, itself before them. What is in a circle ends.
    fn line<'a>(&'a self, slug: &'a str) -> Vec<&'a str> {
        let mut line = vec![slug];
        while let Some(parent) = line.last().and_then(|slug| self.parent(slug)).filter(|parent| !line.contains(parent))
        {
            line.push(parent);
        }
        line
    }

    /// The path of its page.
    pub fn path(&self, slug: &str) -> String {
        self.line(slug).into_iter().rev().collect::<Vec<_>>().join("/")
    }

    /// The one at the top.
    fn top<'a>(&'a self, slug: &'a str) -> &'a str {
        self.line(slug).last().copied().unwrap_or(slug)
    }
}

/// The id of the section that a category becomes.
pub fn section_id(slug: &str) -> String {
    let slug = percent_decode_str(slug).decode_utf8_lossy();
    stem_of(&slug).unwrap_or_else(|| "posts".to_owned())
}

/// The language of an item as a plugin marks it: by a term (Polylang), or in its meta data (WPML).
fn language_of(item: &Item) -> Option<String> {
    let term = item.terms.iter().find(|(domain, ..)| domain == "language").map(|(_, nicename, _)| nicename.clone());
    let meta = || {
        ["_wpml_import_language_code", "_wpml_language", "wpml_language"]
            .iter()
            .find_map(|key| item.meta.get(*key).cloned())
    };
    term.or_else(meta).filter(|code| LanguageTag::parse(&code.replace('_', "-")).is_some())
}

/// What the translations of an item have in common.
fn group_of(item: &Item) -> Option<String> {
    let term =
        item.terms.iter().find(|(domain, ..)| domain == "post_translations").map(|(_, nicename, _)| nicename.clone());
    let meta =
        || ["_wpml_import_translation_group", "_wpml_trid", "trid"].iter().find_map(|key| item.meta.get(*key).cloned());
    term.or_else(meta)
}

impl Items {
    /// Reads the items of an export.
    pub fn of(export: &Export, source: &WordPress, notes: &mut Notes) -> Items {
        let mut items = Items::default();
        let categories = Categories::of(export);
        let codes = codes(export);
        items.languages = languages(export, source, &codes);
        items.time_zone = time_zone(export, notes);
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for item in &export.items {
            let kind = item.get("wp:post_type");
            let id: u64 = item.get("wp:post_id").parse().unwrap_or(0);
            if kind == "wp_block" {
                items.reused.insert(id, item.content);
            }
            if NOT_TEXTS.contains(&kind) {
                continue;
            }
            if !["post", "page"].contains(&kind) {
                *kinds.entry(kind.to_owned()).or_default() += 1;
            }
            if let Some(entry) = entry(item, id, source, &categories, notes) {
                items.contents.insert(entry.place.clone(), (id, item.content));
                items.entries.push(entry);
            }
        }
        for (kind, count) in kinds {
            let what =
                "Kinds of content of plugins, each in a section of its own: keep what are articles, delete the rest";
            notes.add(Sort::Decide, what, kind, count.to_string());
        }
        items
    }
}

/// The languages, with how many items each has.
fn codes(export: &Export) -> BTreeMap<String, usize> {
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for item in &export.items {
        if let Some(code) = language_of(item) {
            *codes.entry(code).or_default() += 1;
        }
    }
    codes
}

fn languages(export: &Export, source: &WordPress, codes: &BTreeMap<String, usize>) -> Vec<ArchiveLanguage> {
    if codes.is_empty() {
        let own = Some(tag(export.language.trim())).filter(|tag| LanguageTag::parse(tag).is_some());
        return own.map(|tag| ArchiveLanguage { tag, prefix: String::new() }).into_iter().collect();
    }
    // A language is in a folder of its own where the addresses of its texts say so.
    let in_folder = |code: &str| {
        let own = export
            .items
            .iter()
            .filter(|item| language_of(item).as_deref() == Some(code) && item.get("wp:status") == "publish");
        let links: Vec<String> = own.map(|item| source.below(item.get("link"))).collect();
        let start = format!("/{}/", code.to_lowercase());
        let inside = links.iter().filter(|link| link.to_lowercase().starts_with(&start)).count();
        2 * inside > links.len()
    };
    let mut found: Vec<(bool, usize, ArchiveLanguage)> = codes
        .iter()
        .map(|(code, count)| {
            let is_inside = in_folder(code);
            let prefix = if is_inside { code.to_lowercase() } else { String::new() };
            (is_inside, *count, ArchiveLanguage { tag: tag(code), prefix })
        })
        .collect();
    found.sort_by_key(|(is_inside, count, _)| (*is_inside, std::cmp::Reverse(*count)));
    // Only one can be at the root.
    let mut languages: Vec<ArchiveLanguage> = found.into_iter().map(|(_, _, language)| language).collect();
    for language in languages.iter_mut().skip(1).filter(|language| language.prefix.is_empty()) {
        language.prefix = language.tag.to_lowercase();
    }
    languages
}

/// The clock of the site, by the difference of its times from those of Greenwich.
fn time_zone(export: &Export, notes: &mut Notes) -> Option<String> {
    let mut offsets: BTreeMap<i64, usize> = BTreeMap::new();
    for item in &export.items {
        if let Some(offset) = offset(item) {
            *offsets.entry(offset).or_default() += 1;
        }
    }
    let (offset, _) = offsets.iter().max_by_key(|(_, count)| **count)?;
    let hours = offset / 3600;
    if *offset == 0 {
        return None;
    }
    let what = "The export does not name the time zone of the newsroom: set `time_zone`, or import with --time-zone";
    notes.add(Sort::Decide, what, "site.yaml", format!("most times are {hours:+} hours from Greenwich"));
    // The signs of these names are the other way round (POSIX).
    (offset % 3600 == 0 && hours.abs() <= 12).then(|| format!("Etc/GMT{:+}", -hours))
}

fn moment(text: &str) -> Option<DateTime> {
    let text = text.trim();
    (!text.starts_with("0000")).then(|| text.replace(' ', "T").parse().ok()).flatten()
}

/// Seconds from Greenwich.
fn offset(item: &Item) -> Option<i64> {
    let (local, gmt) = (moment(item.get("wp:post_date"))?, moment(item.get("wp:post_date_gmt"))?);
    let seconds = local.duration_since(gmt).as_secs();
    (seconds.abs() <= 14 * 3600).then_some(seconds)
}

/// A local time with the offset that the site had then.
fn dated(local: &str, gmt: &str) -> Option<String> {
    let local = moment(local)?;
    let seconds =
        moment(gmt).map(|gmt| local.duration_since(gmt).as_secs()).filter(|seconds| seconds.abs() <= 14 * 3600);
    Some(match seconds {
        Some(seconds) => {
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.abs() / 60;
            format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        None => local.to_string(),
    })
}

fn entry(item: &Item, id: u64, source: &WordPress, categories: &Categories, notes: &mut Notes) -> Option<Entry> {
    let kind = item.get("wp:post_type");
    let place = format!("{kind} {id}");
    let status = item.get("wp:status");
    if ["trash", "auto-draft", "inherit"].contains(&status) {
        notes.add(
            Sort::LeftOut,
            "Texts in the bin, and drafts that nobody has begun",
            place,
            html::plain(item.get("title")),
        );
        return None;
    }
    let mut state = match status {
        "publish" | "future" => State::Public,
        "private" => {
            notes.add(
                Sort::Decide,
                "Private texts: they are drafts, which nobody sees",
                &place,
                html::plain(item.get("title")),
            );
            State::Draft
        }
        _ => State::Draft,
    };
    if !item.get("wp:post_password").is_empty() {
        notes.add(
            Sort::Decide,
            "Texts with a password: they are drafts, since a page here has none",
            &place,
            html::plain(item.get("title")),
        );
        state = State::Draft;
    }
    let has_role = item.meta.iter().any(|(key, value)| key.contains("access_role") && !value.trim().is_empty());
    if item.is_restricted || has_role {
        let what = "Texts of which a part, or all, was for members: they are drafts";
        notes.add(Sort::Decide, what, &place, html::plain(item.get("title")));
        state = State::Draft;
    }
    let modified = dated(item.get("wp:post_modified"), item.get("wp:post_modified_gmt"));
    let date = dated(item.get("wp:post_date"), item.get("wp:post_date_gmt"))
        .or_else(|| matter::date(&Value::String(item.get("pubDate").to_owned())).ok().flatten());
    let link = item.get("link");
    let below = source.below(link);
    let is_plain = !below.contains('?') && below.starts_with('/');
    // What a plugin keeps for itself has no address of its own.
    if !["post", "page"].contains(&kind) && !is_plain {
        state = State::Draft;
    }
    let name = percent_decode_str(item.get("wp:post_name")).decode_utf8_lossy().into_owned();
    let mut aliases = Vec::new();
    if state != State::Draft {
        let query = if kind == "page" { "page_id" } else { "p" };
        aliases.push(format!("/?{query}={id}"));
        if is_plain {
            aliases.extend((2..=item.page_breaks + 1).map(|page| format!("{}/{page}/", below.trim_end_matches('/'))));
            aliases.extend(item.meta.get("_wp_old_slug").map(|old| sibling(&below, old)));
        }
    }
    let of = |domain: &'static str| item.terms.iter().filter(move |(of, ..)| of == domain);
    let primary =
        ["_yoast_wpseo_primary_category", "rank_math_primary_category"].iter().find_map(|key| item.meta.get(*key));
    let primary = primary.and_then(|id| categories.ids.get(id)).cloned();
    let primary = primary.or_else(|| of("category").next().map(|(_, nicename, _)| nicename.clone()));
    let section = match kind {
        "post" => primary.as_deref().map(|slug| section_id(categories.top(slug))),
        "page" => None,
        kind => stem_of(kind),
    };
    // The section is what it is; further categories are tags.
    let others = of("category").filter(|(_, nicename, _)| section.as_deref() != Some(&section_id(nicename)));
    let tags = others.chain(of("post_tag")).map(|(_, _, name)| html::plain(name)).filter(|name| !name.is_empty());
    let tags: Vec<String> = tags.collect();
    let coauthors: Vec<String> = of("author")
        .map(|(_, nicename, name)| {
            let login = nicename.trim_start_matches("cap-");
            if name.trim().is_empty() { login.to_owned() } else { html::plain(name) }
        })
        .collect();
    let creator = html::plain(item.get("dc:creator"));
    let authors = if coauthors.is_empty() {
        vec![creator].into_iter().filter(|name| !name.is_empty()).collect()
    } else {
        coauthors
    };
    let image = item
        .meta
        .get("_thumbnail_id")
        .and_then(|id| id.trim().parse().ok())
        .and_then(|id: u64| source.attachments.get(&id));
    let image = image.map(|found| LeadPicture {
        src: found.address.clone(),
        alt: Some(found.alt.clone()).filter(|alt| !alt.is_empty()),
        caption: Some(found.caption.clone()).filter(|caption| !caption.is_empty()),
        credit: None,
    });
    let mut extra = Mapping::new();
    // What editors have put into fields of their own; what begins with an underscore belongs to programs.
    for (key, value) in item.meta.iter().filter(|(key, value)| {
        !key.starts_with('_') && !value.trim().is_empty() && value.len() < 2000 && !value.starts_with("a:")
    }) {
        extra.insert(Value::String(key.clone()), Value::String(value.clone()));
    }
    let description =
        item.meta.get("_yoast_wpseo_metadesc").map(|text| html::plain(text)).filter(|text| !text.is_empty());
    let excerpt = Some(html::plain(item.get("excerpt:encoded"))).filter(|text| !text.is_empty());
    Some(Entry {
        place,
        role: if kind == "page" { Role::Page } else { Role::Article },
        language: language_of(item).map(|code| tag(&code)),
        story: group_of(item).unwrap_or_else(|| format!("{kind} {id}")),
        section,
        stem: if name.is_empty() { html::plain(item.get("title")) } else { name },
        address: is_plain.then(|| below.clone()).filter(|below| below != "/"),
        aliases,
        state,
        title: Some(html::plain(item.get("title"))).filter(|title| !title.is_empty()),
        date: match (date, state) {
            (None, State::Draft) => modified.clone(),
            (date, _) => date,
        },
        updated: modified,
        authors,
        tags,
        summary: excerpt.or(description),
        image,
        featured: item.get("wp:is_sticky") == "1",
        extra,
        ..Entry::default()
    })
}
