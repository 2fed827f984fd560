//! Where Zola publishes a page.

use super::config::{Config, Language};
use regex::Regex;
use std::sync::LazyLock;

/// A date at the beginning of a name, and what stands behind it.
static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let day = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])";
    let time = r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)";
    Regex::new(&format!(r"^({day}(?:{time})?)(?:\s?[_-](.+))?$")).ok()
});

/// A name without the date that it begins with, and this date.
pub fn dated(name: &str) -> (Option<&str>, &str) {
    match DATED.as_ref().and_then(|dated| dated.captures(name)) {
        Some(found) => (found.get(1).map(|date| date.as_str()), found.get(2).map_or(name, |rest| rest.as_str())),
        None => (None, name),
    }
}

/// A path behind the prefix of a language: `/fr/news/`.
pub fn behind(language: &Language, path: &str) -> String {
    let parts = [language.prefix.as_str(), path.trim_matches('/')].into_iter().filter(|part| !part.is_empty());
    let path = parts.collect::<Vec<_>>().join("/");
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

/// The path of a page that does not say its own, by its folder and its `slug` or name.
pub fn of(folder: &str, name: &str, slug: Option<&str>, language: &Language, config: &Config) -> Option<String> {
    let rest = if config.keeps_dates { name } else { dated(name).1 };
    let slug = config.paths.part(slug.unwrap_or(rest))?;
    Some(behind(language, &format!("{folder}/{slug}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_at_the_beginning_of_a_name_is_no_part_of_the_address() {
        assert_eq!(dated("2018-10-10-hello"), (Some("2018-10-10"), "hello"));
        assert_eq!(dated("2018-10-10_hello"), (Some("2018-10-10"), "hello"));
        assert_eq!(dated("2018-10-10T08:00:00Z hello"), (None, "2018-10-10T08:00:00Z hello"));
        assert_eq!(dated("2018-10-10T08:00:00Z-hello"), (Some("2018-10-10T08:00:00Z"), "hello"));
        assert_eq!(dated("2018-10-10"), (Some("2018-10-10"), "2018-10-10"));
        assert_eq!(dated("2018-13-10-hello").0, None);
        let (french, config) = (Language { prefix: "fr".to_owned(), ..Language::default() }, Config::default());
        assert_eq!(of("a/b", "2018-10-10-Hé", None, &french, &config).as_deref(), Some("/fr/a/b/he/"));
        assert_eq!(of("", "x", Some("A b"), &Language::default(), &config).as_deref(), Some("/a-b/"));
        assert_eq!(behind(&Language::default(), ""), "/");
    }
}
