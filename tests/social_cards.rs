//! Social cards: which picture networks show of a page, and what is on it.

#![allow(clippy::unwrap_used)]

mod common;

use common::pictures::{noise, photograph};
use common::preview::Preview;
use common::{CONFIG, Page, Published, Site, article, translation};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn meta(page: &Page, property: &str) -> String {
    page.attribute(&format!("meta[property='{property}']"), "content")
}

/// The card that a page names, below the site's root.
fn card_of(out: &Published, address: &str) -> String {
    let url = meta(&out.page(address), "og:image");
    let path = url.strip_prefix("https://news.example/").unwrap_or_else(|| panic!("{url}"));
    assert!(path.starts_with("assets/cards/"), "{address} has no card, but {url}");
    path.to_owned()
}

fn bytes(out: &Published, path: &str) -> Vec<u8> {
    std::fs::read(out.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn cards(out: &Published) -> BTreeMap<String, Vec<u8>> {
    out.files().into_iter().filter(|(path, _)| path.starts_with("assets/cards/")).collect()
}

/// The pixels of a PNG, three bytes each.
fn pixels(png: &[u8]) -> (usize, usize, Vec<[u8; 3]>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let pixel = |pixel: &[u8]| if pixel.len() == 1 { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] };
    let count = frame.color_type.samples();
    (frame.width as usize, frame.height as usize, bytes.chunks_exact(count).map(pixel).collect())
}

/// What is drawn within a range of rows: the outermost columns that are not paper.
fn drawn(png: &[u8], rows: std::ops::Range<usize>) -> Option<(usize, usize)> {
    let (width, _, pixels) = pixels(png);
    let paper = pixels[0];
    let far = |pixel: &[u8; 3]| pixel.iter().zip(paper).any(|(a, b)| a.abs_diff(b) > 24);
    let within = pixels[rows.start * width..rows.end * width].iter().enumerate();
    let columns: BTreeSet<usize> = within.filter(|(_, pixel)| far(pixel)).map(|(at, _)| at % width).collect();
    Some((*columns.first()?, *columns.last()?))
}

fn told(site: &Site) -> Vec<(String, String, u64, String)> {
    let (_, diagnostics) = site.check_json(&[]);
    let text = |d: &Value, key: &str| d[key].as_str().unwrap_or_default().to_owned();
    let cards = diagnostics.iter().filter(|d| text(d, "code").starts_with("D84") || text(d, "code") == "D402");
    cards.map(|d| (text(d, "code"), text(d, "path"), d["line"].as_u64().unwrap_or(0), text(d, "message"))).collect()
}

fn newsroom() -> Site {
    Site::new(&[
        ("content/news/port.en.md", &article("The port", "2025-01-20", "trade", "Words.")),
        ("content/news/port.fr.md", &translation("Le port", "Des mots.")),
        ("content/about.en.md", "---\ntitle: About us\n---\nWords.\n"),
        ("content/dossiers/trade.en.md", "---\ntitle: Trade\ntags: [trade]\n---\nIt began.\n"),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ])
}

#[test]
fn each_page_has_a_card_that_networks_can_show() {
    let out = newsroom().build();
    let mut seen = BTreeSet::new();
    for (address, alt) in [
        ("/en/news/port/", "The port – The Gazette"),
        ("/fr/news/port/", "Le port – The Gazette"),
        ("/en/about/", "About us – The Gazette"),
        ("/en/dossiers/trade/", "Trade – The Gazette"),
        ("/en/news/", "News – The Gazette"),
        ("/en/tags/trade/", "trade – The Gazette"),
        ("/en/authors/ann/", "Ann – The Gazette"),
        ("/en/", "The Gazette"),
    ] {
        let page = out.page(address);
        let path = card_of(&out, address);
        let size = imagesize::blob_size(&bytes(&out, &path)).unwrap();
        assert_eq!((size.width, size.height), (1200, 630));
        assert_eq!((meta(&page, "og:image:width"), meta(&page, "og:image:height")), ("1200".into(), "630".into()));
        assert_eq!(meta(&page, "og:image:type"), "image/png");
        assert!(meta(&page, "og:image:alt").eq_ignore_ascii_case(alt), "{}", meta(&page, "og:image:alt"));
        assert!(seen.insert(path.clone()), "{address} has the card of another page: {path}");
    }
    let article = out.page("/en/news/port/");
    assert_eq!(article.attribute("meta[name='twitter:card']", "content"), "summary_large_image");
    // Pages of the site as a whole have that of the site.
    assert_eq!(card_of(&out, "/en/archive/"), card_of(&out, "/en/"));
    let named: BTreeSet<String> = out.files().values().flat_map(|bytes| named(bytes)).collect();
    assert_eq!(
        cards(&out).into_keys().collect::<BTreeSet<_>>(),
        named,
        "each is named, and each that is named is there"
    );
}

/// The cards that a file names.
fn named(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let end = |rest: &str| rest.find(['"', '<']).unwrap_or(rest.len());
    text.match_indices("assets/cards/").map(|(at, _)| text[at..at + end(&text[at..])].to_owned()).collect()
}

#[test]
fn a_picture_that_an_editor_chose_wins_and_a_lead_picture_stands_behind() {
    let site = newsroom();
    let with = |image: &str| {
        article("The port", "2025-01-20", "trade", "Words.").replacen("---\n", &format!("---\nimage: {image}\n"), 1)
    };
    site.write("content/news/port/index.en.md", with("{ src: a.jpg, alt: A port }"));
    site.remove("content/news/port.en.md");
    site.write("content/news/port/a.jpg", photograph(1600, 1200));
    site.write("content/news/port/b.png", common::pictures::transparent(1200, 630));
    let out = site.build();
    let left = card_of(&out, "/en/news/port/");
    assert_eq!(meta(&out.page("/en/news/port/"), "og:image:type"), "image/jpeg");
    // It is red on the right, and the shade lets that through.
    let pixels = zune(&bytes(&out, &left));
    assert!(pixels[1190 + 20 * 1200][0] > pixels[10 + 20 * 1200][0] + 20, "the picture is behind");

    site.write("content/news/port/index.en.md", with("{ src: a.jpg, alt: A port, focus: 50% 10% }"));
    let out = site.build();
    assert_ne!(card_of(&out, "/en/news/port/"), left, "it is cropped round another point");

    site.write("content/news/port/index.en.md", with("{ src: a.jpg, alt: A port, social: b.png }"));
    let out = site.build();
    let page = out.page("/en/news/port/");
    assert!(meta(&page, "og:image").contains("/assets/media/news/port/b."), "{}", meta(&page, "og:image"));
    assert!(!cards(&out).keys().any(|path| path.starts_with("assets/cards/en/news/port.")), "nobody asks for one");

    site.write("content/news/port/index.en.md", with("{ src: a.jpg, alt: A port }"));
    site.write("site.yaml", format!("{CONFIG}social_cards: false\n"));
    let out = site.build();
    assert!(meta(&out.page("/en/news/port/"), "og:image").contains("/assets/media/news/port/a."));
    assert!(cards(&out).is_empty() && !out.page("/en/").has("meta[property='og:image']"));
}

fn zune(jpeg: &[u8]) -> Vec<[u8; 3]> {
    let mut decoder = zune_jpeg::JpegDecoder::new(zune_jpeg::zune_core::bytestream::ZCursor::new(jpeg));
    decoder.decode().unwrap().as_chunks::<3>().0.to_vec()
}

#[test]
fn the_picture_of_the_site_stays_on_the_pages_of_the_site() {
    let site = newsroom();
    site.write("static/card.png", common::pictures::transparent(1200, 630));
    site.write("site.yaml", format!("{CONFIG}social_image: card.png\n"));
    let out = site.build();
    assert_eq!(meta(&out.page("/en/"), "og:image"), "https://news.example/card.png");
    card_of(&out, "/en/news/port/");
    card_of(&out, "/en/news/");
}

/// A hundred headlines in three scripts, short and long, are where they belong: nothing is in the margins, nothing below.
#[test]
fn a_hundred_headlines_stay_within_their_frame() {
    let words = [
        "The minister said nothing about the pipeline but everything about winter",
        "Министр ничего не сказал о трубопроводе, зато всё о достопримечательностях",
        "لم يقل الوزير شيئا عن خط الأنابيب بل قال كل شيء عن BRICS في شتاء 2025",
    ];
    let languages = ["en", "ru", "ar"];
    let site = Site::new(&[("site.yaml", &CONFIG.replace("[en, fr, ru]", "[en, ru, ar]"))]);
    for i in 0..34 {
        for (language, words) in languages.iter().zip(words) {
            let title = match i {
                0 => "W".repeat(80),
                1 => words.split(' ').next().unwrap().to_owned(),
                _ => words.split(' ').cycle().skip(i).take(1 + i * 2).collect::<Vec<_>>().join(" "),
            };
            site.write(
                &format!("content/news/t{i}{language}.{language}.md"),
                article(&title, "2025-01-20", "trade", "Words."),
            );
        }
    }
    let out = site.build();
    let mut count = 0;
    for (path, bytes) in cards(&out).iter().filter(|(path, _)| path.contains("/news/t")) {
        count += 1;
        let (left, right) = drawn(bytes, 150..536).unwrap_or_else(|| panic!("{path} has no headline"));
        assert!(left >= 76 && right <= 1124, "{path}: {left} to {right}");
        assert_eq!(drawn(bytes, 534..546), None, "{path}: between the headline and who wrote it");
        assert_eq!(drawn(bytes, 606..630), None, "{path}: below all");
        // From the side where readers begin.
        match path.contains("/ar/") {
            true => assert!(right > 1080, "{path}: {right}"),
            false => assert!(left < 100, "{path}: {left}"),
        }
        assert!(bytes.len() < 200_000);
    }
    assert_eq!(count, 102);
}

#[test]
fn every_address_of_a_page_can_be_that_of_its_card() {
    let slugs = ["what's-new,-(again)", "l’été+№1", "договор", &"длинный-".repeat(15), "a.b.html"];
    let site = Site::new(&[]);
    for (i, slug) in slugs.iter().enumerate() {
        let text = article(&format!("Number {i}"), "2025-01-20", "trade", "Words.");
        site.write(&format!("content/news/t{i}.en.md"), text.replacen("---\n", &format!("---\nslug: \"{slug}\"\n"), 1));
    }
    let run = site.try_build(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let out = site.out();
    let pages = out.files().into_iter().filter(|(path, _)| path.starts_with("en/news/") && path.ends_with(".html"));
    let mut count = 0;
    for (path, bytes) in pages {
        let url = meta(&Page::parse(&String::from_utf8(bytes).unwrap()), "og:image");
        let below = percent_encoding::percent_decode_str(&url).decode_utf8().unwrap().into_owned();
        let card = out.files().remove(below.strip_prefix("https://news.example/").unwrap());
        assert!(card.is_some_and(|card| card.starts_with(b"\x89PNG")), "{path}: {url}");
        count += 1;
    }
    assert!(count > slugs.len());
}

#[test]
fn hostile_headlines_are_drawn() {
    let titles = [
        "Gas & oil: <what> the 'deal' isn't",
        "]]> <script>alert(1)</script> {{ card }} {% raw %}",
        "a\\u0001b\\u0008c \\u202e fdp.exe",
        "\\u0301\\u0301\\u200d\\u200d",
        "שלום {{ x }} 2025",
    ];
    let site = Site::new(&[]);
    for (i, title) in titles.iter().enumerate() {
        site.write(&format!("content/news/t{i}.en.md"), article(title, "2025-01-20", "trade", "Words."));
    }
    let out = site.build();
    for i in 0..titles.len() {
        card_of(&out, &format!("/en/news/t{i}/"));
    }
}

#[test]
fn letters_that_no_font_has_are_told_once_for_each_script() {
    let site = Site::new(&[
        ("content/news/a.en.md", &article("金砖国家", "2025-01-20", "trade", "Words.")),
        ("content/news/b.en.md", &article("喀山峰会", "2025-01-21", "trade", "Words.")),
        ("content/news/c.en.md", &article("Ships 🚢 and trains", "2025-01-22", "trade", "Words.")),
        ("content/news/d.en.md", &article("Ships and trains", "2025-01-22", "trade", "Words.")),
    ]);
    let told = told(&site);
    let short: Vec<_> = told.iter().map(|(code, path, line, _)| (code.as_str(), path.as_str(), *line)).collect();
    // An emoji is left out, and nobody misses it.
    assert_eq!(short, [("D842", "content/news/a.en.md", 2)]);
    assert!(told[0].3.contains("Han") && told[0].3.contains("1 other card"), "{}", told[0].3);
    let out = site.build();
    assert!(!out.page("/en/news/a/").has("meta[property='og:image']"), "a card of empty boxes is worse than none");
    let (sign, none) = (card_of(&out, "/en/news/c/"), card_of(&out, "/en/news/d/"));
    let headline = |path: &str| {
        let (width, _, pixels) = pixels(&bytes(&out, path));
        pixels[150 * width..536 * width].to_vec()
    };
    assert_eq!(drawn(&bytes(&out, &sign), 534..546), None);
    assert_eq!(headline(&sign).len(), headline(&none).len());
}

#[test]
fn a_font_that_cannot_be_read_is_told() {
    let site = newsroom();
    site.write("fonts/broken.ttf", b"no font");
    site.write("fonts/empty.otf", b"");
    site.write("fonts/web.woff2", b"wOF2");
    site.write("fonts/LICENCE.txt", b"Words.");
    let told = told(&site);
    let short: Vec<_> = told.iter().map(|(code, path, _, _)| (code.as_str(), path.as_str())).collect();
    assert_eq!(short, [("D843", "fonts/broken.ttf"), ("D843", "fonts/empty.otf"), ("D843", "fonts/web.woff2")]);
    assert_ne!(site.try_build(&[]).code, 0);
    site.remove("fonts/broken.ttf");
    site.remove("fonts/empty.otf");
    let out = site.build();
    assert!(
        !out.files().keys().any(|path| path.contains("fonts/") || path.ends_with("woff2")),
        "fonts are not published"
    );
}

const PLAIN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><rect width=\"1200\" height=\"630\" fill=\"#0a0\"/>";

#[test]
fn a_site_can_have_a_template_of_its_own() {
    let site = newsroom();
    site.write("static/stamp.png", common::pictures::transparent(100, 100));
    site.write(
        "templates/social-card.svg",
        format!("{PLAIN}<image href=\"{{{{ asset(path=\"stamp.png\") }}}}\" x=\"550\" y=\"265\" width=\"100\" height=\"100\"/></svg>"),
    );
    let out = site.build();
    let card = card_of(&out, "/en/news/port/");
    let pixels = zune(&bytes(&out, &card));
    let is_green = |[red, green, blue]: [u8; 3]| green > 120 && red < 60 && blue < 60;
    assert!(is_green(pixels[0]) && !is_green(pixels[600 + 315 * 1200]), "{:?}", pixels[600 + 315 * 1200]);
    // A stamp of another look is another card.
    site.write("static/stamp.png", common::pictures::transparent(90, 90));
    assert_ne!(card_of(&site.build(), "/en/news/port/"), card);
}

#[test]
fn a_mistake_in_the_template_is_told_once_with_its_place() {
    let site = newsroom();
    for (template, code, line, words) in [
        (format!("{PLAIN}\n\n{{{{ card.titel }}}}</svg>"), "D402", 3, "titel"),
        (format!("{PLAIN}\n{{{{ card_lines(text=card.title, widht=9) }}}}</svg>"), "D402", 2, "widht"),
        (format!("{PLAIN}<text>"), "D841", 0, "no XML"),
        (format!("{PLAIN}<image href=\"/gone.png\"/></svg>"), "D841", 0, "/gone.png"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"315\"/>".to_owned(), "D841", 0, "1200"),
        ("Words".to_owned(), "D841", 0, "no XML"),
    ] {
        site.write("templates/social-card.svg", &template);
        let told = told(&site);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), (code, "templates/social-card.svg"), "{told:?}");
        assert!((line == 0 || told[0].2 == line) && told[0].3.contains(words), "{told:?}");
        assert_ne!(site.try_build(&[]).code, 0);
    }
}

