//! From the text of `site.yaml` to a configuration that is valid by construction.

use super::faults::Faults;
use super::language::languages;
use super::permalinks::permalinks;
use super::written::Written;
use super::{Config, ConfigPlaces, DEFAULT_THEME, FILE, RedirectForm, base_url, gone, hosting};
use crate::diagnostic::{Code, Diagnostics};
use crate::path::is_full_address;
use crate::yaml::{self, Block};
use jiff::tz::TimeZone;

/// Articles on one page of a list, where nothing else is said.
const PAGINATE: usize = 20;

/// Links under "More on this topic", where nothing else is said.
const RELATED: usize = 5;

/// Reads the text of `site.yaml`. `base_url` replaces the file's own.
///
/// The configuration is none only if no site can be made of it, for want of a language.
pub fn parse(text: &str, base_url: Option<&str>) -> (Option<Config>, Diagnostics) {
    let block = Block::whole(FILE, text);
    let (mut written, problems) = yaml::parse::<Written>(block);
    let mut faults = Faults { block, problems };
    report_missing(&written, &mut faults);
    let base_url = address(base_url.map(str::to_owned).or(written.base_url.take()), &mut faults);
    let time_zone = zone(written.time_zone.as_deref(), &mut faults);
    let languages = languages(written.languages.take().unwrap_or_default(), written.typography, &mut faults);
    let permalinks = permalinks(&written.permalinks, &mut faults);
    if written.paginate == Some(0) {
        let hint = format!("leave it out for {PAGINATE}");
        faults.add("paginate", "0", "`paginate` must be at least 1", &hint);
    }
    let gone = gone::gone(&written.gone, &base_url, &mut faults);
    report_mistakes(&written, &mut faults);
    let config = (!languages.is_empty()).then(|| Config {
        title: written.title.unwrap_or_default(),
        short_title: written.short_title.unwrap_or_default(),
        description: written.description.unwrap_or_default(),
        base_url,
        languages,
        time_zone,
        theme: written.theme.unwrap_or_else(|| DEFAULT_THEME.to_owned()),
        options: written.options,
        permalinks,
        missing_translations: written.missing_translations,
        paginate: written.paginate.unwrap_or(PAGINATE).max(1),
        related: written.related.unwrap_or(RELATED),
        feeds: written.feeds,
        sections: written.sections,
        pages: written.pages,
        follow: written.follow,
        publisher: written.publisher,
        speakable: written.speakable,
        social_image: written.social_image,
        twitter: written.twitter,
        redirects: written.redirects.unwrap_or_else(|| vec![RedirectForm::Html]),
        hosting: written.hosting,
        icon: written.icon,
        search: written.search,
        ads_txt: written.ads_txt,
        security_txt: written.security_txt,
        elsewhere: written.elsewhere,
        gone,
        trust_html: written.trust_html,
        slugs: written.slugs,
        transliterate: written.transliterate,
        places: ConfigPlaces { text: text.to_owned() },
    });
    (config, faults.problems)
}

/// A title and languages: without them there is no site. What is there and cannot be read has been reported.
fn report_missing(written: &Written, faults: &mut Faults) {
    let problems = &faults.problems.0;
    let is_unreadable =
        |key: &str| problems.iter().any(|d| d.message.contains(&format!("`{key}")) || d.code == Code::BadYaml);
    let no_title = written.title.is_none() && !is_unreadable("title");
    let no_languages = written.languages.as_ref().is_none_or(Vec::is_empty) && !is_unreadable("languages");
    if no_title {
        let hint = "add `title: …`, or one for each language: `title: { en: …, fr: … }`";
        faults.add("title", "", "the site has no title", hint);
    }
    if no_languages {
        let hint = "add `languages: [en, fr]`; the first one is the site's own";
        faults.add("languages", "", "the site has no languages", hint);
    }
}

/// Where the site will be reached, without a slash at the end.
fn address(written: Option<String>, faults: &mut Faults) -> String {
    let Some(url) = written else {
        faults.add("base_url", "", "the site has no address", "add `base_url: https://…`, or call with --base-url");
        return String::new();
    };
    let url = url.trim_end_matches('/').to_owned();
    if let Some([what, way_out]) = base_url::fault(&url).filter(|_| !url.is_empty()) {
        faults.add("base_url", &url, format!("`{url}` cannot be the site's address: {what}"), way_out);
    }
    url
}

