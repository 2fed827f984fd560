//! What hosts and browsers read besides pages: the page for wrong addresses, redirects, headers, icons, descriptions.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CONFIG, Published, Site, article};
use serde_json::Value;
use std::collections::BTreeMap;

const ICON: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><circle cx="5" cy="2.5" r="2.5" fill="#f00"/></svg>"##;

fn site(more: &str, files: &[(&str, &str)]) -> Site {
    let config = format!("{CONFIG}{more}");
    let site = Site::new(&[("site.yaml", &config)]);
    files.iter().for_each(|(path, text)| site.write(path, text));
    site
}

fn with_aliases(aliases: &str) -> String {
    article("Moved", "2025-01-20", "x", "Text.").replace("tags:", &format!("aliases: {aliases}\ntags:"))
}

/// `_headers` as its hosts read it: path → name → value.
fn headers(out: &Published) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut rules: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let text = out.text("_headers");
    let mut path = "";
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("  ") {
            Some(header) => {
                let (name, value) = header.split_once(": ").unwrap();
                let old = rules.entry(path.to_owned()).or_default().insert(name.to_owned(), value.to_owned());
                assert_eq!(old, None, "{path} {name}");
            }
            None => path = line,
        }
    }
    rules
}

fn policy(out: &Published) -> BTreeMap<String, String> {
    let policy = &headers(out)["/*"]["Content-Security-Policy"];
    let directives = policy.split("; ").map(|directive| directive.split_once(' ').unwrap());
    directives.map(|(name, sources)| (name.to_owned(), sources.to_owned())).collect()
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

#[test]
fn old_addresses_lead_away_in_every_form_that_is_asked_for() {
    let text = with_aliases("[/post/12345, \"/старое $x.html\"]");
    let config = "redirects: [html, netlify, nginx, apache]\n";
    let site = site(config, &[("content/news/moved.en.md", &text)]);
    site.write("site.yaml", format!("{CONFIG}{config}").replace("news.example", "news.example/daily"));
    let out = site.build();
    assert!(out.has("post/12345/index.html"));
    let encoded = "/daily/%D1%81%D1%82%D0%B0%D1%80%D0%BE%D0%B5%20$x.html";
    let to = "/daily/en/news/moved/";
    assert_eq!(
        out.text("_redirects"),
        format!("/daily/post/12345 {to} 301\n/daily/post/12345/ {to} 301\n{encoded} {to} 301\n")
    );
    let nginx = out.text("redirects.nginx.conf");
    for line in ["\"/daily/post/12345\"", "\"/daily/post/12345/\"", "\"/daily/старое $x.html\""] {
        assert!(nginx.contains(&format!("    {line} \"{to}\";\n")), "{nginx}");
    }
    let apache = out.text(".htaccess");
    assert!(apache.contains(&format!("RedirectMatch 301 \"^/daily/post/12345/?$\" \"{to}\"\n")), "{apache}");
    assert!(apache.contains(&format!("RedirectMatch 301 \"^/daily/старое \\$x\\.html$\" \"{to}\"\n")), "{apache}");
}

#[test]
fn without_pages_an_old_address_is_still_nobody_elses() {
    let text = with_aliases("[/post/1]");
    let site = site("redirects: [netlify]\n", &[("content/news/moved.en.md", &text)]);
    let out = site.build();
    assert!(!out.has("post/1/index.html") && !out.has(".htaccess"));
    assert!(out.text("_redirects").contains("/post/1/ /en/news/moved/ 301\n"));
    site.write("content/news/moved.en.md", with_aliases("[/en/news/other/]"));
    site.write("content/news/other.en.md", article("Other", "2025-01-20", "x", "Text."));
    let (code, problems) = site.check_json(&[]);
    assert!(code == 1 && problems.iter().any(|problem| problem["code"] == "D301"), "{problems:#?}");
}

#[test]
fn only_what_changes_its_address_is_kept_for_ever() {
    let out = site("", &[]).build();
    let rules = headers(&out);
    let for_ever: Vec<&str> = rules
        .iter()
        .filter(|(_, headers)| headers.values().any(|v| v.contains("immutable")))
        .map(|(p, _)| p.as_str())
        .collect();
    assert_eq!(for_ever, ["/assets/*"]);
    let page = out.page("/en/");
    assert!(page.attribute("link[rel=stylesheet]", "href").starts_with("/assets/"));
    // Hosts join what several rules say: of the rules for one address only one may name a header.
    for address in ["/", "/en/", "/fr/feed.xml", "/assets/a/b.css", "/media/a.png", "/robots.txt"] {
        let fits = |pattern: &str| {
            let parts: Vec<&str> = pattern.split('*').collect();
            match parts[..] {
                [whole] => address == whole,
                [start, end] => {
                    address.len() >= start.len() + end.len() && address.starts_with(start) && address.ends_with(end)
                }
                _ => panic!("{pattern}"),
            }
        };
        let names: Vec<&String> =
            rules.iter().filter(|(path, _)| fits(path)).flat_map(|(_, headers)| headers.keys()).collect();
        let once: std::collections::BTreeSet<&&String> = names.iter().collect();
        assert_eq!(once.len(), names.len(), "{address}: {names:?}");
    }
    assert_eq!(rules["/en/*"]["Cache-Control"], "public, max-age=0, must-revalidate");
    assert_eq!(rules["/*/feed.json"]["Content-Type"], "application/feed+json");
}

#[test]
fn the_documentation_shows_the_headers_that_are_written() {
    let documentation = include_str!("../docs/hosting.md");
    for (name, value) in &headers(&site("", &[]).build())["/*"] {
        for form in ["add_header", "Header always set"] {
            let lines = documentation.lines().filter(|line| line.trim_start().starts_with(&format!("{form} {name} ")));
            assert!(lines.into_iter().any(|line| line.contains(value.as_str())), "{form} {name}");
        }
    }
}

#[test]
fn the_policy_allows_what_the_site_adds_and_nothing_else() {
    let out = site("", &[]).build();
    let strict = policy(&out);
    assert_eq!((strict["default-src"].as_str(), strict["style-src"].as_str()), ("'none'", "'self'"));
    assert!(
        strict
            .values()
            .all(|sources| !sources.contains("unsafe") && !sources.contains("https:") && !sources.contains('*'))
    );
    let more = "hosting:\n  csp: { img-src: [\"https://cdn.example\"], frame-src: [\"https://video.example\"] }\n  \
                headers: { Strict-Transport-Security: max-age=63072000, permissions-policy: off, X-Number: 0 }\n";
    let out = site(more, &[]).build();
    let wider = policy(&out);
    assert_eq!(
        (wider["img-src"].as_str(), wider["frame-src"].as_str()),
        ("'self' https://cdn.example", "https://video.example")
    );
    assert_eq!(wider["script-src"], strict["script-src"]);
    let every = &headers(&out)["/*"];
    assert_eq!(every["Strict-Transport-Security"], "max-age=63072000");
    assert_eq!(every["X-Number"], "0");
    assert!(!every.contains_key("Permissions-Policy"));
    let own = site("", &[("static/_headers", "/*\n  X-Own: 1\n")]).build();
    assert_eq!(own.text("_headers"), "/*\n  X-Own: 1\n");
    for bad in ["\"a\\nX-Other: b\"", "\"\"", "true"] {
        let (code, _) = site(&format!("hosting:\n  headers: {{ X-Mine: {bad} }}\n"), &[]).check_json(&[]);
        assert_eq!(code, 1, "{bad}");
    }
    assert!(!site("hosting: { headers: off }\n", &[]).build().has("_headers"));
}

#[test]
fn mistakes_in_what_hosts_are_told_are_reported_at_their_lines() {
    let more = "redirects: [htlm]\n\
                hosting:\n  csp: { img_src: [a] }\n\
                icon: icon.png\n\
                search: https://search.example/?q=\n\
                short_title: The Very Long Gazette\n\
                ads_txt: |\n  a.example, 1, DIRECT\n  a.example, 1, DIRCET\n\
                security_txt:\n  contact: [security@example.org]\n  expires: 2025-01-31\n";
    let (code, problems) = site(more, &[]).check_json(&[]);
    assert_eq!(code, 1);
    let lines: Vec<u64> = problems.iter().filter_map(|p| p["line"].as_u64().or(p["place"]["line"].as_u64())).collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [5, 7, 8, 9, 10, 13, 15, 16], "{problems:#?}");
}

