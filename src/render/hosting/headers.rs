//! `_headers`, for Netlify and Cloudflare Pages: rules of a path, then headers.
//!
//! Both hosts join the values of a header that several matching rules name, so each header stands in rules that never
//! match together.

use crate::input::config::{FeedFormat, HeadersConfig};
use crate::language::LanguageId;
use crate::path::encode_path;
use crate::plan::{Icon, Route, hosting, podcast, policy};
use crate::render::is_made_by_template;
use crate::render::press::Press;
use crate::render::shown;
use crate::site::Site;
use crate::site::address::beside_home;
use std::collections::BTreeSet;

/// Addresses that are named for what is in them.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Pages: kept, and asked for again each time.
const ASK: &str = "public, max-age=0, must-revalidate";
/// Pictures beside articles: they change seldom, at the same address.
const AN_HOUR: &str = "public, max-age=3600";
/// Icons, which browsers ask for on every page.
const A_DAY: &str = "public, max-age=86400";

/// What every response says. A site needs none of the devices; `frame-ancestors` of the policy does what
/// `X-Frame-Options` did.
const SECURITY: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

/// What keeps search engines away from a proof.
const ROBOTS: &str = "X-Robots-Tag";

pub(super) fn write(press: &Press) -> String {
    let site = &*press.site;
    let HeadersConfig::On(own) = &site.config.hosting.headers else { return String::new() };
    let base = site.base_path();
    let mut rules = Rules::default();
    let policy = policy::ours(site, &shown::frames(press)).text();
    let ours = [(policy::HEADER, policy.as_str())].into_iter().chain(SECURITY);
    let named =
        |name: &str| own.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_deref());
    for (name, value) in ours {
        rules.add(&format!("{base}/*"), name, named(name).unwrap_or(Some(value)));
    }
    if site.is_proof {
        rules.add(&format!("{base}/*"), ROBOTS, Some("noindex, nofollow"));
    }
    let is_ours = |name: &str| {
        [policy::HEADER, "Cache-Control"]
            .into_iter()
            .chain(SECURITY.map(|(name, _)| name))
            .chain(site.is_proof.then_some(ROBOTS))
            .any(|ours| ours.eq_ignore_ascii_case(name))
    };
    for (name, value) in own.iter().filter(|(name, _)| !is_ours(name)) {
        rules.add(&format!("{base}/*"), name, value.as_deref());
    }
    let pages = named("Cache-Control").unwrap_or(Some(ASK));
    for path in paths_of_pages(press) {
        rules.add(&format!("{base}{path}"), "Cache-Control", pages);
    }
    rules.add(&format!("{base}/assets/*"), "Cache-Control", Some(FOR_EVER));
    rules.add(&format!("{base}/media/*"), "Cache-Control", Some(AN_HOUR));
    if hosting::has_icon(site) {
        for icon in Icon::ALL {
            rules.add(&format!("{base}/{}", icon.path()), "Cache-Control", Some(A_DAY));
        }
    }
    for format in site.config.feeds.all_formats() {
        let charset = if format == FeedFormat::Json { "" } else { "; charset=utf-8" };
        let kind = format!("{}{charset}", format.media_type());
        rules.of_files(site, format.file(), &kind);
    }
    if site.config.feeds.podcast.is_some() {
        rules.of_files(site, podcast::FILE, &format!("{}; charset=utf-8", podcast::MEDIA_TYPE));
    }
    rules.of_files(site, "manifest.webmanifest", "application/manifest+json");
    rules.of_files(site, "opensearch.xml", "application/opensearchdescription+xml");
    rules.text()
}

/// Rules for pages, where a language is at the root: Cloudflare reads a hundred in all. Without them hosts do what the rules
/// say.
const MOST_RULES: usize = 50;

/// The paths that all pages are at, and nothing else: those of the languages; of one at the root, those of its folders and of
/// the pages that are in none.
fn paths_of_pages(press: &Press) -> Vec<String> {
    let config = &press.site.config;
    let (at_root, below): (Vec<LanguageId>, Vec<LanguageId>) =
        press.site.locales.ids().partition(|language| config.prefix(*language).is_empty());
    let mut paths = vec!["/".to_owned()];
    paths.extend(below.into_iter().map(|language| beside_home(config, language, "*")));
    if at_root.is_empty() {
        return paths;
    }
    let of_root = |route: &&Route| {
        is_made_by_template(route) && route.language.is_some_and(|language| at_root.contains(&language))
    };
    let path_of = |route: &Route| match route.path.as_str().split_once('/') {
        Some((folder, _)) => format!("/{folder}/*"),
        None => route.path.address(),
    };
    let mut of_root: BTreeSet<String> = press.routes.iter().filter(of_root).map(path_of).collect();
    of_root.retain(|path| !paths.contains(path));
    if of_root.len() <= MOST_RULES {
        // No two rules match one address: a language may lie below a folder of the one at the root.
        let is_below = |path: &String| {
            of_root.iter().any(|other| other.strip_suffix('*').is_some_and(|folder| path.starts_with(folder)))
        };
        paths.retain(|path| !is_below(path));
        paths.extend(of_root);
    }
    paths
}

/// Rules in the order of their first header.
#[derive(Default)]
struct Rules(Vec<(String, Vec<String>)>);

impl Rules {
    /// Both hosts compare encoded paths.
    fn add(&mut self, path: &str, name: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        let path = encode_path(path);
        let line = format!("  {name}: {value}\n");
        match self.0.iter_mut().find(|(known, _)| *known == path) {
            Some((_, lines)) => lines.push(line),
            None => self.0.push((path, vec![line])),
        }
    }

    /// What all files of a name are, in whatever folder.
    fn of_files(&mut self, site: &Site, name: &str, kind: &str) {
        if site.config.is_a_language_at_the_root() {
            self.add(&format!("{}/{name}", site.base_path()), "Content-Type", Some(kind));
        }
        self.add(&format!("{}/*/{name}", site.base_path()), "Content-Type", Some(kind));
    }

    fn text(&self) -> String {
        self.0.iter().map(|(path, lines)| format!("{path}\n{}", lines.concat())).collect::<Vec<_>>().join("\n")
    }
}
