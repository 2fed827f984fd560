//! From the text of `site.yaml` to a configuration that is valid by construction.

use super::faults::Faults;
use super::language::languages;
use super::permalinks::permalinks;
use super::written::Written;
use super::{
    Config, ConfigPlaces, DEFAULT_THEME, FILE, RedirectForm, base_url, checks, embeds, foreign, gone, moved, podcast,
};
use crate::diagnostic::{About, Code, Diagnostic, Diagnostics, KeyPath, Severities, Step, nearest};
use crate::input::content::{AuthorMatter, DossierMatter, FrontMatter, cut_texts, may_mean};
use crate::path::is_full_address;
use crate::pattern::PathPattern;
use crate::yaml::{self, Block, Deprecated, KeyName};
use jiff::tz::TimeZone;

/// Articles on one page of a list, where nothing else is said.
const PAGINATE: usize = 20;

/// Links under "More on this topic", where nothing else is said.
const RELATED: usize = 5;

/// The newest format of a site's files that is read here. A site that names none is written in the first.
const FORMAT: u64 = 1;

/// Keys that have another name or place by now. Each stays as long as its format is read.
const DEPRECATED: [Deprecated; 1] = [Deprecated { key: "feed", instead: "feeds: { size: 20 }" }];

/// Reads the text of `site.yaml`. `base_url` replaces the file's own.
///
/// The configuration is none only if no site can be made of it, for want of a language.
pub fn parse(text: &str, base_url: Option<&str>) -> (Option<Config>, Diagnostics) {
    let block = Block::whole(FILE, text);
    let (mut written, problems) = yaml::parse_with::<Written>(block, foreign::judge);
    let mut faults = Faults { block, problems };
    faults.problems.append(cut_texts(&block));
    faults.problems.append(yaml::deprecated(&block, &DEPRECATED));
    report_format(written.format, &mut faults);
    if let Some(size) = written.feed.take().filter(|_| !block.has_key("feeds")) {
        written.feeds.size = size;
    }
    report_missing(&written, &mut faults);
    let base_url = address(base_url.map(str::to_owned).or(written.base_url.take()), &mut faults);
    let time_zone = zone(written.time_zone.as_deref(), &mut faults);
    let languages = languages(written.languages.take().unwrap_or_default(), written.typography, &mut faults);
    let permalinks = permalinks(&written.permalinks, &mut faults);
    if written.paginate == Some(0) {
        let hint = format!("leave it out for {PAGINATE}");
        faults.add("paginate", "`paginate` must be at least 1", &hint);
    }
    let gone = gone::gone(&written.gone, &base_url, &mut faults);
    let moved = moved::moved(&written.moved, &base_url, &mut faults);
    report_mistakes(&written, &mut faults);
    let severities = severities(&written, &mut faults);
    let in_file = |path: KeyPath| {
        let below = std::iter::once(Step::Key("embeds".to_owned())).chain(path.steps().iter().cloned());
        block.place_of(below.collect::<KeyPath>())
    };
    let (embeds, problems) = embeds::read(std::mem::take(&mut written.embeds), Code::BadConfig, in_file);
    faults.problems.append(problems);
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
        severities,
        keys: written.keys.into_iter().map(|(written, meant)| KeyName { written, meant }).collect(),
        sections: written.sections,
        pages: written.pages,
        follow: written.follow,
        publisher: written.publisher,
        speakable: written.speakable,
        social_image: written.social_image,
        social_cards: written.social_cards.unwrap_or(true),
        twitter: written.twitter,
        redirects: written.redirects.unwrap_or_else(|| vec![RedirectForm::Html]),
        hosting: written.hosting,
        icon: written.icon,
        search: written.search,
        ads_txt: written.ads_txt,
        security_txt: written.security_txt,
        elsewhere: written.elsewhere,
        keep: written.keep.iter().map(|path| PathPattern::new(path)).collect(),
        gone,
        moved,
        keep_metadata: written.keep_metadata,
        embeds,
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
        |key: &str| problems.iter().filter_map(|problem| problem.about.as_deref()).any(|about| about.covers(key));
    let no_title = written.title.is_none() && !is_unreadable("title");
    let no_languages = written.languages.as_ref().is_none_or(Vec::is_empty) && !is_unreadable("languages");
    if no_title {
        let hint = "add `title: …`, or one for each language: `title: { en: …, fr: … }`";
        faults.add("title", "the site has no title", hint);
    }
    if no_languages {
        let hint = "add `languages: [en, fr]`; the first one is the site's own";
        faults.add("languages", "the site has no languages", hint);
    }
}

/// Where the site will be reached, without a slash at the end.
fn address(written: Option<String>, faults: &mut Faults) -> String {
    let Some(url) = written else {
        faults.add("base_url", "the site has no address", "add `base_url: https://…`, or call with --base-url");
        return String::new();
    };
    let url = url.trim_end_matches('/').to_owned();
    if let Some([what, way_out]) = base_url::fault(&url).filter(|_| !url.is_empty()) {
        faults.add(KeyPath::from("base_url").value(), format!("`{url}` cannot be the site's address: {what}"), way_out);
    }
    url
}