#[test]
fn github_pages_is_told_of_the_domain_that_is_not_its_own() {
    let out = site("hosting: { github_pages: true }\n", &[]).build();
    assert_eq!((out.text(".nojekyll").as_str(), out.text("CNAME").as_str()), ("", "news.example\n"));
    let own = site("hosting: { github_pages: true }\n", &[]);
    own.write(
        "site.yaml",
        format!("{CONFIG}hosting: {{ github_pages: true }}\n").replace("news.example", "a.github.io/b"),
    );
    let out = own.build();
    assert!(out.has(".nojekyll") && !out.has("CNAME"));
    let plain = site("", &[]).build();
    assert!(!plain.has(".nojekyll") && !plain.has("CNAME") && !plain.has("ads.txt") && !plain.has(".well-known"));
}

#[test]
fn whom_to_tell_of_a_weakness_is_written_as_the_standard_says() {
    let security = |expires: &str| {
        format!(
            "ads_txt: |\n  a.example, 1, DIRECT\nsecurity_txt:\n  contact: [\"mailto:security@example.org\", \"https://news.example/report\"]\n  \
             expires: {expires}\n  policy: https://news.example/en/policy/\n"
        )
    };
    let out = site(&security("2025-12-31"), &[]).build();
    assert_eq!(
        out.text(".well-known/security.txt"),
        "Contact: mailto:security@example.org\nContact: https://news.example/report\nExpires: 2025-12-31T00:00:00+01:00\n\
         Policy: https://news.example/en/policy/\nPreferred-Languages: en, fr, ru\n\
         Canonical: https://news.example/.well-known/security.txt\n"
    );
    assert_eq!(out.text("ads.txt"), "a.example, 1, DIRECT\n");
    let (code, problems) = site(&security("2027-01-01"), &[]).check_json(&[]);
    assert_eq!((code, problems[0]["severity"].as_str().unwrap()), (0, "warning"), "{problems:#?}");
}

