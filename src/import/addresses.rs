//! Addresses: the patterns that give most of an archive the addresses that it had.

use super::archive::last_part;
use crate::input::config::Pattern;
use crate::input::slug;
use crate::path::{composed, without_slash};
use jiff::civil::Date;
use percent_encoding::percent_decode_str;
use std::collections::HashMap;

/// A text or a list whose old address is known.
#[derive(Debug, Clone, Default)]
pub struct Sample<'a> {
    /// The section's part of addresses; empty where there is none.
    pub section: &'a str,
    /// The day, for those that have one.
    pub date: Option<Date>,
    /// The old address behind what its language begins with: `/news/a/`.
    pub address: &'a str,
}

/// What stands before the slug in patterns of articles, from the least to the most that it says.
const MIDDLES: [&str; 8] = [
    "",
    ":section/",
    ":year/",
    ":year/:month/",
    ":year/:month/:day/",
    ":section/:year/",
    ":section/:year/:month/",
    ":section/:year/:month/:day/",
];

/// How many first parts of addresses are tried as words of a pattern.
const WORDS: usize = 4;

/// A pattern of addresses, and how many of the samples it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The pattern.
    pub pattern: String,
    /// How many samples have exactly the address that it gives.
    pub count: usize,
}

/// The ending of an address that a pattern can have: `/`, `.html` or nothing. None where it is another.
pub fn ending(address: &str) -> Option<&'static str> {
    let name = address.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.') {
        None if name.is_empty() => Some("/"),
        None => Some(""),
        Some((_, "html")) => Some(".html"),
        Some(_) => None,
    }
}

/// The pattern that fits most of the samples. `middles` are what it may consist of besides words.
fn best(samples: &[Sample], middles: &[&str]) -> Option<Fit> {
    let mut words: HashMap<&str, usize> = HashMap::new();
    for sample in samples {
        // A word, or all but the last part: `/blog/a/` has `blog`, `/category/news/a/` `category` and `category/news`.
        let folder = without_slash(sample.address).rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut at = 0;
        for part in folder.split('/').skip(1) {
            at += part.len() + 1;
            *words.entry(&folder[1..at]).or_default() += 1;
        }
    }
    let mut words: Vec<(&str, usize)> = words.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let endings = ["/", ".html", ""];
    let mut fits: Vec<(usize, usize, Fit)> = Vec::new();
    for word in [""].into_iter().chain(words.iter().take(WORDS).map(|(word, _)| *word)) {
        for (i, middle) in middles.iter().enumerate() {
            for ending in endings {
                let pattern = match word {
                    "" => format!("/{middle}:slug{ending}"),
                    word => format!("/{word}/{middle}:slug{ending}"),
                };
                let count = samples
                    .iter()
                    .filter(|sample| slug_in(&pattern, sample).is_some_and(|slug| !slug.contains('/')))
                    .count();
                if count > 0 && is_pattern(&pattern) {
                    fits.push((count, i, Fit { pattern, count }));
                }
            }
        }
    }
    // Of two that fit as many, the one that says more; of those, the one without a word: `:section` rather than `news`.
    fits.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then(b.1.cmp(&a.1))
            .then(a.2.pattern.len().cmp(&b.2.pattern.len()))
            .then(a.2.pattern.cmp(&b.2.pattern))
    });
    fits.into_iter().next().map(|(_, _, fit)| fit)
}

/// The pattern for articles.
pub fn of_articles(samples: &[Sample]) -> Option<Fit> {
    best(samples, &MIDDLES)
}

/// The pattern for pages and lists, which know a slug alone.
pub fn of_lists(samples: &[Sample]) -> Option<Fit> {
    best(samples, &[""])
}

/// Patterns of single sections that are not that of the others: for those that it fits badly and another one well.
pub fn of_sections<'a>(samples: &[Sample<'a>], of_all: &str) -> Vec<(&'a str, Fit)> {
    let mut by_section: HashMap<&str, Vec<Sample<'a>>> = HashMap::new();
    for sample in samples {
        by_section.entry(sample.section).or_default().push(sample.clone());
    }
    let mut found: Vec<(&str, Fit)> = Vec::new();
    for (section, samples) in by_section {
        let has_slug = |sample: &&Sample| slug_in(of_all, sample).is_some_and(|slug| !slug.contains('/'));
        let fits = samples.iter().filter(has_slug).count();
        let Some(own) = best(&samples, &MIDDLES) else { continue };
        // Of a single text only a pattern that names its section can be guessed.
        let is_likely = samples.len() > 1 || own.pattern.contains(":section");
        if is_likely && 2 * fits < samples.len() && own.count > 2 * fits && own.pattern != of_all {
            found.push((section, own));
        }
    }
    found.sort_by(|a, b| a.0.cmp(b.0));
    found
}

