//! Drawings (SVG): what is in them that could harm a reader or tells of its author is not published, and is told.

#![allow(clippy::unwrap_used)]

mod common;

use common::preview::Preview;
use common::{CONFIG, Site, article};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

const HARMFUL: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n<!-- by quokka -->\n<path d='M0 0h9v9z'/>\n\
                       <script>quokka()</script>\n<rect width='9' height='9' onclick='quokka()'/>\n</svg>";
const HARMLESS: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n<path d='M0 0h9v9z'/>\n\n\
                        <rect width='9' height='9'/>\n</svg>";

/// A story that shows one drawing, leads with another and links to a third.
fn newsroom(config: &str) -> Site {
    let config = format!("{config}diagnostics: {{ D502: off }}\n");
    let story = article("A map", "2025-01-20", "iran", "![A map](map.svg)\n\nAs [a file](linked.svg).")
        .replace("tags:", "image: { src: lead.svg, alt: A lead }\ntags:");
    Site::new(&[
        ("site.yaml", &config),
        ("content/news/a/index.en.md", &story),
        ("content/news/a/map.svg", HARMFUL),
        ("content/news/a/lead.svg", HARMLESS),
        ("content/news/a/linked.svg", HARMFUL),
        ("content/authors/ann.en.md", "---\nname: Ann\n---\n"),
    ])
}

#[test]
fn a_drawing_is_published_without_what_runs_wherever_it_is_named() {
    let out = newsroom(CONFIG).build();
    for name in ["map", "linked"] {
        let published = out.text(&format!("media/news/a/{name}.svg"));
        assert!(!published.contains("quokka") && published.contains("<rect width='9' height='9'/>"), "{published}");
    }
    assert_eq!(out.text("media/news/a/lead.svg"), HARMLESS, "what has nothing to take out keeps its bytes");
    assert!(out.traces_of("quokka").is_empty());
}

#[test]
fn what_is_taken_out_is_told_at_its_place_and_stops_a_strict_build() {
    let site = newsroom(CONFIG);
    let (code, found) = site.check_json(&[]);
    assert_eq!(code, 0);
    let told: Vec<_> = found.iter().filter(|problem| problem["code"] == "D811").collect();
    let places: Vec<_> = told
        .iter()
        .map(|p| (p["path"].as_str().unwrap(), p["line"].as_u64().unwrap(), p["column"].as_u64().unwrap()))
        .collect();
    let of = |path| [(path, 4, 1), (path, 5, 28)];
    assert_eq!(places, [of("content/news/a/linked.svg"), of("content/news/a/map.svg")].concat());
    assert!(
        told[0]["message"].as_str().unwrap().contains("<script>")
            && told[1]["message"].as_str().unwrap().contains("onclick")
    );
    assert!(told.iter().all(|problem| problem["hints"].to_string().contains("trust_html")));
    assert_eq!(site.try_build(&["--strict"]).code, 1);
    site.write("site.yaml", format!("{CONFIG}diagnostics: {{ D502: off, D811: off }}\n"));
    assert_eq!(site.try_build(&["--strict"]).code, 0);
}

#[test]
fn a_site_that_trusts_its_texts_publishes_drawings_as_they_are() {
    let out = newsroom(&format!("{CONFIG}trust_html: true\n")).build_with(&["--strict"]);
    assert_eq!(out.text("media/news/a/map.svg"), HARMFUL);
}

#[test]
fn the_sites_own_static_files_stay_as_they_are() {
    let site = newsroom(CONFIG);
    site.write("static/own.svg", HARMFUL);
    assert_eq!(site.build().text("own.svg"), HARMFUL);
}

#[test]
fn a_drawing_that_nobody_shows_is_neither_read_nor_published() {
    let site = newsroom(CONFIG);
    site.write("content/news/a/other.svg", "<svg");
    assert!(!site.build().has("media/news/a/other.svg"));
}