#[test]
fn what_is_not_public_has_no_card() {
    let draft = |title: &str, key: &str| {
        article(title, "2025-01-20", "trade", "Words.").replacen("---\n", &format!("---\n{key}\n"), 1)
    };
    let site = newsroom();
    site.write("content/news/quokka.en.md", draft("Quokka", "draft: true"));
    site.write("content/news/wombat.en.md", article("Wombat", "2025-03-01", "trade", "Words."));
    site.write("content/news/numbat.en.md", draft("Numbat", "expires: 2025-01-25"));
    site.write("content/news/bilby.en.md", draft("Bilby", "unlisted: true"));
    let out = site.build();
    for word in ["quokka", "wombat", "numbat"] {
        assert_eq!(out.traces_of(word), Vec::<String>::new());
    }
    let bilby = card_of(&out, "/en/news/bilby/");
    let naming = out.files().into_iter().filter(|(_, bytes)| named(bytes).contains(&bilby));
    assert_eq!(naming.map(|(path, _)| path).collect::<Vec<_>>(), ["en/news/bilby/index.html"]);
    let proof = site.build_with(&["--drafts"]);
    card_of(&proof, "/en/news/quokka/");
}

#[test]
fn a_page_around_a_text_in_another_language_has_the_card_of_the_text() {
    let site = newsroom();
    site.write("site.yaml", format!("{CONFIG}missing_translations: page\n"));
    let out = site.build();
    assert!(out.has("ru/news/port/index.html"));
    assert_eq!(card_of(&out, "/ru/news/port/"), card_of(&out, "/en/news/port/"));
}

