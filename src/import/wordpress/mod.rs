//! WordPress: its export file, with the languages of Polylang and WPML, and a folder of uploads.

mod export;
mod items;
mod text;

use super::archive::{
    Archive, ArchiveAuthor, ArchiveFile, ArchiveLanguage, ArchiveTerm, ListAddress, ListOf, Publish, State, TermKind,
    Text,
};
use super::html;
use super::links::folder;
use super::report::{Notes, Sort};
use super::shortcodes::comment;
use super::table::{Parameters, Table};
use super::{Source, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::slugify;
use export::{Export, TermTag};
use percent_encoding::percent_decode_str;
use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::LazyLock;
use text::{Call, Said};

/// Where uploads are, below the address of a site.
const UPLOADS: &str = "wp-content/uploads";

/// A size at the end of a picture's name: `photo-300x200.jpg`.
static SIZED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"-\d{2,5}x\d{2,5}(\.[A-Za-z]{3,4})$").ok());
static SIZED_ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(/wp-content/uploads/[^"'\s)<>]+?)-\d{2,5}x\d{2,5}(\.[A-Za-z]{3,4})"#).ok());
static IMAGE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)<img\b[^>]*>").ok());
static IMAGE_ID: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"wp-image-(\d+)").ok());
static LINKED_IMAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?is)<a\b[^>]*href=["'][^"']*(?:/wp-content/uploads/[^"']+\.(?:jpe?g|png|gif|webp)|attachment_id=\d+)["'][^>]*>\s*(<img\b[^>]*>)\s*</a>"#).ok()
});

/// Shortcodes that are known to be some, whoever wrote them: words in brackets may be prose.
const OF_PLUGINS: [&str; 6] = ["slider", "contact-form-7", "wpforms", "rev_slider", "vc_row", "vc_column"];

/// An attachment: a picture or another file.
#[derive(Debug, Default, Clone)]
struct Attachment {
    /// Its path below the site.
    address: String,
    title: String,
    alt: String,
    caption: String,
    parent: u64,
}

/// A reader of an export of WordPress.
pub struct WordPress {
    file: PathBuf,
    uploads: Option<PathBuf>,
    table: Table,
    attachments: BTreeMap<u64, Attachment>,
    /// The attachments of each post.
    of_post: HashMap<u64, Vec<u64>>,
    /// Addresses of uploads that there are.
    known: HashSet<String>,
    /// Where the contents of entries stand in the file, by their places.
    contents: HashMap<String, (u64, (u64, u64))>,
    /// Where blocks that are kept once stand.
    reused: HashMap<u64, (u64, u64)>,
    base_url: String,
}

impl WordPress {
    /// A reader of a file, and of a folder of uploads.
    pub fn new(file: PathBuf, uploads: Option<PathBuf>, table: Table) -> WordPress {
        WordPress {
            file,
            uploads,
            table,
            attachments: BTreeMap::new(),
            of_post: HashMap::new(),
            known: HashSet::new(),
            contents: HashMap::new(),
            reused: HashMap::new(),
            base_url: String::new(),
        }
    }

    fn attachments(&mut self, export: &Export) {
        for item in export.items.iter().filter(|item| item.get("wp:post_type") == "attachment") {
            let address = self.below(item.get("wp:attachment_url"));
            let attachment = Attachment {
                address: address.clone(),
                title: html::plain(item.get("title")),
                alt: item.meta.get("_wp_attachment_image_alt").map(|alt| html::plain(alt)).unwrap_or_default(),
                caption: html::plain(item.get("excerpt:encoded")),
                parent: item.get("wp:post_parent").parse().unwrap_or(0),
            };
            self.known.insert(address);
            self.attachments.insert(item.get("wp:post_id").parse().unwrap_or(0), attachment);
        }
        for (id, attachment) in &self.attachments {
            self.of_post.entry(attachment.parent).or_default().push(*id);
        }
    }

    /// An address of the site as a path from its root, decoded.
    fn below(&self, address: &str) -> String {
        let bare = |text: &str| {
            text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.").to_owned()
        };
        let (address, own) = (bare(address), bare(&self.base_url));
        let below = address.strip_prefix(own.trim_end_matches('/')).unwrap_or(&address);
        percent_decode_str(below).decode_utf8_lossy().into_owned()
    }

