//! An article as a feed reader shows it: far from its page, so that every address is a full one.

use crate::html::{absolute, escape};
use crate::language::locale::{Arguments, DateStyle};
use crate::render::media::of_image;
use crate::render::press::Press;
use crate::render::texts::body;
use crate::site::{Article, Site};
use std::fmt::Write;

/// The lead picture, the text and what was corrected.
pub(super) fn of(press: &Press, article: &Article) -> String {
    let site = &*press.site;
    let body = body(press, article);
    let body = absolute(&body.html, &site.absolute(&article.placement.path), site.config.trust_html);
    let mut html = String::with_capacity(body.len() + 1024);
    // Writing to memory cannot fail.
    let _ = lead_picture(press, article, &mut html);
    html.push_str(&body);
    let _ = corrections(site, article, &mut html);
    html
}

fn lead_picture(press: &Press, article: &Article, html: &mut String) -> std::fmt::Result {
    let Some(image) = &article.image else { return Ok(()) };
    let picture = of_image::middle(press, &image.source);
    let alt = image.alt.as_deref().unwrap_or_default();
    write!(html, "<figure><img src=\"{}\" alt=\"{}\"", escape(&picture.url), escape(alt))?;
    if let Some((width, height)) = picture.size {
        write!(html, " width=\"{width}\" height=\"{height}\"")?;
    }
    html.push('>');
    let below: Vec<&str> = [image.caption.as_deref(), of_image::credit(press, image)].into_iter().flatten().collect();
    if !below.is_empty() {
        write!(html, "<figcaption>{}</figcaption>", escape(&below.join(" ")))?;
    }
    html.push_str("</figure>\n");
    Ok(())
}

/// Corrections as the page shows them: whoever reads a feed must learn of them, too.
fn corrections(site: &Site, article: &Article, html: &mut String) -> std::fmt::Result {
    if article.corrections.is_empty() {
        return Ok(());
    }
    let mut arguments = Arguments::new();
    arguments.set("count", article.corrections.len());
    if let Some(heading) = site.locales.message(article.placement.language, "corrections", Some(&arguments)) {
        write!(html, "\n<h2>{}</h2>", escape(&heading))?;
    }
    let locale = site.locales.get(article.placement.language);
    for (at, what) in &article.corrections {
        let date = escape(&locale.date(at, DateStyle::Long));
        write!(html, "\n<p><time datetime=\"{}\">{date}</time> {}</p>", at.rfc3339(), escape(what))?;
    }
    Ok(())
}