#[test]
fn a_drawing_that_cannot_be_read_stops_the_build_at_its_place() {
    for (bytes, line, words) in [
        (&b"<svg xmlns='http://www.w3.org/2000/svg'>\n <g></svg>"[..], Some(2), "closes"),
        (b"", None, "empty"),
        (b"\x1f\x8b\x08", None, "compressed"),
        (b"<html><body/></html>", Some(1), "web page"),
        (b"\xff\xfe<\0s\0v\0g\0", None, "UTF-16"),
    ] {
        let site = newsroom(CONFIG);
        site.write("content/news/a/map.svg", bytes);
        assert_eq!(site.try_build(&[]).code, 1);
        assert!(!site.out().has("index.html"));
        let (_, found) = site.check_json(&[]);
        let faults: Vec<_> = found.iter().filter(|problem| problem["code"] == "D812").collect();
        assert_eq!(faults.len(), 1, "{found:?}");
        assert_eq!(faults[0]["path"], "content/news/a/map.svg");
        assert_eq!(faults[0]["line"].as_u64(), line);
        assert!(faults[0]["message"].as_str().unwrap().contains(words), "{}", faults[0]);
    }
}

#[test]
fn the_preview_shows_what_a_build_would_publish() {
    let site = newsroom(CONFIG);
    let preview = Preview::of(&site, &["--now", common::NOW]);
    let drawing = preview.get("/media/news/a/map.svg");
    assert!(drawing.header("content-type").starts_with("image/svg+xml"));
    assert!(!drawing.text().contains("quokka") && drawing.text().contains("<path"));
}

/// What a drawing looks like.
fn drawn(bytes: &str) -> Vec<u8> {
    let tree = Tree::from_str(bytes, &Options::default()).unwrap();
    let mut pixmap = Pixmap::new(90, 90).unwrap();
    resvg::render(&tree, Transform::from_scale(10.0, 10.0), &mut pixmap.as_mut());
    pixmap.take()
}

