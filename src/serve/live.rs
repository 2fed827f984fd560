//! Live: every page that is open is told when it has changed, over server-sent events (HTML Standard, section 9.2).
//!
//! What is told is the state after a change, not the change: the fingerprint of the page as it would be now, the
//! addresses of the style sheets, what is wrong. The page holds that against what it has. So it does not matter what it
//! has missed, and a server that has been started again needs to know nothing of the one before.

use super::address::{self, Found};
use super::edition::Edition;
use super::{changes, page};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::input::statics::fingerprint;
use crate::site::Site;
use serde_json::{Map, Value, json};
use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;
use tokio::sync::oneshot;

/// Problems that a page is told of: more would not be read.
const MOST_PROBLEMS: usize = 100;

/// Pages of one browser that are told at a time. Browsers keep at most six connections to a host that speaks HTTP/1.1,
/// and one is needed for what is asked for.
const MOST_LISTENERS: usize = 4;

/// The fingerprint of a page that could not be rendered.
pub const BROKEN: &str = "broken";
/// The fingerprint of what is no page, or at another address: whoever looks at it as a page is to load it again.
const NO_PAGE: &str = "no-page";
/// Where the preview's own pages are.
pub const OWN: &str = "/__dateline/";

/// The state of a page in an edition. `is_news` is whether the edition is one that the page has waited for.
pub fn state(edition: &Edition, path: &str, is_news: bool) -> Value {
    let press = &*edition.press;
    let (fingerprint, broken) = match path {
        _ if path == OWN || path.starts_with(changes::BELOW) => (edition.number.to_string(), Diagnostics::default()),
        _ => match address::find(press, path, None) {
            Found::Page(content) => (address::fingerprint(press, &content.bytes), Diagnostics::default()),
            Found::Broken(problems) => (BROKEN.to_owned(), problems),
            Found::File(_) | Found::Large(_) | Found::Moved(_) | Found::Malformed => {
                (NO_PAGE.to_owned(), Diagnostics::default())
            }
        },
    };
    json!({
        "edition": edition.number,
        "page": fingerprint,
        "styles": styles(&press.site),
        "others": others(edition),
        "behind": edition.is_behind,
        "unwatched": edition.is_unwatched,
        "follow": edition.saved.as_ref().filter(|_| is_news),
        "problems": problems(edition, path, broken),
    })
}

/// The addresses of the style sheets by their names.
fn styles(site: &Site) -> Map<String, Value> {
    let styles = site.statics.assets().filter(|(name, _)| name.ends_with(".css"));
    styles.map(|(name, asset)| (name.to_owned(), json!(format!("{}{}", site.base_path(), asset.address)))).collect()
}

/// A fingerprint of the other files that a page may show: where one has changed, it is loaded again.
pub fn others(edition: &Edition) -> String {
    let assets = edition.press.site.statics.assets().filter(|(name, _)| !name.ends_with(".css"));
    let assets = assets.flat_map(|(name, asset)| [name.as_bytes(), asset.fingerprint.as_bytes()]);
    fingerprint(assets.chain([edition.pictures.as_bytes()]))
}

/// What is wrong: errors first, then what is wrong with the page's own files.
fn problems(edition: &Edition, path: &str, broken: Diagnostics) -> Value {
    let press = &*edition.press;
    let route = address::route(press, path);
    let is_own = |problem: &Diagnostic| route.is_some_and(|route| page::is_about(&press.site, route, problem));
    let of_texts = press.text_problems();
    let new = broken.0.iter().filter(|problem| !edition.problems.0.contains(problem));
    let mut all: Vec<(bool, &Diagnostic)> =
        new.chain(&of_texts.0).chain(&edition.problems.0).map(|problem| (is_own(problem), problem)).collect();
    // Notes are for who asks for them, with `dateline check`.
    all.retain(|(_, problem)| problem.severity != Severity::Note);
    // What a file says wrong has a lower number than what follows from it elsewhere.
    all.sort_by_key(|(is_own, problem)| (problem.severity != Severity::Error, !is_own, problem.code));
    let count = |severity| all.iter().filter(|(_, problem)| problem.severity == severity).count();
    let shown = all.iter().take(MOST_PROBLEMS).map(|(is_own, problem)| {
        let mut problem = problem.as_json();
        problem["own"] = json!(is_own);
        problem
    });
    json!({
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "shown": shown.collect::<Vec<_>>(),
    })
}

/// Who is told of changes at the moment.
#[derive(Default)]
pub struct Listeners(Mutex<VecDeque<Listener>>);

struct Listener {
    path: String,
    browser: Option<String>,
    sleep: oneshot::Sender<()>,
}

impl Listeners {
    /// Takes in a page of a browser. Where too many of it listen, the one that has listened longest is told, by what
    /// this returned to it, to sleep until somebody looks at it.
    pub fn add(&self, path: &str, browser: Option<&str>) -> oneshot::Receiver<()> {
        let (sleep, asleep) = oneshot::channel();
        let Ok(mut listeners) = self.0.lock() else { return asleep };
        listeners.retain(|listener| !listener.sleep.is_closed());
        listeners.push_back(Listener { path: path.to_owned(), browser: browser.map(str::to_owned), sleep });
        let is_its = |listener: &Listener| browser.is_some() && listener.browser.as_deref() == browser;
        if listeners.iter().filter(|listener| is_its(listener)).count() > MOST_LISTENERS
            && let Some(first) = listeners.iter().position(is_its)
            && let Some(first) = listeners.remove(first)
        {
            // It may be gone already.
            let _ = first.sleep.send(());
        }
        asleep
    }

    /// The paths of the pages that are open, the last that was opened first.
    pub fn paths(&self) -> Vec<String> {
        let Ok(listeners) = self.0.lock() else { return Vec::new() };
        let is_open = |listener: &&Listener| !listener.sleep.is_closed() && listener.path != OWN;
        let open = listeners.iter().rev().filter(is_open);
        let mut paths: Vec<String> = open.map(|listener| listener.path.clone()).collect();
        let mut seen = HashSet::new();
        paths.retain(|path| seen.insert(path.clone()));
        paths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_with_many_tabs_keeps_a_connection_for_pages() {
        let listeners = Listeners::default();
        let mut tabs: Vec<_> = (0..6).map(|i| listeners.add(&format!("/{i}/"), Some("one"))).collect();
        let mut other = listeners.add("/", Some("another"));
        let nameless: Vec<_> = (0..9).map(|_| listeners.add("/", None)).collect();
        let asleep: Vec<bool> = tabs.iter_mut().map(|tab| tab.try_recv().is_ok()).collect();
        assert_eq!(asleep, [true, true, false, false, false, false]);
        assert!(other.try_recv().is_err() && nameless.into_iter().all(|mut tab| tab.try_recv().is_err()));
        assert_eq!(listeners.paths(), ["/", "/5/", "/4/", "/3/", "/2/"]);
        drop(tabs);
        assert!(listeners.add("/", Some("one")).try_recv().is_err());
        assert_eq!(listeners.paths(), ["/"]);
    }
}
