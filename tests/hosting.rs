//! What hosts and browsers read besides pages: the page for wrong addresses, redirects, headers, icons, descriptions.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Site, article};

fn config(more: &str) -> String {
    format!("{CONFIG}{more}")
}

#[test]
fn the_page_at_the_root_for_wrong_addresses_speaks_every_language() {
    let site = Site::new(&[("site.yaml", &CONFIG.replace("news.example", "news.example/daily"))]);
    let out = site.build();
    let page = out.page("404.html");
    assert_eq!(page.attribute("html", "lang"), "en");
    assert_eq!(page.attributes(".not-found", "lang"), ["fr", "ru"]);
    assert_eq!(page.texts(".not-found h2"), [out.page("fr/404.html").text("h1"), out.page("ru/404.html").text("h1")]);
    assert_eq!(page.attributes(".not-found a", "href"), ["/daily/fr/", "/daily/ru/"]);
    // It is shown at any depth: no relative address would be right.
    let mut addresses = page.attributes("a[href]:not(.skip)", "href");
    addresses.extend(page.attributes("link[rel=icon], link[rel=stylesheet]", "href"));
    assert!(addresses.iter().all(|address| address.starts_with("/daily/")), "{addresses:?}");
    assert!(!out.page("fr/404.html").has(".not-found"));
}
