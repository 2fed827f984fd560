//! What many pages repeat, written once: the publisher, the authors, the beginnings of breadcrumbs.

use crate::input::config::Policy;
use crate::language::{LanguageId, text};
use crate::path::encode_path;
use crate::plan::Subject;
use crate::plan::list_addresses::index;
use crate::render::kept::{Crumb, LinkedData};
use crate::render::media::of_image;
use crate::render::press::Press;
use crate::render::texts::note_body;
use crate::render::titles::site_text;
use crate::site::{ImageSource, Site, StaticPicture, Term, address};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// What structured data repeats, made on first use.
pub(super) fn linked_data(press: &Press) -> &LinkedData {
    press.kept.linked_data.get_or_init(|| {
        let site = &*press.site;
        let languages: Vec<LanguageId> = site.locales.ids().collect();
        let crumb = |term: &Term, l: LanguageId| {
            let url = (!term.articles[l.0].is_empty()).then(|| site.absolute(&term.pages[l.0]))?;
            Some(Crumb { name: term.labels[l.0].name.clone(), url })
        };
        let home = |l: LanguageId| Crumb {
            name: site_text(site, l, "site-title").unwrap_or_default(),
            url: site.absolute(&address::home(&site.config, l)),
        };
        LinkedData {
            publishers: languages.iter().map(|l| raw(&brief_publisher(site, *l))).collect(),
            persons: languages.iter().map(|_| site.authors.terms.iter().map(|_| OnceLock::new()).collect()).collect(),
            homes: languages.iter().map(|l| home(*l)).collect(),
            sections: languages.iter().map(|l| site.sections.terms.iter().map(|t| crumb(t, *l)).collect()).collect(),
        }
    })
}

/// An author as an article carries it, written on first use.
pub(super) fn person_of(press: &Press, author: usize, language: LanguageId) -> &RawValue {
    linked_data(press).persons[language.0][author].get_or_init(|| raw(&person(press, author, language)))
}

fn raw(value: &Value) -> Box<RawValue> {
    // A value without numbers that JSON lacks can always be written.
    serde_json::value::to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// Puts a value under a name unless there is nothing to say.
pub(super) fn put(node: &mut Value, name: &str, value: impl Into<Value>) {
    let value = value.into();
    let is_empty = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if let (Value::Object(map), false) = (node, is_empty) {
        map.insert(name.to_owned(), value);
    }
}

pub(super) fn publisher_id(site: &Site) -> String {
    format!("{}/#publisher", site.config.base_url)
}

/// What search engines want to know of a publisher on every page.
fn brief_publisher(site: &Site, language: LanguageId) -> Value {
    let tag = site.locales.get(language).tag.as_str();
    let configured = site.config.publisher.name.as_ref().and_then(|name| name.get(tag)).map(str::to_owned);
    let mut node = json!({
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(site),
        "url": format!("{}/", site.config.base_url),
    });
    put(&mut node, "name", configured.or_else(|| site_text(site, language, "site-title")));
    put(&mut node, "logo", site.publisher.logo.as_ref().map(|logo| static_picture(site, logo)));
    node
}

/// All that is known of the publisher.
pub(super) fn publisher(site: &Site, language: LanguageId) -> Value {
    let config = &site.config.publisher;
    let tag = site.locales.get(language).tag.as_str();
    let mut node = brief_publisher(site, language);
    put(&mut node, "description", site_text(site, language, "site-description"));
    put(&mut node, "legalName", config.legal_name.as_ref().and_then(|name| name.get(tag)));
    let follow = || site.config.follow.iter().map(|link| link.url.clone()).filter(|url| url.starts_with("http"));
    put(&mut node, "sameAs", config.same_as.clone().unwrap_or_else(|| follow().collect()));
    let founded = config.founded.and_then(|date| date.in_zone(&site.config.time_zone));
    put(&mut node, "foundingDate", founded.map(|moment| moment.local.date().to_string()));
    put(&mut node, "email", config.email.as_deref());
    if let Some(email) = &config.email {
        let languages: Vec<&str> = site.locales.ids().map(|l| site.locales.get(l).tag.as_str()).collect();
        let contact = json!({ "@type": "ContactPoint", "contactType": "newsroom", "email": email, "availableLanguage": languages });
        put(&mut node, "contactPoint", contact);
    }
    for (policy, address) in policies(site, language) {
        put(&mut node, policy.property(), address);
    }
    node
}

/// The addresses of the policies' pages: in the language, or the nearest that there is.
fn policies(site: &Site, language: LanguageId) -> impl Iterator<Item = (Policy, String)> {
    let page = move |(policy, story): &(Policy, usize)| {
        let article = site.best_listed(*story, language)?;
        Some((*policy, site.absolute(&article.placement.path)))
    };
    site.publisher.policies.iter().filter_map(page)
}

fn static_picture(site: &Site, picture: &StaticPicture) -> Value {
    let mut node = json!({ "@type": "ImageObject", "url": site.absolute(&picture.path) });
    if let Some((width, height)) = picture.size {
        put(&mut node, "width", width);
        put(&mut node, "height", height);
    }
    node
}

/// A picture of front matter.
pub(super) fn picture(press: &Press, source: &ImageSource) -> Value {
    let picture = of_image::middle(press, source);
    let mut node = json!({ "@type": "ImageObject", "url": picture.url });
    if let Some((width, height)) = picture.size {
        put(&mut node, "width", width);
        put(&mut node, "height", height);
    }
    node
}

/// An author as an article carries it.
pub(super) fn person(press: &Press, author: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let (term, profile) = (&site.authors.terms[author], &site.profiles[author]);
    let mut node = json!({
        "@type": "Person",
        "@id": format!("{}/#author-{}", site.config.base_url, encode_path(&term.id)),
        "name": term.labels[language.0].name,
    });
    let has_page = !term.articles[language.0].is_empty();
    put(&mut node, "url", has_page.then(|| site.absolute(&term.pages[language.0])));
    let role = profile.notes[language.0].and_then(|id| site.note(id).role.as_deref());
    put(&mut node, "jobTitle", role);
    put(&mut node, "image", site.photo(author, language).map(|photo| picture(press, &photo.source)));
    let links = profile.links.get(language.0).into_iter().flatten().map(|link| link.url.as_str());
    let links: Vec<&str> = links.filter(|url| url.starts_with("http")).collect();
    put(&mut node, "sameAs", links);
    node
}

/// An author on the author's own page.
pub(super) fn person_in_full(press: &Press, author: usize, language: LanguageId) -> Value {
    let site = &*press.site;
    let mut node = person(press, author, language);
    let note = site.profiles[author].notes[language.0];
    put(&mut node, "description", note.map(|note| text::of_html(&note_body(press, note).html)));
    put(&mut node, "worksFor", brief_publisher(site, language));
    node
}

/// An object with nothing but an `@id`.
pub(super) fn reference(id: String) -> Value {
    Value::Object(Map::from_iter([("@id".to_owned(), Value::String(id))]))
}

/// The full address of the index of tags, authors or dossiers.
pub(super) fn index_url(site: &Site, language: LanguageId, subject: Subject) -> String {
    site.absolute(&index(site, language, subject))
}