    /// The folder of uploads, without the sizes that WordPress has made itself.
    fn files(&mut self, notes: &mut Notes) -> Vec<ArchiveFile> {
        let Some(uploads) = &self.uploads else {
            if !self.attachments.is_empty() {
                let what = "An export holds no pictures: name the folder `wp-content/uploads` with --uploads";
                notes.add(Sort::Decide, what, "attachments", self.attachments.len().to_string());
            }
            return Vec::new();
        };
        let found = walk::files(uploads, &[]);
        let names: HashSet<&str> = found.iter().map(|file| file.below.as_str()).collect();
        let is_made = |below: &str| {
            let original = SIZED.as_ref().filter(|sized| sized.is_match(below)).map(|sized| sized.replace(below, "$1"));
            original.is_some_and(|original| names.contains(&*original))
        };
        let file = |file: &walk::Found| ArchiveFile {
            disk: file.disk.clone(),
            place: format!("{UPLOADS}/{}", file.below),
            address: Some(format!("/{UPLOADS}/{}", file.below)),
            publish: Publish::Named,
        };
        let files: Vec<ArchiveFile> = found.iter().filter(|file| !is_made(&file.below)).map(file).collect();
        self.known.extend(files.iter().filter_map(|file| file.address.clone()));
        files
    }

    /// Pictures as they were uploaded: without links to themselves, in the place of their smaller copies.
    fn pictures(&self, html: &str) -> String {
        let (Some(linked), Some(sized), Some(image), Some(id)) = (&*LINKED_IMAGE, &*SIZED_ADDRESS, &*IMAGE, &*IMAGE_ID)
        else {
            return html.to_owned();
        };
        let html = linked.replace_all(html, "$1");
        let html = sized.replace_all(&html, |found: &Captures| {
            let original = format!("{}{}", &found[1], &found[2]);
            let is_known = self.known.contains(&*percent_decode_str(&original).decode_utf8_lossy());
            if is_known { original } else { found[0].to_owned() }
        });
        let html = image.replace_all(&html, |found: &Captures| {
            let tag = &found[0];
            let attachment = id.captures(tag).and_then(|id| self.attachments.get(&id[1].parse().ok()?));
            match attachment {
                Some(attachment)
                    if !attachment.alt.is_empty() && (!tag.contains(" alt=") || tag.contains("alt=\"\"")) =>
                {
                    let tag = tag.replace(" alt=\"\"", "");
                    tag.replacen("<img", &format!("<img alt=\"{}\"", attachment.alt.replace('"', "&quot;")), 1)
                }
                _ => tag.to_owned(),
            }
        });
        html.into_owned()
    }

    fn image(&self, id: u64) -> Option<String> {
        let attachment = self.attachments.get(&id)?;
        let quoted = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let title = Some(&attachment.caption).filter(|caption| !caption.is_empty());
        let title = title.map(|caption| format!(" title=\"{}\"", quoted(caption))).unwrap_or_default();
        let alt = if attachment.alt.is_empty() { &attachment.title } else { &attachment.alt };
        Some(format!("<img src=\"{}\" alt=\"{}\"{title}>", quoted(&attachment.address), quoted(alt)))
    }

