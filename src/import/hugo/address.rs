//! Where Hugo publishes a page.

use super::config::Config;
use crate::language::WrittenDate;
use crate::path::composed;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// What the address of a page is made of.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The folder below the folder of texts, without slashes at the ends.
    pub folder: &'a str,
    /// The name of its file, or of its bundle.
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub slug: Option<&'a str>,
    pub date: Option<&'a str>,
    /// The pattern of its section.
    pub pattern: Option<&'a str>,
}

/// A text as Hugo writes it into a path: blanks become hyphens, signs go, and letters of any script stay.
pub fn urlized(text: &str, keeps_case: bool) -> String {
    let mut out = String::new();
    let mut is_parted = false;
    for c in composed(text.trim()).chars() {
        // Letters, numbers and their marks, and the signs of a path.
        if c.is_alphanumeric() || "-._/\\#+~@".contains(c) || is_mark(c) {
            if is_parted {
                out.push('-');
            }
            is_parted = false;
            out.push(c);
        } else if c.is_whitespace() && !out.is_empty() {
            is_parted = true;
        }
    }
    let out = out.replace('#', "%23").replace('\\', "/");
    if keeps_case { out } else { out.to_lowercase() }
}

fn is_mark(c: char) -> bool {
    // Vowel signs and the like stand behind letters and are none.
    !c.is_ascii() && !c.is_alphanumeric() && c.to_string().chars().all(|c| ('\u{300}'..'\u{2000}').contains(&c))
}

/// The path of a page below the prefix of its language: `/post/a/`.
pub fn of(page: &Page, config: &Config) -> String {
    let urlized = |text: &str| urlized(text, config.keeps_case);
    let name = page.slug.map_or_else(|| urlized(page.name), urlized);
    let path = match page.pattern {
        Some(pattern) => filled(pattern, page, &urlized),
        None => format!("/{}/{name}/", urlized(page.folder)),
    };
    finished(&path, config)
}

/// A path with its ends as the site has them.
pub fn finished(path: &str, config: &Config) -> String {
    let path = format!("/{path}/");
    let mut clean = String::with_capacity(path.len());
    for c in path.chars().filter(|c| !c.is_control()) {
        if !(c == '/' && clean.ends_with('/')) {
            clean.push(c);
        }
    }
    let bare = clean.trim_end_matches('/');
    let is_file = bare
        .rsplit('/')
        .next()
        .is_some_and(|name| name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".php"));
    match (is_file, config.ugly && !bare.is_empty()) {
        (true, _) => bare.to_owned(),
        (false, true) => format!("{bare}.html"),
        (false, false) => clean,
    }
}

/// A pattern with its tokens filled: `/:year/:month/:slug/`.
pub fn filled(pattern: &str, page: &Page, urlized: &dyn Fn(&str) -> String) -> String {
    let date = page.date.and_then(day);
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let (token, mut after) = after.split_at(end);
        let title = || page.title.map_or_else(|| urlized(page.name), urlized);
        let when = |form: &str| date.map(|date| date.strftime(form).to_string()).unwrap_or_default();
        let value = match token.to_ascii_lowercase().as_str() {
            "year" => when("%Y"),
            "month" => when("%m"),
            "day" => when("%d"),
            "monthname" => when("%B").to_lowercase(),
            "weekday" => when("%w"),
            "weekdayname" => when("%A").to_lowercase(),
            "yearday" => when("%-j"),
            "section" => urlized(page.folder.split('/').next().unwrap_or_default()),
            "sections" => {
                // `:sections[1:]` and its like: the whole path is the nearest.
                if after.starts_with('[') {
                    after = after.find(']').map_or("", |at| &after[at + 1..]);
                }
                urlized(page.folder)
            }
            "title" => title(),
            "slug" => page.slug.map_or_else(title, urlized),
            "filename" | "contentbasename" => urlized(page.name),
            "slugorfilename" | "slugorcontentbasename" => page.slug.map_or_else(|| urlized(page.name), urlized),
            _ => String::new(),
        };
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The day and time that a date shows, by its own clock.
fn day(text: &str) -> Option<DateTime> {
    Some(WrittenDate::parse(text).ok()?.as_written(&TimeZone::UTC)?.local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_hugo() {
        let config = Config::default();
        let page = Page {
            folder: "Post/2019",
            name: "Tea & Treaties!",
            date: Some("2019-05-01T23:30:00+02:00"),
            ..Page::default()
        };
        assert_eq!(of(&page, &config), "/post/2019/tea-treaties/");
        let page = |pattern| Page {
            pattern: Some(pattern),
            title: Some("Чай и договор"),
            ..Page { folder: page.folder, name: page.name, date: page.date, ..Page::default() }
        };
        assert_eq!(of(&page("/:year/:month/:day/:title"), &config), "/2019/05/01/чай-и-договор/");
        assert_eq!(of(&page("/:section/:filename.html"), &config), "/post/tea-treaties.html");
        let ugly = Config { ugly: true, ..Config::default() };
        assert_eq!(of(&page("/:sections/:slug/"), &ugly), "/post/2019/чай-и-договор.html");
        let top = Page { folder: "", name: "about", ..Page::default() };
        assert_eq!(of(&top, &config), "/about/");
    }
}