#[test]
fn a_site_below_a_path_names_its_cards_there() {
    let site = newsroom();
    site.write("site.yaml", CONFIG.replace("https://news.example", "https://news.example/world"));
    let out = site.build();
    let url = meta(&out.page("/en/news/port/"), "og:image");
    let path = url.strip_prefix("https://news.example/world/").unwrap();
    assert!(path.starts_with("assets/cards/en/news/port.") && out.has(path), "{url}");
}

#[test]
fn cards_are_the_same_at_any_number_of_cores_and_are_drawn_once() {
    let site = newsroom();
    let first = cards(&site.build_with(&["--jobs", "1"]));
    assert!(first.len() > 8);
    std::fs::remove_dir_all(site.root().join("public")).unwrap();
    let store = site.root().join(".dateline/cache/pictures/cards");
    let times = || -> BTreeMap<_, _> {
        let files = walkdir::WalkDir::new(&store).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
        files.map(|e| (e.path().to_owned(), e.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = times();
    assert_eq!(before.len(), first.values().collect::<BTreeSet<_>>().len(), "what is the same is drawn once");
    assert_eq!(cards(&site.build_with(&["--jobs", "8"])), first);
    assert_eq!(times(), before, "what is kept is not drawn again");
    std::fs::remove_dir_all(site.root().join(".dateline")).unwrap();
    std::fs::remove_dir_all(site.root().join("public")).unwrap();
    assert_eq!(cards(&site.build_with(&["--jobs", "8"])), first);
}

#[test]
fn a_check_draws_nothing() {
    let site = newsroom();
    assert_eq!(site.run(&["check", "--now", common::NOW]).code, 0);
    assert!(!site.root().join(".dateline/cache/pictures/cards").exists());
}

#[test]
fn a_noisy_photograph_does_not_make_a_heavy_card() {
    let site = Site::new(&[(
        "content/news/port/index.en.md",
        &article("The port", "2025-01-20", "trade", "Words.").replacen(
            "---\n",
            "---\nimage: { src: a.jpg, alt: Noise }\n",
            1,
        ),
    )]);
    site.write("content/news/port/a.jpg", noise(1400, 900));
    let card = bytes(&site.build(), &card_of(&site.out(), "/en/news/port/"));
    assert!(card.starts_with(&[0xff, 0xd8]) && card.len() < 200_000, "{}", card.len());
}

#[test]
fn a_preview_draws_a_card_when_somebody_asks_for_it() {
    let site = newsroom();
    let preview = Preview::of(&site, &["--watch"]);
    let card = |page: &str| {
        let url = meta(&Page::parse(page), "og:image");
        url[url.find("/assets/").unwrap_or_else(|| panic!("{url}"))..].to_owned()
    };
    let first = card(&preview.get("/en/news/port/").text());
    let reply = preview.get(&first);
    assert_eq!((reply.status, reply.header("content-type")), (200, "image/png"));
    assert_eq!(imagesize::blob_size(&reply.bytes).unwrap().width, 1200);
    site.write("content/news/port.en.md", article("The harbour", "2025-01-20", "trade", "Words."));
    let page = preview.get_until("/en/news/port/", |reply| reply.text().contains("The harbour"));
    let second = card(&page.text());
    assert_ne!(first, second);
    assert_eq!(preview.get(&second).status, 200);
    assert_eq!(preview.get(&first).status, 404, "the site of now has no such card");
    assert_eq!(preview.get("/assets/cards/en/../../../etc/passwd.aaaaaaaaaaaa.png").status, 404);
    // A font that comes while the preview runs is taken in.
    let broken = site.root().join("fonts");
    std::fs::create_dir_all(&broken).unwrap();
    site.write("templates/social-card.svg", format!("{PLAIN}</svg>"));
    let page = preview.get_until("/en/news/port/", |reply| card(&reply.text()) != second);
    assert_eq!(preview.get(&card(&page.text())).status, 200);
}
