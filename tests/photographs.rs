//! Pictures from a photographer's file to what a reader's browser gets.

#![allow(clippy::unwrap_used)]

mod common;

use common::pictures::{photograph, tagged, transparent};
use common::preview::Preview;
use common::{CONFIG, Page, Published, Site, article};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// An article whose lead picture is a file beside it, with more lines of `image`.
fn with_lead(src: &str, more: &str, body: &str) -> String {
    let lead = format!("---\nimage: {{ src: {src}, alt: A port{more} }}\n");
    article("The port", "2025-01-20", "trade", body).replacen("---\n", &lead, 1)
}

fn site(src: &str, more: &str, body: &str) -> Site {
    Site::new(&[("content/news/port/index.en.md", &with_lead(src, more, body))])
}

/// The codes and lines of what is told of pictures.
fn told(site: &Site) -> Vec<(String, String, u64)> {
    let (_, diagnostics) = site.check_json(&[]);
    let text = |d: &Value, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    let of_pictures = diagnostics.iter().filter(|d| text(d, "code").starts_with("D8") || text(d, "code") == "D205");
    of_pictures.map(|d| (text(d, "code"), text(d, "path"), d["line"].as_u64().unwrap_or_default())).collect()
}

/// Addresses and widths of a `srcset`.
fn candidates(srcset: &str) -> Vec<(String, u32)> {
    let one = |part: &str| {
        let (address, width) = part.trim().split_once(' ')?;
        Some((address.to_owned(), width.strip_suffix('w')?.parse().ok()?))
    };
    srcset.split(',').filter_map(one).collect()
}

fn size_of(bytes: &[u8]) -> (usize, usize) {
    let size = imagesize::blob_size(bytes).unwrap();
    (size.width, size.height)
}

fn file(out: &Published, address: &str) -> Vec<u8> {
    out.files().remove(address.trim_start_matches('/')).unwrap_or_else(|| panic!("{address} is not published"))
}

#[test]
fn a_photograph_is_published_in_the_widths_that_its_place_can_use_and_not_as_it_is() {
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", photograph(3000, 2000));
    let out = site.build();
    let page = out.page("/en/news/port/");
    let modern = candidates(&page.attribute(".lead-picture source[type='image/webp']", "srcset"));
    let widths: Vec<u32> = modern.iter().map(|(_, width)| *width).collect();
    assert_eq!(widths, [320, 400, 512, 640, 800, 1024, 1280, 1600, 2000]);
    for (address, width) in &modern {
        let bytes = file(&out, address);
        assert_eq!(size_of(&bytes).0, *width as usize);
        assert_eq!(&bytes[8..12], b"WEBP");
    }
    let img = ".lead-picture img";
    assert_eq!((page.attribute(img, "width"), page.attribute(img, "height")), ("2000".into(), "1333".into()));
    assert_eq!(page.attribute(img, "fetchpriority"), "high");
    assert!(page.attributes(img, "loading").is_empty(), "a lead picture is not lazy");
    assert!(page.attribute(img, "class").starts_with("tint-"));
    let safe = candidates(&page.attribute(img, "srcset"));
    assert_eq!(safe.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [640, 1280]);
    assert!(safe.iter().all(|(address, _)| file(&out, address).starts_with(&[0xff, 0xd8, 0xff])));
    let preload = "link[rel=preload][as=image]";
    assert_eq!(page.attribute(preload, "imagesrcset"), page.attribute(".lead-picture source", "srcset"));
    assert_eq!(page.attribute(preload, "imagesizes"), page.attribute(".lead-picture source", "sizes"));
    assert!(!out.has("media/news/port/cranes.jpg"), "the photographer's file is not published");
    assert_eq!(out.traces_of("cranes.jpg"), Vec::<String>::new());
}

#[test]
fn every_derivative_that_a_file_names_is_there_and_no_other() {
    let site = site("cranes.jpg", "", "Words.\n\n![Ships](ships.jpg)\n");
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    site.write("content/news/port/ships.jpg", photograph(900, 1200));
    let out = site.build();
    let is_there: BTreeSet<String> = out.files().into_keys().filter(|path| path.starts_with("assets/media/")).collect();
    let mut named = BTreeSet::new();
    for (path, bytes) in out.files() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for part in text.split("/assets/media/").skip(1) {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.~/%".contains(c)).unwrap_or(part.len());
            assert!(part[..end].contains("news/port/"), "{path}: {}", &part[..end]);
            named.insert(format!("assets/media/{}", &part[..end]));
        }
    }
    assert_eq!(named, is_there);
    assert!(named.iter().any(|path| path.ends_with(".1200x675.jpg")), "{named:?}");
}