    /// What a shortcode comes to; none where it is prose.
    fn say(&self, call: &Call, post: u64, place: &str, notes: &mut Notes) -> Option<Said> {
        let inner = call.inner.unwrap_or_default();
        let address = |text: &str| format!("\n\n<p>{}</p>\n\n", text.trim());
        let known = match call.name {
            "caption" | "wp_caption" => {
                let (image, words) = inner
                    .rfind("/>")
                    .map(|at| at + 2)
                    .or_else(|| inner.rfind("</a>").map(|at| at + 4))
                    .or_else(|| inner.find('>').map(|at| at + 1))
                    .map_or((inner, ""), |at| {
                        // A link around the picture ends behind it.
                        let at = if inner[at..].trim_start().starts_with("</a>") {
                            at + inner[at..].find("</a>").unwrap_or(0) + 4
                        } else {
                            at
                        };
                        inner.split_at(at)
                    });
                let words =
                    Some(words.trim()).filter(|words| !words.is_empty()).or(call.get("caption")).unwrap_or_default();
                Some(format!("\n\n<figure>{}<figcaption>{words}</figcaption></figure>\n\n", image.trim()))
            }
            "gallery" => {
                let said = call.get("ids").or(call.get("include"));
                let ids: Vec<u64> = match said {
                    Some(ids) => ids.split(',').filter_map(|id| id.trim().parse().ok()).collect(),
                    None => self.of_post.get(&post).cloned().unwrap_or_default(),
                };
                let images: Vec<String> = ids.iter().filter_map(|id| self.image(*id)).collect();
                (!images.is_empty()).then(|| format!("\n\n<p>{}</p>\n\n", images.join(" ")))
            }
            "embed" | "youtube" | "vimeo" | "video" | "audio" | "soundcloud" | "tweet" | "facebook" | "instagram" => {
                let file = ["src", "mp4", "mp3", "m4v", "webm", "ogg", "m4a", "wav", "url"]
                    .iter()
                    .find_map(|name| call.get(name));
                let plain = Some(inner.trim()).filter(|inner| inner.starts_with("http"));
                let bare = call.bare().filter(|bare| bare.starts_with("http"));
                match (plain.or(bare), file) {
                    (Some(found), _) => Some(address(found)),
                    (None, Some(file)) if call.name == "audio" => {
                        Some(format!("\n\n<audio src=\"{file}\"></audio>\n\n"))
                    }
                    (None, Some(file)) if call.name == "video" => {
                        Some(format!("\n\n<video src=\"{file}\"></video>\n\n"))
                    }
                    (None, Some(file)) => Some(address(file)),
                    (None, None) => None,
                }
            }
            _ => None,
        };
        let line = || call.written.to_owned();
        if let Some(text) = known {
            notes.add(Sort::Changed, "Shortcodes that are Markdown now", place, line());
            return Some(Said::InPlace(text));
        }
        let named = call.parameters.iter().filter(|(name, _)| !name.is_empty()).cloned().collect();
        let placed =
            call.parameters.iter().filter(|(name, _)| name.is_empty()).map(|(_, value)| value.clone()).collect();
        if let Some(text) = self.table.expand(call.name, &Parameters { named, placed }, call.inner) {
            notes.add(Sort::Changed, "Shortcodes that are Markdown now", place, line());
            return Some(Said::InPlace(format!("\n\n{text}\n\n")));
        }
        // `[sic]` and `[1]` are prose: a shortcode has parameters, an end, or a name that only a program can have.
        let is_one = call.inner.is_some()
            || call.parameters.iter().any(|(name, _)| !name.is_empty())
            || call.name.contains(['_', '-'])
            || OF_PLUGINS.contains(&call.name);
        if !is_one {
            return None;
        }
        notes.add(
            Sort::Decide,
            "Shortcodes that nobody knows: they are comments, which readers do not see. Say in `import.yaml` what they mean",
            place,
            line(),
        );
        let end = comment("wordpress", &format!("[/{}]", call.name));
        Some(Said::AtEnds(comment("wordpress", call.written), end))
    }

    fn terms(&self, export: &Export, archive: &mut Archive) {
        let mut add = |kind: TermKind, key: String, name: &str, summary: &str, address: String| {
            archive.terms.push(ArchiveTerm {
                kind,
                key,
                language: None,
                name: Some(html::plain(name)).filter(|name| !name.is_empty()),
                summary: Some(html::plain(summary)).filter(|summary| !summary.is_empty()),
                text: String::new(),
                address: Some(address.clone()),
            });
            archive.lists.push(ListAddress {
                address: format!("{address}feed/"),
                of: ListOf::TermFeed(kind, archive.terms.last().map(|term| term.key.clone()).unwrap_or_default(), None),
            });
        };
        let get = |map: &BTreeMap<String, String>, name: &str| map.get(name).cloned().unwrap_or_default();
        let categories = items::Categories::of(export);
        for (tag, fields) in &export.terms {
            match tag {
                TermTag::Category => {
                    let slug = get(fields, "wp:category_nicename");
                    let (name, summary) = (get(fields, "wp:cat_name"), get(fields, "wp:category_description"));
                    let address = format!("/category/{}/", categories.path(&slug));
                    // The top is a section; what is below it became tags.
                    match categories.parent(&slug) {
                        None => add(TermKind::Section, items::section_id(&slug), &name, &summary, address),
                        Some(_) => add(TermKind::Tag, html::plain(&name), &name, &summary, address),
                    }
                }
                TermTag::Tag => {
                    let (slug, name) = (get(fields, "wp:tag_slug"), get(fields, "wp:tag_name"));
                    add(
                        TermKind::Tag,
                        html::plain(&name),
                        &name,
                        &get(fields, "wp:tag_description"),
                        format!("/tag/{slug}/"),
                    );
                }
                TermTag::Term => {}
            }
        }
    }

