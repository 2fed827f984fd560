//! An OpenSearch description (version 1.1): a search of the site that readers can add to their browser.

use super::short_title;
use crate::language::LanguageId;
use crate::plan::{Icon, hosting};
use crate::render::titles::site_text;
use crate::render::xml::{self, Xml, element};
use crate::site::Site;
use quick_xml::events::BytesText;
use std::io;

/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 1024;

pub(super) fn write(site: &Site, language: LanguageId) -> Vec<u8> {
    xml::document(|writer| description(site, language, writer))
}

fn description(site: &Site, language: LanguageId, writer: &mut Xml) -> io::Result<()> {
    let locale = site.locales.get(language);
    let title = || site_text(site, language, "site-title").unwrap_or_default();
    let description = site_text(site, language, "site-description").unwrap_or_else(title);
    let description: String = description.chars().take(LONGEST_DESCRIPTION).collect();
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
            element(writer, name, text)?;
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
