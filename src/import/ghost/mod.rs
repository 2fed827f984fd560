//! Ghost: its export file, with the texts of its editors, and the folder of its pictures.

mod cards;
mod elements;
mod export;
mod lexical;
mod post;
mod terms;

use super::archive::{Archive, ArchiveFile, ArchiveLanguage, ListAddress, ListOf, Publish, State, Text};
use super::report::{Notes, Sort};
use super::{Source, fields, html, walk};
use crate::diagnostic::Diagnostic;
use export::{Export, Post, PostMeta};
use jiff::Timestamp;
use regex::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::LazyLock;

/// What the export has in the place of the site's address.
const SITE: &str = "__GHOST_URL__";

/// The copies of a picture that Ghost made in other sizes.
static SIZES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"/content/images/size/w\d+(?:h\d+)?/(?:format/\w+/)?").ok());

/// A reader of an export.
pub struct Ghost {
    file: PathBuf,
    uploads: Option<PathBuf>,
    now: Timestamp,
    /// The posts and pages, each at the place of its entry.
    posts: Vec<Post>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Html(String),
    Markdown(String),
}

impl Ghost {
    /// A reader of an export file, with the folder of pictures where there is one.
    pub fn new(file: PathBuf, uploads: Option<PathBuf>, now: Timestamp) -> Ghost {
        Ghost { file, uploads, now, posts: Vec::new() }
    }

    /// The uploaded files, at the addresses that they had.
    fn files(&self, archive: &mut Archive, notes: &mut Notes) {
        let Some(folder) = &self.uploads else {
            let has_pictures = |post: &Post| {
                let texts = [&post.html, &post.lexical, &post.mobiledoc, &post.feature_image];
                texts.into_iter().flatten().any(|text| text.contains("/content/images/"))
            };
            if self.posts.iter().any(has_pictures) {
                let what =
                    "The export holds no pictures: import once more with --uploads and Ghost's folder `content/images`";
                notes.add(Sort::Decide, what, self.file.display().to_string(), "");
            }
            return;
        };
        // The folder of all that was uploaded, or that of pictures alone.
        let below = if folder.join("images").is_dir() { "content" } else { "content/images" };
        for file in walk::files(folder, &[]) {
            let place = format!("{below}/{}", file.below);
            if place.starts_with("content/images/size/") {
                continue;
            }
            let is_upload =
                ["images", "media", "files"].iter().any(|name| place.starts_with(&format!("content/{name}/")));
            if is_upload {
                let address = Some(format!("/{place}"));
                archive.files.push(ArchiveFile { disk: file.disk, place, address, publish: Publish::Named });
            }
        }
    }
}

/// An address of the site as it is: from its root, and of a picture the one that was uploaded.
fn local(text: &str) -> Cow<'_, str> {
    let text = match text.contains(SITE) {
        true => Cow::Owned(text.replace(&format!("{SITE}/"), "/").replace(SITE, "/")),
        false => Cow::Borrowed(text),
    };
    match SIZES.as_ref().filter(|sizes| sizes.is_match(&text)) {
        Some(sizes) => Cow::Owned(sizes.replace_all(&text, "/content/images/").into_owned()),
        None => text,
    }
}

