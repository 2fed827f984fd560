//! Every link leads somewhere: the addresses on the rendered pages, in feeds and in sitemaps, held against what the site
//! has.
//!
//! What a writer links to by its source file is checked where the Markdown is rendered, with a better message. Here is
//! checked what readers get: also what a template, raw HTML, `site.yaml` or this program itself puts on a page.

mod gather;
mod source;
mod target;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::path::{OutputPath, encode_value};
use crate::plan::{Route, Subject};
use crate::render::media::derivative_at;
use crate::render::{self, Press};
use crate::site::Site;
use crate::timings::{Work, begin};
use gather::{Texts, anchor, anchors_of, gather};
use source::Origin;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;
use target::{SiteAddresses, Target};

/// Broken addresses for which the nearest that there is is looked for: each is compared with all addresses of the site.
const MOST_GUESSES: usize = 100;

/// Addresses of other sites, each with the output files that have it.
pub type Elsewhere = BTreeMap<String, BTreeSet<String>>;

/// The links of a site, gathered page by page.
pub struct LinkCheck<'a> {
    press: &'a Press,
    site: &'a Site,
    addresses: SiteAddresses<'a>,
    /// The site's own address as a part of others.
    own: String,
    texts: Texts,
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Pages {
    /// The anchors of each page.
    anchors: HashMap<usize, Vec<u64>>,
    /// Anchors in other pages that pages lead to.
    to_anchors: Vec<(Link, usize, String)>,
    broken: Vec<Broken>,
    elsewhere: Elsewhere,
}

/// An address where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Link {
    /// Index of the route.
    page: usize,
    /// As it is written there.
    address: String,
}

/// An address that leads to nothing.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Broken {
    /// The path below the site's root, and the anchor where only that is missing.
    path: String,
    anchor: Option<String>,
    link: Link,
}

impl<'a> LinkCheck<'a> {
    /// The links of no page yet.
    pub fn new(press: &'a Press) -> LinkCheck<'a> {
        let site = &*press.site;
        let addresses = SiteAddresses::new(&site.config.base_url, &press.routes);
        LinkCheck {
            press,
            site,
            addresses,
            own: encode_value(&site.config.base_url),
            texts: Texts::default(),
            pages: Mutex::default(),
        }
    }

    /// Reads the addresses of a page, and looks up where each leads.
    pub fn gather(&self, route: &Route, bytes: &[u8]) {
        if matches!(route.subject, Subject::Media(_) | Subject::Static(_)) {
            return;
        }
        let Some(page) = self.press.routes.position(&route.path) else { return };
        let work = begin(Work::Step, "links");
        let gathered = gather(route.path.as_str(), bytes, &self.texts);
        let mut found = Pages::default();
        // Feeds have the addresses of the pages.
        let is_page = route.path.as_str().ends_with(".html");
        let mut elsewhere = |address: String| {
            // A link by which readers share a page is no address that a writer chose.
            if is_page && !address.contains(&self.own) {
                found.elsewhere.entry(address).or_default();
            }
        };
        for address in gathered.addresses {
            match self.addresses.target(page, &address) {
                Target::Route(other, Some(fragment)) => {
                    let fragment = fragment.into_owned();
                    if other != page {
                        found.to_anchors.push((Link { page, address }, other, fragment));
                    } else if gathered.anchors.binary_search(&anchor(fragment.as_bytes())).is_err() {
                        found.broken.push(self.without_anchor(Link { page, address }, other, fragment));
                    }
                }
                Target::Route(_, None) | Target::Other => {}
                Target::Elsewhere(full) => elsewhere(full.into_owned()),
                // It is made when all pages are there.
                Target::Nothing(path) if is_made(self.press, path.trim_start_matches('/')) => {}
                Target::Nothing(path) if self.is_elsewhere(&path) => {
                    elsewhere(self.site.full(&path));
                }
                Target::Nothing(path) => {
                    found.broken.push(Broken { path, anchor: None, link: Link { page, address } });
                }
            }
        }
        work.done(|| bytes.len() as u64);
        let Ok(mut pages) = self.pages.lock() else { return };
        pages.anchors.insert(page, gathered.anchors);
        pages.to_anchors.append(&mut found.to_anchors);
        pages.broken.append(&mut found.broken);
        for (address, _) in found.elsewhere {
            pages.elsewhere.entry(address).or_default().insert(route.path.as_str().to_owned());
        }
    }

    /// What leads nowhere, and the addresses of other sites. To be called when all pages have been gathered.
    pub fn verify(self) -> (Diagnostics, Elsewhere) {
        let Pages { anchors, to_anchors, mut broken, elsewhere } = std::mem::take(&mut *match self.pages.lock() {
            Ok(pages) => pages,
            Err(poisoned) => poisoned.into_inner(),
        });
        for (link, other, fragment) in to_anchors {
            // Of a page that could not be rendered nothing is known.
            let known = anchors.get(&other);
            if known.is_some_and(|known| known.binary_search(&anchor(fragment.as_bytes())).is_err()) {
                broken.push(self.without_anchor(link, other, fragment));
            }
        }
        (self.problems(broken), elsewhere)
    }

    /// Whether `site.yaml` says that something else answers at a path.
    fn is_elsewhere(&self, path: &str) -> bool {
        self.site.config.elsewhere.iter().any(|other| {
            let below = path.strip_prefix(other.trim_end_matches('/'));
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        })
    }

    fn route(&self, page: usize) -> &'a Route {
        &self.press.routes.as_slice()[page]
    }