/// A site that is written for a program that knows more, or for none.
fn report_format(format: Option<u64>, faults: &mut Faults) {
    let path = KeyPath::from("format").value();
    match format {
        Some(0) => faults.add(path, "there is no format 0", &format!("write `format: {FORMAT}`, or leave it out")),
        Some(newer) if newer > FORMAT => {
            let message =
                format!("this site is written in format {newer}, and this program reads formats up to {FORMAT}");
            let problem = Diagnostic::error(Code::NewerFormat, message).at(faults.block.place_of(path.clone()));
            faults.problems.push(problem.hint("install a newer version of the program").about(About::Key(path)));
        }
        _ => {}
    }
}

fn zone(written: Option<&str>, faults: &mut Faults) -> TimeZone {
    let Some(name) = written else { return TimeZone::UTC };
    TimeZone::get(name).unwrap_or_else(|_| {
        let hint = "use a name such as Europe/Paris";
        faults.add(KeyPath::from("time_zone").value(), format!("there is no time zone `{name}`"), hint);
        TimeZone::UTC
    })
}

/// Values that can be judged one by one.
fn report_mistakes(written: &Written, faults: &mut Faults) {
    let is_path = |path: &str| path.starts_with('/') && !path.trim_matches('/').is_empty();
    for (i, path) in written.elsewhere.iter().enumerate().filter(|(_, path)| !is_path(path)) {
        let message = format!("`{path}` is no path below the site's");
        faults.add(KeyPath::from("elsewhere").item(i), message, "write it from the site's root: /shop/");
    }
    for (i, path) in written.keep.iter().enumerate() {
        if let Some(fault) = PathPattern::new(path).fault() {
            let hint =
                "write the path of a file or folder in the output folder, as in CNAME, .well-known or google*.html";
            faults.add(KeyPath::from("keep").item(i), format!("`{path}` {fault}"), hint);
        }
    }
    for (i, link) in written.follow.iter().enumerate().filter(|(_, link)| !is_elsewhere(&link.url)) {
        let message = format!("`{}` is no full address", link.url);
        faults.add(
            KeyPath::from("follow").item(i).key("url"),
            message,
            "an address under `follow` begins with https:// or mailto:",
        );
    }
    if let Some(email) = written.publisher.email.as_ref().filter(|email| !email.contains('@') || email.contains(' ')) {
        let message = format!("`{email}` is no mail address");
        faults.add(KeyPath::from("publisher").key("email"), message, "write it as in editors@example.org");
    }
    let found = [
        written.short_title.as_ref().map(checks::short_title),
        written.search.as_ref().map(checks::search),
        written.ads_txt.as_deref().map(checks::ads),
        written.security_txt.as_ref().map(checks::security),
    ];
    for (path, message, hint) in found.into_iter().flatten().flatten() {
        faults.add(path, message, hint);
    }
    if let Some(of_feeds) = &written.feeds.podcast {
        podcast::check(of_feeds, written.publisher.email.as_deref(), faults);
    }
    report_keys(written, faults);
}

/// What becomes of warnings.
fn severities(written: &Written, faults: &mut Faults) -> Severities {
    let mut severities = Severities::default();
    for (text, level) in &written.diagnostics {
        match Code::parse(text) {
            Some(code) => {
                severities.0.insert(code, *level);
            }
            None => {
                let hint = "a code is printed with each problem, as in `D205`; docs/diagnostics.md lists them all";
                faults.add(KeyPath::from("diagnostics").key(text).value(), format!("there is no code `{text}`"), hint);
            }
        }
    }
    severities
}

/// Names for keys that would be no use: those of keys that there are, and those for keys that there are not.
fn report_keys(written: &Written, faults: &mut Faults) {
    let known = known_keys();
    for (name, meant) in &written.keys {
        let path = KeyPath::from("keys").key(name);
        if known.contains(&name.as_str()) {
            let message = format!("`{name}` has a meaning of its own in front matter");
            faults.add(path, message, "remove the line: what the key says is read as it is");
        } else if let Some(meant) = meant.as_ref().filter(|meant| !known.contains(&meant.as_str())) {
            let hint = match nearest(meant, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "on the left the name in your files, on the right ours: `{ description: summary }`".to_owned(),
            };
            faults.add(path.value(), format!("front matter has no key `{meant}`"), &hint);
        } else if let Some(meant) = meant.as_ref().filter(|meant| !may_mean(name, meant)) {
            let message = format!("`{name}` cannot be read as `{meant}`: it would keep no text from readers any more");
            let hint = "leave the line out: each file that is withheld is told, with what to write";
            faults.add(path.value(), message, hint);
        }
    }
}

/// All keys of front matter.
fn known_keys() -> Vec<&'static str> {
    let mut keys = yaml::fields_of::<FrontMatter>().to_vec();
    keys.extend(yaml::fields_of::<AuthorMatter>());
    keys.extend(yaml::fields_of::<DossierMatter>());
    keys
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
            ("keep: [CNAME, ../CNAME]", "`../CNAME` names no file"),
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