impl Source for Ghost {
    fn survey(&mut self, notes: &mut Notes) -> Result<Archive, Diagnostic> {
        let mut export: Export = export::read(&self.file)?;
        let posts = std::mem::take(&mut export.posts);
        let settings = export.texts();
        let said = |names: &[&str]| names.iter().find_map(|name| settings.get(name).cloned());
        let language = said(&["locale", "lang", "default_locale"]);
        let mut archive = Archive {
            title: said(&["title"]),
            description: said(&["description"]),
            base_url: said(&["url"]).filter(|url| url.contains("://")).map(|url| url.trim_end_matches('/').to_owned()),
            time_zone: said(&["timezone", "active_timezone", "activeTimezone"]).filter(|zone| zone.contains('/')),
            paginate: said(&["posts_per_page", "postsPerPage"]).and_then(|n| n.parse().ok()).filter(|n| *n > 0),
            languages: language
                .map(|key| ArchiveLanguage { tag: fields::tag(&key), prefix: String::new() })
                .into_iter()
                .collect(),
            ..Archive::default()
        };
        let is_private = said(&["is_private"]).as_deref() == Some("true");
        for (address, of) in [("/", ListOf::Home(None)), ("/rss/", ListOf::Feed(None))] {
            archive.lists.push(ListAddress { address: address.to_owned(), of });
        }
        let names = terms::Names::of(&export, notes);
        let metas: HashMap<&str, &PostMeta> =
            export.posts_meta.iter().map(|meta| (meta.post_id.as_str(), meta)).collect();
        let entry = |post: &Post| post::entry(post, metas.get(post.id.as_str()).copied(), &names, self.now, notes);
        archive.entries = posts.iter().map(entry).collect();
        for (_, entry) in posts.iter().zip(&mut archive.entries).filter(|(post, _)| has_paywall(post)) {
            let what = "Texts with a part for members alone: they are drafts until somebody decides";
            notes.add(Sort::Decide, what, &entry.place, entry.title.clone().unwrap_or_default());
            entry.state = State::Draft;
        }
        if is_private {
            let what = "The whole site was behind a password: all of it is drafts until somebody decides";
            notes.add(Sort::Decide, what, "settings", "is_private");
            archive.entries.iter_mut().for_each(|entry| entry.state = State::Draft);
        }
        terms::add(&mut archive, &export);
        self.posts = posts;
        self.files(&mut archive, notes);
        Ok(archive)
    }

    fn text(&self, archive: &Archive, entry: usize, notes: &mut Notes) -> Text {
        let (post, place) = (&self.posts[entry], &archive.entries[entry].place);
        let plain = |html: &str, notes: &mut Notes| cards::plain(&local(html), place, notes);
        let pieces = match (&post.html, &post.lexical, &post.mobiledoc) {
            (Some(html), ..) => {
                let html = without_mail(html);
                if html.len() < post.html.as_ref().map_or(0, String::len) {
                    notes.add(Sort::LeftOut, "Words that only mail had", place, "");
                }
                return Text::Html(plain(&html, notes));
            }
            (None, Some(json), _) => lexical::of_lexical(json, place, notes),
            (None, None, Some(json)) => lexical::of_mobiledoc(json, place, notes),
            (None, None, None) => Vec::new(),
        };
        let pieces = pieces.into_iter().map(|piece| match piece {
            Piece::Markdown(markdown) => local(&markdown).into_owned(),
            Piece::Html(text) => {
                let text = plain(&text, notes);
                html::markdown(&text, place, notes)
            }
        });
        let pieces: Vec<String> =
            pieces.map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect();
        Text::Markdown(pieces.join("\n\n"))
    }
}

/// Whether a part of a post is behind a line that Ghost draws for members.
fn has_paywall(post: &Post) -> bool {
    let is_in = |text: &Option<String>, mark: &str| text.as_ref().is_some_and(|text| text.contains(mark));
    is_in(&post.html, "<!--members-only-->")
        || is_in(&post.lexical, "\"paywall\"")
        || is_in(&post.mobiledoc, "\"paywall\"")
}

/// HTML without the cards that only mail shows.
fn without_mail(html: &str) -> String {
    const BEGINS: &str = "<!--kg-card-begin: email";
    const ENDS: &str = "<!--kg-card-end: email";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(BEGINS) {
        out.push_str(&rest[..start]);
        let end = rest[start..].find(ENDS).and_then(|end| Some(start + end + rest[start + end..].find("-->")? + 3));
        rest = end.map_or("", |end| &rest[end..]);
    }
    out.push_str(rest);
    out
}
