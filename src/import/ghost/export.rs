//! The export file of Ghost, as it is written. Its forms differ in what is a number, a text or true.

use crate::diagnostic::{Code, Diagnostic};
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What of an export matters here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Export {
    #[serde(deserialize_with = "list")]
    pub posts: Vec<Post>,
    #[serde(deserialize_with = "list")]
    pub tags: Vec<Tag>,
    #[serde(deserialize_with = "list")]
    pub users: Vec<User>,
    #[serde(deserialize_with = "list")]
    pub posts_tags: Vec<PostTag>,
    #[serde(deserialize_with = "list")]
    pub posts_authors: Vec<PostAuthor>,
    #[serde(deserialize_with = "list")]
    pub posts_meta: Vec<PostMeta>,
    #[serde(deserialize_with = "list")]
    pub settings: Vec<Setting>,
}

/// A post or a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Post {
    #[serde(deserialize_with = "id")]
    pub id: String,
    pub title: Option<String>,
    pub slug: Option<String>,
    pub html: Option<String>,
    pub lexical: Option<String>,
    pub mobiledoc: Option<String>,
    pub status: Option<String>,
    pub visibility: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    #[serde(deserialize_with = "switch")]
    pub page: bool,
    #[serde(deserialize_with = "switch")]
    pub featured: bool,
    #[serde(deserialize_with = "moment")]
    pub published_at: Option<String>,
    #[serde(deserialize_with = "moment")]
    pub created_at: Option<String>,
    #[serde(deserialize_with = "moment")]
    pub updated_at: Option<String>,
    pub custom_excerpt: Option<String>,
    /// What newer versions call `feature_image`.
    pub image: Option<String>,
    pub feature_image: Option<String>,
    pub canonical_url: Option<String>,
    #[serde(deserialize_with = "id")]
    pub author_id: String,
    pub codeinjection_head: Option<String>,
    pub codeinjection_foot: Option<String>,
}

/// A tag.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Tag {
    #[serde(deserialize_with = "id")]
    pub id: String,
    pub name: Option<String>,
    pub slug: Option<String>,
    pub description: Option<String>,
    pub visibility: Option<String>,
}

/// An author, or somebody else who may log in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct User {
    #[serde(deserialize_with = "id")]
    pub id: String,
    pub name: Option<String>,
    pub slug: Option<String>,
    pub bio: Option<String>,
    pub image: Option<String>,
    pub profile_image: Option<String>,
    pub website: Option<String>,
    pub twitter: Option<String>,
    pub facebook: Option<String>,
    pub mastodon: Option<String>,
    pub bluesky: Option<String>,
    pub instagram: Option<String>,
    pub youtube: Option<String>,
    pub linkedin: Option<String>,
}

/// Which tag a post has.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostTag {
    #[serde(deserialize_with = "id")]
    pub post_id: String,
    #[serde(deserialize_with = "id")]
    pub tag_id: String,
    pub sort_order: Option<i64>,
}

/// Who wrote a post.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostAuthor {
    #[serde(deserialize_with = "id")]
    pub post_id: String,
    #[serde(deserialize_with = "id")]
    pub author_id: String,
    pub sort_order: Option<i64>,
}

/// What else is said of a post.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PostMeta {
    #[serde(deserialize_with = "id")]
    pub post_id: String,
    pub feature_image_alt: Option<String>,
    pub feature_image_caption: Option<String>,
    #[serde(deserialize_with = "switch")]
    pub email_only: bool,
}

/// A setting of the site.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Setting {
    pub key: String,
    pub value: Value,
}

/// The file: older versions have the data at its top.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Written {
    db: Vec<Inner>,
    data: Option<Export>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Inner {
    data: Export,
}

/// A list, which may be missing.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(id) => id,
        Value::Number(id) => id.to_string(),
        _ => String::new(),
    })
}

fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(is) => is,
        Value::Number(number) => number.as_i64() != Some(0),
        Value::String(text) => text == "true" || text == "1",
        _ => false,
    })
}

/// A moment: RFC 3339, the same without its zone (UTC is meant), or milliseconds since 1970.
fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => {
            let moment = number.as_i64().and_then(|ms| Timestamp::from_millisecond(ms).ok());
            moment.map(|moment| moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        }
        Value::String(text) if !text.trim().is_empty() => {
            let text = text.trim().replacen(' ', "T", 1);
            let whole = text.split('.').next().unwrap_or_default().trim_end_matches(['Z', 'z']).to_owned();
            // Behind fractions of a second there may be another zone.
            let has_zone = text.rfind(['+', '-']).is_some_and(|at| at > "2000-01-01T".len());
            Some(if has_zone || !text.contains('T') { text } else { format!("{whole}Z") })
        }
        _ => None,
    })
}

/// Reads an export. Of each post one form of its text is kept.
///
/// # Errors
/// It is none.
pub fn read(path: &Path) -> Result<Export, Diagnostic> {
    let hint = "export it in Ghost: Settings → Advanced → Import/Export → Export";
    let not = |why: &str| {
        let message = format!("{} is no export of Ghost: {why}", path.display());
        Diagnostic::error(Code::BadUsage, message).hint(hint)
    };
    let file = File::open(path).map_err(|error| not(&error.to_string()))?;
    let written: Written = serde_json::from_reader(BufReader::new(file)).map_err(|error| not(&error.to_string()))?;
    let first = written.db.into_iter().next().map(|inner| inner.data);
    let mut export = first.or(written.data).ok_or_else(|| not("it has no `db`"))?;
    for post in &mut export.posts {
        if post.html.as_ref().is_some_and(|html| !html.trim().is_empty()) {
            (post.lexical, post.mobiledoc) = (None, None);
        } else {
            post.html = None;
        }
    }
    Ok(export)
}

impl Export {
    /// The settings that are texts.
    pub fn texts(&self) -> HashMap<&str, String> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Bool(is) => Some(is.to_string()),
            _ => None,
        };
        self.settings.iter().filter_map(|setting| Some((setting.key.as_str(), text(&setting.value)?))).collect()
    }
}
