//! Render: from a route to the bytes of its file. A pure function of the press, for `build`, `serve` and `check` alike.

mod alternates;
mod audio;
mod card_faults;
mod cards;
mod context;
mod dossiers;
mod drawings;
mod embeds;
pub mod feeds;
mod for_urls;
pub mod found;
pub mod globals;
mod hosting;
mod kept;
mod kinds;
mod links;
mod lists;
pub mod media;
mod named_files;
mod objects;
mod patience;
mod players;
mod press;
mod previews;
mod proof;
pub mod shown;
mod sitemaps;
mod sketch;
pub mod social_cards;
mod spool;
mod structured_data;
mod term_pages;
mod terms;
pub mod texts;
mod titles;
mod usage;
mod xml;

pub use context::Seen;
pub use patience::render_within;
pub use press::Press;
pub use sketch::Sketch;

use crate::diagnostic::Diagnostics;
use crate::edge::{At, caught};
use crate::html::escape;
use crate::input::discover::SourceFile;
use crate::input::media::is_drawing;
use crate::language::LanguageId;
use crate::plan::{self, Redirect, Route, Subject, addresses};
use crate::timings::{Work, begin};

/// The content of an output file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What belongs at a route: bytes that are made, or a file that is published as it is.
#[derive(Debug)]
pub enum Output<'a> {
    /// Bytes.
    Page(Page),
    /// A file, which has no place in memory: it may be a film.
    File(&'a SourceFile),
}

impl Output<'_> {
    /// How many bytes there are; 0 where a file cannot be read.
    fn size(&self) -> u64 {
        match self {
            Output::Page(page) => page.bytes.len() as u64,
            Output::File(file) => file.size(),
        }
    }
}

/// What belongs at a route, without reading a file that is published as it is. Where `seen` knows what the template of a
/// page sees, the page is printed from that.
///
/// # Errors
/// Those of [`render`].
pub fn output<'a>(
    press: &'a Press,
    route: &Route,
    seen: impl FnOnce() -> Option<Seen>,
) -> Result<Output<'a>, Diagnostics> {
    let work = begin(Work::File, route.subject.kind());
    let output = match (as_it_is(press, route), seen()) {
        (Some(file), _) => Output::File(file),
        (None, Some(seen)) => Output::Page(print(press, route, seen)?),
        (None, None) => Output::Page(render(press, route)?),
    };
    work.done(|| output.size());
    Ok(output)
}

/// The file that is published as it is at a route, unless somebody looks into it before: pages and style sheets are held
/// against the policy, and drawings are cleaned.
pub fn as_it_is<'a>(press: &'a Press, route: &Route) -> Option<&'a SourceFile> {
    let site = &*press.site;
    let file = match route.subject {
        Subject::Media(id) if site.config.trust_html || !is_drawing(&site.media.get(id).source.below) => {
            &site.media.get(id).source
        }
        Subject::Static(i) => &site.statics.files[i].1,
        _ => return None,
    };
    let is_read = [".html", ".htm", ".css"].iter().any(|ending| route.path.as_str().ends_with(ending));
    (!is_read).then_some(file)
}

/// Renders what belongs at a route.
///
/// # Errors
/// What is wrong in a template, or a file that can no longer be read.
pub fn render(press: &Press, route: &Route) -> Result<Page, Diagnostics> {
    caught(At::Page(route.path.as_str()), || made(press, route))
        .unwrap_or_else(|failed| Err(failed.of_page(route.path.as_str(), &plan::source(&press.site, route)).into()))
}

fn made(press: &Press, route: &Route) -> Result<Page, Diagnostics> {
    let site = &*press.site;
    let bytes = match route.subject {
        Subject::Media(id) => drawings::file(press, id)?,
        Subject::Static(i) => site.statics.files[i].1.bytes_inside()?.into_owned(),
        Subject::Robots if site.is_proof => b"User-agent: *\nDisallow: /\n".to_vec(),
        Subject::Robots => {
            format!("User-agent: *\nAllow: /\n\nSitemap: {}/sitemap.xml\n", site.config.base_url).into_bytes()
        }
        Subject::Addresses => record(press),
        Subject::SitemapIndex => sitemaps::index(press),
        Subject::Sitemap(part) => sitemaps::sitemap(press, route.language.unwrap_or(LanguageId(0)), part),
        Subject::NewsSitemap => sitemaps::news(site, route.language.unwrap_or(LanguageId(0))),
        Subject::Feed(of, format) => feeds::feed(press, route, of, format),
        Subject::Podcast => feeds::podcast(press, route),
        Subject::Redirect(_) => redirect(press, route),
        Subject::Host(file) => hosting::file(press, file),
        Subject::Icon(icon) => hosting::icon(press, icon)?,
        Subject::Manifest => hosting::manifest(press, route.language.unwrap_or(LanguageId(0))),
        Subject::SearchDescription => hosting::search(site, route.language.unwrap_or(LanguageId(0))),
        _ => {
            return print(press, route, context::of(press, route));
        }
    };
    Ok(Page { bytes })
}

/// What the template of the page at a route sees; none where no template makes it.
pub fn seen(press: &Press, route: &Route) -> Option<Seen> {
    is_made_by_template(route).then(|| context::of(press, route))
}

/// The page at a route, from what its template sees.
fn print(press: &Press, route: &Route, seen: Seen) -> Result<Page, Diagnostics> {
    let Seen { template, context } = match social_cards::of(press, route)? {
        Some(card) => seen.with_card(press, route, &card),
        None => seen,
    };
    let language = route.language.unwrap_or(LanguageId(0));
    let page = press.templates.render(language, template, &context)?;
    let bytes = if press.site.is_proof { proof::mark(&press.site, language, &page) } else { page };
    Ok(Page { bytes })
}

fn record(press: &Press) -> Vec<u8> {
    // Texts in maps: nothing in it can fail.
    let mut bytes =
        serde_json::to_vec_pretty(&addresses::of(&press.site, &press.routes, &press.former)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The template that makes what is at a route; none for what no template makes. Slow: it is asked for where something is
/// wrong.
pub fn template_of(press: &Press, route: &Route) -> Option<&'static str> {
    seen(press, route).map(|seen| seen.template)
}

/// Whether a template makes what is at a route.
pub fn is_made_by_template(route: &Route) -> bool {
    let is_other = matches!(route.subject, Subject::Media(_) | Subject::Static(_) | Subject::Redirect(_));
    !is_other && route.path.as_str().ends_with(".html")
}

/// A page at an old address: it works without a server's help, and tells search engines where its subject is now.
fn redirect(press: &Press, route: &Route) -> Vec<u8> {
    let site = &*press.site;
    let Some(Redirect { path, to, .. }) = press.routes.redirect(&route.path) else { return Vec::new() };
    let (href, full) = (escape(&site.href(path)), escape(&site.absolute(path)));
    let article = to.article().map(|id| site.article(id));
    let route = || press.routes.find(path).and_then(|route| route.language);
    let language = article.map(|article| article.placement.language).or_else(route).unwrap_or(LanguageId(0));
    let locale = site.locales.get(language);
    let title = article.map_or_else(|| full.clone(), |article| escape(&article.title));
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <link rel=\"canonical\" href=\"{full}\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<p><a href=\"{href}\">{title}</a></p>\n</body>\n</html>\n",
        locale.tag, locale.direction
    )
    .into_bytes()
}