/// Drawings as programs write them, each with notes of its own.
fn of_programs() -> Vec<(&'static str, String)> {
    let shapes = "<path style='fill:#d00;fill-opacity:.5' d='M1 1h5v5z'/><circle cx='5' cy='5' r='3' fill='url(#g)'/>";
    let gradient = "<linearGradient id='g'><stop offset='0' stop-color='#00d'/><stop offset='1' style='stop-color:#0d0'/></linearGradient>";
    let inkscape = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- Created with Inkscape (http://www.inkscape.org/) -->\n\
         <svg width='9' height='9' viewBox='0 0 9 9' sodipodi:docname='quokka.svg' inkscape:version='1.3' \
         inkscape:export-filename='/home/quokka/a.png' xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' \
         xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' xmlns='http://www.w3.org/2000/svg' \
         xmlns:svg='http://www.w3.org/2000/svg' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
         xmlns:dc='http://purl.org/dc/elements/1.1/'><sodipodi:namedview id='n' pagecolor='#fff'/><defs>{gradient}\
         <inkscape:path-effect effect='spiro' id='e'/></defs><metadata><rdf:RDF><dc:creator>quokka</dc:creator></rdf:RDF></metadata>\
         <g inkscape:label='quokka' inkscape:groupmode='layer' transform='translate(1,1)'>{shapes}</g></svg>"
    );
    let illustrator = format!(
        "<?xml version='1.0' encoding='utf-8'?><!-- Generator: Adobe Illustrator 27.0, quokka -->\n\
         <!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\" [\n\
         <!ENTITY ns_ai \"http://ns.adobe.com/AdobeIllustrator/10.0/\"><!ENTITY ns_svg \"http://www.w3.org/2000/svg\">]>\n\
         <svg version='1.1' id='Layer_1' xmlns:i='&ns_ai;' xmlns='&ns_svg;' x='0px' y='0px' viewBox='0 0 9 9' \
         style='enable-background:new 0 0 9 9;' xml:space='preserve'><style type='text/css'>\n\t.st0{{fill:#0d0;stroke:#000}}\n</style>\
         <switch><foreignObject requiredExtensions='&ns_ai;' x='0' y='0' width='1' height='1'><i:aipgfRef id='quokka'/></foreignObject>\
         <g i:extraneous='self'><defs>{gradient}</defs>{shapes}<rect class='st0' x='6' y='6' width='2' height='2'/></g></switch>\
         <i:aipgf id='p'><![CDATA[ quokka ]]></i:aipgf></svg>"
    );
    let figma = format!(
        "<svg width='9' height='9' viewBox='0 0 9 9' fill='none' xmlns='http://www.w3.org/2000/svg' \
         xmlns:xlink='http://www.w3.org/1999/xlink'><g clip-path='url(#c)' filter='url(#f)'>{shapes}</g><defs>{gradient}<clipPath id='c'>\
         <rect width='7' height='7'/></clipPath><filter id='f' color-interpolation-filters='sRGB'><feFlood flood-opacity='0' result='b'/>\
         <feGaussianBlur stdDeviation='.2' in='SourceGraphic'/></filter></defs></svg>"
    );
    let d3 = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' font-family='sans-serif' text-anchor='middle' class='chart' \
         data-chart='3'><g class='tick' opacity='1' transform='translate(0,8.5)'><line stroke='currentColor' x2='9'/></g>\
         <defs>{gradient}</defs>{shapes}</svg>"
    );
    let matplotlib = format!(
        "<?xml version='1.0' encoding='utf-8' standalone='no'?>\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN'\n  \
         'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n<svg xmlns:xlink='http://www.w3.org/1999/xlink' width='9pt' \
         viewBox='0 0 9 9' xmlns='http://www.w3.org/2000/svg' version='1.1'><metadata><x:r xmlns:x='urn:x'>quokka</x:r></metadata>\
         <defs><style type='text/css'>*{{stroke-linejoin: round; stroke-linecap: butt}}</style>{gradient}<path id='m' d='M0 0v1' style='stroke:#000'/></defs>\
         <g id='figure_1'><use xlink:href='#m' x='2' y='8' style='stroke:#000'/>{shapes}</g></svg>"
    );
    let qgis = format!(
        "<?xml version='1.0' encoding='UTF-8'?><svg width='9mm' height='9mm' viewBox='0 0 9 9' xmlns='http://www.w3.org/2000/svg' \
         version='1.2' baseProfile='tiny'><title>Qt SVG Document</title><desc>Map</desc><defs>{gradient}</defs>\
         <g fill='none' stroke='black' stroke-width='1' fill-rule='evenodd' vector-effect='non-scaling-stroke'>{shapes}</g></svg>"
    );
    vec![
        ("inkscape", inkscape),
        ("illustrator", illustrator),
        ("figma", figma),
        ("d3", d3),
        ("matplotlib", matplotlib),
        ("qgis", qgis),
    ]
}

#[test]
fn drawings_of_the_usual_programs_look_as_before_and_tell_nothing_of_their_authors() {
    for (program, before) in of_programs() {
        let cleaned = dateline::pictures::drawings::clean(before.as_bytes()).unwrap();
        let after = std::str::from_utf8(&cleaned.bytes).unwrap();
        assert_eq!(cleaned.taken, [], "{program}");
        assert!(!after.contains("quokka"), "{program}: {after}");
        assert!(drawn(after) == drawn(&before), "{program}: {after}");
        assert!(drawn(after).iter().any(|byte| *byte > 0), "{program}");
    }
}

#[test]
fn the_drawings_of_the_sample_site_have_nothing_to_take_out() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut drawings = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "svg") {
                let bytes = std::fs::read(&path).unwrap();
                let cleaned = dateline::pictures::drawings::clean(&bytes).unwrap();
                assert!(*cleaned.bytes == bytes, "{}", path.display());
                drawings += 1;
            }
        }
    }
    assert!(drawings > 10);
}