/// Width, height and the bytes of each pixel of a PNG.
fn picture(bytes: &[u8]) -> (u32, u32, resvg::tiny_skia::Pixmap) {
    let pixmap = resvg::tiny_skia::Pixmap::decode_png(bytes).unwrap();
    (pixmap.width(), pixmap.height(), pixmap)
}

#[test]
fn one_drawing_makes_every_icon() {
    let site = site("icon: icon.svg\n", &[("static/icon.svg", ICON)]);
    let files = site.build().files();
    assert_eq!(files["favicon.svg"], ICON.as_bytes());
    for (name, side) in [("apple-touch-icon.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)] {
        let (width, height, pixmap) = picture(&files[name]);
        assert_eq!((width, height), (side, side), "{name}");
        let middle = pixmap.pixel(side / 2, side / 2).unwrap().demultiply();
        assert_eq!((middle.red(), middle.green(), middle.alpha()), (255, 0, 255), "{name}");
        let corner = pixmap.pixel(0, 0).unwrap();
        // What is transparent is black on an iPhone: there the theme's own paper is behind the drawing.
        let expected = if name.starts_with("apple") { (0xfa, 0xf8, 255) } else { (0, 0, 0) };
        assert_eq!((corner.red(), corner.green(), corner.alpha()), expected, "{name}");
    }
    let ico = &files["favicon.ico"];
    assert_eq!(ico[..8], [0, 0, 1, 0, 1, 0, 32, 32]);
    assert_eq!(u32::from_le_bytes(ico[14..18].try_into().unwrap()) as usize, ico.len() - 22);
    assert_eq!(picture(&ico[22..]).0, 32);
    let page = site.out().page("/fr/");
    assert_eq!(page.attributes("link[rel=icon]", "href"), ["/favicon.ico", "/favicon.svg"]);
    assert_eq!(page.attribute("link[rel=apple-touch-icon]", "href"), "/apple-touch-icon.png");
    assert_eq!(site.build().files(), files);
}

#[test]
fn a_drawing_that_is_broken_or_missing_is_reported() {
    let (_, problems) = site("icon: icon.svg\n", &[("static/icon.svg", "<svg><rect")]).check_json(&[]);
    let codes: Vec<&str> = problems.iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["D207"], "{problems:#?}");
    let (_, problems) = site("icon: icom.svg\n", &[("static/icon.svg", ICON)]).check_json(&[]);
    assert_eq!(problems[0]["code"], "D202");
}