fn is_pattern(text: &str) -> bool {
    Pattern::parse(text, &["section", "slug", "year", "month", "day"]).is_ok()
}

/// The slug with which a pattern gives the address of a sample; it may have slashes. None where no slug does.
pub fn slug_in(pattern: &str, sample: &Sample) -> Option<String> {
    let (before, after) = pattern.split_once(":slug")?;
    let mut start = before.replace(":section", sample.section);
    if before.contains(":section") && sample.section.is_empty() {
        return None;
    }
    if before.contains(":year") || before.contains(":month") || before.contains(":day") {
        let date = sample.date?;
        start = start
            .replace(":year", &format!("{:04}", date.year()))
            .replace(":month", &format!("{:02}", date.month()))
            .replace(":day", &format!("{:02}", date.day()));
    }
    let address = percent_decode_str(sample.address).decode_utf8().ok()?;
    let rest = address.strip_prefix(start.as_str())?;
    let slug = rest.strip_suffix(after)?;
    // `/a/` has no slug in the form without ending, and neither has `/a.html`.
    let is_whole = ending(&address) == Some(after) && slug::fault(slug).is_none();
    is_whole.then(|| composed(slug).into_owned())
}

/// A slug for something whose address cannot be had: the last part of it, if that can be one.
pub fn slug_of(address: &str) -> Option<String> {
    let part = percent_decode_str(last_part(address)).decode_utf8().ok()?;
    slug::fault(&part).is_none().then(|| composed(&part).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample<'a>(section: &'a str, day: &str, address: &'a str) -> Sample<'a> {
        Sample { section, date: day.parse().ok(), address }
    }

    #[test]
    fn the_pattern_is_found_that_most_addresses_have() {
        for (samples, expected) in [
            (
                vec![sample("news", "2019-05-01", "/news/a/"), sample("sport", "2019-05-02", "/sport/b/")],
                "/:section/:slug/",
            ),
            (
                vec![sample("news", "2019-05-01", "/2019/05/a/"), sample("news", "2020-01-02", "/2020/01/b/")],
                "/:year/:month/:slug/",
            ),
            (
                vec![
                    sample("x", "2019-05-01", "/blog/2019/05/01/a.html"),
                    sample("y", "2020-01-02", "/blog/2020/01/02/b.html"),
                ],
                "/blog/:year/:month/:day/:slug.html",
            ),
            (vec![sample("x", "2019-05-01", "/a"), sample("y", "2020-01-02", "/b")], "/:slug"),
            (
                vec![
                    sample("x", "2019-05-01", "/a/"),
                    sample("y", "2020-01-02", "/b/"),
                    sample("y", "2020-01-02", "/c/d/"),
                ],
                "/:slug/",
            ),
            (
                vec![sample("новости", "2019-05-01", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/a/")],
                "/:section/:slug/",
            ),
        ] {
            assert_eq!(of_articles(&samples).map(|fit| fit.pattern).as_deref(), Some(expected), "{samples:?}");
        }
        assert_eq!(of_articles(&[sample("x", "", "/a.php")]), None);
        let categories =
            [sample("", "", "/category/a/"), sample("", "", "/category/b/"), sample("", "", "/category/a/c/")];
        assert_eq!(of_lists(&categories).map(|fit| fit.pattern).as_deref(), Some("/category/:slug/"));
    }

    #[test]
    fn a_section_may_have_a_pattern_of_its_own() {
        let samples = [
            sample("news", "2019-05-01", "/2019/05/a/"),
            sample("news", "2019-06-01", "/2019/06/b/"),
            sample("news", "2019-07-01", "/2019/07/c/"),
            sample("essays", "2019-05-01", "/essays/d/"),
            sample("essays", "2019-05-02", "/essays/e/"),
        ];
        let all = of_articles(&samples).unwrap().pattern;
        assert_eq!(all, "/:year/:month/:slug/");
        let own: Vec<(&str, String)> =
            of_sections(&samples, &all).into_iter().map(|(s, fit)| (s, fit.pattern)).collect();
        assert_eq!(own, [("essays", "/:section/:slug/".to_owned())]);
    }

    #[test]
    fn the_slug_is_what_the_pattern_leaves() {
        let old = sample("news", "2019-05-01", "/2019/05/tea%20house/");
        assert_eq!(slug_in("/:year/:month/:slug/", &old), None, "no slug has a space");
        let old = sample("news", "2019-05-01", "/2019/05/deep/A_b/");
        assert_eq!(slug_in("/:year/:month/:slug/", &old).as_deref(), Some("deep/A_b"));
        assert_eq!(slug_in("/:year/:month/:slug.html", &old), None);
        assert_eq!(slug_in("/:section/:slug/", &old), None);
    }
}