    fn without_anchor(&self, link: Link, other: usize, fragment: String) -> Broken {
        Broken { path: self.route(other).path.address(), anchor: Some(fragment), link }
    }

    /// One problem for each place in a source that has a broken address; for what stands in no source that is known, one
    /// for each address.
    fn problems(&self, mut broken: Vec<Broken>) -> Diagnostics {
        broken.sort();
        let mut links: Vec<&Link> = broken.iter().map(|broken| &broken.link).collect();
        links.sort();
        let mut origins: BTreeMap<(usize, &str), Origin> = BTreeMap::new();
        for on_page in links.chunk_by(|a, b| a.page == b.page) {
            let page = on_page[0].page;
            let addresses = on_page.iter().map(|link| link.address.trim());
            let found = source::on_page(self.press, self.route(page), addresses);
            origins.extend(found.into_iter().map(|(address, origin)| ((page, address), origin)));
        }
        let mut problems: Vec<Diagnostic> = Vec::new();
        let different = broken.chunk_by(|a, b| (&a.path, &a.anchor) == (&b.path, &b.anchor));
        for (i, same) in different.enumerate() {
            let Some(first) = same.first() else { continue };
            let (mut places, mut is_told) = (Vec::new(), false);
            for Broken { link, .. } in same {
                if let Some(origin) = origins.get(&(link.page, link.address.trim())) {
                    places.extend_from_slice(&origin.places);
                    is_told |= origin.is_told;
                }
            }
            places.sort();
            places.dedup();
            if places.is_empty() && is_told {
                continue;
            }
            let mut problem = Diagnostic::warning(Code::BrokenAddress, self.message(first));
            problem.hints.extend((i < MOST_GUESSES).then(|| self.near(first)).flatten());
            if places.is_empty() {
                let page = self.route(first.link.page);
                let pages: BTreeSet<usize> = same.iter().map(|broken| broken.link.page).collect();
                let others = crate::language::text::and_others(pages.len() - 1, "file");
                problem.message.push_str(&format!("; it is on `{}`{others}", page.path));
                if let Some(template) = render::template_of(self.press, page) {
                    let hint =
                        format!("the template `{template}` makes that page: look there, and in what it includes");
                    problem.hints.push(hint);
                }
            }
            if first.anchor.is_none() {
                let hint = "if something else than this site answers there, name it under `elsewhere` in site.yaml";
                problem.hints.push(hint.to_owned());
            }
            match places.is_empty() {
                true => problems.push(problem),
                false => problems.extend(places.into_iter().map(|place| problem.clone().at(place))),
            }
        }
        Diagnostics(problems)
    }

    fn message(&self, broken: &Broken) -> String {
        match &broken.anchor {
            Some(anchor) => format!("there is no `#{anchor}` on the page {}", broken.path),
            None => format!("the address `{}{}` leads to nothing", self.site.base_path(), broken.path),
        }
    }

    /// What may have been meant.
    fn near(&self, broken: &Broken) -> Option<String> {
        let (press, site) = (self.press, self.site);
        if let Some(anchor) = &broken.anchor {
            let route = press.routes.at(&broken.path)?;
            let anchors = anchors_of(&render::render(press, route).ok()?.bytes);
            return nearest(anchor, anchors.iter().map(String::as_str)).map(|near| format!("did you mean `#{near}`?"));
        }
        let addresses: Vec<String> = press.routes.iter().map(|route| route.path.address()).collect();
        let near = nearest(&broken.path, addresses.iter().map(String::as_str))?;
        Some(format!("did you mean `{}{}`?", site.base_path(), near))
    }
}

/// Whether something at a path is made when all pages are there: a derivative of a picture, or a social card.
fn is_made(press: &Press, path: &str) -> bool {
    derivative_at(press, path).is_some() || OutputPath::new(path).is_some_and(|path| press.has_card(&path))
}

/// Whether an address on a page is one that somebody wrote for it: as it stands, or below the site's base address.
fn same_address(site: &Site, written: &str, address: &str) -> bool {
    let below = |whole: &str| address.strip_prefix(whole).is_some_and(|rest| rest == written && rest.starts_with('/'));
    written == address || below(&site.config.base_url) || (!site.base_path().is_empty() && below(site.base_path()))
}