#[test]
fn feeds_search_engines_and_previews_get_a_picture_that_all_programs_read() {
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", photograph(3000, 2000));
    let out = site.build();
    let page = out.page("/en/news/port/");
    let data: Value = serde_json::from_str(&page.text("script[type='application/ld+json']")).unwrap();
    let article = data["@graph"].as_array().map_or(&data, |graph| {
        graph.iter().find(|node| node["@type"].as_str().is_some_and(|kind| kind.ends_with("NewsArticle"))).unwrap()
    });
    let shapes: Vec<(u64, u64)> = article["image"]
        .as_array()
        .unwrap()
        .iter()
        .map(|image| {
            let address = image["url"].as_str().unwrap().strip_prefix("https://news.example").unwrap();
            let (width, height) = size_of(&file(&out, address));
            assert_eq!((image["width"].as_u64(), image["height"].as_u64()), (Some(width as u64), Some(height as u64)));
            (width as u64, height as u64)
        })
        .collect();
    assert_eq!(shapes, [(1200, 675), (1200, 900), (1200, 1200)]);
    assert_eq!(page.attribute("meta[property='og:image:type']", "content"), "image/jpeg");
    let feed = out.text("en/feed.xml");
    assert!(feed.contains(".1280.jpg") && !feed.contains("srcset") && !feed.contains(".webp"), "{feed}");
    assert!(out.text("sitemap-en.xml").contains(".1280.jpg"));
}

#[test]
fn a_card_is_cut_round_the_focus_and_a_chart_is_not() {
    let of = |more: &str| {
        let site = site("cranes.jpg", more, "Words.");
        site.write("content/news/port/cranes.jpg", photograph(2000, 2000));
        let out = site.build();
        let page = out.page("/en/");
        let srcset = page.attribute(".thumbnail source", "srcset");
        (site, out, srcset)
    };
    let (_site, _, auto) = of("");
    assert!(
        candidates(&auto).iter().all(|(address, width)| address
            .ends_with(&format!(".{width}x{}.webp", (f64::from(*width) * 9.0 / 16.0).round()))),
        "{auto}"
    );
    let (_site, out, focused) = of(", focus: 30% 0%");
    assert!(candidates(&focused).iter().all(|(address, _)| address.contains("-30-0.webp")), "{focused}");
    assert!(candidates(&focused).iter().all(|(address, _)| !file(&out, address).is_empty()));
    let (_site, _, whole) = of(", crop: none");
    assert!(candidates(&whole).iter().all(|(address, width)| address.ends_with(&format!(".{width}.webp"))), "{whole}");
}

#[test]
fn a_picture_in_a_text_is_chosen_by_the_browser_too_in_markdown_and_in_html() {
    let body = "Words.\n\n![Ships](ships.jpg \"At sea\")\n\n<img src=\"ships.jpg\" alt=\"Ships\">\n";
    let site = site("cranes.jpg", "", body);
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    site.write("content/news/port/ships.jpg", photograph(1400, 1000));
    let out = site.build();
    let page = out.page("/en/news/port/");
    let widths: Vec<u32> = candidates(&page.attribute("figure.picture source", "srcset")).iter().map(|c| c.1).collect();
    assert_eq!(widths, [320, 400, 512, 640, 800, 1024, 1280]);
    assert_eq!(page.attributes(".text img", "loading"), ["lazy", ""].map(str::to_owned)[..1]);
    assert_eq!(page.attributes(".text img", "src").len(), 2);
    assert!(page.attributes(".text img", "src").iter().all(|src| src.starts_with("/assets/media/")));
    assert!(!out.has("media/news/port/ships.jpg"));
}

#[test]
fn the_file_itself_is_published_where_a_page_links_to_it() {
    let site = site("cranes.jpg", "", "[The whole picture](cranes.jpg)");
    let bytes = photograph(1200, 800);
    site.write("content/news/port/cranes.jpg", &bytes);
    let out = site.build();
    assert_eq!(file(&out, "media/news/port/cranes.jpg"), bytes);
}

