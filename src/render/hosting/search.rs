//! An OpenSearch description (version 1.1): a search of the site that readers can add to their browser.

use super::super::context::site_text;
use super::short_title;
use crate::hosting::{self, Icon};
use crate::locale::LanguageId;
use crate::render::xml;
use crate::site::Site;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 1024;

pub(super) fn write(site: &Site, language: LanguageId) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Writing to memory cannot fail.
    let _ = document(site, language, &mut writer);
    let mut bytes = xml::legal(writer.into_inner());
    bytes.push(b'\n');
    bytes
}

fn document(site: &Site, language: LanguageId, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
    let locale = site.locales.get(language);
    let title = || site_text(site, language, "site-title").unwrap_or_default();
    let description = site_text(site, language, "site-description").unwrap_or_else(title);
    let description: String = description.chars().take(LONGEST_DESCRIPTION).collect();
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = writer
        .create_element("OpenSearchDescription")
        .with_attribute(("xmlns", "http://a9.com/-/spec/opensearch/1.1/"));
    root.write_inner_content(|writer| {
        let texts = [
            ("ShortName", short_title(site, language)),
            ("Description", description),
            ("Language", locale.tag.to_string()),
            ("InputEncoding", "UTF-8".to_owned()),
            ("OutputEncoding", "UTF-8".to_owned()),
        ];
        for (name, text) in &texts {
            writer.create_element(*name).write_text_content(BytesText::new(text))?;
        }
        if hosting::has_icon(site) {
            let image = [("width", "32"), ("height", "32"), ("type", "image/x-icon")];
            let address = format!("{}/{}", site.config.base_url, Icon::Ico.path());
            writer.create_element("Image").with_attributes(image).write_text_content(BytesText::new(&address))?;
        }
        let template = hosting::search(site, language).unwrap_or_default();
        let url = [("type", "text/html"), ("template", template)];
        writer.create_element("Url").with_attributes(url).write_empty()?;
        Ok(())
    })?;
    Ok(())
}
