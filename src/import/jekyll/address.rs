//! Where Jekyll publishes a text.

use crate::language::WrittenDate;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What an address is made of.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The name: of a post behind its date.
    pub name: &'a str,
    /// The folder, of a page or below its collection.
    pub folder: &'a str,
    pub collection: &'a str,
    pub categories: &'a [String],
    pub date: Option<&'a str>,
    /// The slug that front matter says.
    pub slug: Option<&'a str>,
}

/// The pattern that a word stands for.
pub fn pattern(style: &str) -> &str {
    match style {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        other => other,
    }
}

/// The pattern for pages: that of posts says only what their ends look like.
pub fn of_pages(style: &str) -> &'static str {
    let posts = pattern(style);
    if posts.ends_with('/') {
        "/:path/:basename/"
    } else if posts.ends_with(":output_ext") || posts.ends_with(".html") {
        "/:path/:basename:output_ext"
    } else {
        "/:path/:basename"
    }
}

/// A text as a part of an address: small letters and digits of any script, and hyphens.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

/// A pattern with its tokens filled.
pub fn filled(pattern: &str, page: &Page) -> String {
    let date = page.date.and_then(|text| Some(WrittenDate::parse(text).ok()?.as_written(&TimeZone::UTC)?.local));
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        // `:title:output_ext`, `:year-:month`: a name ends before another sign.
        let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(after.len());
        let (token, after) = after.split_at(end);
        out.push_str(&value(token, page, date).unwrap_or_else(|| format!(":{token}")));
        rest = after;
    }
    out.push_str(rest);
    let mut clean = String::with_capacity(out.len() + 1);
    for c in format!("/{out}").chars() {
        if !(c == '/' && clean.ends_with('/')) {
            clean.push(c);
        }
    }
    clean.strip_suffix("/index.html").map_or(clean.clone(), |folder| format!("{folder}/"))
}

fn value(token: &str, page: &Page, date: Option<DateTime>) -> Option<String> {
    let when = |form: &str| date.map(|date| date.strftime(form).to_string()).unwrap_or_default();
    Some(match token {
        "year" => when("%Y"),
        "month" => when("%m"),
        "i_month" => when("%-m"),
        "short_month" => when("%b"),
        "long_month" => when("%B"),
        "day" => when("%d"),
        "i_day" => when("%-d"),
        "y_day" => when("%j"),
        "short_year" => when("%y"),
        "week" => when("%V"),
        "short_day" => when("%a"),
        "hour" => when("%H"),
        "minute" => when("%M"),
        "second" => when("%S"),
        "title" => page.slug.map_or_else(|| page.name.to_owned(), str::to_owned),
        "slug" => page.slug.map_or_else(|| slug(page.name), slug),
        "name" | "basename" => page.name.to_owned(),
        "path" if page.collection.is_empty() => page.folder.to_owned(),
        "path" => [page.folder, page.name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"),
        "collection" => page.collection.to_owned(),
        "categories" => page.categories.iter().map(|category| category.to_lowercase()).collect::<Vec<_>>().join("/"),
        "slugified_categories" => page.categories.iter().map(|category| slug(category)).collect::<Vec<_>>().join("/"),
        "output_ext" => ".html".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_jekyll() {
        let categories = ["News".to_owned(), "Ports".to_owned()];
        let post = Page {
            name: "tea-house",
            categories: &categories,
            date: Some("2019-05-01 23:30:00 -0400"),
            ..Page::default()
        };
        for (style, expected) in [
            ("date", "/news/ports/2019/05/01/tea-house.html"),
            ("pretty", "/news/ports/2019/05/01/tea-house/"),
            ("none", "/news/ports/tea-house.html"),
            ("ordinal", "/news/ports/2019/121/tea-house.html"),
            ("/blog/:year-:i_month/:title", "/blog/2019-5/tea-house"),
            ("/:slugified_categories/:slug/", "/news/ports/tea-house/"),
        ] {
            assert_eq!(filled(pattern(style), &post), expected, "{style}");
        }
        let page = Page { name: "index", folder: "about", ..Page::default() };
        assert_eq!(filled(of_pages("date"), &page), "/about/");
        assert_eq!(filled(of_pages("pretty"), &Page { name: "team", ..page }), "/about/team/");
    }
}