#[test]
fn nothing_outside_a_drawing_gets_into_it() {
    let site = site("icon: icon.svg\n", &[]);
    let foreign = site.root().join("foreign.svg");
    site.write("foreign.svg", ICON.replace("<circle", "<rect width=\"10\" height=\"5\" fill=\"lime\"/><circle"));
    for address in [foreign.to_str().unwrap(), "foreign.svg", "../foreign.svg"] {
        let image = format!("<image href=\"{address}\" width=\"10\" height=\"10\"/></svg>");
        site.write(
            "static/icon.svg",
            ICON.replace("viewBox=\"0 0 10 5\"", "viewBox=\"0 0 10 10\"").replace("</svg>", &image),
        );
        let pixmap = picture(&site.build().files()["icon-192.png"]).2;
        assert!(pixmap.pixels().iter().all(|pixel| pixel.green() == 0), "{address}");
        assert!(pixmap.pixels().iter().any(|pixel| pixel.red() == 255), "{address}");
    }
}

#[test]
fn a_phone_learns_the_name_and_the_direction_of_each_language() {
    let site = site("icon: icon.svg\nshort_title: { ru: Газета }\n", &[("static/icon.svg", ICON)]);
    let config = format!("{CONFIG}icon: icon.svg\nshort_title: {{ ru: Газета }}\n");
    site.write(
        "site.yaml",
        config.replace("news.example", "news.example/daily").replace("[en, fr, ru]", "[en, ru, ar]"),
    );
    let out = site.build();
    let manifest =
        |tag: &str| -> Value { serde_json::from_str(&out.text(&format!("{tag}/manifest.webmanifest"))).unwrap() };
    let russian = manifest("ru");
    assert_eq!(
        (&russian["lang"], &russian["short_name"], &russian["dir"]),
        (&"ru".into(), &"Газета".into(), &"ltr".into())
    );
    assert_eq!((&russian["start_url"], &russian["scope"]), (&"/daily/ru/".into(), &"/daily/".into()));
    assert_eq!(russian["theme_color"], "#faf8f3");
    assert_eq!(manifest("ar")["dir"], "rtl");
    for icon in russian["icons"].as_array().unwrap() {
        let src = icon["src"].as_str().unwrap().strip_prefix("/daily/").unwrap().to_owned();
        assert!(out.has(&src), "{src}");
    }
    assert_eq!(out.page("/ru/").attribute("link[rel=manifest]", "href"), "/daily/ru/manifest.webmanifest");
}

#[test]
fn readers_can_add_the_search_to_their_browser_where_there_is_one() {
    let search = "search: { en: \"https://search.example/?q={searchTerms}&l=en\" }\n";
    let out = site(search, &[]).build();
    let text = out.text("en/opensearch.xml");
    assert!(text.contains("<ShortName>The Gazette</ShortName>") && text.contains("<Language>en</Language>"), "{text}");
    assert!(text.contains("template=\"https://search.example/?q={searchTerms}&amp;l=en\""), "{text}");
    assert_eq!(out.page("/en/").attribute("link[rel=search]", "href"), "/en/opensearch.xml");
    assert!(!out.has("fr/opensearch.xml") && !out.page("/fr/").has("link[rel=search]"));
}