#[test]
fn nothing_is_made_larger_and_what_is_too_small_is_told() {
    let site = site("cranes.jpg", "", "Words.\n\n![Ships](ships.jpg)\n");
    site.write("content/news/port/cranes.jpg", photograph(500, 300));
    site.write("content/news/port/ships.jpg", photograph(300, 200));
    let path = "content/news/port/index.en.md".to_owned();
    assert_eq!(told(&site), [("D802".to_owned(), path.clone(), 2), ("D802".to_owned(), path, 11)]);
    let page = site.build().page("/en/news/port/");
    let widths: Vec<u32> = candidates(&page.attribute(".lead-picture source", "srcset")).iter().map(|c| c.1).collect();
    assert_eq!(widths, [320, 400, 500]);
}

#[test]
fn what_is_no_picture_is_told_where_it_is_named_and_nothing_is_published() {
    let whole = photograph(1200, 800);
    let kinds: [(&str, &[u8]); 5] = [
        ("a.jpg", b""),
        ("a.png", b"Dear editor, the picture follows."),
        ("a.jpg", &whole[..whole.len() / 2]),
        ("a.jpg", b"MZ\x90\0\x03\0\0\0 This program cannot be run in DOS mode"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ];
    for (name, bytes) in kinds {
        let site = site(name, "", &format!("Words.\n\n![Ships]({name})\n"));
        site.write(&format!("content/news/port/{name}"), bytes);
        let path = "content/news/port/index.en.md".to_owned();
        assert_eq!(told(&site), [("D801".to_owned(), path.clone(), 2), ("D801".to_owned(), path, 11)], "{name}");
        let run = site.try_build(&[]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(!site.root().join("public").exists());
    }
}

#[test]
fn a_wrong_ending_and_a_lead_that_moves_are_told() {
    let site = site("cranes.png", "", "Words.");
    site.write("content/news/port/cranes.png", photograph(1200, 800));
    assert_eq!(told(&site).iter().map(|t| t.0.as_str()).collect::<Vec<_>>(), ["D803"]);
    let moving = common::pictures::moving(1000, 600);
    let site = self::site("cranes.gif", "", "Words.");
    site.write("content/news/port/cranes.gif", &moving);
    assert_eq!(told(&site).iter().map(|t| t.0.as_str()).collect::<Vec<_>>(), ["D804"]);
    assert_eq!(file(&site.build(), "media/news/port/cranes.gif"), moving, "what moves is shown as it is");
}

#[test]
fn what_is_transparent_stays_so_and_has_no_colour_behind_it() {
    let site = site("logo.png", "", "Words.");
    site.write("content/news/port/logo.png", transparent(1200, 800));
    let out = site.build();
    let page = out.page("/en/news/port/");
    let safe = page.attribute(".lead-picture img", "src");
    assert!(safe.ends_with(".png"), "{safe}");
    assert!(page.attributes(".lead-picture img", "class").is_empty());
}

#[test]
fn metadata_is_left_out_but_what_is_asked_for() {
    let bytes = tagged(1200, 800, "Ann Lee", "2025 Agency");
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", &bytes);
    let out = site.build();
    for word in ["Ann Lee", "2025 Agency", "GPS", "Exif"] {
        assert_eq!(out.traces_of(word), Vec::<String>::new());
    }
    site.write("site.yaml", format!("{CONFIG}keep_metadata: [copyright, creator]\n"));
    let out = site.build();
    let page = out.page("/en/news/port/");
    assert_eq!(page.text(".lead-picture .credit"), "Ann Lee");
    let webp = page.attribute(".lead-picture source", "srcset");
    let bytes = file(&out, &candidates(&webp)[0].0);
    let has = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(has("Ann Lee") && has("2025 Agency") && !has("GPS"));
}

#[test]
fn a_second_build_makes_nothing_again_and_the_cache_may_be_deleted_or_moved() {
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    let first = site.build().files();
    let cache = site.root().join(".dateline/cache");
    assert!(cache.join("pictures/CACHEDIR.TAG").exists() && cache.join("pictures/.gitignore").exists());
    assert!(site.run(&["build", "--now", common::NOW, "--json"]).stdout.contains("\"written\": 0"));
    // A checkout gives every file another time; the output folder is not there in CI.
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    std::fs::remove_dir_all(site.root().join("public")).unwrap();
    assert_eq!(site.build().files(), first);
    std::fs::remove_dir_all(&cache).unwrap();
    assert_eq!(site.build().files(), first, "the same bytes come out");
    // What was damaged is made again.
    for entry in walkdir::WalkDir::new(&cache).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        std::fs::write(entry.path(), b"damaged").unwrap();
    }
    std::fs::remove_dir_all(site.root().join("public")).unwrap();
    assert_eq!(site.build().files(), first);
}

#[test]
fn a_cache_that_cannot_be_written_is_told_and_the_site_is_built() {
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    site.write(".dateline/cache", "no folder");
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("D805"), "{}", run.stderr);
    assert!(site.out().page("/en/news/port/").has(".lead-picture source"));
}

