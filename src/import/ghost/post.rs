//! A post or a page of Ghost as an entry of the archive.

use super::export::{Post, PostMeta};
use super::local;
use super::terms::Names;
use crate::import::archive::{Entry, LeadPicture, Role, State};
use crate::import::report::{Notes, Sort};
use crate::language::WrittenDate;
use crate::language::text::of_html;
use crate::path::slugify;
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub(super) fn entry(post: &Post, meta: Option<&PostMeta>, names: &Names, now: Timestamp, notes: &mut Notes) -> Entry {
    let is_page = post.page || post.kind.as_deref() == Some("page");
    let title = post.title.clone().filter(|title| !title.trim().is_empty());
    let slug = post.slug.clone().filter(|slug| !slug.is_empty());
    let slug = slug.unwrap_or_else(|| title.as_deref().map(slugify).unwrap_or_else(|| post.id.clone()));
    let place = format!("{} {slug}", if is_page { "page" } else { "post" });
    let is_mail = meta.is_some_and(|meta| meta.email_only);
    let state = state(post, &place, is_mail, now, notes);
    let has_code = [&post.codeinjection_head, &post.codeinjection_foot].into_iter().flatten();
    for code in has_code.filter(|code| !code.trim().is_empty()) {
        notes.add(
            Sort::LeftOut,
            "Code that posts put into their pages",
            &place,
            code.chars().take(80).collect::<String>(),
        );
    }
    let image = post.feature_image.as_ref().or(post.image.as_ref()).filter(|src| !src.is_empty());
    let image = image.map(|src| LeadPicture {
        src: local(src).into_owned(),
        alt: meta.and_then(|meta| meta.feature_image_alt.clone()),
        // It is HTML.
        caption: meta.and_then(|meta| meta.feature_image_caption.as_deref()).map(of_html),
        credit: None,
    });
    let not_empty = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    Entry {
        role: if is_page { Role::Page } else { Role::Article },
        story: slug.clone(),
        stem: slug.clone(),
        address: Some(format!("/{slug}/")),
        state,
        title,
        // A draft has no day of its own yet.
        date: post.published_at.clone().or_else(|| post.created_at.clone().filter(|_| state == State::Draft)),
        updated: post.updated_at.clone(),
        authors: names.authors_of(post),
        tags: names.tags_of(post),
        summary: not_empty(&post.custom_excerpt),
        image,
        canonical: not_empty(&post.canonical_url).filter(|url| url.contains("://")),
        featured: post.featured,
        place,
        ..Entry::default()
    }
}

/// Whether a post is public: all that only some have read is a draft, until somebody decides.
fn state(post: &Post, place: &str, is_mail: bool, now: Timestamp, notes: &mut Notes) -> State {
    let mut decide = |what: &str, detail: &str| {
        notes.add(Sort::Decide, what, place, detail);
        State::Draft
    };
    let is_past = |date: &String| {
        let date = WrittenDate::parse(date).ok().and_then(|date| date.in_zone(&TimeZone::UTC));
        date.is_none_or(|date| date.timestamp <= now)
    };
    match post.status.as_deref().unwrap_or_default() {
        "published" => {}
        "scheduled" if post.published_at.as_ref().is_none_or(is_past) => {
            return decide("Posts that waited for a day that has passed: they are drafts", "scheduled");
        }
        "scheduled" => {}
        "draft" => return State::Draft,
        "sent" => return decide("Posts that were sent by mail alone: they are drafts", "sent"),
        other => return decide("Posts with a status that is not known: they are drafts", other),
    }
    if is_mail {
        return decide("Posts that were sent by mail alone: they are drafts", "email_only");
    }
    match post.visibility.as_deref() {
        None | Some("" | "public") => State::Public,
        Some(other) => decide("Posts that not everybody could read: they are drafts until somebody decides", other),
    }
}
