//! RSS 2.0 of a language or one of its sections.

use super::context::site_text;
use crate::locale::LanguageId;
use crate::markdown::escape;
use crate::path::encode_path;
use crate::routes::Route;
use crate::site::{Article, Site};
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::{Category, Channel, Guid, Item};

/// The feed at a route.
pub(super) fn rss(site: &Site, route: &Route, section: Option<usize>) -> Vec<u8> {
    let language = route.language.unwrap_or(LanguageId(0));
    let locale = site.locales.get(language);
    let name = site_text(site, language, "site-title").unwrap_or_default();
    let (title, description, home, articles) = match section {
        Some(i) => {
            let term = &site.sections.terms[i];
            let label = &term.labels[language.0];
            (
                // The space of the colon is the language's own.
                site.locales.typography(language, None).set(&format!("{name}: {}", label.name)).into_owned(),
                label.description.clone(),
                term.addresses[language.0].clone(),
                &term.articles[language.0],
            )
        }
        None => (name.clone(), None, format!("/{}/", locale.tag), &site.latest[language.0]),
    };
    let description =
        description.or_else(|| site_text(site, language, "site-description")).unwrap_or_else(|| title.clone());
    let shown: Vec<&Article> = articles.iter().take(site.config.feed).map(|id| site.article(*id)).collect();
    let changed = shown.iter().filter_map(|a| a.updated.max(a.date)).max();
    let mut channel = Channel::default();
    channel.set_title(title);
    channel.set_link(format!("{}{}", site.config.base_url, encode_path(&home)));
    channel.set_description(description);
    channel.set_language(locale.tag.to_string());
    channel.set_last_build_date(changed.map(|d| d.rfc2822()));
    channel.set_atom_ext(AtomExtension {
        links: vec![Link {
            href: site.absolute(&route.path),
            rel: "self".to_owned(),
            mime_type: Some("application/rss+xml".to_owned()),
            ..Link::default()
        }],
    });
    channel.set_namespaces(std::collections::BTreeMap::from([
        ("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned()),
        ("dc".to_owned(), "http://purl.org/dc/elements/1.1/".to_owned()),
    ]));
    channel.set_items(shown.into_iter().map(|article| item(site, article)).collect::<Vec<_>>());
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = channel.pretty_write_to(&mut bytes, b' ', 1);
    bytes.push(b'\n');
    bytes
}

fn item(site: &Site, article: &Article) -> Item {
    let language = article.language.0;
    let name = |i: &usize| site.authors.terms[*i].labels[language].name.clone();
    let mut item = Item::default();
    item.set_title(article.title.clone());
    item.set_link(site.absolute(&article.path));
    item.set_guid(Guid { value: permanent_id(site, article), permalink: false });
    item.set_pub_date(article.date.map(|d| d.rfc2822()));
    // Readers take a description for HTML; a standfirst is text.
    item.set_description(article.summary.as_deref().map(escape));
    item.set_categories(
        article
            .tags
            .iter()
            .map(|i| Category { name: site.tags.terms[*i].labels[language].name.clone(), domain: None })
            .collect::<Vec<_>>(),
    );
    item.set_dublin_core_ext(DublinCoreExtension {
        creators: article.authors.iter().map(name).collect(),
        ..DublinCoreExtension::default()
    });
    item
}

/// An id that stays when the title, the slug or the date's time changes (RFC 4151): a feed reader must not show an
/// article twice.
fn permanent_id(site: &Site, article: &Article) -> String {
    let host =
        site.config.base_url.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    let id = &site.stories[article.story].id.0;
    format!("tag:{host},2025:{}:{}", encode_path(id), site.locales.get(article.language).tag)
}