#[test]
fn the_bytes_are_the_same_at_any_number_of_cores() {
    let body: String = (0..4).map(|i| format!("\n![Ships {i}](ships{i}.jpg)\n")).collect();
    let site = site("cranes.jpg", "", &format!("Words.\n{body}"));
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    for i in 0..4 {
        site.write(&format!("content/news/port/ships{i}.jpg"), photograph(900 + 20 * i, 600));
    }
    let one = site.build_with(&["--jobs", "1", "--out", "one"]);
    let _ = one;
    std::fs::remove_dir_all(site.root().join(".dateline")).unwrap();
    site.build_with(&["--jobs", "8", "--out", "eight"]);
    assert_eq!(site.out_in("one").files(), site.out_in("eight").files());
}

#[test]
fn a_preview_makes_a_picture_when_it_is_asked_for_and_no_page_waits() {
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", photograph(6000, 4000));
    let preview = Preview::of(&site, &["--watch", "--now", common::NOW]);
    let asked = Instant::now();
    let page = Page::parse(&preview.get("/en/news/port/").text());
    assert!(asked.elapsed() < Duration::from_secs(5), "no pixel is decoded for a page");
    let modern = candidates(&page.attribute(".lead-picture source", "srcset"));
    let reply = preview.get(&modern[0].0);
    assert_eq!((reply.status, reply.header("content-type")), (200, "image/webp"));
    assert_eq!(size_of(&reply.bytes).0, 320);
    for wrong in ["7", "99999", "320x1", "0"] {
        let address = modern[0].0.replace(".320.", &format!(".{wrong}."));
        assert!([200, 404].contains(&preview.get(&address).status));
    }
    assert_eq!(preview.get(&modern[0].0.replace("cranes", "nobody")).status, 404);
    // Another picture in its place has another address.
    site.write("content/news/port/cranes.jpg", photograph(3000, 2000));
    let changed = preview.get_until("/en/news/port/", |reply| !reply.text().contains(&modern[0].0));
    let page = Page::parse(&changed.text());
    assert_eq!(preview.get(&candidates(&page.attribute(".lead-picture source", "srcset"))[0].0).status, 200);
}

#[test]
fn a_picture_of_a_draft_is_nowhere() {
    let draft = with_lead("secret.jpg", "", "![More](more.jpg)").replacen("---\n", "---\ndraft: true\n", 1);
    let site = Site::new(&[
        ("content/news/talks/index.en.md", &draft),
        ("content/news/a.en.md", &article("A", "2025-01-20", "trade", "Words.")),
    ]);
    site.write("content/news/talks/secret.jpg", photograph(1200, 800));
    site.write("content/news/talks/more.jpg", photograph(1200, 800));
    let out = site.build();
    assert_eq!(out.traces_of("secret"), Vec::<String>::new());
    assert!(!out.files().keys().any(|path| path.starts_with("assets/media")));
    // A template that shows it all the same is stopped.
    site.write(
        "templates/home.html",
        "{% extends \"gazette/home.html\" %}{% block main %}{{ super() }}<img src=\"/media/news/talks/secret.jpg\" alt=\"\">{% endblock %}",
    );
    assert_eq!(site.try_build(&[]).code, 1);
}

#[test]
fn a_place_that_the_theme_does_not_have_is_told_with_the_nearest() {
    let site = site("cranes.jpg", "", "Words.");
    site.write("content/news/port/cranes.jpg", photograph(1500, 1000));
    site.write(
        "templates/article.html",
        "{% extends \"gazette/article.html\" %}{% block article_end %}{{ picture(image=article.image, place=\"leed\") }}{% endblock %}",
    );
    let run = site.try_build(&[]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("`leed`") && run.stderr.contains("did you mean `lead`?"), "{}", run.stderr);
    site.write(
        "templates/article.html",
        "{% extends \"gazette/article.html\" %}{% block article_end %}<p id=one>{{ picture_url(image=article.image, width=400, shape=\"1:1\") }}</p><p id=two>{{ srcset(image=article.image, place=\"small\") }}</p>{% endblock %}",
    );
    let out = site.build();
    let page = out.page("/en/news/port/");
    assert_eq!(size_of(&file(&out, &page.text("#one"))), (400, 400));
    assert!(candidates(&page.text("#two")).iter().all(|(address, _)| !file(&out, address).is_empty()));
}
