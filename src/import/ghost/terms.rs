//! Tags and authors of Ghost: which post has which, and what is said of them.

use super::export::{Export, Post, User};
use super::local;
use crate::import::archive::{Archive, ArchiveAuthor, ArchiveTerm, ListAddress, ListOf, State, TermKind};
use crate::import::report::{Notes, Sort};
use std::collections::{BTreeSet, HashMap};

/// What posts have, by their ids: names of tags and slugs of authors, each in the order that Ghost shows them in.
pub(super) struct Names {
    tags: HashMap<String, Vec<String>>,
    authors: HashMap<String, Vec<String>>,
    users: HashMap<String, String>,
}

impl Names {
    /// Those of an export. Tags that readers never saw are told.
    pub fn of(export: &Export, notes: &mut Notes) -> Names {
        let mut names: HashMap<&str, String> = HashMap::new();
        for tag in &export.tags {
            let Some(name) = tag.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) else { continue };
            if name.starts_with('#') || tag.visibility.as_deref() == Some("internal") {
                notes.add(Sort::LeftOut, "Internal tags, which readers never saw", "tags", name);
            } else {
                names.insert(&tag.id, name.to_owned());
            }
        }
        let users: HashMap<String, String> =
            export.users.iter().filter_map(|user| Some((user.id.clone(), user.slug.clone()?))).collect();
        let of_tags =
            export.posts_tags.iter().map(|tag| (&tag.post_id, tag.sort_order, names.get(tag.tag_id.as_str())));
        let of_authors = export.posts_authors.iter();
        let of_authors = of_authors.map(|author| (&author.post_id, author.sort_order, users.get(&author.author_id)));
        Names { tags: sorted(of_tags), authors: sorted(of_authors), users }
    }

    pub fn tags_of(&self, post: &Post) -> Vec<String> {
        self.tags.get(&post.id).cloned().unwrap_or_default()
    }

    /// Old exports know one author, in the post itself.
    pub fn authors_of(&self, post: &Post) -> Vec<String> {
        let of_list = self.authors.get(&post.id).cloned();
        of_list.or_else(|| Some(vec![self.users.get(&post.author_id)?.clone()])).unwrap_or_default()
    }
}

/// Names by posts, those of a post in their order.
fn sorted<'a>(
    all: impl Iterator<Item = (&'a String, Option<i64>, Option<&'a String>)>,
) -> HashMap<String, Vec<String>> {
    let mut all: Vec<_> = all.filter_map(|(post, order, name)| Some((order.unwrap_or(0), post, name?))).collect();
    all.sort_by_key(|(order, ..)| *order);
    let mut by_post: HashMap<String, Vec<String>> = HashMap::new();
    for (_, post, name) in all {
        by_post.entry(post.clone()).or_default().push(name.clone());
    }
    by_post
}

/// Adds the tags and authors of public posts, with the addresses of their pages and feeds.
pub(super) fn add(archive: &mut Archive, export: &Export) {
    let public = || archive.entries.iter().filter(|entry| entry.state == State::Public && entry.date.is_some());
    let tags: BTreeSet<String> = public().flat_map(|entry| entry.tags.clone()).collect();
    let authors: BTreeSet<String> = public().flat_map(|entry| entry.authors.clone()).collect();
    let all: BTreeSet<String> = archive.entries.iter().flat_map(|entry| entry.authors.clone()).collect();
    let mut feed = |address: &str, kind: TermKind, key: &str| {
        let of = ListOf::TermFeed(kind, key.to_owned(), None);
        archive.lists.push(ListAddress { address: format!("{address}rss/"), of });
    };
    for tag in &export.tags {
        let (Some(name), Some(slug)) = (&tag.name, &tag.slug) else { continue };
        let key = name.trim().to_owned();
        if !tags.contains(&key) {
            continue;
        }
        let address = format!("/tag/{slug}/");
        feed(&address, TermKind::Tag, &key);
        archive.terms.push(ArchiveTerm {
            kind: TermKind::Tag,
            name: Some(key.clone()),
            key,
            language: None,
            summary: tag.description.clone().filter(|text| !text.trim().is_empty()),
            text: String::new(),
            address: Some(address),
        });
    }
    // Who only may log in is no author.
    for user in &export.users {
        let Some(slug) = user.slug.as_ref().filter(|slug| all.contains(*slug)) else { continue };
        let address = authors.contains(slug).then(|| format!("/author/{slug}/"));
        if let Some(address) = &address {
            feed(address, TermKind::Author, slug);
        }
        let photo = user.profile_image.as_ref().or(user.image.as_ref()).filter(|photo| !photo.is_empty());
        archive.authors.push(ArchiveAuthor {
            key: slug.clone(),
            name: user.name.clone(),
            text: user.bio.clone().unwrap_or_default(),
            // A portrait of Gravatar stays there.
            photo: photo.map(|photo| local(photo).into_owned()).filter(|photo| photo.starts_with('/')),
            links: links(user),
            address,
            ..ArchiveAuthor::default()
        });
    }
}

/// Where else an author is. What has no address of its own is a name at a known place.
fn links(user: &User) -> Vec<(String, String)> {
    let places = [
        (&user.twitter, "X", "https://x.com/"),
        (&user.facebook, "Facebook", "https://www.facebook.com/"),
        (&user.instagram, "Instagram", "https://www.instagram.com/"),
        (&user.youtube, "YouTube", "https://www.youtube.com/"),
        (&user.linkedin, "LinkedIn", "https://www.linkedin.com/in/"),
        (&user.bluesky, "Bluesky", "https://bsky.app/profile/"),
        (&user.mastodon, "Mastodon", "https://"),
    ];
    let website = user.website.as_ref().filter(|url| url.contains("://")).map(|url| {
        let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(url);
        (host.trim_start_matches("www.").to_owned(), url.clone())
    });
    let known = places.into_iter().filter_map(|(said, title, start)| {
        let said = said.as_deref().map(str::trim).filter(|said| !said.is_empty())?;
        let url = match said.contains("://") {
            true => said.to_owned(),
            false => format!("{start}{}", if title == "YouTube" { said } else { said.trim_start_matches('@') }),
        };
        Some((title.to_owned(), url))
    });
    website.into_iter().chain(known).collect()
}
