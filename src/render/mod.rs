//! Render: from a route to the bytes of its file. A pure function of the site, for `build`, `serve` and `check` alike.

mod context;
mod dossiers;
mod feeds;
mod hosting;
mod links;
mod lists;
mod objects;
mod previews;
mod sitemaps;
mod structured_data;
pub mod texts;
mod xml;

pub use context::bindings;
pub use feeds::FeedEntry;
pub use structured_data::LinkedData;

use crate::diagnostic::Diagnostics;
use crate::html::escape;
use crate::language::LanguageId;
use crate::plan::{Route, Subject};
use crate::site::{ArticleId, Site};

/// The content of an output file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Renders what belongs at a route.
///
/// # Errors
/// What is wrong in a template, or a file that can no longer be read.
pub fn render(site: &Site, route: &Route) -> Result<Page, Diagnostics> {
    let bytes = match route.subject {
        Subject::Media(id) => site.media.get(id).source.bytes_inside()?.into_owned(),
        Subject::Static(i) => site.statics.files[i].1.bytes_inside()?.into_owned(),
        Subject::Robots => {
            format!("User-agent: *\nAllow: /\n\nSitemap: {}/sitemap.xml\n", site.config.base_url).into_bytes()
        }
        Subject::Addresses => addresses(site),
        Subject::SitemapIndex => sitemaps::index(site),
        Subject::Sitemap(part) => sitemaps::sitemap(site, route.language.unwrap_or(LanguageId(0)), part),
        Subject::NewsSitemap => sitemaps::news(site, route.language.unwrap_or(LanguageId(0))),
        Subject::Feed(of, format) => feeds::feed(site, route, of, format),
        Subject::Redirect(id) => redirect(site, id),
        Subject::Host(file) => hosting::file(site, file),
        Subject::Icon(icon) => hosting::icon(site, icon)?,
        Subject::Manifest => hosting::manifest(site, route.language.unwrap_or(LanguageId(0))),
        Subject::SearchDescription => hosting::search(site, route.language.unwrap_or(LanguageId(0))),
        _ => {
            let (template, context) = context::of(site, route);
            let language = route.language.unwrap_or(LanguageId(0));
            site.templates.render(language, template, &context)?
        }
    };
    Ok(Page { bytes })
}

fn addresses(site: &Site) -> Vec<u8> {
    // Texts in maps: nothing in it can fail.
    let mut bytes = serde_json::to_vec_pretty(&crate::plan::addresses::of(site)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The template that makes what is at a route; none for what no template makes. Slow: it is asked for where something is
/// wrong.
pub fn template_of(site: &Site, route: &Route) -> Option<&'static str> {
    is_made_by_template(route).then(|| context::of(site, route).0)
}

/// Whether a template makes what is at a route.
pub fn is_made_by_template(route: &Route) -> bool {
    let is_other = matches!(route.subject, Subject::Media(_) | Subject::Static(_) | Subject::Redirect(_));
    !is_other && route.path.as_str().ends_with(".html")
}

/// A page at an old address: it works without a server's help, and tells search engines where the article is now.
fn redirect(site: &Site, id: ArticleId) -> Vec<u8> {
    let article = site.article(id);
    let locale = site.locales.get(article.language);
    let (href, full) = (escape(&site.href(&article.path)), escape(&site.absolute(&article.path)));
    let title = escape(&article.title);
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{full}\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<p><a href=\"{href}\">{title}</a></p>\n</body>\n</html>\n",
        locale.tag, locale.direction
    )
    .into_bytes()
}
