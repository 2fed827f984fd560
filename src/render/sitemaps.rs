//! Sitemaps (sitemaps.org protocol 0.9) with the translations and the pictures of each page, and Google's news sitemaps.

use super::xml::{self, Xml, element};
use crate::language::{LanguageId, Moment};
use crate::path::At;
use crate::plan::{Route, Subject, sitemaps};
use crate::render::alternates::Alternates;
use crate::render::media::of_image;
use crate::render::press::Press;
use crate::render::texts::told_if_any;
use crate::render::titles::site_text;
use crate::site::{Article, ArticleId, Site};
use crate::trace;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::io;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The list of all sitemaps.
pub(super) fn index(press: &Press) -> Vec<u8> {
    let site = &*press.site;
    document("sitemapindex", &[], |writer| {
        for language in site.locales.ids() {
            for part in 0..press.routes.sitemap_parts(language) {
                let pages: Vec<&Route> = pages(press, language, part).collect();
                let changed = pages.into_par_iter().filter_map(|route| changed(site, route)).max();
                sitemap_of_index(site, &sitemaps::address(site, language, part), changed, writer)?;
            }
            let news = sitemaps::news(site, language);
            if !news.is_empty() {
                let changed = news.iter().filter_map(|id| site.article(*id).changed()).max();
                sitemap_of_index(site, &sitemaps::news_address(site, language), changed, writer)?;
            }
        }
        Ok(())
    })
}

fn sitemap_of_index(site: &Site, address: &str, changed: Option<Moment>, writer: &mut Xml) -> io::Result<()> {
    writer.create_element("sitemap").write_inner_content(|writer| {
        element(writer, "loc", &site.full(address))?;
        changed.map_or(Ok(()), |at| element(writer, "lastmod", &at.rfc3339()))
    })?;
    Ok(())
}

/// Adds to a hash what is in a part of the sitemap of a language: tens of thousands of pages, on all cores.
pub(super) fn digest(press: &Press, route: &Route, part: usize, hasher: &mut impl Hasher) {
    let language = route.language.unwrap_or(LanguageId(0));
    let pages: Vec<&Route> = pages(press, language, part).collect();
    let hashes: Vec<u64> = pages.par_iter().map(|route| trace::hash(&Entry::of(press, route))).collect();
    hashes.hash(hasher);
}

/// A part of the pages of a language that search engines should know.
pub(super) fn sitemap(press: &Press, language: LanguageId, part: usize) -> Vec<u8> {
    let namespaces = [
        ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
        ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1"),
    ];
    document("urlset", &namespaces, |writer| {
        pages(press, language, part).try_for_each(|route| {
            writer
                .create_element("url")
                .write_inner_content(|writer| Entry::of(press, route).write(&press.site, writer))?;
            Ok(())
        })
    })
}

/// What is news in a language.
pub(super) fn news(site: &Site, language: LanguageId) -> Vec<u8> {
    let namespaces = [("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9")];
    let name = site_text(site, language, "site-title").unwrap_or_default();
    let code = &site.config.languages[language.0].news_language();
    document("urlset", &namespaces, |writer| {
        sitemaps::news(site, language).into_iter().map(|id| site.article(id)).try_for_each(|article| {
            writer.create_element("url").write_inner_content(|writer| {
                element(writer, "loc", &site.absolute(&article.placement.path))?;
                writer.create_element("news:news").write_inner_content(|writer| {
                    writer.create_element("news:publication").write_inner_content(|writer| {
                        element(writer, "news:name", &name)?;
                        element(writer, "news:language", code)
                    })?;
                    let date = article.placement.date.map(|date| date.rfc3339()).unwrap_or_default();
                    element(writer, "news:publication_date", &date)?;
                    element(writer, "news:title", &article.title)
                })?;
                Ok(())
            })?;
            Ok(())
        })
    })
}

