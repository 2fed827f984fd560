//! A web app manifest (W3C): what a phone shows of the site on its home screen.

use super::short_title;
use crate::language::LanguageId;
use crate::plan::{Icon, hosting};
use crate::render::press::Press;
use crate::render::titles::{home, site_text};
use serde::Serialize;

#[derive(Serialize)]
struct Manifest<'a> {
    id: &'a str,
    name: &'a str,
    short_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    lang: &'a str,
    dir: &'a str,
    start_url: &'a str,
    scope: &'a str,
    display: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme_color: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    icons: Vec<ManifestIcon>,
}

#[derive(Serialize)]
struct ManifestIcon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
}

pub(super) fn write(press: &Press, language: LanguageId) -> Vec<u8> {
    let site = &*press.site;
    let locale = site.locales.get(language);
    let name = site_text(site, language, "site-title").unwrap_or_default();
    let description = site_text(site, language, "site-description");
    let home = home(site, language);
    let icon = |icon: Icon, sizes: &'static str, kind: &'static str| ManifestIcon {
        src: format!("{}/{}", site.base_path(), icon.path()),
        sizes,
        kind,
    };
    let manifest = Manifest {
        id: &home,
        name: &name,
        short_name: &short_title(site, language),
        description: description.as_deref(),
        lang: locale.tag.as_str(),
        dir: locale.direction,
        start_url: &home,
        // The whole site: the language bar must not lead out of the window.
        scope: &format!("{}/", site.base_path()),
        // A reader goes back and forth between articles: the buttons for it stay.
        display: "minimal-ui",
        theme_color: press.templates.option("theme_color"),
        background_color: background(press),
        icons: match hosting::has_icon(site) {
            true => vec![
                icon(Icon::Small, "192x192", "image/png"),
                icon(Icon::Large, "512x512", "image/png"),
                icon(Icon::Svg, "any", "image/svg+xml"),
            ],
            false => Vec::new(),
        },
    };
    // Texts and lists of texts: nothing in it can fail.
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The colour behind the icon.
pub(super) fn background(press: &Press) -> Option<&str> {
    press.templates.option("background_color").or_else(|| press.templates.option("theme_color"))
}
