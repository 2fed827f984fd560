//! Sitemaps (sitemaps.org protocol 0.9) with the translations of each page.

use super::context::hreflang;
use crate::locale::LanguageId;
use crate::routes::{Route, Subject};
use crate::site::Site;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The list of the languages' sitemaps.
pub(super) fn index(site: &Site) -> Vec<u8> {
    document(|writer| {
        writer.create_element("sitemapindex").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|writer| {
            for language in site.locales.ids() {
                let address = format!("{}/sitemap-{}.xml", site.config.base_url, site.locales.get(language).tag);
                writer.create_element("sitemap").write_inner_content(|writer| element(writer, "loc", &address))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// The pages of a language that search engines should know.
pub(super) fn sitemap(site: &Site, language: LanguageId) -> Vec<u8> {
    let attributes = [("xmlns", NAMESPACE), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
    document(|writer| {
        writer.create_element("urlset").with_attributes(attributes).write_inner_content(|writer| {
            for route in site.routes.iter().filter(|route| route.language == Some(language) && is_listed(site, route)) {
                writer.create_element("url").write_inner_content(|writer| entry(site, route, writer))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn is_listed(site: &Site, route: &Route) -> bool {
    match route.subject {
        // What was first published elsewhere is listed there.
        Subject::Article(id) => site.article(id).canonical.is_none() && !site.article(id).draft,
        Subject::Home | Subject::Section(..) | Subject::Tag(..) | Subject::Author(..) | Subject::Archive(..) => true,
        Subject::Tags | Subject::Authors | Subject::Dossiers | Subject::Corrections(_) => true,
        Subject::Dossier(i, _) => {
            let text = route.language.and_then(|l| site.dossier_texts[i][l.0].as_ref());
            text.is_some_and(|text| !text.draft)
        }
        _ => false,
    }
}

fn entry(site: &Site, route: &Route, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    element(writer, "loc", &site.absolute(&route.path))?;
    if let Subject::Article(id) = route.subject
        && let Some(changed) = site.article(id).updated.max(site.article(id).date)
    {
        element(writer, "lastmod", &changed.rfc3339())?;
    }
    for (tag, url) in hreflang(site, route) {
        let attributes = [("rel", "alternate"), ("hreflang", tag.as_str()), ("href", url.as_str())];
        writer.create_element("xhtml:link").with_attributes(attributes).write_empty()?;
    }
    Ok(())
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn document(write: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory cannot fail.
    let _ =
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| write(&mut writer));
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}