fn pages(press: &Press, language: LanguageId, part: usize) -> impl Iterator<Item = &Route> {
    let site = &*press.site;
    let (start, count) = press.routes.sitemap_part(language, part);
    sitemaps::listed(site, press.routes.iter(), language).skip(start).take(count)
}

/// What is said of a page. Addresses of pages are put together where it is written, and not to tell whether it is another.
#[derive(Hash)]
struct Entry<'a> {
    page: At<'a>,
    changed: Option<Moment>,
    alternates: Alternates<'a>,
    /// Full addresses.
    pictures: Vec<String>,
}

impl<'a> Entry<'a> {
    fn of(press: &'a Press, route: &'a Route) -> Entry<'a> {
        let site = &*press.site;
        let pictures = match route.subject {
            Subject::Article(id) => pictures(press, site.article(id)),
            _ => Vec::new(),
        };
        let (page, alternates) = (At::of(&route.path), Alternates::of(press, route));
        Entry { page, changed: changed(site, route), alternates, pictures }
    }

    fn write(&self, site: &Site, writer: &mut Xml) -> io::Result<()> {
        element(writer, "loc", &site.absolute(self.page.path))?;
        self.changed.iter().try_for_each(|at| element(writer, "lastmod", &at.rfc3339()))?;
        for (tag, url) in self.alternates.addresses(site) {
            let attributes = [("rel", "alternate"), ("hreflang", tag.as_str()), ("href", url.as_str())];
            writer.create_element("xhtml:link").with_attributes(attributes).write_empty()?;
        }
        self.pictures.iter().try_for_each(|url| {
            writer.create_element("image:image").write_inner_content(|writer| element(writer, "image:loc", url))?;
            Ok(())
        })
    }
}

/// The last change of a page: of an article, or of the list's newest article.
fn changed(site: &Site, route: &Route) -> Option<Moment> {
    let language = route.language?.0;
    let newest = |articles: &[ArticleId]| {
        // Lists are in the order of dates; a change of an old article does not change the list that it is far down in.
        articles.iter().take(site.config.paginate).filter_map(|id| site.article(*id).changed()).max()
    };
    match route.subject {
        Subject::Article(id) => site.article(id).changed(),
        Subject::Section(i, _) => newest(&site.sections.terms[i].articles[language]),
        Subject::Tag(i, _) => newest(&site.tags.terms[i].articles[language]),
        Subject::Author(i, _) => newest(&site.authors.terms[i].articles[language]),
        Subject::Dossier(i, _) => newest(&site.dossiers.terms[i].articles[language]),
        Subject::Home => newest(&site.latest[language]),
        _ => None,
    }
}

/// Full addresses of the pictures that an article shows, each once.
fn pictures(press: &Press, article: &Article) -> Vec<String> {
    let site = &*press.site;
    let lead = article.image.as_ref().map(|image| of_image::middle(press, &image.source).url);
    // The picture is the file: what stands behind its name is for scripts, or a part of a drawing.
    let full = |url: &String| {
        if url.starts_with("//") {
            return Some(format!("https:{url}"));
        }
        let file = url.split(['?', '#']).next().unwrap_or_default();
        match file.strip_prefix(site.base_path()).filter(|rest| rest.starts_with('/')) {
            Some(below) => Some(site.full(&percent_encoding::percent_decode_str(below).decode_utf8_lossy())),
            None => url.contains("://").then(|| url.clone()),
        }
    };
    let of_text = told_if_any(press, article);
    let in_text = of_text.iter().flat_map(|of_text| &of_text.pictures).filter_map(full);
    let mut seen = BTreeSet::new();
    let all = lead.into_iter().chain(in_text).filter(|url| seen.insert(url.clone()));
    all.take(sitemaps::MOST_PICTURES).collect()
}

fn document(root: &str, namespaces: &[(&str, &str)], write: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let attributes = std::iter::once(("xmlns", NAMESPACE)).chain(namespaces.iter().copied());
    xml::document(|writer| {
        writer.create_element(root).with_attributes(attributes).write_inner_content(write)?;
        Ok(())
    })
}