    fn authors(&self, export: &Export, archive: &mut Archive) {
        let used: BTreeSet<&str> =
            archive.entries.iter().flat_map(|entry| &entry.authors).map(String::as_str).collect();
        let mut lists = Vec::new();
        let mut authors = Vec::new();
        for fields in &export.authors {
            let get = |name: &str| fields.get(name).map(|text| html::plain(text)).unwrap_or_default();
            let login = get("wp:author_login");
            if !used.contains(login.as_str()) {
                continue;
            }
            let address = format!("/author/{}/", slugify(&login));
            lists.push(ListAddress {
                address: format!("{address}feed/"),
                of: ListOf::TermFeed(TermKind::Author, login.clone(), None),
            });
            authors.push(ArchiveAuthor {
                key: login,
                name: Some(get("wp:author_display_name")).filter(|name| !name.is_empty()),
                address: Some(address),
                ..ArchiveAuthor::default()
            });
        }
        archive.lists.extend(lists);
        archive.authors = authors;
    }
}

impl Source for WordPress {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let export = export::read(&self.file)
            .map_err(|why| Diagnostic::error(Code::BadUsage, format!("{}: {why}", self.file.display())))?;
        self.base_url = export.base_url.trim_end_matches('/').to_owned();
        self.attachments(&export);
        let files = self.files(notes);
        let mut archive = Archive {
            title: Some(html::plain(&export.title)).filter(|title| !title.is_empty()),
            description: Some(html::plain(&export.description)).filter(|text| !text.is_empty()),
            base_url: Some(self.base_url.clone()).filter(|url| url.contains("://")),
            files,
            ..Archive::default()
        };
        let read = items::Items::of(&export, self, notes);
        archive.time_zone = read.time_zone.clone();
        archive.languages = read.languages.clone();
        archive.entries = read.entries;
        self.contents = read.contents;
        self.reused = read.reused;
        self.terms(&export, &mut archive);
        self.authors(&export, &mut archive);
        let feeds = archive.languages.iter().map(|ArchiveLanguage { tag, prefix }| {
            let folder = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
            (folder, Some(tag.clone()))
        });
        let feeds: Vec<_> = feeds.collect();
        for (folder, language) in feeds {
            archive.lists.push(ListAddress { address: format!("{folder}/"), of: ListOf::Home(language.clone()) });
            archive.lists.push(ListAddress { address: format!("{folder}/feed/"), of: ListOf::Feed(language) });
        }
        let zone = archive.zone();
        let public = archive.entries.iter().filter(|entry| entry.state == State::Public && entry.section.is_some());
        let months: BTreeSet<(i16, i8)> =
            public.filter_map(|entry| entry.day(&zone)).map(|day| (day.year(), day.month())).collect();
        let years: BTreeSet<i16> = months.iter().map(|(year, _)| *year).collect();
        let of_years = years
            .into_iter()
            .map(|year| ListAddress { address: format!("/{year:04}/"), of: ListOf::Archive(None, year, None) });
        let of_months = months.into_iter().map(|(year, month)| ListAddress {
            address: format!("/{year:04}/{month:02}/"),
            of: ListOf::Archive(None, year, Some(month)),
        });
        archive.lists.extend(of_years.chain(of_months));
        if export.comments > 0 {
            notes.add(
                Sort::LeftOut,
                "Comments of readers, which Dateline does not have",
                "comments",
                export.comments.to_string(),
            );
        }
        Ok(archive)
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        let place = &archive.entries[entry].place;
        let Some((post, at)) = self.contents.get(place) else { return Text::Html(String::new()) };
        let content = export::content(&self.file, *at).unwrap_or_default();
        let mut unknown = Vec::new();
        let reused = |id: u64| export::content(&self.file, *self.reused.get(&id)?).ok();
        let is_blocks = content.contains("<!-- wp:");
        let html = match is_blocks {
            true => text::without_blocks(&content, &reused, &mut |name| unknown.push(name.to_owned())),
            false => content,
        };
        for name in unknown {
            notes.add(
                Sort::Decide,
                "Blocks that a server fills: they are comments, which readers do not see",
                place,
                name,
            );
        }
        if html.contains("<!--nextpage-->") {
            notes.add(Sort::Changed, "Texts on several pages are on one now", place, "");
        }
        let html = html.replace("<!--nextpage-->", "\n\n");
        let html = text::expanded(&html, &mut |call| self.say(call, *post, place, notes));
        let html = if is_blocks { html } else { text::paragraphs(&html) };
        Text::Html(self.pictures(&html))
    }
}

/// The last part of an address' folder; for links of posts.
fn sibling(address: &str, name: &str) -> String {
    format!("{}/{name}/", folder(address.trim_end_matches('/')))
}