fn zone(written: Option<&str>, faults: &mut Faults) -> TimeZone {
    let Some(name) = written else { return TimeZone::UTC };
    TimeZone::get(name).unwrap_or_else(|_| {
        let hint = "use a name such as Europe/Paris";
        faults.add("time_zone", name, format!("there is no time zone `{name}`"), hint);
        TimeZone::UTC
    })
}

/// Values that can be judged one by one.
fn report_mistakes(written: &Written, faults: &mut Faults) {
    for path in written.elsewhere.iter().filter(|path| !path.starts_with('/') || path.trim_matches('/').is_empty()) {
        let message = format!("`{path}` is no path below the site's");
        faults.add("elsewhere", path, message, "write it from the site's root: /shop/");
    }
    for link in written.follow.iter().filter(|link| !is_elsewhere(&link.url)) {
        let message = format!("`{}` is no full address", link.url);
        faults.add("follow", &link.url, message, "an address under `follow` begins with https:// or mailto:");
    }
    if let Some(email) = written.publisher.email.as_ref().filter(|email| !email.contains('@') || email.contains(' ')) {
        let message = format!("`{email}` is no mail address");
        faults.add("publisher", email, message, "write it as in editors@example.org");
    }
    if written.feed.is_some() {
        faults.add("feed", "", "`feed` is now a part of `feeds`", "write `feeds: { size: 20 }`");
    }
    let found = [
        ("short_title", written.short_title.as_ref().map(hosting::check_short_title)),
        ("search", written.search.as_ref().map(hosting::check_search)),
        ("ads_txt", written.ads_txt.as_deref().map(hosting::check_ads)),
        ("security_txt", written.security_txt.as_ref().map(hosting::check_security)),
    ];
    for (key, found) in found {
        for (word, message, hint) in found.into_iter().flatten() {
            faults.add(key, &word, message, hint);
        }
    }
}

/// Whether an address leads from any page to the same place outside the site.
fn is_elsewhere(url: &str) -> bool {
    url.strip_prefix("mailto:").is_some_and(|to| to.contains('@')) || is_full_address(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_nowhere_are_refused() {
        let start = "title: T\nbase_url: https://a.example\nlanguages: [aa]\n";
        for (line, wrong) in [
            ("follow: [{ title: a, url: \"javascript:alert(1)\" }]", "`javascript:alert(1)` is no full address"),
            ("follow: [{ title: a, url: foo }]", "`foo` is no full address"),
            ("publisher: { email: foo }", "`foo` is no mail address"),
            ("elsewhere: [/]", "`/` is no path"),
            ("hosting: { headers: { A-b: c, a-B: d } }", "stands here twice"),
            ("hosting: { csp: { img-src: [\"https://a; script-src *\"] } }", "`https://a; script-src *` is no source"),
        ] {
            let (_, problems) = parse(&format!("{start}{line}\n"), None);
            assert!(problems.0.iter().any(|p| p.message.contains(wrong)), "{line}: {problems:?}");
            assert_eq!(problems.0[0].place.as_ref().map(|place| place.line), Some(4), "{line}");
        }
        let fine = format!(
            "{start}follow: [{{ title: a, url: \"https://t.me/a\" }}, {{ title: b, url: \"mailto:a@b.example\" }}]\n"
        );
        assert!(parse(&fine, None).1.0.is_empty());
        assert!(!parse(&start.replace("a.example", "пример.рф"), None).1.0.is_empty(), "hosts are ASCII");
    }

    #[test]
    fn every_mistake_in_the_configuration_is_reported_at_its_line() {
        let (config, problems) = parse(
            "title: T\nbase_url: example.org\nlanguages: [aa, bb, '??']\ntime_zone: Mars/Olympus\npaginate: 0\ntheem: x\n\
             permalinks:\n  article: /:sektion/\n",
            None,
        );
        assert_eq!(config.unwrap().languages.len(), 2);
        let mut lines: Vec<u32> = problems.0.iter().map(|d| d.place.as_ref().unwrap().line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 3, 4, 5, 6, 8], "{problems:#?}");
    }

    #[test]
    fn an_empty_file_says_what_a_site_needs() {
        let (config, problems) = parse("", None);
        assert!(config.is_none());
        assert_eq!(problems.0.len(), 3);
    }
}
